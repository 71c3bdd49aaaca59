"""The newsroom as an ASGI application, for the paper named by the environment variable BROADSHEET_PAPER."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadsheet.site.settings")

application = get_asgi_application()

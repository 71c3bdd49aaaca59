"""The newsroom as a WSGI application, for the paper named by the environment variable BROADSHEET_PAPER."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadsheet.site.settings")

application = get_wsgi_application()

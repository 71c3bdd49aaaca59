"""Addresses answered by Django: all of them lie under /newsroom/. Readers' pages are files and never pass here."""

from typing import Final

from django.conf import settings
from django.contrib.staticfiles.views import serve as serve_static
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache
from django.views.static import serve
from wagtail.admin import urls as admin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as document_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from broadsheet.newsroom.accounts import urls as door_urls
from broadsheet.newsroom.accounts.views import OwnAccountView
from broadsheet.newsroom.desks.links import urls as link_urls
from broadsheet.newsroom.desks.preview import urls as preview_urls

# Pictures and documents of stories that are not out yet are for those who work here.
_behind_the_door = decorate_urlpatterns(
    [
        re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
        path("files/", include(document_urls)),
        path("account/", OwnAccountView.as_view(), name="own_account"),
    ],
    require_admin_access,
)

# Wagtail answers these addresses, too, and before those of the desks; these come before Wagtail's.
_in_place_of_wagtails = link_urls.urlpatterns
for _dressed in (require_admin_access, admin_urls.display_custom_404, never_cache):
    _in_place_of_wagtails = decorate_urlpatterns(_in_place_of_wagtails, _dressed)

urlpatterns = [
    re_path(r"^newsroom/static/(?P<path>.*)$", serve_static, {"insecure": True}),
    path("newsroom/", include(preview_urls)),
    path("newsroom/", include(_behind_the_door)),
    path("newsroom/", include(_in_place_of_wagtails)),
    path("newsroom/", include(door_urls)),
    path("newsroom/", include(admin_urls)),
]

handler500: Final = "broadsheet.site.troubles.answer"

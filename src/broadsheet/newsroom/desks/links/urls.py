"""
Addresses of the link dialog, and those of Wagtail's own dialog and lists of all pages, answered by ours.

They keep Wagtail's names, and the site puts them before Wagtail's.
"""

from django.urls import path

from broadsheet.newsroom.desks.links import dialog, tree

urlpatterns = [
    path("links/chosen/", dialog.ChosenView.as_view(), name="link_chosen"),
    path("choose-page/", dialog.InThePaperView.as_view(), name="wagtailadmin_choose_page"),
    path("choose-page/<int:parent_page_id>/", dialog.InThePaperView.as_view(), name="wagtailadmin_choose_page_child"),
    path("choose-page/search/", tree.PageSearchView.as_view(), name="wagtailadmin_choose_page_search"),
    path("choose-external-link/", dialog.ElsewhereView.as_view(), name="wagtailadmin_choose_page_external_link"),
    path("choose-email-link/", dialog.MailView.as_view(), name="wagtailadmin_choose_page_email_link"),
    path("pages/", tree.all_pages, name="wagtailadmin_explore_root"),
    path("pages/<int:parent_page_id>/", tree.all_pages, name="wagtailadmin_explore"),
]

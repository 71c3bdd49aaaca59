"""What a browser would post from the screen on which a story is written: its form as it stands."""

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from broadsheet.newsroom.models import ArticlePage

INLINES = ("bylines", "topics", "persons", "branches", "related", "comments")


def form_of(page: ArticlePage, **changes: Any) -> dict[str, Any]:
    """The fields of the story's newest version, one paragraph of text, and whatever else is given."""
    newest: Any = page.get_latest_revision_as_object()
    text = "<p>{}</p>".format(changes.pop("text", "Typed words."))
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    written = ContentstateConverter(features=[]).from_database_format(text)
    fields = {
        "title": newest.title,
        "kicker": newest.kicker,
        "standfirst": newest.standfirst,
        "dateline": newest.dateline,
        "picture": "",
        "picture_alt": "",
        "picture_caption": "null",
        "body": streamfield([("text", written)]),
        "section": "",
        "genre": newest.genre,
        "review_of": "",
        "review_by": "",
        "review_where": "",
        "licence": "",
        "embargo": newest.embargo.strftime("%Y-%m-%d %H:%M") if newest.embargo else "",
        "share_headline": newest.share_headline,
        "share_text": newest.share_text,
        "slug": newest.slug,
        **{name: inline_formset([]) for name in INLINES},
    }
    return dict(nested_form_data(fields | changes))

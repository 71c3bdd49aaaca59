"""From the fronts of all languages and the paper's settings to the paper's own record."""

from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.models import Page

from broadsheet.edition.paper import Colours, LanguageVersion, Link, Notice, Paper
from broadsheet.newsroom.compose.body import calls_of, find_body_rows, moment_of, pins_of
from broadsheet.newsroom.compose.references import References, RowNumbers, look_up
from broadsheet.newsroom.models import HomePage, PaperSettings
from broadsheet.newsroom.paper import current_paper


def paper_record(unsaved: Mapping[str, HomePage] | None = None, unsaved_settings: PaperSettings | None = None) -> Paper:
    """The record of the paper, in a fixed number of queries; `unsaved` fronts, by language, and settings if given."""
    folder = current_paper()
    settings = unsaved_settings or PaperSettings.load()
    fronts = {
        front.locale.language_code: front for front in HomePage.objects.filter(live=True).select_related("locale")
    } | dict(unsaved or {})
    numbers = RowNumbers(images={settings.logo_id} if settings.logo_id else set())
    find_body_rows(list(settings.social.raw_data), numbers)
    for front in fronts.values():
        numbers.pages |= {front.notice_page_id} if front.notice_page_id else set()
        for stream in (front.navigation, front.footer, front.calls, front.pins):
            find_body_rows(list(stream.raw_data), numbers)
    references = look_up(numbers, folder.public_address)
    titles = _titles(numbers)
    return Paper(
        name=settings.name or folder.name,
        address=folder.public_address,
        timezone=folder.timezone,
        languages=tuple(_language(code, name, fronts.get(code), references, titles) for code, name in folder.languages),
        publisher=settings.publisher,
        licence=settings.licence,
        contact=settings.contact,
        founded=settings.founded,
        social=_links(settings.social.raw_data, references, titles),
        logo=references.images.get(settings.logo_id or 0, ""),
        type_family=settings.type_family,
        colours=Colours(
            accent=settings.accent,
            accent_dark=settings.accent_dark,
            paper=settings.paper_colour,
            ink=settings.ink,
        ),
        redirect_stubs=settings.redirect_stubs,
    )


def _titles(numbers: RowNumbers) -> dict[int, str]:

    return dict(Page.objects.filter(pk__in=numbers.pages).values_list("pk", "title"))


def _language(
    code: str, name: str, front: HomePage | None, references: References, titles: dict[int, str]
) -> LanguageVersion:
    if front is None:
        return LanguageVersion(code=code, name=name)
    return LanguageVersion(
        code=code,
        name=name,
        title=front.title,
        tagline=front.tagline,
        navigation=_links(front.navigation.raw_data, references, titles),
        footer=_links(front.footer.raw_data, references, titles),
        calls=calls_of(front.calls.raw_data, references),
        pins=pins_of(front.pins.raw_data, references),
        notice=_notice(front, references),
    )


def _notice(front: HomePage, references: References) -> Notice | None:
    if not front.notice_text:
        return None
    link = references.pages.get(front.notice_page_id or 0, "") or front.notice_link
    return Notice(text=front.notice_text, link=link, ends=moment_of(front.notice_ends))


def _links(stored: Iterable[Any], references: References, titles: dict[int, str]) -> tuple[Link, ...]:
    links = []
    for each in stored:
        value = each["value"]
        page = value.get("page") or 0
        target = references.pages.get(page) or value.get("address") or ""
        label = value.get("label") or titles.get(page, "")
        if target and label:
            links.append(Link(label=label, target=target))
    return tuple(links)

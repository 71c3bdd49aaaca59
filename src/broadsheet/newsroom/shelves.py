"""The tree of pages: one home page a language, and under it the shelves on which everything else stands."""

from typing import Final

from django.db import transaction
from wagtail.models import Locale, Page, Site

from broadsheet.newsroom.models.containers import ContainerKind, ContainerPage
from broadsheet.newsroom.models.home import HomePage
from broadsheet.newsroom.paper import current_paper

SHELVES: Final = (
    (ContainerKind.ISSUES, "Issues"),
    (ContainerKind.SECTIONS, "Sections"),
    (ContainerKind.TOPICS, "Topics and places"),
    (ContainerKind.PEOPLE, "People"),
    (ContainerKind.BRANCHES, "Branches"),
    (ContainerKind.DIARY, "Diary"),
)


def build_tree() -> None:
    """Make whatever is missing: languages, home pages, shelves. What is there is left as it is."""
    paper = current_paper()
    with transaction.atomic():
        homes = [_home(code, paper.name) for code, _ in paper.languages]
        for home in homes:
            for kind, title in SHELVES:
                shelf(home, kind, title)
        _make_site(homes[0])
        Page.objects.filter(depth=2, content_type__model="page", numchild=0).exclude(
            pk__in=[home.pk for home in homes]
        ).delete()


def home_of(language: str) -> HomePage:
    """The home page of a language of the paper."""
    return HomePage.objects.select_related("locale").get(locale__language_code=language)


def shelf(home: HomePage, kind: ContainerKind, title: str = "") -> ContainerPage:
    """The shelf of this kind in a language, made if it is missing."""
    found = ContainerPage.objects.child_of(home).filter(kind=kind.value).first()
    return found or _add(home, kind, slug=kind.value, title=title or dict(SHELVES)[kind], home=home)


def month_shelf(home: HomePage, month: str) -> ContainerPage:
    """The shelf of a month, given as YYYY-MM, made with its year if it is missing."""
    year_slug, _, month_slug = month.partition("-")
    year = child_shelf(home, ContainerKind.YEAR, year_slug)
    year = year or _add(home, ContainerKind.YEAR, slug=year_slug, title=year_slug, home=home)
    found = child_shelf(year, ContainerKind.MONTH, month_slug)
    return found or _add(year, ContainerKind.MONTH, slug=month_slug, title=month, home=home)


def child_shelf(parent: Page, kind: ContainerKind, slug: str) -> ContainerPage | None:
    """The shelf of this kind and slug on another one, if it is there."""
    found: ContainerPage | None = ContainerPage.objects.child_of(parent).filter(kind=kind.value, slug=slug).first()
    return found


def counterpart(found: ContainerPage, home: HomePage) -> ContainerPage:
    """The shelf of another language that stands for this one, made if it is missing; Wagtail knows them as a pair."""
    if found.kind == ContainerKind.MONTH.value:
        year = ContainerPage.objects.parent_of(found).get()
        there = month_shelf(home, f"{year.slug}-{found.slug}")
        _pair(year, ContainerPage.objects.parent_of(there).get())
    else:
        there = shelf(home, ContainerKind(found.kind))
    return _pair(found, there)


def _pair(here: ContainerPage, there: ContainerPage) -> ContainerPage:
    if there.translation_key != here.translation_key:
        ContainerPage.objects.filter(pk=there.pk).update(translation_key=here.translation_key)
        there.translation_key = here.translation_key
    return there


def _add(parent: Page, kind: ContainerKind, *, slug: str, title: str, home: HomePage) -> ContainerPage:
    page = ContainerPage(kind=kind.value, slug=slug, title=title, locale=home.locale, show_in_menus=False)
    return parent.add_child(instance=page)


def _home(code: str, name: str) -> HomePage:
    locale, _ = Locale.objects.get_or_create(language_code=code)
    found = HomePage.objects.filter(locale=locale).first()
    if found is not None:
        return found
    root = Page.get_first_root_node()
    page = HomePage(title=name, slug=f"front-{code}", locale=locale)
    other = HomePage.objects.first()
    if other is not None:
        page.translation_key = other.translation_key
    return root.add_child(instance=page)


def _make_site(home: HomePage) -> None:
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, hostname="localhost")
    site.root_page = home
    site.site_name = current_paper().name
    site.save()

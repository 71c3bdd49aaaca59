"""Short ways to make pages in tests."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from PIL import Image

from broadsheet.newsroom.models import (
    ArticlePage,
    BroadImage,
    ContainerKind,
    PersonPage,
    SectionPage,
    StandingPage,
    TopicPage,
)
from broadsheet.newsroom.shelves import home_of, month_shelf, shelf

MOMENT = datetime(2026, 11, 5, 12, tzinfo=UTC)


def draft_story(title: str = "Cranes stand still", *, language: str = "en", **fields: Any) -> ArticlePage:
    """A story nobody has published yet."""
    home = home_of(language)
    page = ArticlePage(title=title, locale=home.locale, live=False, **fields)
    month_shelf(home, "2026-11").add_child(instance=page)
    return page


def publish(page: Any) -> Any:
    """Publish the page as an editor would, and read it again."""
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def story(title: str = "Cranes stand still", **fields: Any) -> ArticlePage:
    """A published story."""
    published: ArticlePage = publish(draft_story(title, **fields))
    return published


def _on_shelf(page: Any, kind: ContainerKind, language: str) -> Any:
    home = home_of(language)
    page.locale = home.locale
    shelf(home, kind).add_child(instance=page)
    return publish(page)


def section(title: str = "Port and work", language: str = "en", **fields: Any) -> SectionPage:
    """A published section."""
    made: SectionPage = _on_shelf(SectionPage(title=title, **fields), ContainerKind.SECTIONS, language)
    return made


def topic(title: str = "Dock dispute", language: str = "en", **fields: Any) -> TopicPage:
    """A published topic."""
    made: TopicPage = _on_shelf(TopicPage(title=title, **fields), ContainerKind.TOPICS, language)
    return made


def person(title: str = "Marta Oyelaran", language: str = "en", **fields: Any) -> PersonPage:
    """A published person."""
    made: PersonPage = _on_shelf(PersonPage(title=title, **fields), ContainerKind.PEOPLE, language)
    return made


def standing_page(title: str, slug: str, language: str = "en") -> StandingPage:
    """A published standing page under the front."""
    home = home_of(language)
    page = StandingPage(title=title, slug=slug, locale=home.locale)
    home.add_child(instance=page)
    published: StandingPage = publish(page)
    return published


def picture(title: str = "Crane", colour: str = "red", **fields: Any) -> BroadImage:
    """A picture of one colour."""
    data = BytesIO()
    Image.new("RGB", (60, 40), colour).save(data, "PNG")
    made = BroadImage(title=title, file=ImageFile(data, name=f"{title.lower()}.png"), **fields)
    made.save()
    return made

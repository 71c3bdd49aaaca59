"""Having everything that names one page name another: stored bodies, links in running text, old versions."""

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from wagtail.models import Page, Revision

from broadsheet.newsroom.texts import columns_with_words, plain, write_texts

_NAMING: Final = frozenset(
    {"article", "branch", "notice_page", "page", "person", "related", "report", "section", "topic"}
)
"""Keys of stored bodies and versions whose number is that of a page."""
_LINK: Final = re.compile(r"<a\b[^<>]*>")


def repointed(value: Any, gone: int, into: int) -> Any:
    """A stored value that names the page `into` wherever it named `gone`; a body kept as text, too."""
    if isinstance(value, dict):
        return {
            key: into if key in _NAMING and type(each) is int and each == gone else repointed(each, gone, into)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [repointed(each, gone, into) for each in value]
    if isinstance(value, str):
        return _text(value, gone, into)
    return value


def _text(value: str, gone: int, into: int) -> str:
    if value[:1] in ("[", "{"):
        try:
            inner = json.loads(value)
        except ValueError:
            return value
        made = repointed(inner, gone, into)
        return value if made == inner else json.dumps(made)
    if f'id="{gone}"' not in value:
        return value
    return _LINK.sub(lambda match: _link(match[0], gone, into), value)


def _link(tag: str, gone: int, into: int) -> str:
    return tag.replace(f'id="{gone}"', f'id="{into}"') if 'linktype="page"' in tag else tag


def repoint_pages(pages: Iterable[int], gone: int, into: int) -> None:
    """Have the words of these pages, and all their versions, name another page."""
    for page in Page.objects.filter(pk__in=list(pages)):
        specific = page.specific
        columns = [column.attname for column in columns_with_words(type(specific))]
        now = {name: plain(getattr(specific, name)) for name in columns}
        made = {name: repointed(value, gone, into) for name, value in now.items()}
        write = {name: value for name, value in made.items() if value != now[name]}
        if write:
            write_texts(type(specific), page.pk, write)
        for revision in Revision.page_revisions.filter(object_id=str(page.pk)).iterator():
            content = repointed(revision.content, gone, into)
            if content != revision.content:
                Revision.objects.filter(pk=revision.pk).update(content=content)

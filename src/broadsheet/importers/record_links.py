"""Links from running text to other records of the same import, by source id."""

from urllib.parse import quote, unquote


def record_link(source_id: str, anchor: str = "") -> str:
    """The address that a link to another imported record has in running text: `record:` and the quoted source id."""
    return "record:" + quote(source_id, safe="/:.-_~?=&,;@!+") + (f"#{anchor}" if anchor else "")


def linked_source(href: str) -> tuple[str, str]:
    """The source id and the anchor ("" when none) of a link written by `record_link`."""
    target, _, anchor = href.removeprefix("record:").partition("#")
    return unquote(target), anchor

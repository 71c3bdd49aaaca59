"""What a page tells machines: schema.org data as JSON-LD."""

import json
from collections.abc import Sequence
from typing import Any, Final

from markupsafe import Markup

from broadsheet.press.outputs.html.place import Place
from broadsheet.press.outputs.html.shared import Frame, Way

type Data = dict[str, Any]

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def as_script(graph: Sequence[object]) -> Markup:
    """The data as the content of a script element; nothing in it can end the element."""
    if not graph:
        return Markup("")
    text = _ENCODER.encode({"@context": "https://schema.org", "@graph": graph})
    for sign, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(sign, code)
    return Markup(text)  # noqa: S704  # the three signs that matter are escaped


def filled(data: Data) -> Data:
    """The data without what is empty."""
    return {name: value for name, value in data.items() if value not in ("", None, [], {})}


def publisher(frame: Frame, place: Place) -> Data:
    """Who publishes the paper."""
    return {
        "@type": "NewsMediaOrganization",
        "name": frame.publisher,
        "url": frame.address,
        "logo": {"@type": "ImageObject", "url": place.at(frame.assets.large_icon), "width": 512, "height": 512},
    }


def periodical(frame: Frame) -> Data:
    """The paper as a periodical."""
    return {"@type": ["Periodical", "Newspaper"], "name": frame.name, "url": frame.address}


def breadcrumbs(trail: Sequence[Way], title: str, path: str, place: Place) -> Sequence[Data]:
    """The way from the front to a page; nothing for the front itself."""
    if not trail:
        return ()
    steps = [*trail, Way(label=title, path=path)]
    items = [
        {"@type": "ListItem", "position": number, "name": step.label, "item": place.at(step.path)}
        for number, step in enumerate(steps, 1)
    ]
    return ({"@type": "BreadcrumbList", "itemListElement": items},)

"""Raw HTML, which only imports bring: whatever could run, load or restyle is taken out of it."""

from typing import Final

import nh3

_TAGS: Final = frozenset(
    "a abbr address b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption "
    "figure h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub "
    "summary sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
_ATTRIBUTES: Final = {
    "*": {"lang", "dir", "title"},
    "a": {"href"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "col": {"span"},
    "colgroup": {"span"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "time": {"datetime"},
}


def sanitised(html: str) -> str:
    """The HTML with nothing left that runs, loads or restyles; idempotent."""
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel", "record", "note"},
        link_rel=None,
        strip_comments=True,
        clean_content_tags={"script", "style", "template", "title"},
    )

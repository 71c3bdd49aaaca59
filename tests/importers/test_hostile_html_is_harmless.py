import json
import re

import pytest

from broadsheet.edition.canonical import canonical_bytes
from tests.importers.reading import blocks_of, shared, words_of

PAYLOADS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    '<a href=" data:text/html,<script>alert(1)</script>">x</a>',
    '<svg onload="alert(1)"><script>alert(1)</script><text>x</text></svg>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    "<style>p{}</style><link rel=stylesheet href=//evil.example>",
    '<form action="//evil.example"><form><input name=q onfocus=alert(1) autofocus></form></form>',
    '<math><mtext><table><mglyph><style><img src=x onerror="alert(1)">',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe><iframe src="javascript:alert(1)"></iframe>',
    '<dl><dd><a href="vbscript:x" onmouseover="alert(1)">x</a><object data="javascript:1"></object></dd></dl>',
    '<details ontoggle="alert(1)" open>x<base href="//evil.example"></details>',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    """<div data-broadsheet='{"kind":"html","html":"<img src=x onerror=alert(1)><script>1</script>"}'></div>""",
    """<div data-broadsheet='{"kind":"call","purpose":"join","label":"x","target":"javascript:alert(1)"}'>x</div>""",
    """<div data-broadsheet='{"kind":"embed","url":"javascript:alert(1)","title":"x"}'>x</div>""",
    """<div data-broadsheet='{"kind":"paragraph","text":"<a href=\\"javascript:alert(1)\\">x</a>"}'>x</div>""",
]

DANGEROUS = re.compile(
    r"<(?:script|style|svg|iframe|object|embed|form|input|img|base|link|math)\b|<[^>]*\son\w+=|javascript:|vbscript:|data:",
    re.IGNORECASE,
)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "around",
    ["{}", "<ul><li>{}</li></ul>", "<pre>{}</pre>", "<blockquote>{}</blockquote>", "<aside><h2>{}</h2></aside>"],
)
def test_nothing_that_runs_loads_or_restyles_is_left(payload, around):
    for block in blocks_of(around.format(payload)):
        assert not DANGEROUS.search(
            json.dumps(json.loads(canonical_bytes(block)), ensure_ascii=False).replace('\\"', '"')
        )


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "blockquote", "table><tr><td", "aside"])
def test_words_nested_ten_thousand_deep_are_kept(tag):
    assert words_of(blocks_of(f"<{tag}>" * 10_000 + "deep")).endswith("deep")


def test_a_huge_page_is_read():
    assert len(blocks_of("<p>word &amp; word</p>" * 20_000)) == 20_000


def test_strings_that_break_programs_stay_the_words_they_are():
    for text in json.loads(shared("corpora/text/blns.json").read_text(encoding="utf-8")):
        for block in blocks_of(f"<p>{text}</p>"):
            canonical_bytes(block).decode()

"""Exports that are no XML, as old plug-ins and servers leave them: words come through, and what was done is told."""

import io
import zipfile

import lxml.etree
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.errors import SourceUnreadableError
from broadsheet.importers import xml_mending
from broadsheet.importers.unpacking import export_files
from broadsheet.importers.wxr import read_wxr
from broadsheet.importers.xml_mending import BEFORE, BYTES, END, NEVER, SIGNS, MendedXml
from tests.importers.reading import CONTEXT, words_of
from tests.importers.test_wordpress_exports import HEAD, item

WORDS = "<p>Cranes &amp; ferries, one &lt; two: naïve “quoted”.</p>"
READ = "Cranes&ferries,one<two:naïve“quoted”."
CLOSED = "</channel></rss>"
WARNING = "<br />\n<b>Warning</b>: headers already sent in /srv/x.php<br />\n"


def three(middle: str, *, head: str = HEAD) -> str:
    """An export of which only the second item is broken."""
    return head + item(1, WORDS) + middle + item(3, WORDS) + CLOSED


def stories(tmp_path, data: str | bytes):
    path = tmp_path / "export.xml"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    paper = read_wxr(path, CONTEXT)
    found = {record.slug: record for record in paper.records}
    report = paper.tally.report()
    assert report.adds_up
    return found, {loss.what: loss for loss in report.losses}


@pytest.mark.parametrize(
    ("title", "read", "told"),
    [
        ("Cranes & ferries", "Cranes & ferries", SIGNS),
        ("One < two", "One < two", SIGNS),
        ("We <3 trams", "We <3 trams", SIGNS),
        ("<em>One</em> two", "One two", SIGNS),
        ("Fish&nbsp;&amp; chips &hellip; &eacute;", "Fish & chips … é", None),
        ("AT&T &unknown; &", "AT&T &unknown; &", SIGNS),
        ("A&#0;B&#x1F;C", "A B C", NEVER),
        ("Bell\x07 rings", "Bell rings", NEVER),
    ],
)
def test_signs_in_a_title_are_read_as_what_they_show(tmp_path, title, read, told):
    found, losses = stories(tmp_path, three(item(2, WORDS, title=title)))
    assert [found[slug].title for slug in ("p1", "p2", "p3")] == ["Title", read, "Title"]
    assert [words_of(story.body) for story in found.values()] == [READ] * 3
    assert set(losses) == ({told} if told else set())


def test_control_characters_cost_no_word(tmp_path):
    found, losses = stories(tmp_path, three(item(2, WORDS + "<p>pasted\x0bfrom \x00a desk\x1f</p>")))
    assert words_of(found["p2"].body) == READ + "pastedfromadesk"
    assert losses[NEVER].count == 3


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("<p>don’t café</p>".encode("cp1252"), {BYTES: 2}),
        ("<p>don’t café</p>".encode(), {}),
        (b"<p>don\x92t caf\xc3\xa9</p>", {BYTES: 1}),
    ],
)
def test_bytes_of_another_encoding_are_read_as_what_they_are(tmp_path, data, told):
    export = three(item(2, "HERE")).encode().replace(b"HERE", data)
    found, losses = stories(tmp_path, export)
    assert words_of(found["p2"].body) == "don’tcafé"
    assert {what: loss.count for what, loss in losses.items()} == told


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "iso-8859-1", "windows-1252", "utf-8-sig", "koi8-r"])
def test_a_file_is_read_in_the_encoding_it_declares(tmp_path, encoding):
    words = "<p>Плавба</p>" if encoding == "koi8-r" else "<p>café</p>"
    head = HEAD.replace('version="1.0"', f'version="1.0" encoding="{encoding.removesuffix("-sig")}"')
    data = (head + item(2, words) + CLOSED).encode(encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    found, losses = stories(tmp_path, data)
    assert words_of(found["p2"].body) == words[3:-4]
    assert losses == {}


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-32", "hex", "rot13", "zlib", "idna", "undefined", "punycode", "none"]
)
def test_an_encoding_that_the_file_cannot_be_in_is_not_believed(tmp_path, encoding):
    head = HEAD.replace('version="1.0"', f'version="1.0" encoding="{encoding}"')
    found, losses = stories(tmp_path, head + item(2, WORDS) + CLOSED)
    assert words_of(found["p2"].body) == READ
    assert losses == {}


@pytest.mark.parametrize("before", [WARNING, "\n\n  ", "<!-- made by a plug-in -->\n"])
def test_what_a_server_said_before_the_export_is_passed_over(tmp_path, before):
    found, losses = stories(tmp_path, before + three(item(2, WORDS)))
    assert len(found) == 3
    assert set(losses) == ({BEFORE} if before.strip() else set())


@pytest.mark.parametrize("between", [WARNING, "</p></div>", "</pre>]]></content:encoded>", "words", "<hr>"])
def test_what_stands_between_two_items_costs_no_item(tmp_path, between):
    found, _ = stories(tmp_path, three(item(2, WORDS) + between))
    assert {"p1", "p2", "p3"} <= set(found)


def test_markup_that_is_not_wrapped_stays_markup(tmp_path):
    bare = item(2).replace("<![CDATA[]]>", "<h2>Cranes</h2><p>Stand &amp; wait <br> still</p>")
    found, _ = stories(tmp_path, three(bare))
    assert words_of(found["p2"].body) == "CranesStand&waitstill"
    assert len(found["p2"].body) == 2


def test_exports_put_into_one_file_are_one_paper(tmp_path):
    found, losses = stories(tmp_path, three(item(2, WORDS)) + HEAD + item(4, WORDS) + item(2, WORDS) + CLOSED)
    assert set(found) == {"p1", "p2", "p3", "p4"}
    assert set(losses) == {"item that came twice"}


def test_an_export_without_its_end_is_told_though_each_item_is_whole(tmp_path):
    found, losses = stories(tmp_path, HEAD + item(1, WORDS) + item(2, WORDS))
    assert set(found) == {"p1", "p2"}
    assert "export again" in losses[END].why


def test_names_that_were_not_declared_are_known(tmp_path):
    head = '<?xml version="1.0"?><rss version="2.0"><channel>'
    found, losses = stories(tmp_path, three(item(2, WORDS), head=head))
    assert [words_of(story.body) for story in found.values()] == [READ] * 3
    assert losses == {}


def test_an_archive_of_export_files_is_one_export(tmp_path):
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
        archive.writestr("export/2.xml", HEAD + item(2, WORDS) + CLOSED)
        archive.writestr("export/1.xml", HEAD + item(1, WORDS) + CLOSED)
        archive.writestr("readme.txt", "from the old site")
        archive.writestr("../elsewhere.xml", HEAD + item(4, WORDS) + CLOSED)
    (tmp_path / "3.xml").write_text(HEAD + item(3, WORDS) + CLOSED)
    with export_files((tmp_path / "old.zip", tmp_path / "3.xml")) as files:
        paper = read_wxr(files[0], CONTEXT, files[1:])
        assert [record.slug for record in paper.records] == ["p1", "p2", "p3"]
    assert not any(file.exists() for file in files[:2])


def test_an_archive_without_an_export_is_refused_in_words(tmp_path):
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
        archive.writestr("readme.txt", "nothing")
    with (
        pytest.raises(SourceUnreadableError, match=r"no file that ends in \.xml"),
        export_files((tmp_path / "old.zip",)),
    ):
        pass


_names = st.sampled_from(("title", "item", "wp:post_id", "category", "a-b"))
_texts = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=30)
_trees = st.recursive(
    st.one_of(_texts.map(lambda text: ("text", text)), _texts.map(lambda text: ("literal", text.replace("]]>", "")))),
    lambda inner: st.tuples(_names, _texts, st.lists(inner, max_size=4)),
    max_leaves=12,
)


def written(tree) -> str:
    """Well-formed XML of a tree."""
    match tree:
        case ("text", text):
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        case ("literal", text):
            return f"<![CDATA[{text}]]>"
        case (name, value, children):
            value = value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
            return f'<{name} domain="{value}">{"".join(map(written, children))}</{name}>'


@given(tree=_trees, chunk=st.sampled_from((1, 2, 7, 300, 1 << 18)))
def test_what_is_well_formed_says_the_same_in_pieces_of_any_size(tree, chunk):
    whole = f'<rss xmlns:wp="urn:wp"><channel>{written(tree)}</channel></rss>'
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml_mending, "_CHUNK", chunk)
        mended = MendedXml(io.BytesIO(whole.encode()))
        data = b"".join(iter(mended.read, b""))
    assert not +mended.mended
    assert _said(data) == _said(whole.encode())


_pieces = st.sampled_from(
    (b"<", b"&", b"]]>", b"<![CDATA[", b"<item>", b"</item>", b"\x00", b"\xff", b"<rss >", b"</rss>", b"<?xml ?>", b"x")
)


@given(data=st.lists(_pieces, max_size=40).map(b"".join))
def test_whatever_comes_is_read_to_its_end_alike_in_pieces_of_any_size(data):
    found = []
    for chunk in (1, 5, 1 << 18):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(xml_mending, "_CHUNK", chunk)
            found.append(b"".join(iter(MendedXml(io.BytesIO(data)).read, b"")))
    assert found[0] == found[1] == found[2]


def _said(data: bytes) -> list[tuple[str, str, str]]:
    root = lxml.etree.fromstring(data)
    return [(each.tag, each.get("domain", ""), "".join(each.itertext())) for each in root.iter()]

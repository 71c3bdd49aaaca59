"""Web archives are read to the last record: what counts of them, and what is left out and why."""

import gzip
import zipfile
from pathlib import Path

import pytest

from broadsheet.errors import SourceUnreadableError
from broadsheet.importers.archives.source import WarcSource
from tests.importers.test_hostile_html_is_harmless import shared
from tests.importers.web_archives import ADDRESS, PACKED, PAGE, Archive, contents, one_page, package, report_of

SHARED_ARCHIVES = ["bad.arc", "example-iana.org-chunked.warc", "example-resource.warc.gz", "example-trunc.warc",
                   "example.arc.gz", "example.warc.gz"]  # fmt: skip


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_comes_out_with_its_address_and_what_the_server_said(tmp_path, packed):
    archive = Archive(packed=packed)
    archive.answer()
    archive.answer(b"<p>Two</p>", "http://old.example/two")
    source = archive.source(tmp_path)
    first, second = source.pages()
    assert (first.address, first.content, first.media_type, first.charset) == (ADDRESS, PAGE, "text/html", "utf-8")
    assert "crawl.warc.gz, byte" in first.where
    assert list(source.pages()) == [first, second]
    assert report_of(source).counts["capture"].carried == 2


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("chunked", [True, False])
def test_bodies_are_unpacked_however_they_were_sent(tmp_path, packing, chunked):
    body, fields = PACKED[packing], {"Content-Encoding": packing}
    if chunked:
        body = b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
        fields["Transfer-Encoding"] = "chunked"
    archive = Archive()
    archive.answer(body, fields=fields)
    assert contents(archive.source(tmp_path)) == {ADDRESS: PAGE}


def test_a_body_that_the_crawler_had_unpacked_already_is_read(tmp_path):
    archive = Archive()
    archive.answer(fields={"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"})
    assert contents(archive.source(tmp_path)) == {ADDRESS: PAGE}


def test_of_several_captures_of_an_address_the_newest_counts(tmp_path):
    archive = Archive()
    archive.answer(b"new", date="2011-01-01T00:00:00Z")
    archive.answer(b"old", date="2009-01-01T00:00:00Z", address=ADDRESS.replace("http:", "https:"))
    archive.answer(b"not found any more", status="404 Not Found", date="2014-01-01T00:00:00Z")
    source = archive.source(tmp_path)
    assert contents(source) == {ADDRESS: b"new"}
    reasons = {loss.why: loss.count for loss in report_of(source).losses}
    assert reasons == {
        "a newer capture of the same address is taken.": 1,
        "the site had answered 404.": 1,
    }


@pytest.mark.parametrize("request_first", [True, False])
def test_what_was_posted_is_not_taken_for_a_page(tmp_path, request_first):
    archive = Archive()
    own = "<urn:uuid:12345678-1234-1234-1234-1234567890ab>"
    other = "<urn:uuid:12345678-1234-1234-1234-1234567890cd>"
    deeds = [
        lambda: archive.request(
            "POST /2009/ferry.html HTTP/1.1", about={"WARC-Record-ID": other, "WARC-Concurrent-To": own}
        ),
        lambda: archive.answer(about={"WARC-Record-ID": own, "WARC-Concurrent-To": other}),
    ]
    for deed in deeds if request_first else reversed(deeds):
        deed()
    archive.request("GET /a HTTP/1.1", "http://old.example/a")
    archive.answer(b"read", "http://old.example/a")
    source = archive.source(tmp_path)
    assert contents(source) == {"http://old.example/a": b"read"}
    assert "POST" in str(report_of(source))


def test_addresses_that_sent_readers_on_lead_to_the_page(tmp_path):
    archive = Archive()
    archive.answer(b"", "http://old.example/?p=7", status="301 Moved", fields={"Location": "/old/ferry"})
    archive.answer(b"", "http://old.example/old/ferry", status="302 Found", fields={"Location": ADDRESS})
    archive.answer(b"", "http://old.example/round", status="302 Found", fields={"Location": "/around"})
    archive.answer(b"", "http://old.example/around", status="302 Found", fields={"Location": "/round"})
    archive.answer()
    source = archive.source(tmp_path)
    (page,) = source.pages()
    assert page.others == ("http://old.example/?p=7", "http://old.example/old/ferry")
    count = report_of(source).counts["capture"]
    assert (count.found, count.carried, count.dropped) == (5, 3, 2)


def revisit(archive: Archive, digest: str, **about: str) -> None:
    """A record that says nothing had changed since an earlier capture."""
    archive.answer(
        b"",
        "http://old.example/copy.html",
        kind="revisit",
        date="2012-01-01T00:00:00Z",
        about={"WARC-Payload-Digest": digest, **about},
    )


def test_a_capture_that_says_nothing_had_changed_is_what_it_was_before(tmp_path):
    archive = Archive()
    first = archive.answer()
    revisit(archive, first.rec_headers.get_header("WARC-Payload-Digest"))
    assert contents(archive.source(tmp_path)) == {ADDRESS: PAGE, "http://old.example/copy.html": PAGE}


def test_a_capture_that_refers_to_what_is_not_there_is_told_and_never_looked_for_elsewhere(tmp_path):
    archive = Archive()
    archive.answer()
    revisit(
        archive,
        "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        **{"WARC-Refers-To-Target-URI": ADDRESS, "WARC-Refers-To-Date": "2009-05-01T10:00:00Z"},
    )
    source = archive.source(tmp_path)
    assert contents(source) == {ADDRESS: PAGE}
    (loss,) = report_of(source).losses
    assert loss.which == "http://old.example/copy.html"
    assert "not in this source" in loss.why


def test_pictures_and_files_come_out_of_the_archive_itself(tmp_path):
    archive = Archive()
    archive.answer(b"\x89PNG picture", "http://old.example/quay.png", fields={"Content-Type": "image/png"})
    archive.answer(b"%PDF words", "http://old.example/rota.pdf", fields={"Content-Type": "application/pdf"})
    archive.answer(b"", "http://old.example/logo", status="301 Moved", fields={"Location": "/quay.png"})
    archive.answer(b"<p>gone</p>", "http://old.example/gone.png")
    source = archive.source(tmp_path)
    picture = source.picture("https://old.example/quay.png")
    assert picture.file.read_bytes() == b"\x89PNG picture"
    assert picture.file.name == "quay.png"
    assert source.picture("http://old.example/logo").file.read_bytes() == b"\x89PNG picture"
    assert source.picture("http://old.example/gone.png") is None
    assert source.picture("http://127.0.0.1/") is None
    assert source.picture("file:///etc/passwd") is None
    assert source.document("http://old.example/rota.pdf").file.read_bytes() == b"%PDF words"
    assert source.document("http://old.example/none.pdf") is None


@pytest.mark.parametrize(
    "path", ["/..%2f..%2fetc%2fpasswd", "/%2e%2e", "/a%00b.png", "/" + "x" * 4000, "/.hidden", "/图.png"]
)
def test_a_picture_lies_in_our_folder_whatever_its_address(tmp_path, path):
    archive = Archive()
    archive.answer(b"picture", "http://old.example" + path, fields={"Content-Type": "image/png"})
    source = archive.source(tmp_path)
    file = source.picture("http://old.example" + path).file
    assert file.resolve().is_relative_to(source._spool)
    assert file.read_bytes() == b"picture"


def test_when_an_archive_has_been_read_nothing_of_it_is_left(tmp_path):
    archive = Archive()
    archive.answer(b"picture", "http://old.example/a.png", fields={"Content-Type": "image/png"})
    source = archive.source(tmp_path)
    spool = source._spool
    source.picture("http://old.example/a.png")
    assert list(spool.iterdir())
    del source
    assert not spool.exists()


def test_resources_and_other_kinds_of_records(tmp_path):
    archive = Archive()
    archive.resource(PAGE, ADDRESS, "text/html")
    archive.resource(b"93.184.216.34", "dns:old.example", "text/dns")
    archive.answer(b"text", "http://old.example/text", kind="conversion")
    source = archive.source(tmp_path)
    assert contents(source) == {ADDRESS: PAGE}
    count = report_of(source).counts["capture"]
    assert (count.found, count.carried, count.dropped) == (3, 1, 2)


def test_an_archive_that_was_packed_as_one_is_read(tmp_path):
    archive = Archive(packed=False)
    archive.answer()
    archive.answer(b"<p>Two</p>", "http://old.example/two")
    path = tmp_path / "one.warc.gz"
    path.write_bytes(gzip.compress(archive.data, mtime=0))
    assert len(contents(WarcSource(path))) == 2


def test_a_folder_of_archives_is_one_source(tmp_path):
    for number in range(3):
        archive = Archive()
        archive.answer(b"<p>%d</p>" % number, f"http://old.example/{number}")
        (tmp_path / f"crawl-{number}.warc.gz").write_bytes(archive.data)
    (tmp_path / "notes.txt").write_text("not an archive", encoding="utf-8")
    assert [page.content for page in WarcSource(tmp_path).pages()] == [b"<p>0</p>", b"<p>1</p>", b"<p>2</p>"]


@pytest.mark.parametrize("data", [b"", b"words", b"\x1f\x8b\x08", gzip.compress(b"words", mtime=0), b"PK\x03\x04"])
def test_what_is_no_archive_is_refused_in_words(tmp_path, data):
    path = tmp_path / "words.warc"
    path.write_bytes(data)
    with pytest.raises(SourceUnreadableError, match=r"words\.warc"):
        WarcSource(path)


def test_a_wacz_file_whose_hashes_agree_is_read(tmp_path):
    source = WarcSource(package(tmp_path / "site.wacz", one_page()))
    (page,) = source.pages()
    assert page.content == PAGE
    assert page.where.startswith("site.wacz: archive/data.warc.gz, byte")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("hash", "is not what its hash"),
        ("digest", "is not what its hash"),
        ("missing", "in its list but not in it"),
        ("path", "in its list but not in it"),
        ("unlisted", "not in its list"),
        ("algorithm", "proves nothing"),
        ("no hash", "without path or hash"),
        ("list", "lists nothing"),
        ("no list", "missing"),
    ],
)
def test_a_wacz_file_that_does_not_agree_with_its_list_is_refused_whole(tmp_path, wrong, said):
    with pytest.raises(SourceUnreadableError, match=rf"site\.wacz.*{said}"):
        WarcSource(package(tmp_path / "site.wacz", one_page(), wrong=wrong))


def test_names_in_a_wacz_file_lead_nowhere(tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    more = {"../outside.txt": b"outside", "/etc/broadsheet-test": b"outside", "archive/../../out.cdx": b"outside"}
    WarcSource(package(inside / "site.wacz", one_page(), more=more))
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["inside", "site.wacz"]
    assert not Path("/etc/broadsheet-test").exists()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.wacz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        with opened.open("archive/data.warc", "w") as part:
            for _ in range(200):
                part.write(bytes(1_000_000))
        opened.writestr("datapackage.json", '{"resources": []}')
    with pytest.raises(SourceUnreadableError, match="far more than archives do"):
        WarcSource(path)


@pytest.mark.parametrize("name", SHARED_ARCHIVES)
def test_archives_of_others_are_read_and_nothing_goes_missing(name):
    source = WarcSource(shared(f"corpora/warc/{name}"))
    report = report_of(source)
    assert report.counts["capture"].found >= 1
    assert len(list(source.pages())) + len(report.losses) >= 1

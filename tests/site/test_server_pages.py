"""What readers get, asked of a real server."""

import asyncio
import gzip
import json

import brotli
import pytest

from broadsheet.site.server.bodies import THOROUGH_AT_ONCE, Bodies
from broadsheet.tree.compression import refreshed
from broadsheet.tree.encoders import ENCODERS
from tests.site.serving import lay, running

FRONT = b"<p>The front of the paper.</p>" * 200
STORY = b"<p>Cranes stand still.</p>" * 300
MISSING = b"<p>There is no such page.</p>" * 50
SOUND = bytes(range(256)) * 20_000


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("paper")


@pytest.fixture(scope="module")
def tree(place):
    tree = place / "site"
    lay(tree, "index.html", FRONT)
    lay(tree, "2026/11/cranes/index.html", STORY)
    lay(tree, "404.html", MISSING)
    lay(tree, "ar/404.html", "<p>لا توجد صفحة</p>".encode() * 50)
    lay(tree, "ar/index.html", FRONT)
    lay(tree, "search/index.html", FRONT)
    lay(tree, "feed.atom", FRONT)
    lay(tree, "feed.json", FRONT)
    lay(tree, "diary/diary.ics", FRONT)
    lay(tree, "site.webmanifest", FRONT)
    lay(tree, "_a/0f/480.avif", b"picture")
    lay(tree, "_a/0f/interview.mp3", SOUND)
    lay(tree, "_a/0f/odd.bin", b"?")
    lay(tree, ".broadsheet", b"secret")
    lay(tree, ".hidden/index.html", b"secret")
    (tree / "half.html.part").write_bytes(b"secret")
    (place / "outside").mkdir()
    (place / "outside" / "index.html").write_bytes(b"secret")
    (tree / "leading-out").symlink_to(place / "outside")
    (tree / "leading-out.html").symlink_to(place / "outside" / "index.html")
    return tree


@pytest.fixture(scope="module")
def server(place, tree):
    with running(tree, place / "compressed.db") as server:
        yield server


# ---- addresses


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/", FRONT),
        ("/index.html", FRONT),
        ("/2026/11/cranes/", STORY),
        ("/2026/11/cranes/index.html", STORY),
        ("/2026/11/cr%61nes/", STORY),
    ],
)
def test_a_page_is_found_under_its_address(server, path, body):
    reply = server.get(path)
    assert (reply.status, reply.body) == (200, body)
    assert reply.headers["content-length"] == str(len(body))


def test_an_address_without_its_slash_leads_to_the_page(server):
    reply = server.get("/2026/11/cranes?from=mail")
    assert (reply.status, reply.headers["location"]) == (308, "/2026/11/cranes/?from=mail")


def test_a_missing_page_is_the_papers_own(server):
    reply = server.get("/nowhere/")
    assert (reply.status, reply.body) == (404, MISSING)
    assert reply.headers["cache-control"] == "no-cache"
    assert "etag" not in reply.headers


def test_a_missing_page_of_another_language_is_in_that_language(server):
    assert "لا توجد" in server.get("/ar/nowhere").body.decode()


def test_folders_are_not_listed(server):
    assert server.get("/2026/").status == 404
    assert server.get("/2026").status == 404
    assert server.get("/_a/0f/").status == 404


def test_nothing_can_be_written(server):
    reply = server.get("/", method="POST", Content_Length="0")
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")


def test_the_newsroom_answers_under_its_address(server):
    assert server.get("/newsroom/pages/3/").body == b"newsroom /newsroom/pages/3/"
    assert server.get("/newsroom").headers["location"] == "/newsroom/"


# ---- nothing that is not a page


@pytest.mark.parametrize(
    "target",
    [
        "/.broadsheet",
        "/.hidden/",
        "/.hidden/index.html",
        "/half.html.part",
        "/half.html.par%74",
        "/leading-out/",
        "/leading-out.html",
        "/../outside/index.html",
        "/%2e%2e/outside/index.html",
        "/%2e%2e%2foutside%2findex.html",
        "/2026/../../outside/index.html",
        "/2026/..%5c..%5coutside/index.html",
        "//outside/index.html",
        "/%00",
        "/index.html%00.txt",
        "/" + "a" * 300,
        "/" + "a/" * 3000,
        "/%ff%fe",
        "/%F0%9F%8E%89/",
    ],
)
def test_what_is_no_page_is_not_found(server, target):
    reply = server.raw(target.encode())
    assert b"secret" not in reply
    assert reply.split(b" ", 2)[1] in (b"404", b"400", b"414")


def test_the_server_lives_on_after_nonsense(server):
    for target in (b"*", b"http://elsewhere.example/", b"/\xff\xfe", b"/?" + b"q" * 5000, b"nonsense"):
        server.raw(target)
    assert server.get("/").status == 200


# ---- versions


def test_a_reader_who_has_the_page_is_told_so(server):
    first = server.get("/")
    again = server.get("/", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("form", ["W/{tag}", '"other", {tag}', '"a,b",W/"x", W/{tag}', "*"])
def test_a_known_version_is_recognised_in_every_form(server, form):
    tag = server.get("/").headers["etag"]
    assert server.get("/", If_None_Match=form.format(tag=tag)).status == 304


def test_a_version_is_known_whatever_its_encoding(server):
    packed = server.get("/", Accept_Encoding="br").headers["etag"]
    assert packed != server.get("/").headers["etag"]
    assert server.get("/", If_None_Match=packed).status == 304


def test_another_version_is_sent(server):
    assert server.get("/", If_None_Match='"other"').status == 200


def test_a_page_printed_again_is_seen_at_once(server, tree):
    lay(tree, "changing/index.html", FRONT)
    before = server.get("/changing/", Accept_Encoding="br")
    lay(tree, "changing/index.html", STORY)
    after = server.get("/changing/", Accept_Encoding="br", If_None_Match=before.headers["etag"])
    assert (after.status, brotli.decompress(after.body)) == (200, STORY)


def test_a_withdrawn_page_is_gone_at_once(server, tree):
    lay(tree, "leaving/index.html", FRONT)
    assert server.get("/leaving/").status == 200
    (tree / "leaving" / "index.html").unlink()
    assert server.get("/leaving/").status == 404


def test_a_head_has_the_headers_of_the_page_and_no_body(server):
    page, head = server.get("/", Accept_Encoding="br"), server.get("/", method="HEAD", Accept_Encoding="br")
    assert head.body == b""
    assert {**page.headers, "date": ""} == {**head.headers, "date": ""}


# ---- encodings


def test_texts_come_compressed_to_whoever_takes_that(server):
    plain = server.get("/")
    with_brotli = server.get("/", Accept_Encoding="gzip, deflate, br")
    with_gzip = server.get("/", Accept_Encoding="gzip")
    assert "content-encoding" not in plain.headers
    assert with_brotli.headers["content-encoding"] == "br"
    assert with_gzip.headers["content-encoding"] == "gzip"
    assert brotli.decompress(with_brotli.body) == gzip.decompress(with_gzip.body) == plain.body
    assert {reply.headers["vary"] for reply in (plain, with_brotli, with_gzip)} == {"Accept-Encoding"}


def test_pictures_do_not(server):
    reply = server.get("/_a/0f/480.avif", Accept_Encoding="br, gzip")
    assert reply.body == b"picture"
    assert "content-encoding" not in reply.headers
    assert "vary" not in reply.headers


def test_copies_laid_beside_are_sent_and_never_those_of_former_bytes(server, place, tree):
    lay(tree, "copied/index.html", FRONT)
    refreshed(tree, place / "compressed.db", ENCODERS, ["copied/index.html"])
    laid = (tree / "copied" / "index.html.br").read_bytes()
    assert server.get("/copied/", Accept_Encoding="br").body == laid
    lay(tree, "copied/index.html", STORY)
    assert brotli.decompress(server.get("/copied/", Accept_Encoding="br").body) == STORY
    assert server.get("/copied/index.html.br").status == 404


# ---- parts


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-0", 0, 1), ("bytes=100-199", 100, 200), ("bytes=5119000-", 5_119_000, None), ("bytes=-500", -500, None)],
)
def test_a_part_of_a_recording_is_sent(server, asked, start, end):
    reply = server.get("/_a/0f/interview.mp3", Range=asked)
    assert (reply.status, reply.body) == (206, SOUND[start:end])
    first = start % len(SOUND)
    assert reply.headers["content-range"] == f"bytes {first}-{first + len(reply.body) - 1}/{len(SOUND)}"


def test_a_part_beyond_the_end_is_refused(server):
    reply = server.get("/_a/0f/interview.mp3", Range=f"bytes={len(SOUND)}-")
    assert (reply.status, reply.headers["content-range"]) == (416, f"bytes */{len(SOUND)}")


def test_a_part_of_another_version_gives_the_whole(server):
    assert server.get("/_a/0f/interview.mp3", Range="bytes=0-9", If_Range='"other"').status == 200
    tag = server.get("/_a/0f/interview.mp3").headers["etag"]
    assert server.get("/_a/0f/interview.mp3", Range="bytes=0-9", If_Range=tag).status == 206


def test_a_part_of_a_page_is_of_the_page_as_it_is(server):
    reply = server.get("/", Range="bytes=3-11", Accept_Encoding="br")
    assert (reply.status, reply.body) == (206, FRONT[3:12])
    assert "content-encoding" not in reply.headers


def test_a_large_file_is_sent_whole(server):
    reply = server.get("/_a/0f/interview.mp3")
    assert reply.body == SOUND
    assert reply.headers["accept-ranges"] == "bytes"


# ---- redirects


def test_old_addresses_lead_to_new_ones_and_the_table_is_read_again(server, tree):
    table = {"/?p=7": "/2026/11/cranes/", "/2009/05/strike.html": "/2026/11/cranes/", "/ä ö/": "/ar/", "/x?a=b c": "/"}
    lay(tree, "redirects.json", json.dumps(table).encode())
    found = {path: server.get(path) for path in ("/?p=7", "/2009/05/strike.html", "/%C3%A4%20%C3%B6/", "/x?a=b%20c")}
    assert [reply.status for reply in found.values()] == [301] * 4
    assert [reply.headers["location"] for reply in found.values()] == [
        "/2026/11/cranes/",
        "/2026/11/cranes/",
        "/ar/",
        "/",
    ]
    assert server.get("/?p=8").status == 200
    lay(tree, "redirects.json", json.dumps({"/?p=8": "/ar/"}).encode())
    assert server.get("/?p=8").status == 301
    assert server.get("/2009/05/strike.html").status == 404


@pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/", "/a\r\nSet-Cookie: x=1"])
def test_no_redirect_leaves_the_paper_or_adds_a_header(server, tree, target):
    lay(tree, "redirects.json", json.dumps({"/old/": target}).encode())
    reply = server.get("/old/")
    assert reply.status == 301
    assert reply.headers["location"].startswith("/")
    assert not reply.headers["location"].startswith("//")
    assert "set-cookie" not in reply.headers


def test_a_broken_table_breaks_nothing(server, tree):
    lay(tree, "redirects.json", b'{"/old/": ')
    assert server.get("/").status == 200
    assert server.get("/nowhere/").status == 404


# ---- headers


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/feed.atom", "application/atom+xml; charset=utf-8"),
        ("/feed.json", "application/feed+json"),
        ("/diary/diary.ics", "text/calendar; charset=utf-8"),
        ("/site.webmanifest", "application/manifest+json"),
        ("/_a/0f/480.avif", "image/avif"),
        ("/_a/0f/interview.mp3", "audio/mpeg"),
    ],
)
def test_every_kind_of_file_says_what_it_is(server, path, media_type):
    assert server.get(path).headers["content-type"] == media_type


def test_what_never_changes_is_kept_for_ever_and_pages_are_asked_for_again(server):
    assert server.get("/_a/0f/480.avif").headers["cache-control"] == "public, max-age=31536000, immutable"
    assert server.get("/").headers["cache-control"] == "no-cache"
    assert server.get("/feed.atom").headers["cache-control"] == "no-cache"


def test_pages_run_nothing_but_the_papers_own_scripts(server):
    policy = server.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "'wasm-unsafe-eval'" in server.get("/search/").headers["content-security-policy"]


def test_every_file_is_protected(server):
    for path in ("/", "/feed.atom", "/_a/0f/480.avif", "/nowhere"):
        headers = server.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in headers


def test_what_a_window_can_show_as_a_document_says_what_a_document_may_do(tree, server):
    lay(tree, "_a/0f/drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    for path in ("/", "/feed.atom", "/_a/0f/drawing.svg", "/_a/0f/odd.bin", "/nowhere"):
        headers = server.get(path).headers
        assert "camera=()" in headers["permissions-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "permissions-policy" not in server.get("/_a/0f/480.avif").headers


def test_a_page_without_a_copy_comes_nearly_as_small_as_with_one(server, tree):
    words = " ".join(f"<p>Number {number} of {number * 7919 % 1000} tickets was sold." for number in range(900))
    lay(tree, "fresh/index.html", words.encode())
    fresh = server.get("/fresh/", Accept_Encoding="br").body
    assert brotli.decompress(fresh) == words.encode()
    assert len(fresh) <= 1.05 * len(brotli.compress(words.encode(), quality=11))
    assert len(fresh) < 0.95 * len(brotli.compress(words.encode(), quality=5))


def test_many_readers_at_once_are_answered_quickly_rather_than_thoroughly(tree):
    async def ask(many: int) -> list[bytes]:
        bodies = Bodies(None)
        return list(await asyncio.gather(*(bodies.pack(FRONT * 5, "br") for _ in range(many))))

    packed = asyncio.run(ask(THOROUGH_AT_ONCE + 3))
    assert {brotli.decompress(each) for each in packed} == {FRONT * 5}
    assert packed[-3:] == [brotli.compress(FRONT * 5, quality=5)] * 3
    assert packed[0] == brotli.compress(FRONT * 5, quality=10)


def test_a_file_of_no_known_kind_is_only_saved(server):
    assert server.get("/_a/0f/odd.bin").headers["content-disposition"] == "attachment"

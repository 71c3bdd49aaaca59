"""Redirects: every old address leads on, stub pages never lie over a page, printing by change equals printing whole."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.edition.old_addresses import read_old_address
from broadsheet.edition.records import StandingPage
from broadsheet.press.output import PressSettings
from broadsheet.press.outputs.html import HtmlOutput
from broadsheet.press.outputs.redirects import RedirectsOutput
from tests.press.outputs_sample import PAPER, press_of

STUBS = replace(PAPER, redirect_stubs=True)


def page(record: str, path: str, *old: str) -> StandingPage:
    return StandingPage(id=record, language="en", title=f"Page {record}", path=path, old_addresses=old)


def press_with(folder, *pages, paper=STUBS):
    press = press_of(folder, [paper, *pages], (HtmlOutput(PressSettings(media=folder)), RedirectsOutput()))
    assert press.print().failures == ()
    return press


def table(press) -> dict[str, str]:
    return json.loads(press.read("redirects.json"))


def is_stub(press, path: str) -> bool:
    return b'http-equiv="refresh"' in press.read(path)


def test_the_table_is_written_even_when_nothing_ever_moved(tmp_path) -> None:
    press = press_with(tmp_path, page("a", "about"))
    assert table(press) == {}
    assert {"_redirects", "redirects.nginx", "redirects.caddy"} <= press.tree().keys()


def test_keys_are_percent_decoded_with_their_query_and_without_host(tmp_path) -> None:
    old = ("/%D0%B0/b%20c/", "https://old.example/x.php?id=%D0%B1&n=1", "/plain#part")
    press = press_with(tmp_path, page("a", "about", *old))
    assert table(press) == {"/а/b c/": "/about/", "/x.php?id=б&n=1": "/about/", "/plain": "/about/"}


def test_stubs_come_by_the_papers_setting_only(tmp_path) -> None:
    press = press_with(tmp_path, page("a", "about", "/who-we-are/"), paper=PAPER)
    assert "who-we-are/index.html" not in press.tree()
    press.edition.write([STUBS])
    press.print()
    assert is_stub(press, "who-we-are/index.html")
    press.edition.write([PAPER])
    press.print()
    assert "who-we-are/index.html" not in press.tree()


def test_a_stub_leads_on_without_a_server(tmp_path) -> None:
    press = press_with(tmp_path, page("a", "about/us", "/old/who.html"))
    text = press.read("old/who.html").decode()
    assert 'content="0; url=../about/us/index.html"' in text
    assert '<link rel="canonical" href="https://lamp.example/about/us/">' in text


@pytest.mark.parametrize(
    "old", ["/?p=7", f"/{'x' * 201}/", "/a/../b/", "/feed.atom/x/", "/x.php", "/newsroom/", "/a\\b/"]
)
def test_what_no_file_can_be_is_left_to_servers_and_named(tmp_path, old) -> None:
    press = press_with(tmp_path, page("a", "about", old))
    assert read_old_address(old).stub == ""
    assert table(press) == {read_old_address(old).key: "/about/"}
    assert "only a server" in press.read("redirects.nginx").decode()


def test_of_two_pages_that_want_one_address_the_older_has_it_and_both_are_without_stub(tmp_path) -> None:
    press = press_with(
        tmp_path, page("a", "first", "http://one.example/x/"), page("b", "second", "http://two.example/x/")
    )
    assert table(press) == {"/x/": "/first/"}
    assert "x/index.html" not in press.tree()
    assert "two.example/x/  was also the address of an older page" in press.read("_redirects").decode()


def test_an_address_that_is_a_page_again_leads_nowhere_and_is_named(tmp_path) -> None:
    press = press_with(tmp_path, page("a", "first", "/second/"), page("b", "second"))
    assert table(press) == {}
    assert not is_stub(press, "second/index.html")
    assert "is the address of another page now" in press.read("redirects.caddy").decode()


def test_a_stub_gives_way_to_a_page_and_comes_back_when_it_goes(tmp_path) -> None:
    press = press_with(tmp_path, page("a", "first", "/second/"))
    assert is_stub(press, "second/index.html")
    press.edition.write([page("b", "second")])
    press.print()
    assert not is_stub(press, "second/index.html")
    press.edition.write([page("a", "first")])
    press.print()
    assert not is_stub(press, "second/index.html")
    press.edition.write([page("a", "first", "/second/")])
    press.print()
    assert not is_stub(press, "second/index.html")
    press.edition.write([], ["b"])
    press.print()
    assert is_stub(press, "second/index.html")


def test_a_fixed_page_is_never_replaced_by_a_stub(tmp_path) -> None:
    press = press_with(tmp_path, page("a", "first"))
    press.edition.write([page("a", "first", "/archive/", "/404.html")])
    press.print()
    assert not is_stub(press, "archive/index.html")
    assert not is_stub(press, "404.html")


def test_printed_alone_redirects_still_lay_no_stub_over_a_page(tmp_path) -> None:
    press = press_with(tmp_path, page("a", "first", "/second/", "/archive/", "/free/"), page("b", "second"))
    pages, press.outputs = press.outputs, (RedirectsOutput(),)
    press.print(full=True)
    assert is_stub(press, "free/index.html")
    assert not is_stub(press, "second/index.html")
    assert not is_stub(press, "archive/index.html")
    press.outputs = pages
    press.edition.write([], ["b"])
    press.print(full=True)
    assert is_stub(press, "second/index.html")


PATHS = ("one", "two", "three")
OLD = ("/one/", "/two", "/three/index.html", "/four/", "/?p=1", "https://old.example/four")
edits = st.lists(
    st.one_of(
        st.builds(page, st.sampled_from("abc"), st.sampled_from(PATHS), st.sampled_from(OLD), st.sampled_from(OLD)),
        st.builds(page, st.sampled_from("abc"), st.sampled_from(PATHS)),
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from([PAPER, STUBS]),
    ),
    max_size=6,
)


@settings(max_examples=25)
@given(edits)
def test_any_edits_give_what_a_clean_press_gives(tmp_path_factory, changes) -> None:
    folder = tmp_path_factory.mktemp("redirects")
    press = press_of(folder / "incremental", [STUBS], (RedirectsOutput(),))
    press.print()
    for change in changes:
        if isinstance(change, str):
            press.edition.write([], [change])
        elif isinstance(change, StandingPage) and press.edition.find(f"{change.path}/") not in (None, change.id):
            continue
        else:
            press.edition.write([change])
        press.print()
    clean = press_of(folder / "clean", [])
    clean.edition = press.edition
    clean.outputs = press.outputs
    clean.print()
    assert press.tree() == clean.tree()

"""Addresses and machines that are never asked, whoever names them and however they are spelled."""

import ipaddress
import socket
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.errors import AddressRefusedError, AnswerRefusedError, ConnectionFailedError, FetchingError
from broadsheet.fetching import Fetcher, Limits, Pace, wire
from broadsheet.fetching.addresses import read_address
from broadsheet.fetching.reach import is_public

WORDS_REFUSED = [
    "file:///etc/passwd",
    "ftp://example.org/a",
    "gopher://example.org/",
    "data:text/plain,a",
    "javascript:alert(1)",
    "//example.org/a",
    "example.org/a",
    "",
    "http://",
    "http:///a",
    "http://user@example.org/",
    "http://user:word@example.org/",
    "http://example.org@127.0.0.1/",
    "http://example.org:22/",
    "http://example.org:25/",
    "http://example.org:6379/",
    "http://example.org:0/",
    "http://example.org:99999/",
    "http://example.org:eighty/",
    "http://exa mple.org/",
    "http://example.org\\@127.0.0.1/",
    "http://example.org/a\r\nHost: b",
    "http://example.org/a\x00b",
    "http://-example.org/",
    "http://exa..mple.org/",
    "http://[::1/",
    "http://[fe80::1%25eth0]/",
    "http://[fe80::1%eth0]/",
    "http://" + "a" * 64 + ".org/",
    "http://example.org/" + "a" * 9000,
]
NUMBERS_IN_DISGUISE = [
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://0x/",
    "http://127.0.0.0x1/",
    "http://127.0.0.01/",
    "http://127.0.0.256/",
    "http://1.2.3.4.5/",
    "http://example.1/",
    "http://１２７.１/",
    "http://127。1/",
    "http://①②⑦.1/",
]
NUMBERS_REFUSED = [
    "0.0.0.0",  # noqa: S104
    "0.1.2.3",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.99.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:2::1",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]


def asking(*numbers: str, **arguments) -> Fetcher:
    """A fetcher for which every name stands for these numbers."""
    return Fetcher(pace=Pace(pause=0), resolve=lambda _host, _port: list(numbers), **arguments)


@pytest.mark.parametrize("address", WORDS_REFUSED + NUMBERS_IN_DISGUISE)
def test_such_an_address_is_refused_before_any_name_is_looked_up(address):
    looked_up = []
    fetcher = Fetcher(resolve=lambda host, _port: looked_up.append(host) or ["93.184.216.34"])
    with pytest.raises(AddressRefusedError, match="is not asked"):
        fetcher.fetch(address)
    assert not looked_up


@pytest.mark.parametrize("number", NUMBERS_REFUSED)
def test_a_machine_that_is_not_public_is_never_reached(number):
    assert not is_public(ipaddress.ip_address(number))
    with pytest.raises(AddressRefusedError, match="no machine that the internet may reach"):
        asking(number).fetch("http://example.org/")
    literal = f"[{number}]" if ":" in number else number
    with pytest.raises(AddressRefusedError):
        Fetcher().fetch(f"http://{literal}/")


@pytest.mark.parametrize("number", ["1.1.1.1", "93.184.216.34", "193.99.144.80", "2606:4700::1111", "2a02:2e0:3fe::1"])
def test_a_public_machine_may_be_reached(number):
    assert is_public(ipaddress.ip_address(number))


def test_a_name_that_stands_for_a_public_and_a_private_machine_is_refused():
    with pytest.raises(AddressRefusedError):
        asking("93.184.216.34", "10.0.0.1").fetch("http://example.org/")


@pytest.mark.parametrize("name", ["localhost", "localhost.", "LOCALHOST"])
def test_this_machine_is_refused_by_its_name_as_the_system_looks_it_up(site, name):
    site.file("/a", b"secret", "text/plain")
    with pytest.raises((AddressRefusedError, ConnectionFailedError)):
        Fetcher().fetch(site.root.replace("127.0.0.1", name).rpartition(":")[0] + ":80/a")
    assert not site.asked


def test_loopback_is_reached_only_where_a_test_says_so(site):
    address = site.file("/a", b"words", "text/plain")
    with pytest.raises(AddressRefusedError):
        asking("127.0.0.1").fetch("http://example.org:8080/a")
    assert not site.asked
    assert Fetcher(loopback=True).fetch(address)[1] == b"words"
    with pytest.raises(AddressRefusedError):
        asking("10.0.0.1", loopback=True).fetch(address)


def test_the_number_that_was_checked_is_the_one_that_is_reached(site):
    """A name server that answers otherwise the second time is asked once."""
    site.file("/a", b"words", "text/plain")
    port = int(site.root.rpartition(":")[2])
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    fetcher = Fetcher(pace=Pace(pause=0), resolve=lambda _host, _port: next(answers), loopback=True)
    body, data = fetcher.fetch(f"http://rebinding.example:{port}/a")
    assert data == b"words"
    assert site.asked[0].fields["host"] == f"rebinding.example:{port}"
    assert body.address == f"http://rebinding.example:{port}/a"


@pytest.mark.parametrize(
    "place",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "//192.168.1.1/",
        "file:///etc/passwd",
        "http://user@example.org/",
        "ftp://example.org/",
        "http://[",
    ],
)
def test_a_redirect_is_judged_like_the_first_address(site, place):
    address = site.page("/a", lambda request: request.answer(status="302 Found", location=place))
    with pytest.raises(AddressRefusedError):
        Fetcher(loopback=True, pace=Pace(pause=0)).fetch(address)
    assert len(site.asked) == 1


def test_a_redirect_to_a_name_that_stands_for_a_private_machine_is_refused(site):
    address = site.page("/a", lambda request: request.answer(status="301 Moved", location="http://inside.example/"))
    numbers = {"127.0.0.1": "127.0.0.1", "inside.example": "192.168.0.9"}
    fetcher = Fetcher(loopback=True, pace=Pace(pause=0), resolve=lambda host, _port: [numbers[host]])
    with pytest.raises(AddressRefusedError, match=r"inside\.example"):
        fetcher.fetch(address)


def test_redirects_end(site):
    address = site.page("/a", lambda request: request.answer(status="302 Found", location="/a"))
    with pytest.raises(AnswerRefusedError, match="without end"):
        Fetcher(loopback=True, pace=Pace(pause=0), limits=Limits(redirects=3)).fetch(address)
    assert len(site.asked) == 4


def test_proxies_passwords_and_cookies_of_this_machine_are_not_used(site, monkeypatch, tmp_path):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login ada password lovelace\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    site.page("/a", lambda request: request.answer(status="302 Found", location="/b", set_cookie="trail=1"))
    site.file("/b", b"words", "text/plain")
    assert Fetcher(loopback=True, pace=Pace(pause=0)).fetch(site.root + "/a")[1] == b"words"
    for request in site.asked:
        assert not {"authorization", "cookie", "referer", "proxy-authorization"} & request.fields.keys()
        assert request.fields["user-agent"].startswith("Broadsheet/")


def test_a_name_nobody_has_is_told_in_words():
    def nobody(_host, _port):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(ConnectionFailedError, match=r"“gone\.example” was not found"):
        Fetcher(resolve=nobody).fetch("http://gone.example/")


@given(st.text(max_size=60) | st.text(max_size=40).map(lambda text: f"http://{text}"))
def test_any_text_is_either_read_or_refused_in_words(text):
    try:
        target = read_address(text)
    except AddressRefusedError:
        return
    assert read_address(target.address) == target
    assert target.address.isascii()
    assert not set(" \r\n\t\\") & set(target.address)


@given(st.binary(max_size=300))
def test_any_bytes_for_an_answer_are_refused_in_words(data):
    here, there = socket.socketpair()
    with here, there:
        there.sendall(data)
        there.shutdown(socket.SHUT_WR)
        clock = wire.Clock(total=5, idle=5)
        target = read_address("http://example.org/")
        with suppress(FetchingError), clock.running(), wire._told_in_words(target):
            response = wire._response(target, {}, wire._TimedSocket(here, clock))
            assert b"".join(wire._pieces(response, target)) in data

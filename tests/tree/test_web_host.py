"""A folder on a web host: whole files, no password, no unknown host, and a line that may break at any byte."""

import gzip
import os
from pathlib import Path

import asyncssh
import brotli
import pytest

from broadsheet.errors import (
    DestinationFullError,
    DestinationRefusedError,
    DestinationUnreachableError,
    HostUnknownError,
    SettingRefusedError,
)
from broadsheet.tree.destination import BROTLI, GZIP
from broadsheet.tree.folder import MARK
from broadsheet.tree.web_host import PARTS, WebHost
from tests.machine.small_disk import Ballast
from tests.machine.ssh_server import RunningSsh, cut_line, running_ssh, write_key

PAGE = b"<!doctype html><title>Late edition</title>" + b"<p>Ferries stay in port.</p>" * 60

AT_ONCE_AGAIN = (0.0, 0.05, 0.1)


def tree_of(folder: Path) -> dict[str, bytes]:
    """Every file but the mark."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MARK)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_files_come_whole_and_go_with_their_folders(ssh: RunningSsh, tmp_path: Path) -> None:
    site = tmp_path / "deep" / "site"
    odd = "2026/11/ferries & фери/100%/index.html"
    pages = {
        "index.html": PAGE,
        "_a/0a1b.css": b"p{}",
        odd: b"odd",
        "2026/11/other/index.html": b"",
        "big.bin": os.urandom(3_000_000),
    }
    with WebHost(ssh.address(site)) as host:
        assert host.put(pages.items(), durable=True) == {}
        assert tree_of(site) == pages
        assert [host.read(path) for path in pages] == [*pages.values()]
        assert host.read("never/was") is None
        assert host.read("2026") is None
        assert (site / "index.html").stat().st_mode & 0o777 == 0o644
        assert host.put([("index.html", b"another")], durable=False) == {}
        assert host.remove([odd, "never/was", "2026/11/other/index.html"]) == {}
        host.put([("2026/11/again/index.html", b"x")], durable=False)
        host.settle()
    assert sorted(tree_of(site)) == ["2026/11/again/index.html", "_a/0a1b.css", "big.bin", "index.html"]
    assert not (site / "2026/11/ferries & фери").exists()
    assert (site / "index.html").read_bytes() == b"another"


def test_compressed_copies_lie_beside_their_page_and_never_outlive_it(ssh: RunningSsh, tmp_path: Path) -> None:
    with WebHost(ssh.address(tmp_path / "site", compressions=(BROTLI, GZIP))) as host:
        host.put([("index.html", PAGE), ("tiny.txt", b"short"), ("a.webp", PAGE)], durable=True)
        assert sorted(tree_of(tmp_path / "site")) == [
            "a.webp",
            "index.html",
            "index.html.br",
            "index.html.gz",
            "tiny.txt",
        ]
        assert brotli.decompress((tmp_path / "site/index.html.br").read_bytes()) == PAGE
        assert gzip.decompress((tmp_path / "site/index.html.gz").read_bytes()) == PAGE
    with WebHost(ssh.address(tmp_path / "site")) as host:
        host.put([("index.html", b"another")], durable=True)
        assert sorted(tree_of(tmp_path / "site")) == ["a.webp", "index.html", "tiny.txt"]


def test_a_host_knows_its_ledger_and_refuses_what_is_not_ours(ssh: RunningSsh, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / ".htaccess").write_text("the host's own")
    with WebHost(ssh.address(theirs)) as host:
        assert [host.claim(name) for name in ("one", "one", "two")] == [False, True, False]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    with WebHost(ssh.address(tmp_path / "mine")) as host, pytest.raises(DestinationRefusedError, match="did not print"):
        host.claim("three")
    assert tree_of(tmp_path / "mine") == {"letter.txt": b"mine"}


def test_half_written_files_are_swept_away(ssh: RunningSsh, tmp_path: Path) -> None:
    (tmp_path / PARTS).mkdir()
    (tmp_path / PARTS / "0-1").write_bytes(b"half")
    with WebHost(ssh.address(tmp_path)) as host:
        assert host.sweep() == 1
        assert host.sweep() == 0
    assert tree_of(tmp_path) == {}


def test_a_line_cut_again_and_again_leaves_no_file_half(ssh: RunningSsh, tmp_path: Path) -> None:
    pages = {f"2026/11/{number}/index.html": PAGE * 4 + str(number).encode() for number in range(120)}
    with cut_line(ssh.port, bytes_each=200_000, cuts=4) as line:
        with WebHost(ssh.address(tmp_path / "site", port=line.port), AT_ONCE_AGAIN) as host:
            assert host.put(pages.items(), durable=True) == {}
            host.sweep()
        assert line.done == 4
    assert tree_of(tmp_path / "site") == pages


def test_a_host_that_is_gone_ends_the_run_with_every_visible_file_whole(ssh: RunningSsh, tmp_path: Path) -> None:
    pages = {f"{number}/index.html": PAGE * 4 for number in range(200)}
    with (
        cut_line(ssh.port, bytes_each=500_000, cuts=1, gone_then=True) as line,
        WebHost(ssh.address(tmp_path / "site", port=line.port), (0.0,)) as host,
    ):
        with pytest.raises(DestinationUnreachableError, match=r"does not answer.*run the press again"):
            host.put(pages.items(), durable=True)
        with pytest.raises(DestinationUnreachableError, match="Check address and network"):
            host.read("0/index.html")
    visible = {path: data for path, data in tree_of(tmp_path / "site").items() if not path.startswith(PARTS)}
    assert 0 < len(visible) < len(pages)
    assert set(visible.values()) == {PAGE * 4}


def test_an_unknown_host_is_not_talked_to_and_its_key_is_shown(ssh: RunningSsh, tmp_path: Path) -> None:
    address = ssh.address(tmp_path / "site")
    address.known_hosts.unlink()
    kind, key = ssh.host_line.split()
    shown = asyncssh.read_public_key(ssh.folder / "host_key.pub").get_fingerprint()
    with WebHost(address) as host, pytest.raises(HostUnknownError, match=r"is not known. Nothing was sent") as refused:
        host.claim("mark")
    assert shown in str(refused.value)
    line = str(refused.value).rpartition(": ")[2]
    assert line == f"[127.0.0.1]:{ssh.port} {kind} {key}"
    address.known_hosts.write_text(f"{line}\n")
    with WebHost(address) as host:
        assert not host.claim("mark")


def test_a_host_with_another_key_than_before_is_not_talked_to(ssh: RunningSsh, tmp_path: Path) -> None:
    address = ssh.address(tmp_path / "site")
    write_key(tmp_path / "other")
    other = (tmp_path / "other.pub").read_text()
    address.known_hosts.write_text(f"[127.0.0.1]:{ssh.port} {other}")
    with WebHost(address) as host, pytest.raises(HostUnknownError, match=r"somebody stands between. Nothing was sent"):
        host.claim("mark")
    assert not (tmp_path / "site").exists()


def test_keys_that_do_not_open_are_named(ssh: RunningSsh, tmp_path: Path) -> None:
    address = ssh.address(tmp_path / "site")
    kept = ssh.user_key.read_bytes()
    try:
        write_key(ssh.user_key)
        with WebHost(address) as host, pytest.raises(DestinationRefusedError, match=r"does not let you in.*user_key"):
            host.claim("mark")
        write_key(ssh.user_key, passphrase="of news")
        with WebHost(address) as host, pytest.raises(SettingRefusedError, match="without a passphrase"):
            host.claim("mark")
        ssh.user_key.chmod(0o644)
        with WebHost(address) as host, pytest.raises(SettingRefusedError, match="chmod 600"):
            host.claim("mark")
    finally:
        ssh.user_key.write_bytes(kept)
        ssh.user_key.chmod(0o600)


def test_a_host_that_may_only_be_read_says_so(sshd: Path, tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    with (
        running_ssh(sshd, tmp_path / "server", "-R") as server,
        WebHost(server.address(tmp_path)) as host,
        pytest.raises(DestinationRefusedError, match=r"permission denied. Check who owns"),
    ):
        host.put([("index.html", PAGE)], durable=True)


def test_a_host_without_renaming_in_one_step_is_refused(sshd: Path, tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    with (
        running_ssh(sshd, tmp_path / "server", "-P posix-rename") as server,
        WebHost(server.address(tmp_path / "site")) as host,
        pytest.raises(DestinationRefusedError, match="cannot replace a file in one step"),
    ):
        host.put([("index.html", PAGE)], durable=True)


def test_a_host_that_shows_no_names_is_refused_in_words(sshd: Path, tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    (tmp_path / "site").mkdir()
    with (
        running_ssh(sshd, tmp_path / "server", "-P opendir") as server,
        WebHost(server.address(tmp_path / "site")) as host,
        pytest.raises(DestinationRefusedError, match=r"answered “Permission denied”\. Check who owns"),
    ):
        host.claim("mark")


def test_a_full_disk_is_said_and_what_lay_there_stays_whole(ssh: RunningSsh, disk: Path) -> None:
    with WebHost(ssh.address(disk / "site")) as host:
        host.put([("index.html", PAGE)], durable=True)
        ballast = Ballast(disk)
        ballast.leave(kibibytes=8)
        with pytest.raises(DestinationFullError, match="Free some space there"):
            host.put([("index.html", os.urandom(200_000))], durable=True)
        assert (disk / "site/index.html").read_bytes() == PAGE
        ballast.go()
        assert host.put([("index.html", b"another")], durable=True) == {}
    assert tree_of(disk / "site") == {"index.html": b"another"}


def test_one_file_that_cannot_be_written_is_handed_back_and_the_rest_goes_on(ssh: RunningSsh, tmp_path: Path) -> None:
    (tmp_path / "site/a/index.html").mkdir(parents=True)
    (tmp_path / "site/a/index.html/in the way").touch()
    with WebHost(ssh.address(tmp_path / "site")) as host:
        refused = host.put([(f"{name}/index.html", b"x") for name in "abc"], durable=True)
        assert refused.keys() == {"a/index.html"}
        assert "next press run" in refused["a/index.html"]
        assert host.read("c/index.html") == b"x"
    assert not any((tmp_path / "site" / PARTS).iterdir())


@pytest.mark.parametrize("path", ["../out", "a/../../out", "/etc/out", "a\0b"])
def test_nothing_is_written_outside(ssh: RunningSsh, tmp_path: Path, path: str) -> None:
    with WebHost(ssh.address(tmp_path / "site")) as host, pytest.raises(DestinationRefusedError, match="leads out"):
        host.put([(path, b"x")], durable=True)

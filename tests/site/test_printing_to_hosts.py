"""The command prints to the hosts of `broadsheet.toml`: a real bucket, a real web host, and says no secret."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from broadsheet.errors import SettingRefusedError
from broadsheet.site.host_findings import hosts
from broadsheet.site.paper_file import read_paper_file
from broadsheet.site.presses import PressCommands, Presses
from broadsheet.site.worker import PRESS, commands_for
from broadsheet.tree.destination import BucketAddress, HostAddress
from broadsheet.tree.web_host import PARTS
from tests.machine.bucket_server import RunningS3, address_of
from tests.machine.ssh_server import RunningSsh
from tests.press.html_trees import tree_of
from tests.press.sample_paper import sample_edition
from tests.site.commands import broadsheet, done_well, refused

HTML = ("--no-copies", "--output", "html", "--now", "2026-11-24T12:00:00Z")

SECRET = "of-news"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A paper's folder with an edition, and no newsroom."""
    folder = tmp_path / "paper"
    folder.mkdir()
    sample_edition(folder / "edition.db").close()
    (folder / "broadsheet.toml").write_text('name = "The Quay Lantern"\n')
    return folder


def name_hosts(paper: Path, *tables: str) -> None:
    (paper / "broadsheet.toml").write_text(
        'name = "The Quay Lantern"\n' + "".join(f"[[hosts]]\n{each}\n" for each in tables)
    )


def as_table(said: dict[str, str]) -> str:
    return "\n".join(f'{key} = "{value}"' for key, value in said.items())


def bucket_table(s3: RunningS3, bucket: str, keys: Path) -> str:
    address_of(s3.endpoint, bucket, keys)  # writes the key file, too
    here = {"endpoint": s3.endpoint, "key_file": f"{keys}/bucket.key"}
    return as_table({"address": f"s3://{bucket}/www", "compress": "gzip", **here})


def web_host_table(ssh: RunningSsh, folder: Path) -> str:
    address = ssh.address(folder)
    files = {"key_file": str(address.key_file), "known_hosts": str(address.known_hosts)}
    return as_table({"address": address.name, "compress": "gzip", **files})


def told_nowhere(paper: Path, secret: str, *texts: str) -> bool:
    files = [path for path in paper.rglob("*") if path.is_file()]
    return not any(secret in text for text in texts) and not any(secret.encode() in file.read_bytes() for file in files)


def test_a_bucket_and_a_web_host_get_what_the_folder_gets(
    s3: RunningS3, ssh: RunningSsh, paper: Path, tmp_path: Path
) -> None:
    s3.make_bucket("lantern")
    site = tmp_path / "far" / "www"
    name_hosts(paper, bucket_table(s3, "lantern", tmp_path), web_host_table(ssh, site))
    done_well("press", *HTML, "--paper", paper)
    here = tree_of(paper / "site")
    done = broadsheet("press", "--hosts", "--json", *HTML, "--paper", paper)
    assert done.returncode == 0, done.stderr
    bucket, host = map(json.loads, done.stdout.splitlines())
    assert (bucket["host"], host["host"]) == ("s3://lantern/www", ssh.address(site).name)
    assert len(bucket["printed"]) == len(host["printed"]) == len(here)
    there = tree_of(site)
    assert {path: data for path, data in there.items() if not path.endswith(".gz")} == here
    assert any(path.endswith("index.html.gz") for path in there)
    assert {f"www/{path}" for path in here} == s3.objects("lantern").keys()
    _, headers, _ = s3.request("GET", "/lantern/www/index.html")
    assert headers["content-encoding"] == "gzip"
    for name in ("s3://lantern/www", ssh.address(site).name):
        assert "as it should be" in done_well("press", "--verify", *HTML, "--paper", paper, "--destination", name)
        again = json.loads(done_well("press", "--json", *HTML, "--paper", paper, "--destination", name))
        assert (again["printed"], again["failures"], again["whole"]) == ([], [], False)
    assert told_nowhere(paper, SECRET, done.stdout, done.stderr)


def test_the_search_index_goes_along_and_what_is_gone_from_it_goes_away(
    ssh: RunningSsh, paper: Path, tmp_path: Path
) -> None:
    far = tmp_path / "www"
    name_hosts(paper, web_host_table(ssh, far))
    index = paper / "site/search/_index/en/2026"
    index.mkdir(parents=True)
    for name in ("one.pf_index", "two.pf_index"):
        (index / name).write_bytes(name.encode())
    (paper / "site/search/bundles.json").write_text('{"en": ["en/2026/"]}')
    wanted = ("press", "--hosts", "--no-copies", "--output", "html,search", "--paper", paper)
    done_well(*wanted)
    assert (far / "search/_index/en/2026/one.pf_index").read_bytes() == b"one.pf_index"
    assert (far / "search/bundles.json").read_text() == '{"en": ["en/2026/"]}'
    (index / "one.pf_index").unlink()
    (index / "two.pf_index").write_bytes(b"another two")
    (index / "three.pf_index").write_bytes(b"three")
    done_well(*wanted)
    assert sorted(each.name for each in (far / "search/_index/en/2026").iterdir()) == ["three.pf_index", "two.pf_index"]
    assert (far / "search/_index/en/2026/two.pf_index").read_bytes() == b"another two"


def test_a_host_that_fails_keeps_nothing_back_from_the_next(ssh: RunningSsh, paper: Path, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/letter.txt").touch()
    name_hosts(paper, web_host_table(ssh, tmp_path / "theirs"), web_host_table(ssh, tmp_path / "ours"))
    done = broadsheet("press", "--hosts", *HTML, "--paper", paper)
    assert done.returncode == 1
    assert f"{ssh.address(tmp_path / 'theirs').name}: " in done.stderr
    assert "did not print" in done.stderr
    assert (tmp_path / "ours/index.html").is_file()
    theirs, ours = hosts(read_paper_file(paper))
    assert theirs.wrong
    assert "did not print" in theirs.what
    assert not ours.wrong
    assert "Last printed to sftp://" in ours.what


def test_an_address_on_the_command_line_takes_its_keys_from_the_environment(
    s3: RunningS3, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    s3.make_bucket("plain")
    there = ("press", *HTML, "--paper", paper, "--destination", "s3://plain/www")
    assert "AWS_ACCESS_KEY_ID" in refused(*there)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "reader")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3.endpoint)
    said = done_well(*there)
    assert "www/index.html" in s3.objects("plain")
    assert told_nowhere(paper, SECRET, said)


def test_two_runs_at_once_to_one_host_are_refused(ssh: RunningSsh, paper: Path, tmp_path: Path) -> None:
    name_hosts(paper, web_host_table(ssh, tmp_path / "www"))
    words = [sys.executable, "-m", "broadsheet.cli", "press", *HTML, "--paper", str(paper)]
    to = ("--destination", ssh.address(tmp_path / "www").name)
    both = [
        subprocess.Popen([*words, *to], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    told = [each.communicate()[1] for each in both]
    assert sorted(each.returncode for each in both) in ([0, 0], [0, 1])
    assert all("Another press run" in words for words, each in zip(told, both, strict=True) if each.returncode)
    done_well("press", *HTML, "--paper", paper, *to)
    done_well("press", *HTML, "--paper", paper)
    assert {path for path in tree_of(tmp_path / "www") if not path.endswith(".gz")} == tree_of(paper / "site").keys()


def test_a_run_killed_on_its_way_to_a_host_leaves_no_half_page_and_the_next_one_ends_it(
    ssh: RunningSsh, paper: Path, tmp_path: Path
) -> None:
    far = tmp_path / "www"
    name_hosts(paper, web_host_table(ssh, far))
    done_well("press", *HTML, "--paper", paper)
    here = tree_of(paper / "site")
    words = [sys.executable, "-m", "broadsheet.cli", "press", "--hosts", *HTML, "--paper", str(paper)]
    for enough in (3, 40):
        killed = subprocess.Popen(words)
        while killed.poll() is None and len(pages_of(far)) < enough:
            time.sleep(0.01)
        killed.kill()
        assert killed.wait() == -signal.SIGKILL, "it was quicker than the killer"
        found = pages_of(far)
        assert found.items() <= here.items()
        assert len(found) < len(here)
    done_well(*words[3:])
    assert pages_of(far) == here
    assert list((far / PARTS).iterdir()) == []


def pages_of(far: Path) -> dict[str, bytes]:
    """What a reader could see there, but for compressed copies."""
    found = {}
    for path in far.rglob("*"):
        name = path.relative_to(far).as_posix()
        if not name.startswith(".") and not name.endswith(".gz") and path.is_file():
            found[name] = path.read_bytes()
    return found


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('address = "ftp://web.example/www"', "must be s3://"),
        ('address = "sftp://lantern:secret@web.example/www"', "must carry no password"),
        ('address = "sftp://web.example/"', "name host and folder"),
        ('address = "sftp://web.example:none/www"', "write sftp://"),
        ('address = "sftp://web.example/a/../b"', "write the address as"),
        ('address = "s3://reader@lantern/www"', "nothing more"),
        ('address = "s3://lantern"\nendpoint = "s3.example.net"', "whole address"),
        ('address = "s3://lantern"\nknown_hosts = "k"', "`known_hosts` is nothing that can be said"),
        ('address = "s3://lantern"\ncompress = ["gzip", "brotli"]', "one form only"),
        ('address = "s3://lantern"\ncompress = "zip"', '`compress` must be "gzip", "brotli"'),
        ('address = "s3://lantern"\nregion = 3', "`region` of each of the .* must be text"),
        ('address = "s3://lantern"\nkey_file = "site/bucket.key"', "where readers could fetch it"),
        ('address = "s3://lantern"\nkey_file = "media/bucket.key"', "where readers could fetch it"),
        ('address = "s3://lantern"\n[[hosts]]\naddress = "s3://lantern/"', "the same address"),
    ],
)
def test_a_host_that_is_written_wrongly_is_refused_and_no_password_repeated(paper: Path, table: str, said: str) -> None:
    name_hosts(paper, table)
    with pytest.raises(SettingRefusedError, match=said) as error:
        read_paper_file(paper)
    assert "secret" not in str(error.value)


def test_what_the_file_says_of_a_host_is_taken(paper: Path) -> None:
    name_hosts(
        paper,
        'address = "s3://lantern/a/b/"\nregion = "eu-west-3"\nkey_file = "keys/bucket"\ncompress = "brotli"',
        'address = "sftp://web.example/~/www/"',
    )
    bucket, host = read_paper_file(paper).hosts
    assert isinstance(bucket, BucketAddress)
    assert (bucket.bucket, bucket.prefix, bucket.key_file) == ("lantern", "a/b", paper / "keys/bucket")
    assert isinstance(host, HostAddress)
    assert (host.folder, host.port, host.name) == ("www", 22, "sftp://web.example:22/~/www")


def test_the_worker_prints_to_the_hosts_of_the_paper_and_asks_for_none_when_there_are_none(
    ssh: RunningSsh, paper: Path, tmp_path: Path
) -> None:
    assert commands_for(read_paper_file(paper), PRESS).hosts == ()
    name_hosts(paper, web_host_table(ssh, tmp_path / "www"))
    commands = commands_for(read_paper_file(paper), PRESS)
    subprocess.run([*commands.hosts, "--output", "html"], cwd=paper, check=True)
    assert (tmp_path / "www/index.html").is_file()


def test_hosts_are_printed_to_behind_the_pages_and_tried_again(tmp_path: Path) -> None:
    noted = tmp_path / "hosts.txt"
    program = "with open('hosts.txt', 'a') as file: file.write('began\\n')\nimport time; time.sleep(0.3)"
    printing = (sys.executable, "-c", "print('{}')")
    presses = Presses(
        tmp_path, PressCommands(pages=printing, pictures=(), copies=(), hosts=(sys.executable, "-c", program))
    )
    presses.print()
    presses.print()  # while the first run goes on: one more is enough for all that came
    presses.print()
    ends = time.monotonic() + 60
    while time.monotonic() < ends and not (noted.exists() and noted.read_text() == "began\nbegan\n"):
        presses.look()
        time.sleep(0.05)
    time.sleep(0.5)
    presses.look()
    presses.end()
    assert noted.read_text() == "began\nbegan\n"

"""What all tests share: the machine's Chromium and PostgreSQL, and how Hypothesis looks for examples.

A test that needs a program this machine has not is skipped with the line that says how to get it. In
`BROADSHEET_REQUIRE=chromium,postgresql,nginx,caddy,sshd` (set by `.ci/run`) such skips are failures.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.machine.bucket_server import RunningS3, running_s3
from tests.machine.chromium import CHROMIUM_MISSING, chromium_arguments, find_chromium
from tests.machine.postgresql import POSTGRESQL_MISSING, PostgreSQL, find_postgresql, running_cluster
from tests.machine.small_disk import NO_SMALL_DISK, small_disk
from tests.machine.ssh_server import SSHD_MISSING, RunningSsh, find_sshd, running_ssh

# No deadline: a busy machine is not a failing test. Slow generation of examples is the machine's fault, too.
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.register_profile("ci", hypothesis.settings.get_profile("house"), derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "house")


def skip_or_fail(what: str, message: str) -> None:
    """Skip the test, or fail it when this run must have `what`."""
    required = os.environ.get("BROADSHEET_REQUIRE", "").split(",")
    if what in required:
        pytest.fail(f"BROADSHEET_REQUIRE names {what}, but: {message}", pytrace=False)
    pytest.skip(message)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium on this machine."""
    path = find_chromium()
    if path is None:
        skip_or_fail("chromium", CHROMIUM_MISSING)
    return path


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[object]:
    """A Playwright browser without a window, the machine's own Chromium; make a page with `browser.new_page()`.

    It ends with its file: until then Playwright keeps an event loop running in this thread, and Django refuses its
    database to whatever test comes next.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=chromium_arguments())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgreSQL]:
    """A private PostgreSQL server for this test run; stopped and removed at its end."""
    programs = find_postgresql()
    if programs is None:
        skip_or_fail("postgresql", POSTGRESQL_MISSING)
    with running_cluster(programs) as server:
        yield server


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 12 MiB."""
    with small_disk(tmp_path / "disk", 12) as folder:
        if folder is None:
            skip_or_fail("disk", NO_SMALL_DISK)
        yield folder


@pytest.fixture(scope="session")
def sshd() -> Path:
    """The SSH server program of this machine."""
    path = find_sshd()
    if path is None:
        skip_or_fail("sshd", SSHD_MISSING)
    return path


@pytest.fixture(scope="module")
def ssh(sshd: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSsh]:
    """A running SSH server that lets the user of these tests in."""
    with running_ssh(sshd, tmp_path_factory.mktemp("ssh")) as server:
        yield server


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningS3]:
    """A running S3 server without buckets."""
    with running_s3(tmp_path_factory.mktemp("s3")) as server:
        yield server

"""The servers that tests of buckets and web hosts ask."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine.bucket_server import RunningS3, running_s3
from tests.machine.ssh_server import RunningSsh, running_ssh


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningS3]:
    """A running S3 server without buckets."""
    with running_s3(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture(scope="module")
def ssh(sshd: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSsh]:
    """A running SSH server."""
    with running_ssh(sshd, tmp_path_factory.mktemp("ssh")) as server:
        yield server

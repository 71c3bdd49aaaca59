"""The S3 server that tests of buckets ask."""

from collections.abc import Iterator

import pytest

from tests.machine.bucket_server import RunningS3, running_s3


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningS3]:
    """A running S3 server without buckets."""
    with running_s3(tmp_path_factory.mktemp("s3")) as server:
        yield server

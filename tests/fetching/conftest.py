"""What the tests of the fetcher share."""

from collections.abc import Iterator

import pytest

from tests.machine.old_site import OldSite, old_site


@pytest.fixture
def site() -> Iterator[OldSite]:
    with old_site() as running:
        yield running

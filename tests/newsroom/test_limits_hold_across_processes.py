"""Limits on logging in are counted by all processes of a paper together, in a table that names nobody."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from broadsheet.newsroom.accounts.forgetting import forget_limits
from broadsheet.newsroom.models import LoginLimit

ADDRESS = "198.51.100.7"
NAME = "nobody-by-that-name"


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The paper's database without a transaction around the test, which would keep other processes waiting."""
    with django_db_blocker.unblock():
        yield
        LoginLimit.objects.all().delete()


def _tries(folder: Path, times: int, address: str = ADDRESS) -> list[bool]:
    command = [sys.executable, "-m", "tests.newsroom.tries_to_log_in", str(folder), address, NAME, str(times)]
    ended = subprocess.run(command, env=os.environ | {"PYTHONPATH": "."}, capture_output=True, text=True, check=True)
    assert ADDRESS not in ended.stderr
    told: list[bool] = json.loads(ended.stdout)
    return told


def test_wrong_passwords_in_two_processes_count_together(committed: None, paper_folder: Path) -> None:
    assert _tries(paper_folder, 3) == [False] * 3
    assert _tries(paper_folder, 3, "203.0.113.9") == [False, False, True]
    assert _tries(paper_folder, 1, "192.0.2.4") == [True]


def test_what_is_counted_names_neither_address_nor_account_and_goes_when_it_is_over(
    committed: None, paper_folder: Path
) -> None:
    _tries(paper_folder, 1)
    assert LoginLimit.objects.exists()
    kept = " ".join(f"{row.cache_key} {base64.b64decode(row.value)!r}" for row in LoginLimit.objects.all())
    for told in (ADDRESS, "198.51.100", NAME, sha256(NAME.encode()).hexdigest(), "allauth"):
        assert told not in kept
    forget_limits(timezone.now() + timedelta(hours=1))
    assert not LoginLimit.objects.exists()


def test_only_limits_are_shared_and_what_wagtail_remembers_stays_in_memory(committed: None) -> None:
    cache.set("wagtail-thing", 1)
    cache.set("allauth-thing", 2)
    assert LoginLimit.objects.count() == 1
    assert (cache.get("wagtail-thing"), cache.get("allauth-thing")) == (1, 2)
    assert not cache.add("allauth-thing", 3)
    assert cache.has_key("allauth-thing")
    cache.delete("allauth-thing")
    assert not LoginLimit.objects.exists()
    assert cache.get("wagtail-thing") == 1

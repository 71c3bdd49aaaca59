"""A bucket as destination: whole objects, told how they are to be handed out, and patience with a bad line."""

import gzip
from datetime import timedelta
from pathlib import Path

import brotli
import pytest

from broadsheet.errors import DestinationRefusedError, DestinationUnreachableError, SettingRefusedError
from broadsheet.tree.bucket import AT_ONCE, Bucket, Patience
from broadsheet.tree.bucket_keys import bucket_keys
from broadsheet.tree.destination import BROTLI, GZIP, BucketAddress
from tests.machine.bucket_server import RunningS3, address_of, bad_line

PAGE = b"<!doctype html><title>Late edition</title>" + b"<p>Ferries stay in port.</p>" * 60

QUICK = Patience(retries=7, first_pause=timedelta(milliseconds=5), longest_pause=timedelta(milliseconds=100))
HASTY = Patience(retries=1, first_pause=timedelta(milliseconds=5), longest_pause=timedelta(milliseconds=10))


def test_objects_come_whole_with_type_and_age_and_go_again(s3: RunningS3, tmp_path: Path) -> None:
    s3.make_bucket("plain")
    odd = "2026/11/ferries & фери/100%/index.html"
    pages = [("index.html", PAGE), ("_a/0a1b.css", b"p{}"), ("feed.json", b"{}"), (odd, b"odd")]
    with Bucket(address_of(s3.endpoint, "plain", tmp_path)) as bucket:
        assert bucket.put(pages, durable=True) == {}
        assert [bucket.read(path) for path, _ in pages] == [data for _, data in pages]
        assert bucket.read("never/was") is None
        _, page, data = s3.request("GET", "/plain/www/index.html")
        assert data == PAGE
        assert page["content-type"] == "text/html; charset=utf-8"
        assert page["cache-control"] == "no-cache"
        assert s3.request("HEAD", "/plain/www/_a/0a1b.css")[1]["cache-control"] == "public, max-age=31536000, immutable"
        assert s3.request("HEAD", "/plain/www/feed.json")[1]["content-type"] == "application/feed+json"
        assert bucket.remove(["index.html", odd, "never/was"]) == {}
    assert sorted(s3.objects("plain")) == ["www/_a/0a1b.css", "www/feed.json"]


@pytest.mark.parametrize(
    ("compression", "said", "unpack"), [(GZIP, "gzip", gzip.decompress), (BROTLI, "br", brotli.decompress)]
)
def test_pages_may_be_stored_compressed(s3: RunningS3, tmp_path: Path, compression, said, unpack) -> None:
    s3.make_bucket(f"packed-{said}")
    address = address_of(s3.endpoint, f"packed-{said}", tmp_path, compression=compression)
    with Bucket(address) as bucket:
        bucket.put([("index.html", PAGE), ("tiny.txt", b"short"), ("a.webp", PAGE)], durable=False)
        assert bucket.read("index.html") == PAGE
    _, headers, stored = s3.request("GET", f"/packed-{said}/www/index.html")
    assert headers["content-encoding"] == said
    assert len(stored) < len(PAGE) / 2
    assert unpack(stored) == PAGE
    for name in ("tiny.txt", "a.webp"):
        assert "content-encoding" not in s3.request("HEAD", f"/packed-{said}/www/{name}")[1]


def test_a_bucket_knows_its_ledger_and_refuses_what_is_not_ours(s3: RunningS3, tmp_path: Path) -> None:
    s3.make_bucket("marked")
    with Bucket(address_of(s3.endpoint, "marked", tmp_path)) as bucket:
        assert [bucket.claim(name) for name in ("one", "one", "two")] == [False, True, False]
    with Bucket(address_of(s3.endpoint, "marked", tmp_path, prefix="")) as above:
        above.put([("letter.txt", b"mine")], durable=True)
        with pytest.raises(DestinationRefusedError, match="did not print"):
            above.claim("three")
    assert s3.objects("marked") == {"letter.txt": b"mine"}


def test_every_third_request_may_fail_and_not_one_object_is_missing(s3: RunningS3, tmp_path: Path) -> None:
    s3.make_bucket("flaky")
    pages = {f"2026/11/{number}/index.html": PAGE + str(number).encode() for number in range(60)}
    with bad_line(s3.port) as line:
        line.fate = lambda number, _method, _path: ("503" if number % 2 else "cut") if number % 3 == 0 else ""
        with Bucket(address_of(line.endpoint, "flaky", tmp_path), QUICK) as bucket:
            bucket.claim("mark")
            assert bucket.put(pages.items(), durable=True) == {}
            assert bucket.remove([*pages][:30]) == {}
        assert len(line.asked) > len(pages) * 4 / 3
        assert 1 < line.most_under_way <= AT_ONCE
    assert s3.objects("flaky") == {f"www/{path}": data for path, data in [*pages.items()][30:]}


def test_what_finally_fails_is_handed_back_and_the_rest_goes_on(s3: RunningS3, tmp_path: Path) -> None:
    s3.make_bucket("partly")
    with bad_line(s3.port) as line:
        line.fate = lambda _number, method, path: "503" if method == "PUT" and "/7/" in path else ""
        with Bucket(address_of(line.endpoint, "partly", tmp_path), HASTY) as bucket:
            refused = bucket.put([(f"{number}/index.html", b"x") for number in range(20)], durable=True)
            assert refused.keys() == {"7/index.html"}
            assert "SlowDown" in refused["7/index.html"]
            assert "next press run" in refused["7/index.html"]
            line.fate = lambda _number, method, _path: "503" if method == "POST" else ""
            assert bucket.remove(["1/index.html", "2/index.html"]).keys() == {"1/index.html", "2/index.html"}
    assert len(s3.objects("partly")) == 19


def test_a_bucket_that_no_longer_answers_ends_the_run_at_once(s3: RunningS3, tmp_path: Path) -> None:
    s3.make_bucket("dying")
    with bad_line(s3.port) as line, Bucket(address_of(line.endpoint, "dying", tmp_path), HASTY) as bucket:
        bucket.put([("first/index.html", b"x")], durable=True)
        asked = len(line.asked)
        line.fate = lambda _number, _method, _path: "cut"
        with pytest.raises(DestinationUnreachableError, match=r"s3://dying/www does not answer.*run the press again"):
            bucket.put([(f"{number}/index.html", b"x") for number in range(400)], durable=True)
        assert len(line.asked) - asked < 200, "each of the others was tried, too"
    assert s3.objects("dying").keys() == {"www/first/index.html"}


def test_a_bucket_that_is_not_there_is_named(s3: RunningS3, tmp_path: Path) -> None:
    with (
        Bucket(address_of(s3.endpoint, "nowhere", tmp_path)) as bucket,
        pytest.raises(DestinationRefusedError, match=r"s3://nowhere/www answered NoSuchBucket"),
    ):
        bucket.claim("mark")


@pytest.mark.parametrize("path", ["../out", "a/../../out", "/etc/out", "a\0b"])
def test_nothing_is_written_outside_the_prefix(s3: RunningS3, tmp_path: Path, path: str) -> None:
    with (
        Bucket(address_of(s3.endpoint, "outside", tmp_path)) as bucket,
        pytest.raises(DestinationRefusedError, match="leads out"),
    ):
        bucket.put([(path, b"x")], durable=True)


def test_keys_come_from_a_private_file_or_the_environment_and_are_never_shown(tmp_path: Path) -> None:
    address = address_of("https://s3.example.net", "paper", tmp_path)
    keys = bucket_keys(address, {})
    assert keys.config["secret_access_key"] == "of-news"
    assert "of-news" not in repr(keys)
    assert address.key_file is not None
    address.key_file.chmod(0o644)
    with pytest.raises(SettingRefusedError, match="chmod 600"):
        bucket_keys(address, {})
    address.key_file.chmod(0o600)
    address.key_file.write_text("[default\nof-news")
    with pytest.raises(SettingRefusedError, match="no key file") as refused:
        bucket_keys(address, {})
    assert "of-news" not in str(refused.value)
    plain = BucketAddress(bucket="paper")
    with pytest.raises(SettingRefusedError, match="AWS_ACCESS_KEY_ID"):
        bucket_keys(plain, {})
    named = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "eu-west-3"}
    assert bucket_keys(plain, named).config["region"] == "eu-west-3"

"""Web archives as tests write them, record by record, and what is read out of them."""

import gzip
import hashlib
import io
import json
import zipfile
import zlib
from pathlib import Path
from typing import Any

import brotli
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from broadsheet.importers.archives.source import WarcSource
from broadsheet.importers.report import Report

PAGE = b"<html><title>Ferry</title><p>The ferry runs at night again.</p></html>"
ADDRESS = "http://old.example/2009/ferry.html"
PACKED = {
    "gzip": gzip.compress(PAGE),
    "deflate": zlib.compress(PAGE),
    "br": brotli.compress(PAGE),
    "x-gzip": gzip.compress(PAGE),
}


class _Writer(WARCWriter):
    """Leaves no temporary file open."""

    def _create_temp_file(self) -> io.BytesIO:
        return io.BytesIO()


class Archive:
    """Writes an archive record by record."""

    def __init__(self, *, packed: bool = True) -> None:
        self._stream = io.BytesIO()
        self._writer = _Writer(self._stream, gzip=packed)

    def answer(
        self,
        body: bytes = PAGE,
        address: str = ADDRESS,
        *,
        status: str = "200 OK",
        kind: str = "response",
        date: str = "2009-05-01T10:00:00Z",
        fields: dict[str, str] | None = None,
        about: dict[str, str] | None = None,
    ) -> Any:
        head = StatusAndHeaders(
            status, list({"Content-Type": "text/html; charset=utf-8", **(fields or {})}.items()), protocol="HTTP/1.1"
        )
        return self._write(address, kind, body, head, {"WARC-Date": date, **(about or {})})

    def request(self, line: str, address: str = ADDRESS, about: dict[str, str] | None = None) -> Any:
        head = StatusAndHeaders(line.partition(" ")[2], [("Host", "old.example")], protocol=line.partition(" ")[0])
        return self._write(address, "request", b"", head, about or {})

    def resource(self, body: bytes, address: str, media_type: str) -> Any:
        return self._write(address, "resource", body, None, {}, media_type)

    def _write(self, address, kind, body, head, about, media_type=None) -> Any:
        record = self._writer.create_warc_record(
            address,
            kind,
            payload=io.BytesIO(body),
            http_headers=head,
            warc_headers_dict=about,
            warc_content_type=media_type or "",
        )
        self._writer.write_record(record)
        return record

    def raw(self, data: bytes) -> None:
        self._stream.write(data)

    @property
    def data(self) -> bytes:
        return self._stream.getvalue()

    def source(self, folder: Path, name: str = "crawl.warc.gz") -> WarcSource:
        path = folder / name
        path.write_bytes(self.data)
        return WarcSource(path)


def contents(source: WarcSource) -> dict[str, bytes]:
    return {page.address: page.content for page in source.pages()}


def report_of(source: WarcSource) -> Report:
    """The report when everything has been read; the sums always agree."""
    pages = list(source.pages())
    report = source.tally.report()
    assert report.adds_up
    assert report.counts["capture"].carried >= len(pages)
    return report


def package(path: Path, archive: Archive, *, wrong: str = "", more: dict[str, bytes] | None = None) -> Path:
    """A WACZ file; `wrong` names what is wrong with it."""
    data = archive.data
    parts = {"archive/data.warc.gz": data, "pages/pages.jsonl": b"{}\n"}
    listed = [
        {
            "name": name.rpartition("/")[2],
            "path": name,
            "hash": f"sha256:{hashlib.sha256(part).hexdigest()}",
            "bytes": len(part),
        }
        for name, part in parts.items()
    ]
    if wrong == "hash":
        parts["archive/data.warc.gz"] = data[:-20] + bytes(20)
    if wrong == "missing":
        del parts["pages/pages.jsonl"]
    if wrong == "algorithm":
        listed[0]["hash"] = "md5:" + hashlib.md5(data).hexdigest()  # noqa: S324
    if wrong == "no hash":
        del listed[0]["hash"]
    if wrong == "unlisted":
        parts["archive/more.warc.gz"] = data
    if wrong == "path":
        listed[0]["path"] = "../../etc/passwd"
    text = json.dumps({"profile": "data-package", "resources": "none" if wrong == "list" else listed}).encode()
    digest = hashlib.sha256(text + (b"!" if wrong == "digest" else b"")).hexdigest()
    parts |= {"datapackage.json": text, "datapackage-digest.json": json.dumps({"hash": f"sha256:{digest}"}).encode()}
    if wrong == "no list":
        del parts["datapackage.json"]
    with zipfile.ZipFile(path, "w") as opened:
        for name, part in {**parts, **(more or {})}.items():
            opened.writestr(name, part)
    return path


def one_page() -> Archive:
    archive = Archive()
    archive.answer()
    return archive

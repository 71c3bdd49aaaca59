"""Which captures of an archive count: of each address the newest that was found, moved ones, and what is left out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from broadsheet.importers.archives.reading import Record, Unreadable
from broadsheet.importers.report import Loss, Severity, Tally

PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_MOST_MOVES: Final = 10
_ASIDE: Final = frozenset({"warcinfo", "metadata", "request", "arc_header"})
"""Kinds of records that tell of the crawl, not of the site."""


def key_of(address: str) -> str:
    """What is the same for all spellings of one address; "" for what is no address of the web."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    host = parts.hostname.removesuffix(".") + (f":{port}" if port not in (None, 80, 443) else "")
    path = quote(unquote(parts.path or "/", errors="surrogateescape"), safe="/", errors="surrogateescape")
    return f"{host}{path}" + (f"?{parts.query}" if parts.query else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One answer: where it was public, when it was had, and in which file at which byte it lies."""

    address: str
    date: str
    file: int
    offset: int
    media_type: str
    charset: str = ""

    @property
    def is_page(self) -> bool:
        return self.media_type in PAGE_TYPES


@dataclass(frozen=True, slots=True, kw_only=True)
class _Revisit:
    capture: Capture
    digest: str
    refers_to: str
    refers_date: str


@dataclass(slots=True)
class Captures:
    """
    The index of an archive: `newest` by key, `names` how each file is called in messages.

    `leads` has, by the key of what counts, the addresses that sent readers on to it.
    """

    tally: Tally
    names: list[str]
    newest: dict[str, Capture] = field(default_factory=dict)
    leads: dict[str, dict[str, None]] = field(default_factory=dict)
    _sent_on: dict[str, str] = field(default_factory=dict)
    _moves: list[tuple[str, str]] = field(default_factory=list)
    _by_digest: dict[str, Capture] = field(default_factory=dict)
    _by_moment: dict[tuple[str, str], tuple[Capture, str]] = field(default_factory=dict)
    _revisits: list[_Revisit] = field(default_factory=list)
    _answers: list[tuple[Capture, str, str]] = field(default_factory=list)
    _posted: set[str] = field(default_factory=set)
    _left_out: Counter[str] = field(default_factory=Counter)
    _first_left_out: dict[str, str] = field(default_factory=dict)

    def read(self, file: int, found: Iterable[Record | Unreadable]) -> None:
        """Note every record of one file."""
        for each in found:
            if isinstance(each, Unreadable):
                self._unreadable(file, each)
            else:
                self._record(file, each)

    def finish(self) -> None:
        """Decide, once all files are read, which captures count, and tell of the others."""
        for capture, digest, own_id in self._answers:
            if own_id in self._posted:
                self.leave_out("it answers to something that was sent (POST), not to a reader", capture.address)
                continue
            self._by_digest.setdefault(digest, capture)
            self._by_moment[key_of(capture.address), capture.date] = (capture, digest)
            self._keep(capture)
        self._answers.clear()
        for revisit in self._revisits:
            self._resolve(revisit)
        self._follow_moves()
        self.tell_left_out()

    def tell_left_out(self) -> None:
        """Tell what was left out since the last time, each reason once with how many it stands for."""
        for why, count in self._left_out.items():
            first = self._first_left_out[why]
            which = first if count == 1 else f"{first} and others"
            self.tally.lose(Loss(what="capture", where=self.names[0], which=which, why=why, count=count))
        self._left_out.clear()
        self._first_left_out.clear()

    def _follow_moves(self) -> None:
        """Find what each address that sent readers on led to in the end."""
        ways = {key_of(address): key_of(target) for address, target in self._moves}
        for address, target in self._moves:
            key = key_of(target)
            for _ in range(_MOST_MOVES):
                if key in self.newest:
                    break
                key = ways.get(key, "")
            if key not in self.newest:
                self.leave_out("it sends readers to where nothing is kept", address)
                continue
            self.tally.carried("capture")
            self._sent_on[key_of(address)] = key
            if key_of(address) not in self.newest:
                self.leads.setdefault(key, {})[address] = None

    def found(self, address: str) -> Capture | None:
        """What an address held, itself or where it sent readers on to."""
        key = key_of(address)
        return self.newest.get(key) or self.newest.get(self._sent_on.get(key, ""))

    def in_order(self) -> Iterator[Capture]:
        """What counts, in the order in which it lies in the archive."""
        return iter(sorted(self.newest.values(), key=lambda capture: (capture.file, capture.offset, capture.address)))

    def where(self, capture: Capture) -> str:
        """Its place, for messages."""
        return f"{self.names[capture.file]}, byte {capture.offset:,}"

    def _record(self, file: int, record: Record) -> None:
        if record.kind == "request":
            self._request(record)
            return
        if record.kind in _ASIDE:
            return
        self.tally.found("capture")
        address = record.field("WARC-Target-URI").strip("<>")
        if not key_of(address):
            self.leave_out("it is nothing that was at an address of the web", address or record.kind)
            return
        capture = self._capture(file, record, address)
        digest = record.field("WARC-Payload-Digest")
        if record.kind == "revisit":
            target = record.field("WARC-Refers-To-Target-URI").strip("<>")
            since = record.field("WARC-Refers-To-Date")
            self._revisits.append(_Revisit(capture=capture, digest=digest, refers_to=target, refers_date=since))
        elif record.kind not in ("response", "resource"):
            self.leave_out(f"records of the kind “{record.kind[:40]}” are not read", address)
        elif record.status in _MOVED and record.http_field("Location"):
            self._move(address, record.http_field("Location"))
        elif record.status != 200:
            self.leave_out(f"the site had answered {record.status or 'something else than it should'}", address)
        else:
            self._answers.append((capture, digest, record.field("WARC-Record-ID")))
            if record.field("WARC-Concurrent-To") in self._posted:
                self._posted.add(record.field("WARC-Record-ID"))

    def _request(self, record: Record) -> None:
        head = record.view.http_headers
        if head is not None and not str(head.protocol).upper().startswith(("GET", "HTTP")):
            self._posted |= {record.field("WARC-Concurrent-To"), record.field("WARC-Record-ID")} - {""}

    @staticmethod
    def _capture(file: int, record: Record, address: str) -> Capture:
        said = record.http_field("Content-Type") if record.view.http_headers else record.field("Content-Type")
        media_type, _, parameters = said.partition(";")
        charset = parameters.lower().partition("charset=")[2].partition(";")[0].strip("\"' ")
        return Capture(
            address=address,
            date=record.field("WARC-Date"),
            file=file,
            offset=record.offset,
            media_type=media_type.strip().lower(),
            charset=charset[:40],
        )

    def _move(self, address: str, location: str) -> None:
        try:
            target = urljoin(address, location)
        except ValueError:
            target = ""
        self._moves.append((address, target))

    def _keep(self, capture: Capture) -> None:
        key = key_of(capture.address)
        before = self.newest.get(key)
        if before is not None:
            self.leave_out("a newer capture of the same address is taken", capture.address)
        else:
            self.tally.carried("capture")
        if before is None or capture.date >= before.date:
            self.newest[key] = capture

    def _resolve(self, revisit: _Revisit) -> None:
        earlier = self._by_digest.get(revisit.digest) if revisit.digest else None
        if earlier is None:
            found = self._by_moment.get((key_of(revisit.refers_to), revisit.refers_date))
            earlier = found[0] if found and revisit.digest in ("", found[1]) else None
        if earlier is None:
            why = "it only says that nothing had changed, and what it means is not in this source"
            self._lose(revisit.capture, why)
            return
        self._keep(replace(earlier, address=revisit.capture.address, date=revisit.capture.date))

    def _lose(self, capture: Capture, why: str) -> None:
        self.tally.lose(Loss(what="capture", where=self.where(capture), which=capture.address, why=f"{why}."))

    def leave_out(self, why: str, address: str) -> None:
        """Note a capture that does not count, and why, in words without a full stop."""
        self._left_out[f"{why}."] += 1
        self._first_left_out.setdefault(f"{why}.", address[:500])

    def _unreadable(self, file: int, part: Unreadable) -> None:
        self.tally.found("capture")
        end = "the end of the file" if part.end < 0 else f"byte {part.end:,}"
        where = f"{self.names[file]}, byte {part.offset:,}"
        why = f"up to {end} there is no record that can be read ({part.why}); what lies behind it was read."
        self.tally.lose(Loss(what="capture", where=where, which="record", why=why, severity=Severity.DROPPED))

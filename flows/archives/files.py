"""WARC files as an archive: their captures are listed, and given one by one, with revisits resolved.

A revisit is given the body of the record that it repeats, whichever file holds it: by the id or the address
and instant that it names, by the digest of its payload, or, where the server said that nothing had changed
and the record names nothing, from the last capture of its address before it (ISO 28500:2017, 6.7).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote

from extractors.records import Capture, CaptureLocation
from flows.archives.captures import capture_date
from flows.archives.index import index_warc
from flows.archives.packages import Unpacked
from flows.archives.patterns import parse_pattern
from flows.archives.politeness import Ledger, PoliteSession
from flows.archives.protocol import (
    TIMESTAMP,
    CaptureNotGiven,
    Fetched,
    Finding,
    InventoryPage,
    Memento,
    Place,
)
from flows.archives.record import Record
from flows.archives.records import TornWarc, read_record
from flows.archives.warcs import UNKNOWN_DATE
from flows.archives.window import EVER, Window

LISTING_TYPE = "application/x-ndjson"
NO_HTTP = 0
"""Stands for the status of a record without an HTTP answer."""

_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class _Row:
    """A capture of a file, and where it lies."""

    capture: Capture
    path: Path
    file: str
    location: CaptureLocation


@dataclass(slots=True)
class _Holding:
    """All captures of the files, by what revisits name."""

    rows: list[_Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    by_place: dict[Place, _Row] = field(default_factory=dict)
    by_record: dict[str, _Row] = field(default_factory=dict)
    by_digest: dict[str, _Row] = field(default_factory=dict)
    by_url: dict[str, list[_Row]] = field(default_factory=dict)


class WarcArchive:
    """WARC files as an archive; see :class:`flows.archives.protocol.Archive`.

    Args:
        name: what they are called together.
        open_files: brings them here; called when the first question is asked.
        session: what brings them, where that is the web.
    """

    def __init__(
        self, name: str, open_files: Callable[[], Unpacked], *, session: PoliteSession | None = None
    ) -> None:
        self._name = name
        self._open = open_files
        self._session = session

    @property
    def name(self) -> str:
        """The name by which captures from here are known in the vault."""
        return self._name

    @property
    def ledgers(self) -> tuple[Ledger, ...]:
        """What was asked of the web for them."""
        return (self._session.ledger,) if self._session else ()

    def inventory(self, pattern: str, window: Window = EVER) -> Iterator[InventoryPage]:
        """List the captures of all files in one answer, written as lines of JSON."""
        asked = parse_pattern(pattern)
        mementos = [
            memento
            for memento in self._mementos
            if asked.covers(memento.url) and window.covers(memento.timestamp)
        ]
        yield InventoryPage(
            query_url=f"urn:dhs-archive:warc:{quote(self._name)}?url={quote(pattern, safe='')}",
            answer="".join(map(_as_line, mementos)).encode(),
            content_type=LISTING_TYPE,
            fetched_at=datetime.now(UTC),
            mementos=tuple(mementos),
            findings=tuple(self._holding.findings),
        )

    def check(self) -> str:
        """Say how many captures there are."""
        return f"{len(self._holding.rows):,} captures"

    def fetch(self, memento: Memento) -> Fetched:
        """Give one capture from its record."""
        row = self._holding.by_place[_place_of(memento)]
        record = self._read(row, memento)
        original = self._original(row) if row.capture.is_revisit else row
        if original is None:
            raise _not_given(memento, "unresolved_revisit", "no record here holds the body that it repeats")
        source = record if original is row else self._read(original, memento)
        told, whole = record.answer(), source.answer()
        http = told.http or whole.http
        if http is not None and told.status == _NOT_MODIFIED:
            http = whole.http or http
        headers = tuple(http.headers) if http else (("Content-Type", row.capture.content_type or ""),)
        if original is not row and told.http is not None and whole.http is not None:
            headers = _with_codings(headers, tuple(whole.http.headers))
        return Fetched(
            memento=memento,
            status=row.capture.http_status or original.capture.http_status or NO_HTTP,
            reason=_reason(http.statusline) if http else "",
            headers=headers,
            body=whole.body,
            fetched_at=datetime.now(UTC),
            replay_url=f"urn:warc:{quote(row.file)}#{row.location.record_offset}",
            replay_headers=(),
            truncated=record.header("WARC-Truncated"),
        )

    def _read(self, row: _Row, memento: Memento) -> Record:
        try:
            return read_record(row.path, row.location.record_offset)
        except TornWarc as error:
            raise _not_given(memento, "torn_warc", str(error)) from error

    def _original(self, row: _Row) -> _Row | None:
        """Find the record that holds the body of a revisit."""
        holding, refers = self._holding, self._refers(row)
        if found := holding.by_record.get(refers.record or ""):
            return found
        same_place = [
            each
            for each in holding.by_url.get(refers.url or row.capture.original_url, [])
            if each.capture.captured_at is not None
        ]
        if refers.date and (
            exact := [each for each in same_place if each.capture.captured_at == refers.date]
        ):
            return exact[0]
        if found := holding.by_digest.get(row.capture.archive_digest or ""):
            return found
        before = [each for each in same_place if _when(each) < _when(row)]
        return before[-1] if refers.not_modified and before else None

    def _refers(self, row: _Row) -> _Refers:
        header = read_record(row.path, row.location.record_offset).header
        date = header("WARC-Refers-To-Date")
        return _Refers(
            record=header("WARC-Refers-To"),
            url=header("WARC-Refers-To-Target-URI"),
            date=capture_date(date) if date else None,
            not_modified=str(header("WARC-Profile")).endswith("server-not-modified"),
        )

    @cached_property
    def _holding(self) -> _Holding:
        files = self._open()
        holding = _Holding(findings=list(files.findings))
        for warc in files.warcs:
            index = index_warc(warc.path, name=warc.name)
            for issue in index.issues:
                holding.findings.append(
                    Finding(issue.code, _as_address(issue.address), issue.evidence, issue.remedy)
                )
            for capture, location in zip(index.captures, index.locations, strict=True):
                _take(holding, _Row(capture, warc.path, warc.name, location))
        for rows in holding.by_url.values():
            rows.sort(key=_when)
        return holding

    @cached_property
    def _mementos(self) -> list[Memento]:
        """The captures in order; those that share address and second are told apart by their record."""
        mementos = sorted(map(self._memento, self._holding.rows), key=lambda each: (each.url, each.timestamp))
        times = Counter(memento.key for memento in mementos)
        return [
            replace(each, record=_record_name(each)) if times[each.key] > 1 else each for each in mementos
        ]

    def _memento(self, row: _Row) -> Memento:
        capture, location = row.capture, row.location
        return Memento(
            archive=self._name,
            url=capture.original_url,
            timestamp=(capture.captured_at or UNKNOWN_DATE).strftime(TIMESTAMP),
            media_type="warc/revisit" if capture.is_revisit else capture.content_type or "-",
            status=capture.http_status,
            digest=capture.archive_digest,
            replay_url=f"urn:warc:{quote(row.file)}#{location.record_offset}",
            place=Place(row.file, location.record_offset, location.record_length),
        )


@dataclass(frozen=True, slots=True)
class _Refers:
    """What a revisit says of what it repeats."""

    record: str | None
    url: str | None
    date: datetime | None
    not_modified: bool


def _take(holding: _Holding, row: _Row) -> None:
    holding.rows.append(row)
    holding.by_place[_place(row)] = row
    if row.capture.is_revisit:
        return
    holding.by_record.setdefault(row.location.record_id, row)
    if row.capture.archive_digest:
        holding.by_digest.setdefault(row.capture.archive_digest, row)
    holding.by_url.setdefault(row.capture.original_url, []).append(row)


def _place(row: _Row) -> Place:
    return Place(row.file, row.location.record_offset, row.location.record_length)


def _place_of(memento: Memento) -> Place:
    if memento.place is None:
        raise _not_given(memento, "not_in_archive", "no place in a WARC file is known")
    return memento.place


def _record_name(memento: Memento) -> str:
    place = _place_of(memento)
    return f"{place.file}@{place.offset}"


def _when(row: _Row) -> datetime:
    return row.capture.captured_at or UNKNOWN_DATE


def _with_codings(
    headers: tuple[tuple[str, str], ...], body: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """Give headers with the codings of the body that goes with them."""
    codings = ("content-encoding", "transfer-encoding")
    kept = [pair for pair in headers if pair[0].lower() not in codings]
    return (*kept, *(pair for pair in body if pair[0].lower() in codings))


def _reason(statusline: str) -> str:
    return statusline.partition(" ")[2]


def _as_line(memento: Memento) -> str:
    values = {
        "url": memento.url,
        "timestamp": memento.timestamp,
        "mime": memento.media_type,
        "status": str(memento.status) if memento.status else "-",
        "digest": memento.digest or "-",
        "file": memento.replay_url,
    }
    return json.dumps(values) + "\n"


def _as_address(name: str) -> str:
    return name if ":" in name else f"urn:warc:{quote(name)}"


def _not_given(memento: Memento, code: str, evidence: str) -> CaptureNotGiven:
    remedy = "Add the WARC file that holds the body, or look at the record by hand."
    return CaptureNotGiven(Finding(code, memento.replay_url, evidence, remedy))


def temporary() -> Path:
    """Give a folder for a run that has no data root."""
    return Path(mkdtemp(prefix="dhs-archive-"))

"""Captures read from remote WARC files by file, offset and length, as Common Crawl and others give them.

An index tells where the record of each capture lies; one request for that range brings it, and nothing else
of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO

from flows.archives.answers import Answer
from flows.archives.captures import capture_date
from flows.archives.manners import Purpose
from flows.archives.patterns import parse_pattern
from flows.archives.payloads import decode, digest_matches
from flows.archives.politeness import AnswerBroken, Ledger, PoliteSession
from flows.archives.protocol import (
    TIMESTAMP,
    CaptureNotGiven,
    Fetched,
    Finding,
    InventoryPage,
    Memento,
    Place,
)
from flows.archives.record import PayloadTooLarge, Record
from flows.archives.records import TornWarc, first_record
from flows.archives.warcs import one_line
from flows.archives.window import EVER, Window

LARGEST_RECORD = 256 * 1024**2
_PARTIAL = 206
_OK = 200

Lister = Callable[[str, Window], Iterator[InventoryPage]]


class RangedArchive:
    """An archive of which an index is asked, and WARC files are read in ranges.

    Args:
        name: its name.
        lister: lists captures with the places of their records.
        files: the address below which the files of those places are.
        session: with the host of the files.
        ledgers: what is asked of the index.
    """

    def __init__(
        self,
        name: str,
        lister: Lister,
        *,
        files: str,
        session: PoliteSession,
        ledgers: tuple[Ledger, ...] = (),
    ) -> None:
        self._name = name
        self._list = lister
        self._files = files.rstrip("/")
        self._session = session
        self._ledgers = ledgers
        self._bodies: dict[str, Place] = {}

    @property
    def name(self) -> str:
        """The name by which captures from here are known in the vault."""
        return self._name

    @property
    def ledgers(self) -> tuple[Ledger, ...]:
        """What was asked of index and files so far."""
        return (*self._ledgers, self._session.ledger)

    def inventory(self, pattern: str, window: Window = EVER) -> Iterator[InventoryPage]:
        """List captures, and remember where the bodies are that revisits may repeat."""
        parse_pattern(pattern)
        for page in self._list(pattern, window):
            for memento in page.mementos:
                if memento.place and memento.digest and memento.media_type != "warc/revisit":
                    self._bodies.setdefault(memento.digest, memento.place)
            yield page

    def check(self) -> str:
        """Ask the index for one page, and say how many captures it lists."""
        page = next(self._list("http://www.dhs.gov/", EVER), None)
        return f"{len(page.mementos) if page else 0} captures listed"

    def fetch(self, memento: Memento) -> Fetched:
        """Give one capture from its record."""
        record = self._record(memento, memento.place)
        self._check(memento, record)
        source = record
        if record.kind == "revisit":
            source = self._record(memento, self._bodies.get(memento.digest or ""))
        told, whole = record.answer(), source.answer()
        http = told.http or whole.http
        if http is None:
            raise _not_given(memento, "not_a_memento", f"a record of type {record.kind} without an answer")
        try:
            body = decode(whole.http, whole.body)
        except PayloadTooLarge as error:
            raise _not_given(memento, "payload_too_large", "the body is larger than is read") from error
        if digest_matches(memento.digest, body.sha1) is False and record is not source:
            raise _not_given(memento, "unresolved_revisit", "the record there has another digest")
        code = http.get_statuscode()
        return Fetched(
            memento=memento,
            status=int(code) if code.isascii() and code.isdigit() else _OK,
            reason=http.statusline.partition(" ")[2],
            headers=tuple((name, one_line(value)) for name, value in http.headers),
            body=body.stored,
            fetched_at=datetime.now(UTC),
            replay_url=self._address(memento.place) if memento.place else memento.replay_url,
            replay_headers=(),
            truncated=record.header("WARC-Truncated"),
        )

    def _check(self, memento: Memento, record: Record) -> None:
        url = record.url
        date = capture_date(record.header("WARC-Date"))
        if url != memento.url or date is None or date.strftime(TIMESTAMP) != memento.timestamp:
            raise _not_given(memento, "other_instant", f"the record there is of {url} at {date}")

    def _record(self, memento: Memento, place: Place | None) -> Record:
        if place is None:
            raise _not_given(memento, "unresolved_revisit", "no listed record holds the body")
        if not 0 < place.length <= LARGEST_RECORD:
            raise _not_given(memento, "body_too_large", f"{place.length} bytes of {place.file}")
        wanted = {
            "Range": f"bytes={place.offset}-{place.offset + place.length - 1}",
            "Accept-Encoding": "identity",
        }
        try:
            answer = self._session.get(
                self._address(place),
                Purpose.REPLAY,
                headers=wanted,
                believed=lambda each: each.status != _PARTIAL or _whole(each, place),
            )
        except AnswerBroken as error:
            raise _not_given(memento, "answer_broken", error.what, faulty=True) from error
        if answer.status != _PARTIAL or not _whole(answer, place):
            evidence = f"{answer.status} {answer.reason}, {len(answer.body)} bytes of {place.length}"
            raise _not_given(memento, "range_not_given", evidence, faulty=True)
        return _parsed(memento, answer.body)

    def _address(self, place: Place | None) -> str:
        return f"{self._files}/{place.file.lstrip('/')}" if place else self._files


def _whole(answer: Answer, place: Place) -> bool:
    return answer.fault is None and len(answer.body) == place.length


def _parsed(memento: Memento, data: bytes) -> Record:
    try:
        return first_record(BytesIO(data))
    except TornWarc as error:
        raise _not_given(memento, "torn_warc", str(error)) from error


def _not_given(memento: Memento, code: str, evidence: str, *, faulty: bool = False) -> CaptureNotGiven:
    remedy = "It is asked for again by the next run; look at the record by hand."
    return CaptureNotGiven(Finding(code, memento.replay_url, evidence, remedy), faulty=faulty)

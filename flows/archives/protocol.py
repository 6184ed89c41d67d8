"""What an archive is to this project: an index to list, and captures to fetch one by one.

The words are those of RFC 7089 (Memento): an original resource has mementos, each an address at an instant.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Protocol
from urllib.parse import urlsplit

from flows.archives.warcs import Headers
from flows.archives.window import EVER, Window
from flows.errors import ArchiveError

TIMESTAMP = "%Y%m%d%H%M%S"
"""The fourteen digits by which archives name an instant, in UTC."""

MementoKey = tuple[str, str, str]
"""Archive, address and timestamp: what makes a memento one and the same."""

DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Site:
    """Where a web archive answers.

    Args:
        name: see :func:`archive_name`.
        index: the address of its index, without a query.
        replay: what stands before the timestamp in addresses of captures, without a closing slash.
    """

    name: str
    index: str
    replay: str

    def raw_address(self, timestamp: str, url: str) -> str:
        """Give the address of a capture as it was sent: ``id_`` keeps the archive from rewriting it."""
        return f"{self.replay}/{timestamp}id_/{url.replace('#', '%23')}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: a file, as the archive names it, and its first byte and bytes there."""

    file: str
    offset: int
    length: int


def memento_key(archive: str, url: str, timestamp: str, record: str | None) -> MementoKey:
    """Give what makes a memento one and the same."""
    return (archive, url, f"{timestamp} {record}" if record else timestamp)


@dataclass(frozen=True, slots=True)
class Memento:
    """A capture that an archive lists, before it is fetched.

    Args:
        archive: the archive's name, such as ``web.archive.org`` or ``127.0.0.1:8099/dhs``.
        url: the address that was captured, as the archive's index prints it.
        timestamp: the instant of capture, 14 digits, UTC.
        media_type: as the index prints it; ``warc/revisit`` where the body is that of an older capture.
        status: the archived status; ``None`` where the index prints none, as for revisits.
        digest: of the archived body, as ``sha1:…``; ``None`` where the index prints none.
        replay_url: where the archive gives the capture as it was sent.
        record: what tells captures of one address and second apart, where an archive can tell them apart.
        place: where in a WARC file the record lies, where the archive says so.
    """

    archive: str
    url: str
    timestamp: str
    media_type: str
    status: int | None
    digest: str | None
    replay_url: str
    record: str | None = None
    place: Place | None = None

    @property
    def key(self) -> MementoKey:
        """What tells this memento from all others."""
        return memento_key(self.archive, self.url, self.timestamp, self.record)

    @property
    def captured_at(self) -> datetime:
        """The instant of capture."""
        return instant(self.timestamp)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that an archive did not give as promised; a row of ``issues`` in the making.

    Args:
        code: short name of what was found, such as ``body_incomplete``.
        address: what it is about: the address of a capture at the archive, or of a query.
        evidence: what was seen.
        remedy: what one can do.
    """

    code: str
    address: str
    evidence: str
    remedy: str

    def as_json(self) -> bytes:
        """Write it down, the same each time that the same is found."""
        return json.dumps(asdict(self), sort_keys=True).encode()


@dataclass(frozen=True, slots=True)
class InventoryPage:
    """One answer of an archive's index.

    Args:
        query_url: what was asked.
        answer: the bytes of the answer, kept in the vault as they came.
        content_type: of the answer.
        fetched_at: when, in UTC.
        mementos: the captures that it lists, in its order.
        findings: the lines that could not be read.
    """

    query_url: str
    answer: bytes
    content_type: str
    fetched_at: datetime
    mementos: tuple[Memento, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A capture as the archive gave it.

    Args:
        memento: what was asked for.
        status: the archived status.
        reason: its reason phrase.
        headers: the archived headers, the archive's own left out.
        body: the entity body: transfer-coding removed, content-coding kept.
        fetched_at: when, in UTC.
        replay_url: the address that answered; another than the memento's if the archive redirected.
        replay_headers: all headers of the answer, the archive's own among them.
        truncated: why the body is not whole, in the words of WARC-Truncated; ``None`` if it is.
        repeats: for an answer without a body that says that nothing changed: what it repeats.
    """

    memento: Memento
    status: int
    reason: str
    headers: Headers
    body: bytes = field(repr=False)
    fetched_at: datetime
    replay_url: str
    replay_headers: Headers = field(repr=False)
    truncated: str | None = None
    repeats: Stored | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A body that the vault holds, and which record holds it.

    Args:
        url: the address of that record.
        date: its ``WARC-Date``.
        record_id: its id.
        sha256: of the payload, without codings.
        length: bytes of the payload.
    """

    url: str
    date: str
    record_id: str
    sha256: str
    length: int


class CaptureNotGiven(ArchiveError):
    """An archive did not give one capture that it lists; others it may give.

    Args:
        finding: what was seen, and what one can do.
        faulty: whether the archive failed, as opposed to having nothing to give: many of these in a row
            mean that it is down.
    """

    def __init__(self, finding: Finding, *, faulty: bool = False) -> None:
        super().__init__(f"{finding.address}: {finding.evidence}.", finding.remedy)
        self.finding = finding
        self.faulty = faulty


class Archive(Protocol):
    """A place that lists captures and gives them."""

    @property
    def name(self) -> str:
        """The name by which captures from here are known in the vault."""

    def inventory(self, pattern: str, window: Window = EVER) -> Iterator[InventoryPage]:
        """List the captures of an address, of all below it (``…/*``) or of a domain (``*.dhs.gov``).

        Captures outside the window may be listed too.

        Raises:
            InputError: the pattern is none.
            ArchiveError: the index cannot be read.
        """

    def check(self) -> str:
        """Ask one harmless question, and say in words what came back.

        Raises:
            ArchiveError: nothing that is understood.
        """

    def fetch(self, memento: Memento) -> Fetched:
        """Give one capture as it was archived.

        Raises:
            CaptureNotGiven: this one cannot be had; the archive may be asked for others.
            ArchiveUnavailable: the archive cannot be reached.
            ArchiveRefused: it wants to be left alone.
        """


def instant(timestamp: str) -> datetime:
    """Read fourteen digits as an instant in UTC.

    Raises:
        ValueError: they are not fourteen, or name no instant, such as 31 February.
    """
    if not (len(timestamp) == len("20110617000000") and timestamp.isascii() and timestamp.isdigit()):
        raise ValueError(f"not a timestamp of 14 digits: {timestamp!r}")
    return datetime.strptime(timestamp, TIMESTAMP).replace(tzinfo=UTC)


def archive_name(base: str) -> str:
    """Name an archive by its host, by its port where unusual, and by the path of its collection."""
    parts = urlsplit(base)
    port = "" if parts.port in (None, DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    return f"{parts.hostname}{port}{parts.path.rstrip('/')}"

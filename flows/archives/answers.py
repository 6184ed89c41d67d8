"""What came back for one request, and what it says of asking again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

from flows.archives.warcs import Headers

TOO_MANY_REQUESTS = 429
REDIRECTS = (301, 302, 303, 307, 308)
SERVER_ERRORS = range(500, 600)


class Fault(StrEnum):
    """What is wrong with the body of an answer."""

    CUT = "cut off before its end"
    STALLED = "not gone on with before its end"
    TOO_SLOW = "slower than the time allowed for a body"
    TOO_LARGE = "longer than the size allowed for a body"


PASSING = (Fault.CUT, Fault.STALLED, Fault.TOO_SLOW)
"""Faults that may be gone when one asks again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one request.

    Args:
        url: what was asked.
        status: of the answer.
        reason: its reason phrase.
        headers: as sent, in order, repeated names kept apart.
        body: as sent, transfer-coding removed; what there is of it if there is a fault.
        received_at: when its headers came, in UTC.
        fault: what is wrong with the body.
    """

    url: str
    status: int
    reason: str
    headers: Headers
    body: bytes = field(repr=False)
    received_at: datetime
    fault: Fault | None = None

    def header(self, name: str) -> str | None:
        """Give the first header of a name, in any case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def archived(self) -> bool:
        """Whether this is a capture, of whatever status, and not a word of the archive itself (RFC 7089)."""
        return self.header("Memento-Datetime") is not None

    @property
    def worth_retrying(self) -> bool:
        """Whether the archive may give something else a little later."""
        unwell = self.status in SERVER_ERRORS and not self.archived
        return unwell or self.fault in PASSING

    @property
    def asked_silence(self) -> float | None:
        """Seconds of ``Retry-After``, or up to its date from that of the answer (RFC 9110, 10.2.3)."""
        asked = (self.header("Retry-After") or "").strip()
        if asked.isascii() and asked.isdigit():
            return float(asked)
        try:
            until = parsedate_to_datetime(asked)
        except ValueError:
            return None
        try:
            since = parsedate_to_datetime(self.header("Date") or "")
        except ValueError:
            since = self.received_at
        until, since = (each if each.tzinfo else each.replace(tzinfo=UTC) for each in (until, since))
        return max(0.0, (until - since).total_seconds())

    def repeats(self, other: Answer | None) -> bool:
        """Tell whether it gives the same capture as another answer, whole or broken off at the same byte."""
        return (
            other is not None
            and self.archived
            and (self.fault is None) == (other.fault is None)
            and (self.fault is None or bool(self.body))
            and (self.status, self.body) == (other.status, other.body)
        )

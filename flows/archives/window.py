"""The span of time whose captures are wanted."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime

from flows.errors import InstantNotUnderstood

_DIGITS = re.compile(r"\d{4}|\d{6}|\d{8}|\d{14}")
_LAST = "99991231235959"


@dataclass(frozen=True, slots=True)
class Window:
    """From one instant to another, both of 14 digits and both within; without an end where it is ``None``."""

    since: str | None = None
    until: str | None = None

    def covers(self, timestamp: str) -> bool:
        """Tell whether an instant of 14 digits lies within."""
        return (self.since or "") <= timestamp <= (self.until or _LAST)

    @property
    def query(self) -> dict[str, str]:
        """The parameters by which a CDX server is told of it."""
        ends = {"from": self.since, "to": self.until}
        return {name: end for name, end in ends.items() if end is not None}


EVER = Window()


def parse_window(since: str | None, until: str | None) -> Window:
    """Read two days, months, years or instants; the whole of the last one is within.

    Raises:
        InstantNotUnderstood: one of them is none, or they are the wrong way round.
    """
    first = _parsed(since)[0] if since else None
    last = _parsed(until)[1] if until else None
    if first and last and first > last:
        raise InstantNotUnderstood(f"{since} is after {until}.", "Give the earlier one as --since.")
    return Window(first, last)


def _parsed(text: str) -> tuple[str, str]:
    """Give the first and the last second of what a text names."""
    digits = re.sub(r"[-:TZ ]", "", text.strip())
    if not _DIGITS.fullmatch(digits):
        raise _not_understood(text)
    try:
        first = datetime.strptime(digits + "00000101000000"[len(digits) :], "%Y%m%d%H%M%S")
    except ValueError as error:
        raise _not_understood(text) from error
    month = digits[4:6] or "12"
    last_day = f"{monthrange(first.year, int(month))[1]:02}"
    return first.strftime(
        "%Y%m%d%H%M%S"
    ), f"{digits[:4]}{month}{digits[6:8] or last_day}{digits[8:] or '235959'}"


def _not_understood(text: str) -> InstantNotUnderstood:
    return InstantNotUnderstood(f"{text!r} names no day.", "Write 2011, 2011-06, 2011-06-17 or 14 digits.")

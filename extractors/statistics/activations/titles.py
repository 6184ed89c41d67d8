"""What the titles of a list say: of which programme it is, and of what day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from extractors.moments import PRINTED, matched_moment

_PROGRAM = re.compile(
    r"Secure Communities|IDENT\s?/\s?IAFIS Interoperability|Biometric (?:Identification )?Interoperability"
    r"|Priority Enforcement Program|287\(g\)(?: Program)?",
    re.IGNORECASE,
)
_AS_OF = re.compile(
    rf"\b(?:as of|through|thru|effective|updated|data of)\b[:\s]+(?:{PRINTED})", re.IGNORECASE
)
_TITLE_WITH_DAY = re.compile(rf"\bactivated\b.*?\b(?:{PRINTED})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """The programme as printed, and the day as of which the list stands; ``None`` for what is not printed."""

    program: str | None = None
    as_of: date | None = None

    def or_else(self, before: Stated) -> Stated:
        """Fill in what was stated before."""
        return Stated(self.program or before.program, self.as_of or before.as_of)


def stated_of(titles: Iterable[str]) -> Stated:
    """Read titles, the nearest first."""
    texts = [" ".join(title.split()) for title in titles]
    programs = (match[0] for text in texts if (match := _PROGRAM.search(text)))
    days = (day for pattern in (_AS_OF, _TITLE_WITH_DAY) for text in texts if (day := _day(pattern, text)))
    return Stated(next(programs, None), next(days, None))


def _day(pattern: re.Pattern[str], text: str) -> date | None:
    match = pattern.search(text)
    moment = matched_moment(match) if match else None
    return moment.day if moment else None

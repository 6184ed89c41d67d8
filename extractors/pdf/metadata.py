"""What a PDF says of itself as a whole: title, language and dates, each only if it is truly said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from extractors.draft import StatedDate
from extractors.pdf.characters import plain
from extractors.records import DateSource

_FILE_NAME = re.compile(
    r"\.(?:docx?|xlsx?|xlsm|pptx?|pdf|indd|pub|wpd|rtf|txt|html?|qxd|ai|eps|tiff?)\b", re.IGNORECASE
)
_JUNK = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|document\d*|slide \d+|powerpoint presentation"
    r"|title|no title|layout \d+|book\d+|sheet\d+|print(?:ing)?|template|.*\\.*|[\W\d_]*|\w{1,2})",
    re.IGNORECASE,
)
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_FIRST_PDF = 1993
_RELEASED = re.compile(
    r"(?:Release Date|Date of Release|Publication Date|Date Published|Published)\s*:\s*"
    r"(?:([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}), (\d{4})|(\d{1,2})/(\d{1,2})/(\d{4}))"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def stated_title(info: dict[str, str]) -> str | None:
    """Give the title that the file declares, unless it is the name of a file or of a program."""
    title = " ".join(plain(info.get("Title", "")).split())
    if not title or _FILE_NAME.search(title) or _JUNK.fullmatch(title):
        return None
    return None if "_" in title and " " not in title else title


def modified(info: dict[str, str]) -> StatedDate | None:
    """Give the day the file says it was last changed, or made; it is the file's, not the publication's."""
    for name in ("ModDate", "CreationDate"):
        printed = info.get(name)
        on = _pdf_day(printed) if printed else None
        if printed and on:
            return StatedDate(on=on, source=DateSource.PDF_INFO, printed=printed)
    return None


def published(lines: Iterable[str]) -> StatedDate | None:
    """Give the day that the first page names as that of its release, and only under such a name."""
    for line in lines:
        found = _RELEASED.search(line)
        on = _released_day(found) if found else None
        if found and on:
            return StatedDate(on=on, source=DateSource.PRINTED, printed=found[0])
    return None


def _pdf_day(printed: str) -> date | None:
    """Read the day of a PDF date (ISO 32000-1, 7.9.4); a year or a month alone is none."""
    found = _PDF_DATE.match(printed.strip())
    if not found or int(found[1]) < _FIRST_PDF:
        return None
    return _day(*found.groups())


def _released_day(found: re.Match[str]) -> date | None:
    month, day, year, month_number, day_number, full_year = found.groups()
    if month is None:
        return _day(full_year, month_number, day_number)
    return _day(year, str(_MONTHS.index(month) + 1), day) if month in _MONTHS else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

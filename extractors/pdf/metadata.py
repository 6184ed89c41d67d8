"""What a PDF says of itself as a whole: title, language and dates, each only if it is truly said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from extractors.draft import StatedDate
from extractors.pdf.lines import plain
from extractors.records import DateSource

_FILE_NAME = re.compile(r"\.(?:docx?|xlsx?|xlsm|pptx?|pdf|indd|pub|wpd|rtf|txt|html?|qxd|ai|eps|tiff?)\b", re.IGNORECASE)
_JUNK = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|document\d*|slide \d+|powerpoint presentation"
    r"|title|no title|layout \d+|book\d+|sheet\d+|print(?:ing)?|template|.*\\.*|[\W\d_]*|\w{1,2})",
    re.IGNORECASE,
)
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)(?!\d(?!\d))")
_RELEASED = re.compile(
    r"(?:Release Date|Date of Release|Publication Date|Date Published|Published|Release date)\s*:\s*"
    r"((?:[A-Z][a-z]+\.? \d{1,2}, \d{4})|(?:\d{1,2}/\d{1,2}/\d{4}))"
)
_FORMS = ("%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%m/%d/%Y")


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
        on = _day(found[1]) if found else None
        if found and on:
            return StatedDate(on=on, source=DateSource.PRINTED, printed=found[0])
    return None


def _pdf_day(printed: str) -> date | None:
    """Read the day of a PDF date (ISO 32000-1, 7.9.4); a year or a month alone is none."""
    found = _PDF_DATE.match(printed.strip())
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _day(text: str) -> date | None:
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None

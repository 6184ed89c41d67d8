"""What a PDF says of itself as a whole: title, language and dates, each only if it is truly said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from extractors.choosing import Choice, choose
from extractors.moments import (
    PRINTED,
    Moment,
    http_moment,
    iso_moment,
    matched_moment,
    pdf_moment,
    printed_moment,
)
from extractors.pdf.characters import plain
from extractors.records import CaptureContext, DatePrecision, DateRole, DateSource
from extractors.stamps import address_dates
from extractors.stated import StatedDate

CREATED, MODIFIED = DateRole.CREATED, DateRole.MODIFIED

_FILE_NAME = re.compile(
    r"\.(?:docx?|xlsx?|xlsm|pptx?|pdf|indd|pub|wpd|rtf|txt|html?|qxd|ai|eps|tiff?)\b", re.IGNORECASE
)
_JUNK = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|document\d*|slide \d+|powerpoint presentation"
    r"|title|no title|layout \d+|book\d+|sheet\d+|print(?:ing)?|template|.*\\.*|[\W\d_]*|\w{1,2})",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:(?P<published>Release Date|Date of Release|Publication Date|Date Published|Published)"
    r"|(?P<modified>Last (?:Updated|Revised|Modified)|Revised|Updated|Date Last Updated)"
    r"|(?P<effective>Effective(?: Date)?)|(?P<reviewed>Last Reviewed)|(?P<dated>Date))"
    rf"\s*:\s*(?P<words>{PRINTED})",
    re.IGNORECASE,
)
FIRST_PDF_YEAR = 1993
"""The year in which the format came out; a file that gives an earlier one has a clock that was not set."""

LONGEST_DATE = 40
"""Characters of a line that is nothing but a date."""

FIRST_LINES = 40
"""Lines of the first page among which a date that stands alone is one of the document."""


def stated_title(info: dict[str, str]) -> str | None:
    """Give the title that the file declares, unless it is the name of a file or of a program."""
    title = " ".join(plain(info.get("Title", "")).split())
    if not title or _FILE_NAME.search(title) or _JUNK.fullmatch(title):
        return None
    return None if "_" in title and " " not in title else title


def pdf_dates(
    *, lines: Sequence[str], info: Mapping[str, str], xmp: Mapping[str, str], context: CaptureContext
) -> Choice:
    """Find the dates of a PDF: those of its first page, of the file, of its address and of the server.

    When a file was made or changed is the file's, and no day of publication.

    Args:
        lines: the lines of the first page.
        info: the information dictionary.
        xmp: the properties of its XMP packet, see :mod:`extractors.pdf.xmp`.
        context: what its capture tells.
    """
    return choose(
        [
            *_printed(lines),
            *_of_file(info, {"ModDate": MODIFIED, "CreationDate": CREATED}, pdf_moment, DateSource.PDF_INFO),
            *_of_file(xmp, {"ModifyDate": MODIFIED, "CreateDate": CREATED}, iso_moment, DateSource.PDF_XMP),
            *address_dates(context.url),
            *_of_server(context.last_modified),
        ]
    )


def _printed(lines: Sequence[str]) -> Iterator[StatedDate]:
    for place, line in enumerate(lines):
        label = _LABELLED.match(line.strip())
        alone = place < FIRST_LINES and len(line) <= LONGEST_DATE
        moment = matched_moment(label) if label else printed_moment(line) if alone else None
        role = next((role for role in DateRole if label and label.groupdict().get(role)), DateRole.DATED)
        if moment and (label or moment.precision is not DatePrecision.YEAR):
            words = label[0] if label else line.strip()
            yield StatedDate.of(moment, DateSource.PRINTED, words, role=role)


def _of_file(
    facts: Mapping[str, str],
    roles: Mapping[str, DateRole],
    read: Callable[[str], Moment | None],
    source: DateSource,
) -> Iterator[StatedDate]:
    for name, role in roles.items():
        words = facts.get(name, "").strip()
        moment = read(words)
        if moment and int(moment.iso[:4]) >= FIRST_PDF_YEAR:
            yield StatedDate.of(moment, source, words, role=role)


def _of_server(last_modified: str | None) -> Iterator[StatedDate]:
    if moment := http_moment(last_modified):
        words = " ".join((last_modified or "").split())
        yield StatedDate.of(moment, DateSource.HTTP_HEADER, words, role=MODIFIED)

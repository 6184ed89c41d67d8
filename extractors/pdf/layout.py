"""One page as it is kept until the whole document is known: its lines and tables in reading order, its links.

Words are many and are let go page by page; what is kept here is about as large as the text itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.pdf.lines import Line, lines_of, one_text
from extractors.pdf.listed import is_listed
from extractors.pdf.marks import PageMarks, Word
from extractors.pdf.ocr import Recognised
from extractors.pdf.words import words_of
from extractors.records import BBox
from extractors.tables.continued import Part, part_of
from extractors.tables.pages import page_tables


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link with the words under it, which may be none."""

    text: str
    href: str
    bbox: BBox


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What one page says; ``listed`` are its words where it is read by position."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[Part, ...]
    links: tuple[PageLink, ...]
    n_unknown: int
    recognised: Recognised | None = None
    listed: tuple[Word, ...] = ()


def page_layout(
    marks: PageMarks, *, before: PageLayout | None = None, recognised: Recognised | None = None
) -> PageLayout:
    """Find the tables, lines and links of a page.

    Args:
        marks: what is painted on it.
        before: the page before, whose last table may go on here.
        recognised: what of it was recognised in a picture.
    """
    last = before.tables[-1] if before and before.tables else None
    found = page_tables(marks, before=last)
    return PageLayout(
        number=marks.number,
        width=marks.width,
        height=marks.height,
        lines=tuple(lines_of(found.outside)),
        tables=tuple(part_of(table, marks.number) for table in found.tables),
        links=tuple(_page_links(marks)),
        n_unknown=marks.glyphs.n_unknown,
        recognised=recognised,
        listed=marks.words if is_listed(marks.words, before=bool(before and before.listed)) else (),
    )


def _page_links(marks: PageMarks) -> Iterator[PageLink]:
    for area in marks.links:
        words = words_of(marks.glyphs.within(area.bbox))
        yield PageLink(text=one_text(words), href=area.href, bbox=area.bbox)

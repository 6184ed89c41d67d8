"""A document while it is being read.

Extractors say what they see, in reading order; the draft gives ids, ordinals, offsets and the table
passages, and in the end the finished :class:`~extractors.records.Extraction`. It is the one thing in
``extractors`` that changes while it is used.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

from extractors.grid import Grid, GridCell
from extractors.records import (
    BBox,
    CaptureContext,
    Cell,
    DateSource,
    Document,
    Extraction,
    Issue,
    Link,
    Passage,
    PassageKind,
    Severity,
    Stage,
    Table,
    TableNote,
    row_id,
)
from extractors.tables.below import lines_below
from extractors.tables.notes import Note
from extractors.tables.typed import TypedCell, TypedTable

PASSAGE_BREAK = "\n\n"
"""What stands between two passages in ``documents.text``."""


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date that a document gives for itself: the day, where it stands, and the words as printed."""

    on: date
    source: DateSource
    printed: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself as a whole; whatever it does not say is ``None``."""

    media_type: str
    extractor: str
    title: str | None = None
    title_printed: str | None = None
    published: StatedDate | None = None
    modified: StatedDate | None = None
    language: str | None = None
    canonical_url: str | None = None
    archived_notice: bool = False
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class LinkNote:
    """A note printed behind a link, such as "(PDF, 7 pages - 212 KB)", and what it promises."""

    raw: str
    format: str | None = None
    pages: int | None = None
    bytes: int | None = None


@dataclass(frozen=True, slots=True)
class _Placed:
    """A table with its passage and its place among the tables."""

    grid: Grid
    passage: Passage
    ordinal: int


class Draft:
    """Collects what one payload gives and turns it into records.

    Args:
        payload: the bytes themselves; only their digest is kept.
        context: what the capture tells of them.
    """

    def __init__(self, payload: bytes, context: CaptureContext) -> None:
        self.context = context
        self.payload_sha256 = hashlib.sha256(payload).hexdigest()
        self.document_id = row_id("doc", self.payload_sha256)
        self._length = 0
        self._passages: list[Passage] = []
        self._links: list[Link] = []
        self._tables: list[_Placed] = []
        self._issues: list[Issue] = []
        self._issue_places: Counter[tuple[object, ...]] = Counter()

    @property
    def passages(self) -> Sequence[Passage]:
        """The passages so far, in reading order; after :meth:`table` the last is that of the table."""
        return self._passages

    def passage(
        self,
        kind: PassageKind,
        text: str,
        *,
        heading_path: Sequence[str] = (),
        page: int | None = None,
        bbox: BBox | None = None,
    ) -> Passage:
        """Add the next passage in reading order; its text is not blank and is kept as given."""
        start = self._length + (len(PASSAGE_BREAK) if self._passages else 0)
        ordinal = len(self._passages)
        passage = Passage(
            passage_id=row_id("psg", self.payload_sha256, ordinal),
            document_id=self.document_id,
            payload_sha256=self.payload_sha256,
            ordinal=ordinal,
            kind=kind,
            heading_path=tuple(heading_path),
            text=text,
            char_start=start,
            char_end=start + len(text),
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            page=page,
            bbox=rounded(bbox),
            specimen=self.context.specimen,
        )
        self._length = passage.char_end
        self._passages.append(passage)
        return passage

    def link(
        self,
        text: str,
        href: str,
        *,
        passage: Passage | None,
        note: LinkNote | None = None,
        base: str | None = None,
        page: int | None = None,
        bbox: BBox | None = None,
    ) -> Link:
        """Add a link; it is resolved against ``base`` or else the address of the capture."""
        ordinal = len(self._links)
        link = Link(
            link_id=row_id("lnk", self.payload_sha256, ordinal),
            document_id=self.document_id,
            payload_sha256=self.payload_sha256,
            ordinal=ordinal,
            passage_id=passage.passage_id if passage else None,
            text=text,
            href=href,
            href_resolved=resolve(href, base or self.context.url),
            note_raw=note.raw if note else None,
            note_format=note.format if note else None,
            note_pages=note.pages if note else None,
            note_bytes=note.bytes if note else None,
            page=page,
            bbox=rounded(bbox),
            specimen=self.context.specimen,
        )
        self._links.append(link)
        return link

    def table(self, grid: Grid, *, heading_path: Sequence[str] = ()) -> Passage | None:
        """Add a table by its ``table`` passage; a grid without any text is no table.

        Its cells are read in the end, when the notes that follow it are known.
        """
        text = grid.as_text()
        if not text.strip():
            return None
        passage = self.passage(
            PassageKind.TABLE, text, heading_path=heading_path, page=grid.page, bbox=grid.bbox
        )
        self._tables.append(_Placed(grid, passage, len(self._tables)))
        return passage

    def issue(
        self,
        code: str,
        severity: Severity,
        *,
        evidence: str,
        remedy: str,
        page: int | None = None,
    ) -> None:
        """Note a finding about this payload: what was seen, and what a person can do about it."""
        place = (Stage.EXTRACT, code, self.payload_sha256, page)
        ordinal = self._issue_places[place]
        self._issue_places[place] += 1
        self._issues.append(
            Issue(
                issue_id=row_id("iss", *place, ordinal),
                stage=Stage.EXTRACT,
                code=code,
                severity=severity,
                address=self.context.url or f"sha256:{self.payload_sha256}",
                payload_sha256=self.payload_sha256,
                page=page,
                ordinal=ordinal,
                evidence=evidence,
                remedy=remedy,
                specimen=self.context.specimen,
            )
        )

    def finish(self, metadata: Metadata) -> Extraction:
        """Give the records; the document's text is that of its passages, joined by blank lines."""
        published, modified = metadata.published, metadata.modified
        document = Document(
            document_id=self.document_id,
            payload_sha256=self.payload_sha256,
            media_type=metadata.media_type,
            title=metadata.title,
            title_printed=metadata.title_printed,
            published_on=published.on if published else None,
            published_on_source=published.source if published else None,
            published_on_printed=published.printed if published else None,
            modified_on=modified.on if modified else None,
            modified_on_source=modified.source if modified else None,
            modified_on_printed=modified.printed if modified else None,
            language=metadata.language,
            canonical_url=metadata.canonical_url,
            original_url=self.context.url,
            archived_notice=metadata.archived_notice,
            pages=metadata.pages,
            text=PASSAGE_BREAK.join(passage.text for passage in self._passages),
            extractor=metadata.extractor,
            specimen=self.context.specimen,
        )
        read = [self._read(placed) for placed in self._tables]
        return Extraction(
            document=document,
            passages=tuple(self._passages),
            links=tuple(self._links),
            tables=tuple(table for table, _, _ in read),
            cells=tuple(cell for _, cells, _ in read for cell in cells),
            table_notes=tuple(note for _, _, notes in read for note in notes),
            issues=tuple(self._issues),
        )

    def _read(self, placed: _Placed) -> tuple[Table, list[Cell], list[TableNote]]:
        """Give the rows of a table, its cells and its notes, now that all passages are known."""
        grid, place = placed.grid, placed.passage.ordinal
        last_page = grid.last_page if grid.last_page is not None else grid.page
        typed = TypedTable(grid, list(lines_below(self._passages, place, last_page=last_page)))
        table = self._table(placed, typed, last_page)
        cells = [self._cell(table, cell, read) for cell, read in zip(grid.cells, typed.cells(), strict=True)]
        return table, cells, [self._note(table, note, count) for count, note in enumerate(typed.notes)]

    def _table(self, placed: _Placed, typed: TypedTable, last_page: int | None) -> Table:
        grid = placed.grid
        return Table(
            table_id=row_id("tbl", self.payload_sha256, placed.ordinal),
            document_id=self.document_id,
            payload_sha256=self.payload_sha256,
            ordinal=placed.ordinal,
            passage_id=placed.passage.passage_id,
            caption=grid.caption,
            n_rows=grid.n_rows,
            n_cols=grid.n_cols,
            n_header_rows=grid.n_header_rows,
            page=grid.page,
            last_page=last_page,
            bbox=rounded(grid.bbox),
            method=grid.method,
            unit=typed.measure.unit,
            scale=typed.measure.scale,
            confidence=typed.confidence,
            checks=typed.totals.checks(),
            specimen=self.context.specimen,
        )

    def _cell(self, table: Table, cell: GridCell, read: TypedCell) -> Cell:
        return Cell(
            cell_id=row_id("cel", self.payload_sha256, table.ordinal, cell.row, cell.col),
            table_id=table.table_id,
            document_id=self.document_id,
            payload_sha256=self.payload_sha256,
            row=cell.row,
            col=cell.col,
            row_span=cell.row_span,
            col_span=cell.col_span,
            text=cell.text,
            page=cell.page,
            bbox=rounded(cell.bbox),
            is_header=cell.is_header,
            repeated=cell.repeated,
            text_clean=read.text_clean,
            note_marks=read.note_marks,
            kind=read.kind,
            value=read.value,
            value_date=read.value_date,
            unit=read.unit,
            scale=read.scale,
            header_path=read.header_path,
            stub_path=read.stub_path,
            is_total=read.is_total,
            adds_up=read.adds_up,
            specimen=self.context.specimen,
        )

    def _note(self, table: Table, note: Note, ordinal: int) -> TableNote:
        return TableNote(
            note_id=row_id("tnt", self.payload_sha256, table.ordinal, ordinal),
            table_id=table.table_id,
            document_id=self.document_id,
            payload_sha256=self.payload_sha256,
            ordinal=ordinal,
            mark=note.mark,
            text=note.text,
            means=note.means,
            passage_id=note.line.passage_id,
            page=note.line.page,
            specimen=self.context.specimen,
        )


def rounded(bbox: BBox | None) -> BBox | None:
    """Round a box to 0.01 pt, so that the last bits of a float never make two releases differ."""
    if bbox is None:
        return None
    x0, top, x1, bottom = bbox
    return (round(x0, 2) + 0.0, round(top, 2) + 0.0, round(x1, 2) + 0.0, round(bottom, 2) + 0.0)


def resolve(href: str, base: str | None) -> str | None:
    """Give the absolute address of a link, or ``None`` where it cannot be told."""
    try:
        address = urljoin(base or "", href.strip())
    except ValueError:
        return None
    return address if ":" in address.split("/", 1)[0] else None

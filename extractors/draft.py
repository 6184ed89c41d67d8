"""A document while it is being read.

Extractors say what they see, in reading order; the draft gives ids, ordinals, offsets and the table
passages, and in the end the finished :class:`~extractors.records.Extraction`. It is the one thing in
``extractors`` that changes while it is used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from urllib.parse import urljoin

from extractors.addresses import target_of
from extractors.grid import Grid
from extractors.issues import IssueLog
from extractors.publishers import component_of
from extractors.records import (
    BBox,
    CaptureContext,
    DateRole,
    Document,
    DocumentAddress,
    DocumentDate,
    Extraction,
    Link,
    OcrWord,
    Passage,
    PassageKind,
    Severity,
    row_id,
)
from extractors.replay import original_of
from extractors.stated import LinkNote, Metadata, StatedAddress, StatedDate
from extractors.tables.below import lines_below
from extractors.tables.rows import CellRows, TableRows

PASSAGE_BREAK = "\n\n"
"""What stands between two passages in ``documents.text``."""


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
        self.specimen = context.specimen
        self._address = original_of(context.url) if context.url else None
        self._length = 0
        self._passages: list[Passage] = []
        self._links: list[Link] = []
        self._tables: list[tuple[Grid, Passage]] = []
        self._ocr_words: list[OcrWord] = []
        self._issues = IssueLog(self.payload_sha256, context.url, specimen=self.specimen)

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
        ocr: str | None = None,
        confidence: float | None = None,
    ) -> Passage:
        """Add the next passage in reading order; its text is not blank and is kept as given.

        ``ocr`` names the engine if the text was recognised in a picture, ``confidence`` is then that of its
        words on average.
        """
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
            ocr=ocr,
            confidence=confidence,
            specimen=self.specimen,
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
        """Add a link; it is resolved against ``base`` or else the address of the capture.

        Where an archive has rewritten it, the original address is given.
        """
        ordinal = len(self._links)
        resolved = resolve(href, base or self.context.url)
        resolved = original_of(resolved) if resolved else None
        target = target_of(href, resolved, page=self._address, format_promised=note.format if note else None)
        link = Link(
            link_id=row_id("lnk", self.payload_sha256, ordinal),
            document_id=self.document_id,
            payload_sha256=self.payload_sha256,
            ordinal=ordinal,
            passage_id=passage.passage_id if passage else None,
            text=text,
            href=href,
            href_resolved=resolved,
            kind=target.kind,
            host=target.host,
            external=target.external,
            government=target.government,
            note_raw=note.raw if note else None,
            note_format=note.format if note else None,
            note_pages=note.pages if note else None,
            note_bytes=note.bytes if note else None,
            note_bytes_least=note.bytes_least if note else None,
            note_bytes_most=note.bytes_most if note else None,
            note_date=note.dated if note else None,
            page=page,
            bbox=rounded(bbox),
            specimen=self.specimen,
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
            PassageKind.TABLE,
            text,
            heading_path=heading_path,
            page=grid.page,
            bbox=grid.bbox,
            ocr=grid.ocr,
            confidence=grid.confidence,
        )
        self._tables.append((grid, passage))
        return passage

    def ocr_word(
        self, text: str, *, passage: Passage | None, page: int, bbox: BBox, confidence: float, engine: str
    ) -> None:
        """Add the next word that was recognised in a picture, and the passage in which it stands."""
        ordinal = len(self._ocr_words)
        word = OcrWord(
            word_id=row_id("wrd", self.payload_sha256, ordinal),
            document_id=self.document_id,
            payload_sha256=self.payload_sha256,
            passage_id=passage.passage_id if passage else None,
            ordinal=ordinal,
            text=text,
            page=page,
            bbox=on_hundredths(bbox),
            confidence=confidence,
            engine=engine,
            specimen=self.specimen,
        )
        self._ocr_words.append(word)

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
        self._issues.note(code, severity, evidence=evidence, remedy=remedy, page=page)

    def dates_disagree(self, rival: str) -> None:
        """Note that the document states another date than the one that was chosen."""
        self.issue(
            "dates_disagree",
            Severity.INFO,
            evidence=rival,
            remedy="The first one is used; compare document_dates, and other captures of the document.",
        )

    def finish(self, metadata: Metadata) -> Extraction:
        """Give the records; the document's text is that of its passages, joined by blank lines."""
        published = chosen_of(metadata.dates, modified=False)
        modified = chosen_of(metadata.dates, modified=True)
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
            era=metadata.era,
            component=component_of(self.context.url or metadata.canonical_url),
            specimen=self.specimen,
        )
        tables = [self._read(number) for number in range(len(self._tables))]
        return Extraction(
            document=document,
            document_addresses=tuple(map(self._declared, metadata.addresses)),
            document_dates=tuple(map(self._date, range(len(metadata.dates)), metadata.dates)),
            passages=tuple(self._passages),
            links=tuple(self._links),
            tables=tuple(table.table for table in tables),
            cells=CellRows(tables),
            table_notes=tuple(note for table in tables for note in table.notes),
            ocr_words=tuple(self._ocr_words),
            issues=tuple(self._issues.issues),
        )

    def _date(self, ordinal: int, stated: StatedDate) -> DocumentDate:
        passage = self._passages[stated.passage] if stated.passage is not None else None
        return DocumentDate(
            date_id=row_id("dat", self.payload_sha256, ordinal),
            document_id=self.document_id,
            payload_sha256=self.payload_sha256,
            ordinal=ordinal,
            role=stated.role,
            iso=stated.iso,
            day=stated.on,
            instant=stated.instant,
            precision=stated.precision,
            source=stated.source,
            printed=stated.printed,
            passage_id=passage.passage_id if passage else None,
            chosen=stated.chosen,
            reason=stated.reason,
            specimen=self.specimen,
        )

    def _declared(self, stated: StatedAddress) -> DocumentAddress:
        place = (self.payload_sha256, stated.relation, stated.language, stated.address)
        return DocumentAddress(
            address_id=row_id("adr", *place),
            document_id=self.document_id,
            payload_sha256=self.payload_sha256,
            address=stated.address,
            relation=stated.relation,
            language=stated.language,
            evidence=stated.evidence,
            specimen=self.specimen,
        )

    def _read(self, ordinal: int) -> TableRows:
        """Read a table and its cells, now that the passages behind it are known."""
        grid, passage = self._tables[ordinal]
        last_page = grid.last_page if grid.last_page is not None else grid.page
        below = list(lines_below(self._passages, passage.ordinal, last_page=last_page))
        return TableRows(grid, passage, ordinal, below)


def chosen_of(dates: Sequence[StatedDate], *, modified: bool) -> StatedDate | None:
    """Give the date that was chosen as that of the last change, or else as that of publication."""
    return next(
        (each for each in dates if each.chosen and (each.role is DateRole.MODIFIED) is modified), None
    )


def rounded(bbox: BBox | None) -> BBox | None:
    """Round a box to 0.01 pt, so that the last bits of a float never make two releases differ."""
    return None if bbox is None else on_hundredths(bbox)


def on_hundredths(bbox: BBox) -> BBox:
    """Round the sides of a box that is there."""
    x0, top, x1, bottom = bbox
    return (round(x0, 2) + 0.0, round(top, 2) + 0.0, round(x1, 2) + 0.0, round(bottom, 2) + 0.0)


def resolve(href: str, base: str | None) -> str | None:
    """Give the absolute address of a link, or ``None`` where it cannot be told."""
    try:
        address = urljoin(base or "", href.strip())
    except ValueError:
        return None
    return address if ":" in address.split("/", 1)[0] else None

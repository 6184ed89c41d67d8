"""Gives an extraction the jurisdictions of its lists of activated ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.draft import on_hundredths
from extractors.issues import IssueLog
from extractors.places.gazetteer import Gazetteer
from extractors.records import Activation, Extraction, PlacedWord, Table, row_id
from extractors.statistics.activations.addresses import Address, Addresses
from extractors.statistics.activations.findings import Findings
from extractors.statistics.activations.lines import Line
from extractors.statistics.activations.placed import placed
from extractors.statistics.activations.tabulated import tabulated


def with_activations(extraction: Extraction, places: Gazetteer) -> Extraction:
    """Give an extraction with the jurisdictions of its lists, and with issues for what is not told of them.

    What stands in a table with a column for activations is read there, all else by its place on the page.
    """
    log = IssueLog.after(extraction.document, extraction.issues)
    findings = Findings(log)
    lines = list(tabulated(extraction, places))
    read = {line.cell_id for line in lines}
    tables = [] if not read else _tables(extraction, read)
    words = _outside(extraction.placed_words, tables)
    lines += placed(words, extraction.document.title, places, findings) if words else []
    for line in lines:
        findings.of_line(line)
    addresses = Addresses(
        extraction, frozenset(line.page for line in lines if line.page and not line.cell_id)
    )
    rows = tuple(_row(extraction, number, line, addresses) for number, line in enumerate(lines))
    issues = (*extraction.issues, *log.issues)
    return replace(extraction, activations=rows, issues=issues, placed_words=())


def _tables(extraction: Extraction, cells: set[str | None]) -> list[Table]:
    own = {cell.table_id for cell in extraction.cells if cell.cell_id in cells}
    return [table for table in extraction.tables if table.table_id in own]


def _outside(words: Sequence[PlacedWord], tables: Sequence[Table]) -> list[PlacedWord]:
    """Leave out the words of pages on which a table has been read."""
    pages = {page for table in tables if table.page for page in range(table.page, (table.last_page or 0) + 1)}
    return [word for word in words if word.page not in pages]


def _row(extraction: Extraction, ordinal: int, line: Line, addresses: Addresses) -> Activation:
    document = extraction.document
    cell, passage = _address(line, addresses)
    place = line.match.place
    return Activation(
        activation_id=row_id("act", document.payload_sha256, ordinal),
        document_id=document.document_id,
        payload_sha256=document.payload_sha256,
        ordinal=ordinal,
        program=line.stated.program,
        state_printed=line.state,
        name_printed=line.name,
        place_id=place.jurisdiction_id if place else None,
        activated_on=line.day,
        date_printed=line.date_printed,
        list_as_of=line.stated.as_of,
        n_active_in_state=line.count[0] if line.count else None,
        n_total_in_state=line.count[1] if line.count else None,
        share_printed=line.share,
        page=line.page,
        bbox=on_hundredths(line.bbox) if line.bbox else None,
        cell_id=cell,
        passage_id=passage,
        specimen=document.specimen,
    )


def _address(line: Line, addresses: Addresses) -> Address:
    if line.cell_id:
        return line.cell_id, None
    return addresses.of(line.page, line.bbox) if line.page and line.bbox else (None, None)

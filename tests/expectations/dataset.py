"""A small dataset that meets every contract, to be broken in one place at a time.

Two documents, a web page and a PDF, of our own making, with captures of each kind.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from expectations.tables import CONTRACTS
from extractors.draft import Draft
from extractors.grid import Grid, GridCell
from extractors.policy.reader import with_policy
from extractors.records import (
    Activation,
    AddressRelation,
    Capture,
    CaptureContext,
    CaptureLocation,
    CaptureQuality,
    ChangeAction,
    ChangeNature,
    Completeness,
    Completion,
    DatePrecision,
    DateRole,
    DateSource,
    Document,
    DocumentAddress,
    DocumentDate,
    Extraction,
    Issue,
    Passage,
    PassageChange,
    PassageKind,
    Publication,
    Revision,
    Severity,
    Stage,
    TableNote,
    TargetStatus,
    TemplateCoverage,
    is_specimen,
    row_id,
)
from extractors.registry import HTML, PDF
from extractors.stated import LinkNote, Metadata, StatedDate
from tests.expectations.counted import counted

Dataset = dict[str, list[Any]]
Change = Callable[[Dataset], None]

PAGE_URL = "https://www.agency.specimen.invalid/programs"
FORM_URL = "https://www.agency.example/form.pdf"
GONE_URL = "http://www.agency.example/gone"

PAGE = b"<html>the page</html>"
FORM = b"%PDF-1.4 the form"
ENGINE = "engine 1.0 (eng)"
POLICY = (
    (PassageKind.HEADING, "MEMORANDUM"),
    (PassageKind.PARAGRAPH, "DATE: June 17, 2011"),
    (
        PassageKind.PARAGRAPH,
        "Effective June 17, 2011, officers shall provide arrestees with a copy within 48 hours.",
    ),
    (PassageKind.PARAGRAPH, "ICE has issued a new memo for officers."),
    (PassageKind.PARAGRAPH, "Office of Samples"),
    (PassageKind.PARAGRAPH, "Phone: 202-555-0101"),
    (PassageKind.PARAGRAPH, "Washington, DC 20528"),
    (PassageKind.PARAGRAPH, "By e-mail:"),
    (PassageKind.LIST_ITEM, "The Complaint Form is there in English and in seven other languages."),
)
"""What the PDF says as a policy, after its form and its scan."""

PAGE_AS_PUBLISHED = row_id("pub", PAGE_URL)
FORM_AS_PUBLISHED = row_id("pub", FORM_URL)
FAMILY = row_id("fam", PAGE_AS_PUBLISHED)
FIRST = datetime(2013, 7, 20, 4, 30, tzinfo=UTC)


def valid() -> Dataset:
    """Build the dataset anew; its lists may be changed."""
    page, form = _page(), _form()
    captures = [
        _capture(PAGE_URL, FIRST, PAGE, HTML),
        _capture(PAGE_URL, FIRST + timedelta(days=90), PAGE, HTML),
        _capture(FORM_URL, FIRST, FORM, PDF),
        _empty(GONE_URL, FIRST, CaptureQuality.CLIENT_ERROR, 404),
        _unresolved(FORM_URL, FIRST + timedelta(days=90)),
    ]
    document = replace(page.document, first_captured_at=FIRST, n_captures=2, publication_id=PAGE_AS_PUBLISHED)
    other = replace(form.document, first_captured_at=FIRST, n_captures=1, publication_id=FORM_AS_PUBLISHED)
    target = {
        "target_status": TargetStatus.HELD,
        "target_document_id": other.document_id,
        "target_capture_id": captures[2].capture_id,
        "target_http_status": 200,
        "pages_captured": 2,
        "bytes_captured": len(FORM),
    }
    promised, plain = page.links
    links = [
        replace(promised, **target, pages_agree=True, bytes_agree=False),
        replace(plain, **target),
    ]
    return {
        "captures": captures,
        "capture_locations": [_location(each, place) for place, each in enumerate(captures)],
        "publications": [
            _publication(document, PAGE_URL, FIRST + timedelta(days=90), family_id=FAMILY),
            _publication(other, FORM_URL, FIRST, family_id=FAMILY),
        ],
        "documents": [document, other],
        "document_addresses": [
            _address(document, PAGE_URL, AddressRelation.CAPTURED),
            _address(document, "https://www.agency.specimen.invalid/es", AddressRelation.ALTERNATE, "es"),
            _address(other, FORM_URL, AddressRelation.CAPTURED),
        ],
        "document_dates": [
            *page.document_dates,
            _first_captured(document, len(page.document_dates)),
            _first_captured(other, 0),
        ],
        "passages": [*page.passages, *form.passages],
        "links": [*links, *form.links],
        "tables": [*page.tables, *form.tables],
        "cells": [*page.cells, *form.cells],
        "table_notes": [_note(form, place, mark) for place, mark in enumerate(("*", "D"))],
        "ocr_words": [*page.ocr_words, *form.ocr_words],
        **_history(captures, document, other, [*page.passages, *form.passages]),
        "policies": [*form.policies],
        "policy_words": [*form.policy_words],
        "provisions": [*form.provisions],
        "contacts": [*form.contacts],
        "complaint_forms": [*page.complaint_forms, *form.complaint_forms],
        **counted(document, *page.cells[1:3]),
        "activations": [_activation(form.passages[-1], 0), _activation(form.passages[-1], 1)],
        "issues": [*page.issues, *form.issues, _issue(captures[-1])],
        "template_coverage": [_coverage()],
        "completeness": [_completeness(), _linked_only(), _never_asked()],
    }


def change(table: str, number: int, **values: Any) -> Change:
    """Give the change that sets columns of one row."""

    def apply(dataset: Dataset) -> None:
        dataset[table][number] = replace(dataset[table][number], **values)

    return apply


def write(dataset: Mapping[str, Sequence[Any]], folder: Path) -> dict[str, Path]:
    """Write each table of a dataset as a Parquet file; give the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: folder / f"{name}.parquet" for name in dataset}
    for name, rows in dataset.items():
        pq.write_table(as_arrow(name, rows), files[name], row_group_size=3)
    return files


def as_arrow(name: str, rows: Sequence[Any]) -> pa.Table:
    """Give records as an Arrow table with the schema of their contract."""
    schema = CONTRACTS[name].schema
    columns = {column: [getattr(row, column) for row in rows] for column in schema.names}
    return pa.table(columns, schema=schema)


def _activation(passage: Passage, ordinal: int) -> Activation:
    return Activation(
        activation_id=row_id("act", passage.payload_sha256, ordinal),
        document_id=passage.document_id,
        payload_sha256=passage.payload_sha256,
        ordinal=ordinal,
        program="Secure Communities",
        state_printed="ZZ",
        name_printed=f"Sample {ordinal}",
        place_id=f"ZZ-sample-{ordinal}",
        activated_on=date(2010, 6, 15),
        date_printed="June 15, 2010",
        list_as_of=date(2011, 6, 30),
        n_active_in_state=2,
        n_total_in_state=3,
        share_printed="67%",
        page=1,
        bbox=(50.0, 100.0, 90.0, 110.0),
        cell_id=None,
        passage_id=passage.passage_id,
        specimen=passage.specimen,
    )


def _page() -> Extraction:
    draft = Draft(PAGE, CaptureContext(PAGE_URL, HTML))
    draft.passage(PassageKind.HEADING, "Programs 𝄞 of the State of ZZ")
    text = draft.passage(
        PassageKind.PARAGRAPH, "Cafe\u0301 👩🏽‍⚖️ and\r\nmore (PDF, 2 pages - 3 KB)", heading_path=["Programs"]
    )
    note = LinkNote("(PDF, 2 pages - 3 KB)", "PDF", 2, 3072, 2500, 3584)
    draft.link("the form", "form.pdf", passage=text, note=note)
    draft.link("", "#top", passage=None)
    cells = (
        GridCell(0, 0, "Persons", col_span=2, is_header=True),
        GridCell(1, 0, "Jurisdiction"),
        GridCell(1, 1, "12"),
    )
    draft.table(Grid(cells, n_rows=2, n_cols=2, method="html", n_header_rows=1))
    dates = (
        _stated("2011-06-17", DateSource.PRINTED, DateRole.PUBLISHED, passage=1),
        _stated("2013-07-18", DateSource.META, DateRole.MODIFIED),
        StatedDate(
            None, DateSource.PRINTED, "June 2011", DateRole.DATED, "2011-06", DatePrecision.MONTH, reason="?"
        ),
    )
    return draft.finish(Metadata(HTML, "html", title="Programs", dates=dates, language="en"))


def _stated(iso: str, source: DateSource, role: DateRole, *, passage: int | None = None) -> StatedDate:
    return StatedDate(
        date.fromisoformat(iso),
        source,
        iso,
        role,
        iso,
        DatePrecision.DAY,
        passage=passage,
        chosen=True,
        reason="as stated",
    )


def _form() -> Extraction:
    draft = Draft(FORM, CaptureContext(FORM_URL, PDF))
    draft.passage(PassageKind.PARAGRAPH, "A form.", page=1, bbox=(72.0, 72.0, 300.0, 84.0))
    cells = (
        GridCell(0, 0, "Year", is_header=True, page=1, bbox=(72.0, 700.0, 100.0, 712.0)),
        GridCell(1, 0, "Year", is_header=True, repeated=True, page=2),
        GridCell(2, 0, "2011", page=2),
    )
    draft.table(Grid(cells, n_rows=3, n_cols=1, method="ruled", n_header_rows=1, page=1, last_page=2))
    scan = draft.passage(
        PassageKind.PARAGRAPH, "A scan.", page=2, bbox=(72.0, 90.0, 150.0, 99.0), ocr=ENGINE, confidence=0.9
    )
    for text, x0 in (("A", 72.0), ("scan.", 90.0)):
        box = (x0, 90.0, x0 + 12.0, 99.0)
        draft.ocr_word(text, passage=scan, page=2, bbox=box, confidence=0.9, engine=ENGINE)
    draft.ocr_word("~", passage=None, page=2, bbox=(1.0, 1.0, 2.0, 2.0), confidence=0.1, engine=ENGINE)
    for kind, text in POLICY:
        draft.passage(kind, text, page=2)
    draft.issue("image_only", Severity.WARNING, evidence="page 2 is an image", remedy="Use OCR.", page=2)
    return with_policy(draft.finish(Metadata(PDF, "pdf", pages=2)))


def _publication(document: Document, url: str, last: datetime, *, family_id: str) -> Publication:
    return Publication(
        publication_id=document.publication_id,
        canonical_url=url,
        title=document.title,
        language=document.language,
        family_id=family_id,
        n_documents=1,
        n_captures=document.n_captures,
        n_addresses=1,
        first_captured_at=document.first_captured_at,
        last_captured_at=last,
        specimen=document.specimen,
    )


def _address(
    document: Document, url: str, relation: AddressRelation, language: str | None = None
) -> DocumentAddress:
    return DocumentAddress(
        address_id=row_id("adr", document.payload_sha256, relation, language, url),
        document_id=document.document_id,
        payload_sha256=document.payload_sha256,
        address=url,
        relation=relation,
        language=language,
        evidence="as seen",
        specimen=document.specimen,
        publication_id=document.publication_id,
    )


def _first_captured(document: Document, ordinal: int) -> DocumentDate:
    return DocumentDate(
        date_id=row_id("dat", document.payload_sha256, ordinal),
        document_id=document.document_id,
        payload_sha256=document.payload_sha256,
        ordinal=ordinal,
        role=DateRole.FIRST_CAPTURED,
        iso=f"{FIRST:%Y-%m-%dT%H:%M:%SZ}",
        day=FIRST.date(),
        instant=FIRST,
        precision=DatePrecision.SECOND,
        source=DateSource.FIRST_CAPTURE,
        printed=f"{FIRST:%Y-%m-%dT%H:%M:%SZ}",
        passage_id=None,
        chosen=False,
        reason="no date of its own",
        specimen=document.specimen,
    )


def _history(
    captures: Sequence[Capture], page: Document, form: Document, passages: Sequence[Passage]
) -> Dataset:
    """Act as if the page had been the form for a while, and then the page again."""
    there = _revision(0, (page, captures[0]), (form, captures[2]))
    back = _revision(1, (form, captures[2]), (page, captures[1]))
    heading, text, table, line, other, scan, *policy = (passage.passage_id for passage in passages)
    return {
        "revisions": [there, back],
        "changes": [
            _change(there, 0, "removed", heading, None),
            _change(there, 1, "reworded", text, line, "-Cafe\u0301 👩🏽‍⚖️ and more", "+A form."),
            _change(there, 2, "reworded", table, other),
            _change(there, 3, "added", None, scan),
            _change(back, 0, "added", None, heading),
            _change(back, 1, "removed", line, None),
            _change(back, 2, "added", None, text),
            _change(back, 3, "reworded", other, table),
            _change(back, 4, "removed", scan, None),
            *(_change(there, 4 + at, "added", None, each) for at, each in enumerate(policy)),
            *(_change(back, 5 + at, "removed", each, None) for at, each in enumerate(policy)),
        ],
    }


def _revision(ordinal: int, before: tuple[Document, Capture], after: tuple[Document, Capture]) -> Revision:
    (old, last), (new, first) = before, after
    publication = PAGE_AS_PUBLISHED
    return Revision(
        revision_id=row_id("rev", publication, old.document_id, new.document_id, 1),
        publication_id=publication,
        ordinal=ordinal,
        before_document_id=old.document_id,
        after_document_id=new.document_id,
        before_capture_id=last.capture_id,
        after_capture_id=first.capture_id,
        before_last_captured_at=last.captured_at or FIRST,
        after_first_captured_at=first.captured_at or FIRST,
        n_substantive=4 + ordinal + len(POLICY),
        n_clerical=0,
        n_noise=0,
        specimen=True,
    )


def _change(
    revision: Revision, ordinal: int, action: str, before: str | None, after: str | None, *edits: str
) -> PassageChange:
    return PassageChange(
        change_id=row_id("chg", revision.revision_id, ordinal),
        revision_id=revision.revision_id,
        ordinal=ordinal,
        action=ChangeAction(action),
        nature=ChangeNature.SUBSTANTIVE,
        reason="words",
        before_passage_id=before,
        after_passage_id=after,
        edits=edits,
        specimen=True,
    )


def _note(form: Extraction, ordinal: int, mark: str) -> TableNote:
    table = form.tables[0]
    return TableNote(
        note_id=row_id("tnt", table.payload_sha256, table.ordinal, ordinal),
        table_id=table.table_id,
        document_id=table.document_id,
        payload_sha256=table.payload_sha256,
        ordinal=ordinal,
        mark=mark,
        text="Calendar years.",
        means=None,
        passage_id=form.passages[0].passage_id,
        page=1,
        specimen=table.specimen,
    )


def _capture(url: str, at: datetime, body: bytes, media_type: str) -> Capture:
    digest = hashlib.sha256(body).hexdigest()
    return Capture(
        capture_id=row_id("cap", "archive.example", at.isoformat(), url),
        original_url=url,
        url_key=url,
        captured_at=at,
        archive="archive.example",
        archive_url=f"https://archive.example/web/{at:%Y%m%d%H%M%S}id_/{url}",
        http_status=200,
        content_type=media_type,
        last_modified=None,
        media_type_sniffed=media_type,
        payload_sha256=digest,
        payload_bytes=len(body),
        archive_digest="sha1:AAAA",
        archive_digest_matches=True,
        redirect_url=None,
        quality=CaptureQuality.OK,
        quality_evidence=None,
        is_revisit=False,
        specimen=is_specimen(url),
    )


def _empty(url: str, at: datetime, quality: CaptureQuality, status: int) -> Capture:
    answer = _capture(url, at, b"", HTML)
    evidence = f"status {status}"
    return replace(
        answer, quality=quality, quality_evidence=evidence, http_status=status, media_type_sniffed=None
    )


def _unresolved(url: str, at: datetime) -> Capture:
    revisit = _empty(url, at, CaptureQuality.UNRESOLVED_REVISIT, 200)
    return replace(
        revisit, is_revisit=True, payload_sha256=None, payload_bytes=None, archive_digest_matches=None
    )


def _location(capture: Capture, place: int) -> CaptureLocation:
    return CaptureLocation(
        capture_id=capture.capture_id,
        warc_file="ours.warc.gz",
        record_offset=place * 1000,
        record_length=1000,
        record_id=f"<urn:uuid:{place}>",
        specimen=capture.specimen,
    )


def _completeness() -> Completeness:
    return Completeness(
        url_key="example,agency)/form.pdf",
        archive="archive.example",
        series="not_declared",
        address=FORM_URL,
        status=Completion.GAPS,
        listed=5,
        held=2,
        identical=1,
        blocked=1,
        unplayable=1,
        missing=1,
        linking_documents=1,
        first_listed_at=FIRST,
        last_listed_at=FIRST + timedelta(days=90),
        specimen=False,
    )


def _linked_only() -> Completeness:
    none = dict.fromkeys(("listed", "held", "identical", "blocked", "unplayable", "missing"), 0)
    return replace(
        _completeness(),
        archive="not_asked",
        status=Completion.LINKED_ONLY,
        first_listed_at=None,
        last_listed_at=None,
        **none,
    )


def _never_asked() -> Completeness:
    return replace(
        _linked_only(),
        url_key="example,agency)/declared",
        address="http://agency.example/declared",
        series="a-series",
        status=Completion.NEVER_ASKED,
        linking_documents=0,
    )


def _coverage() -> TemplateCoverage:
    return TemplateCoverage(
        era="not_known",
        component="not_known",
        specimen=True,
        pages=1,
        with_title=1,
        with_published=1,
        with_modified=1,
        with_language=1,
        with_canonical_url=0,
        with_archived_notice=0,
        with_main_text=1,
        with_files=1,
        by_general_extractor=0,
    )


def _issue(capture: Capture) -> Issue:
    return Issue(
        issue_id=row_id("iss", Stage.ASSEMBLE, "unresolved_revisit", capture.capture_id),
        stage=Stage.ASSEMBLE,
        code="unresolved_revisit",
        severity=Severity.WARNING,
        address=capture.original_url,
        payload_sha256=None,
        page=None,
        ordinal=0,
        evidence="no record with that digest",
        remedy="Add the WARC file of the first capture.",
        specimen=capture.specimen,
    )

"""Each key, reference and rule is broken by one change of the valid dataset, and by nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from expectations.tables import CONTRACTS
from extractors.records import CaptureQuality, DateSource, PassageKind
from tests.expectations.conftest import Broken
from tests.expectations.dataset import GONE_URL, Change, Dataset, change

A = "0" * 64
B = "f" * 64
NOBODY = "0" * 24
AGES_AGO = datetime(1985, 1, 1, tzinfo=UTC)


def again(table: str, number: int, **values: object) -> Change:
    """Give the change that adds a row once more, with other values in some columns."""

    def apply(dataset: Dataset) -> None:
        dataset[table].append(replace(dataset[table][number], **values))

    return apply


def without(table: str, number: int) -> Change:
    return lambda dataset: dataset[table].pop(number) and None


def emptied(table: str) -> Change:
    return lambda dataset: dataset[table].clear()


def same_document(table: str, number: int, **values: object) -> Change:
    """Give the change that moves a row to the other document, with its payload."""

    def apply(dataset: Dataset) -> None:
        row = dataset[table][number]
        other = next(d for d in dataset["documents"] if d.document_id != row.document_id)
        origin = {"document_id": other.document_id, "payload_sha256": other.payload_sha256}
        dataset[table][number] = replace(row, **origin, **values)

    return apply


def published(on: date) -> Change:
    return change("documents", 0, published_on=on, modified_on=max(on, date(2013, 7, 18)))


# The first document is a web page (passages 0-2, links 0-1, table 0, cells 0-2), the second a PDF
# (passages 3-4, table 1, cells 3-5). Captures: two of the page, one of the PDF, a 404, an open revisit.
CASES: list[tuple[str, list[Change]]] = [
    ("captures.key", [again("captures", 3)]),
    ("captures.captured_at_plausible", [change("captures", 3, captured_at=AGES_AGO)]),
    (
        "captures.captured_at_plausible",
        [change("captures", 3, captured_at=datetime(2100, 1, 1, tzinfo=UTC))],
    ),
    ("captures.payload_complete", [change("captures", 3, payload_bytes=None)]),
    (
        "captures.ok_has_payload",
        [
            change(
                "captures",
                3,
                quality=CaptureQuality.OK,
                http_status=200,
                payload_sha256=None,
                payload_bytes=None,
            )
        ],
    ),
    ("captures.ok_status", [change("captures", 0, http_status=404)]),
    ("captures.ok_status", [change("captures", 0, http_status=302)]),
    ("captures.unresolved_is_revisit", [change("captures", 4, is_revisit=False)]),
    ("captures.digest_to_compare", [change("captures", 3, archive_digest=None)]),
    ("captures.digest_matches", [change("captures", 3, archive_digest_matches=False)]),
    ("captures.one_length_per_payload", [change("captures", 1, payload_bytes=7)]),
    (
        "captures.read_or_explained",
        [
            change(
                "captures",
                3,
                quality=CaptureQuality.OK,
                http_status=200,
                payload_sha256=A,
                payload_bytes=9,
                media_type_sniffed="application/pdf",
            )
        ],
    ),
    ("captures.located", [without("capture_locations", 3)]),
    (
        "captures.specimen_by_host",
        [change("captures", 3, specimen=True), change("capture_locations", 3, specimen=True)],
    ),
    ("capture_locations.key", [again("capture_locations", 0, record_length=1)]),
    (
        "capture_locations.capture_id.reference",
        [again("capture_locations", 4, capture_id=f"cap-{NOBODY}", record_offset=9000)],
    ),
    ("capture_locations.records_apart", [change("capture_locations", 2, record_length=1001)]),
    ("capture_locations.specimen_of_capture", [change("capture_locations", 0, specimen=False)]),
    ("documents.key", [again("documents", 0)]),
    ("documents.payload_sha256.reference", [change("documents", 0, payload_sha256=A)]),
    ("documents.published_on_complete", [change("documents", 0, published_on_source=None)]),
    ("documents.published_on_complete", [change("documents", 1, published_on_printed="soon")]),
    ("documents.published_on_complete", [change("documents", 0, published_on=None)]),
    ("documents.published_on_after_1990", [published(date(1989, 12, 31))]),
    ("documents.published_on_after_founding", [published(date(2002, 11, 24))]),
    ("documents.published_on_before_capture", [published(date(2013, 7, 22)), change("documents", 0)]),
    ("documents.modified_on_complete", [change("documents", 1, modified_on_source=DateSource.META)]),
    (
        "documents.modified_on_after_1990",
        [change("documents", 0, modified_on=date(1989, 1, 1), published_on=date(1989, 1, 1))],
    ),
    (
        "documents.modified_on_after_founding",
        [change("documents", 0, modified_on=date(2001, 1, 1), published_on=date(2001, 1, 1))],
    ),
    ("documents.modified_on_before_capture", [change("documents", 0, modified_on=date(2013, 7, 22))]),
    ("documents.modified_after_published", [change("documents", 0, modified_on=date(2011, 6, 16))]),
    ("documents.one_document_per_payload", [again("documents", 0, document_id=f"doc-{NOBODY}")]),
    ("documents.web_pages_unpaged", [change("documents", 0, pages=1)]),
    (
        "documents.text_or_issue",
        [
            lambda dataset: dataset["passages"].__setitem__(slice(3), []),
            change("documents", 0, text=""),
        ],
    ),
    ("documents.address_was_captured", [change("documents", 0, original_url="http://x.specimen.invalid/")]),
    (
        "documents.first_capture",
        [change("documents", 0, first_captured_at=datetime(2013, 10, 18, 4, 30, tzinfo=UTC))],
    ),
    ("documents.captures_counted", [change("documents", 0, n_captures=3)]),
    (
        "documents.specimen_by_host",
        [change("documents", 0, specimen=False)],
    ),
    ("passages.key", [again("passages", 0)]),
    ("passages.document_id.reference", [change("passages", 4, document_id=f"doc-{NOBODY}")]),
    ("passages.payload_of_document", [change("passages", 0, payload_sha256=A)]),
    ("passages.specimen_of_document", [change("passages", 0, specimen=False)]),
    ("passages.page_in_document", [change("passages", 3, page=3)]),
    ("passages.page_in_document", [change("passages", 0, page=1)]),
    ("passages.box_ordered", [change("passages", 3, bbox=(300.0, 72.0, 72.0, 84.0))]),
    ("passages.box_ordered", [change("passages", 3, bbox=(72.0, 84.0, 300.0, 72.0))]),
    ("passages.box_ordered", [change("passages", 3, bbox=(72.0, 72.0, 300.0))]),
    ("passages.box_ordered", [change("passages", 3, bbox=(72.0, 72.0, float("inf"), 84.0))]),
    ("passages.box_ordered", [change("passages", 3, bbox=(72.0, 72.0, float("nan"), 84.0))]),
    ("passages.box_ordered", [change("passages", 3, bbox=(72.0, None, 300.0, 84.0))]),
    ("passages.box_on_page", [change("passages", 3, page=None)]),
    ("passages.ordinals_without_gaps", [change("passages", 2, ordinal=3)]),
    ("passages.ordinals_without_gaps", [change("passages", 4, ordinal=0)]),
    ("passages.text_at_offsets", [change("passages", 1, char_start=32, char_end=51)]),
    ("passages.text_at_offsets", [change("passages", 4, char_end=400)]),
    (
        "passages.passages_apart",
        [lambda dataset: None, change("passages", 1, char_start=2)],
    ),
    (
        "passages.text_not_blank",
        [change("passages", 3, text=" \u00a0 ", char_end=3)],
    ),
    ("passages.text_digest", [change("passages", 0, text_sha256=A)]),
    ("passages.table_has_cells", [change("passages", 0, kind=PassageKind.TABLE)]),
    ("links.key", [again("links", 0)]),
    ("links.document_id.reference", [change("links", 1, document_id=f"doc-{NOBODY}", ordinal=0)]),
    ("links.passage_id.reference", [change("links", 0, passage_id=f"psg-{NOBODY}")]),
    ("links.target_document_id.reference", [change("links", 0, target_document_id=f"doc-{NOBODY}")]),
    ("links.payload_of_document", [change("links", 0, payload_sha256=A)]),
    ("links.specimen_of_document", [change("links", 0, specimen=False)]),
    ("links.page_in_document", [change("links", 0, page=1)]),
    ("links.box_ordered", [change("links", 0, bbox=(2.0, 2.0, 1.0, 3.0), page=1)]),
    ("links.box_on_page", [change("links", 0, bbox=(1.0, 1.0, 2.0, 2.0))]),
    ("links.ordinals_without_gaps", [change("links", 1, ordinal=2)]),
    ("links.passage_of_document", [without("links", 1), same_document("links", 0)]),
    ("links.note_as_printed", [change("links", 1, note_pages=7)]),
    ("tables.key", [again("tables", 0)]),
    ("tables.document_id.reference", [change("tables", 1, document_id=f"doc-{NOBODY}")]),
    ("tables.passage_id.reference", [change("tables", 0, passage_id=f"psg-{NOBODY}")]),
    ("tables.payload_of_document", [change("tables", 0, payload_sha256=A)]),
    ("tables.specimen_of_document", [change("tables", 0, specimen=False)]),
    ("tables.page_in_document", [change("tables", 1, page=3, last_page=3)]),
    ("tables.last_page_in_document", [change("tables", 1, last_page=3)]),
    ("tables.box_ordered", [change("tables", 1, bbox=(2.0, 2.0, 1.0, 3.0))]),
    ("tables.box_on_page", [change("tables", 0, bbox=(1.0, 1.0, 2.0, 2.0))]),
    ("tables.ordinals_without_gaps", [change("tables", 0, ordinal=1)]),
    ("tables.pages_in_order", [change("tables", 1, last_page=None)]),
    ("tables.pages_in_order", [change("tables", 1, page=2, last_page=1)]),
    ("tables.header_rows_in_table", [change("tables", 0, n_header_rows=3)]),
    ("tables.passage_is_table", [change("passages", 2, kind=PassageKind.PARAGRAPH)]),
    ("tables.one_table_per_passage", [again("tables", 0, table_id=f"tbl-{NOBODY}", ordinal=1)]),
    ("tables.has_cells", [lambda dataset: dataset["cells"].__setitem__(slice(3), [])]),
    ("cells.key", [again("cells", 0)]),
    ("cells.document_id.reference", [change("cells", 0, document_id=f"doc-{NOBODY}")]),
    ("cells.table_id.reference", [change("cells", 0, table_id=f"tbl-{NOBODY}")]),
    ("cells.payload_of_document", [change("cells", 0, payload_sha256=A)]),
    ("cells.specimen_of_document", [change("cells", 0, specimen=False)]),
    ("cells.box_ordered", [change("cells", 3, bbox=(2.0, 2.0, 1.0, 3.0))]),
    ("cells.box_on_page", [change("cells", 0, bbox=(1.0, 1.0, 2.0, 2.0))]),
    ("cells.document_of_table", [same_document("cells", 0)]),
    ("cells.page_of_table", [change("cells", 4, page=3)]),
    ("cells.page_of_table", [change("cells", 0, page=1)]),
    ("cells.inside_table", [change("cells", 2, col_span=2)]),
    ("cells.inside_table", [change("cells", 2, row_span=2)]),
    ("cells.cells_apart", [change("cells", 1, col=1)]),
    ("cells.cells_apart", [change("cells", 0, row_span=2)]),
    ("cells.repeated_is_header", [change("cells", 4, is_header=False)]),
    ("issues.key", [again("issues", 0)]),
    ("issues.payload_sha256.reference", [change("issues", 1, payload_sha256=A)]),
    ("issues.has_evidence", [change("issues", 0, evidence=" ")]),
    ("issues.has_remedy", [change("issues", 0, remedy="")]),
    ("issues.specimen_by_host", [change("issues", 0, specimen=False)]),
    ("issues.specimen_by_host", [change("issues", 1, address=GONE_URL)]),
]

ALSO = {
    # What a change breaks beside the rule that it is meant to break, because one follows from the other.
    "captures.key": set(),
    "documents.key": {"documents.one_document_per_payload"},
}


@pytest.mark.parametrize(
    ("check", "changes"), CASES, ids=[f"{number}-{check}" for number, (check, _) in enumerate(CASES)]
)
def test_a_broken_row_is_found_by_its_check(check: str, changes: list[Change], broken: Broken) -> None:
    found = broken(*changes)
    print(check, set(found))
    assert check in found


def test_nothing_is_found_in_the_valid_dataset(broken: Broken) -> None:
    assert broken() == {}


def test_every_rule_and_reference_has_a_case() -> None:
    declared = {f"{table}.key" for table in CONTRACTS}
    for table, contract in CONTRACTS.items():
        declared |= {f"{table}.{rule.name}" for rule in contract.rules}
        declared |= {f"{table}.{reference.column}.reference" for reference in contract.references}
    assert declared == {check for check, _ in CASES}

"""Each key, reference and rule is broken by one change of the valid dataset, and by nothing else."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from expectations.tables import CONTRACTS
from expectations.tables.passages import PIECE
from extractors.records import (
    AddressRelation,
    CaptureQuality,
    CellKind,
    ChangeAction,
    Channel,
    Completion,
    Counts,
    DateRole,
    DateSource,
    DisagreementRelation,
    Passage,
    PassageKind,
    PlaceKind,
    StatisticKind,
    TargetStatus,
    is_specimen,
)
from tests.expectations.conftest import Broken
from tests.expectations.dataset import (
    ENGINE,
    FIRST,
    FORM_AS_PUBLISHED,
    PAGE_URL,
    Change,
    Dataset,
    change,
    valid,
)

A = "0" * 64
NOBODY = "0" * 24
RELEASE = valid()["series_releases"][0].release_id
OURS_NOT = 1
"""The number of the document that is no example."""
AGES_AGO = datetime(1985, 1, 1, tzinfo=UTC)


def again(table: str, number: int, **values: object) -> Change:
    """Give the change that adds a row once more, with other values in some columns."""

    def apply(dataset: Dataset) -> None:
        dataset[table].append(replace(dataset[table][number], **values))

    return apply


def without(table: str, first: int, last: int | None = None) -> Change:
    """Give the change that takes rows out, from the first to the last."""

    def apply(dataset: Dataset) -> None:
        del dataset[table][first : (first if last is None else last) + 1]

    return apply


def to_other_document(table: str, number: int, **values: object) -> Change:
    """Give the change that moves a row to the other document, with its payload."""

    def apply(dataset: Dataset) -> None:
        row = dataset[table][number]
        other = next(d for d in dataset["documents"] if d.document_id != row.document_id)
        origin = {name: getattr(other, name) for name in ("document_id", "payload_sha256", "specimen")}
        dataset[table][number] = replace(row, **origin, **values)

    return apply


def published(on: date, number: int = 0) -> Change:
    stated = {
        f"{column}_{part}": value
        for column in ("published_on", "modified_on")
        for part, value in (("source", DateSource.PRINTED), ("printed", "as printed"))
    }
    modified = max(on, date(2013, 7, 18))
    return change("documents", number, published_on=on, modified_on=modified, **stated)


UNDATED = dict.fromkeys(
    f"{column}{part}" for column in ("published_on", "modified_on") for part in ("", "_source", "_printed")
)
DATES = "document_dates.chosen_is_of_document"


def in_no_publication() -> tuple[Change, ...]:
    nowhere = {"publication_id": f"pub-{NOBODY}"}
    return (
        change("documents", OURS_NOT, **nowhere),
        change("document_addresses", 2, **nowhere),
        without("publications", 1),
        change("publications", 0, family_id=None),
    )


def changed_after_capture() -> tuple[Change, ...]:
    """Give the changes by which a server names the third day after the capture, for the document not ours."""
    header, later = "Tue, 23 Jul 2013 00:00:00 GMT", datetime(2013, 7, 23, tzinfo=UTC)
    said = {"role": DateRole.MODIFIED, "source": DateSource.HTTP_HEADER, "printed": header, "chosen": True}
    when = {"iso": "2013-07-23T00:00:00Z", "day": later.date(), "instant": later}
    document = {"on": later.date(), "on_source": DateSource.HTTP_HEADER, "on_printed": header}
    return (
        change("document_dates", 4, **said, **when),
        change("documents", OURS_NOT, **{f"modified_{part}": value for part, value in document.items()}),
    )


@dataclass(frozen=True, slots=True)
class Case:
    """A check, changes that break it, and the checks that the changes cannot but break with it."""

    check: str
    changes: tuple[Change, ...]
    also: frozenset[str]


def case(check: str, *changes: Change, also: Sequence[str] = ()) -> Case:
    return Case(check, changes, frozenset(also))


# The first document is a web page (passages 0-2, links 0-1, table 0, cells 0-2), the second a PDF
# (passages 3-5 and the policy behind them, table 1, cells 3-5, recognised words 0-2, the last of them in no
# passage). Captures: two of the page, one of the PDF, a 404, an open revisit.
SPECIMENS_AND_OTHERS = (
    "https://a.specimen.invalid/x",
    "HTTP://A.SPECIMEN.INVALID:8080?q",
    "http://user@a.specimen.invalid#f",
    "https://specimen.invalid/",
    "https://a.specimen.invalid.example/",
    "https://www.agency.example/?next=https://a.specimen.invalid/",
    "dns:a.specimen.invalid",
)

CASES = [
    case("captures.key", again("captures", 3)),
    case("captures.captured_at_plausible", change("captures", 3, captured_at=AGES_AGO)),
    case(
        "captures.captured_at_plausible", change("captures", 3, captured_at=datetime(2100, 1, 1, tzinfo=UTC))
    ),
    case("captures.payload_complete", change("captures", 3, payload_bytes=None)),
    case(
        "captures.ok_has_payload",
        change(
            "captures",
            3,
            quality=CaptureQuality.OK,
            http_status=200,
            payload_sha256=None,
            payload_bytes=None,
        ),
    ),
    case("captures.ok_status", change("captures", 0, http_status=404)),
    case("captures.ok_status", change("captures", 0, http_status=302)),
    case("captures.quality_has_evidence", change("captures", 3, quality_evidence=None)),
    case("captures.unresolved_is_revisit", change("captures", 4, is_revisit=False)),
    case("captures.digest_to_compare", change("captures", 3, archive_digest=None)),
    case("captures.digest_matches", change("captures", 3, archive_digest_matches=False)),
    case("captures.one_length_per_payload", change("captures", 1, payload_bytes=7)),
    case(
        "captures.read_or_explained",
        change(
            "captures",
            3,
            quality=CaptureQuality.OK,
            http_status=200,
            payload_sha256=A,
            payload_bytes=9,
            media_type_sniffed="application/pdf",
        ),
    ),
    case("captures.located", without("capture_locations", 3)),
    case(
        "captures.specimen_by_host",
        change("captures", 3, specimen=True),
        change("capture_locations", 3, specimen=True),
    ),
    case(
        "capture_locations.key",
        again("capture_locations", 0, record_length=1),
        also=["capture_locations.records_apart"],
    ),
    case(
        "capture_locations.capture_id.reference",
        again("capture_locations", 4, capture_id=f"cap-{NOBODY}", record_offset=9000),
    ),
    case("capture_locations.records_apart", change("capture_locations", 2, record_length=1001)),
    case("capture_locations.specimen_of_capture", change("capture_locations", 0, specimen=False)),
    case(
        "documents.key",
        again("documents", 0),
        also=["documents.one_document_per_payload", "publications.documents_counted"],
    ),
    case(
        "documents.payload_sha256.reference",
        again(
            "documents",
            0,
            document_id=f"doc-{NOBODY}",
            payload_sha256=A,
            n_captures=0,
            original_url=None,
            specimen=False,
            **UNDATED,
        ),
        also=["publications.documents_counted", "template_coverage.every_page_is_counted"],
    ),
    case("documents.published_on_complete", change("documents", 0, published_on_source=None), also=[DATES]),
    case(
        "documents.published_on_complete", change("documents", 1, published_on_printed="soon"), also=[DATES]
    ),
    case("documents.published_on_complete", change("documents", 0, published_on=None), also=[DATES]),
    case("documents.published_on_after_founding", published(date(2002, 11, 24)), also=[DATES]),
    case(
        "documents.published_on_before_capture",
        published(date(2013, 7, 22), number=OURS_NOT),
        also=["documents.modified_on_before_capture", DATES],
    ),
    case(
        "documents.modified_on_complete",
        change("documents", 1, modified_on_source=DateSource.META),
        also=[DATES],
    ),
    case(
        "documents.modified_on_after_founding",
        change("documents", 0, modified_on=date(2001, 1, 1), published_on=date(2001, 1, 1)),
        also=["documents.published_on_after_founding", DATES],
    ),
    case(
        "documents.modified_on_before_capture",
        change(
            "documents",
            OURS_NOT,
            modified_on=date(2013, 7, 22),
            modified_on_source=DateSource.PDF_INFO,
            modified_on_printed="D:20130722",
        ),
        also=[DATES],
    ),
    case(
        "documents.modified_after_published",
        change("documents", 0, modified_on=date(2011, 6, 16)),
        also=[DATES],
    ),
    case(
        "documents.one_document_per_payload",
        again("documents", 0, document_id=f"doc-{NOBODY}", **UNDATED),
        also=["document_addresses.every_capture_has_its_address", "publications.documents_counted"],
    ),
    case("documents.web_pages_unpaged", change("documents", 0, pages=1)),
    case(
        "documents.text_or_issue",
        without("passages", 0, 2),
        change("documents", 0, text=""),
        also=[
            "changes.after_passage_id.reference",
            "changes.before_passage_id.reference",
            "document_dates.passage_id.reference",
            "links.passage_id.reference",
            "links.note_in_text",
            "tables.passage_id.reference",
        ],
    ),
    case(
        "documents.address_was_captured",
        change("documents", 0, original_url="http://x.specimen.invalid/"),
        also=["document_addresses.every_capture_has_its_address"],
    ),
    case(
        "documents.first_capture",
        change("documents", 0, first_captured_at=datetime(2013, 10, 18, 4, 30, tzinfo=UTC)),
        also=["publications.captured_in_order"],
    ),
    case(
        "documents.captures_counted",
        change("documents", 0, n_captures=3),
        also=["publications.documents_counted"],
    ),
    case(
        "documents.specimen_by_host",
        change("documents", 0, specimen=False),
        also=[
            "revisions.specimen_of_documents",
            "document_addresses.specimen_of_document",
            "document_dates.specimen_of_document",
            "publications.specimen_of_documents",
            "passages.specimen_of_document",
            "links.specimen_of_document",
            "tables.specimen_of_document",
            "cells.specimen_of_document",
            "series_releases.as_its_document",
            "statistics.specimen_of_document",
        ],
    ),
    case(
        "documents.publication_id.reference",
        *in_no_publication(),
        also=["document_addresses.publication_id.reference"],
    ),
    case("publications.key", again("publications", 1)),
    case("publications.documents_counted", change("publications", 0, n_documents=2)),
    case("publications.documents_counted", change("publications", 0, n_captures=3)),
    case("publications.addresses_counted", change("publications", 0, n_addresses=2)),
    case("publications.captured_in_order", change("publications", 0, last_captured_at=AGES_AGO)),
    case("publications.captured_in_order", change("publications", 0, last_captured_at=None)),
    case("publications.specimen_of_documents", change("publications", 0, specimen=False)),
    case("publications.families_of_several", change("publications", 0, family_id=None)),
    case("document_addresses.key", again("document_addresses", 1)),
    case(
        "document_addresses.document_id.reference",
        change("document_addresses", 1, document_id=f"doc-{NOBODY}"),
    ),
    case(
        "document_addresses.publication_id.reference",
        change("document_addresses", 1, publication_id=f"pub-{NOBODY}"),
        also=["document_addresses.publication_of_document"],
    ),
    case(
        "document_addresses.publication_of_document",
        change("document_addresses", 1, publication_id=FORM_AS_PUBLISHED),
    ),
    case("document_addresses.payload_of_document", change("document_addresses", 1, payload_sha256=A)),
    case("document_addresses.specimen_of_document", change("document_addresses", 1, specimen=False)),
    case(
        "document_addresses.captured_was_captured",
        change("document_addresses", 1, relation=AddressRelation.CAPTURED, language=None),
        also=["publications.addresses_counted"],
    ),
    case(
        "document_addresses.redirect_was_captured",
        change("document_addresses", 1, relation=AddressRelation.REDIRECT_FROM, language=None),
    ),
    case(
        "document_addresses.every_capture_has_its_address",
        change("document_addresses", 2, relation=AddressRelation.CANONICAL),
        also=["publications.addresses_counted"],
    ),
    case("document_addresses.language_of_alternates", change("document_addresses", 1, language=None)),
    case("document_addresses.language_of_alternates", change("document_addresses", 0, language="en")),
    case("document_dates.key", again("document_dates", 2, ordinal=4)),
    case("document_dates.document_id.reference", change("document_dates", 4, document_id=f"doc-{NOBODY}")),
    case("document_dates.passage_id.reference", change("document_dates", 0, passage_id=f"psg-{NOBODY}")),
    case("document_dates.payload_of_document", change("document_dates", 2, payload_sha256=A)),
    case("document_dates.specimen_of_document", change("document_dates", 2, specimen=False)),
    case("document_dates.ordinals_without_gaps", change("document_dates", 4, ordinal=1)),
    case("document_dates.day_as_precise", change("document_dates", 2, day=date(2011, 6, 1))),
    case("document_dates.day_as_precise", change("document_dates", 2, iso="2011-06-01")),
    case("document_dates.day_as_precise", change("document_dates", 2, instant=AGES_AGO)),
    case("document_dates.day_near_instant", change("document_dates", 3, instant=AGES_AGO)),
    case(
        "document_dates.chosen_is_whole",
        change("document_dates", 2, chosen=True, role=DateRole.MODIFIED),
        also=["document_dates.chosen_once", DATES],
    ),
    case("document_dates.chosen_once", again("document_dates", 1, date_id=f"dat-{NOBODY}", ordinal=4)),
    case(DATES, change("document_dates", 0, chosen=False)),
    case(DATES, change("documents", 0, published_on=date(2011, 6, 18))),
    case(
        "document_dates.passage_of_document",
        change("document_dates", 0, passage_id=valid()["passages"][3].passage_id),
    ),
    case("document_dates.two_clocks", change("document_dates", 3, role=DateRole.CREATED)),
    case("document_dates.two_clocks", change("document_dates", 4, chosen=True), also=[DATES]),
    case(
        "document_dates.stated_before_capture",
        *changed_after_capture(),
        also=["documents.modified_on_before_capture"],
    ),
    case(
        "passages.key",
        again("passages", 0),
        also=["passages.passages_apart", "passages.ordinals_without_gaps"],
    ),
    case(
        "passages.document_id.reference",
        change("passages", 4, document_id=f"doc-{NOBODY}"),
        also=[
            "changes.after_passage_of_version",
            "changes.before_passage_of_version",
            "passages.ordinals_without_gaps",
            "tables.passage_is_table",
        ],
    ),
    case("passages.payload_of_document", change("passages", 0, payload_sha256=A)),
    case("passages.specimen_of_document", change("passages", 0, specimen=False)),
    case("passages.page_in_document", change("passages", 3, page=3)),
    case("passages.page_in_document", change("passages", 0, page=1)),
    case("passages.box_ordered", change("passages", 3, bbox=(300.0, 72.0, 72.0, 84.0))),
    case("passages.box_ordered", change("passages", 3, bbox=(72.0, 84.0, 300.0, 72.0))),
    case("passages.box_ordered", change("passages", 3, bbox=(72.0, 72.0, 300.0))),
    case("passages.box_ordered", change("passages", 3, bbox=(72.0, 72.0, float("inf"), 84.0))),
    case("passages.box_ordered", change("passages", 3, bbox=(72.0, 72.0, float("nan"), 84.0))),
    case("passages.box_ordered", change("passages", 3, bbox=(72.0, None, 300.0, 84.0))),
    case("passages.box_on_page", change("passages", 3, page=None)),
    case("passages.ordinals_without_gaps", change("passages", 2, ordinal=3)),
    case("passages.ordinals_without_gaps", change("passages", 4, ordinal=0)),
    case("passages.text_at_offsets", change("passages", 1, char_start=32, char_end=51)),
    case("passages.text_at_offsets", change("passages", 14, char_end=4000)),
    case("passages.passages_apart", change("passages", 1, char_start=2), also=["passages.text_at_offsets"]),
    case(
        "passages.text_not_blank",
        change("passages", 3, text=" \u00a0 ", char_end=3),
        also=["passages.text_at_offsets", "passages.text_digest"],
    ),
    case("passages.text_digest", change("passages", 0, text_sha256=A)),
    case("passages.table_has_cells", change("passages", 0, kind=PassageKind.TABLE)),
    case("passages.confidence_if_recognised", change("passages", 5, confidence=None)),
    case("passages.confidence_if_recognised", change("passages", 3, confidence=0.5)),
    case("passages.recognised_has_words", change("passages", 3, ocr=ENGINE, confidence=0.5)),
    case("links.key", again("links", 0), also=["links.ordinals_without_gaps"]),
    case("links.document_id.reference", change("links", 1, document_id=f"doc-{NOBODY}", ordinal=0)),
    case("links.passage_id.reference", change("links", 0, passage_id=f"psg-{NOBODY}")),
    case("links.target_document_id.reference", change("links", 0, target_document_id=f"doc-{NOBODY}")),
    case("links.payload_of_document", change("links", 0, payload_sha256=A)),
    case("links.specimen_of_document", change("links", 0, specimen=False)),
    case("links.page_in_document", change("links", 0, page=1)),
    case(
        "links.box_ordered",
        change("links", 0, bbox=(2.0, 2.0, 1.0, 3.0), page=1),
        also=["links.page_in_document"],
    ),
    case("links.box_on_page", change("links", 0, bbox=(1.0, 1.0, 2.0, 2.0))),
    case("links.ordinals_without_gaps", change("links", 1, ordinal=2)),
    case(
        "links.passage_of_document",
        without("links", 1),
        to_other_document("links", 0),
        also=["links.note_in_text"],
    ),
    case("links.note_as_printed", change("links", 1, note_format="PDF")),
    case("links.note_as_printed", change("links", 1, note_date=date(2012, 4, 5))),
    case("links.note_in_text", change("links", 0, note_raw="(PDF)")),
    case("links.size_between", change("links", 0, note_bytes=1)),
    case("links.size_between", change("links", 1, note_bytes_least=1)),
    case("links.target_capture_id.reference", change("links", 0, target_capture_id=f"cap-{NOBODY}")),
    case("links.target_as_stated", change("links", 0, target_document_id=None)),
    case("links.target_as_stated", change("links", 0, target_capture_id=None)),
    case("links.target_as_stated", change("links", 0, target_status=TargetStatus.UNREADABLE)),
    case(
        "links.gone_by_status",
        change("links", 0, target_status=TargetStatus.GONE, target_document_id=None),
    ),
    case("links.promises_judged", change("links", 0, pages_agree=False)),
    case("links.promises_judged", change("links", 0, bytes_agree=None)),
    case(
        "tables.key",
        again("tables", 0),
        also=["tables.one_table_per_passage", "tables.ordinals_without_gaps"],
    ),
    case(
        "tables.document_id.reference",
        change("tables", 1, document_id=f"doc-{NOBODY}"),
        also=["tables.passage_is_table", "cells.document_of_table", "table_notes.document_of_table"],
    ),
    case(
        "tables.passage_id.reference",
        change("tables", 0, passage_id=f"psg-{NOBODY}"),
        also=["passages.table_has_cells"],
    ),
    case("tables.payload_of_document", change("tables", 0, payload_sha256=A)),
    case("tables.specimen_of_document", change("tables", 0, specimen=False)),
    case(
        "tables.page_in_document",
        change("tables", 1, page=3, last_page=3),
        also=["tables.last_page_in_document", "cells.page_of_table"],
    ),
    case("tables.last_page_in_document", change("tables", 1, last_page=3)),
    case("tables.box_ordered", change("tables", 1, bbox=(2.0, 2.0, 1.0, 3.0))),
    case("tables.box_on_page", change("tables", 0, bbox=(1.0, 1.0, 2.0, 2.0))),
    case("tables.ordinals_without_gaps", change("tables", 0, ordinal=1)),
    case("tables.pages_in_order", change("tables", 1, last_page=None), also=["cells.page_of_table"]),
    case("tables.pages_in_order", change("tables", 1, page=2, last_page=1), also=["cells.page_of_table"]),
    case("tables.header_rows_in_table", change("tables", 0, n_header_rows=3)),
    case("tables.passage_is_table", change("passages", 2, kind=PassageKind.PARAGRAPH)),
    case(
        "tables.one_table_per_passage",
        again("tables", 0, table_id=f"tbl-{NOBODY}", ordinal=1),
        also=["tables.has_cells"],
    ),
    case("tables.has_cells", without("cells", 0, 2), also=["statistics.cell_id.reference"]),
    case("tables.ocr_of_passage", change("tables", 1, ocr=ENGINE)),
    case("cells.key", again("cells", 0), also=["cells.cells_apart"]),
    case(
        "cells.document_id.reference",
        change("cells", 0, document_id=f"doc-{NOBODY}"),
        also=["cells.document_of_table"],
    ),
    case("cells.table_id.reference", change("cells", 0, table_id=f"tbl-{NOBODY}")),
    case("cells.payload_of_document", change("cells", 0, payload_sha256=A)),
    case("cells.specimen_of_document", change("cells", 0, specimen=False)),
    case("cells.box_ordered", change("cells", 3, bbox=(2.0, 2.0, 1.0, 3.0))),
    case("cells.box_on_page", change("cells", 0, bbox=(1.0, 1.0, 2.0, 2.0))),
    case("cells.document_of_table", to_other_document("cells", 0)),
    case("cells.page_of_table", change("cells", 4, page=3)),
    case("cells.page_of_table", change("cells", 0, page=1)),
    case("cells.inside_table", change("cells", 2, col_span=2)),
    case("cells.inside_table", change("cells", 2, row_span=2)),
    case("cells.cells_apart", change("cells", 1, col=1)),
    case("cells.cells_apart", change("cells", 0, row_span=2)),
    case("cells.repeated_is_header", change("cells", 4, is_header=False)),
    case("cells.value_of_kind", change("cells", 1, kind=CellKind.NUMBER)),
    case("cells.value_of_kind", change("cells", 2, kind=CellKind.TEXT)),
    case("cells.value_of_kind", change("cells", 2, value=float("nan"))),
    case("cells.day_of_kind", change("cells", 1, value_date=date(2011, 6, 17))),
    case("cells.measure_of_value", change("cells", 1, unit="pounds")),
    case("cells.measure_of_value", change("cells", 1, scale="in thousands")),
    case("cells.blank_is_empty", change("cells", 1, kind=CellKind.BLANK)),
    case("cells.blank_is_empty", change("cells", 1, text_clean="", note_marks=("*",))),
    case("cells.clean_of_text", change("cells", 1, text_clean="Jurisdictions", note_marks=("*",))),
    case("cells.clean_of_text", change("cells", 1, text_clean="Juris")),
    case("cells.total_adds_up", change("cells", 2, adds_up=True)),
    case("table_notes.key", again("table_notes", 0, mark=None, ordinal=2)),
    case(
        "table_notes.document_id.reference",
        change("table_notes", 0, document_id=f"doc-{NOBODY}"),
        also=["table_notes.document_of_table"],
    ),
    case("table_notes.table_id.reference", change("table_notes", 1, table_id=f"tbl-{NOBODY}", ordinal=0)),
    case("table_notes.passage_id.reference", change("table_notes", 0, passage_id=f"psg-{NOBODY}")),
    case("table_notes.payload_of_document", change("table_notes", 0, payload_sha256=A)),
    case("table_notes.specimen_of_document", change("table_notes", 0, specimen=True)),
    case("table_notes.page_in_document", change("table_notes", 0, page=3)),
    case("table_notes.document_of_table", to_other_document("table_notes", 1, page=None)),
    case("table_notes.marks_apart", change("table_notes", 1, mark="*")),
    case("table_notes.ordinals_without_gaps", change("table_notes", 1, ordinal=2)),
    case(
        "template_coverage.key",
        again("template_coverage", 0),
        also=["template_coverage.every_page_is_counted"],
    ),
    case("completeness.key", again("completeness", 0)),
    case("completeness.captures_add_up", change("completeness", 0, missing=2)),
    case("completeness.identical_is_held", change("completeness", 0, identical=2)),
    case("completeness.status_of_counts", change("completeness", 0, status=Completion.COMPLETE)),
    case("completeness.listed_linked_or_declared", change("completeness", 2, series="not_declared")),
    case("template_coverage.counts_of_pages", change("template_coverage", 0, with_title=2)),
    case("template_coverage.every_page_is_counted", change("template_coverage", 0, pages=2)),
    case("policies.key", again("policies", 0), also=["policies.one_policy_per_document"]),
    case(
        "policies.document_id.reference",
        again("policies", 0, policy_id=f"pol-{NOBODY}", document_id=f"doc-{NOBODY}"),
    ),
    case("policies.payload_of_document", change("policies", 0, payload_sha256=A)),
    case("policies.specimen_of_document", change("policies", 0, specimen=True)),
    case("policies.one_policy_per_document", again("policies", 0, policy_id=f"pol-{NOBODY}")),
    case("policies.days_as_printed", change("policies", 0, issued_on_printed=None)),
    case("policies.days_as_printed", change("policies", 0, effective_on=date(2011, 6, 17))),
    case("policy_words.key", again("policy_words", 0), also=["policy_words.ordinals_without_gaps"]),
    case(
        "policy_words.document_id.reference",
        again("policy_words", 0, words_id=f"pwd-{NOBODY}", document_id=f"doc-{NOBODY}"),
        also=["policy_words.passage_of_document"],
    ),
    case("policy_words.policy_id.reference", change("policy_words", 0, policy_id=f"pol-{NOBODY}")),
    case("policy_words.passage_id.reference", change("policy_words", 0, passage_id=f"psg-{NOBODY}")),
    case("policy_words.payload_of_document", change("policy_words", 0, payload_sha256=A)),
    case("policy_words.specimen_of_document", change("policy_words", 0, specimen=True)),
    case("policy_words.ordinals_without_gaps", change("policy_words", 1, ordinal=2)),
    case(
        "policy_words.passage_of_document",
        without("policy_words", 1),
        to_other_document("policy_words", 0),
    ),
    case("policy_words.words_at_offsets", change("policy_words", 0, char_end=9)),
    case("provisions.key", again("provisions", 0), also=["provisions.ordinals_without_gaps"]),
    case(
        "provisions.document_id.reference",
        again("provisions", 0, provision_id=f"prv-{NOBODY}", document_id=f"doc-{NOBODY}"),
        also=["provisions.passage_of_document"],
    ),
    case("provisions.passage_id.reference", change("provisions", 0, passage_id=f"psg-{NOBODY}")),
    case("provisions.payload_of_document", change("provisions", 0, payload_sha256=A)),
    case("provisions.specimen_of_document", change("provisions", 0, specimen=True)),
    case("provisions.ordinals_without_gaps", change("provisions", 1, ordinal=2)),
    case("provisions.passage_of_document", without("provisions", 1), to_other_document("provisions", 0)),
    case("provisions.words_at_offsets", change("provisions", 0, actor="officer")),
    case("provisions.words_at_offsets", change("provisions", 0, affected=None)),
    case("provisions.words_at_offsets", change("provisions", 0, object_end=None)),
    case("provisions.values_have_places", change("provisions", 0, modality_start=None)),
    case("provisions.values_have_places", change("provisions", 0, limit_unit=None)),
    case("provisions.values_have_places", change("provisions", 1, instrument=None)),
    case("provisions.places_in_passage", change("provisions", 0, sentence_end=999)),
    case("provisions.places_in_passage", change("provisions", 1, instrument_end=999)),
    case("contacts.key", again("contacts", 0), also=["contacts.ordinals_without_gaps"]),
    case(
        "contacts.document_id.reference",
        again("contacts", 0, contact_id=f"con-{NOBODY}", document_id=f"doc-{NOBODY}"),
        also=["contacts.passage_of_document"],
    ),
    case("contacts.passage_id.reference", change("contacts", 0, passage_id=f"psg-{NOBODY}")),
    case("contacts.office_passage_id.reference", change("contacts", 0, office_passage_id=f"psg-{NOBODY}")),
    case("contacts.payload_of_document", change("contacts", 0, payload_sha256=A)),
    case("contacts.specimen_of_document", change("contacts", 0, specimen=True)),
    case("contacts.ordinals_without_gaps", change("contacts", 2, ordinal=3)),
    case("contacts.passage_of_document", without("contacts", 1, 2), to_other_document("contacts", 0)),
    case("contacts.dropped_with_reason", change("contacts", 0, redacted=True)),
    case("contacts.dropped_with_reason", change("contacts", 2, reason=None)),
    case("contacts.parts_of_channel", change("contacts", 0, channel=Channel.EMAIL)),
    case("contacts.parts_of_channel", change("contacts", 1, zip=None)),
    case("contacts.printed_in_passage", change("contacts", 0, printed="202-555-0102")),
    case("activations.key", again("activations", 0), also=["activations.ordinals_without_gaps"]),
    case(
        "activations.document_id.reference",
        again("activations", 0, activation_id=f"act-{NOBODY}", document_id=f"doc-{NOBODY}"),
        also=["activations.passage_of_document"],
    ),
    case("activations.passage_id.reference", change("activations", 0, passage_id=f"psg-{NOBODY}")),
    case("activations.cell_id.reference", change("activations", 0, passage_id=None, cell_id=f"cel-{NOBODY}")),
    case("activations.payload_of_document", change("activations", 0, payload_sha256=A)),
    case("activations.specimen_of_document", change("activations", 0, specimen=True)),
    case("activations.ordinals_without_gaps", change("activations", 1, ordinal=2)),
    case("activations.passage_of_document", without("activations", 1), to_other_document("activations", 0)),
    case("activations.box_ordered", change("activations", 0, bbox=(90.0, 100.0, 50.0, 110.0))),
    case("activations.box_on_page", change("activations", 0, page=None)),
    case("activations.day_is_printed", change("activations", 0, date_printed=None)),
    case("activations.counts_in_pairs", change("activations", 0, n_total_in_state=1)),
    case("activations.counts_in_pairs", change("activations", 0, n_total_in_state=None)),
    case("activations.place_or_issue", change("activations", 0, place_id=None)),
    case("activations.one_address", change("activations", 0, passage_id=None)),
    case("complaint_forms.key", again("complaint_forms", 0), also=["complaint_forms.ordinals_without_gaps"]),
    case(
        "complaint_forms.document_id.reference",
        again("complaint_forms", 0, form_id=f"frm-{NOBODY}", document_id=f"doc-{NOBODY}"),
        also=["complaint_forms.passage_of_document"],
    ),
    case("complaint_forms.passage_id.reference", change("complaint_forms", 0, passage_id=f"psg-{NOBODY}")),
    case("complaint_forms.link_id.reference", change("complaint_forms", 0, link_id=f"lnk-{NOBODY}")),
    case("complaint_forms.payload_of_document", change("complaint_forms", 0, payload_sha256=A)),
    case("complaint_forms.specimen_of_document", change("complaint_forms", 0, specimen=True)),
    case("complaint_forms.ordinals_without_gaps", change("complaint_forms", 1, ordinal=2)),
    case(
        "complaint_forms.passage_of_document",
        without("complaint_forms", 1),
        to_other_document("complaint_forms", 0),
    ),
    case("complaint_forms.named_or_counted", change("complaint_forms", 1, language_printed="French")),
    case("complaint_forms.named_or_counted", change("complaint_forms", 0, language_printed=None)),
    case(
        "complaint_forms.promised_by_link",
        change("complaint_forms", 0, link_id=valid()["links"][0].link_id),
    ),
    case("jurisdictions.key", again("jurisdictions", 2)),
    case("jurisdictions.within_id.reference", change("jurisdictions", 1, within_id="US-07")),
    case("jurisdictions.fips_within_state", change("jurisdictions", 1, fips="07037")),
    case("jurisdictions.fips_once", change("jurisdictions", 2, fips="06")),
    case("jurisdictions.listed_in_order", change("jurisdictions", 1, listed_first=2020)),
    case("jurisdictions.specimen_is_fictional", change("jurisdictions", 2, kind=PlaceKind.STATE)),
    case("jurisdiction_names.key", again("jurisdiction_names", 0)),
    case(
        "jurisdiction_names.jurisdiction_id.reference",
        change("jurisdiction_names", 0, jurisdiction_id="US-1"),
    ),
    case("jurisdiction_names.specimen_of_place", change("jurisdiction_names", 0, specimen=True)),
    case("series_releases.key", again("series_releases", 0)),
    case("series_releases.document_id.reference", change("series_releases", 0, document_id=f"doc-{NOBODY}")),
    case(
        "series_releases.publication_id.reference",
        change("series_releases", 0, publication_id=f"pub-{NOBODY}"),
        also=["series_releases.as_its_document"],
    ),
    case("series_releases.follows_id.reference", change("series_releases", 0, follows_id=f"rls-{NOBODY}")),
    case(
        "series_releases.supersedes_id.reference", change("series_releases", 0, supersedes_id=f"rls-{NOBODY}")
    ),
    case("series_releases.statistics_counted", change("series_releases", 0, n_statistics=2)),
    case("series_releases.follows_the_one_before", change("series_releases", 0, ordinal=1)),
    case("series_releases.supersedes_an_earlier_one", change("series_releases", 0, supersedes_id=RELEASE)),
    case("series_releases.as_its_document", change("series_releases", 0, specimen=False)),
    case("statistics.key", again("statistics", 2), also=["series_releases.statistics_counted"]),
    case("statistics.document_id.reference", change("statistics", 1, document_id=f"doc-{NOBODY}")),
    case("statistics.table_id.reference", change("statistics", 0, table_id=f"tbl-{NOBODY}")),
    case("statistics.cell_id.reference", change("statistics", 0, cell_id=f"cel-{NOBODY}")),
    case("statistics.publication_id.reference", change("statistics", 0, publication_id=f"pub-{NOBODY}")),
    case("statistics.place_id.reference", change("statistics", 1, place_id="ZZ-nowhere")),
    case("statistics.category_place_id.reference", change("statistics", 0, category_place_id="ISO-XXX")),
    case(
        "statistics.release_id.reference",
        change("statistics", 0, release_id=f"rls-{NOBODY}"),
        also=["series_releases.statistics_counted"],
    ),
    case("statistics.revises_id.reference", change("statistics", 0, revises_id=f"stt-{NOBODY}")),
    case("statistics.payload_of_document", change("statistics", 0, payload_sha256=A)),
    case(
        "statistics.specimen_of_document",
        *(change("statistics", number, specimen=False) for number in range(3)),
        change("disagreements", 0, specimen=False),
    ),
    case("statistics.value_of_cell", change("statistics", 1, printed="13")),
    case("statistics.value_of_kind", change("statistics", 1, kind=StatisticKind.ZERO)),
    case("statistics.period_ordered", change("statistics", 1, period_start=date(2011, 8, 1))),
    case(
        "statistics.share_of_whole",
        change("statistics", 1, counts=Counts.SHARE, value=112.0),
        change("statistic_changes", 0, difference=100.0),
        also=["statistics.value_of_cell"],
    ),
    case(
        "statistics.counts_not_negative",
        change("statistics", 1, value=-12.0),
        change("statistic_changes", 0, difference=-24.0, is_revision=True),
        also=["statistics.value_of_cell"],
    ),
    case("statistics.place_or_issue", change("statistics", 1, place_id=None)),
    case("disagreements.key", again("disagreements", 0)),
    case("disagreements.statistic_id.reference", change("disagreements", 0, statistic_id=f"stt-{NOBODY}")),
    case(
        "disagreements.other_statistic_id.reference",
        change("disagreements", 0, other_statistic_id=f"stt-{NOBODY}"),
    ),
    case("disagreements.they_differ", change("disagreements", 0, series="another")),
    case("disagreements.of_one_thing", change("statistics", 2, level="level_1")),
    case(
        "disagreements.relation_of_documents",
        change("disagreements", 0, relation=DisagreementRelation.BETWEEN_PUBLICATIONS),
    ),
    case(
        "disagreements.revision_of_statistic",
        change("disagreements", 0, relation=DisagreementRelation.REVISION),
        also=["disagreements.relation_of_documents"],
    ),
    case("statistic_changes.key", again("statistic_changes", 0)),
    *(
        case(
            f"statistic_changes.{side}_{kind}_id.reference",
            change("statistic_changes", 0, **{f"{side}_{kind}_id": f"{prefix}-{NOBODY}"}),
        )
        for side in ("from", "to")
        for kind, prefix in (("statistic", "stt"), ("release", "rls"))
    ),
    case("statistic_changes.place_id.reference", change("statistic_changes", 0, place_id="ZZ-nowhere")),
    case(
        "statistic_changes.category_place_id.reference",
        change("statistic_changes", 0, category_place_id="ISO-XXX"),
    ),
    case("statistic_changes.difference_of_figures", change("statistic_changes", 0, difference=1.0)),
    case(
        "statistic_changes.period_between_figures", change("statistic_changes", 0, period_start=FIRST.date())
    ),
    case(
        "statistic_changes.one_series_and_definition",
        change("statistics", 1, definition_version="levels-2011"),
    ),
    case("statistical_reviews.key", again("statistical_reviews", 1)),
    *(
        case(f"statistical_reviews.{column}.reference", change("statistical_reviews", 0, **{column: unknown}))
        for column, unknown in (
            ("place_id", "ZZ-nowhere"),
            ("within_id", "ZZ-nowhere"),
            ("release_id", f"rls-{NOBODY}"),
        )
    ),
    case("statistical_reviews.counts_of_figures", change("statistical_reviews", 0, numerator=1.0, rate=None)),
    *(
        case(
            f"statistical_reviews.{side}_{end}_ids.reference",
            change("statistical_reviews", 0, **{f"{side}_{end}_ids": (f"stt-{NOBODY}",)}),
            also=["statistical_reviews.counts_of_figures"],
        )
        for side in ("numerator", "denominator")
        for end in ("to", "from")
    ),
    case("statistical_reviews.counts_have_figures", change("statistical_reviews", 0, numerator_to_ids=())),
    case("statistical_reviews.rate_of_counts", change("statistical_reviews", 0, rate=0.4)),
    case("statistical_reviews.eligible_or_why_not", change("statistical_reviews", 0, confirmed=None)),
    case("statistical_reviews.eligible_are_counted", change("statistical_reviews", 0, n_eligible=2)),
    case("statistical_reviews.limits_in_order", change("statistical_reviews", 0, lower95=0.26)),
    case("revisions.key", again("revisions", 1, publication_id=FORM_AS_PUBLISHED, ordinal=0)),
    case("revisions.before_capture_id.reference", change("revisions", 0, before_capture_id=f"cap-{NOBODY}")),
    case("revisions.after_capture_id.reference", change("revisions", 0, after_capture_id=f"cap-{NOBODY}")),
    case(
        "revisions.before_document_id.reference",
        change("revisions", 0, before_document_id=f"doc-{NOBODY}"),
        also=["changes.before_passage_of_version"],
    ),
    case(
        "revisions.after_document_id.reference",
        change("revisions", 1, after_document_id=f"doc-{NOBODY}"),
        also=["changes.after_passage_of_version"],
    ),
    case("revisions.ordinals_without_gaps", change("revisions", 1, ordinal=2)),
    case(
        "revisions.versions_differ",
        change("revisions", 1, after_document_id=valid()["revisions"][1].before_document_id),
        also=[
            "changes.after_passage_of_version",
            "revisions.after_capture_is_of_version",
            "revisions.specimen_of_documents",
        ],
    ),
    case(
        "revisions.versions_follow",
        again("revisions", 0, revision_id=f"rev-{NOBODY}", ordinal=1, n_substantive=0),
        change("revisions", 1, ordinal=2),
        also=["revisions.rest_is_the_same"],
    ),
    case(
        "revisions.captured_in_order",
        change("captures", 1, captured_at=FIRST - timedelta(days=1)),
        change("revisions", 1, after_first_captured_at=FIRST - timedelta(days=1)),
        change("documents", 0, first_captured_at=FIRST - timedelta(days=1)),
        also=["publications.captured_in_order"],
    ),
    case(
        "revisions.publication_id.reference",
        change("revisions", 0, publication_id=f"pub-{NOBODY}", ordinal=0),
        change("revisions", 1, ordinal=0),
    ),
    case(
        "revisions.before_capture_is_of_version",
        change("revisions", 0, before_capture_id=valid()["captures"][1].capture_id),
    ),
    case(
        "revisions.after_capture_is_of_version",
        change("revisions", 0, after_capture_id=valid()["captures"][3].capture_id),
    ),
    case("revisions.substantive_counted", change("revisions", 0, n_substantive=3)),
    case("revisions.clerical_counted", change("revisions", 0, n_clerical=1)),
    case("revisions.noise_counted", change("revisions", 0, n_noise=1)),
    case("revisions.rest_is_the_same", without("changes", 26), change("revisions", 1, n_substantive=13)),
    case(
        "revisions.specimen_of_documents",
        change("revisions", 1, specimen=False),
        *(change("changes", number, specimen=False) for number in (*range(4, 9), *range(18, 27))),
    ),
    case(
        "changes.key",
        again("changes", 7, ordinal=14, before_passage_id=None, action=ChangeAction.ADDED),
        change("revisions", 1, n_substantive=15),
        also=["changes.after_passage_of_version"],
    ),
    case(
        "changes.revision_id.reference",
        change("changes", 26, revision_id=f"rev-{NOBODY}", ordinal=0),
        change("revisions", 1, n_substantive=13),
        also=["revisions.rest_is_the_same"],
    ),
    case(
        "changes.before_passage_id.reference",
        change("changes", 8, before_passage_id=f"psg-{NOBODY}"),
        also=["revisions.rest_is_the_same"],
    ),
    case(
        "changes.after_passage_id.reference",
        change("changes", 4, after_passage_id=f"psg-{NOBODY}"),
        also=["revisions.rest_is_the_same"],
    ),
    case("changes.ordinals_without_gaps", change("changes", 8, ordinal=5)),
    case("changes.sides_of_action", change("changes", 8, action=ChangeAction.ADDED)),
    case(
        "changes.before_passage_of_version",
        change("changes", 8, before_passage_id=valid()["passages"][0].passage_id),
        also=["revisions.rest_is_the_same"],
    ),
    case(
        "changes.after_passage_of_version",
        change("changes", 4, after_passage_id=valid()["passages"][3].passage_id),
        also=["revisions.rest_is_the_same"],
    ),
    case("changes.moved_unchanged", change("changes", 2, action=ChangeAction.MOVED)),
    case("changes.edits_of_rewording", change("changes", 0, edits=("-gone",))),
    case("changes.edits_of_rewording", change("changes", 2, edits=("=0",))),
    case("changes.specimen_of_revision", change("changes", 0, specimen=False)),
    case("ocr_words.key", again("ocr_words", 2), also=["ocr_words.ordinals_without_gaps"]),
    case(
        "ocr_words.document_id.reference",
        change("ocr_words", 2, document_id=f"doc-{NOBODY}", ordinal=0),
    ),
    case("ocr_words.passage_id.reference", change("ocr_words", 2, passage_id=f"psg-{NOBODY}")),
    case("ocr_words.payload_of_document", change("ocr_words", 0, payload_sha256=A)),
    case("ocr_words.specimen_of_document", change("ocr_words", 0, specimen=True)),
    case("ocr_words.page_in_document", change("ocr_words", 0, page=3)),
    case("ocr_words.box_ordered", change("ocr_words", 0, bbox=(2.0, 2.0, 1.0, 3.0))),
    case("ocr_words.ordinals_without_gaps", change("ocr_words", 2, ordinal=3)),
    case("ocr_words.engine_of_passage", change("ocr_words", 0, engine="engine 2.0 (eng)")),
    case("ocr_words.engine_of_passage", change("ocr_words", 2, passage_id=valid()["passages"][3].passage_id)),
    case("issues.key", again("issues", 0)),
    case("issues.payload_sha256.reference", change("issues", 1, payload_sha256=A)),
    case("issues.has_evidence", change("issues", 0, evidence=" ")),
    case("issues.has_remedy", change("issues", 0, remedy="")),
    case("issues.no_extractor_lost", change("issues", 0, code="extractor_failed")),
    case("issues.specimen_by_host", change("issues", 0, specimen=True)),
    case("issues.specimen_by_host", change("issues", 0, address=PAGE_URL)),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{each.check}" for number, each in enumerate(CASES)])
def test_a_broken_row_is_found_by_its_check_alone(case: Case, broken: Broken) -> None:
    assert set(broken(*case.changes)) == {case.check, *case.also}


def test_nothing_is_found_in_the_valid_dataset(broken: Broken) -> None:
    assert broken() == {}


def test_every_key_reference_and_rule_has_a_case() -> None:
    declared = {f"{table}.key" for table in CONTRACTS}
    for table, contract in CONTRACTS.items():
        declared |= {f"{table}.{rule.name}" for rule in contract.rules}
        declared |= {f"{table}.{reference.column}.reference" for reference in contract.references}
    assert declared == {each.check for each in CASES}


def test_a_finding_names_the_row_and_what_was_found(broken: Broken) -> None:
    cell = valid()["cells"][2]
    found = broken(change("cells", 2, col_span=2))
    assert found == {"cells.inside_table": (f"{cell.cell_id}: 2 of 2 rows, 3 of 2 columns",)}


def test_offsets_count_code_points(broken: Broken) -> None:
    passage = valid()["passages"][1]
    assert any(ord(char) > 0xFFFF for char in passage.text)
    found = broken(change("passages", 1, char_start=passage.char_start + 1))
    shown = " ".join(passage.text[1:].split())
    said = f"characters {passage.char_start + 1} to {passage.char_end} are {shown}"
    assert found == {"passages.text_at_offsets": (f"{passage.passage_id}: {said}",)}


def test_offsets_are_looked_up_in_long_texts_too(broken: Broken) -> None:
    dataset = valid()
    document, passage = dataset["documents"][0], dataset["passages"][2]
    before = "𝄞" * (2 * PIECE + 17)
    moved = _moved(passage, len(before))
    longer = (
        change("documents", 0, text=before + document.text),
        change("passages", 2, **moved),
        change("passages", 0, **_with_text(before + dataset["passages"][0].text)),
        change("passages", 1, **_moved(dataset["passages"][1], len(before))),
    )
    assert broken(*longer) == {}
    further = change("passages", 2, char_start=moved["char_start"] + 1, char_end=moved["char_end"] + 1)
    assert set(broken(*longer, further)) == {"passages.text_at_offsets"}
    beyond = change("passages", 2, char_start=9 * PIECE, char_end=9 * PIECE + len(passage.text))
    assert set(broken(*longer, beyond)) == {"passages.text_at_offsets"}


def _with_text(text: str) -> dict[str, object]:
    return {"text": text, "char_end": len(text), "text_sha256": hashlib.sha256(text.encode()).hexdigest()}


def _moved(passage: Passage, by: int) -> dict[str, int]:
    return {"char_start": passage.char_start + by, "char_end": passage.char_end + by}


def test_cells_of_a_huge_table_are_summed_up_instead_of_laid_out(broken: Broken) -> None:
    huge = (
        change("tables", 0, n_rows=400, n_cols=400),
        change("cells", 1, row=399, col=0),
        change("cells", 2, row=399, col=1),
    )
    assert broken(*huge, change("cells", 0, row_span=399, col_span=400)) == {}
    found = broken(*huge, change("cells", 0, row_span=400, col_span=400))
    table = valid()["tables"][0]
    assert found == {"cells.cells_apart": (f"{table.table_id}: 160002 places covered of 160000",)}


@pytest.mark.parametrize("url", SPECIMENS_AND_OTHERS)
def test_examples_are_told_by_their_host_as_the_extractors_do(url: str, broken: Broken) -> None:
    marked = not is_specimen(url)
    found = broken(
        change("captures", 3, original_url=url, specimen=marked),
        change("capture_locations", 3, specimen=marked),
    )
    assert set(found) == {"captures.specimen_by_host"}

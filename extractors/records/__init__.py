"""The rows of the dataset, one frozen record a table.

The fields of a record are the columns of its table, in order, with their types; ``expectations/tables``
adds what the columns mean and what must hold of them. Shared conventions:

* ``payload_sha256`` is the SHA-256 of a body after transfer- and content-codings are removed: what a reader
  who saves the page gets. Content is keyed by it, and many captures may point to one payload.
* Row ids are a kind and 24 hexadecimal digits of a hash of (payload, kind, place), see :func:`row_id`.
* Pages count from 1. Boxes are ``(x0, top, x1, bottom)`` in PDF points from the top left corner of the page
  as it is displayed, rounded to 0.01 pt; both are ``None`` in web pages, which have neither.
* Offsets count code points in ``documents.text``.
* ``specimen`` is true for whatever stems from a document that this project wrote itself as an example.
"""

from extractors.records.captures import (
    Capture,
    CaptureContext,
    CaptureLocation,
    CaptureQuality,
    Completeness,
    Completion,
)
from extractors.records.documents import (
    AddressRelation,
    DatePrecision,
    DateRole,
    DateSource,
    Document,
    DocumentAddress,
    DocumentDate,
    Publication,
    TemplateCoverage,
)
from extractors.records.extraction import Extraction
from extractors.records.history import ChangeAction, ChangeNature, PassageChange, Revision
from extractors.records.identity import SPECIMEN_HOST, BBox, assembled, is_specimen, row_id, row_ids
from extractors.records.issues import Issue, Severity, Stage
from extractors.records.places import Jurisdiction, JurisdictionName, PlaceKind
from extractors.records.policy import (
    Channel,
    ComplaintForm,
    Contact,
    Instrument,
    Modality,
    Policy,
    PolicyField,
    PolicyKind,
    PolicyWords,
    Provision,
)
from extractors.records.reviews import StatisticalReview
from extractors.records.series import Disagreement, DisagreementRelation, SeriesRelease, StatisticChange
from extractors.records.statistics import Activation, Basis, Counts, PlaceRole, Statistic, StatisticKind
from extractors.records.tables import Cell, CellKind, Table, TableNote
from extractors.records.text import Link, LinkKind, OcrWord, Passage, PassageKind, PlacedWord, TargetStatus

__all__ = [
    "SPECIMEN_HOST",
    "Activation",
    "AddressRelation",
    "BBox",
    "Basis",
    "Capture",
    "CaptureContext",
    "CaptureLocation",
    "CaptureQuality",
    "Cell",
    "CellKind",
    "ChangeAction",
    "ChangeNature",
    "Channel",
    "ComplaintForm",
    "Completeness",
    "Completion",
    "Contact",
    "Counts",
    "DatePrecision",
    "DateRole",
    "DateSource",
    "Disagreement",
    "DisagreementRelation",
    "Document",
    "DocumentAddress",
    "DocumentDate",
    "Extraction",
    "Instrument",
    "Issue",
    "Jurisdiction",
    "JurisdictionName",
    "Link",
    "LinkKind",
    "Modality",
    "OcrWord",
    "Passage",
    "PassageChange",
    "PassageKind",
    "PlaceKind",
    "PlaceRole",
    "PlacedWord",
    "Policy",
    "PolicyField",
    "PolicyKind",
    "PolicyWords",
    "Provision",
    "Publication",
    "Revision",
    "SeriesRelease",
    "Severity",
    "Stage",
    "Statistic",
    "StatisticChange",
    "StatisticKind",
    "StatisticalReview",
    "Table",
    "TableNote",
    "TargetStatus",
    "TemplateCoverage",
    "assembled",
    "is_specimen",
    "row_id",
    "row_ids",
]

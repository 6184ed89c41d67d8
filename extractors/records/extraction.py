"""All that one payload gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.records.documents import Document, DocumentAddress, DocumentDate
from extractors.records.issues import Issue
from extractors.records.policy import ComplaintForm, Contact, Policy, PolicyWords, Provision
from extractors.records.statistics import Activation, Statistic
from extractors.records.tables import Cell, Table, TableNote
from extractors.records.text import Link, OcrWord, Passage, PlacedWord


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one payload gave, in reading order; the records of cells are made when they are asked for.

    ``placed_words`` are no table: they are kept only of pages that are read by position, and only until then.
    """

    document: Document
    document_addresses: tuple[DocumentAddress, ...]
    document_dates: tuple[DocumentDate, ...]
    passages: tuple[Passage, ...]
    links: tuple[Link, ...]
    tables: tuple[Table, ...]
    cells: Sequence[Cell]
    table_notes: tuple[TableNote, ...]
    ocr_words: tuple[OcrWord, ...]
    issues: tuple[Issue, ...]
    policies: tuple[Policy, ...] = ()
    policy_words: tuple[PolicyWords, ...] = ()
    provisions: tuple[Provision, ...] = ()
    contacts: tuple[Contact, ...] = ()
    complaint_forms: tuple[ComplaintForm, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    activations: tuple[Activation, ...] = ()
    placed_words: tuple[PlacedWord, ...] = ()

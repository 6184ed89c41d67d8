"""Makes the provisions of a document: what its clauses say, with limits, exceptions, days and instruments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extractors.policy import limits, subjects
from extractors.policy.clauses import clauses
from extractors.policy.instruments import SetUp, instrument_of, set_up
from extractors.policy.modality import may_hold_a_provision
from extractors.policy.readings import Reading
from extractors.policy.sentences import sentences
from extractors.policy.spans import Span
from extractors.records import Instrument, Passage, PassageKind, PolicyKind, Provision, row_id

KINDS = (PassageKind.PARAGRAPH, PassageKind.LIST_ITEM)
"""Passages that are read; headings, tables, quotations and what frames a page say nothing that binds."""

LONGEST_SENTENCE = 3_000
"""Characters of a sentence that is read; a longer one is a list without full stops, or no text at all."""

FARTHEST_QUOTE = 10_000
"""Characters before a place in which a quotation may have begun."""

SET_UP = "sets_up"
"""The rule that reads which instrument a sentence sets up."""


@dataclass(frozen=True, slots=True)
class Provisions:
    """The provisions of a document, and how many modal words of its sentences were not understood."""

    rows: tuple[Provision, ...]
    unread: int


def read_provisions(passages: Sequence[Passage], kind: PolicyKind | None) -> Provisions:
    """Read the provisions of a document, passage by passage.

    Args:
        passages: all of them, in reading order.
        kind: what kind of policy the document is, if it is one.
    """
    reader = _Reader(kind)
    for passage in passages:
        if passage.kind in KINDS and may_hold_a_provision(passage.text):
            reader.read(passage)
    return Provisions(tuple(reader.rows), reader.unread)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What all provisions of a sentence share: the sentence, its instrument and where that is named."""

    passage: Passage
    sentence: Span
    instrument: Instrument | None
    named: Span | None


class _Reader:
    """Reads passages one after the other and numbers what it finds."""

    def __init__(self, kind: PolicyKind | None) -> None:
        self._own = instrument_of(kind)
        self.rows: list[Provision] = []
        self.unread = 0

    def read(self, passage: Passage) -> None:
        instrument: SetUp | None = None
        for sentence in sentences(passage.text):
            found = set_up(passage.text, sentence)
            instrument = found or instrument
            setting = _Setting(
                passage,
                sentence,
                instrument.instrument if instrument else self._own,
                instrument.place if instrument else None,
            )
            if found:
                self._add(setting, _of_set_up(passage.text, sentence, found))
            self._clauses(setting)

    def _clauses(self, setting: _Setting) -> None:
        text = setting.passage.text
        if setting.sentence.end - setting.sentence.start > LONGEST_SENTENCE:
            self.unread += 1
            return
        found = clauses(text, setting.sentence, binding=self._own is not None)
        for reading in found.readings:
            if not _is_quoted(text, reading.action.start):
                self._add(setting, reading)
        self.unread += found.unread

    def _add(self, setting: _Setting, reading: Reading) -> None:
        self.rows.append(_row(setting, reading, ordinal=len(self.rows)))


def _of_set_up(text: str, sentence: Span, found: SetUp) -> Reading:
    start = subjects.clause_start(text, sentence.start, found.before)
    actor = subjects.subject(text, start, found.before)
    if actor and subjects.is_expletive(actor.of(text)):
        actor = None
    return Reading(
        rule=SET_UP,
        modality=None,
        words=None,
        actor=actor,
        action=found.verb,
        target=found.what,
        affected=found.affected,
        end=found.what.end,
    )


def _is_quoted(text: str, place: int) -> bool:
    """Tell whether a place stands within quotation marks: what somebody said is no provision."""
    start = max(0, place - FARTHEST_QUOTE)
    opened = text.count("\u201c", start, place) > text.count("\u201d", start, place)
    return opened or text.count('"', start, place) % 2 == 1


def _row(setting: _Setting, reading: Reading, *, ordinal: int) -> Provision:
    passage, text = setting.passage, setting.passage.text
    begin, end = reading.action.start, reading.end
    limit = limits.limit(text, begin, end)
    effective = limits.effective(text, setting.sentence.start, setting.sentence.end)
    return Provision(
        provision_id=row_id("prv", passage.payload_sha256, ordinal),
        document_id=passage.document_id,
        payload_sha256=passage.payload_sha256,
        passage_id=passage.passage_id,
        ordinal=ordinal,
        sentence_start=setting.sentence.start,
        sentence_end=setting.sentence.end,
        instrument=setting.instrument,
        **_place("instrument", setting.named),
        **_words("actor", text, reading.actor),
        modality=reading.modality,
        **_place("modality", reading.words),
        **_words("action", text, reading.action),
        **_words("object", text, reading.target),
        limit_value=limit.value if limit else None,
        limit_unit=limit.unit if limit else None,
        **_place("limit", limit.span if limit else None),
        **_words("limit_excluding", text, limit.excluding if limit else None),
        **_words("exception", text, limits.exception(text, begin, end)),
        effective_on=effective[0] if effective else None,
        **_place("effective_on", effective[1] if effective else None),
        **_words("affected", text, reading.affected),
        rule=reading.rule,
        specimen=passage.specimen,
    )


def _place(column: str, span: Span | None) -> dict[str, Any]:
    """Give the two columns that say where the words of a column stand."""
    return {f"{column}_start": span.start if span else None, f"{column}_end": span.end if span else None}


def _words(column: str, text: str, span: Span | None) -> dict[str, Any]:
    """Give a column with its words as printed, and the two that say where they stand."""
    return {column: span.of(text) if span else None, **_place(column, span)}

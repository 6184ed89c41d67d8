"""Which instrument a sentence sets up: a memo, a policy, a revised form, a training programme and so on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.policy.parties import names_party
from extractors.policy.spans import Span, of_group, trimmed
from extractors.records import Instrument, PolicyKind

_NOUNS = (
    (Instrument.AGREEMENT, r"memorand(?:um|a) of (?:agreement|understanding)|agreements?"),
    (
        Instrument.ADVISORY_COMMITTEE,
        r"(?:advisory|oversight|steering) (?:committee|council|board|panel|group)|task force",
    ),
    (Instrument.STATISTICAL_REVIEW, r"(?:statistical|data) (?:review|analysis|monitoring)(?: protocols?)?"),
    (Instrument.COMPLAINT_SYSTEM, r"(?:complaints?|grievance) (?:system|process|procedures?|mechanism|line)"),
    (Instrument.TRAINING_PROGRAM, r"training (?:programs?|programmes?|materials|courses?|curriculum|series)"),
    (Instrument.MEMO, r"memorand(?:um|a)|memos?"),
    (Instrument.POLICY, r"polic(?:y|ies)|directives?|guidance|guidelines"),
    (Instrument.FORM_REVISION, r"forms?"),
)
_NOUN = "|".join(f"(?P<{kind.value}>{nouns})" for kind, nouns in _NOUNS).replace(" ", r"\s+")
_SET_UP = re.compile(
    r"\b(?:has|have|is|are)\s+(?:also\s+|recently\s+|jointly\s+|now\s+)?"
    rf"(?P<verb>issued|issuing|developed|developing|revised|revising|updated|updating|created"
    rf"|creating|established"
    rf"|establishing|formed|forming|launched|launching|adopted|convened)\s+"
    rf"(?P<what>(?:an?|the|its|their|two|several)\s+(?:[\w&/\u2019'-]+\s+){{0,5}}?(?:{_NOUN}))(?![\w-])"
)
_REVISES = ("revis", "updat")
_TOWARDS = re.compile(
    r"\b(?:for|to protect|whereby|sends? to|treatment of|assist"
    r"|inform)\s+(?P<who>[^,;.()\u2013\u2014]{3,120}?)"
    r"(?=[,;.()\u2013\u2014]|\s(?:to|and to|regarding|about|how|who|where|when|can|may|that"
    r"|is|are|which)\s|$)"
)
_OF_DOCUMENT = {
    PolicyKind.AGREEMENT: Instrument.AGREEMENT,
    PolicyKind.MEMO: Instrument.MEMO,
    PolicyKind.INSTRUCTION: Instrument.POLICY,
    PolicyKind.DIRECTIVE: Instrument.POLICY,
}


@dataclass(frozen=True, slots=True)
class SetUp:
    """A sentence that sets up an instrument: which one, by which words, and whom it is for."""

    instrument: Instrument
    place: Span
    before: int
    verb: Span
    what: Span
    affected: Span | None


def set_up(text: str, sentence: Span) -> SetUp | None:
    """Read "the agency has issued a new memo": the first instrument that a sentence sets up."""
    found = _SET_UP.search(text, sentence.start, sentence.end)
    if found is None:
        return None
    instrument = next(kind for kind in Instrument if found[kind.value])
    revised = found["verb"].startswith(_REVISES)
    if (instrument is Instrument.FORM_REVISION) and not revised:
        return None
    return SetUp(
        instrument=instrument,
        place=of_group(found, instrument.value),
        before=found.start(),
        verb=of_group(found, "verb"),
        what=of_group(found, "what"),
        affected=_affected(text, found.end(), sentence.end),
    )


def instrument_of(kind: PolicyKind | None) -> Instrument | None:
    """Give the instrument that all provisions of a document belong to; a briefing is none by itself."""
    return _OF_DOCUMENT.get(kind) if kind else None


def _affected(text: str, start: int, end: int) -> Span | None:
    for found in _TOWARDS.finditer(text, start, end):
        who = trimmed(text, *found.span("who"))
        if who and (names_party(who.of(text)) or who.of(text).startswith("those ")):
            return who
    return None

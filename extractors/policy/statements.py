"""What a policy states of itself, word by word: the labels of its head, its opening, its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.moments import PRINTED, matched_moment
from extractors.policy.spans import Span, trimmed
from extractors.records import Passage, PassageKind, PolicyField

HEAD = 40
"""Passages from the beginning within which the labels of a head stand."""

LONGEST_HEAD = 3_000
"""Characters of a passage in which labels are looked for."""

_FRAMING = (
    PassageKind.NAVIGATION,
    PassageKind.BOILERPLATE,
    PassageKind.PAGE_HEADER,
    PassageKind.PAGE_FOOTER,
)
_NUMBERED = (
    r"(?:policy|directive|instruction|memorandum|agreement|document|control)\s+(?:number|no\.?)"
    r"|policy|(?:ICE\s+)?directive|FEA(?:\s+(?:number|no\.?))?|federal enterprise architecture(?: number)?"
)
_LABELS = (
    (PolicyField.NUMBER, _NUMBERED),
    (PolicyField.ISSUER, r"from|issued by|issuing (?:office|authority)"),
    (PolicyField.ADDRESSEE, r"to|memorandum for|for"),
    (PolicyField.TITLE, r"subject|subj\.?|re|policy title|directive title"),
    (PolicyField.EFFECTIVE_ON, r"effective(?:\s+date)?"),
    (PolicyField.ISSUED_ON, r"date|issue(?:d|\s+date)|date issued|dated"),
    (PolicyField.SUPERSEDES, r"supersed(?:es|ed)|superseded (?:policy|documents?)|replaces|rescinds"),
    (PolicyField.AUTHORITY, r"authorit(?:y|ies)|legal authorit(?:y|ies)"),
    (PolicyField.SIGNATORY, r"approved by|signed by"),
)  # fmt: skip
_OTHER = r"through|thru|via|cc|attachments?|purpose|background|references?|review date|distribution"
_LABEL = re.compile(
    "(?:^|(?<=\\s))(?:"
    + "|".join(rf"(?P<{field.value}>{words})" for field, words in _LABELS)
    + rf"|(?P<other>{_OTHER}))\s*:[\s_]*",
    re.IGNORECASE,
)
_VALUE_END = re.compile(r"\n(?=\S)|\t")
_FEA = re.compile(r"\bFEA\s+(?:Number:?\s+)?(?P<number>\d{3}-\d{3}-\d{3}[\da-z])\b")
_NUMBER = re.compile(r"(?:[A-Z]{2,6}[ -]?)?\d[\w./-]*\w")
_DATE = re.compile(PRINTED, re.IGNORECASE)
_SUPERSEDES = re.compile(
    r"\b(?:supersedes?|rescinds?|replaces)\s+(?P<what>(?:all\s+|any\s+|the\s+|ICE\s+|DHS\s+"
    r"|[A-Z])[^.;]{5,220}?)(?=[;]|\.(?:\s|$)|$)"
)
_LAW = re.compile(
    r"(?:Section\s+\d+\(?[\w()]*\s+of\s+the\s+[A-Z][\w ]{3,60}?\bAct\b(?:\s+of\s+\d{4})?(?:\s+\(\w+\))?"
    r"|\d+\s+(?:U\.?\s?S\.?\s?C\.?|C\.?F\.?R\.?)\s+(?:\u00a7+\s*|Part\s+)?\d+[\w.-]*(?:\(\w+\))*"
    r"|Pub(?:lic|\.)\s+L(?:aw|\.)\s+(?:No\.?\s+)?\d+-\d+|Executive Order\s+(?:No\.?\s+)?\d{4,5})"
)
_BETWEEN = re.compile(
    r"\b(?:agreement|understanding|MO[AU])\b[^.]{0,80}?\b(?:between|by and between|among"
    r"|by and among)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_PARTY_END = re.compile(
    r",\s+(?:pursuant|hereinafter|hereafter|a component|an agency|referred|regarding"
    r"|concerning|to\s|for\s|acting|located)"
    r"|\s+(?:pursuant|hereinafter|regarding|concerning|establishes|sets)\b"
    r"|\s+\((?:hereinafter|collectively|the\s)|(?<![A-Z])\.\s|;\s|$"
)
_ASIDE = re.compile(
    r"[,\s]+(?:a|an)\s+(?:component|agency|office|bureau"
    r"|subdivision)\s+of\s+[^,]+?(?:\s*\(\w+\))?(?=,\s|\s+and\s)"
)
_AND = re.compile(r"(?:,|(?<=\)))\s+and\s+(?:the\s*)?[_\s]*|(?:,|(?<=\)))\s+and\s*$")
_AND_ALONE = re.compile(r"\s+and\s+the\s+|\s+and\s+")
_TERM = re.compile(
    r"(?:(?:This|The)\s+[\w() ]{2,60}?\s+)?(?:(?:shall|will)\s+(?:become|be)|becomes?|is"
    r"|takes?|(?:shall|will)\s+take)\s+effect(?:ive)?\b[^.]*"
    r"|(?:shall|will)\s+(?:remain|continue)\s+in\s+(?:effect|force)[^.]*"
)
_SIGNED = re.compile(r"\bDate(?:d)?\s*:[\s_]*(?P<dates>.*)", re.IGNORECASE | re.DOTALL)
_STAMPED = re.compile(
    rf"(?P<stamp>\d{{4}})\.(?P<stamp_month>\d\d)\.(?P<stamp_day>\d\d)\b|(?:{PRINTED})", re.IGNORECASE
)
_BLANKS = " _\t\r\n\u00a0,;\ufffd"


@dataclass(frozen=True, slots=True)
class Statement:
    """Words of a passage and what they are; ``day`` is there where they are a date."""

    field: PolicyField
    passage: Passage
    span: Span
    day: date | None = None

    @property
    def printed(self) -> str:
        """The words as printed, line breaks as blanks."""
        return " ".join(self.span.of(self.passage.text).split())


def head_statements(passages: Sequence[Passage]) -> Iterator[Statement]:
    """Read what stands behind the labels of a head: "FROM:", "SUBJECT:", "Policy Number:" and so on."""
    for passage in passages[:HEAD]:
        if passage.kind in _FRAMING or len(passage.text) > LONGEST_HEAD:
            continue
        labels = [label for label in _LABEL.finditer(passage.text) if _begins_line(passage.text, label)]
        ends = [*(label.start() for label in labels[1:]), len(passage.text)]
        for label, end in zip(labels, ends, strict=False):
            yield from _labelled(passage, label, end)


def _begins_line(text: str, label: re.Match[str]) -> bool:
    """Tell whether a label is one: in capitals or at the beginning of a line or cell."""
    before = text[: label.start()].rstrip(" ")
    return not before or before[-1] in "\n\t|" or label[0].rstrip(": _\n").isupper()


def _labelled(passage: Passage, label: re.Match[str], end: int) -> Iterator[Statement]:
    field = label.lastgroup
    stop = _VALUE_END.search(passage.text, label.end(), end)
    span = trimmed(passage.text, label.end(), stop.start() if stop else end, _BLANKS)
    if span is None or field in (None, "other"):
        return
    kind = PolicyField(str(field))
    if kind in (PolicyField.ISSUED_ON, PolicyField.EFFECTIVE_ON):
        yield from _day(passage, kind, span)
    elif kind is PolicyField.NUMBER:
        number = _NUMBER.search(passage.text, span.start, span.end)
        if number:
            yield Statement(kind, passage, Span(*number.span()))
    else:
        yield Statement(kind, passage, span)


def _day(passage: Passage, field: PolicyField, span: Span) -> Iterator[Statement]:
    found = _DATE.search(passage.text, span.start, span.end)
    moment = matched_moment(found) if found else None
    if found and moment and moment.day:
        yield Statement(field, passage, Span(*found.span()), moment.day)


def body_statements(passages: Sequence[Passage]) -> Iterator[Statement]:
    """Read what sentences state: what is superseded, and the numbers that a reference gives the document."""
    for passage in passages:
        if "FEA " in passage.text and passage.ordinal < HEAD:
            for number in _FEA.finditer(passage.text):
                yield Statement(PolicyField.NUMBER, passage, Span(*number.span("number")))
        if any(word in passage.text for word in ("upersede", "escind", "eplaces")):
            for found in _SUPERSEDES.finditer(passage.text):
                yield Statement(PolicyField.SUPERSEDES, passage, Span(*found.span("what")))


def authorities(passages: Sequence[Passage]) -> Iterator[Statement]:
    """Read the laws that the section "Authority" names."""
    for passage in passages:
        under = passage.heading_path[-1] if passage.heading_path else ""
        if passage.kind is not PassageKind.HEADING and re.search(
            r"\bauthorit(?:y|ies)\b", under, re.IGNORECASE
        ):
            for law in _LAW.finditer(passage.text):
                yield Statement(PolicyField.AUTHORITY, passage, Span(*law.span()))


def terms(passages: Sequence[Passage]) -> Iterator[Statement]:
    """Read the sentence that says from when on, and how long, an agreement holds."""
    for passage in passages:
        found = _TERM.search(passage.text) if "effect" in passage.text or "force" in passage.text else None
        if found and passage.kind is not PassageKind.HEADING:
            yield Statement(PolicyField.TERM, passage, Span(*found.span()))


def signature_dates(passages: Sequence[Passage]) -> Iterator[Statement]:
    """Read the days that stand beside signatures, typed or stamped by the program that signs."""
    for passage in passages:
        found = _SIGNED.search(passage.text) if "ate" in passage.text and passage.ordinal > 0 else None
        if found is None or len(passage.text) > _SIGNATURE_LINE:
            continue
        for stamp in _STAMPED.finditer(passage.text, *found.span("dates")):
            day = _stamped(stamp)
            if day:
                yield Statement(PolicyField.ISSUED_ON, passage, Span(*stamp.span()), day)


_SIGNATURE_LINE = 200
"""Characters of a line beside a signature."""


def _stamped(stamp: re.Match[str]) -> date | None:
    if stamp["stamp"]:
        try:
            return date(int(stamp["stamp"]), int(stamp["stamp_month"]), int(stamp["stamp_day"]))
        except ValueError:
            return None
    moment = matched_moment(stamp)
    return moment.day if moment else None


def parties(passages: Sequence[Passage]) -> Iterator[Statement]:
    """Read between whom an agreement is: the opening sentence, also where print has parted it in pieces."""
    texts = [passage for passage in passages[:HEAD] if passage.kind not in (*_FRAMING, PassageKind.HEADING)]
    for place, passage in enumerate(texts):
        opening = _BETWEEN.search(passage.text)
        if opening:
            yield from _between(texts, place, opening.end())
            return


def _between(texts: Sequence[Passage], place: int, start: int) -> Iterator[Statement]:
    """Read party after party; behind a last "and" the passage below is gone on with."""
    passage, number = texts[place], 0
    while True:
        stop = _end_of_party(passage.text, start)
        joint = _joint(passage.text, start, stop, alone=number == 0)
        aside = _ASIDE.search(passage.text, start, stop)
        last = min(stop, *(each.start() for each in (joint, aside) if each), stop)
        span = trimmed(passage.text, start, last, _BLANKS)
        if span:
            number += 1
            yield Statement(PolicyField.PARTY, passage, span)
        if joint is None:
            return
        start = joint.end()
        if not passage.text[start:].strip(_BLANKS):
            place += 1
            if place == len(texts):
                return
            passage = texts[place]
            start = 4 if passage.text.lower().startswith("the ") else 0


def _joint(text: str, start: int, stop: int, *, alone: bool) -> re.Match[str] | None:
    """Find the "and" between two parties: behind a comma or a bracket, or else, of the first, by itself."""
    return _AND.search(text, start, stop) or (_AND_ALONE.search(text, start, stop) if alone else None)


def _end_of_party(text: str, start: int) -> int:
    without = _ASIDE.sub(lambda found: " " * len(found[0]), text)
    found = _PARTY_END.search(without, start)
    return found.start() if found else len(text)

"""Makes the policy that a document is, if it is one, out of what its head, opening and end state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.policy import statements
from extractors.policy.spans import Span, trimmed
from extractors.policy.statements import HEAD, Statement
from extractors.records import (
    DateSource,
    Passage,
    PassageKind,
    Policy,
    PolicyField,
    PolicyKind,
    PolicyWords,
    row_id,
)

_AGREEMENT = re.compile(
    r"\bmemorand(?:um|a)\s+of\s+(?:agreement|understanding)\b|^\W*[\w ]{0,40}\bagreement\b", re.IGNORECASE
)
_OPENING = re.compile(
    r"^\W*This\s+(?:[\w\u2019'-]+\s+){0,4}?(?:Agreement|Memorandum\s+of\s+(?:Agreement"
    r"|Understanding))\b[^.]{0,120}?\b(?:between|among)\b"
)
_MEMO = re.compile(r"^\W*(?:policy\s+)?memorandum(?:\s+for\b|\s*:|\s*$)", re.IGNORECASE)
_DIRECTIVE = re.compile(
    r"^\W*(?:(?:DHS|ICE|Department of Homeland Security|Management|FEMA|CBP"
    r"|TSA)\s+)+(?P<kind>directive|instruction)\b",
    re.IGNORECASE,
)
_BRIEFING = re.compile(r"^(?!.*\bform\b).*\b(?P<kind>briefing)\b", re.IGNORECASE | re.DOTALL)
_TITLES = (PassageKind.HEADING, PassageKind.PARAGRAPH, PassageKind.PAGE_HEADER)
_SHORT = 160
_LABELS_OF_MEMO = {PolicyField.ISSUER, PolicyField.ADDRESSEE, PolicyField.TITLE}


@dataclass(frozen=True, slots=True)
class PolicyRows:
    """The policy of a document, if it is one, and the words from which it was read."""

    policies: tuple[Policy, ...] = ()
    words: tuple[PolicyWords, ...] = ()

    @property
    def kind(self) -> PolicyKind | None:
        """What kind of policy the document is."""
        return self.policies[0].kind if self.policies else None


def read_policy(passages: Sequence[Passage], *, title: str | None) -> PolicyRows:
    """Read what a document states of itself as a policy; most documents are none.

    Args:
        passages: all of the document, in reading order.
        title: that of the document.
    """
    head = list(statements.head_statements(passages))
    found = _kind(passages, head, title)
    if found is None:
        return PolicyRows()
    kind, named = found
    stated = [*([named] if named else []), *_stated(kind, passages, head)]
    passage = passages[0]
    policy = _policy(kind, passage, stated, title)
    words = tuple(_words(policy, each, ordinal) for ordinal, each in enumerate(_once(stated)))
    return PolicyRows((policy,), words)


def _kind(
    passages: Sequence[Passage], head: Sequence[Statement], title: str | None
) -> tuple[PolicyKind, Statement | None] | None:
    """Tell the kind of a policy by its title, its opening or the labels of its head, and by which words."""
    for passage in passages[:HEAD]:
        if passage.kind in _TITLES:
            for kind, pattern in _signs(passage):
                sign = pattern.search(passage.text)
                if sign and (kind is not PolicyKind.AGREEMENT or _opens(passages)):
                    return kind, Statement(PolicyField.KIND, passage, _bare(passage, sign))
    if {each.field for each in head} >= _LABELS_OF_MEMO:
        return PolicyKind.MEMO, None
    return _briefing(passages, title)


def _signs(passage: Passage) -> Iterator[tuple[PolicyKind, re.Pattern[str]]]:
    if len(passage.text) > _SHORT:
        return
    yield PolicyKind.AGREEMENT, _AGREEMENT
    yield PolicyKind.MEMO, _MEMO
    directive = _DIRECTIVE.match(passage.text)
    if directive:
        is_directive = directive["kind"].lower() == "directive"
        yield (PolicyKind.DIRECTIVE if is_directive else PolicyKind.INSTRUCTION), _DIRECTIVE


def _bare(passage: Passage, sign: re.Match[str]) -> Span:
    return trimmed(passage.text, *sign.span()) or Span(*sign.span())


def _opens(passages: Sequence[Passage]) -> bool:
    return any(_OPENING.match(passage.text) for passage in passages[:HEAD])


def _briefing(passages: Sequence[Passage], title: str | None) -> tuple[PolicyKind, Statement | None] | None:
    """Tell a briefing by a heading, or by its title."""
    for passage in passages[:HEAD]:
        sign = _BRIEFING.search(passage.text) if passage.kind is PassageKind.HEADING else None
        if sign:
            return PolicyKind.BRIEFING, Statement(PolicyField.KIND, passage, Span(*sign.span("kind")))
    return (PolicyKind.BRIEFING, None) if title and _BRIEFING.search(title) else None


def _stated(kind: PolicyKind, passages: Sequence[Passage], head: Sequence[Statement]) -> Iterator[Statement]:
    if kind is PolicyKind.BRIEFING:
        return
    yield from statements.authorities(passages)
    if kind is PolicyKind.AGREEMENT:
        yield from statements.parties(passages)
        yield from statements.terms(passages)
        yield from statements.signature_dates(passages)
        return
    yield from head
    yield from statements.body_statements(passages)


def _once(stated: Sequence[Statement]) -> list[Statement]:
    """Leave out words that were read twice."""
    return list({(each.field, each.passage.ordinal, each.span): each for each in stated}.values())


def _policy(kind: PolicyKind, passage: Passage, stated: Sequence[Statement], title: str | None) -> Policy:
    printed = _Printed(stated)
    numbers = printed.all(PolicyField.NUMBER)
    issued = printed.last_day(PolicyField.ISSUED_ON)
    effective = printed.last_day(PolicyField.EFFECTIVE_ON)
    return Policy(
        policy_id=row_id("pol", passage.payload_sha256),
        document_id=passage.document_id,
        payload_sha256=passage.payload_sha256,
        kind=kind,
        number=numbers[0] if numbers else None,
        other_numbers=numbers[1:],
        title=printed.first(PolicyField.TITLE) or title,
        issuer=printed.first(PolicyField.ISSUER),
        addressees=printed.all(PolicyField.ADDRESSEE),
        signatory=printed.first(PolicyField.SIGNATORY),
        issued_on=issued.day if issued else None,
        issued_on_source=DateSource.PRINTED if issued else None,
        issued_on_printed=issued.printed if issued else None,
        effective_on=effective.day if effective else None,
        effective_on_printed=effective.printed if effective else None,
        authority=printed.all(PolicyField.AUTHORITY),
        supersedes=printed.all(PolicyField.SUPERSEDES),
        parties=printed.all(PolicyField.PARTY),
        term=printed.first(PolicyField.TERM),
        specimen=passage.specimen,
    )


class _Printed:
    """What was stated, by field."""

    def __init__(self, stated: Sequence[Statement]) -> None:
        self._stated = stated

    def all(self, field: PolicyField) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.printed for each in self._stated if each.field is field))

    def first(self, field: PolicyField) -> str | None:
        return next(iter(self.all(field)), None)

    def last_day(self, field: PolicyField) -> Statement | None:
        """Give the latest day: an agreement is made when the last party has signed it."""
        days = [(each.day, each) for each in self._stated if each.field is field and each.day]
        return max(days, key=lambda day: day[0])[1] if days else None


def _words(policy: Policy, stated: Statement, ordinal: int) -> PolicyWords:
    return PolicyWords(
        words_id=row_id("pwd", policy.payload_sha256, ordinal),
        policy_id=policy.policy_id,
        document_id=policy.document_id,
        payload_sha256=policy.payload_sha256,
        ordinal=ordinal,
        field=stated.field,
        printed=stated.span.of(stated.passage.text),
        passage_id=stated.passage.passage_id,
        char_start=stated.span.start,
        char_end=stated.span.end,
        specimen=policy.specimen,
    )

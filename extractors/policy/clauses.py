"""Reads the clauses of a sentence that say who must, may, should or must not do something.

Each reading names the rule that made it. A clause that only looks like a provision is set aside: a
possibility ("damage may occur"), a prediction, a condition, a definition, an equation ("the goal is to …").
One that is neither understood nor set aside is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.policy import predicates, subjects
from extractors.policy.binding import NO, NOBODY, binds
from extractors.policy.modality import Modal, modals
from extractors.policy.orders import orders, referrals
from extractors.policy.parties import names_party
from extractors.policy.predicates import Predicate
from extractors.policy.readings import Reading, recipient
from extractors.policy.spans import Span, trimmed
from extractors.records import Modality

_CLAUSE = re.compile(r"(?:that|whether)\b")
_JOINT = re.compile(r"[\s,](?:and|or|but|nor)\s")
_WHILE = re.compile(r"\s(?:while|whereas)\s$")
_CAUSE = re.compile(
    r"\s(?:only|solely|just|merely)\s(?:because|for|due\sto|on\s(?:the\s)?(?:basis|grounds?))\b[^.;:]*"
)
_SHORT = 4
"""Words of a party in a list of parties."""


@dataclass(frozen=True, slots=True)
class Clauses:
    """The readings of a sentence, and how many of its modal words were not understood."""

    readings: tuple[Reading, ...]
    unread: int


def clauses(text: str, sentence: Span, *, binding: bool) -> Clauses:
    """Read a sentence.

    Args:
        text: the text of the passage.
        sentence: where the sentence stands.
        binding: whether the document is an agreement, a memo, an instruction or a directive, in which "will"
            with a passive binds.
    """
    found: list[Reading] = []
    unread = 0
    for clause in _parted(text, sentence):
        readings = _read(text, clause, stop=sentence.end, binding=binding)
        found.extend(readings or ())
        unread += readings is None
    found.extend(orders(text, sentence))
    found.extend(referrals(text, sentence))
    return Clauses(tuple(sorted(found, key=lambda each: each.action.start)), unread)


@dataclass(frozen=True, slots=True)
class _Clause:
    modal: Modal
    start: int
    end: int
    subject: Span | None
    conditional: bool

    def with_whole_clauses(self, text: str, found: Predicate, stop: int) -> Predicate:
        """Give a predicate whose object, if it is a clause such as "that …", goes on to the end of it."""
        if found.target is None or not _CLAUSE.match(text, found.target.start, stop):
            return found
        return replace(found, target=predicates.noun_phrase(text, found.target.start, stop))


def _parted(text: str, sentence: Span) -> list[_Clause]:
    """Part a sentence into its clauses, each with one modal; one ends where the next begins."""
    found: list[_Clause] = []
    for modal in modals(text, sentence):
        clause = _clause(text, sentence, modal, before=found[-1] if found else None)
        if found:
            found[-1] = replace(found[-1], end=clause.start)
        found.append(clause)
    return found


def _clause(text: str, sentence: Span, modal: Modal, *, before: _Clause | None) -> _Clause:
    """Find the clause of a modal; behind another it begins at the word that joins them."""
    first = before.modal.span.end if before else sentence.start
    start = subjects.clause_start(text, first, modal.span.start)
    if before and start == first:
        start = _joint(text, first, modal.span.start)
        if not text[start : modal.span.start].strip():
            return _Clause(modal, start, sentence.end, before.subject, before.conditional)
    conditional = subjects.is_conditional(text, start, modal.span.start) or bool(
        before and before.conditional and _WHILE.search(text, before.modal.span.end, start)
    )
    subject = subjects.subject(text, start, modal.span.start)
    return _Clause(modal, start, sentence.end, subject, conditional)


def _joint(text: str, start: int, end: int) -> int:
    """Give where a clause begins that follows another without a break: behind "and", with all its parties."""
    found = list(_JOINT.finditer(text, start, end))
    joints = [each.end() for each in found if each[0].strip(", ") != "or"] or [each.end() for each in found]
    if not joints:
        return start
    while len(joints) > 1 and _is_short_party(text[joints[-2] : joints[-1]]):
        joints.pop()
    return joints[-1]


def _is_short_party(words: str) -> bool:
    name = _JOINT.sub("", words).strip(" ,")
    return len(name.split()) <= _SHORT and names_party(name)


def _read(text: str, clause: _Clause, *, stop: int, binding: bool) -> list[Reading] | None:
    """Give the readings of a clause, none if it is set aside, ``None`` if it is not understood."""
    if clause.conditional:
        return []
    if clause.subject is None:
        return None
    phrase = clause.subject.of(text)
    if phrase.lower() in subjects.PRONOUNS:
        return None
    found = _predicates(text, clause)
    if not found:
        return None
    if not binds(clause.modal.form, phrase, found[0], binding=binding):
        return []
    return [_reading(text, clause, clause.with_whole_clauses(text, each, stop)) for each in found]


def _predicates(text: str, clause: _Clause) -> list[Predicate]:
    modal = clause.modal
    end = clause.end
    if modal.form in ("responsible_for", "prohibited"):
        named = predicates.gerund(text, modal.span.end, end)
        return [named or _noun_alone(text, modal, end)]
    return predicates.predicates(text, modal.span.end, end)


def _noun_alone(text: str, modal: Modal, end: int) -> Predicate:
    """Read "is responsible for the costs": the action is the responsibility itself."""
    words = modal.span.of(text)
    action = Span(
        modal.span.start + words.rfind("responsible" if "responsible" in words else "prohibited"),
        modal.span.end,
    )
    named = predicates.noun_phrase(text, modal.span.end, end)
    return Predicate(action, named, passive=False, agent=None, verb="be responsible")


def _reading(text: str, clause: _Clause, predicate: Predicate) -> Reading:
    subject = clause.subject
    actor, target, affected = subject, predicate.target, None
    if predicate.passive:
        actor, target, affected = predicate.agent, (predicate.target or subject), None
        if (subject and predicate.verb == "subject to") or (subject and names_party(subject.of(text))):
            affected = subject
    elif target and predicate.verb != "be":
        target, affected = recipient(text, target)
    if actor and subjects.is_expletive(actor.of(text)):
        actor = None
    modality = _modality(text, clause, target)
    if modality is not Modality.SHOULD:
        actor, target, affected = (_without_no(text, phrase) for phrase in (actor, target, affected))
    if target and modality is Modality.MUST_NOT and not predicate.passive:
        target = _with_cause(text, target, clause.end)
    return Reading(
        rule=clause.modal.form,
        modality=modality,
        words=clause.modal.span,
        actor=actor,
        action=predicate.action,
        target=target,
        affected=affected,
        end=clause.end,
    )


def _modality(text: str, clause: _Clause, target: Span | None) -> Modality:
    """Tell what a clause says: its modal, unless it is only expected, or said with a "no" elsewhere."""
    modality = clause.modal.modality
    if modality is Modality.MUST and subjects.is_expected(text, clause.start):
        return Modality.SHOULD
    denies = clause.subject and _denies(text, clause.subject, target)
    return Modality.MUST_NOT if denies and modality is not Modality.SHOULD else modality


def _denies(text: str, subject: Span, target: Span | None) -> bool:
    """Tell whether "no officer may", "may hold nobody" or "shall have no duty" is said: that is, must not."""
    return any(
        word.match(text, phrase.start, phrase.end)
        for word in (NO, NOBODY)
        for phrase in (subject, target)
        if phrase
    )


def _with_cause(text: str, target: Span, end: int) -> Span:
    """Give "a person only because of a match": what is forbidden for one reason is not forbidden for all."""
    cause = _CAUSE.match(text, target.end, end)
    return trimmed(text, target.start, cause.end()) or target if cause else target


def _without_no(text: str, phrase: Span | None) -> Span | None:
    """Give "officer" of "no officer"; of "nobody" nothing is left."""
    if phrase is None or NOBODY.match(text, phrase.start, phrase.end):
        return None
    no = NO.match(text, phrase.start, phrase.end)
    return Span(no.end(), phrase.end) if no else phrase

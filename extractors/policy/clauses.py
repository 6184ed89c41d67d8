"""Reads the clauses of a sentence that say who must, may, should or must not do something.

Each reading names the rule that made it. A clause that only looks like a provision is set aside: a
possibility ("damage may occur"), a prediction, a condition, a definition, an equation ("the goal is to …").
One that is neither understood nor set aside is counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from extractors.policy import predicates, subjects
from extractors.policy.modality import Modal, modals
from extractors.policy.parties import names_party
from extractors.policy.predicates import Predicate
from extractors.policy.spans import Span, trimmed
from extractors.records import Modality

_POSSIBLE = frozenset(
    [
        "occur",
        "be",
        "result",
        "include",
        "have",
        "need",
        "require",
        "vary",
        "exceed",
        "cause",
        "affect",
        "lead",
        "exist",
        "differ",
        "become",
        "arise",
        "change",
        "appear",
        "contain",
        "involve",
        "face",
        "experience",
        "find",
        "lack",
        "suffer",
        "want",
        "wish",
        "remain",
        "happen",
        "fall",
        "feel",
        "come",
        "know",
        "see",
        "seem",
        "mean",
        "encounter",
        "depend",
        "indicate",
        "represent",
        "pose",
        "reflect",
        "increase",
        "decrease",
        "benefit",
        "range",
        "begin",
        "take",
        "belong",
        "incur",
        "present",
        "overlap",
        "prove",
        "resemble",
        "constitute",
        "impact",
        "extend",
        "perceive",
        "think",
        "believe",
        "qualify",
    ]
)
_STATIVE = frozenset(
    [
        "be",
        "have",
        "face",
        "remain",
        "become",
        "result",
        "occur",
        "continue",
        "receive",
        "need",
        "know",
        "see",
        "find",
        "begin",
        "help",
        "appear",
        "feel",
        "understand",
        "enable",
        "allow",
        "depend",
        "include",
        "mean",
        "vary",
        "exist",
        "likely",
        "live",
        "lose",
        "go",
        "come",
        "stay",
        "die",
        "get",
        "want",
    ]
)
_DEFINING = frozenset(
    [
        "mean",
        "include",
        "constitute",
        "construed",
        "deemed",
        "interpreted",
        "understood",
        "defined",
        "read",
        "considered",
    ]
)
_PERMITTED = frozenset(
    [
        "requested",
        "terminated",
        "suspended",
        "modified",
        "amended",
        "extended",
        "revoked",
        "renewed",
        "disclosed",
        "released",
        "filed",
        "submitted",
        "appealed",
        "authorized",
        "delegated",
        "assigned",
        "reimbursed",
        "reproduced",
        "designated",
        "granted",
        "waived",
        "executed",
        "signed",
        "permitted",
        "allowed",
        "shared",
        "deputized",
        "nominated",
    ]
)
_EQUATION = re.compile(
    r"\b(?:purpose|goal|aim|objective|role|intent|mission|focus|function|job|task|idea|key"
    r"|way|step|challenge|effort"
    r"|priority|approach|responsibility|duty|plan|hope|need|desire|point|strategy)s?\b",
    re.IGNORECASE,
)
_NO = re.compile(r"no\s+(?=\w)", re.IGNORECASE)
_ORDERS = re.compile(
    r"\b(?P<form>requires|directs|instructs|obligates"
    r"|obliges)\s+(?P<who>[^,;:.()]{3,90}?)\s+(?P<to>to)\s+(?=[a-z])"
)
_REFERRED = re.compile(
    r"\b(?:is|are)\s+(?P<action>(?:referred|forwarded|submitted|transmitted|routed)\s+to\s+"
    r"(?P<whom>(?:the\s+)?[A-Z][\w.&\u2019'-]*(?:\s+(?:of|for|and|the|[A-Z][\w.&\u2019'-]*))*))"
)
_CLAUSE = re.compile(r"(?:that|whether)\b")
_NOBODY = re.compile(r"(?:nobody|no one|none)\b", re.IGNORECASE)
_THING = re.compile(r"an?\s+[A-Z]{2,}")
_JOINT = re.compile(r"[\s,](?:and|or|but|nor)\s")
_SHORT = 4
"""Words of a party in a list of parties."""
_WITH = re.compile(r"\swith\s(?=(?:an?|the|any|all|copies|written|notice)\b)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause as it was read; spans are places in the passage, ``None`` is what was not understood."""

    rule: str
    modality: Modality | None
    words: Span | None
    actor: Span | None
    action: Span
    target: Span | None
    affected: Span | None
    end: int


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
    found.extend(_ordered(text, sentence))
    found.extend(_referred(text, sentence))
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
    conditional = subjects.is_conditional(text, start, modal.span.start)
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
    if not _binds(clause.modal, phrase, found[0], binding=binding):
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


def _binds(modal: Modal, phrase: str, predicate: Predicate, *, binding: bool) -> bool:
    """Tell whether a clause asks, allows or forbids, rather than defines, foresees or describes."""
    if predicate.verb in _DEFINING:
        return False
    if _NO.match(phrase) or _NOBODY.match(phrase):
        return modal.form != "will"
    judge = _JUDGES.get(modal.form)
    return judge is None or judge(phrase, predicate, names_party(phrase), binding)


def _may_permits(_: str, predicate: Predicate, party: bool, __: bool) -> bool:
    return predicate.verb in _PERMITTED if predicate.passive else party and predicate.verb not in _POSSIBLE


def _may_not_forbids(_: str, predicate: Predicate, party: bool, __: bool) -> bool:
    return predicate.passive or (party and predicate.verb not in _POSSIBLE)


def _will_binds(_: str, predicate: Predicate, party: bool, binding: bool) -> bool:
    if predicate.passive:
        return binding or predicate.verb == "subject to"
    return party and predicate.verb not in _STATIVE


def _are_to_orders(phrase: str, predicate: Predicate, party: bool, __: bool) -> bool:
    return not _EQUATION.search(phrase) and (party or predicate.passive)


def _is_required(_: str, predicate: Predicate, party: bool, binding: bool) -> bool:
    return party or predicate.passive or binding


def _is_encouraged(_: str, predicate: Predicate, party: bool, __: bool) -> bool:
    return party and not predicate.passive and predicate.verb not in _STATIVE


def _is_of_party(_: str, __: Predicate, party: bool, ___: bool) -> bool:
    return party


_JUDGES: dict[str, Callable[[str, Predicate, bool, bool], bool]] = {
    "will": _will_binds,
    "will_not": _will_binds,
    "may": _may_permits,
    "may_not": _may_not_forbids,
    "are_to": _are_to_orders,
    "are_not_to": _are_to_orders,
    "required_to": _is_required,
    "encouraged_to": _is_encouraged,
    "agrees_to": _is_of_party,
    "responsible_for": _is_of_party,
    "authority_to": _is_of_party,
}
"""What must be true of subject and predicate for a form to bind: it is given the subject's words, what is
said of it, whether it is a party, and whether the document binds. A form without a judge always does."""


def _reading(text: str, clause: _Clause, predicate: Predicate) -> Reading:
    subject = clause.subject
    actor, target, affected = subject, predicate.target, None
    if predicate.passive:
        actor, target, affected = predicate.agent, (predicate.target or subject), None
        if (subject and predicate.verb == "subject to") or (subject and names_party(subject.of(text))):
            affected = subject
    elif target:
        target, affected = _recipient(text, target)
    if actor and subjects.is_expletive(actor.of(text)):
        actor = None
    modality = clause.modal.modality
    if subject and _denies(text, subject, target):
        modality = Modality.MUST_NOT
    return Reading(
        rule=clause.modal.form,
        modality=modality,
        words=clause.modal.span,
        actor=_without_no(text, actor),
        action=predicate.action,
        target=_without_no(text, target),
        affected=_without_no(text, affected),
        end=clause.end,
    )


def _denies(text: str, subject: Span, target: Span | None) -> bool:
    """Tell whether "no officer may" or "may hold nobody" is said: that is, must not."""
    negated = _NO.match(text, subject.start, subject.end) or _NOBODY.match(text, subject.start, subject.end)
    return bool(negated or (target and _NOBODY.match(text, target.start, target.end)))


def _without_no(text: str, phrase: Span | None) -> Span | None:
    """Give "officer" of "no officer"; of "nobody" nothing is left."""
    if phrase is None or _NOBODY.match(text, phrase.start, phrase.end):
        return None
    no = _NO.match(text, phrase.start, phrase.end)
    return Span(no.end(), phrase.end) if no else phrase


def _recipient(text: str, target: Span) -> tuple[Span | None, Span | None]:
    """Part "arrestees with a copy" into the copy and the arrestees; an object that is a party is affected."""
    joint = _WITH.search(text, target.start, target.end)
    if joint and names_party(text[target.start : joint.start()]):
        return trimmed(text, joint.end(), target.end), trimmed(text, target.start, joint.start())
    phrase = target.of(text)
    return target, target if names_party(phrase) and not _THING.match(phrase) else None


def _ordered(text: str, sentence: Span) -> Iterator[Reading]:
    """Read "the policy requires the officers to ask": the officers must."""
    for found in _ORDERS.finditer(text, sentence.start, sentence.end):
        who = trimmed(text, *found.span("who"))
        if who is None or not names_party(who.of(text)):
            continue
        for each in predicates.predicates(text, found.end("to"), sentence.end):
            target, affected = _recipient(text, each.target) if each.target else (None, None)
            passive = each.passive
            yield Reading(
                rule=found["form"],
                modality=Modality.MUST,
                words=Span(*found.span("form")),
                actor=each.agent if passive else who,
                action=each.action,
                target=who if passive else target,
                affected=who if passive else affected,
                end=sentence.end,
            )


def _referred(text: str, sentence: Span) -> Iterator[Reading]:
    """Read "allegations are referred to the office": how a procedure goes on."""
    for found in _REFERRED.finditer(text, sentence.start, sentence.end):
        start = subjects.clause_start(text, sentence.start, found.start())
        subject = subjects.subject(text, start, found.start())
        if subject and names_party(found["whom"]) and not subjects.is_expletive(subject.of(text)):
            action = Span(*found.span("action"))
            yield Reading(
                rule="referred_to",
                modality=Modality.MUST,
                words=Span(found.start(), found.start("action")),
                actor=None,
                action=action,
                target=subject,
                affected=None,
                end=sentence.end,
            )

"""Tells what binds from what only looks like it: a possibility, a prediction, a definition, an equation."""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.policy.parties import names_party
from extractors.policy.predicates import Predicate

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
_NOTHING = re.compile(r"nothing\b|neither\b", re.IGNORECASE)
NO = re.compile(r"no\s+(?!(?:fewer|less|more|longer|later|earlier|sooner|greater)\b)(?=\w)", re.IGNORECASE)
NOBODY = re.compile(r"(?:nobody|no one|none)\b", re.IGNORECASE)
"""How a subject begins that turns a duty into a prohibition, and one of which nothing is left then."""


def binds(form: str, phrase: str, predicate: Predicate, *, binding: bool) -> bool:
    """Tell whether a clause asks, allows or forbids, rather than defines, foresees or describes.

    Args:
        form: the name of the form of its modal.
        phrase: the words of its subject.
        predicate: what is said of it.
        binding: whether the document is one in which "will" with a passive binds.
    """
    if predicate.verb in _DEFINING or _NOTHING.match(phrase):
        return False
    if NO.match(phrase) or NOBODY.match(phrase):
        return form != "will"
    judge = _JUDGES.get(form)
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

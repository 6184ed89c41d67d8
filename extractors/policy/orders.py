"""Reads orders without a modal: "the policy requires the officers to ask", "complaints are referred to X"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.policy import predicates, subjects
from extractors.policy.parties import names_party
from extractors.policy.readings import Reading, recipient
from extractors.policy.spans import Span, trimmed
from extractors.records import Modality

_ORDERS = re.compile(
    r"\b(?P<form>requires|directs|instructs|obligates"
    r"|obliges)\s+(?P<who>[^,;:.()]{3,90}?)\s+(?P<to>to)\s+(?=[a-z])"
)
_ORDERING = ("requires", "directs", "instructs", "obligates", "obliges")
_REFERRED = re.compile(
    r"\b(?:is|are)\s+(?P<action>(?:referred|forwarded|submitted|transmitted|routed)\s+to\s+"
    r"(?P<whom>(?:the\s+)?(?:U\.S\.\s)?[A-Z][\w&\u2019'-]*(?:\s+(?:of|for|and|the|[A-Z][\w&\u2019'-]*))*))"
)


def orders(text: str, sentence: Span) -> Iterator[Reading]:
    """Read "the policy requires the officers to ask": the officers must."""
    if not any(word in text for word in _ORDERING):
        return
    for found in _ORDERS.finditer(text, sentence.start, sentence.end):
        who = trimmed(text, *found.span("who"))
        if who is None or not names_party(who.of(text)):
            continue
        for each in predicates.predicates(text, found.end("to"), sentence.end):
            target, affected = recipient(text, each.target) if each.target else (None, None)
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


def referrals(text: str, sentence: Span) -> Iterator[Reading]:
    """Read "allegations are referred to the office": how a procedure goes on."""
    if "ed to" not in text:
        return
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

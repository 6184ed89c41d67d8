"""Reads what follows a modal: the verb, what it is done to, and by whom if it is said in the passive."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.policy.parties import names_party
from extractors.policy.spans import Span, trimmed
from extractors.policy.verbs import ADVERB_LIKE, NOUNS_TOO, PARTICLE, VERBS

_WORD = re.compile(r"[A-Za-z][A-Za-z\u2019'-]*")
_ADVERB = re.compile(
    r"\s*(?:(?:also|only|then|further|always|hereby|first|at all times|at a minimum"
    r"|in turn|where appropriate"
    r"|if necessary|as appropriate|to the extent (?:possible|practicable)|[a-z]+ly)\b[\s,]*)+"
)
_BE = re.compile(r"(?:be|is|are)\b(?:\s+(?:also|only|not|then|immediately|promptly|[a-z]+ly)\b)*+\s+")
_PARTICIPLE = re.compile(
    r"(?:[a-z-]+(?:ed|[^aeiou]en)|made|taken|given|held|kept|sent|paid|met|done|set|borne"
    r"|read|found|brought|built|"
    r"written|drawn|shown|known|sought|put|led|left|told|taught|chosen|driven"
    r"|withheld|heard|bought|sold|lost|cut|laid|subject to)\b"
)
_NO_VERB = frozenset(
    {"they", "it", "he", "she", "there", "you", "we", "the", "a", "an", "any", "this", "that"}
    | {"neither", "nor", "no", "not", "never", "only", "merely", "just", "simply", "solely"}
    | {"later", "earlier", "sooner", "less", "more", "fewer"}
)
_OR = re.compile(r"\s(?:and/or|and|or)\s")
_SAME_VERBS = re.compile(r"(?:,\s\w+)*,?\s(?:and|or|and/or)\s\w+\s")
_OTHER_VERB = re.compile(
    r"(?<=[a-z])\s(?:and|or)\s+[a-z]+(?:ed|en)\b|\b(?:as(?!\s(?:appropriate|needed|necessary|required|applicable)\b)"
    r"|when|where|which|who|that|if)\s|[a-z](?:ed|en)\s$"
)
_COMPLEMENT_END = re.compile(r"(?:[,;:]|(?<![.\s(][A-Z])\.)(?=\s|$)|\sand\s(?:must|shall|will|should|may)\s")
_CLAUSE_END = re.compile(r"(?:[;:]|(?<![.\s(][A-Z])\.)(?=\s|$)")
_STOP = re.compile(
    r"(?:[;:]|(?<![.\s(][A-Z])\.)(?=\s|$)|\s\u2013\s|\u2014|\s\((?=e\.g\.|i\.e\."
    r"|[a-z]+ [a-z]+)|,\s(?=(?:and|or|but|which|who|where|when|as|if|unless|except|including"
    r"|such|to|in|with|"
    r"provided|subject|pursuant|until|within|for|upon|after|before|while|so|rather|not|using|consistent)\b)"
    r"|\s(?=(?:in order to|such as|so that|so as|if|unless|until|when|whenever|where|while|upon"
    r"|pursuant|in accordance|"
    r"consistent with|except\b|before|after|during|(?:only |solely |just )?because"
    r"|for (?:more|less|longer|up|at|no)\b|for (?:a period|\d+)|within|"
    r"no (?:later|more|less)|at least|not later|prior to|as (?:soon|needed|necessary"
    r"|appropriate|required|described|defined|set|provided|"
    r"well|part|outlined|specified|determined|directed|requested)|by (?:[a-z]+ing|the|no"
    r"|close)\b|through|throughout|via|to (?!(?:the|a|an|any|all|its|their|ICE|DHS|"
    r"each|such|those|whom|which|this|these|other|another|[A-Z]|\d))[a-z]+\b|that\b|who\b"
    r"|which\b|and (?:shall|must|will|may|should|is|are)\b))"
)
_BY = re.compile(
    r"\bby\s+(?P<actor>(?:the|an?|any|each|its|their|all|both"
    r"|either)?\s*[^,;.()]{2,80}?)(?=[,;.()]|\sor\s[a-z]+ed\b|\s(?:in|on|at|for|to|and|under|within|who|that"
    r"|which|pursuant|through|as|when|upon|prior|before|after|during|with|if|unless)\b|$)"
)
_NOT = re.compile(r"(?:not|never)\s+")
_ASIDE = re.compile(r"\s*,\s[^,;:.]{3,160},\s")
_THAT = re.compile(r"(?:that|whether)\s")
_COMPLEMENT = re.compile(r"\s+to\s+(?!the\b|a\b|an\b|any\b|all\b|its\b|their\b|each\b)[a-z]+(?=\s)")
_PREPOSITION = re.compile(r"\s+(?:against|on|upon|into|with|for|from|about|toward|towards|over|to)(?=\s)")
_NO_OBJECT = re.compile(
    r"(?:outside|within|during|as|if|when|while|at|in|on|under|by|from|of|and|or|per|via|through|not)\s"
)
_CLOSING = (",", ";", ":", ".", ")", "")
_JOINT_AT_END = re.compile(r"[\s,]+(?:and|or|but|nor|only|solely)\s*$")
_SHARED = re.compile(
    rf"(?:,\s(?:{VERBS}))*,?\s(?:and|or|and/or)\s(?:(?:{VERBS})(?=\s)"
    r"|[a-z]+(?=\s(?:the|an?|any|all|its|their|each)\b))"
)
_AND_VERB = re.compile(
    rf",?\s(?:and|or|and/or|and then|and also)\s+(?:not\s+|shall\s+|must\s+|will\s+"
    rf"|may\s+|should\s+)?(?P<verb>(?:{VERBS}))\s"
    r"(?=(?:the|an?|any|all|such|its|their|each|that|this|these|those|every|no|other|with|to"
    r"|in|for|ICE|DHS|[A-Z]|\d|[a-z]+\s)\b)"
)
_AND_VERB_OWN_OBJECT = re.compile(
    r"(?:the|an?|any|all|such|its|their|each|that|this|these|those|every|no|with|to|[A-Z]{2,})\b"
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """What is to be done.

    Args:
        action: the verb or verbs with what belongs to them; of a passive from "be" to the participle.
        target: what it is done to, or what the verb says; ``None`` if there is none.
        passive: whether the subject of the clause is what it is done to.
        agent: who does it, of a passive that says so.
        verb: the first verb, in lower case.
    """

    action: Span
    target: Span | None
    passive: bool
    agent: Span | None
    verb: str


def predicates(text: str, start: int, end: int) -> list[Predicate]:
    """Read the verbs behind a modal; several only if each has an object of its own."""
    start = _behind_adverbs(text, _behind_aside(text, start, end), end)
    denied = _NOT.match(text, start, end)
    found = _affirmed(text, denied.end() if denied else start, end)
    if denied and found:
        found[0] = replace(found[0], action=Span(start, found[0].action.end))
    return found


def _affirmed(text: str, start: int, end: int) -> list[Predicate]:
    word = _WORD.match(text, start, end)
    if word is None or word[0] in _NO_VERB:
        return []
    return _with_be(text, start, end) if word[0] == "be" else _active(text, start, end)


def gerund(text: str, start: int, end: int) -> Predicate | None:
    """Read what somebody is responsible for or prohibited from: a verb with "-ing", or a noun alone."""
    while start < end and text[start].isspace():
        start += 1
    word = _WORD.match(text, start, end)
    if word is None:
        return None
    if word[0].endswith("ing") and word[0] not in ("training", "funding", "processing", "planning"):
        action = Span(word.start(), word.end())
        return Predicate(
            action, _object(text, action.end, end), passive=False, agent=None, verb=word[0].lower()
        )
    return None


def noun_phrase(text: str, start: int, end: int) -> Span | None:
    """Read what follows a preposition, up to where the clause goes on with something else."""
    return _object(text, start, end)


def _behind_aside(text: str, start: int, end: int) -> int:
    """Give where the verb may begin behind an aside between commas, such as ", where needed,"."""
    aside = _ASIDE.match(text, start, end)
    return aside.end() if aside else start


def _behind_adverbs(text: str, start: int, end: int) -> int:
    while start < end and text[start] in " \n\t,\u00a0":
        start += 1
    found = _ADVERB.match(text, start, end)
    if found is None or found[0].strip() in ADVERB_LIKE:
        return start
    return found.end()


def _with_be(text: str, start: int, end: int) -> list[Predicate]:
    be = _BE.match(text, start, end)
    if be is None:
        return []
    participle = _PARTICIPLE.match(text, be.end(), end)
    if participle and participle[0] != "subject to":
        action = Span(start, participle.end())
        return [
            Predicate(action, None, passive=True, agent=_agent(text, action.end, end), verb=participle[0])
        ]
    if participle:
        action = Span(start, participle.end())
        return [
            Predicate(action, _object(text, action.end, end), passive=True, agent=None, verb="subject to")
        ]
    action = Span(start, start + 2)
    comma = _COMPLEMENT_END.search(text, be.end(), end)
    complement = trimmed(text, action.end, comma.start() if comma else end)
    return [Predicate(action, complement, passive=False, agent=None, verb="be")]


def _agent(text: str, start: int, end: int) -> Span | None:
    stop = _CLAUSE_END.search(text, start, end)
    found = _BY.search(text, start, stop.start() if stop else end)
    if found is None or not any(map(names_party, _OR.split(found["actor"].strip()))):
        return None
    between = text[start : found.start()]
    if _OTHER_VERB.search(between, 1) and not _SAME_VERBS.fullmatch(between):
        return None
    return trimmed(text, *found.span("actor"))


def _active(text: str, start: int, end: int) -> list[Predicate]:
    found: list[Predicate] = []
    while True:
        word = _WORD.match(text, start, end)
        if word is None:
            return found
        action_end = _verbs_end(text, word, end)
        following = _next_verb(text, action_end, end)
        target = _object(text, action_end, following.start() if following else end)
        found.append(
            Predicate(Span(start, action_end), target, passive=False, agent=None, verb=word[0].lower())
        )
        if following is None:
            return found
        start = following.start("verb")


def _verbs_end(text: str, word: re.Match[str], end: int) -> int:
    """Give where the verb ends: behind its particle, or behind the last of verbs that share an object."""
    place = word.end()
    particle = PARTICLE.get(word[0].lower())
    if particle and text.startswith(f" {particle} ", place):
        return place + 1 + len(particle)
    shared = _SHARED.match(text, place, end)
    if shared:
        return shared.end()
    further = _COMPLEMENT.match(text, place, end) or _PREPOSITION.match(text, place, end)
    return further.end() if further else place


def _next_verb(text: str, start: int, end: int) -> re.Match[str] | None:
    """Find a further verb of the same modal that has an object of its own."""
    stop = re.compile(r"[;.:](?=\s|$)").search(text, start, end)
    limit = stop.start() if stop else end
    for found in _AND_VERB.finditer(text, start, limit):
        if found.start() == start or _inside_clause(text, start, found.start()):
            continue
        plain = found["verb"] not in NOUNS_TOO
        if plain or _AND_VERB_OWN_OBJECT.match(text, found.end("verb") + 1):
            return found
    return None


def _inside_clause(text: str, start: int, end: int) -> bool:
    """Tell whether a purpose or a clause has begun in between: its verbs are not those of the modal."""
    return bool(
        re.search(r"\b(?:to [a-z]+|that|who|which|if|unless|when|where|how|whether)\s", text[start:end])
    )


def _object(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    if text[start : start + 1] in _CLOSING or _NO_OBJECT.match(text, start, end):
        return None
    if _THAT.match(text, start):
        stop = _CLAUSE_END.search(text, start, end)
        return trimmed(text, start, stop.start() if stop else end)
    stop = _STOP.search(text, max(start - 1, 0), end)
    last = stop.start() if stop else end
    joint = _JOINT_AT_END.search(text[start:last])
    return trimmed(text, start, start + joint.start() if joint else last, " \t\r\n\u00a0,;:.")

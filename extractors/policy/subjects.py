"""Finds the subject of a modal verb: the noun phrase before it.

From the modal back to the beginning of its clause, parentheses of commas and what leads into a sentence are
left out. What does not look like a noun phrase then is no subject, and the clause has none.
"""

from __future__ import annotations

import re

from extractors.policy.spans import Span, trimmed

LONGEST = 24
"""Words of a subject; longer ones hold clauses of their own, and are not understood."""

_BREAK = re.compile(
    r"[;:?!]|\u2014|\s\u2013\s|\s--\s"
    r"|(?<=[a-z,\u201d\")])(?<!\bof)(?<!\bin)(?<!\bto)(?<!\bby)(?<!\bon)"
    r"(?<!\bat)(?<!\bfor)(?<!\bwith)(?<!\bfrom)\s(?:that|so that|and that|whereby|wherein"
    r"|where|when|while|whenever|because|since|although|though|but|than)\s",
)
_CONDITION = re.compile(r"(?:^|[\s,(])(?:if|whether|unless|in case|should)\s", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:possible|likely|conceivable|determined|found|said|stated|concluded|argued|believed|noted|claimed|alleged|testified|reported"
    r"|not\s(?:required|necessary|intended))"
    r"\s+that\s$"
)
_EXPECTED = re.compile(r"\b(?:is|are)\s(?:expected|anticipated|recommended)\sthat\s$")
_BY_WHICH = re.compile(r"\b(?:to|in|under|by|of|for|with|from|on|through)\s+wh(?:ich|om)\b")
_QUESTION = re.compile(r"(?:what|how|why|who|whom|whose|which|where|when)\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:who|which|that|whom|whose|what|as|how|why|if|whether|where|when)\s*$", re.IGNORECASE
)
_LEADS = re.compile(
    r"(?:acting|in|on|at|upon|to|under|pursuant|for|by|with|within|during|after|before|following|if"
    r"|when|where|whenever|while"
    r"|as|unless|until|except|once|because|since|although|though|through|throughout"
    r"|additionally|however|therefore"
    r"|moreover|furthermore|further|also|accordingly|consequently|thus|finally|first|second"
    r"|third|generally|ideally"
    r"|likewise|similarly|instead|otherwise|rather|then|and then|absent|given|based|depending"
    r"|including|using|"
    r"notwithstanding|regardless|consistent|due|prior|subject|beyond|from|per|like|unlike"
    r"|despite|without|whether"
    r"|ultimately|typically|usually|specifically|in addition|e\.g\.|i\.e\.|such as|according|"
    r"[a-z]+ly)(?=[\s,])",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(r"^(?:(?:and|or|but|nor|then|also|yet|so|that)\s+)+", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"(?:it|there|this|that|these|those|they|he|she|we|i|who|which|what|such|nothing|one"
    r"|some|many|most|others"
    r"|more|all|none|neither|either|each|both|everything|anything|something|how|here|so|not)",
    re.IGNORECASE,
)
PRONOUNS = frozenset(
    {"it", "there", "he", "she", "we", "i", "who", "which", "what", "nothing", "how", "here"}
)
_VERB_INSIDE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|be|been|shall|will|must|may|should|can|could|would|do"
    r"|does|did|says?|said"
    r"|means|includes?|provides|requires|ensures?|allows|states|sets|believes?|knows?"
    r"|becomes?|occurs?|exists?|needs?"
    r"|determines?|remains?|receives?|makes?|takes?)\b"
)
_RELATIVE_CLAUSE = re.compile(r"\b(?:who|which|that|whose|whom|where|as|when|if)\b")
_ADVERB_AT_END = re.compile(r"\s(?:also|then|therefore|each|both|all|generally|normally)\s*$")
_LISTED = re.compile(r"(?:and|or)\s", re.IGNORECASE)


def clause_start(text: str, start: int, end: int) -> int:
    """Give where the clause that holds ``end`` begins, not before ``start``; parentheses do not begin one."""
    begin = start
    for found in _BREAK.finditer(_without_brackets(text, start, end)):
        begin = start + found.end()
    return begin


def is_conditional(text: str, start: int, end: int) -> bool:
    """Tell whether a clause only says under which condition another holds, asks, or tells what was found."""
    words = text[start:end]
    if not words.strip():
        return True
    if _REPORTED.search(text, max(0, start - 40), start):
        return True
    last = words.rfind(",")
    return bool(_CONDITION.search(words, last + 1))


def is_expected(text: str, start: int) -> bool:
    """Tell whether a clause at ``start`` says what is expected, as in "It is expected that they will …"."""
    return bool(_EXPECTED.search(text, max(0, start - 40), start))


def subject(text: str, start: int, end: int) -> Span | None:
    """Give the subject of a modal at ``end`` in a clause from ``start`` on, or ``None``."""
    blank = _without_brackets(text, start, end)
    if _RELATIVE.search(blank):
        return None
    found = _noun_phrase(blank)
    if found is None:
        return None
    adverb = _ADVERB_AT_END.search(blank[: found[1]])
    span = trimmed(text, start + found[0], start + (adverb.start() if adverb else found[1]))
    if span is None or not _is_noun_phrase(span.of(text)):
        return None
    return span


def is_expletive(phrase: str) -> bool:
    """Tell whether a phrase is a pronoun or such, of which nothing can be said without what stands before."""
    return bool(_EXPLETIVE.fullmatch(phrase))


def _without_brackets(text: str, start: int, end: int) -> str:
    """Give a stretch with all in round brackets made blank, at the same length."""
    return re.sub(r"\([^()]*\)", lambda found: " " * len(found[0]), text[start:end])


def _noun_phrase(words: str) -> tuple[int, int] | None:
    """Give the last noun phrase of a clause: where it begins and ends."""
    parts = _parts(words)
    end = len(words)
    if parts and not words[parts[-1][0] : parts[-1][1]].strip():
        parts.pop()
        return _before_parenthesis(words, parts)
    first = len(parts) - 1
    while first > 0 and _continues_list(words, parts, first):
        first -= 1
    begin = parts[first][0]
    conjunction = _CONJUNCTION.match(words[begin:end].lstrip())
    if (conjunction and first > 0 and not _listed(words, parts, first)) or (conjunction and first == 0):
        begin = _skip(words, begin) + conjunction.end()
    return begin, end


def _before_parenthesis(words: str, parts: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Read "The office, in consultation with others, shall": the subject stands before the first comma."""
    while parts and _LEADS.match(words[parts[-1][0] : parts[-1][1]].strip() + " "):
        parts.pop()
    if not parts or (len(parts) > 1 and not _LEADS.match(words[parts[0][0] :].strip() + " ")):
        return None
    begin, end = parts[-1]
    conjunction = _CONJUNCTION.match(words[begin:end].lstrip())
    return (_skip(words, begin) + conjunction.end() if conjunction else begin), end


def _parts(words: str) -> list[tuple[int, int]]:
    places = [found.start() for found in re.finditer(r",(?!\d{3})", words)]
    starts = [0, *(place + 1 for place in places)]
    return list(zip(starts, [*places, len(words)], strict=True))


def _skip(words: str, begin: int) -> int:
    return begin + len(words[begin:]) - len(words[begin:].lstrip())


def _listed(words: str, parts: list[tuple[int, int]], at: int) -> bool:
    return at < len(parts) - 1


def _continues_list(words: str, parts: list[tuple[int, int]], at: int) -> bool:
    """Tell whether the part before belongs to the same list of nouns: "A, B, and C shall"."""
    here = words[parts[at][0] : parts[at][1]].strip()
    before = words[parts[at - 1][0] : parts[at - 1][1]].strip()
    is_last = at == len(parts) - 1
    if is_last and not _LISTED.match(here):
        return False
    if _LISTED.match(before):
        return False
    if _LEADS.match(before + " ") or _VERB_INSIDE.search(before) or len(before.split()) > LONGEST // 3:
        return False
    return bool(before)


def _is_noun_phrase(phrase: str) -> bool:
    bare = re.sub(r"\([^()]*\)", " ", phrase)
    if len(bare.split()) > LONGEST or _LEADS.match(bare + " ") or bare.count("(") != bare.count(")"):
        return False
    relative = _RELATIVE_CLAUSE.search(bare)
    before = bare[: relative.start()] if relative else bare
    if _QUESTION.match(bare) or _BY_WHICH.search(bare):
        return False
    if not re.match(r"[\"\u201c\u2018']?[A-Za-z0-9\u00a7]", bare):
        return False
    return not _VERB_INSIDE.search(before) and not bare.rstrip().endswith((" it", " they", " he", " she"))

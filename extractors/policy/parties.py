"""Which noun phrases name somebody who can be told to do something, or to whom it is done."""

from __future__ import annotations

import re

_HEADS = (
    r"agenc(?:y|ies)|department|bureau|office|offices|directorate|component|components|division|unit|units"
    r"|authorit(?:y|ies)|jurisdictions?|state|states|count(?:y|ies)|city|cities|tribes?"
    r"|territor(?:y|ies)|governments?"
    r"|law enforcement|police|sheriffs?|deput(?:y|ies)|officers?|officials?|agents?|attorneys?|personnel"
    r"|employees?|staff|supervisors?|managers?|directors?|secretar(?:y|ies)|administrators?|commissioners?"
    r"|coordinators?|commanders?|chiefs?|counsel|inspectors?|contractors?|providers?|grantees?|recipients?"
    r"|applicants?|petitioners?|sponsors?|employers?|operators?|owners?|carriers?|facilit(?:y"
    r"|ies)|part(?:y|ies)"
    r"|participants?|nominees?|candidates?|trainees?|members?|committees?|boards?|councils?|teams?|task force"
    r"|organi[sz]ations?|individuals?|persons?|people|aliens?|noncitizens?|detainees?|arrestees?|residents"
    r"|inmates?|prisoners?|victims?|witnesses|witness|plaintiffs?|complainants?|beneficiar(?:y|ies)|students?"
    r"|travelers?|passengers?|immigrants?|nonimmigrants?|customers?|users?|leaders?|planners?"
    r"|responders?|partners?"
    r"|president|governors?|mayors?|congress|signator(?:y|ies)|partners?|entit(?:y|ies)"
    r"|judges?|courts?|nation"
    r"|clerks?|custodians?|physicians?|interpreters?|jails?|prisons?|hospitals?|schools?|compan(?:y|ies)|visitors?|parents?|minors?|veterans?"
    r"|you|those|anyone|whoever|leadership|workers?|volunteers?|citizens?|households?|families|communities|sector"
)
_HEAD_AT_END = re.compile(rf"\b(?:{_HEADS})[\s)'\u2019\u201d\"]*$", re.IGNORECASE)
_ACRONYM = re.compile(r"\b(?:U\.S\.\s)?[A-Z]{2,}(?:[-/&][A-Z]+)*s?\b")
_NO_PARTY = re.compile(
    r"\b(?:MOA|MOU|SOP|MOUs|MOAs|PDF|OMB|PRA|FOIA|INA|USC|CFR|Act|NIMS|ICS|NRF|I-\d+|FY|IT|ID)$"
)
_TAIL = re.compile(
    r"\s+(?:of|for|in|on|at|from|with|within|under|who|that|which|whose|whom|to|by|as|against"
    r"|about|between|toward|towards|under|regarding|concerning|conducted|related|responsible"
    r"|performing|assigned|"
    r"participating|designated|listed|identified|described|exercising|seeking|acting|including|,)\b|[,(]"
)


def names_party(phrase: str) -> bool:
    """Tell whether the head of a noun phrase is a party: a body, an office, a person or a group of them."""
    head = head_of(phrase)
    if _NO_PARTY.search(head):
        return False
    if _HEAD_AT_END.search(head, max(0, len(head) - 28)):
        return True
    last = head.rsplit(None, 1)[-1] if head else ""
    return bool(_ACRONYM.fullmatch(last.strip('()\u201c\u201d"')))


def head_of(phrase: str) -> str:
    """Give a noun phrase without what stands behind its head: "officers" of "officers of the county"."""
    tail = _TAIL.search(phrase, 1)
    return (phrase[: tail.start()] if tail else phrase).strip()

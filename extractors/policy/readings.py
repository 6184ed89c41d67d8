"""What is read of a clause, and whom an object tells of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.policy.parties import names_party
from extractors.policy.spans import Span, trimmed
from extractors.records import Modality

_THING = re.compile(r"an?\s+[A-Z]{2,}")
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


def recipient(text: str, target: Span) -> tuple[Span | None, Span | None]:
    """Part "arrestees with a copy" into the copy and the arrestees; an object that is a party is affected."""
    joint = _WITH.search(text, target.start, target.end)
    if joint and names_party(text[target.start : joint.start()]):
        return trimmed(text, joint.end(), target.end), trimmed(text, target.start, joint.start())
    phrase = target.of(text)
    return target, target if names_party(phrase) and not _THING.match(phrase) else None

"""Which words say that something must, may, should or must not be done, and which only look like them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.policy.spans import Span
from extractors.policy.verbs import ADVERB_LIKE
from extractors.records import Modality

_ADVERB = (
    r"(?:\s+(?:also|always|only|then|further|hereby|each|either|both|generally|normally"
    rf"|at all times|(?!(?:{'|'.join(sorted(ADVERB_LIKE))})\b)[a-z]+ly)\b)*+"
)
_BE = rf"(?:is|are|(?:shall|will|must){_ADVERB}\s+be)"
_NOT = (
    r"(?:\s+not(?!\s+(?:only|merely|just|simply|solely|(?:later|earlier|sooner|less|more|fewer)\s+than)\b)"
    r"|\s+never)"
)

_FORMS: tuple[tuple[str, Modality, str], ...] = (
    (
        "prohibited",
        Modality.MUST_NOT,
        rf"{_BE}{_ADVERB}\s+(?:prohibited|barred|precluded)\s+from",
    ),
    ("not_permitted", Modality.MUST_NOT, rf"(?:is|are){_NOT}\s+(?:permitted|allowed|authorized)\s+to"),
    ("are_not_to", Modality.MUST_NOT, rf"(?:is|are){_NOT}\s+to(?!\s+(?:say|mention)\b)"),
    (
        "required_to",
        Modality.MUST,
        rf"{_BE}{_ADVERB}\s+(?:required|obligated|obliged|directed|instructed)\s+to",
    ),
    (
        "authorized_to",
        Modality.MAY,
        rf"{_BE}{_ADVERB}\s+(?:authorized|permitted|allowed|empowered)\s+to",
    ),
    (
        "authority_to",
        Modality.MAY,
        r"(?:has|have)\s+(?:the\s+)?(?:sole\s+|full\s+)?(?:authority|discretion|right)\s+to",
    ),
    ("encouraged_to", Modality.SHOULD, rf"(?:is|are){_ADVERB}\s+(?:encouraged|expected|urged|advised)\s+to"),
    ("responsible_for", Modality.MUST, rf"{_BE}{_ADVERB}\s+responsible\s+for"),
    ("agrees_to", Modality.MUST, rf"(?:agrees?){_ADVERB}\s+to"),
    ("shall_not", Modality.MUST_NOT, rf"(?:shall|must){_ADVERB}{_NOT}"),
    ("will_not", Modality.MUST_NOT, rf"will{_ADVERB}{_NOT}"),
    ("may_not", Modality.MUST_NOT, rf"may{_ADVERB}{_NOT}"),
    ("shall", Modality.MUST, rf"(?:shall|must){_ADVERB}"),
    ("will", Modality.MUST, rf"will{_ADVERB}"),
    ("may", Modality.MAY, rf"may{_ADVERB}"),
    ("should", Modality.SHOULD, rf"should{_ADVERB}"),
    ("are_to", Modality.MUST, r"(?:is|are)\s+to"),
)
_MODAL = re.compile(
    r"\b(?=is\b|are\b|sh|will|ha|agree|m)(?:"
    + "|".join(rf"(?P<{name}>{form}\b)" for name, _, form in _FORMS)
    + ")"
)
_MEANS = {name: modality for name, modality, _ in _FORMS}

HINTS = (
    "shall", "must", "may", "should", "will", "are to ", "is to ", " not to ", "required to", "requires ",
    "require ", "directs ", "direct ", "agree", "responsible for", "authori", "encouraged", "expected to",
    "prohibited", "permitted to", "allowed to", "referred", "discretion to", "right to",
    "issued", "developed", "revised", "created", "creating", "established",
)  # fmt: skip
"""Words of which a passage holds one at least, if there is anything to read in it: a quick look first."""


@dataclass(frozen=True, slots=True)
class Modal:
    """The words of a modality: what they mean, where they stand, and the name of their form."""

    form: str
    modality: Modality
    span: Span


def modals(text: str, sentence: Span) -> Iterator[Modal]:
    """Give the modal words of a sentence in their order."""
    for found in _MODAL.finditer(text, sentence.start, sentence.end):
        form = str(found.lastgroup)
        yield Modal(form, _MEANS[form], Span(*found.span()))


def may_hold_a_provision(text: str) -> bool:
    """Tell at a glance whether a text holds any word that a rule looks for."""
    return any(hint in text for hint in HINTS)

"""Units and scales as headers, captions and labels print them, such as "(in thousands)" or "(pounds)".

Only words that can be nothing else are taken, since most of what stands in brackets is no unit. They are
given as printed and never multiplied in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractors.tables.values import PERCENT

_SCALE = r"(?:hundreds|thousands|millions|billions|trillions)"
_UNIT = (
    r"(?:u\.?s\.? dollars|dollars|pounds|lbs\.?|ounces|oz\.?|kilograms|kgs?\.?|grams|tons|gallons|liters"
    r"|miles|kilometers|feet|acres|hours|hrs\.?|minutes|min\.|seconds|days|weeks|months|years|persons|people"
    r"|individuals|cases|households|rounds|units|percentage points)"
)
_BRACKETED = re.compile(
    rf"[(\[]\s*(?:(?P<unit>{_UNIT}|numbers?|amounts|figures)\s*,?\s*)?"
    rf"(?P<scale>(?:expressed )?in (?P<of>{_SCALE})(?: of (?P<unit_of>{_UNIT}))?)\s*[)\]]"
    rf"|[(\[]\s*(?P<plain>{_SCALE}|(?:in )?(?P<only>{_UNIT}))\s*[)\]]",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"\b(?P<unit>{_UNIT})\s*,?\s*(?P<scale>in {_SCALE})\b"
    rf"|^(?P<only_scale>in {_SCALE})$|^in (?P<only>{_UNIT})$",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"^(?:percent|percentage|pct\.?|%)(?:\s+(?:of|change|difference|share|distribution)\b.*)?$"
    r"|[(\[](?:in )?(?:percent|percentage|%)[)\]]|^%",
    re.IGNORECASE,
)
_NO_UNIT = ("number", "numbers", "amounts", "figures")


@dataclass(frozen=True, slots=True)
class Measure:
    """What numbers count, and the power of ten that they are printed in; as printed, or ``None``."""

    unit: str | None = None
    scale: str | None = None


NONE = Measure()


@lru_cache(maxsize=8_192)
def measure_of(label: str) -> Measure:
    """Read the unit and scale that a header, a label or a caption names."""
    if _PERCENT.search(label):
        return Measure(PERCENT)
    found = _BRACKETED.search(label)
    if found and found["plain"]:
        return Measure(found["only"]) if found["only"] else Measure(None, found["plain"])
    found = found or _BARE.search(label)
    if not found:
        return NONE
    parts = found.groupdict()
    unit = parts["unit"] or parts.get("unit_of") or parts.get("only")
    return Measure(
        None if unit and unit.lower() in _NO_UNIT else unit, parts["scale"] or parts.get("only_scale")
    )


def nearest(labels: Iterable[str]) -> Measure:
    """Give unit and scale by the first labels that name them; a percentage has no scale of others."""
    unit: str | None = None
    scale: str | None = None
    for label in labels:
        named = measure_of(label)
        if unit is None and scale is None and named.unit == PERCENT:
            return named
        unit, scale = unit or named.unit, scale or named.scale
    return Measure(unit, scale)

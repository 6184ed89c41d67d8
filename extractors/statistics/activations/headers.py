"""Headers of lists that are tables: which column holds the state, the jurisdiction and its date."""

from __future__ import annotations

import re
from collections.abc import Sequence

_STATE = re.compile(r"state(?: ?/ ?territory| or territory)?s?", re.IGNORECASE)
_NAME = re.compile(r"(?:county|jurisdiction|locality|parish|counties|municipality)\b.*", re.IGNORECASE)
_DATE = re.compile(
    r".*\bactivat\w+\b.*\bdate\b.*|.*\bdate\b.*\bactivat\w+\b.*|activated(?: on)?", re.IGNORECASE
)
_BARE_DATE = re.compile(r"(?:date|effective date|start date)", re.IGNORECASE)
_TOTAL = re.compile(r"(?:grand |sub)?totals?\b", re.IGNORECASE)
_ABOUT = re.compile(r"\bactivat", re.IGNORECASE)


def is_about(text: str) -> bool:
    """Tell whether a text speaks of activation."""
    return _ABOUT.search(text) is not None


def is_total(text: str) -> bool:
    """Tell whether a label is that of a total."""
    return _TOTAL.match(text) is not None


def told(heads: Sequence[str], above: Sequence[str]) -> tuple[int | None, int, int] | None:
    """Give the places of the headers of state, name and date among some, or ``None`` where one is missing.

    The state may be. A header "Date" alone is that of an activation only where a title above is about it.
    """
    patterns = [_DATE, _BARE_DATE] if any(map(is_about, above)) else [_DATE]
    date = next((at for pattern in patterns if (at := _first(heads, pattern)) is not None), None)
    name = _first(heads, _NAME)
    if date is None or name is None or date == name:
        return None
    return _first(heads, _STATE), name, date


def _first(heads: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next((at for at, head in enumerate(heads) if pattern.fullmatch(" ".join(head.split()))), None)

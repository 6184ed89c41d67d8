"""Telephone numbers of the North American Numbering Plan, as ITU-T E.164 writes them.

Letters stand for the keys of a telephone (ITU-T E.161): 1-866-DHS-2-ICE is +18663472423. Letters beyond the
tenth figure are dialled in vain, and are left out.
"""

from __future__ import annotations

import re

_KEYS = {
    letter: str(figure)
    for figure, letters in enumerate(("ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"), start=2)
    for letter in letters
}
NUMBER = re.compile(
    r"(?<![\w-])(?:(?:\+?1[-. ]*)?(?:\(\d{3}\)|\d{3})[-. ]*\d{3}[-. ]\d{4}"
    r"|(?:\+?1[-. ])?\(?8(?:00|33|44|55|66|77|88)\)?[-. ]+(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{5,10}"
    r"|\+(?!1)\d{1,3}(?:[-. ]\d{1,5}){2,5})(?![\w])"
)
_EXTENSION = re.compile(r"\s*,?\s*(?:ext\.?|extension|x)\s*(?P<extension>\d{1,6})\b", re.IGNORECASE)
_PLAN = re.compile(r"[2-9]\d\d[2-9]\d{6}")
_TOLL_FREE = re.compile(r"\+18(?:00|33|44|55|66|77|88)")
_LENGTH = 10
_LONGEST = 15


def e164(printed: str) -> str | None:
    """Give a printed number in E.164; ``None`` if it is none of the plan, such as 012-345-6789."""
    figures = "".join(_KEYS.get(sign, sign) for sign in printed.upper() if sign.isdigit() or sign in _KEYS)
    if printed.lstrip().startswith("+") and not figures.startswith("1"):
        return f"+{figures}" if len(figures) <= _LONGEST else None
    figures = figures.removeprefix("1")
    if any(sign.isalpha() for sign in printed):
        figures = figures[:_LENGTH]
    return f"+1{figures}" if _PLAN.fullmatch(figures) else None


def extension_behind(text: str, place: int) -> str | None:
    """Give the extension that is printed behind a number."""
    found = _EXTENSION.match(text, place)
    return found["extension"] if found else None


def is_toll_free(number: str | None) -> bool:
    """Tell whether a number in E.164 costs the caller nothing, by its area code."""
    return bool(number and _TOLL_FREE.match(number))

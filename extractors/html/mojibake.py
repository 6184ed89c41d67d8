"""Characters that were encoded twice before the page was sent: "JosÃ©" for "José".

ftfy (R. Speer, 2019, doi 10.5281/zenodo.2591652) tells and mends them. It takes 15 ms for a whole page, so
that only stretches of text are shown to it that hold a letter with which such runs begin.
"""

from __future__ import annotations

import re

from ftfy import fix_encoding

_BEHIND = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
_LETTERS = "\u00c2\u00c3\u00e2\u00d0\u00d1\u00e3"
_SUSPECT = re.compile(f"[{_LETTERS}][{_BEHIND}]")
_STRETCH = re.compile(r"[^<>]+")


def mended(source: str) -> tuple[str, int]:
    """Give the source of a page with such characters mended, and in how many stretches of text some were."""
    if not any(letter in source for letter in _LETTERS) or not _SUSPECT.search(source):
        return source, 0
    count = 0

    def mend(stretch: re.Match[str]) -> str:
        nonlocal count
        text = fix_encoding(stretch[0]) if _SUSPECT.search(stretch[0]) else stretch[0]
        count += text != stretch[0]
        return text

    return _STRETCH.sub(mend, source), count

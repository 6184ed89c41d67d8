"""Texts that are safe in spreadsheets: no cell of a CSV may run as a formula.

Spreadsheets take a cell for a formula by its first character, quoted or not. An apostrophe before it makes it
text. It is taken off again where we read what we wrote, so that no name changes.
"""

from __future__ import annotations

import re

_FORMULA = r"\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
_RUNS = re.compile(rf"'*{_FORMULA}")
_INERT = re.compile(rf"'+{_FORMULA}")

IN_SQL = (
    "if(regexp_matches({0}, '^''*[\\s\\x0b\\x1c-\\x1f\\x{{85}}\\pZ]*[=+\\-@\\t\\r\\n\\x{{ff1d}}\\x{{ff0b}}"
    "\\x{{ff0d}}\\x{{ff20}}]'), '''' || {0}, {0})"
)
"""The same as :func:`inert` in the SQL of DuckDB, whose white space is that of ASCII unless one says more."""


def inert(text: str) -> str:
    """Give a text, with an apostrophe before it if a spreadsheet would run it; not for numbers."""
    return f"'{text}" if _RUNS.match(text) else text


def restored(text: str) -> str:
    """Give the text that :func:`inert` was given."""
    return text[1:] if _INERT.match(text) else text

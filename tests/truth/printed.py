"""How labels and numbers are printed, and when two spellings say the same."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

NOT_AVAILABLE = "NA"
_ABSENT = {"NA", "N/A", "-", "\u2013"}
_BREAK = re.compile(r"(?<=\w)-\s+(?=\w)")
_NOTE = re.compile(r"\s*\*+")
_NOTE_NUMBER = re.compile(r"(?<=[^\W\d_])\d{1,2}$")
_FORMER_NAME = re.compile(r"\s*\(formerly [^)]*\)")


def label(text: str) -> str:
    """Fold a label: case, white, asterisks of notes, hyphens at the end of a line."""
    return _BREAK.sub("-", " ".join(_NOTE.sub("", text).split())).casefold()


def without_former_name(text: str) -> str:
    """Fold a label of a Border Patrol table, where some years add what a sector was called before."""
    return label(_FORMER_NAME.sub("", text))


def without_note_number(text: str) -> str:
    """Fold a label behind which the number of a footnote may stand."""
    return label(_NOTE_NUMBER.sub("", text.strip()))


def value(text: str) -> str:
    """Give a number as its plain digits, ``NA`` for a dash or N/A, any other text as it is."""
    bare = _NOTE.sub("", text).strip()
    if bare in _ABSENT:
        return NOT_AVAILABLE
    try:
        return f"{Decimal(bare.removeprefix('$').removesuffix('%').replace(',', '')).normalize():f}"
    except InvalidOperation:
        return bare

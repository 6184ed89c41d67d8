"""Printed labels, written so that two printings of one label are equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"[^\w%#&/+]+")
_TOTAL = re.compile(r"(?:(?:grand|sub|yearly|annual|monthly|overall|combined|fiscal year|fy) ?)*totals?")

_CHANGE = re.compile(r"(?:%|percent|percentage) change(?: .*)?")


@lru_cache(maxsize=65_536)
def key(label: str) -> str:
    """Give a label without case, accents, marks and line breaks; hyphens part words, as line ends do.

    ``Out-of- Country Overstays`` and ``OUT OF COUNTRY OVERSTAYS`` have one key.
    """
    plain = unicodedata.normalize("NFKD", label.replace("'", "").replace("\u2019", ""))
    folded = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    return _MARKS.sub(" ", folded.replace("&", " and ")).strip()


def is_total(label: str) -> bool:
    """Tell whether a label names a sum over all others and nothing else."""
    return _TOTAL.fullmatch(key(label)) is not None


def is_change(label: str) -> bool:
    """Tell whether a label heads figures that compare two others, and so say nothing new."""
    return _CHANGE.fullmatch(key(label)) is not None


def says(text: str, phrase: str) -> bool:
    """Tell whether a phrase, given as a key, stands in a text as whole words; texts may be long."""
    return f" {phrase} " in f" {key.__wrapped__(text)} "

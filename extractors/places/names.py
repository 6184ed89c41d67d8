"""Names of places, written so that two spellings of one name are equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "n": "north", "s": "south"}
_LEFT_OUT = ("the", "and")
_NOTE = re.compile(r"\s*\((?:formerly|now|formerly known as|includes?|see)\b[^)]*\)", re.IGNORECASE)
_CITY_OF = re.compile(r"(?:the )?city of (.+)")
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Give a name without case, accents, marks and blanks, ``St.`` and the like written out.

    ``De Kalb`` and ``DeKalb``, ``Saint Mary's`` and ``St. Marys`` have one key. What stands in brackets as a
    former name is left out, and so are "the" and "and" where other words remain.
    """
    folded = _folded(_NOTE.sub("", name))
    of = _CITY_OF.fullmatch(folded)
    words = _WORD.findall(f"{of[1]} city" if of else folded)
    return "".join(_SHORT.get(word, word) for word in words if word not in _LEFT_OUT) or "".join(words)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", re.sub("['\u2019`\u02bb.]", "", name))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold().strip()

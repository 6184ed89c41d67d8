"""Language tags as BCP 47 writes them."""

from __future__ import annotations

import re

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_SHORTER = {
    "ara": "ar",
    "chi": "zh",
    "eng": "en",
    "fra": "fr",
    "fre": "fr",
    "hat": "ht",
    "kor": "ko",
    "por": "pt",
    "rus": "ru",
    "som": "so",
    "spa": "es",
    "vie": "vi",
    "zho": "zh",
}
_CASES = {2: str.upper, 4: str.capitalize}
"""How subtags of letters are written by their length: regions and scripts."""

_NO_LANGUAGE = frozenset({"und", "zxx", "mul", "mis"})


def language_tag(declared: str | None) -> str | None:
    """Give a declared language as a tag in its canonical case, or ``None`` for what is no language.

    ``EN_us`` is ``en-US``, ``zh-hant`` is ``zh-Hant`` (RFC 5646, section 2.1.1). Three-letter codes of
    languages that have one of two letters give the latter, as section 2.2.1 asks. "Undetermined" is no
    language.
    """
    words = (declared or "").strip()
    if not _TAG.fullmatch(words):
        return None
    language, *rest = words.replace("_", "-").split("-")
    language = _SHORTER.get(language.lower(), language.lower())
    if language in _NO_LANGUAGE:
        return None
    return "-".join([language, *_cased(rest)])


def _cased(subtags: list[str]) -> list[str]:
    """Write regions in capitals and scripts capitalised; behind a single letter all stays small."""
    cased: list[str] = []
    for subtag in subtags:
        private = any(len(before) == 1 for before in cased)
        write = _CASES.get(len(subtag), str.lower) if subtag.isalpha() and not private else str.lower
        cased.append(write(subtag))
    return cased


NAMES = {
    "english": "en",
    "spanish": "es",
    "español": "es",
    "arabic": "ar",
    "simplified chinese": "zh-Hans",
    "chinese (simplified)": "zh-Hans",
    "traditional chinese": "zh-Hant",
    "chinese (traditional)": "zh-Hant",
    "chinese": "zh",
    "french": "fr",
    "german": "de",
    "haitian creole": "ht",
    "hindi": "hi",
    "japanese": "ja",
    "korean": "ko",
    "polish": "pl",
    "portuguese": "pt",
    "russian": "ru",
    "somali": "so",
    "tagalog": "tl",
    "urdu": "ur",
    "vietnamese": "vi",
}
"""Names of languages in English as federal forms print them, to tags; a script only where it is named."""


def named_language(name: str) -> str | None:
    """Give the tag of a language by its English name, or ``None`` if the name is not known."""
    return NAMES.get(" ".join(name.lower().split()))

"""What is the main text of a page whose template is not known: Resiliparse decides, block by block.

The rules of a library that is kept for the web at large (J. Bevendorff et al., *An Empirical Comparison of
Web Content Extraction Algorithms*, SIGIR 2023) are worth more there than marks of other sites.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from resiliparse.extract.html2text import extract_plain_text

MOST_ELEMENTS = 10_000
"""Elements of a body; the library's time grows with their square where they are nested or options."""

LEAST = 200
"""Letters and digits; where the library finds less text, it has found a part of it, and all of it is kept."""

SHORT = 20
"""Letters and digits; a shorter block may stand in the text by chance, so that it must be a line of it."""

_NO_LETTER = re.compile(r"[\W_]+")


def main_test(source: str) -> Callable[[str], bool]:
    """Give a function that tells whether the text of a block belongs to the main text of a page."""
    text = extract_plain_text(
        source,
        main_content=True,
        list_bullets=False,
        preserve_formatting=True,
        alt_texts=False,
        noscript=False,
    )
    known = _letters(text)
    if len(known) < LEAST:
        return lambda _: True
    lines = {_letters(line) for line in text.splitlines()}

    def is_main(block: str) -> bool:
        letters = _letters(block)
        return letters in lines if len(letters) < SHORT else letters in known

    return is_main


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text).lower()

"""How much of a file and of a page is read: counted, so that every machine gives up at the same point."""

from __future__ import annotations

MAX_PAGES = 5_000
"""Pages that are read of one file; the longest publication seen has 647."""

MAX_CONTENT_BYTES = 32_000_000
"""Bytes of drawing instructions, unpacked, that a page may have."""

MAX_CHARS = 200_000
"""Characters a page may paint; the densest page seen, a facility list in tiny type, paints 50,000."""

MAX_SHAPES = 500_000
"""Lines, curves, forms and images that a page may paint."""


class PageTooLarge(Exception):
    """A page paints more than its budget."""

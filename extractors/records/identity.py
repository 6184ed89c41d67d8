"""What rows of all tables share: ids, boxes, and the mark of what this project wrote itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import field
from typing import Any
from urllib.parse import urlsplit

BBox = tuple[float, float, float, float]


SPECIMEN_HOST = ".specimen.invalid"
"""The end of every host name under which documents of our own making are kept apart from records."""


def row_id(kind: str, *place: object) -> str:
    """Give the id of a row: its kind and 24 hexadecimal digits, the same wherever it is computed.

    Args:
        kind: three letters that tell the table, such as ``psg``.
        place: what sets the row apart, most general first: the payload, then positions within it.
    """
    text = "\x1f".join("" if part is None else str(part) for part in (kind, *place))
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:24]}"


def row_ids(kind: str, *place: object) -> Callable[..., str]:
    """Give a function that completes a place and gives the same ids as :func:`row_id`, for many rows."""
    text = "\x1f".join("" if part is None else str(part) for part in (kind, *place))
    begun = hashlib.sha256(text.encode())

    def complete(*rest: int) -> str:
        digest = begun.copy()
        digest.update("".join([f"\x1f{part}" for part in rest]).encode())
        return f"{kind}-{digest.hexdigest()[:24]}"

    return complete


def is_specimen(url: str | None) -> bool:
    """Tell whether an address belongs to a document that this project wrote itself."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return False
    return host.endswith(SPECIMEN_HOST)


def assembled(default: Any = None) -> Any:
    """Declare a column that needs more than one document: extraction leaves it, ``assemble`` fills it."""
    return field(default=default, metadata={"filled_by": "assemble"})

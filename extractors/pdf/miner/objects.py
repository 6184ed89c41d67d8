"""Reads pdfminer's objects with care: in a broken file anything may stand where a name or a text should."""

from __future__ import annotations

from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import decode_text


def resolved(value: Any) -> Any:
    """Follow a reference; what cannot be found is ``None``."""
    try:
        return resolve1(value)
    except MemoryError:
        raise
    except Exception:
        return None


def text_of(value: object) -> str | None:
    """Give a text string of the file without what no text holds: nulls and halves of characters."""
    if not isinstance(value, bytes | str):
        return None
    try:
        text = decode_text(value) if isinstance(value, bytes) else value
    except (UnicodeError, ValueError):
        text = bytes(value).decode("latin-1") if isinstance(value, bytes) else value
    clean = text.replace("\0", "").encode("utf-8", "ignore").decode()
    return clean.strip() or None


def name_of(value: object) -> str:
    """Give a name of the file, or an empty text where there is none."""
    try:
        return str(literal_name(resolved(value)))
    except MemoryError:
        raise
    except Exception:
        return ""


def reason(error: BaseException) -> str:
    """Give what went wrong, short enough for an issue."""
    return f"{type(error).__name__}: {error}"[:200].encode("utf-8", "replace").decode()

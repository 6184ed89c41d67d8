"""Which extractor reads what.

The first bytes of a payload decide, since declared types are often wrong; an extractor is imported when
the first payload of its type arrives, so that reading a web page never loads the PDF libraries.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib import import_module

from extractors.draft import Draft
from extractors.policy.reader import with_policy
from extractors.records import CaptureContext, Extraction, Severity
from extractors.stated import Metadata
from extractors.statistics.activations.reader import with_activations
from extractors.statistics.knowledge import Knowledge
from extractors.statistics.reader import with_statistics

HTML = "text/html"
PDF = "application/pdf"
PLAIN = "text/plain"
OCTETS = "application/octet-stream"

EXTRACTORS = {
    HTML: "extractors.html.page",
    PDF: "extractors.pdf.document",
    PLAIN: "extractors.plain.document",
}
"""Media type to the module whose ``extract(payload, context, ocr=…)`` reads it."""

PDF_HEADER_WITHIN = 1024
"""Bytes within which readers accept the ``%PDF-`` header (ISO 32000-1, annex H, note 13)."""

_BINARY_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"\xff\xd8\xff": "image/jpeg",
    b"PK\x03\x04": "application/zip",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "application/x-ole-storage",
    b"\x1f\x8b": "application/gzip",
}
_HTML_MARKS = tuple(
    f"<{tag}".encode()
    for tag in ("!doctype html", "html", "head", "body", "title", "meta", "table", "div", "p>")
)
_VAGUE_TYPES = (HTML, PDF, "application/xhtml+xml", OCTETS, PLAIN)
_MEDIA_TYPE = re.compile(r"[a-z0-9][\w.+-]*/[a-z0-9][\w.+-]*", re.ASCII)


class Ocr(StrEnum):
    """Whether pages without a text layer are recognised: where tesseract is installed, or never."""

    AUTO = "auto"
    OFF = "off"


def sniff(payload: bytes, declared: str | None = None) -> str | None:
    """Tell the media type of a payload from its first bytes; ``None`` when they do not tell.

    Args:
        payload: the bytes, or at least the first 4,096.
        declared: a ``Content-Type``; believed only where a text could be several things.
    """
    head = payload[:4096]
    if b"%PDF-" in head[:PDF_HEADER_WITHIN]:
        return PDF
    for signature, media_type in _BINARY_SIGNATURES.items():
        if head.startswith(signature):
            return media_type
    declared_type = (declared or "").partition(";")[0].strip().lower()
    if declared_type not in _VAGUE_TYPES and _MEDIA_TYPE.fullmatch(declared_type):
        return declared_type
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    folded = (head.replace(b"\0", b"") if wide else head).lower()
    if any(mark in folded for mark in _HTML_MARKS) or (declared_type == HTML and b"\0" not in head):
        return HTML
    return declared_type if declared_type == PLAIN else None


def extract(
    payload: bytes,
    context: CaptureContext,
    *,
    ocr: Ocr = Ocr.AUTO,
    knowledge: Callable[[], Knowledge] | None = None,
) -> Extraction:
    """Read one payload: everything in it as records, and whatever could not be read as issues.

    Statistics are read by what is known of their series, and none without.

    A defect of an extractor costs the payload and nothing else; faults of the machine are raised.
    """
    media_type = sniff(payload, context.content_type)
    module = EXTRACTORS.get(media_type or "") if payload else None
    if module is None:
        return unreadable(payload, context, media_type)
    read: Callable[..., Extraction] = import_module(module).extract
    try:
        with _few_collections():
            extraction = with_policy(read(payload, context, ocr=ocr))
            return _interpreted(extraction, knowledge) if knowledge else extraction
    except (MemoryError, OSError):
        raise
    except Exception as error:
        return failed(payload, context, error)


def _interpreted(extraction: Extraction, knowledge: Callable[[], Knowledge]) -> Extraction:
    """Give an extraction with what is read by knowledge of series and places, asked for where needed."""
    if not extraction.tables and not extraction.placed_words:
        return extraction
    known = knowledge()
    return with_activations(with_statistics(extraction, known), known.places)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let Python look for circles of dead objects rarely: extraction makes millions of objects, hardly any.

    At the usual thresholds these searches take a seventh of its time.
    """
    usual = gc.get_threshold()
    gc.set_threshold(1_000_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def failed(payload: bytes, context: CaptureContext, error: Exception) -> Extraction:
    """Give the record of a payload over which an extractor failed: no text, and one issue that says so."""
    draft = Draft(payload, context)
    draft.issue(
        "extractor_failed",
        Severity.ERROR,
        evidence=f"{type(error).__name__}: {error}"[:300],
        remedy="Report this as a defect of dhs-archive, with the address.",
    )
    media_type = sniff(payload, context.content_type) or OCTETS
    return draft.finish(Metadata(media_type=media_type, extractor="none"))


def unreadable(payload: bytes, context: CaptureContext, media_type: str | None) -> Extraction:
    """Give the record of a payload that no extractor reads: no text, and one issue that says so."""
    draft = Draft(payload, context)
    if payload:
        draft.issue(
            "unsupported_type",
            Severity.ERROR,
            evidence=f"first bytes {payload[:16]!r}, declared {context.content_type or 'nothing'}",
            remedy="Only web pages, PDFs and plain text are read; look at the payload in the vault.",
        )
    else:
        draft.issue("empty_payload", Severity.ERROR, evidence="0 bytes", remedy="Look for another capture.")
    return draft.finish(Metadata(media_type=media_type or OCTETS, extractor="none"))

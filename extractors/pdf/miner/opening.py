"""Opens a PDF and finds its pages: the one module that knows pdfplumber.

A file whose structure is broken is scanned for its objects, so that what is left of it can be read.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError
from pdfplumber.utils.exceptions import PdfminerException

from extractors.pdf.miner.objects import name_of, reason, resolved

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
logging.getLogger("pdfplumber").setLevel(logging.CRITICAL)

VERSION = f"pdfplumber {pdfplumber.__version__}"

_INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")
_CATALOG = re.compile(rb"(\d+)[ \t\r\n]+(\d+)[ \t\r\n]+obj[ \t\r\n]*<<[^<>]{0,400}/Type[ \t\r\n]*/Catalog\b")
_OWN_CATALOG = 8_388_607
"""The largest object number that readers must accept, and so one that no file uses."""


class Encrypted(Exception):
    """The file opens only with a password."""


class Malformed(Exception):
    """The file has no structure of a PDF at all."""


@dataclass(slots=True)
class PageTree:
    """The pages of a file as its page tree names them, and what was wrong with the tree."""

    pages: list[tuple[object, dict[str, Any]]]
    damage: list[str]


def best_reading(payload: bytes) -> tuple[Any, PageTree]:
    """Open a file as it is or, where pages are missing then, by scanning it for objects."""
    try:
        pdf, tree = _reading(payload)
    except Malformed as first:
        pdf, tree = _reading(_scannable(payload))
        tree.damage.append(str(first))
        return pdf, tree
    if tree.damage or not tree.pages:
        scanned = _scanned(payload)
        if scanned and len(scanned[1].pages) > len(tree.pages):
            scanned[1].damage.extend(tree.damage)
            return scanned
    return pdf, tree


def _scanned(payload: bytes) -> tuple[Any, PageTree] | None:
    try:
        return _reading(_scannable(payload))
    except (Encrypted, Malformed):
        return None


def _reading(payload: bytes) -> tuple[Any, PageTree]:
    pdf = _opened(payload)
    try:
        return pdf, _page_tree(pdf.doc)
    except MemoryError:
        raise
    except Exception as error:
        raise Malformed(reason(error)) from error


def _opened(payload: bytes) -> Any:
    try:
        return pdfplumber.open(BytesIO(payload))
    except MemoryError:
        raise
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFEncryptionError):
            raise Encrypted(reason(cause)) from error
        raise Malformed(reason(cause)) from error
    except Exception as error:
        raise Malformed(reason(error)) from error


def _scannable(payload: bytes) -> bytes:
    """Make a file be scanned for its objects: hide its tables of them, end what was cut, name its catalog.

    Raises:
        Malformed: the file is encrypted, and without its own trailer its key cannot be known.
    """
    if b"/Encrypt" in payload:
        raise Malformed("the file is encrypted and its table of objects is broken")
    body = _ended(payload).replace(b"startxref", b"startless").replace(b"trailer", b"trailed")
    catalogs = [found.groups() for found in _CATALOG.finditer(body)]
    if catalogs:
        return body + b"\ntrailer\n<< /Root %s %s R >>\n" % catalogs[-1]
    number = _OWN_CATALOG
    return body + b"\n%d 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root %d 0 R >>\n" % (
        number,
        number,
    )


def _ended(payload: bytes) -> bytes:
    """End the stream in which a file was cut short, or drop the piece of an object at its end."""
    last = payload.rfind(b"endobj")
    if b"stream" in payload[last:]:
        return payload + b"\nendstream\nendobj\n"
    return payload[: last + len(b"endobj")] if last >= 0 else payload


def _page_tree(doc: Any) -> PageTree:
    """Walk the page tree; a branch that cannot be read costs its own pages only."""
    tree = PageTree(pages=[], damage=[])
    if any(type(xref).__name__ == "PDFXRefFallback" for xref in doc.xrefs):
        tree.damage.append("the table of objects is missing or wrong")
    waiting: list[tuple[Any, dict[str, Any]]] = [(doc.catalog.get("Pages"), {})]
    seen: set[object] = set()
    while waiting:
        reference, inherited = waiting.pop()
        key = getattr(reference, "objid", None) or -1 - len(seen)  # a page written in place has no number
        node = resolved(reference)
        if key in seen or not isinstance(node, dict):
            tree.damage.append(f"no page at {_short(reference)}")
            continue
        seen.add(key)
        attributes = {**inherited, **node}
        kids = resolved(node.get("Kids"))
        if isinstance(kids, list):
            passed_on = {name: attributes[name] for name in _INHERITED if name in attributes}
            waiting.extend((kid, passed_on) for kid in reversed(kids))
        elif "Contents" in node or name_of(node.get("Type")) == "Page":
            tree.pages.append((key, attributes))
    if not tree.pages:
        tree.pages.extend(_loose_pages(doc))
    return tree


def _loose_pages(doc: Any) -> Iterator[tuple[object, dict[str, Any]]]:
    """Find the page objects of a file whose tree is lost, in the order of their numbers."""
    numbers = {number for xref in doc.xrefs for number in xref.get_objids() if isinstance(number, int)}
    for number in sorted(numbers):
        try:
            node = doc.getobj(number)
        except Exception:  # noqa: S112 - one broken object does not hide the others
            continue
        if isinstance(node, dict) and name_of(node.get("Type")) == "Page":
            yield number, {**_from_parents(node), **node}


def _from_parents(node: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _ in range(20):
        parent = resolved(node.get("Parent"))
        if not isinstance(parent, dict):
            break
        found = {**{name: parent[name] for name in _INHERITED if name in parent}, **found}
        node = parent
    return found


def _short(value: object) -> str:
    return f"object {value.objid}" if hasattr(value, "objid") else type(value).__name__

"""Opens a PDF and gives its pages one by one; with :mod:`extractors.pdf.device` all that knows pdfplumber.

No more than one page is held at a time. A page that cannot be read gives a :class:`PageFailure` and the
next one is read; a file whose structure is broken is scanned for its pages.
"""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import apply_matrix_rect, decode_text
from pdfplumber.utils.exceptions import PdfminerException

from extractors.pdf.device import MarksDevice, PageTooLarge
from extractors.pdf.marks import FileFacts, LinkArea, PageFailure, PageMarks
from extractors.records import BBox

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
logging.getLogger("pdfplumber").setLevel(logging.CRITICAL)

VERSION = f"pdfplumber {pdfplumber.__version__}"

MAX_PAGES = 5_000
"""Pages that are read of one file; the longest publication seen has 647."""

MAX_CONTENT_BYTES = 32_000_000
"""Bytes of drawing instructions, unpacked, that a page may have."""

_INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")
_CATALOG = re.compile(rb"(\d+)[ \t\r\n]+(\d+)[ \t\r\n]+obj[ \t\r\n]*<<[^<>]{0,400}/Type[ \t\r\n]*/Catalog\b")
_OWN_CATALOG = 8_388_607
"""The largest object number that readers must accept, and so one that no file uses."""


class Encrypted(Exception):
    """The file opens only with a password."""


class Malformed(Exception):
    """The file has no structure of a PDF at all."""


@dataclass(slots=True)
class _Tree:
    """The pages of a file as its page tree names them, and what was wrong with the tree."""

    pages: list[tuple[object, dict[str, Any]]]
    damage: list[str]


class PdfFile:
    """An open PDF.

    Args:
        payload: the whole file.

    Raises:
        Encrypted: it needs a password; one that is empty is tried.
        Malformed: nothing in it can be read as a PDF.
    """

    def __init__(self, payload: bytes) -> None:
        self._pdf, self._tree = _best_reading(payload)

    def facts(self) -> FileFacts:
        """Give what the file says of itself as a whole."""
        return FileFacts(
            info=tuple(sorted(_info(self._pdf.doc))),
            language=_text(resolve1(self._pdf.doc.catalog.get("Lang"))),
            n_pages=len(self._tree.pages),
            damage=tuple(self._tree.damage),
        )

    def pages(self) -> Iterator[PageMarks | PageFailure]:
        """Read the pages in order, at most :data:`MAX_PAGES`, each forgotten before the next is read."""
        for number, (page_id, attributes) in enumerate(self._tree.pages[:MAX_PAGES], start=1):
            yield self._page(number, page_id, attributes)
            self._forget()

    def _page(self, number: int, page_id: object, attributes: dict[str, Any]) -> PageMarks | PageFailure:
        try:
            return self._marks(number, PDFPage(self._pdf.doc, page_id, attributes, None))
        except PageTooLarge as budget:
            return PageFailure(number, "page_too_large", str(budget))
        except MemoryError:
            raise
        except Exception as error:
            return PageFailure(number, "page_failed", _reason(error))

    def _marks(self, number: int, page: PDFPage) -> PageMarks:
        _check_contents(page)
        device = MarksDevice(self._pdf.rsrcmgr)
        PDFPageInterpreter(self._pdf.rsrcmgr, device).process_page(page)
        x0, y0, x1, y1 = device.frame
        return PageMarks(
            number=number,
            width=x1 - x0,
            height=y1 - y0,
            chars=tuple(device.chars),
            rulings=tuple(device.rulings),
            links=tuple(_links(page, device.frame)),
            n_images=device.n_images,
            n_curves=device.n_curves,
        )

    def _forget(self) -> None:
        """Drop the objects that pdfminer keeps for every page it has read, streams and all."""
        self._pdf.doc._cached_objs.clear()


def _best_reading(payload: bytes) -> tuple[Any, _Tree]:
    """Open a file as it is or, where pages are missing then, by scanning it for objects."""
    try:
        pdf = _opened(payload)
        tree = _page_tree(pdf.doc)
    except Malformed as first:
        pdf = _opened(_scannable(payload))
        tree = _page_tree(pdf.doc)
        tree.damage.append(str(first))
        return pdf, tree
    if tree.damage or not tree.pages:
        scanned = _scanned(payload)
        if scanned and len(scanned[1].pages) > len(tree.pages):
            scanned[1].damage.extend(tree.damage)
            return scanned
    return pdf, tree


def _scanned(payload: bytes) -> tuple[Any, _Tree] | None:
    try:
        pdf = _opened(_scannable(payload))
        return pdf, _page_tree(pdf.doc)
    except (Encrypted, Malformed):
        return None


def _opened(payload: bytes) -> Any:
    try:
        return pdfplumber.open(BytesIO(payload))
    except MemoryError:
        raise
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFEncryptionError):
            raise Encrypted(_reason(cause)) from error
        raise Malformed(_reason(cause)) from error
    except Exception as error:
        raise Malformed(_reason(error)) from error


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


def _page_tree(doc: Any) -> _Tree:
    """Walk the page tree; a branch that cannot be read costs its own pages only."""
    tree = _Tree(pages=[], damage=[])
    if any(type(xref).__name__ == "PDFXRefFallback" for xref in doc.xrefs):
        tree.damage.append("the table of objects is missing or wrong")
    waiting: list[tuple[Any, dict[str, Any]]] = [(doc.catalog.get("Pages"), {})]
    seen: set[object] = set()
    while waiting:
        reference, inherited = waiting.pop()
        key = getattr(reference, "objid", None) or id(reference)
        node = _resolved(reference)
        if key in seen or not isinstance(node, dict):
            tree.damage.append(f"no page at {_short(reference)}")
            continue
        seen.add(key)
        attributes = {**inherited, **node}
        kids = _resolved(node.get("Kids"))
        if isinstance(kids, list):
            passed_on = {name: attributes[name] for name in _INHERITED if name in attributes}
            waiting.extend((kid, passed_on) for kid in reversed(kids))
        elif "Contents" in node or _name(node.get("Type")) == "Page":
            tree.pages.append((key, attributes))
    if not tree.pages:
        tree.pages.extend(_loose_pages(doc))
    return tree


def _loose_pages(doc: Any) -> Iterator[tuple[object, dict[str, Any]]]:
    """Find the page objects of a file whose tree is lost, in the order of their numbers."""
    numbers = sorted({number for xref in doc.xrefs for number in xref.get_objids()})
    for number in numbers:
        try:
            node = doc.getobj(number)
        except Exception:  # noqa: S112 - one broken object does not hide the others
            continue
        if isinstance(node, dict) and _name(node.get("Type")) == "Page":
            yield number, {**_from_parents(node), **node}


def _from_parents(node: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _ in range(20):
        parent = _resolved(node.get("Parent"))
        if not isinstance(parent, dict):
            break
        found = {**{name: parent[name] for name in _INHERITED if name in parent}, **found}
        node = parent
    return found


def _check_contents(page: PDFPage) -> None:
    """Look at a page's drawing instructions before they are run: are they there, and not too many."""
    total = 0
    for reference in page.contents:
        stream = resolve1(reference)
        if not isinstance(stream, PDFStream):
            raise ValueError("the drawing instructions of the page are missing")
        total += _unpacked_size(stream, MAX_CONTENT_BYTES - total + 1)
        if total > MAX_CONTENT_BYTES:
            raise PageTooLarge(f"more than {MAX_CONTENT_BYTES} bytes of drawing instructions")


def _unpacked_size(stream: PDFStream, limit: int) -> int:
    """Give the size of a stream when unpacked, or any number from ``limit`` up; only Flate can be a bomb."""
    data = stream.get_rawdata()
    if data is None:
        return len(stream.get_data())
    for name in (_name(name) for name, _ in stream.get_filters()) if not stream.decipher else ():
        try:
            data = _UNPACK[name](data, limit) if name in _UNPACK else data
        except (zlib.error, ValueError):
            break
        if len(data) >= limit:
            break
    return len(data)


def _inflated(data: bytes, limit: int) -> bytes:
    return zlib.decompressobj().decompress(data, limit)


_UNPACK: dict[str, Callable[[bytes, int], bytes]] = {
    "FlateDecode": _inflated,
    "Fl": _inflated,
    "ASCII85Decode": lambda data, _: bytes(ascii85decode(data)),
    "A85": lambda data, _: bytes(ascii85decode(data)),
    "ASCIIHexDecode": lambda data, _: bytes(asciihexdecode(data)),
    "AHx": lambda data, _: bytes(asciihexdecode(data)),
}


def _links(page: PDFPage, frame: BBox) -> Iterator[LinkArea]:
    """Give the links of a page that lead to addresses; those to places in the same file are left out."""
    annotations = _resolved(page.annots)
    for reference in annotations if isinstance(annotations, list) else []:
        annotation = _resolved(reference)
        if not isinstance(annotation, dict) or _name(annotation.get("Subtype")) != "Link":
            continue
        action = _resolved(annotation.get("A"))
        href = _text(_resolved(action.get("URI"))) if isinstance(action, dict) else None
        box = _displayed(page, _resolved(annotation.get("Rect")), frame)
        if href and box:
            yield LinkArea(bbox=box, href=href)


def _displayed(page: PDFPage, rect: object, frame: BBox) -> BBox | None:
    """Turn a rectangle of the file into the box on the displayed page."""
    if not isinstance(rect, list) or len(rect) != len(frame):
        return None
    corners = [_resolved(corner) for corner in rect]
    if not all(isinstance(corner, int | float) for corner in corners):
        return None
    x0, y0, x1, y1 = page.mediabox
    turned = {90: (0, -1, 1, 0, -y0, x1), 180: (-1, 0, 0, -1, x1, y1), 270: (0, 1, -1, 0, y1, -x0)}
    ctm = turned.get(page.rotate, (1, 0, 0, 1, -x0, -y0))
    left, lower, right, upper = apply_matrix_rect(ctm, tuple(corners))
    xs, ys = sorted((left - frame[0], right - frame[0])), sorted((frame[3] - upper, frame[3] - lower))
    return (xs[0], ys[0], xs[1], ys[1])


def _info(doc: Any) -> Iterator[tuple[str, str]]:
    """Give the entries of the information dictionary that are text; the newest of each name."""
    entries: dict[str, str] = {}
    for dictionary in reversed(doc.info):
        for name, value in dictionary.items():
            text = _text(_resolved(value))
            if text:
                entries[str(name)] = text
    return iter(entries.items())


def _resolved(value: Any) -> Any:
    try:
        return resolve1(value)
    except MemoryError:
        raise
    except Exception:
        return None


def _text(value: object) -> str | None:
    """Give a text string of the file without what no text holds: nulls and halves of characters."""
    if not isinstance(value, bytes | str):
        return None
    try:
        text = decode_text(value) if isinstance(value, bytes) else value
    except (UnicodeError, ValueError):
        text = bytes(value).decode("latin-1") if isinstance(value, bytes) else value
    clean = text.replace("\0", "").encode("utf-8", "ignore").decode()
    return clean.strip() or None


def _name(value: object) -> str:
    try:
        return str(literal_name(_resolved(value)))
    except MemoryError:
        raise
    except Exception:
        return ""


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:200].encode("utf-8", "replace").decode()


def _short(value: object) -> str:
    return f"object {value.objid}" if hasattr(value, "objid") else type(value).__name__

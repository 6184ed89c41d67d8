"""What the benchmarks read: real documents and the scorer, both in a folder beside this checkout."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from types import ModuleType

from pypdfium2 import PdfDocument

REPOSITORY = Path(__file__).parents[2]
SHARED = REPOSITORY.parent / "shared"
CORPUS = SHARED / "corpus"
PDFS = CORPUS / "pdf"


def require_corpus() -> None:
    """Leave with a sentence where the real documents are missing: no figure can be made without them."""
    if not CORPUS.is_dir():
        sys.exit("The real documents (../shared/corpus) are not beside this checkout.")


@cache
def scorer() -> ModuleType:
    """Give the table scorer; it is read from beside the checkout so that there is only one of it."""
    spec = importlib.util.spec_from_file_location("score_tables", SHARED / "tools" / "score_tables.py")
    if spec is None or spec.loader is None:
        sys.exit("The scorer (../shared/tools/score_tables.py) is not beside this checkout.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def page_heights(payload: bytes) -> dict[int, float]:
    """Give the height of each page in points, pages counted from 1."""
    with PdfDocument(payload) as file:
        return {number: file.get_page_size(number - 1)[1] for number in range(1, len(file) + 1)}


def n_pages(payload: bytes) -> int:
    """Count the pages of a PDF."""
    with PdfDocument(payload) as file:
        return len(file)


def cut_out(payload: bytes, pages: tuple[int, ...]) -> bytes:
    """Give a PDF of these pages alone, as they come to somebody who was sent an extract."""
    with PdfDocument(payload) as file, PdfDocument.new() as part:
        part.import_pages(file, [page - 1 for page in pages])
        stream = BytesIO()
        part.save(stream)
    return stream.getvalue()

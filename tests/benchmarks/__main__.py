"""``make bench``: what reading the real PDFs costs, against stock pdfplumber in the same run.

CPU seconds of this process, file by file, the two readers in turn; quote the ratios, since machines differ.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pdfplumber

from extractors.records import CaptureContext
from extractors.registry import extract

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "pdf"
MOST_PAGES = 60
"""Pages of the longest file that is timed; stock pdfplumber takes minutes for the complaint reports."""


def ours(payload: bytes) -> None:
    extract(payload, CaptureContext())


def stock(payload: bytes) -> None:
    with pdfplumber.open(BytesIO(payload)) as file:
        for page in file.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def cpu_seconds(read: Callable[[bytes], None], payload: bytes) -> float:
    began = time.process_time()
    read(payload)
    return time.process_time() - began


def n_pages(payload: bytes) -> int:
    with pdfplumber.open(BytesIO(payload)) as file:
        return len(file.pages)


def main() -> int:
    if not CORPUS.is_dir():
        sys.stderr.write("The real documents (../shared/corpus) are not beside this checkout.\n")
        return 1
    ours(next(CORPUS.rglob("*.pdf")).read_bytes())  # imports are not timed
    total = {"ours": 0.0, "stock": 0.0}
    pages = 0
    print(f"{'file':<60} {'pages':>5} {'ours ms/page':>13} {'stock ms/page':>14} {'ratio':>6}")
    for path in sorted(CORPUS.rglob("*.pdf")):
        payload = path.read_bytes()
        n = n_pages(payload)
        if not 0 < n <= MOST_PAGES:
            continue
        a, b = cpu_seconds(ours, payload), cpu_seconds(stock, payload)
        total["ours"] += a
        total["stock"] += b
        pages += n
        print(f"{path.name[:60]:<60} {n:>5} {a / n * 1e3:>13.1f} {b / n * 1e3:>14.1f} {b / a:>6.1f}")
    a, b = total["ours"], total["stock"]
    print(f"{'all':<60} {pages:>5} {a / pages * 1e3:>13.1f} {b / pages * 1e3:>14.1f} {b / a:>6.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

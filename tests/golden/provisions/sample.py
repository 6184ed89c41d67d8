"""Which passages were labelled: a seeded draw from the real documents of a folder, the same on any machine.

No text of a passage is kept here; ``python -m tests.golden.provisions.sample FOLDER`` prints the passages
from the documents beside the checkout, numbered as in the labels.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from extractors.records import CaptureContext, Passage, PassageKind
from extractors.registry import Ocr, extract
from tests.benchmarks.corpus import PDFS

SEED = 287
SIZE = 100
LEAST_WORDS = 6
"""Shorter passages are titles, remnants and cells, and state nothing."""

FOLDERS = ("287g-agreements", "fema")
KINDS = frozenset({PassageKind.PARAGRAPH, PassageKind.LIST_ITEM})


def drawn(folder: Path) -> list[Passage]:
    """Give the passages drawn from the PDFs of a folder, by payload and place in it."""
    chosen = random.Random(SEED).sample(population(folder), SIZE)
    return sorted(chosen, key=_place)


def population(folder: Path) -> list[Passage]:
    """Give all paragraphs and list items of six words or more, by payload and place; scans are not read."""
    passages = {
        _place(passage): passage
        for path in sorted(folder.glob("*.pdf"))
        for passage in extract(path.read_bytes(), CaptureContext(), ocr=Ocr.OFF).passages
        if passage.kind in KINDS and len(passage.text.split()) >= LEAST_WORDS
    }
    return [passages[place] for place in sorted(passages)]


def _place(passage: Passage) -> tuple[str, int]:
    return passage.payload_sha256, passage.ordinal


def main(arguments: list[str]) -> int:
    """Print the passages of the folders that are named, or of both."""
    for name in arguments or FOLDERS:
        for number, passage in enumerate(drawn(PDFS / name), start=1):
            sys.stdout.write(f"\n[{name} {number}] {passage.kind}\n{passage.text}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

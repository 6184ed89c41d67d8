"""Which passages were labelled: seeded draws from the real documents of a folder, the same on any machine.

No text of a passage is kept here; ``python -m tests.golden.provisions.sample SAMPLE FOLDER`` prints the
passages from the documents beside the checkout, numbered as in the labels.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from pathlib import Path

from extractors.records import CaptureContext, Passage, PassageKind
from extractors.registry import Ocr, extract
from tests.benchmarks.corpus import PDFS

LEAST_WORDS = 6
"""Shorter passages are titles, remnants and cells, and state nothing."""

FOLDERS = ("287g-agreements", "fema")
KINDS = frozenset({PassageKind.PARAGRAPH, PassageKind.LIST_ITEM})

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Draw:
    """A sample of each folder: its seed, its size, and the draw before it, whose passages it leaves out."""

    seed: int
    size: int
    after: Draw | None = None

    def places(self, population: list[Place]) -> list[Place]:
        """Give the places that are drawn from a population, in its order; the same ones every time."""
        before = self._before(population)
        left = [place for place in population if place not in before]
        return sorted(random.Random(self.seed).sample(left, self.size))

    def _before(self, population: list[Place]) -> frozenset[Place]:
        """Give all that earlier draws took."""
        if self.after is None:
            return frozenset()
        return self.after._before(population) | frozenset(self.after.places(population))


FIRST = Draw(seed=287, size=100)
SECOND = Draw(seed=20110617, size=60, after=FIRST)
SAMPLES = {"first": FIRST, "second": SECOND}
"""The extractor was mended after the first was judged; the second was labelled blind after that."""


def drawn(folder: Path, draw: Draw) -> list[Passage]:
    """Give the passages drawn from the PDFs of a folder, by payload and place in it."""
    passages = population(folder)
    return [passages[place] for place in draw.places(list(passages))]


def population(folder: Path) -> dict[Place, Passage]:
    """Give all paragraphs and list items of six words or more, by payload and place; scans are not read."""
    passages = {
        (passage.payload_sha256, passage.ordinal): passage
        for path in sorted(folder.glob("*.pdf"))
        for passage in extract(path.read_bytes(), CaptureContext(), ocr=Ocr.OFF).passages
        if passage.kind in KINDS and len(passage.text.split()) >= LEAST_WORDS
    }
    return dict(sorted(passages.items()))


def main(arguments: list[str]) -> int:
    """Print the passages of the sample that is named, or of the first, in the folders named or in both."""
    sample, folders = (arguments or ["first"])[0], arguments[1:] or FOLDERS
    for folder in folders:
        for number, passage in enumerate(drawn(PDFS / folder, SAMPLES[sample]), start=1):
            sys.stdout.write(f"\n[{folder} {number}] {passage.kind}\n{passage.text}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

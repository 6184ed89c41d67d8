"""Which passage each recognised word went into, and so which passages were read by which engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from extractors.draft import Draft
from extractors.grid import Grid
from extractors.pdf.marks import centre, holds
from extractors.pdf.ocr import Recognised
from extractors.pdf.recognised import RecognisedWord, mean_confidence
from extractors.pdf.sideways import grid_displayed
from extractors.records import BBox, Passage


@dataclass(frozen=True, slots=True)
class Reading:
    """How a passage was read: the engine and its mean confidence, or ``None`` twice for a text layer."""

    engine: str | None = None
    confidence: float | None = None


class WordPlaces:
    """Gives each recognised word to the first passage that lies over it, and writes all words in the end.

    Args:
        recognised: what was recognised, by number of the page.
    """

    def __init__(self, recognised: Mapping[int, Recognised]) -> None:
        self._recognised = recognised
        self._frames = {page: found.frame for page, found in recognised.items()}
        self._waiting = {
            page: {place: word for place, word in enumerate(found.words) if found.counts(word)}
            for page, found in recognised.items()
        }
        self._passages: dict[tuple[int, int], Passage] = {}
        self._unsettled: list[tuple[int, int]] = []

    def taken(self, areas: Iterable[tuple[int, BBox]]) -> Reading:
        """Take the words whose middles lie in the areas of a passage to be; tell how it was read."""
        words: list[RecognisedWord] = []
        self._unsettled = []
        engine: str | None = None
        for page, area in areas:
            for place in self._inside(page, area):
                words.append(self._waiting[page].pop(place))
                self._unsettled.append((page, place))
                engine = self._recognised[page].engine
        return Reading(engine, mean_confidence(words))

    def _inside(self, page: int, area: BBox) -> list[int]:
        return [
            place for place, word in self._waiting.get(page, {}).items() if holds(area, *centre(word.bbox))
        ]

    def displayed(self, page: int, box: BBox) -> BBox:
        """Give the place on the displayed page of a box that was found on the page laid straight."""
        frame = self._frames.get(page)
        return frame.displayed(box) if frame else box

    def grid(self, grid: Grid, reading: Reading) -> Grid:
        """Give a table with its boxes as displayed, marked with how it was read."""
        grid = grid_displayed(grid, self._frames) if self._frames else grid
        return replace(grid, ocr=reading.engine, confidence=reading.confidence)

    def settle(self, passage: Passage) -> None:
        """Say which passage the words that were taken last have come to stand in."""
        self._passages.update(dict.fromkeys(self._unsettled, passage))

    def write(self, draft: Draft) -> None:
        """Write all words in the order of pages and of the engine's reading."""
        for page in sorted(self._recognised):
            found = self._recognised[page]
            for place, word in enumerate(found.words):
                draft.ocr_word(
                    word.text,
                    passage=self._passages.get((page, place)),
                    page=page,
                    bbox=found.frame.displayed(word.bbox),
                    confidence=word.confidence,
                    engine=found.engine,
                )

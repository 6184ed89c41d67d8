"""Pages without a text layer: which they are, what is recognised on them, and what is said of it.

A page lacks its text if it shows pictures or outlines and no character, or if one picture covers it and the
characters on it are so few that they may be a stamp or a footer over a scan. A text layer is always kept:
on such a page only those recognised words count that stand where no character does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractors.draft import Draft
from extractors.pdf.marks import PageMarks, centre, holds
from extractors.pdf.recognised import RecognisedWord, mean_confidence, words_of
from extractors.pdf.recognised_type import typed
from extractors.pdf.rendering import CannotDraw, Drawings
from extractors.pdf.sideways import Frame, frame_of
from extractors.pdf.tesseract import Engine, RecognitionFailed, engine
from extractors.records import Severity
from extractors.registry import Ocr

MAX_PAGES = 200
"""Pages that are recognised of one file: at 2 to 4 seconds each within what a document may take."""

MANY_DRAWINGS = 10
"""Lines, areas and curves from which on a page without characters is taken to show something to be read.

Writing may be drawn as outlines, or its characters lost; a page with a rule and a box is only an empty one.
"""

FEW_CHARACTERS = 400
"""Characters that stamps, case numbers and marks of what is withheld may make on a scanned page."""

COVERED = 0.8
"""The share of a page that a scan covers at least."""

UNSURE = 0.3
"""Confidence below which a word is kept out of the passages: mostly specks, rules and pieces of pictures."""

NO_SCAN = 0.7
"""Mean confidence below which a picture under some characters of a text layer is taken for one without
words, such as the photograph of a cover; what was seen in it is kept out of the passages."""

LOW_CONFIDENCE = 0.85
"""Mean confidence below which a page is warned of. On pages of which the words are known, made worse step by
step, at least 87 of 100 words were right from .9 on, and at most 80 below .85."""

_RASTER = 50
_RULE = re.compile(r"[|¦_]+")

INSTALL = "Install tesseract (on Debian or Ubuntu: apt-get install tesseract-ocr), then run again."
SWITCHED_OFF = "Run again without --ocr off to have it recognised."
IN_A_VIEWER = "Read the page in a viewer."


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised on a page.

    Args:
        words: all words, in the order of the engine, on the page laid straight.
        engine: its name with version and data.
        frame: how the page lies that was read.
        is_text: whether they are text and no accidents of a photograph.
    """

    words: tuple[RecognisedWord, ...]
    engine: str
    frame: Frame
    is_text: bool = True

    def counts(self, word: RecognisedWord) -> bool:
        """Tell whether a word may stand in a passage."""
        return self.is_text and word.confidence >= UNSURE and not _RULE.fullmatch(word.text)


class Recogniser:
    """Recognises the pages of one file that lack their text.

    Args:
        payload: the file.
        draft: takes the issues.
        ocr: whether to recognise at all.
        language: the language that the file declares.
        n_pages: how many pages it has.
    """

    def __init__(self, payload: bytes, draft: Draft, *, ocr: Ocr, language: str | None, n_pages: int) -> None:
        self._drawings = Drawings(payload, n_pages=n_pages)
        self._draft = draft
        self._ocr = ocr
        self._declared = language
        self._done = 0
        self._beyond = 0
        self.used: str | None = None

    def close(self) -> None:
        """Let go of the file, and say how many pages were beyond the budget."""
        self._drawings.close()
        if self._beyond:
            self._draft.issue(
                "ocr_budget",
                Severity.WARNING,
                evidence=f"{self._done + self._beyond} pages lack their text, {self._done} were recognised",
                remedy="Recognise the file with another tool, or read the pages beyond in a viewer.",
            )

    def completed(self, marks: PageMarks) -> tuple[PageMarks, Recognised | None]:
        """Give a page with what was recognised on it, and just that; most pages come back as they are."""
        lack = lack_of_text(marks)
        if lack is None:
            return marks, None
        found = self._recognised(marks, lack)
        if found is None:
            return marks, None
        if found.frame.turn:
            marks = found.frame.straight_page(marks)
        counting = [word for word in found.words if found.counts(word)]
        return replace(marks, words=(*marks.words, *typed(counting))), found

    def _recognised(self, marks: PageMarks, lack: str) -> Recognised | None:
        found = engine() if self._ocr is Ocr.AUTO else None
        if found is None:
            self._note_lack(marks, lack, INSTALL if self._ocr is Ocr.AUTO else SWITCHED_OFF)
            return None
        if self._done >= MAX_PAGES:
            self._beyond += 1
            self._note_lack(marks, lack, IN_A_VIEWER)
            return None
        self._done += 1
        try:
            words = self._words(marks, found)
        except (CannotDraw, RecognitionFailed) as failure:
            self._note_lack(marks, lack, IN_A_VIEWER)
            self._note("ocr_failed", Severity.WARNING, str(failure), IN_A_VIEWER, marks.number)
            return None
        self.used = found.name(found.language(self._declared))
        return self._judged(words, self.used, marks)

    def _words(self, marks: PageMarks, found: Engine) -> list[RecognisedWord]:
        picture = self._drawings.picture(marks.number, size=(marks.width, marks.height))
        language = found.language(self._declared)
        table = found.table(picture.graymap, language=language, dpi=picture.dpi)
        return _beside_text(words_of(table, points_a_dot=picture.points_a_dot), marks)

    def _note_lack(self, marks: PageMarks, lack: str, remedy: str) -> None:
        severity = Severity.WARNING if _is_blank(marks) else Severity.INFO
        self._note("no_text_layer", severity, lack, remedy, marks.number)

    def _judged(self, words: Sequence[RecognisedWord], name: str, marks: PageMarks) -> Recognised:
        """Note how sure the engine is, and tell whether the words are text."""
        sure = [word for word in words if word.confidence >= UNSURE]
        mean = mean_confidence(sure)
        blank = _is_blank(marks)
        frame = frame_of(marks, sure if blank else ())  # a text layer says how its page is to be read
        is_text = blank or (mean or 0.0) >= NO_SCAN
        found = Recognised(frame.straight_words(words), name, frame, is_text=is_text)
        evidence = f"{len(sure)} words by {name}"
        if mean is not None:
            evidence += f", mean confidence {mean:.2f}"
        if outside := sum(not found.counts(word) for word in found.words):
            evidence += f"; {outside} of {len(words)} are too unsure, or mere rules, and stand in no passage"
        severity = Severity.WARNING if mean is not None and mean < LOW_CONFIDENCE else Severity.INFO
        if words or blank:
            self._note("text_recognised", severity, evidence, "Compare it with the page.", marks.number)
        return found

    def _note(self, code: str, severity: Severity, evidence: str, remedy: str, page: int) -> None:
        self._draft.issue(code, severity, evidence=evidence, remedy=remedy, page=page)


def lack_of_text(marks: PageMarks) -> str | None:
    """Say why a page is taken to lack its text, or ``None``."""
    n_chars = sum(len(word.text) for word in marks.words)
    if n_chars == 0:
        drawn = len(marks.curves) + len(marks.rulings) + len(marks.shades)
        shown = marks.images or drawn >= MANY_DRAWINGS
        return "the page shows pictures or drawings and no characters" if shown else None
    if n_chars >= FEW_CHARACTERS:
        return None
    covered = _covered(marks)
    said = f"pictures cover {covered:.0%} of the page, which has {n_chars} characters"
    return said if covered >= COVERED else None


def _covered(marks: PageMarks) -> float:
    """Give how much of a page lies under images, from 0 to 1; scans may be cut into strips."""
    raster = np.zeros((_RASTER, _RASTER), dtype=bool)
    for x0, top, x1, bottom in marks.images:
        raster[_steps(top, bottom, marks.height), _steps(x0, x1, marks.width)] = True
    return float(raster.mean())


def _steps(start: float, end: float, length: float) -> slice:
    """Give the steps of the raster whose middles lie between two coordinates."""
    step = length / _RASTER or 1.0
    return slice(max(0, math.ceil(start / step - 0.5)), max(0, math.floor(end / step + 0.5)))


def _is_blank(marks: PageMarks) -> bool:
    return not marks.words


def _beside_text(words: Sequence[RecognisedWord], marks: PageMarks) -> list[RecognisedWord]:
    """Leave out the words that stand where the text layer has characters."""
    boxes = [word.bbox for word in marks.words]
    return [
        word
        for word in words
        if not any(holds(word.bbox, *centre(box)) or holds(box, *centre(word.bbox)) for box in boxes)
    ]

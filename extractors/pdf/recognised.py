"""Words recognised in a picture of a page: from tesseract's table to words with boxes and confidence.

The form of the table is described in tesseract's manual under "TSV output": twelve columns, of which the
first tells the level; rows of level 5 are words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractors.pdf.characters import plain
from extractors.pdf.marks import centre
from extractors.pdf.tesseract import RecognitionFailed
from extractors.records import BBox

LineNumber = tuple[int, int, int]
"""Block, paragraph and line, as tesseract counts them on a page."""

_COLUMNS = 12
_WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word as it was recognised.

    ``bbox`` is in PDF points from the top left corner of the page as displayed, ``confidence`` from 0 to 1,
    ``turn`` the degrees by which the writing is turned clockwise: 0, 90, 180 or 270.
    """

    text: str
    bbox: BBox
    confidence: float
    line: LineNumber
    turn: int = 0


def words_of(table: str, *, points_a_dot: tuple[float, float]) -> list[RecognisedWord]:
    """Give the words of a table in its order, which is that of reading.

    Args:
        table: tab-separated values with a head.
        points_a_dot: width and height of a dot of the picture in PDF points.

    Raises:
        RecognitionFailed: the table has another form.
    """
    words = [_word(row, points_a_dot) for row in _word_rows(table)]
    return list(_turned([word for word in words if word.text]))


def _word_rows(table: str) -> Iterator[list[str]]:
    for line in table.split("\n")[1:]:
        row = line.rstrip("\r").split("\t")
        if row[0] == _WORD_LEVEL:
            yield row


def _word(row: Sequence[str], points_a_dot: tuple[float, float]) -> RecognisedWord:
    try:
        block, paragraph, line, _, left, top, width, height = map(int, row[2:10])
        confidence, text = float(row[10]), row[_COLUMNS - 1]
    except (ValueError, IndexError):
        raise RecognitionFailed(f"a row of its answer cannot be read: {row!r}"[:200]) from None
    across, down = points_a_dot
    return RecognisedWord(
        text=plain(text).strip(),
        bbox=(left * across, top * down, (left + width) * across, (top + height) * down),
        confidence=round(min(max(confidence / 100, 0.0), 1.0), 4),
        line=(block, paragraph, line),
    )


def _turned(words: Sequence[RecognisedWord]) -> Iterator[RecognisedWord]:
    """Tell how each line is turned by the way its words follow one another.

    Tesseract lays a page straight before it reads, and gives boxes on the page as it was. A line of one
    word is taken to be turned as most words are.
    """
    lines = [list(line) for _, line in groupby(words, key=lambda word: word.line)]
    known: Counter[int] = Counter()
    for line in lines:
        if len(line) > 1:
            known[_turn(line)] += len(line)
    usual = known.most_common(1)[0][0] if known else 0
    for line in lines:
        turn = _turn(line) if len(line) > 1 else usual
        yield from (replace(word, turn=turn) for word in line)


def _turn(line: Sequence[RecognisedWord]) -> int:
    (x0, y0), (x1, y1) = centre(line[0].bbox), centre(line[-1].bbox)
    if abs(x1 - x0) >= abs(y1 - y0):
        return 0 if x1 >= x0 else 180
    return 90 if y1 >= y0 else 270


def mean_confidence(words: Iterable[RecognisedWord]) -> float | None:
    """Give the mean confidence of some words to four digits, or ``None`` where there are none."""
    ten_thousandths = [round(word.confidence * 10_000) for word in words]
    return round(sum(ten_thousandths) / len(ten_thousandths) / 10_000, 4) if ten_thousandths else None

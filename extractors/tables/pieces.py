"""What the rows of a table hold in its columns, and the cells that are made of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, chain, islice
from operator import attrgetter

from extractors.pdf.lines import lines_of
from extractors.pdf.marks import Word
from extractors.tables.bands import is_number
from extractors.tables.cells import FoundCell, FoundTable
from extractors.tables.headers import YEAR
from extractors.tables.whites import Interval, by_column, gutters, over
from extractors.tables.words import Row, Segment

METHOD = "white"

_SPACES_APART = 1.2


@dataclass(slots=True)
class Piece:
    """Words of one row in one column or over several; ``col_end`` is exclusive. Not frozen, as cells.

    ``text`` is that of the words with a space between them.
    """

    col: int
    col_end: int
    words: tuple[Word, ...]
    text: str

    @property
    def x0(self) -> float:
        """The left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right edge."""
        return self.words[-1].x1

    @property
    def spans(self) -> bool:
        """Whether it stands over several columns."""
        return self.col_end - self.col > 1


@lru_cache(maxsize=16_384)
def is_figure(text: str) -> bool:
    """Tell whether a text is a figure and no year, which may head a column."""
    return is_number(text) and not all(YEAR.fullmatch(word) for word in text.split())


def numeric_columns(pieces: Iterable[Sequence[Piece]]) -> set[int]:
    """Give the columns, the first aside, that hold figures in at least half of their cells."""
    more: dict[int, int] = {}
    for row in pieces:
        for piece in row:
            if piece.col and piece.col_end - piece.col == 1:
                more[piece.col] = more.get(piece.col, 0) + (1 if is_number(piece.text) else -1)
    return {col for col, figures in more.items() if figures >= 0}


def pieces_of(rows: Sequence[Row], columns: Sequence[Interval], space: float) -> list[list[Piece]]:
    """Give what each row holds, from left to right; a label over columns left empty stays in its own."""
    spans = iter(over([(segment.x0, segment.x1) for row in rows for segment in row.segments], columns))
    return [_pieces(row, list(islice(spans, len(row.segments))), columns, space) for row in rows]


def _pieces(
    row: Row, spans: Sequence[tuple[int, int]], columns: Sequence[Interval], space: float
) -> list[Piece]:
    found: list[Piece] = []
    for segment, (first, end) in zip(row.segments, spans, strict=True):
        if end - first > 1 and _parts(segment, columns, space * row.size):
            split = by_column(segment.words, columns)
            found.extend(_piece(col, split[col]) for col in sorted(split))
        else:
            found.append(Piece(first, end, segment.words, segment.text))
    if found[0].col == 0 and found[0].spans and any(is_figure(piece.text) for piece in found[1:]):
        found[0] = replace(found[0], col_end=1)
    return _side_by_side(found)


def _piece(col: int, words: Sequence[Word]) -> Piece:
    return Piece(col, col + 1, tuple(words), " ".join(word.text for word in words))


def _parts(segment: Segment, columns: Sequence[Interval], space: float) -> bool:
    """Tell whether a segment leaves white at each gutter that it runs over: its words are cells."""
    middles = [at for at in gutters(columns) if segment.x0 < at < segment.x1]
    for at in middles:
        left = [word.x1 for word in segment.words if word.x0 + word.x1 <= 2 * at]
        right = [word.x0 for word in segment.words if word.x0 + word.x1 > 2 * at]
        if not left or not right or min(right) - max(left) < _SPACES_APART * space:
            return False
    return True


def _side_by_side(pieces: Iterable[Piece]) -> list[Piece]:
    """Join pieces of a row that fell into one column, and let a span end where the next piece begins.

    Pieces are taken from left to right.
    """
    placed: list[Piece] = []
    for piece in sorted(pieces, key=attrgetter("col")):
        if not placed or piece.col >= placed[-1].col_end:
            placed.append(piece)
        elif placed[-1].spans and placed[-1].col < piece.col:
            placed[-1:] = [replace(placed[-1], col_end=piece.col), piece]
        else:
            placed[-1] = _joined(placed[-1], piece)
    return placed


def _joined(one: Piece, other: Piece) -> Piece:
    words = (*one.words, *other.words)
    return Piece(one.col, max(one.col_end, other.col_end), words, f"{one.text} {other.text}")


def grid_of_rows(
    rows: Sequence[Row],
    pieces: Sequence[Sequence[Piece]],
    groups: Sequence[Sequence[int]],
    columns: Sequence[Interval],
) -> FoundTable:
    """Make the table of which each group of rows is one row."""
    left = min(columns[0][0], *(row.x0 for row in rows))
    right = max(columns[-1][1], *(row.x1 for row in rows))
    edges = (left, *gutters(columns), right)
    tops = [min(rows[at].top for at in group) for group in groups]
    bottoms = [max(rows[at].bottom for at in group) for group in groups]
    between = ((a + b) / 2 for a, b in zip(bottoms, tops[1:], strict=False))
    ys = list(accumulate([tops[0], *between, bottoms[-1]], max))  # rows of a scan may overlap
    return FoundTable(
        cells=tuple(
            FoundCell(
                number,
                piece.col,
                number + 1,
                piece.col_end,
                (edges[piece.col], ys[number], edges[piece.col_end], ys[number + 1]),
                tuple(lines_of(piece.words)),
            )
            for number, group in enumerate(groups)
            for piece in (pieces[group[0]] if len(group) == 1 else _stacked([pieces[at] for at in group]))
        ),
        n_rows=len(groups),
        n_cols=len(columns),
        edges=edges,
        bbox=(left, ys[0], right, ys[-1]),
        method=METHOD,
        n_led=sum(bool(row.leaders) for row in rows),
        ys=tuple(ys),
    )


def _stacked(rows: Iterable[Sequence[Piece]]) -> list[Piece]:
    """Join pieces of rows that are one row of a table where they share columns."""
    joined: list[Piece] = []
    for piece in sorted(chain.from_iterable(rows), key=attrgetter("col")):
        if joined and piece.col < joined[-1].col_end:
            joined[-1] = _joined(joined[-1], piece)
        else:
            joined.append(piece)
    return joined

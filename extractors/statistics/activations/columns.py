"""Which date a name belongs to, by the column that it stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.statistics.activations.blocks import Block, Region
from extractors.statistics.activations.pieces import Form, Piece

_SAME_EDGE = 6.0
_OUTDENT = 12.0
_BREAK = 1.6


@dataclass(frozen=True, slots=True)
class Dated:
    """A name, or a line of one, with the date that it belongs to and the column that it stands in.

    ``band`` is where the band of its column begins.
    """

    piece: Piece
    date: Piece | None
    column: int
    band: float


def dated(block: Block, *, centred: bool) -> list[Dated]:
    """Give the texts of a block with their dates, column by column.

    Args:
        block: a state.
        centred: whether dates stand over the middle of their columns, and not at their left edges.
    """
    reader = _Reader(_edges(block, centred=centred), centred=centred)
    return [each for region in block.regions for each in reader.region(region)]


def _place(piece: Piece, region: Region, *, centred: bool) -> float:
    return (piece.centre if centred else piece.left) - region.left


def _edges(block: Block, *, centred: bool) -> tuple[float, ...]:
    """Give where the columns begin: at their dates, or halfway between the middles of two."""
    places = sorted(
        _place(piece, region, centred=centred)
        for region in block.regions
        for piece in region.pieces
        if piece.form is Form.DATE
    )
    apart = [place for n, place in enumerate(places) if not n or place - places[n - 1] > _SAME_EDGE]
    if centred:
        return tuple(((apart[n - 1] + place) / 2 if n else float("-inf")) for n, place in enumerate(apart))
    return tuple(place - _OUTDENT for place in apart)


@dataclass(slots=True)
class _Reader:
    """Reads the regions of a block in turn, with the dates that go on from one to the next."""

    edges: tuple[float, ...]
    centred: bool
    going_on: dict[int, Piece] = field(default_factory=dict)
    last: Piece | None = None
    flows: bool = False

    def region(self, region: Region) -> Iterator[Dated]:
        """Give the texts of a region, column by column."""
        columns = self._columns(region)
        headers = _pure_rows(region)
        pitch = _pitch(columns.values())
        for number in sorted(columns):
            column = columns[number]
            current: Piece | None = None
            for index, piece in enumerate(column):
                if piece.form is Form.DATE:
                    current = piece
                elif piece.form is Form.TEXT:
                    header = _header_of(
                        column[: index + 1], headers, current, pitch=pitch, goes_on=number in self.going_on
                    )
                    date = self._under(header, piece, region) or current or self._going_on(number)
                    yield Dated(piece, date, number, region.left)
            if current is not None:
                self.going_on[number] = self.last = current

    def _columns(self, region: Region) -> dict[int, list[Piece]]:
        columns: dict[int, list[Piece]] = {}
        for piece in region.pieces:
            place = _place(piece, region, centred=self.centred)
            columns.setdefault(bisect_right(self.edges, place) - 1, []).append(piece)
        return columns

    def _under(self, header: Sequence[Piece], piece: Piece, region: Region) -> Piece | None:
        """Give the date of a row of dates in whose part of the row a name stands."""
        place = _place(piece, region, centred=self.centred) + _OUTDENT
        over = [each for each in header if _place(each, region, centred=self.centred) <= place]
        return over[-1] if over else None

    def _going_on(self, column: int) -> Piece | None:
        """Give the date with which a column ended on the page before, or else the column to the left."""
        if not self.flows and column in self.going_on:
            return self.going_on[column]
        self.flows = self.flows or self.last is not None
        return self.last


def _pure_rows(region: Region) -> list[list[Piece]]:
    """Give the rows of dates beside which no name stands, from top to bottom."""
    dates = [piece for piece in region.pieces if piece.form is Form.DATE]
    names = [piece for piece in region.pieces if piece.form is Form.TEXT]
    rows: list[list[Piece]] = []
    for date in sorted(dates, key=lambda piece: (piece.height, piece.left)):
        if rows and date.height - rows[-1][0].height <= date.size / 2:
            rows[-1].append(date)
        else:
            rows.append([date])
    return [
        sorted(row, key=lambda piece: piece.left)
        for row in rows
        if not any(abs(name.height - row[0].height) < 0.7 * name.size for name in names)
    ]


def _header_of(
    column: Sequence[Piece],
    headers: Sequence[Sequence[Piece]],
    current: Piece | None,
    *,
    pitch: float,
    goes_on: bool,
) -> Sequence[Piece]:
    """Give the last row of dates over all columns above a name, if its own column is broken there.

    Args:
        column: what stands in the column down to the name.
        headers: such rows, from top to bottom.
        current: the last date in the column itself.
        pitch: the usual step from line to line.
        goes_on: whether the column had a date on the page before.
    """
    name = column[-1].height
    above = [row for row in headers if row[0].height < name]
    if not above or (current is not None and current.height >= above[-1][0].height - current.size / 2):
        return ()
    height = above[-1][0].height
    before = max((piece.height for piece in column if piece.height < height), default=None)
    after = min(piece.height for piece in column if piece.height > height)
    if before is None:
        return () if goes_on else above[-1]
    return above[-1] if after - before > _BREAK * pitch else ()


def _pitch(columns: Iterable[Sequence[Piece]]) -> float:
    """Give the most frequent step from line to line, to half a point."""
    steps = Counter(
        round(2 * (below.height - above.height)) / 2
        for column in columns
        for above, below in pairwise(column)
        if below.height > above.height
    )
    return steps.most_common(1)[0][0] if steps else 0.0

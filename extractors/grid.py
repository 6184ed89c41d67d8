"""A table on its own: cells at their places, before there is a document to put them in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from math import isnan, nan
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from extractors.records import BBox

Floats = NDArray[np.float64]

Raised = tuple[tuple[int, int], ...]
"""Stretches of a text that are printed above its line: start and end of each, as offsets."""

UNKNOWN_EXTENT = (nan, nan)
"""Stands for the extent of a cell without text, or whose text is turned."""

_HEADER, _REPEATED = 1, 2
_NOWHERE = (nan, nan, nan, nan)
_NO_BOX = np.iinfo(np.int32).min
_CHUNK = 4_096


@dataclass(slots=True)
class GridCell:
    """A cell before it has a table: place and span in the grid, text, and where it was seen.

    ``raised`` are the stretches of ``text`` that stand above its line, start and end as offsets: what tells
    the mark of a note from the last figure of a number. ``extent`` is where the first line of the text begins
    and ends, in points from one place for all cells of the column, in web pages in spaces; it gives
    indentation. Not frozen only because a report has a million of them and frozen ones take three times as
    long to make.
    """

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    is_header: bool = False
    repeated: bool = False
    page: int | None = None
    bbox: BBox | None = None
    raised: Raised = ()
    extent: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PackedCells(Sequence[GridCell]):
    """Cells kept as columns, a tenth of the size of objects; iterating makes the objects again.

    A page of -1, the least number in a box, and ``nan`` in an extent stand for what is not known.
    """

    places: NDArray[np.int32]
    """``(n, 4)``: row, column, row span, column span."""
    texts: list[str]
    pages: NDArray[np.int32]
    boxes: NDArray[np.int32]
    """``(n, 4)``, in hundredths of a point."""
    extents: NDArray[np.float32]
    flags: NDArray[np.uint8]
    raised: dict[int, Raised] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        *,
        places: Sequence[tuple[int, int, int, int]] | NDArray[np.int64],
        texts: list[str],
        boxes: Sequence[BBox] | Floats,
        extents: Sequence[tuple[float, float]] | Floats,
        page: int,
        raised: dict[int, Raised],
    ) -> PackedCells:
        """Pack the columns of cells on one page, none of them a header; boxes are rounded to 0.01 pt."""
        n = len(texts)
        return cls(
            places=np.array(places, dtype=np.int32).reshape(n, 4),
            texts=texts,
            pages=np.full(n, page, dtype=np.int32),
            boxes=_hundredths(boxes).reshape(n, 4),
            extents=np.array(extents, dtype=np.float32).reshape(n, 2),
            flags=np.zeros(n, dtype=np.uint8),
            raised=raised,
        )

    @classmethod
    def between(
        cls,
        xs: Sequence[float],
        ys: Sequence[float],
        *,
        places: Sequence[tuple[int, int, int, int]],
        texts: list[str],
        extents: Sequence[tuple[float, float]],
        page: int,
        raised: dict[int, Raised],
    ) -> PackedCells:
        """Pack the cells of a page in order, with an empty one at each place that none of them covers.

        Args:
            xs: the edges of the columns, one more than these.
            ys: those of the rows.
            places: row, column, row span and column span of the cells with text, in any order.
            texts: theirs.
            extents: theirs, see :class:`GridCell`.
            page: on which they stand.
            raised: by number, see :class:`GridCell`.
        """
        filled = np.array(places, dtype=np.int64).reshape(-1, 4)
        rows, cols = np.nonzero(_free(filled, len(ys) - 1, len(xs) - 1))
        blank = np.stack((rows, cols, np.ones_like(rows), np.ones_like(rows)), axis=1)
        every = np.concatenate((filled, blank))
        row, col, down, across = every.T
        reaching = np.full((len(every), 2), nan)
        reaching[: len(filled)] = extents
        x, y = _hundredths(xs), _hundredths(ys)
        packed = cls(
            places=every.astype(np.int32),
            texts=texts + [""] * len(rows),
            pages=np.full(len(every), page, dtype=np.int32),
            boxes=np.stack((x[col], y[row], x[col + across], y[row + down]), axis=1),
            extents=reaching.astype(np.float32),
            flags=np.zeros(len(every), dtype=np.uint8),
            raised=raised,
        )
        return packed.taken(np.argsort(row * len(xs) + col, kind="stable"))

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[GridCell]:
        columns = (self.places, self.pages, self.boxes, self.extents, self.flags)
        rows = zip(*(chain.from_iterable(_chunks(column)) for column in columns), self.texts, strict=True)
        raised = self.raised
        for number, (place, page, (x0, top, x1, bottom), (start, end), flags, text) in enumerate(rows):
            row, col, down, across = place
            yield GridCell(
                row,
                col,
                text,
                down,
                across,
                bool(flags & _HEADER),
                bool(flags & _REPEATED),
                page if page >= 0 else None,
                None if x0 == _NO_BOX else (x0 / 100, top / 100, x1 / 100, bottom / 100),
                raised.get(number, ()) if raised else (),
                None if isnan(start) else (start, end),
            )

    @overload
    def __getitem__(self, index: int) -> GridCell: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[GridCell]: ...
    def __getitem__(self, index: int | slice) -> GridCell | Sequence[GridCell]:
        if isinstance(index, slice):
            return tuple(self)[index]
        return next(iter(self.taken([range(len(self))[index]])))

    def taken(self, numbers: Sequence[int] | NDArray[np.intp]) -> PackedCells:
        """Give some of the cells, by their numbers, in the order of these."""
        chosen = np.asarray(numbers, dtype=np.intp)
        raised = self.raised
        return PackedCells(
            self.places[chosen],
            [self.texts[number] for number in chosen.tolist()],
            self.pages[chosen],
            self.boxes[chosen],
            self.extents[chosen],
            self.flags[chosen],
            {place: raised[number] for place, number in enumerate(chosen.tolist()) if number in raised}
            if raised
            else {},
        )

    @property
    def repeated(self) -> NDArray[np.bool_]:
        """Which of the cells are headers printed again."""
        return (self.flags & _REPEATED) > 0

    def marked(self, *, shift: int, n_header_rows: int, repeated: bool) -> PackedCells:
        """Give the same cells some rows further down, those of the first rows marked as headers."""
        header = self.places[:, 0] < n_header_rows
        moved = self.places + np.array([shift, 0, 0, 0], dtype=np.int32)
        flags = np.where(header, _HEADER | (_REPEATED if repeated else 0), 0).astype(np.uint8)
        return replace(self, places=moved, flags=flags)


def _free(places: NDArray[np.int64], n_rows: int, n_cols: int) -> NDArray[np.bool_]:
    """Tell which places of a grid no cell covers."""
    free = np.ones((n_rows, n_cols), dtype=np.bool_)
    free[places[:, 0], places[:, 1]] = False
    for row, col, down, across in places[(places[:, 2:] > 1).any(axis=1)].tolist():
        free[row : row + down, col : col + across] = False
    return free


def packed(cells: Iterable[GridCell]) -> PackedCells:
    """Pack cells; boxes are rounded to 0.01 pt. What is packed is given back as it is."""
    if isinstance(cells, PackedCells):
        return cells
    cells = list(cells)
    n = len(cells)
    return PackedCells(
        np.array([(c.row, c.col, c.row_span, c.col_span) for c in cells], dtype=np.int32).reshape(n, 4),
        [cell.text for cell in cells],
        np.array([-1 if cell.page is None else cell.page for cell in cells], dtype=np.int32),
        _hundredths([cell.bbox or _NOWHERE for cell in cells]).reshape(n, 4),
        np.array([cell.extent or UNKNOWN_EXTENT for cell in cells], dtype=np.float32).reshape(n, 2),
        np.array([_HEADER * c.is_header | _REPEATED * c.repeated for c in cells], dtype=np.uint8),
        {number: cell.raised for number, cell in enumerate(cells) if cell.raised},
    )


def _hundredths(places: Sequence[float] | Sequence[BBox] | Floats) -> NDArray[np.int32]:
    """Round coordinates to 0.01 pt; what no page can hold ends where whole numbers do."""
    points = np.array(places, dtype=np.float64)
    farthest = np.iinfo(np.int32).max
    rounded = np.clip(np.round(np.nan_to_num(points) * 100), -farthest, farthest).astype(np.int32)
    return np.where(np.isnan(points), np.int32(_NO_BOX), rounded)


def _chunks(column: NDArray[Any]) -> Iterator[list[Any]]:
    """Give a column as lists of a few thousand rows, so that it never stands in memory twice."""
    for start in range(0, len(column), _CHUNK):
        yield column[start : start + _CHUNK].tolist()


def stacked(parts: Sequence[PackedCells]) -> PackedCells:
    """Give the cells of several parts one after the other."""
    starts = np.cumsum([0, *(len(part) for part in parts)]).tolist()
    return PackedCells(
        np.concatenate([part.places for part in parts]),
        [text for part in parts for text in part.texts],
        np.concatenate([part.pages for part in parts]),
        np.concatenate([part.boxes for part in parts]),
        np.concatenate([part.extents for part in parts]),
        np.concatenate([part.flags for part in parts]),
        {
            start + number: raised
            for start, part in zip(starts, parts, strict=False)
            for number, raised in part.raised.items()
        },
    )


@dataclass(frozen=True, slots=True)
class Grid:
    """A table before it has a document; its cells do not overlap and may leave places of the grid empty.

    ``ocr`` names the engine if it was recognised in a picture, ``confidence`` is then that of its words.
    """

    cells: Sequence[GridCell]
    n_rows: int
    n_cols: int
    method: str
    n_header_rows: int = 0
    caption: str | None = None
    page: int | None = None
    last_page: int | None = None
    bbox: BBox | None = None
    ocr: str | None = None
    confidence: float | None = None

    def as_text(self) -> str:
        """Give the text of the grid, a tab between columns and a line a row; a spanning cell stands once."""
        rows: list[list[str]] = [[""] * self.n_cols for _ in range(self.n_rows)]
        for row, col, text in self._texts():
            if text:
                rows[row][col] = " ".join(text.split())
        return "\n".join("\t".join(row).rstrip("\t") for row in rows).strip("\n")

    def _texts(self) -> Iterator[tuple[int, int, str]]:
        if isinstance(self.cells, PackedCells):
            places = self.cells.places
            return zip(places[:, 0].tolist(), places[:, 1].tolist(), self.cells.texts, strict=True)
        return ((cell.row, cell.col, cell.text) for cell in self.cells)

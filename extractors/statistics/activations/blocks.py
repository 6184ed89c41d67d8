"""States with what stands under their headings: a block may go on in the next band or on the next page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

from extractors.statistics.activations.bands import Bands, bands_of
from extractors.statistics.activations.pieces import Form, Piece
from extractors.statistics.activations.states import Heading, without

_TOTALS = ("total", "grand total", "nationwide", "all jurisdictions")


@dataclass(frozen=True, slots=True)
class Region:
    """What stands under one heading within one band of one page; ``left`` is where the band begins."""

    page: int
    left: float
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class Block:
    """A state and its regions in reading order; there is no heading above what stands before the first."""

    heading: Heading | None
    regions: list[Region] = field(default_factory=list)

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.heading.piece.page if self.heading else 0

    @property
    def count(self) -> Piece | None:
        """The "N of M" of the state: beside its heading, or the first that stands under it."""
        return self._own(Form.COUNT, self.heading.count if self.heading else None)

    @property
    def share(self) -> Piece | None:
        """The share of the state."""
        return self._own(Form.SHARE, self.heading.share if self.heading else None)

    def _own(self, form: Form, beside: Piece | None) -> Piece | None:
        inside = (piece for region in self.regions for piece in region.pieces if piece.form is form)
        return beside or next(inside, None)


def blocks_of(pieces: Sequence[Piece], found: Sequence[Heading], lists: Mapping[int, object]) -> list[Block]:
    """Give the blocks of a list.

    Args:
        pieces: the pieces of all its pages.
        found: the headings among them.
        lists: which list each page belongs to; a block never goes on in another.
    """
    bands = bands_of(found, pieces)
    rest = _by_band(without(pieces, found), bands)
    heads = _by_band([heading.piece for heading in found], bands)
    by_piece = {id(heading.piece): heading for heading in found}
    blocks: list[Block] = []
    for page, band in sorted({*rest, *heads}):
        marks = sorted(heads.get((page, band), ()), key=lambda piece: piece.height)
        left = bands.get(page, bands[-1]).start(band)
        some = rest.get((page, band), [])
        if blocks and lists.get(blocks[-1].page) != lists.get(page) and marks:
            some = [piece for piece in some if piece.height >= _tops(marks, some)[0]]
        for mark, region in _cut(some, marks):
            if mark is not None:
                _enter(by_piece[id(mark)], blocks, lists)
            if region and blocks:
                blocks[-1].regions.append(Region(page, left, tuple(region)))
    return blocks


def _by_band(pieces: Iterable[Piece], bands: dict[int, Bands]) -> dict[tuple[int, int], list[Piece]]:
    found: defaultdict[tuple[int, int], list[Piece]] = defaultdict(list)
    for piece in pieces:
        found[piece.page, bands.get(piece.page, bands[-1]).of(piece)].append(piece)
    return found


def _cut(pieces: Sequence[Piece], marks: Sequence[Piece]) -> Iterator[tuple[Piece | None, list[Piece]]]:
    """Give what stands above the first heading of a band, then each heading with what belongs to it."""
    tops = [-inf, *_tops(marks, pieces), inf]
    for mark, (above, below) in zip([None, *marks], pairwise(tops), strict=True):
        some = [piece for piece in pieces if above <= piece.height < below]
        yield mark, _until_total(sorted(some, key=lambda piece: (piece.height, piece.left)))


def _tops(marks: Sequence[Piece], pieces: Sequence[Piece]) -> list[float]:
    """Give how high the block of each heading begins.

    One beside its dates may stand in the middle of its block: that begins at the row of dates above.
    """
    dates = [piece for piece in pieces if piece.form is Form.DATE]
    if not dates or min(date.left for date in dates) < max((mark.bbox[2] for mark in marks), default=0.0):
        return [mark.bbox[1] - 1 for mark in marks]
    rows = sorted({date.height for date in dates})
    tops: list[float] = []
    for mark in marks:
        before = tops[-1] if tops else -inf
        over = [row for row in rows if before + mark.size < row <= mark.bbox[1] + mark.size]
        tops.append(min(over[-1] - 1, mark.bbox[1] - 1) if over else mark.bbox[1] - 1)
    return tops


def _until_total(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out a total of all states and what stands below it."""
    for index, piece in enumerate(pieces):
        if piece.form is Form.TEXT and piece.text.lower().startswith(_TOTALS):
            return list(pieces[:index])
    return list(pieces)


def _enter(heading: Heading, blocks: list[Block], lists: Mapping[int, object]) -> None:
    """Begin a block, unless the heading says again whose block goes on."""
    last = blocks[-1].heading if blocks else None
    if last is not None and last.name == heading.name:
        same = lists.get(last.piece.page) == lists.get(heading.piece.page)
        if same and (heading.continued or heading.count is None or heading.count.text == _text(last)):
            return
    blocks.append(Block(heading))


def _text(heading: Heading | None) -> str | None:
    return heading.count.text if heading and heading.count else None

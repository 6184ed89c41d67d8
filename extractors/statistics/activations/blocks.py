"""States with what stands under their headings: a block may go on in the next band or on the next page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

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


def blocks_of(pieces: Sequence[Piece], found: Sequence[Heading]) -> list[Block]:
    """Give the blocks of a list.

    Args:
        pieces: the pieces of all its pages.
        found: the headings among them.
    """
    bands = bands_of(found, pieces)
    rest = _by_band(without(pieces, found), bands)
    heads = _by_band([heading.piece for heading in found], bands)
    by_piece = {id(heading.piece): heading for heading in found}
    blocks: list[Block] = []
    for place in sorted({*rest, *heads}):
        marks = sorted(heads.get(place, ()), key=lambda piece: piece.height)
        _read(place, [by_piece[id(mark)] for mark in marks], rest.get(place, []), bands, blocks)
    return blocks


def _by_band(pieces: Iterable[Piece], bands: dict[int, Bands]) -> dict[tuple[int, int], list[Piece]]:
    found: defaultdict[tuple[int, int], list[Piece]] = defaultdict(list)
    for piece in pieces:
        found[piece.page, bands.get(piece.page, bands[-1]).of(piece)].append(piece)
    return found


def _read(
    place: tuple[int, int],
    heads: Sequence[Heading],
    pieces: Sequence[Piece],
    bands: dict[int, Bands],
    blocks: list[Block],
) -> None:
    """Add what stands in one band of one page to the blocks."""
    page, band = place
    left = bands.get(page, bands[-1]).start(band)
    tops = [heading.piece.bbox[1] - 1 for heading in heads]
    for index, some in _cut(pieces, tops):
        if index:
            _enter(heads[index - 1], blocks)
        if some and blocks:
            blocks[-1].regions.append(Region(page, left, tuple(some)))


def _cut(pieces: Sequence[Piece], tops: Sequence[float]) -> Iterator[tuple[int, list[Piece]]]:
    """Give what stands above the first top, then what stands from each top to the next."""
    for index in range(len(tops) + 1):
        above = tops[index - 1] if index else float("-inf")
        below = tops[index] if index < len(tops) else float("inf")
        some = [piece for piece in pieces if above <= piece.height < below]
        yield index, _until_total(sorted(some, key=lambda piece: (piece.height, piece.left)))


def _until_total(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out a total of all states and what stands below it."""
    for index, piece in enumerate(pieces):
        if piece.form is Form.TEXT and piece.text.lower().startswith(_TOTALS):
            return list(pieces[:index])
    return list(pieces)


def _enter(heading: Heading, blocks: list[Block]) -> None:
    """Begin a block, unless the heading says again whose block goes on."""
    last = blocks[-1].heading if blocks else None
    again = last is not None and last.name == heading.name
    if not again or (heading.count and not heading.continued and heading.count.text != _text(last)):
        blocks.append(Block(heading))


def _text(heading: Heading | None) -> str | None:
    return heading.count.text if heading and heading.count else None

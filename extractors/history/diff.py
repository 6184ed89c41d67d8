"""The diff of two versions of one document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from extractors.history import nature
from extractors.history.alignment import Alignment, align, same
from extractors.history.changes import Change, Piece, in_order, inverted
from extractors.history.wording import edits
from extractors.records import ChangeAction, PassageKind


def diff(former: Sequence[Piece], latter: Sequence[Piece]) -> tuple[Change, ...]:
    """Give what changed from one version to the next, in reading order.

    A passage is the same if its kind and its text are; a heading that was reworded is one change, whatever
    stands below it. The diff of the same versions the other way round is the inverse: both are compared in
    one direction, which their texts decide.
    """
    ours, theirs = [same(piece) for piece in former], [same(piece) for piece in latter]
    if ours == theirs:
        return ()
    if theirs < ours:
        return inverted(_diff(latter, former))
    return _diff(former, latter)


def _diff(former: Sequence[Piece], latter: Sequence[Piece]) -> tuple[Change, ...]:
    alignment = align(former, latter)
    titles = frozenset(title for version in (former, latter) for title in _title(version))
    changes = chain(
        _reworded(former, latter, alignment, titles),
        _moved(former, latter, alignment, titles),
        _only(former, alignment, titles, added=False),
        _only(latter, alignment, titles, added=True),
    )
    return in_order(list(changes))


def _title(version: Sequence[Piece]) -> list[str]:
    return [piece.text for piece in version if piece.kind == PassageKind.HEADING][:1]


def _reworded(
    former: Sequence[Piece], latter: Sequence[Piece], alignment: Alignment, titles: frozenset[str]
) -> Iterator[Change]:
    for before, after in alignment.pairs:
        one, other = former[before], latter[after]
        if same(one) != same(other):
            yield Change(
                ChangeAction.REWORDED,
                *nature.of_rewording(one, other, titles),
                before=before,
                after=after,
                former=one,
                latter=other,
                edits=edits(one.text, other.text),
            )


def _moved(
    former: Sequence[Piece], latter: Sequence[Piece], alignment: Alignment, titles: frozenset[str]
) -> Iterator[Change]:
    for before, after in alignment.moved:
        one, other = former[before], latter[after]
        yield Change(
            ChangeAction.MOVED,
            *nature.of_move(one, other, titles),
            before=before,
            after=after,
            former=one,
            latter=other,
        )


def _only(
    version: Sequence[Piece], alignment: Alignment, titles: frozenset[str], *, added: bool
) -> Iterator[Change]:
    """Give what only one version has."""
    side = int(added)
    known = {pair[side] for pair in chain(alignment.pairs, alignment.moved)}
    for place, piece in enumerate(version):
        if place not in known:
            compared = place not in alignment.not_compared[side]
            yield Change(
                ChangeAction.ADDED if added else ChangeAction.REMOVED,
                *nature.of_one(piece, titles, added=added, compared=compared),
                before=None if added else place,
                after=place if added else None,
                former=None if added else piece,
                latter=piece if added else None,
            )

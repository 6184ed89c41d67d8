"""Headings of states in a list: a name in capitals, over one line or several, perhaps with "N of M" beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from extractors.places.gazetteer import Gazetteer
from extractors.records import Jurisdiction, PlaceKind
from extractors.statistics.activations.pieces import Form, Piece, is_below, joined

STATES = frozenset({PlaceKind.STATE, PlaceKind.DISTRICT, PlaceKind.TERRITORY, PlaceKind.FICTIONAL})
"""What a heading of a list may be."""

_CONTINUED = re.compile(
    r"[\s,\u2013\u2014-]*\(?\b(?:continued|cont(?:['\u2019]?d)?)\b\.?\)?\s*$", re.IGNORECASE
)
_LONGEST_NAME = 4
_CODE = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a state: its name as printed, the state if it is known, and the pieces that it is made of."""

    piece: Piece
    name: str
    state: Jurisdiction | None
    parts: tuple[Piece, ...]
    count: Piece | None
    share: Piece | None
    continued: bool


def headings(pieces: Sequence[Piece], places: Gazetteer) -> list[Heading]:
    """Find the headings among the pieces of a page, from top to bottom.

    A name without a count is a heading only where it stands as those with one do.
    """
    found: list[Heading] = []
    taken: set[int] = set()
    for piece in sorted(pieces, key=lambda piece: (piece.height, piece.left)):
        if piece.form is Form.TEXT and id(piece) not in taken:
            heading = _heading(piece, pieces, places)
            if heading:
                found.append(heading)
                taken.update(map(id, heading.parts))
    return found


def _heading(piece: Piece, pieces: Sequence[Piece], places: Gazetteer) -> Heading | None:
    stack = _stack(piece, pieces)
    for length in range(len(stack), 0, -1):
        parts = stack[:length]
        text = " ".join(part.text for part in parts)
        name = _CONTINUED.sub("", text)
        count = _beside(parts, pieces, Form.COUNT)
        state = state_called(name, places) if count or name.isupper() else None
        if _is_heading(name, state, count):
            share = _beside(parts if count is None else [*parts, count], pieces, Form.SHARE)
            whole = replace(piece, text=text, bbox=_around(parts))
            own = (*parts, *(each for each in (count, share) if each))
            return Heading(whole, name, state, own, count, share, name != text)
    return None


def _is_heading(name: str, state: Jurisdiction | None, count: Piece | None) -> bool:
    """Tell whether a name is that of a state, or of whatever else capitals and a count make one."""
    if state is not None:
        return count is not None or (name.isupper() and len(name) > _CODE)
    return count is not None and name.isupper() and not _TOTAL.search(name)


_TOTAL = re.compile(r"\b(?:total|nationwide|all|page)\b", re.IGNORECASE)


def state_called(name: str, places: Gazetteer) -> Jurisdiction | None:
    """Give the state of a name or postal code, if there is one."""
    return places.find(name.strip(" :,"), kinds=STATES).place


def _stack(piece: Piece, pieces: Sequence[Piece]) -> list[Piece]:
    """Give a piece and the lines in capitals right below it."""
    stack = [piece]
    while len(stack) < _LONGEST_NAME and piece.text.isupper():
        below = next(
            (
                each
                for each in pieces
                if each.form is Form.TEXT
                and (each.text.isupper() or _CONTINUED.fullmatch(each.text))
                and is_below(stack[-1], each)
            ),
            None,
        )
        if below is None:
            break
        stack.append(below)
    return stack


def _beside(parts: Sequence[Piece], pieces: Sequence[Piece], form: Form) -> Piece | None:
    """Give the piece of a form that stands right below some lines, or right of the last of them."""
    last = parts[-1]
    right = min((each for each in pieces if _is_right_of(last, each)), key=attrgetter("left"), default=None)
    if right and right.form is form:
        return right
    return next((each for each in pieces if each.form is form and _is_under(parts, each)), None)


def _is_right_of(piece: Piece, other: Piece) -> bool:
    gap = other.left - piece.bbox[2]
    return piece.page == other.page and abs(piece.height - other.height) <= 0.5 * piece.size and gap >= -1


def _is_under(parts: Sequence[Piece], other: Piece) -> bool:
    last = parts[-1]
    step = other.height - last.height
    if other.page != last.page or not 0 < step <= 2.2 * last.size:
        return False
    left, _, right, _ = _around(parts)
    return other.left < right and other.bbox[2] > left


def _around(parts: Sequence[Piece]) -> tuple[float, float, float, float]:
    whole = parts[0]
    for part in parts[1:]:
        whole = joined(whole, part, text=whole.text)
    return whole.bbox


def without(pieces: Sequence[Piece], found: Sequence[Heading]) -> Iterator[Piece]:
    """Give the pieces that belong to no heading."""
    own = {id(part) for heading in found for part in heading.parts}
    return (piece for piece in pieces if id(piece) not in own)

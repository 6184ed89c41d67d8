"""Headings of states in a list: names in capitals on one line or several, perhaps with "N of M" beside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter

from extractors.places.gazetteer import Gazetteer
from extractors.places.names import name_key
from extractors.records import Jurisdiction, PlaceKind
from extractors.statistics.activations.pieces import Form, Piece, is_below, joined

STATES = frozenset({PlaceKind.STATE, PlaceKind.DISTRICT, PlaceKind.TERRITORY, PlaceKind.FICTIONAL})
"""What a heading of a list may be."""

_CONTINUED = re.compile(
    r"[\s,\u2013\u2014-]*\(?\b(?:continued|cont(?:['\u2019]?d)?)\b\.?\)?\s*$", re.IGNORECASE
)
_LONGEST_NAME = 4
_CODE = 2
_CLOSE = 3.0
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a state: its name as printed, the state if it is known, and the pieces of it."""

    piece: Piece
    name: str
    state: Jurisdiction | None
    parts: tuple[Piece, ...]
    count: Piece | None
    share: Piece | None
    continued: bool


def headings(pieces: Sequence[Piece], places: Gazetteer) -> list[Heading]:
    """Find the headings among the pieces of a page, from top to bottom.

    A name without a count is none where names of jurisdictions are in capitals too, unless it goes on.
    """
    texts = [piece.text for piece in pieces if piece.form is Form.TEXT]
    shouted = sum(map(str.isupper, texts)) > _MOSTLY * len(texts)
    found: list[Heading] = []
    taken: set[int] = set()
    for piece in sorted(pieces, key=lambda piece: (piece.height, piece.left)):
        if piece.form is Form.TEXT and id(piece) not in taken:
            heading = _heading(piece, pieces, places)
            if heading and (heading.count or heading.continued or not shouted):
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
    name = name.strip(" :,")
    return places.find(name, kinds=STATES).place if name_key(name) in _keys(places) else None


@lru_cache(maxsize=4)
def _keys(places: Gazetteer) -> frozenset[str]:
    """Give the keys of all names of states, so that no other name is compared with them."""
    return frozenset(name.key for name in places.names if places.by_id(name.jurisdiction_id).kind in STATES)


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
    if right and right.form is form and not _is_of_other(right, last, pieces):
        return right
    return next((each for each in pieces if each.form is form and _is_under(parts, each)), None)


def _is_right_of(piece: Piece, other: Piece) -> bool:
    gap = other.left - piece.bbox[2]
    return piece.page == other.page and abs(piece.height - other.height) <= 0.5 * piece.size and gap >= -1


def _is_of_other(piece: Piece, last: Piece, pieces: Sequence[Piece]) -> bool:
    """Tell whether what stands far right of a line stands right below other capitals."""
    if piece.left - last.bbox[2] <= _CLOSE * last.size:
        return False
    return any(each.text.isupper() and each.form is Form.TEXT and _is_under([each], piece) for each in pieces)


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

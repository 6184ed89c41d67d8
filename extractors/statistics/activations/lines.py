"""A line of a list as it was read, before it is a row of the dataset."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extractors.places.gazetteer import Match
from extractors.records import BBox
from extractors.statistics.activations.titles import Stated


@dataclass(frozen=True, slots=True)
class Line:
    """A jurisdiction of a list: what is printed of it and where; ``match`` tells its place.

    ``count`` are the "N of M" of its state. Without ``cell_id`` the words stand in a passage.
    """

    state: str | None
    name: str
    match: Match
    day: date | None
    date_printed: str | None
    count: tuple[int, int] | None
    share: str | None
    page: int | None
    bbox: BBox | None
    cell_id: str | None
    stated: Stated

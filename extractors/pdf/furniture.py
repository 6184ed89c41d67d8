"""Running headers and footers: lines that stand at the same place on several pages, and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractors.pdf.captions import is_caption
from extractors.pdf.lines import Line
from extractors.pdf.prints import is_stamp, printed_address
from extractors.records import PassageKind

MARGIN = 0.12
"""The share of a page's height at its top and bottom in which running lines stand."""

SAME_PLACE = 24.0
"""Points by which a running line may move from page to page, as where some pages are turned."""

SHORT = 4
"""Pages up to which two of them are enough to tell a running line; else it takes three."""

_LONGEST_NUMBER = 5
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|pg\.?)\s*\d+(?:\s*(?:of|/)\s*\d+)?|[-\u2013\u2014|]\s*\d+\s*[-\u2013\u2014|]",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[ivxl]{1,7}")

Standing = tuple[float, int, Line]


def zone(line: Line, height: float) -> PassageKind | None:
    """Tell whether a line stands in the top or bottom margin of its page."""
    if line.bbox[3] <= MARGIN * height:
        return PassageKind.PAGE_HEADER
    return PassageKind.PAGE_FOOTER if line.bbox[1] >= (1 - MARGIN) * height else None


def margins(lines: Sequence[Line], height: float) -> list[str]:
    """Give the texts of the lines that stand in a margin of their page."""
    return [line.text for line in lines if zone(line, height)]


def running_lines(pages: Sequence[tuple[int, float, Sequence[Line]]]) -> dict[int, set[Line]]:
    """Find running lines.

    Args:
        pages: number, height and lines of each page.

    Returns:
        the running lines of each page number that has any.
    """
    places: dict[tuple[str, PassageKind], list[Standing]] = defaultdict(list)
    found: dict[int, set[Line]] = defaultdict(set)
    is_print = printed_address([margins(lines, height) for _, height, lines in pages]) is not None
    for number, place, line in _in_margins(pages):
        if _PAGE_NUMBER.fullmatch(line.text) or (is_print and is_stamp(line.text)):
            found[number].add(line)
        for key in _keys(line.text, number):
            places[key, place].append((line.bbox[1], number, line))
    needed = 2 if len(pages) <= SHORT else 3
    groups = (group for standing in places.values() for group in _at_one_place(standing))
    for group in groups:
        if len({number for _, number, _ in group}) >= needed:
            for _, number, line in group:
                found[number].add(line)
    return found


def _in_margins(
    pages: Sequence[tuple[int, float, Sequence[Line]]],
) -> Iterator[tuple[int, PassageKind, Line]]:
    for number, height, lines in pages:
        for line in lines:
            place = zone(line, height)
            if place is not None and not is_caption(line.text):
                yield number, place, line


def _keys(text: str, page: int) -> Iterator[str]:
    """Give what a running line keeps from page to page: its words, and a number's distance to the page's."""
    yield text
    if _ROMAN.fullmatch(text):
        yield "roman"
    numbers = list(_NUMBER.finditer(text))
    for number in numbers[:1] + numbers[1:][-1:]:
        if len(number[0]) <= _LONGEST_NUMBER:
            yield f"{text[: number.start()]}<page{int(number[0]) - page:+d}>{text[number.end() :]}"


def _at_one_place(
    standing: Sequence[Standing],
) -> Iterator[list[Standing]]:
    group: list[Standing] = []
    for entry in sorted(standing, key=lambda entry: (entry[0], entry[1])):
        if group and entry[0] - group[-1][0] > SAME_PLACE:
            yield group
            group = []
        group.append(entry)
    if group:
        yield group

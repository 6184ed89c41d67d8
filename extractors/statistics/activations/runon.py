"""Names that run on behind their date, with commas between them, over as many lines as they need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.statistics.activations.columns import Dated
from extractors.statistics.activations.pieces import joined

_BETWEEN = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+and\s+(?=[A-Z][\w.' -]*$)")
_COMMA = re.compile(r"[,;]")


def parted(found: Sequence[Dated]) -> list[Dated]:
    """Give names that run on one by one, each with the box of its lines, and all others as they are."""
    parts: list[Dated] = []
    for _, group in groupby(found, key=lambda each: (each.piece.page, each.band, each.column, each.date)):
        lines = list(group)
        runs_on = sum(1 for line in lines if _COMMA.search(line.piece.text)) * 2 >= len(lines)
        parts.extend(_names(lines) if runs_on else lines)
    return parts


def _names(lines: Sequence[Dated]) -> Iterator[Dated]:
    """Part lines at their commas; the last name of a line goes on in the next unless a comma ends it."""
    open_name: Dated | None = None
    for line in lines:
        *closed, last = _BETWEEN.split(line.piece.text)
        for text in [*closed, last]:
            name = _with(open_name, line, text)
            open_name = None
            if text is last:
                open_name = name if last else None
            elif name.piece.text:
                yield name
    if open_name:
        yield open_name


def _with(before: Dated | None, line: Dated, text: str) -> Dated:
    """Give a name of a line, with its beginning on the line before."""
    if before is None:
        return replace(line, piece=replace(line.piece, text=text))
    whole = joined(before.piece, line.piece, text=f"{before.piece.text} {text}".strip())
    return replace(before, piece=whole)

"""Files of counts that people bring: CSV with the columns unit, numerator, denominator, and period if any.

Files come out of spreadsheets: with a byte order mark, quotes, blanks, thousands commas, and line ends of any
kind. What is not a count is refused by its line, all at once, so that a file is mended in one go.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from extractors.statistics.review.model import Counts
from flows.errors import CountsNotUnderstood
from flows.spreadsheets import restored

REQUIRED = ("unit", "numerator", "denominator")
PERIOD = "period"

_PLAIN = re.compile(r"\+?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_THOUSANDS = re.compile(r"\+?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_LEAST, _MOST = 1e-6, 1e12
"""Counts beyond these are mistakes, and their squares would leave what numbers can hold."""

_SHOWN = 5

FORM = "The columns are unit, numerator, denominator and, where there are several, period."


@dataclass(frozen=True, slots=True)
class Given:
    """What a file of counts holds, in its order.

    Args:
        units: names, at least one letter long.
        periods: the period of each row, or None where the file has no such column.
        counts: numerators and denominators.
    """

    units: Sequence[str]
    periods: Sequence[str] | None
    counts: Counts


@dataclass(slots=True)
class _Rows:
    """Rows as far as they have been read, and what is wrong with others."""

    units: list[str] = field(default_factory=list)
    periods: list[str] = field(default_factory=list)
    numerators: list[float] = field(default_factory=list)
    denominators: list[float] = field(default_factory=list)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def read_counts(path: Path) -> Given:
    """Read a file of counts; ``-`` is the standard input.

    Raises:
        CountsNotUnderstood: the file cannot be read, a column is missing, or rows are not counts.
    """
    name = "the standard input" if str(path) == "-" else str(path)
    records = _records(_text(path, name), name)
    _, header = next(records, (1, []))
    places = _places(header, name)
    rows = _Rows()
    for line, record in records:
        _take(rows, line, record, places, len(header))
    _refuse(rows, name)
    periods = rows.periods if PERIOD in places else None
    return Given(rows.units, periods, Counts(np.array(rows.numerators), np.array(rows.denominators)))


def _text(path: Path, name: str) -> str:
    try:
        content = _bytes(path)
    except OSError as error:
        raise CountsNotUnderstood(
            f"{name} cannot be read: {error.strerror}.", "Check the name and the rights."
        ) from error
    coding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return content.decode(coding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CountsNotUnderstood(
            f"{name}, line {line}: there are bytes that are not UTF-8.", 'Save the file as "CSV UTF-8".'
        ) from error


def _bytes(path: Path) -> bytes:
    return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Give the records that are not blank, each with the line that it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True)
    begin = 1
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                yield begin, record
            begin = reader.line_num + 1
    except csv.Error as error:
        raise CountsNotUnderstood(
            f"{name}, line {begin}: this is not CSV ({error}).",
            'Quote cells that hold commas, quotes or line ends: "Doe, ""J"" County".',
        ) from error


def _places(header: Sequence[str], name: str) -> dict[str, int]:
    """Find the columns that are needed; others are left alone."""
    names = [cell.strip().casefold() for cell in header]
    missing = [column for column in REQUIRED if column not in names]
    if missing:
        raise CountsNotUnderstood(
            f"{name}, line 1: there is no column {' and no column '.join(missing)}"
            f" (found: {', '.join(names) or 'nothing'}).",
            FORM,
        )
    twice = [column for column in (*REQUIRED, PERIOD) if names.count(column) > 1]
    if twice:
        raise CountsNotUnderstood(f"{name}, line 1: the column {twice[0]} is there twice.", "Keep one.")
    return {column: names.index(column) for column in (*REQUIRED, PERIOD) if column in names}


def _take(rows: _Rows, line: int, record: Sequence[str], places: dict[str, int], width: int) -> None:
    """Take a record, or say what is wrong with it."""
    if len(record) != width:
        rows.wrong.append(f"line {line}: there are {len(record)} cells below {width} columns")
        return
    said = {column: restored(record[place].strip()) for column, place in places.items()}
    empty = [column for column, text in said.items() if not text]
    if empty:
        rows.wrong.append(f"line {line}: {empty[0]} is empty")
        return
    key = (sys.intern(said["unit"]), sys.intern(said.get(PERIOD, "")))
    if (before := rows.lines.setdefault(key, line)) != line:
        rows.wrong.append(f"lines {before} and {line} are both {' in '.join(filter(None, key))!r}")
        return
    numbers = [_number(said[column], line, column, rows.wrong) for column in REQUIRED[1:]]
    rows.units.append(key[0])
    rows.periods.append(key[1])
    rows.numerators.append(numbers[0])
    rows.denominators.append(numbers[1])


def _number(text: str, line: int, column: str, wrong: list[str]) -> float:
    """Read a count of 0 or more; say what is wrong with anything else."""
    if _PLAIN.fullmatch(text) or _THOUSANDS.fullmatch(text):
        number = float(text.replace(",", ""))
        if number == 0 or _LEAST <= number <= _MOST:
            return number
        fault = f"is not between {_LEAST:g} and {_MOST:g}"
    else:
        negative = _PLAIN.fullmatch(text[1:]) and text[0] in "-\u2212"
        fault = "is negative" if negative else "is not a number"
    wrong.append(f"line {line}: {column} {text!r} {fault}")
    return 0.0


def _refuse(rows: _Rows, name: str) -> None:
    if rows.wrong:
        more = f"; and {len(rows.wrong) - _SHOWN} more" if len(rows.wrong) > _SHOWN else ""
        raise CountsNotUnderstood(
            f"{name}, {'; '.join(rows.wrong[:_SHOWN])}{more}.",
            "Counts are numbers of 0 or more, one row a unit and period; leave out rows without counts.",
        )
    if not rows.units:
        raise CountsNotUnderstood(f"{name} has no rows.", FORM)

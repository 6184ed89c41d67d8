"""Texts of two readings, and what the rest of their column says of them.

"(7)" is a negative number or the mark of a note, "D" a word or a figure left out, 5/6/2011 a day in May or in
June. Only what stands in the same column of the same table is evidence; without any, nothing is chosen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.records import CellKind
from extractors.tables.readings import Reading
from extractors.tables.values import SYMBOL, TEXT, Value, bracketed, day_of, is_code, is_numeric

_IN_BRACKETS = re.compile(r"[^\w(]*\(.*\)", re.DOTALL)
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/[0-9]{4}")
_MONTHS = 12


@dataclass(slots=True)
class Column:
    """What the cells of a column's body say together.

    ``figures`` counts figures and signs, ``words`` words, ``doubtful`` what may be either. ``accounting``
    says that negative numbers are printed in brackets, ``month_first`` and ``day_first`` that a date is of a
    form which has no other reading.
    """

    figures: int = 0
    words: int = 0
    doubtful: int = 0
    accounting: bool = False
    month_first: bool = False
    day_first: bool = False

    @property
    def has_figures(self) -> bool:
        """Whether figures are the rule in it, so that a code stands for one."""
        return self.figures > self.words

    @property
    def parts(self) -> tuple[int, int]:
        """How many cells are figures, and how many words, the doubtful ones with those that are the rule."""
        doubtful = self.doubtful if self.has_figures else 0
        return self.figures + doubtful, self.words + self.doubtful - doubtful

    def add(self, reading: Reading, count: int) -> None:
        """Take in a text that stands in so many cells of the column."""
        if _is_doubtful(reading):
            self.doubtful += count
        elif reading.value.kind in (CellKind.TEXT, CellKind.DATE):
            self.words += count
            self._add_date(reading.text)
        else:
            self.figures += count
            self.accounting = self.accounting or _is_bracketed(reading)

    def value(self, reading: Reading) -> Value:
        """Give the value of a text in this column."""
        if reading.value.kind is CellKind.DATE and reading.value.day is None:
            return self._date(reading)
        if not _is_doubtful(reading):
            return reading.value
        if is_code(reading.text):
            return SYMBOL if self.has_figures else TEXT
        return bracketed(reading.text) if self.accounting else TEXT

    def _add_date(self, text: str) -> None:
        if found := _SLASHED.fullmatch(text):
            self.month_first = self.month_first or int(found[2]) > _MONTHS
            self.day_first = self.day_first or int(found[1]) > _MONTHS

    def _date(self, reading: Reading) -> Value:
        if self.month_first == self.day_first:
            return reading.value
        return day_of(reading.text, month_first=self.month_first)


def _is_doubtful(reading: Reading) -> bool:
    if reading.value is not TEXT or reading.meant:
        return False
    return is_code(reading.text) or bracketed(reading.text) is not TEXT


def _is_bracketed(reading: Reading) -> bool:
    return is_numeric(reading.value.kind) and bool(_IN_BRACKETS.fullmatch(reading.text))

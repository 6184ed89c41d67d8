"""Reads the tables of an extraction as statistics, by the recipes of the series that are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, groupby
from operator import attrgetter

from extractors.issues import IssueLog
from extractors.places.gazetteer import Gazetteer
from extractors.places.names import name_key
from extractors.records import Basis, Cell, CellKind, Counts, Extraction, Statistic, Table, row_id
from extractors.statistics.cells import Figure, Figures
from extractors.statistics.choosing import Choice, choose, of_document
from extractors.statistics.facts import Facts, of_term
from extractors.statistics.findings import Findings
from extractors.statistics.interpreting import Interpreter, period_told
from extractors.statistics.knowledge import Knowledge
from extractors.statistics.labels import says
from extractors.statistics.periods import NOTHING, Partial, Period, period_of_title, resolved
from extractors.statistics.recipes import Recipe
from extractors.statistics.titles import Titles
from extractors.statistics.values import kind_of, qualifier_of, value_of

_NUMERIC = (CellKind.NUMBER, CellKind.PERCENT, CellKind.CURRENCY)


def with_statistics(extraction: Extraction, knowledge: Knowledge) -> Extraction:
    """Give an extraction with the statistics of its tables, and with issues for what is not understood."""
    log = IssueLog.after(extraction.document, extraction.issues)
    read = _Reader(extraction, knowledge, Findings(log))
    statistics = tuple(chain.from_iterable(map(read.table, _tables(extraction))))
    return replace(extraction, statistics=statistics, issues=(*extraction.issues, *log.issues))


def _tables(extraction: Extraction) -> Iterator[tuple[Table, Iterator[Cell]]]:
    tables = {table.table_id: table for table in extraction.tables}
    for table_id, cells in groupby(extraction.cells, key=attrgetter("table_id")):
        yield tables[table_id], cells


class _Reader:
    """Reads the tables of one extraction in turn."""

    def __init__(self, extraction: Extraction, knowledge: Knowledge, findings: Findings) -> None:
        self._recipes = knowledge.recipes
        self._places = knowledge.places
        self._passages = extraction.passages
        self._titles = Titles(extraction)
        self._own = of_document(knowledge.recipes, self._titles.general)
        self._findings = findings

    def table(self, given: tuple[Table, Iterator[Cell]]) -> Iterator[Statistic]:
        """Give the statistics of a table; none, and perhaps an issue, where no layout fits it."""
        table, cells = given
        heads, first = _heads(cells, table.n_header_rows)
        body = chain(first, cells)
        titles = self._titles.above(table, heads)
        recipes = self._own or of_document(self._recipes, titles) or self._recipes
        choice = choose(recipes, titles, [cell.text_clean for cell in heads])
        if choice is None:
            self._not_known(table, heads, body)
        elif not choice.layout.skipped:
            if choice.missing:
                self._findings.header_missing(table, choice)
            reader = _TableReader(table, choice, titles, self._places, self._findings)
            yield from reader.read(body, self._version(choice.recipe))

    def _not_known(self, table: Table, heads: Sequence[Cell], body: Iterable[Cell]) -> None:
        """Note a table that no layout fits, if its document is of a series that is known."""
        figures = sum(1 for cell in body if cell.kind in _NUMERIC and cell.col > 0) if self._own else 0
        if self._own and figures:
            self._findings.table_without_layout(table, self._own[0], heads, figures)

    def _version(self, recipe: Recipe) -> str | None:
        """Give the version of the definitions that the document prints."""
        for phrase, version in recipe.definitions:
            if any(says(passage.text, phrase) for passage in self._passages):
                return version
        return None


def _heads(cells: Iterator[Cell], n_header_rows: int) -> tuple[list[Cell], list[Cell]]:
    """Take the cells of the header from the cells of a table, and the first one of its body."""
    heads: list[Cell] = []
    for cell in cells:
        if cell.row >= n_header_rows:
            return heads, [cell]
        heads.append(cell)
    return heads, []


@dataclass(slots=True)
class _TableReader:
    """Reads the figures of one table by its layout."""

    table: Table
    choice: Choice
    titles: Sequence[str]
    places: Gazetteer
    findings: Findings

    def read(self, body: Iterable[Cell], version: str | None) -> Iterator[Statistic]:
        layout = self.choice.layout
        cells = list(body) if layout.keys else body
        interpreter = Interpreter(
            layout, self.places, titles=self.titles, neighbours=_names(cells) if layout.keys else frozenset()
        )
        period = self._period()
        whole = self._whole()
        not_understood: Counter[tuple[str, str]] = Counter()
        without: Counter[str] = Counter()
        for figure in Figures(layout, self.table.n_cols).of(cells):
            facts = _facts(interpreter, figure, whole)
            if isinstance(facts, str):
                not_understood[_axis(figure, facts), facts] += figure.cell.kind in _NUMERIC
            elif not facts.ignored:
                statistic = self._statistic(figure.cell, facts, period, version, without)
                if statistic is not None:
                    yield statistic
        self.findings.not_understood(self.table, self.choice, not_understood)
        self.findings.unplaced(self.table, self.choice, interpreter.unplaced.values())
        self.findings.incomplete(self.table, self.choice, without)

    def _period(self) -> Partial:
        """Give the period that titles tell: that of the nearest title that has one, and a day of the data."""
        found = [period_of_title(title) for title in self.titles]
        spans = [replace(each, day=None, as_of=None) for each in found]
        period = next((each for each in spans if resolved(each) or each.fiscal_year), NOTHING)
        day = next((each.as_of or each.day for each in found if each.as_of or each.day), None)
        return replace(period, as_of=day)

    def _whole(self) -> Facts:
        """Give what holds of all figures of the table."""
        layout = self.choice.layout
        place = self.places.by_id(layout.place) if layout.place else None
        outer = Facts(place=place, place_printed=None if place is None else "")
        for phrase, term in layout.subjects:
            if any(says(title, phrase) for title in self.titles):
                return of_term(term).under(outer)
        return outer

    def _statistic(
        self, cell: Cell, facts: Facts, titles: Partial, version: str | None, without: Counter[str]
    ) -> Statistic | None:
        """Give the statistic of a cell, or note what nothing has told of it."""
        kind, measure = kind_of(cell), self.choice.recipe.measures.get(facts.measure or "")
        partial, period = period_told(facts.period, titles)
        if kind is None or (period is None and self.choice.layout.dated):
            return None
        if measure is None:
            without["measure"] += cell.value is not None
            return None
        if cell.kind is CellKind.PERCENT and measure.counts is not Counts.SHARE:
            without["share"] += 1
            return None
        without["period"] += period is None
        basis = self._basis(facts, period)
        return Statistic(
            statistic_id=row_id("stt", cell.cell_id),
            document_id=cell.document_id,
            payload_sha256=cell.payload_sha256,
            table_id=cell.table_id,
            cell_id=cell.cell_id,
            series=self.choice.recipe.series,
            layout=self.choice.layout.name,
            measure=measure.name,
            counts=measure.counts,
            unit=facts.unit or measure.unit,
            level=facts.level,
            category=facts.category,
            category_place_id=facts.category_place,
            place_id=facts.place.jurisdiction_id if facts.place else None,
            place_printed=facts.place_printed or None,
            place_role=facts.place_role,
            period_start=_start(period, basis),
            period_end=period.end if period else None,
            period_printed=partial.printed,
            basis=basis,
            data_as_of=partial.as_of,
            value=value_of(cell),
            kind=kind,
            printed=cell.text,
            qualifier=qualifier_of(cell),
            note_marks=cell.note_marks,
            is_total=cell.is_total or facts.is_total,
            adds_up=cell.adds_up,
            definition_version=version if facts.level else None,
            specimen=cell.specimen,
        )

    def _basis(self, facts: Facts, period: Period | None) -> Basis | None:
        """Give what span a figure covers, by a label, or by the layout where titles tell the period."""
        of_layout = self.choice.layout.basis if facts.period == NOTHING else None
        return facts.basis or of_layout or (period.basis if period else None)


def _start(period: Period | None, basis: Basis | None) -> date | None:
    """Give the first day of a period; a stock has but its last."""
    if period is None:
        return None
    return period.end if basis is Basis.AS_OF else period.start


def _names(cells: Iterable[Cell]) -> frozenset[str]:
    texts = (cell.text_clean for cell in cells if cell.kind is CellKind.TEXT and not cell.is_header)
    return frozenset(map(name_key, texts))


def _facts(interpreter: Interpreter, figure: Figure, whole: Facts) -> Facts | str:
    """Put together what the labels of a figure tell, or give the one that is not understood."""
    row, column = interpreter.path(figure.row), interpreter.path(figure.column)
    if isinstance(row, str):
        return row
    return column if isinstance(column, str) else column.under(row).under(whole)


def _axis(figure: Figure, label: str) -> str:
    return "column" if any(label == each for each, _ in figure.column) else "row"

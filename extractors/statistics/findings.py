"""Issues of the reading of statistics: each names what was printed and where, and what a person can do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractors.issues import IssueLog
from extractors.records import Cell, Severity, Table
from extractors.statistics.choosing import Choice
from extractors.statistics.interpreting import Unplaced
from extractors.statistics.recipes import Recipe

_TELL = "Tell its meaning in the recipe of the series, flows/sources/recipes."
_MEANT = {
    "measure": ("measure_not_stated", "no label tells what they count"),
    "share": ("share_not_expected", "they are percentages under a header of counts"),
    "period": ("period_not_stated", "neither labels nor titles tell their period"),
}


class Findings:
    """Says in issues what was not understood of the tables of one document."""

    def __init__(self, log: IssueLog) -> None:
        self._log = log

    def header_missing(self, table: Table, choice: Choice) -> None:
        """Note that a table lacks headers that its layout has."""
        wanted = ", ".join(choice.missing)
        evidence = f"{_called(table)}: a table of {_named(choice)} without a header {wanted}"
        self._note("header_missing", table, evidence, "Look whether the publication changed.")

    def table_without_layout(self, table: Table, recipe: Recipe, heads: Sequence[Cell], figures: int) -> None:
        """Note that a document of a known series has a table that no layout fits."""
        headers = " | ".join(cell.text_clean for cell in heads)[:200] or "no header"
        evidence = f"{_called(table)}: {figures} figures under {headers}"
        self._note(
            "table_without_layout",
            table,
            evidence,
            f"Add a layout to the recipe of {recipe.series}.",
        )

    def not_understood(self, table: Table, choice: Choice, labels: Mapping[tuple[str, str], int]) -> None:
        """Note labels that stand over or beside figures and that the recipe does not know."""
        for (axis, label), figures in labels.items():
            if figures:
                evidence = f"{_named(choice)}: {axis} {label!r} with {figures} figures"
                self._note("label_not_understood", table, evidence, _TELL)

    def unplaced(self, table: Table, choice: Choice, labels: Iterable[Unplaced]) -> None:
        """Note labels that should be places."""
        for each in labels:
            candidates = f"; perhaps {', '.join(each.candidates)}" if each.candidates else ""
            state = f" in {each.state}" if each.state else ""
            evidence = f"{_named(choice)}: {each.label!r}{state}{candidates}"
            self._note(
                "place_not_matched",
                table,
                evidence,
                "Add a reviewed alias if it is one of them.",
            )

    def incomplete(self, table: Table, choice: Choice, without: Mapping[str, int]) -> None:
        """Note figures of which something is not told."""
        for what, figures in without.items():
            if figures:
                code, words = _MEANT[what]
                self._note(code, table, f"{_named(choice)}: {figures} figures, {words}", _TELL)

    def _note(self, code: str, table: Table, evidence: str, remedy: str) -> None:
        self._log.note(
            code, Severity.WARNING, evidence=evidence, remedy=remedy, page=table.page, address=table.table_id
        )


def _called(table: Table) -> str:
    return (table.caption or "a table without a caption")[:120]


def _named(choice: Choice) -> str:
    return f"{choice.recipe.series}/{choice.layout.name}"

"""Issues of the reading of lists of activated jurisdictions."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.issues import IssueLog
from extractors.records import Severity
from extractors.statistics.activations.lines import Line

_NAMED = 8


class Findings:
    """Says in issues what was not read of the lists of one document."""

    def __init__(self, log: IssueLog) -> None:
        self._log = log

    def of_line(self, line: Line) -> None:
        """Note what is not told of a jurisdiction."""
        printed = f"{line.name!r} of {line.state!r}"
        if line.match.place is None:
            names = ", ".join(each.name for each in line.match.candidates)
            evidence = f"activated jurisdictions: {printed}" + (f"; perhaps {names}" if names else "")
            self._note("place_not_matched", evidence, "Add a reviewed alias if it is one of them.", line.page)
        if line.date_printed is None:
            self._note(
                "activation_without_date", printed, "Look at the page for the date above it.", line.page
            )

    def counts_disagree(self, state: str, count: tuple[int, int], names: int, page: int | None) -> None:
        """Note that a state prints another number of active jurisdictions than names."""
        evidence = f"{state!r} prints {count[0]} of {count[1]}, and {names} names are listed"
        self._note("activation_counts_disagree", evidence, "Compare the list with its page.", page)

    def not_read(self, texts: Sequence[str], page: int | None) -> None:
        """Note what stands among the names of a list and is none by its form."""
        some = ", ".join(map(repr, texts[:_NAMED]))
        more = f" and {len(texts) - _NAMED} more" if len(texts) > _NAMED else ""
        self._note("activation_words_left", some + more, "Look whether a jurisdiction is among them.", page)

    def no_list(self, names: int, unknown: int, page: int | None) -> None:
        """Note that what looks like a list names hardly any place that is known."""
        evidence = f"{unknown} of {names} names under dates are no known places, and no state has a count"
        self._note("activation_list_not_read", evidence, "Look at the page; nothing was read of it.", page)

    def _note(self, code: str, evidence: str, remedy: str, page: int | None) -> None:
        self._log.note(code, Severity.WARNING, evidence=evidence, remedy=remedy, page=page)

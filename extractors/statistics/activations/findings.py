"""Issues of the reading of lists of activated jurisdictions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.records import Document, Issue, Severity, Stage, row_id
from extractors.statistics.activations.lines import Line

_NAMED = 8


class Findings:
    """Collects the issues of one document; ordinals go on from those that it has.

    Attributes:
        issues: those found so far.
    """

    def __init__(self, document: Document, before: Sequence[Issue]) -> None:
        self._document = document
        self._places: Counter[tuple[str, int | None]] = Counter((each.code, each.page) for each in before)
        self.issues: list[Issue] = []

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
        ordinal = self._places[code, page]
        self._places[code, page] += 1
        document = self._document
        self.issues.append(
            Issue(
                issue_id=row_id("iss", Stage.EXTRACT, code, document.payload_sha256, page, ordinal),
                stage=Stage.EXTRACT,
                code=code,
                severity=Severity.WARNING,
                address=document.original_url or f"sha256:{document.payload_sha256}",
                payload_sha256=document.payload_sha256,
                page=page,
                ordinal=ordinal,
                evidence=evidence[:500],
                remedy=remedy,
                specimen=document.specimen,
            )
        )

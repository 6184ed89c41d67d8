"""The issues of one payload, numbered so that no two of one code on one page have one id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.records import Document, Issue, Severity, Stage, row_id

MOST_EVIDENCE = 500
"""Characters of evidence that are kept."""


class IssueLog:
    """Collects issues of a payload.

    Args:
        payload_sha256: the payload.
        address: what they are about unless they say so: the address, where one is known.
        specimen: whether the payload is an example of ours.
        before: issues that the payload has already; the numbers go on from them.

    Attributes:
        issues: those that were noted here.
    """

    def __init__(
        self, payload_sha256: str, address: str | None, *, specimen: bool, before: Sequence[Issue] = ()
    ) -> None:
        self._payload_sha256 = payload_sha256
        self._address = address or f"sha256:{payload_sha256}"
        self._specimen = specimen
        self._numbers: Counter[tuple[str, int | None]] = Counter((each.code, each.page) for each in before)
        self.issues: list[Issue] = []

    @classmethod
    def after(cls, document: Document, before: Sequence[Issue]) -> IssueLog:
        """Go on with the issues of a document that has been read."""
        return cls(document.payload_sha256, document.original_url, specimen=document.specimen, before=before)

    def note(
        self,
        code: str,
        severity: Severity,
        *,
        evidence: str,
        remedy: str,
        page: int | None = None,
        address: str | None = None,
    ) -> None:
        """Note what was seen, and what a person can do about it."""
        ordinal = self._numbers[code, page]
        self._numbers[code, page] += 1
        self.issues.append(
            Issue(
                issue_id=row_id("iss", Stage.EXTRACT, code, self._payload_sha256, page, ordinal),
                stage=Stage.EXTRACT,
                code=code,
                severity=severity,
                address=address or self._address,
                payload_sha256=self._payload_sha256,
                page=page,
                ordinal=ordinal,
                evidence=evidence[:MOST_EVIDENCE],
                remedy=remedy,
                specimen=self._specimen,
            )
        )

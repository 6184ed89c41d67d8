"""What could not be read, or not as promised."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The stage of the line that found an issue."""

    COLLECT = "collect"
    INDEX = "index"
    EXTRACT = "extract"
    ASSEMBLE = "assemble"


class Severity(StrEnum):
    """How much of a document an issue costs: all of it, a part, or nothing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that could not be read, or not as promised; the finding, its evidence and the remedy.

    ``address`` is what it is about: an address, a file, or a table. ``ordinal`` tells apart issues that have
    the same code in one place.
    """

    issue_id: str
    stage: Stage
    code: str
    severity: Severity
    address: str
    payload_sha256: str | None
    page: int | None
    ordinal: int
    evidence: str
    remedy: str
    specimen: bool

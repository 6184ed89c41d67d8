"""What changed between captures: revisions and changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ChangeAction(StrEnum):
    """What became of a passage from one version of a document to the next. The list is closed."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    MOVED = "moved"


class ChangeNature(StrEnum):
    """What a change is worth: it may alter what is said, or how it is written, or only what stands around."""

    SUBSTANTIVE = "substantive"
    CLERICAL = "clerical"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Revision:
    """Two versions of one publication that follow each other: it changed between two captures.

    A version is a payload as it was captured without a break. A publication that goes back and forth between
    two payloads is revised each time.
    """

    revision_id: str
    publication_id: str
    ordinal: int
    before_document_id: str
    after_document_id: str
    before_capture_id: str
    after_capture_id: str
    before_last_captured_at: datetime
    after_first_captured_at: datetime
    n_substantive: int
    n_clerical: int
    n_noise: int
    specimen: bool


@dataclass(frozen=True, slots=True)
class PassageChange:
    """A passage that differs between two versions; its texts are those of the passages named.

    ``edits`` are those of :func:`extractors.history.wording.written`.
    """

    change_id: str
    revision_id: str
    ordinal: int
    action: ChangeAction
    nature: ChangeNature
    reason: str
    before_passage_id: str | None
    after_passage_id: str | None
    edits: tuple[str, ...]
    specimen: bool

"""Changes, and what can be done with them: put in order, applied, undone.

An unchanged passage is in no change, and unchanged passages keep their order; so changes and one version
give the other one exactly.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from extractors.history.wording import Edit
from extractors.records import ChangeAction, ChangeNature, PassageKind

NOTICE_ADDED = "archived notice added"
NOTICE_REMOVED = "archived notice removed"
_OPPOSITE_REASONS = {NOTICE_ADDED: NOTICE_REMOVED, NOTICE_REMOVED: NOTICE_ADDED}
_OPPOSITE_ACTIONS = {
    ChangeAction.ADDED: ChangeAction.REMOVED,
    ChangeAction.REMOVED: ChangeAction.ADDED,
    ChangeAction.REWORDED: ChangeAction.REWORDED,
    ChangeAction.MOVED: ChangeAction.MOVED,
}


class Piece(Protocol):
    """What must be known of a passage to compare it; :class:`extractors.records.Passage` is one."""

    @property
    def kind(self) -> PassageKind:
        """What part it plays."""

    @property
    def heading_path(self) -> tuple[str, ...]:
        """The headings above it, outermost first."""

    @property
    def text(self) -> str:
        """Its text."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one passage.

    Args:
        action: what was done.
        nature: what that is worth.
        reason: why it is taken to be worth that.
        before: its place in the former version, counted from 0; none if it was added.
        after: its place in the latter version; none if it was removed.
        former: the passage as it was.
        latter: the passage as it is.
        edits: what was done to its words, if it was reworded; none where only its kind or white space differ.
    """

    action: ChangeAction
    nature: ChangeNature
    reason: str
    before: int | None
    after: int | None
    former: Piece | None
    latter: Piece | None
    edits: tuple[Edit, ...] = ()

    @property
    def inverse(self) -> Change:
        """The change that undoes this one."""
        return replace(
            self,
            action=_OPPOSITE_ACTIONS[self.action],
            reason=_OPPOSITE_REASONS.get(self.reason, self.reason),
            before=self.after,
            after=self.before,
            former=self.latter,
            latter=self.former,
            edits=tuple(edit.inverse for edit in self.edits),
        )


def inverted(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Give the changes that lead back."""
    return in_order([change.inverse for change in changes])


def patched(former: Sequence[Piece], changes: Sequence[Change]) -> list[Piece]:
    """Give the latter version: the former one with what was changed taken out and put in.

    Passages that did not change are given as they stood; their headings may have changed.
    """
    gone = {change.before for change in changes if change.before is not None}
    come = {change.after: change.latter for change in changes if change.after is not None}
    kept = (piece for place, piece in enumerate(former) if place not in gone)
    found = (come.get(place) or next(kept) for place in range(len(former) - len(gone) + len(come)))
    return list(found)


def in_order(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Sort changes as a reader meets them; what was moved stands where it went.

    Between two passages that stay in place, reworded or not, first comes what went, then what came.
    """
    off = [change for change in changes if change.action is not ChangeAction.REWORDED]
    gone = sorted(change.before for change in off if change.before is not None)
    come = sorted(change.after for change in off if change.after is not None)

    def place(change: Change) -> tuple[int, int, int]:
        rank = 2 if change.action is ChangeAction.REWORDED else int(change.after is not None)
        if change.after is not None:
            return change.after - bisect_left(come, change.after), rank, change.after
        before = change.before or 0
        return before - bisect_left(gone, before), rank, before

    return tuple(sorted(changes, key=place))

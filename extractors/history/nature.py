"""What a change is worth, and why."""

from __future__ import annotations

from collections.abc import Collection

from extractors.history.changes import NOTICE_ADDED, NOTICE_REMOVED, Piece
from extractors.history.noise import says_archived, why_noise
from extractors.history.spelling import differing, masked, plain, without_dates
from extractors.records import ChangeNature, PassageKind

Verdict = tuple[ChangeNature, str]

NOT_COMPARED = "not compared with others: too much differs around it"


def of_one(piece: Piece, titles: Collection[str], *, added: bool, compared: bool) -> Verdict:
    """Judge a passage that was added or removed."""
    if says_archived(piece):
        return ChangeNature.SUBSTANTIVE, NOTICE_ADDED if added else NOTICE_REMOVED
    if noise := why_noise(piece, titles):
        return ChangeNature.NOISE, noise
    return ChangeNature.SUBSTANTIVE, piece_name(piece) if compared else NOT_COMPARED


def piece_name(piece: Piece) -> str:
    """Name what was added or removed."""
    return piece.kind.replace("_", " ")


def of_move(former: Piece, latter: Piece, titles: Collection[str]) -> Verdict:
    """Judge a passage that stands elsewhere: within its section that is a matter of order."""
    if noise := why_noise(former, titles) or why_noise(latter, titles):
        return ChangeNature.NOISE, noise
    if former.heading_path == latter.heading_path:
        return ChangeNature.CLERICAL, "order within the section"
    return ChangeNature.SUBSTANTIVE, "other section"


def of_rewording(former: Piece, latter: Piece, titles: Collection[str]) -> Verdict:
    """Judge a passage whose text or kind differs."""
    if former.text == latter.text:
        return ChangeNature.CLERICAL, f"kind: {' and '.join(sorted((former.kind, latter.kind)))}"
    if says_archived(former) != says_archived(latter):
        return ChangeNature.SUBSTANTIVE, NOTICE_ADDED if says_archived(latter) else NOTICE_REMOVED
    ours, theirs = why_noise(former, titles), why_noise(latter, titles)
    if ours and theirs:
        return ChangeNature.NOISE, min(ours, theirs)
    if plain(former.text) == plain(latter.text):
        return _spelled(former, latter)
    return ChangeNature.SUBSTANTIVE, _what(former.text, latter.text)


def _spelled(former: Piece, latter: Piece) -> Verdict:
    """Judge what is only written differently; in a table a full stop or a bracket may be a value."""
    ways = differing(former.text, latter.text)
    if PassageKind.TABLE in (former.kind, latter.kind) and "punctuation" in ways:
        return ChangeNature.SUBSTANTIVE, "signs in a table"
    return ChangeNature.CLERICAL, ", ".join(ways)


def _what(former: str, latter: str) -> str:
    if without_dates(former) == without_dates(latter):
        return "dates"
    return "figures" if masked(former) == masked(latter) else "words"

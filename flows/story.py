"""Histories in words: captures, and between versions what changed, like a diff."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime

import click

from extractors.records import ChangeAction, ChangeNature
from flows.releases.histories import History, Row

_CONTEXT = 6
"""Words that are shown before and behind what was reworded."""

_NATURES = (ChangeNature.SUBSTANTIVE, ChangeNature.CLERICAL, ChangeNature.NOISE)


def histories_json(histories: Sequence[History], citation: str) -> str:
    """Give histories as a JSON object, noise included."""
    record = {"release": citation, "publications": [asdict(history) for history in histories]}
    return json.dumps(record, ensure_ascii=False, indent=2, default=_iso)


def _iso(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def histories_text(histories: Sequence[History], *, noise: bool) -> str:
    """Tell histories to a person; in colours, which whoever prints takes out where there is no terminal.

    Args:
        histories: what is told.
        noise: whether changes that are noise are shown; they are always counted.
    """
    return "\n\n".join("\n".join(_lines(history, noise=noise)) for history in histories)


def _lines(history: History, *, noise: bool) -> Iterator[str]:
    revisions = {revision["after_capture_id"]: revision for revision in history.revisions}
    yield click.style(f"publication {history.publication_id}", bold=True)
    title = None
    for capture in history.captures:
        if revision := revisions.get(capture["capture_id"]):
            yield from _revision(revision, noise=noise)
        yield from _capture(capture)
        if capture["title"] != title:
            title = capture["title"]
            yield f"  {title or '(no title)'}"
    if any(capture["specimen"] for capture in history.captures):
        yield "SPECIMEN: an example written by the dhs-archive project, not a record"


def _capture(capture: Row) -> Iterator[str]:
    yield f"{capture['captured_at'].isoformat()}  {capture['document_id']}  {capture['original_url']}"
    if capture["archive_url"]:
        yield f"  {capture['archive_url']}"


def _revision(revision: Row, *, noise: bool) -> Iterator[str]:
    shown = [change for change in revision["changes"] if noise or change["nature"] != ChangeNature.NOISE]
    hidden = len(revision["changes"]) - len(shown)
    counts = ", ".join(f"{revision[f'n_{nature}']:,} {nature}" for nature in _NATURES)
    yield f"  changes: {counts}{' (hidden; --all shows it)' if hidden else ''}"
    yield from (f"  {_change(change)}" for change in shown)


def _change(change: Row) -> str:
    why = (
        "" if change["nature"] == ChangeNature.SUBSTANTIVE else f"  ({change['nature']}: {change['reason']})"
    )
    before, after = (_flat(change[side]) for side in ("before_text", "after_text"))
    match change["action"]:
        case ChangeAction.ADDED:
            return click.style(f"+ {after}", fg="green") + why
        case ChangeAction.REMOVED:
            return click.style(f"- {before}", fg="red") + why
        case ChangeAction.MOVED:
            return f"> {after}  ({change['nature']}: {change['reason']})"
    return f"~ {_reworded(before.split(), change['edits'])}" + (why or f"  ({change['reason']})")


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


def _reworded(words: Sequence[str], edits: Sequence[str]) -> str:
    """Write the words with what went in ``[-…-]`` and what came in ``{+…+}``, long stretches cut short."""
    parts: list[str] = []
    place = 0
    for edit in edits:
        sign, said = edit[0], edit[1:]
        if sign == "=":
            parts.append(_kept(words[place : place + int(said)], first=not parts, last=False))
            place += int(said)
        elif sign == "-":
            parts.append(click.style(f"[-{said}-]", fg="red"))
            place += len(said.split())
        else:
            parts.append(click.style(f"{{+{said}+}}", fg="green"))
    parts.append(_kept(words[place:], first=not parts, last=True))
    return " ".join(part for part in parts if part)


def _kept(words: Sequence[str], *, first: bool, last: bool) -> str:
    """Write words that were kept: those next to an edit, and all where few would be left out."""
    if first and last:  # there is no edit: only the kind or white space differs
        return _cut(words, head=2 * _CONTEXT, tail=0)
    return _cut(words, head=0 if first else _CONTEXT, tail=0 if last else _CONTEXT)


def _cut(words: Sequence[str], *, head: int, tail: int) -> str:
    if len(words) <= head + tail + 1:
        return " ".join(words)
    return " ".join([*words[:head], "…", *words[len(words) - tail :]])

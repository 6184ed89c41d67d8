"""The data changelog of a release: what changed since the one before, table by table and column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from flows.releases.changes import TableChange


def as_markdown(version: str, predecessor: str | None, changes: Sequence[TableChange]) -> str:
    """Write the changelog for people."""
    if predecessor is None:
        head = f"# Changes in {version}\n\nThe first release: every row is new.\n"
    else:
        head = (
            f"# Changes in {version}\n\nAgainst {predecessor}, rows told apart by the key of their table.\n"
        )
    lines = [
        "",
        "| table | rows before | rows now | added | removed | changed | columns that changed |",
        "|---|---:|---:|---:|---:|---:|---|",
        *(
            f"| {c.table} | {c.before:,} | {c.after:,} | {c.added:,} | {c.removed:,} | {c.changed:,} "
            f"| {columns_of(c)} |"
            for c in changes
        ),
    ]
    return head + "\n".join(lines) + "\n"


def columns_of(change: TableChange) -> str:
    """Say in how many rows each column changed, most first, and which columns came or went."""
    most = sorted(change.columns.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(
        [
            *(f"{name} {count:,}" for name, count in most),
            *(f"+{name}" for name in change.columns_added),
            *(f"-{name}" for name in change.columns_removed),
        ]
    )


def as_records(changes: Sequence[TableChange]) -> list[Mapping[str, object]]:
    """Give the changes as plain records, for JSON."""
    return [asdict(change) for change in changes]

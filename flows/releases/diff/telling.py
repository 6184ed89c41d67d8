"""A difference in words for people, in JSON for programs, and as a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click
from jinja2 import Environment, PackageLoader

from flows.releases.changelog import columns_of
from flows.releases.changes import RowChange
from flows.releases.diff.differences import Difference, TableDifference

_LONGEST = 60


def as_text(difference: Difference) -> str:
    """Tell what differs, table by table, with the first rows; equal tables are counted."""
    head = f"{difference.before} → {difference.after}"
    if not difference.any:
        return f"{head}: equal"
    equal = sum(not each.change.any for each in difference.tables)
    lines = [head, *_tables(difference)]
    if equal:
        lines.append(f"{equal} tables are equal")
    return "\n".join(lines)


def _tables(difference: Difference) -> Iterator[str]:
    for sign, colour, names in (
        ("+", "green", difference.tables_added),
        ("-", "red", difference.tables_removed),
    ):
        for name in names:
            yield click.style(f"{sign} table {name}", fg=colour)
    for each in difference.tables:
        if each.change.any:
            yield from _table(each)


def _table(each: TableDifference) -> Iterator[str]:
    change = each.change
    yield click.style(change.table, bold=True) + (
        f": {change.before:,} → {change.after:,} rows, {change.added:,} added, {change.removed:,} removed, "
        f"{change.changed:,} changed"
    )
    if columns := columns_of(change):
        yield f"  columns: {columns}"
    for row in each.rows:
        yield from _row(row)
    shown, differing = len(each.rows), change.added + change.removed + change.changed
    if shown < differing:
        yield f"  … and {differing - shown:,} more"


def _row(row: RowChange) -> Iterator[str]:
    name = short(" ".join(str(value) for value in row.key.values()))
    if row.before is None:
        yield click.style(f"  + {name}", fg="green")
    elif row.after is None:
        yield click.style(f"  - {name}", fg="red")
    else:
        yield f"  ~ {name}"
        for column in row.columns:
            yield f"      {column}: {short(row.before[column])} → {short(row.after[column])}"


def short(value: object) -> str:
    """Give a value on one line, cut where it is long; nothing is a dash."""
    if value is None:
        return "-"
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def as_json(difference: Difference) -> str:
    """Give one object: the two releases, whether they are equal, and each table."""
    return json.dumps(as_record(difference), indent=2, ensure_ascii=False, default=_plain)


def as_record(difference: Difference) -> dict[str, Any]:
    """Give a difference as plain values."""
    return {
        "before": difference.before,
        "after": difference.after,
        "equal": not difference.any,
        "tables_added": difference.tables_added,
        "tables_removed": difference.tables_removed,
        "tables": [_record(each) for each in difference.tables],
    }


def _record(each: TableDifference) -> dict[str, Any]:
    change = each.change
    return {
        "table": change.table,
        "equal": not change.any,
        "rows_before": change.before,
        "rows_after": change.after,
        "added": change.added,
        "removed": change.removed,
        "changed": change.changed,
        "columns": dict(change.columns),
        "columns_added": change.columns_added,
        "columns_removed": change.columns_removed,
        "examples": [
            {"key": row.key, "before": row.before, "after": row.after, "differ": row.columns}
            for row in each.rows
        ],
    }


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def as_html(difference: Difference) -> str:
    """Give a page that needs nothing beside it; whatever stands in the data is text in it."""
    pages = Environment(loader=PackageLoader("flows.releases", "diff"), autoescape=True)
    pages.filters |= {"short": short, "columns": columns_of}
    return pages.get_template("difference.html.jinja").render(difference=difference)

"""What commands print: results in words for people, and in JSON for programs."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.dataset as ds

from flows.errors import ReleaseNotFound
from flows.releases.manifest import Manifest, read_manifest
from flows.releases.versions import Step, released
from flows.settings import DataRoot

if TYPE_CHECKING:
    from flows.collect import CollectReport
    from flows.errands import Holding
    from flows.publish import Outcome

_LEFT_SHOWN = 10


def as_text(outcome: Outcome) -> str:
    """Say what was built: tables and rows, checks, where it is, and what to try next."""
    manifest = outcome.manifest
    passed = Counter(result.table for result in outcome.results if result.success)
    rows = [[name, f"{facts.rows:,}", f"{passed[name]:,}"] for name, facts in manifest.tables.items()]
    news = "unchanged, so there is no new release" if outcome.step is Step.NONE else f"{outcome.step} release"
    warnings = manifest.checks["warnings"]
    checks = f"{manifest.checks['passed']} checks passed, {warnings} warning{'' if warnings == 1 else 's'}"
    return "\n".join(
        [
            *aligned(["table", "rows", "checks passed"], rows),
            "",
            *_failed(outcome),
            f"{checks}; {news}: {manifest.citation}",
            str(outcome.path),
            "",
            "Try next:",
            *(f"  {line}" for line in _next_steps(outcome.path)),
        ]
    )


def _failed(outcome: Outcome) -> Iterator[str]:
    """Give the checks that failed and let the release pass, each with the command that shows a row."""
    from flows.evidence.failures import show_command

    root = DataRoot(outcome.path.parent.parent)
    for result in outcome.results:
        if not result.success:
            yield result.message
            yield from (f"  {show_command(row, root, staged=False)}" for row in result.rows[:1])


def _next_steps(release: Path) -> list[str]:
    """Give three commands that work as they stand, from where the user is."""
    called = Path(sys.argv[0])
    here = called.parent if called.name == "dhs-archive" else Path(sys.executable).parent
    place = "" if shutil.which("dhs-archive") == str(here / "dhs-archive") else f"{shlex.quote(str(here))}/"
    root = f"--data-root {shlex.quote(str(release.parent.parent))}"
    ids = [
        *_first(release / "cells.parquet", "cell_id"),
        *_first(release / "documents.parquet", "document_id"),
    ]
    table = f"{release}/passages.parquet"
    return [
        f"{place}dhs-archive releases {root}",
        *(f"{place}dhs-archive show {identifier} {root}" for identifier in ids[:1]),
        f"{place}python -c \"import pandas; print(pandas.read_parquet('{table}')[['kind', 'text']])\"",
    ]


def _first(table: Path, column: str) -> list[str]:
    found: list[str] = ds.dataset(table).head(1, columns=[column])[column].to_pylist()
    return found


def collected_text(report: CollectReport, *, dry: bool = False, named: bool = False) -> str:
    """Say what a collection brought, or in a dry run what it would take, and what is left."""
    counts = f"{report.listed:,} listed, {report.already_held:,} held already"
    asked = sum(int(str(host["requests"])) for host in report.hosts)
    left = len(report.left)
    done = (
        f"{left:,} to fetch: {left:,} requests after the {asked:,} just made"
        if dry
        else f"{report.fetched:,} fetched"
    )
    return "\n".join(
        [
            f"{report.archive}: {counts}, {done}" if named else f"{counts}, {done}",
            *(f"sealed  {path}" for path in report.sealed),
            *(f"{finding.code}  {finding.address}: {finding.evidence}" for finding in report.findings),
            *([] if dry else _what_is_left(report)),
        ]
    )


def _what_is_left(report: CollectReport) -> list[str]:
    if not report.left and not report.unasked:
        return []
    more = len(report.left) - _LEFT_SHOWN
    return [
        f"{len(report.left):,} captures are left to fetch; work/runs lists them",
        *(f"left  {timestamp} {url}" for _, url, timestamp in report.left[:_LEFT_SHOWN]),
        *([f"left  and {more:,} more"] if more > 0 else []),
        *(f"not asked for  {pattern}" for pattern in report.unasked),
    ]


def checked_text(told: Sequence[tuple[str, str]]) -> str:
    """Say what each archive answered to one question."""
    return "\n".join(f"{archive}  {said}" for archive, said in told)


def sources_text(holdings: Sequence[Holding]) -> str:
    """List series in a table."""
    rows = [
        [
            each.series.name,
            each.series.title,
            f"{sum(1 for held in each.captures.values() if held)} of {len(each.captures)}",
            f"{sum(each.captures.values()):,}",
            each.latest or "none",
        ]
        for each in holdings
    ]
    head = ["series", "title", "addresses held", "captures held", "latest"]
    unverified = [f"unverified  {address}" for each in holdings for address in each.series.unverified]
    return "\n".join([*aligned(head, rows), *unverified])


def sources_json(holdings: Sequence[Holding]) -> str:
    """List series as JSON."""
    rows = [
        {**asdict(each.series), "held": each.captures, "latest_capture": each.latest} for each in holdings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2, default=_iso)


def releases_text(root: DataRoot) -> str:
    """List releases in a table."""
    rows = [
        [m.version, m.captured_until or "unknown", m.collection, _rows(m), m.citation]
        for m in _manifests(root)
    ]
    return "\n".join(aligned(["version", "captured until", "collection", "rows", "cite as"], rows))


def releases_json(root: DataRoot) -> str:
    """List releases as JSON: their manifests."""
    return "[" + ",\n".join(manifest.as_json().rstrip() for manifest in _manifests(root)) + "]"


def _manifests(root: DataRoot) -> list[Manifest]:
    versions = released(root.releases)
    if not versions:
        raise ReleaseNotFound(f"{root.path} holds no release.", "Build one with: dhs-archive rebuild.")
    return [read_manifest(root.releases / version) for version in versions]


def _rows(manifest: Manifest) -> str:
    return f"{sum(facts.rows for facts in manifest.tables.values()):,}"


def _iso(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def aligned(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay out rows below a head, columns of numbers to the right."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    right = [all(row[i].replace(",", "").isdigit() for row in rows) for i in range(len(head))]
    return [
        "  ".join(
            cell.rjust(width) if is_right else cell.ljust(width)
            for cell, width, is_right in zip(row, widths, right, strict=True)
        ).rstrip()
        for row in [head, *rows]
    ]

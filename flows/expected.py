"""What a series may be expected to have, learned from the last release, and what falls clearly short of it.

An index that lists fewer captures than it once did has lost them, keeps them closed, or was not read to its
end. None of that stops a run, and all of it looks like a night with nothing new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from flows.archives.protocol import Finding
from flows.completeness import declared, of_series
from flows.duck import connect, view_files
from flows.errors import ReleaseNotFound
from flows.releases.reader import open_release
from flows.settings import DataRoot

CLEARLY_FEWER = 0.05
"""Share of what was there before by which there may be less before a person must look."""

_LISTED = """
    SELECT coalesce(sum(listed), 0)::BIGINT FROM completeness WHERE series = $series AND archive = $archive
"""

_KEPT = f"""
    SELECT s.series, count(DISTINCT c.capture_id), count(DISTINCT d.document_id)
    FROM captures c
    JOIN series_patterns s ON {of_series("c.url_key")}
    LEFT JOIN documents d USING (payload_sha256)
    GROUP BY s.series ORDER BY s.series
"""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Something of a series of which there is clearly less than before.

    Args:
        series: the name of the series.
        what: what is counted.
        before: how many there were in the last release.
        now: how many there are.
    """

    series: str
    what: str
    before: int
    now: int

    def __str__(self) -> str:
        return f"{self.series}: {self.now:,} {self.what}, where the last release has {self.before:,}"

    def as_finding(self) -> Finding:
        """Write as what an archive did not give as promised."""
        return Finding(
            "fewer_listed",
            f"urn:dhs-archive:series:{self.series}",
            str(self),
            "Ask again with --dry-run, and see whether the archive has closed them; what is held stays.",
        )


def fewer_listed(root: DataRoot, series: str, *, archive: str, listed: int) -> Shortfall | None:
    """Tell whether an index lists clearly fewer captures of a series than it has in the last release.

    Args:
        root: whose last release tells what to expect; without one nothing is expected.
        series: the name of the series.
        archive: the name of the archive whose index was asked for all of it.
        listed: captures that it listed now.
    """
    try:
        release = open_release(root.path)
    except ReleaseNotFound:
        return None
    if "completeness" not in release:
        return None
    with connect(root.work / "expected") as connection:
        view_files(connection, {"completeness": [release.files["completeness"]]})
        row = connection.execute(_LISTED, {"series": series, "archive": archive}).fetchone()
    return _short(series, f"captures listed by {archive}", before=int(row[0]) if row else 0, now=listed)


def fewer_kept(root: DataRoot, before: Mapping[str, Path], now: Mapping[str, Path]) -> list[Shortfall]:
    """Give the series of which a release holds clearly fewer captures or documents than one before it.

    Args:
        root: where DuckDB spills.
        before: the files of the earlier release by table.
        now: those of the later one.
    """
    was, kept = _kept(root, before), _kept(root, now)
    found = [
        _short(series, what, before=count, now=kept.get((series, what), 0))
        for (series, what), count in was.items()
    ]
    return [short for short in found if short]


def as_rows(found: list[Shortfall]) -> list[dict[str, object]]:
    """Give what falls short as rows for the log of a run."""
    return [asdict(each) for each in found]


def _kept(root: DataRoot, files: Mapping[str, Path]) -> dict[tuple[str, str], int]:
    with connect(root.work / "expected") as connection:
        view_files(connection, {table: [files[table]] for table in ("captures", "documents")})
        connection.register("series_patterns", declared())
        rows = connection.execute(_KEPT).fetchall()
    return {
        (series, what): count
        for series, *counts in rows
        for what, count in zip(("captures held", "documents"), counts, strict=True)
    }


def _short(series: str, what: str, *, before: int, now: int) -> Shortfall | None:
    return Shortfall(series, what, before, now) if before - now > CLEARLY_FEWER * before else None

"""Small releases of a made-up series, put beside each other as the assemble stage does."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import duckdb

from extractors.records import Basis, Counts, PlaceRole, Statistic, StatisticKind, row_id
from flows.assemble import PREPARATIONS, QUERIES
from flows.fragments import to_arrow
from flows.series.findings import SERIES_FINDINGS

SERIES = "secure-communities"
MARCH, JUNE, JULY = date(2011, 3, 31), date(2011, 6, 30), date(2011, 7, 31)

Rows = list[tuple]


@dataclass(frozen=True)
class Release:
    """A document with its figures."""

    name: str
    figures: tuple[Statistic, ...]
    released: date | None = None
    captured: int = 1
    specimen: bool = True

    @property
    def document_id(self) -> str:
        return row_id("doc", self.name)

    def statistics(self) -> Iterator[Statistic]:
        for place, figure in enumerate(self.figures):
            yield replace(
                figure,
                statistic_id=row_id("stt", self.name, place),
                document_id=self.document_id,
                table_id=row_id("tbl", self.name),
                specimen=self.specimen,
            )


def figure(value: float | None = 1, through: date | None = JUNE, **other: object) -> Statistic:
    """Give a cumulative figure of Sample County; any column can be said otherwise."""
    kind = (
        StatisticKind.SUPPRESSED if value is None else StatisticKind.NUMBER if value else StatisticKind.ZERO
    )
    made = Statistic(
        statistic_id="",
        document_id="",
        payload_sha256="0" * 64,
        table_id="",
        cell_id="",
        series=SERIES,
        layout="by-jurisdiction",
        measure="removed",
        counts=Counts.EVENTS,
        unit="removals and returns",
        level=None,
        category=(),
        category_place_id=None,
        place_id="ZZ-sample-county",
        place_printed="Sample County",
        place_role=PlaceRole.LOCATION,
        period_start=None,
        period_end=through,
        period_printed=None,
        basis=Basis.CUMULATIVE,
        data_as_of=None,
        value=value,
        kind=kind,
        printed="D" if value is None else f"{value:,}",
        qualifier=None,
        note_marks=(),
        is_total=False,
        adds_up=None,
        definition_version=None,
        specimen=True,
    )
    return replace(made, **other)


@dataclass
class Laid:
    """The tables that follow from some releases."""

    connection: duckdb.DuckDBPyConnection
    names: dict[str, str] = field(default_factory=dict)

    def rows(self, query: str) -> Rows:
        """Query the tables by name, ids of releases and statistics said as name and number."""
        found = self.connection.execute(query).fetchall()
        return [
            tuple(self.names.get(each, each) if isinstance(each, str) else each for each in r) for r in found
        ]

    def findings(self) -> Rows:
        """Give code and evidence of each finding."""
        return self.rows(f"SELECT code, evidence FROM ({SERIES_FINDINGS}) ORDER BY ALL")


@contextlib.contextmanager
def laid(*releases: Release) -> Iterator[Laid]:
    """Lay releases side by side."""
    with duckdb.connect() as connection:
        _documents(connection, releases)
        figures = [figure for release in releases for figure in release.statistics()]
        connection.register("extracted_statistics", to_arrow("statistics", figures))
        for table in ("series_releases", "statistics", "disagreements", "statistic_changes"):
            if prepare := PREPARATIONS.get(table):
                prepare(connection, None)  # type: ignore[arg-type]
            connection.execute(f"CREATE TABLE {table} AS {QUERIES[table]}")
        yield Laid(connection, _names(connection, releases))


def _documents(connection: duckdb.DuckDBPyConnection, releases: Sequence[Release]) -> None:
    connection.execute("""
        CREATE TABLE documents (document_id VARCHAR, publication_id VARCHAR, payload_sha256 VARCHAR,
            original_url VARCHAR, published_on DATE, published_on_source VARCHAR, modified_on DATE,
            modified_on_source VARCHAR, first_captured_at TIMESTAMPTZ, specimen BOOLEAN);
        CREATE TABLE tables (table_id VARCHAR, page BIGINT, ordinal BIGINT);
    """)
    for each in releases:
        connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, 'printed', NULL, NULL, ?, ?)",
            [each.document_id, row_id("pub", each.name), "0" * 64, f"http://{each.name}", each.released,
             f"2011-01-{each.captured:02}T00:00:00Z", each.specimen],
        )  # fmt: skip
        connection.execute("INSERT INTO tables VALUES (?, 1, 0)", [row_id("tbl", each.name)])


def _names(connection: duckdb.DuckDBPyConnection, releases: Sequence[Release]) -> dict[str, str]:
    names = {each.document_id: each.name for each in releases}
    for release, document in connection.execute(
        "SELECT release_id, document_id FROM series_releases"
    ).fetchall():
        names[release] = names[document]
    for each in releases:
        names |= {row.statistic_id: f"{each.name} {n}" for n, row in enumerate(each.statistics())}
    return names

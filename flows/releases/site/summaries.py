"""The pages that speak of the release as a whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from expectations.contract import TableContract
from expectations.tables import CONTRACTS
from flows.releases.accuracy import accuracy_of
from flows.releases.descriptors import about
from flows.releases.reader import Release
from flows.releases.site.rendering import Renderer, from_markdown, said
from flows.releases.site.rows import rows

_COUNTED = ("documents", "captures", "passages", "tables", "cells", "statistics", "provisions", "contacts")
_LONGEST = 90

_BY_YEAR = """
    SELECT coalesce(year(first_captured_at)::VARCHAR, 'not known') AS name, count(*) AS n
    FROM documents GROUP BY 1 ORDER BY 1
"""
_BY_COMPONENT = """
    SELECT coalesce(component, 'not known') AS name, count(*) AS n FROM documents
    GROUP BY 1 ORDER BY n DESC, 1
"""
_BY_FORM = "SELECT media_type AS name, count(*) AS n FROM documents GROUP BY 1 ORDER BY n DESC, 1"

_ISSUES = """
    SELECT code, severity, stage, count(*) AS n, any_value(evidence ORDER BY issue_id) AS evidence,
        any_value(remedy ORDER BY issue_id) AS remedy
    FROM issues GROUP BY ALL ORDER BY n DESC, code
"""
_COVERAGE = """
    SELECT era, component, pages, with_title, with_published, with_main_text, by_general_extractor
    FROM template_coverage ORDER BY pages DESC, era, component
"""
_QUALITIES = "SELECT quality, count(*) AS n FROM captures GROUP BY 1 ORDER BY n DESC, 1"
_COMPLETENESS = """
    SELECT status, count(*) AS n, sum(listed)::BIGINT AS listed, sum(held)::BIGINT AS held
    FROM completeness GROUP BY 1 ORDER BY n DESC, 1
"""
_CHECKS = """
    SELECT "table", count(*) FILTER (WHERE success) AS passed, count(*) FILTER (WHERE NOT success) AS warnings
    FROM checks GROUP BY 1 ORDER BY 1
"""
_EXAMPLE = 'SELECT cell_id FROM cells WHERE "value" IS NOT NULL ORDER BY cell_id LIMIT 1'


def write_summaries(renderer: Renderer, release: Release, connection: duckdb.DuckDBPyConnection) -> None:
    """Write overview, search, dictionary, review, quality, changes, and how to cite."""
    _overview(renderer, release, connection)
    renderer.page("search.html", "search")
    tables = [_described(CONTRACTS[name], release, connection) for name in release if name in CONTRACTS]
    renderer.page("dictionary.html", "dictionary", tables=tables)
    renderer.page("review.html", "review", reviews=_reviews(release.path))
    _quality(renderer, release, connection)
    changes = (release.path / "CHANGES.md").read_text(encoding="utf-8")
    renderer.page("changes.html", "words", heading="Changes", html=from_markdown(changes))
    _cite(renderer, release, connection)


def _overview(renderer: Renderer, release: Release, connection: duckdb.DuckDBPyConnection) -> None:
    counts = [(name, release.manifest.tables[name].rows) for name in _COUNTED if name in release]
    renderer.page(
        "index.html",
        "overview",
        about=about.description(release.manifest),
        counts=counts,
        by_year=_lines(connection, _BY_YEAR),
        by_component=_lines(connection, _BY_COMPONENT),
        by_form=_lines(connection, _BY_FORM),
    )


def _quality(renderer: Renderer, release: Release, connection: duckdb.DuckDBPyConnection) -> None:
    checks = release.manifest.checks
    measured_on, accuracy = accuracy_of(release.path)
    renderer.page(
        "quality.html",
        "quality",
        passed=checks["passed"],
        warnings=checks["warnings"],
        measured_on=measured_on,
        accuracy=[(each.kind, each.measure, each.value, each.size, each.corpus) for each in accuracy],
        issues=_lines(connection, _ISSUES),
        coverage=_lines(connection, _COVERAGE),
        qualities=_lines(connection, _QUALITIES),
        completeness=_lines(connection, _COMPLETENESS),
        checks=_lines(connection, _CHECKS),
    )


def _cite(renderer: Renderer, release: Release, connection: duckdb.DuckDBPyConnection) -> None:
    example = connection.execute(_EXAMPLE).fetchall()
    renderer.page(
        "cite.html",
        "cite",
        citation=about.cite(release.manifest),
        example=example[0][0] if example else "cel-…",
        files=list(release.manifest.tables.values()),
    )


def _lines(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def _described(
    contract: TableContract, release: Release, connection: duckdb.DuckDBPyConnection
) -> dict[str, Any]:
    """Describe a table, with the values of its first row that has the most."""
    first = rows(connection, f'FROM "{contract.name}" LIMIT 50')
    columns = [
        (
            name,
            _type(contract.schema.field(name)),
            contract.columns[name].unit,
            contract.columns[name].description,
            next((_short(row[name]) for row in first if row.get(name) not in (None, [], "")), ""),
        )
        for name in contract.schema.names
    ]
    return {
        "name": contract.name,
        "description": contract.description,
        "caveats": contract.caveats,
        "key": contract.key,
        "rows": release.manifest.tables[contract.name].rows,
        "columns": columns,
    }


def _type(field: pa.Field) -> str:
    return f"{field.type}{'' if field.nullable else ', never empty'}"


def _short(value: object) -> str:
    text = " ".join(said(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _reviews(release: Path) -> list[dict[str, str]]:
    """Give the pages of the statistical review, their pictures one folder down."""
    found = []
    for path in sorted((release / "reviews").glob("*.md")):
        text = re.sub(r"(!\[[^\]]*\]\()", r"\1reviews/", path.read_text(encoding="utf-8"))
        found.append({"name": path.stem, "html": from_markdown(text, heading=1)})
    return found

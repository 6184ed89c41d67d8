"""What Datasette shows of a release."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from expectations.tables import CONTRACTS
from flows.releases.exports.command import To, Wanted, export
from flows.releases.exports.explore import DATABASE, describe, explore
from flows.settings import DataRoot
from tests.flows.releases.exports.conftest import FORMULA


@pytest.fixture(scope="module")
def served(release, tmp_path_factory) -> Datasette:
    path = tmp_path_factory.mktemp("served") / f"{DATABASE}.sqlite"
    export(Wanted(release, To.SQLITE, path))
    return Datasette(immutables=[str(path)], metadata=describe(release))


def asked(served: Datasette, address: str) -> Any:
    answer = asyncio.run(served.client.get(f"/{DATABASE}{address}"))
    assert answer.status_code == 200, answer.text
    return answer


def test_every_table_is_shown_with_its_description_and_facets(release, served) -> None:
    for table in release:
        told = asked(served, f"/{table}.json?_size=1").json()
        assert told["filtered_table_rows_count"] == release[table].count_rows()
    assert CONTRACTS["passages"].columns["text"].description in asked(served, "/passages").text
    assert {"kind", "specimen"} <= set(asked(served, "/passages.json").json()["facet_results"])


def test_texts_are_searched_and_never_run(served) -> None:
    (found,) = asked(served, "/passages.json?_search=evil.invalid&_shape=array").json()
    assert found["text"] == FORMULA
    (found,) = asked(served, "/words_in_passages.json?words=hyperlinks+AND+evil&_shape=array").json()
    assert found["archived_page"].startswith("http")
    assert "=HYPERLINK(&#34;http" in asked(served, "/passages?_search=evil.invalid").text


def test_views_and_queries_answer(served) -> None:
    for name in ("evidence_of_cells", "evidence_of_statistics"):
        assert asked(served, f"/{name}.json?_shape=array").json()
    assert asked(served, "/confirmed_outliers.json?_shape=array").json() == []


def test_the_database_is_made_once_and_served_on_this_machine_alone(data_root, release, monkeypatch) -> None:
    commands: list[list[str]] = []

    class Ended:
        returncode = 0

    def run(command: list[str], **_: object) -> Ended:
        commands.append(command)
        return Ended()

    monkeypatch.setattr("subprocess.run", run)
    root = DataRoot(data_root)
    assert explore(release, root, port=8010, browser=False) == 0
    database = Path(commands[0][commands[0].index("--immutable") + 1])
    made = database.stat().st_mtime_ns
    assert explore(release, root, port=8010, browser=True) == 0
    assert database.stat().st_mtime_ns == made
    assert commands[0][commands[0].index("--host") + 1] == "127.0.0.1"
    assert "--open" in commands[1]
    assert "--open" not in commands[0]

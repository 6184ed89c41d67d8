"""The line without Prefect, for tests of what flows through it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from flows.archives.collections import Collection, open_collection
from flows.assemble import Tables, assemble_tables, plan
from flows.extract import Extracted, extract_shards, index_collection
from flows.publish import publish_release
from flows.releases.reader import Release, open_release
from flows.settings import DataRoot, RunSettings
from flows.shards import ShardAddress
from flows.validate import validate_tables


def silent(_: int) -> None:
    """Show nothing."""


@dataclass(frozen=True)
class Line:
    collection: Collection
    indexes: list[Path]
    shards: list[ShardAddress]
    extracted: Extracted
    tables: Tables

    def rows(self, query: str) -> list[tuple]:
        """Query the tables by name."""
        with duckdb.connect() as connection:
            for name, path in self.tables.files.items():
                connection.execute(f"CREATE VIEW {name} AS FROM '{path}'")
            return connection.execute(query).fetchall()


def run_line(paths: Sequence[Path], root: Path, *, workers: int = 1) -> Line:
    """Index, extract and assemble."""
    settings = RunSettings(DataRoot(root), workers=workers)
    collection = open_collection(list(paths), settings.root)
    indexes = index_collection(collection, settings, silent)
    shards = plan(collection, indexes, settings)
    extracted = extract_shards(shards, settings, silent)
    tables = assemble_tables(indexes, extracted.fragments, extracted.quarantined, settings.root, silent)
    return Line(collection, indexes, shards, extracted, tables)


def release_of(data_root: Path) -> Release:
    """Build and publish what a data root holds, or the specimens, as ``dhs-archive rebuild`` does."""
    made, root = run_line([], data_root), DataRoot(data_root)
    results = validate_tables(made.tables, root)
    publish_release(made.tables, results, collection=made.collection, settings=RunSettings(root))
    return open_release(data_root)

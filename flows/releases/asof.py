"""The documents of a release as they stood at an instant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from flows.duck import connect, view_files
from flows.errors import InstantNotUnderstood
from flows.lineage import define_sightings

_STOOD = """
    SELECT DISTINCT document_id FROM (
        SELECT publication_id, arg_max(document_id, (captured_at, capture_id)) AS document_id
        FROM sightings WHERE captured_at <= $until GROUP BY publication_id
    )
    ORDER BY document_id
"""


class AsOf(Mapping[str, ds.Dataset]):
    """Tables of a release with the rows of those documents alone that stood at an instant.

    Of each publication that is the last version captured at or before the instant. Whether the publication
    was still online, or had changed since that capture, nobody knows. There are the tables whose rows stem
    from documents, and ``captures`` up to the instant; each is read only where it is asked for.

    Args:
        files: the Parquet file of each table of the release.
        until: the instant.
    """

    def __init__(self, files: Mapping[str, Path], until: datetime) -> None:
        self.until = until
        self._files = {name: path for name, path in files.items() if _stems_from_documents(path)}
        self._captures = files["captures"]
        self._documents = files["documents"]

    @cached_property
    def document_ids(self) -> pa.Array:
        """The documents that stood then, sorted."""
        with TemporaryDirectory() as folder, connect(Path(folder)) as connection:
            view_files(connection, {"captures": [self._captures], "documents": [self._documents]})
            define_sightings(connection)
            found = connection.execute(_STOOD, {"until": self.until}).fetchall()
        return pa.array([document_id for (document_id,) in found], pa.string())

    def __getitem__(self, table: str) -> ds.Dataset:
        if table == "captures":
            whole = ds.dataset(self._captures, format="parquet")
            return whole.filter(pc.field("captured_at") <= pa.scalar(self.until, pa.timestamp("us", "UTC")))
        whole = ds.dataset(self._files[table], format="parquet")
        return whole.filter(pc.field("document_id").isin(self.document_ids))

    def __iter__(self) -> Iterator[str]:
        yield "captures"
        yield from self._files

    def __len__(self) -> int:
        return 1 + len(self._files)

    def __repr__(self) -> str:
        return f"<{len(self)} tables as of {self.until.isoformat()}>"


def _stems_from_documents(path: Path) -> bool:
    return "document_id" in ds.dataset(path, format="parquet").schema.names


def end_of(when: str | date | datetime) -> datetime:
    """Give the last instant of what a date names, in UTC.

    Args:
        when: an instant, which in UTC is itself unless it says otherwise, or a day, which is taken whole; as
            text in the form of ISO 8601, such as ``2012-06-30`` or ``2012-06-30T12:00:00Z``.

    Raises:
        InstantNotUnderstood: the text is neither.
    """
    if isinstance(when, str):
        when = _read(when)
    if isinstance(when, datetime):
        return when if when.tzinfo else when.replace(tzinfo=UTC)
    return datetime.combine(when, time.max, UTC)


def _read(text: str) -> date | datetime:
    for kind in (date, datetime):
        try:
            return kind.fromisoformat(text.strip())
        except ValueError:
            continue
    raise InstantNotUnderstood(f"{text!r} is no date.", "Write it as 2012-06-30 or 2012-06-30T12:00:00Z.")

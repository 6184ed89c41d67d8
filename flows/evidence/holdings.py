"""The bytes behind a release: payloads by digest, out of the vault or wherever its WARC files lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from flows.archives.payloads import read_body
from flows.archives.record import PayloadTooLarge
from flows.archives.records import TornWarc, read_record
from flows.errors import PayloadNotHeld
from flows.releases.lookup import Row
from flows.releases.reader import Tables
from flows.sample import specimen_archive


@dataclass(frozen=True, slots=True)
class Holdings:
    """WARC files in which payloads are looked for.

    Args:
        paths: files, or folders of them; what does not exist holds nothing. The archive of specimens that
            is shipped with the program is always looked in.
    """

    paths: tuple[Path, ...]

    def payload(self, tables: Tables, sha256: str) -> bytes:
        """Give a payload; it is the one that was read, since its digest is compared.

        Raises:
            PayloadNotHeld: no file here holds it.
        """
        locations = _locations(tables, sha256)
        for row in locations:
            for path in self._named(row["warc_file"]):
                if (payload := _read(path, row["record_offset"], sha256)) is not None:
                    return payload
        files = ", ".join(sorted({row["warc_file"] for row in locations})) or "a file that nothing names"
        raise PayloadNotHeld(
            f"The picture needs the archived file {sha256[:12]}…, which lies in {files}, and "
            f"{', '.join(map(str, self.paths))} does not hold that as it was read.",
            "Name the WARC file, or the folder of WARC files, that the release was built from with --vault.",
        )

    def _named(self, name: str) -> Iterator[Path]:
        """Give the files that may have a name in the dataset: in their folder, or by themselves."""
        for path in (*self.paths, specimen_archive()):
            if path.is_dir():
                yield from (each for each in [path / name] if each.is_file())
            elif path.is_file() and path.name == Path(name).name:
                yield path


def _locations(tables: Tables, sha256: str) -> list[Row]:
    """Give where the bytes of a payload lie; a revisit has none of its own."""
    bodies = (pc.field("payload_sha256") == sha256) & ~pc.field("is_revisit")
    captures = tables["captures"].to_table(columns=["capture_id"], filter=bodies)["capture_id"]
    wanted = pc.field("capture_id").isin(captures.combine_chunks().cast(pa.string()))
    rows: list[Row] = tables["capture_locations"].to_table(filter=wanted).to_pylist()
    return sorted(rows, key=lambda row: (row["warc_file"], row["record_offset"]))


def _read(path: Path, offset: int, sha256: str) -> bytes | None:
    try:
        body = read_body(read_record(path, offset))
    except (TornWarc, PayloadTooLarge, OSError):
        return None
    return body.payload if body.sha256 == sha256 else None

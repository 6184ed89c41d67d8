"""What a vault holds, read by way of its index as a release reads it."""

from __future__ import annotations

from flows.archives.index import index_warc
from flows.archives.warcs import warc_files
from flows.settings import DataRoot


def held_in(root: DataRoot) -> set[tuple[str, str, str | None]]:
    """Give address, timestamp and SHA-256 of the payload of each capture."""
    files = warc_files([root.vault]) if root.vault.is_dir() else []
    return {
        (each.original_url, f"{each.captured_at:%Y%m%d%H%M%S}", each.payload_sha256)
        for path in files
        for each in index_warc(path, name=path.name).captures
    }

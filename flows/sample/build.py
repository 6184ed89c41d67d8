"""Writes the specimen archive: ``python -m flows.sample.build``.

It needs reportlab and Pillow, which are tools of development; whoever only reads the specimens does not. The
same sources give the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import BytesIO

from flows.archives.writing import WarcFile
from flows.sample import specimen_archive
from flows.sample.addresses import NOTICE
from flows.sample.holdings import Specimen, specimens
from flows.sample.paper import WRITTEN

__all__ = ["archive", "main", "specimens"]


def archive(specimens: Sequence[Specimen]) -> bytes:
    """Give the WARC file of specimens."""
    stream = BytesIO()
    warc = WarcFile(stream)
    warc.info(
        [
            ("software", "dhs-archive flows.sample.build"),
            ("format", "WARC File Format 1.1"),
            ("description", NOTICE),
        ],
        date=WRITTEN,
    )
    for specimen in specimens:
        _write(specimen, warc)
    return stream.getvalue()


def _write(specimen: Specimen, warc: WarcFile) -> None:
    if specimen.repeats:
        warc.revisit(
            specimen.url,
            captured_at=specimen.captured_at,
            repeats=specimen.repeats,
            status=specimen.status,
            reason=specimen.reason,
            headers=specimen.headers(),
            body=specimen.body,
        )
        return
    warc.response(
        specimen.url,
        captured_at=specimen.captured_at,
        status=specimen.status,
        reason=specimen.reason,
        headers=specimen.headers(),
        body=specimen.body,
    )


def main() -> None:
    """Write the archive where the package keeps it."""
    path = specimen_archive()
    path.write_bytes(archive(specimens()))
    sys.stdout.write(f"{path}: {path.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()

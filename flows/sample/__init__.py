"""The specimen archive: documents of our own making in one WARC file, shipped with the package.

They let anybody build a small dataset without a network. What each of them is, and what in it is real, stands
in the ``README.md`` of this folder.
"""

from __future__ import annotations

from pathlib import Path


def specimen_archive() -> Path:
    """Give the WARC file of the specimens; ``python -m flows.sample.build`` writes it anew."""
    return Path(__file__).with_name("specimens.warc.gz")

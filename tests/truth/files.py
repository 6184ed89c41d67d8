"""The files of the truth and the documents that they belong to, beside the checkout."""

from __future__ import annotations

import csv
from functools import lru_cache

from extractors.records import CaptureContext, Extraction
from extractors.registry import extract
from tests.conftest import REPOSITORY

CORPUS = REPOSITORY.parent / "shared" / "corpus"


def truth(name: str) -> list[dict[str, str]]:
    """Read a file of the truth, such as ``overstay/us_overstay_2018_tourist_visa.csv``."""
    with (CORPUS / "truth" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def extraction(document: str) -> Extraction:
    """Read a PDF of the corpus. The last one is kept: several files of truth speak of one document."""
    payload = (CORPUS / "pdf" / document).read_bytes()
    return extract(payload, CaptureContext(url=None, content_type="application/pdf"))

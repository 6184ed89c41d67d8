"""A release in the words of schema.org, as search engines for datasets read them.

The vocabulary stands in the document itself, so that nothing need be fetched to read it.
"""

from __future__ import annotations

from typing import Any

from expectations.tables import CONTRACTS
from flows.releases.descriptors import about
from flows.releases.manifest import Manifest, TableFacts


def as_json(manifest: Manifest) -> str:
    """Write the description as JSON-LD: the dataset, its tables as downloads."""
    return about.written(
        {
            "@context": {"@vocab": "https://schema.org/"},
            "@type": "Dataset",
            "name": about.title(manifest),
            "description": about.description(manifest),
            "identifier": manifest.citation,
            "version": manifest.version,
            "dateModified": manifest.captured_until,
            "license": about.LICENSE,
            "isAccessibleForFree": True,
            "keywords": list(about.KEYWORDS),
            "citation": about.cite(manifest),
            "distribution": [_download(name, facts) for name, facts in manifest.tables.items()],
        }
    )


def _download(name: str, facts: TableFacts) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": name,
        "description": about.of_table(CONTRACTS[name]),
        "contentUrl": facts.file,
        "encodingFormat": about.PARQUET,
        "contentSize": f"{facts.bytes} B",
        "sha256": facts.sha256,
    }

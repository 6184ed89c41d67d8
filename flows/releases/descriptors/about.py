"""What all descriptors say of the dataset as a whole."""

from __future__ import annotations

import json
from typing import Any

from expectations.contract import TableContract
from flows.releases.manifest import Manifest

TITLE = "Archived publications of the US Department of Homeland Security"
LICENSE_NAME = "CC0-1.0"
LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"
KEYWORDS = ("Department of Homeland Security", "immigration enforcement", "web archives", "public policy")
PARQUET = "application/vnd.apache.parquet"

_RECORDS = (
    "Web pages and PDFs that the US Department of Homeland Security and its agencies have published, read "
    "from web archives: documents, passages of policy, links, tables, cells and statistics, each with the "
    "address of the archived capture that it was read from."
)
_SPECIMENS = (
    " This release holds specimens: documents that the project wrote itself to try its programs. Their rows "
    "have specimen = true, and none of them is a record of any agency."
)


def description(manifest: Manifest) -> str:
    """Say what the dataset is, and that it holds specimens if it does."""
    return _RECORDS + (_SPECIMENS if manifest.specimen else "")


def title(manifest: Manifest) -> str:
    """Give the title; one with specimens says so."""
    return f"SPECIMEN: {TITLE}" if manifest.specimen else TITLE


def of_table(contract: TableContract) -> str:
    """Say what a row of a table is, and what one may get wrong in using it."""
    return " ".join([contract.description, *contract.caveats])


def cite(manifest: Manifest) -> str:
    """Give how the dataset is cited as a whole: title, version and content digest."""
    return f"{title(manifest)} (dhs-archive), version {manifest.citation}."


def written(record: dict[str, Any]) -> str:
    """Write a descriptor, keys in the order given; what is ``None`` is left out."""
    held = {name: value for name, value in record.items() if value is not None}
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"

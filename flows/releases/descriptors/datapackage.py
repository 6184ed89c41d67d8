"""A Data Package of a release, so that Frictionless and its kin can load and validate it.

Source of the format: Data Package, version 2 (datapackage.org), with Table Schema for the columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from expectations.contract import TableContract, field_types
from expectations.tables import CONTRACTS
from flows.releases.descriptors import about
from flows.releases.manifest import DATASET, Manifest, TableFacts

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_TYPES = {
    pa.string(): "string",
    pa.int64(): "integer",
    pa.float64(): "number",
    pa.bool_(): "boolean",
    pa.date32(): "date",
    pa.timestamp("us", tz="UTC"): "datetime",
}


@dataclass(frozen=True, slots=True)
class Form:
    """How the files of a package hold their rows.

    Args:
        name: what the format is called.
        media_type: the media type of a file.
        missing: texts that stand for nothing.
        mark: a sign that may stand before a text.
        note: what else one must know to read them, a sentence.
    """

    name: str
    media_type: str
    missing: tuple[str, ...] = ()
    mark: str = ""
    note: str = ""


PARQUET = Form("parquet", about.PARQUET)


def as_json(manifest: Manifest, form: Form = PARQUET) -> str:
    """Write the Data Package: a resource a table, with its schema, keys, references and digest.

    Args:
        manifest: what the release is, and the files that are described.
        form: how these hold their rows.
    """
    return about.written(
        {
            "$schema": _PROFILE,
            "name": DATASET,
            "id": manifest.citation,
            "title": about.title(manifest),
            "description": " ".join(filter(None, [about.description(manifest), form.note])),
            "version": manifest.version,
            "created": manifest.captured_until and f"{manifest.captured_until}T00:00:00Z",
            "keywords": list(about.KEYWORDS),
            "licenses": [{"name": about.LICENSE_NAME, "path": about.LICENSE}],
            "resources": [_resource(CONTRACTS[name], facts, form) for name, facts in manifest.tables.items()],
        }
    )


def _resource(contract: TableContract, facts: TableFacts, form: Form) -> dict[str, Any]:
    return {
        "name": contract.name,
        "type": "table",
        "path": facts.file,
        "format": form.name,
        "mediatype": form.media_type,
        "description": about.of_table(contract),
        "hash": f"sha256:{facts.sha256}",
        "schema": {
            "fields": [_field(contract, name, form) for name in contract.schema.names],
            "missingValues": list(form.missing),
            "primaryKey": list(contract.key),
            "foreignKeys": _foreign_keys(contract),
        },
    }


def _field(contract: TableContract, name: str, form: Form) -> dict[str, Any]:
    kind = contract.schema.field(name).type
    field: dict[str, Any] = {"name": name, "description": contract.columns[name].description}
    if pa.types.is_list(kind):
        return {**field, "type": "array", "arrayItem": {"type": _TYPES[kind.value_type]}}
    return {**field, "type": _TYPES[kind], "constraints": _constraints(contract, name, form)}


def _constraints(contract: TableContract, name: str, form: Form) -> dict[str, Any]:
    """Give what every value must hold; of a check that only warns there is none.

    Where an empty text stands for nothing, a text that may be empty cannot be required.
    """
    column, (kind, nullable) = contract.columns[name], field_types(contract.record)[name]
    nullable = nullable or (kind is str and column.pattern is None and "" in form.missing)
    found = {
        "required": not nullable or None,
        "enum": contract.choices(name),
        "pattern": f"{form.mark}?({column.pattern})" if column.pattern and form.mark else column.pattern,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    return {key: value for key, value in found.items() if value is not None}


def _foreign_keys(contract: TableContract) -> list[dict[str, Any]]:
    return [
        {
            "fields": [reference.column],
            "reference": {"resource": reference.table, "fields": [reference.target]},
        }
        for reference in contract.references
        if not pa.types.is_list(contract.schema.field(reference.column).type)
    ]

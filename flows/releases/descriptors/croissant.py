"""A release in Croissant, so that machine learning tools can load its tables as record sets.

Source of the format: Croissant 1.0 of MLCommons (docs.mlcommons.org/croissant).
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from expectations.contract import TableContract
from expectations.tables import CONTRACTS
from flows.releases.descriptors import about
from flows.releases.manifest import DATASET, Manifest, TableFacts

_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataBiases": "cr:dataBiases",
    "dataCollection": "cr:dataCollection",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "personalSensitiveInformation": "cr:personalSensitiveInformation",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}

_TYPES = {
    pa.string(): "sc:Text",
    pa.int64(): "sc:Integer",
    pa.float64(): "sc:Float",
    pa.bool_(): "sc:Boolean",
    pa.date32(): "sc:Date",
    pa.timestamp("us", tz="UTC"): "sc:Date",
}


def as_json(manifest: Manifest) -> str:
    """Write the Croissant description: a file object and a record set a table."""
    return about.written(
        {
            "@context": _CONTEXT,
            "@type": "sc:Dataset",
            "conformsTo": "http://mlcommons.org/croissant/1.0",
            "name": DATASET,
            "description": about.description(manifest),
            "license": about.LICENSE,
            "version": manifest.version,
            "datePublished": manifest.captured_until,
            "citeAs": about.cite(manifest),
            "keywords": list(about.KEYWORDS),
            "distribution": [_file(name, facts) for name, facts in manifest.tables.items()],
            "recordSet": [_record_set(CONTRACTS[name]) for name in manifest.tables],
        }
    )


def _file(name: str, facts: TableFacts) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": facts.file,
        "name": facts.file,
        "description": f"Table {name}, {facts.rows} rows.",
        "contentUrl": facts.file,
        "contentSize": f"{facts.bytes} B",
        "encodingFormat": "application/x-parquet",
        "sha256": facts.sha256,
    }


def _record_set(contract: TableContract) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": contract.name,
        "name": contract.name,
        "description": about.of_table(contract),
        "key": [{"@id": f"{contract.name}/{column}"} for column in contract.key],
        "field": [_field(contract, name) for name in contract.schema.names],
    }


def _field(contract: TableContract, name: str) -> dict[str, Any]:
    kind = contract.schema.field(name).type
    many = pa.types.is_list(kind)
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{contract.name}/{name}",
        "name": name,
        "description": contract.columns[name].description,
        "dataType": _TYPES[kind.value_type if many else kind],
        "source": {"fileObject": {"@id": f"{contract.name}.parquet"}, "extract": {"column": name}},
    }
    return {**field, "repeated": True} if many else field

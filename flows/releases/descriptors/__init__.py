"""What describes a release to other programs, each derived from its manifest and from the declarations."""

from __future__ import annotations

from collections.abc import Mapping

from flows.releases.descriptors import croissant, datapackage, schema_org
from flows.releases.manifest import Manifest

_WRITERS = {
    "croissant.json": croissant.as_json,
    "dataset.jsonld": schema_org.as_json,
    "datapackage.json": datapackage.as_json,
}


def descriptors(manifest: Manifest) -> Mapping[str, str]:
    """Give the text of each descriptor by the name of its file; they do not look at ``manifest.files``."""
    return {name: write(manifest) for name, write in _WRITERS.items()}

"""The places that figures are about, as tables: the same in every dataset, whatever was captured."""

from __future__ import annotations

import duckdb

from flows.fragments import to_arrow
from flows.sources.places import gazetteer

JURISDICTIONS = "SELECT * FROM known_places"
"""The rows of ``jurisdictions``, once :func:`know_places` has been called."""

JURISDICTION_NAMES = "SELECT * FROM known_names"
"""The rows of ``jurisdiction_names``."""


def know_places(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the places of the gazetteer and their names known."""
    places = gazetteer()
    connection.register("known_places", to_arrow("jurisdictions", places.places))
    connection.register("known_names", to_arrow("jurisdiction_names", places.names))

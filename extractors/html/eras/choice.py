"""Which era a page is of."""

from __future__ import annotations

from extractors.html.eras import (
    dhs_drupal7,
    dhs_teamsite,
    dhs_uswds,
    drupal7,
    ice_uswds,
    uscis_portal,
    uswds,
)
from extractors.html.eras.era import Era, Signs

ERAS: tuple[Era, ...] = (
    ice_uswds.ERA,
    dhs_uswds.ERA,
    dhs_drupal7.ERA,
    dhs_teamsite.ERA,
    uscis_portal.ERA,
    uswds.ERA,
    drupal7.ERA,
)
"""All eras: those of one site first, its newest template before older ones, since addresses outlive them."""


def era_of(signs: Signs) -> Era | None:
    """Give the first era that claims a page; ``None`` for a template that is not known."""
    return next((era for era in ERAS if era.claims(signs)), None)

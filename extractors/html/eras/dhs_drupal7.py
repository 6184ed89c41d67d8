"""dhs.gov from August 2012 to about 2020: Drupal 7 in the OpenPublic distribution."""

from __future__ import annotations

from dataclasses import replace

from extractors.html.eras import drupal7
from extractors.html.eras.era import Era
from extractors.html.selectors import Selectors

ERA = Era(
    name="dhs_drupal7",
    hosts=(".dhs.gov",),
    phrases=(*drupal7.ERA.phrases, "Last Published Date"),
    elements=drupal7.ERA.elements,
    marks=replace(
        drupal7.MARKS,
        banners=drupal7.MARKS.banners | Selectors("#gov-banner", ".gov-banner", "#block-dhs-us-flag"),
    ),
)
"""It prints "Last Published Date: July 18, 2013" below each text."""

"""ice.gov since about 2018: Drupal 8 to 11 in the U.S. Web Design System, and its themes for features."""

from __future__ import annotations

from dataclasses import replace

from extractors.html.eras import uswds
from extractors.html.eras.era import Era
from extractors.html.selectors import Selectors

ERA = Era(
    name="ice_uswds",
    hosts=(".ice.gov",),
    phrases=(
        "uswds-iced8-gov-theme",
        "uswds_iced8_gov_theme",
        "iced11-brochure-theme",
        "iced11_brochure_theme",
    ),
    elements=uswds.ERA.elements,
    marks=replace(
        uswds.MARKS,
        rails=uswds.MARKS.rails
        | Selectors(
            ".nr-related-articles-container",
            ".field--name-field-extra-content",
            ".view-newsroom-youtube-videos",
        ),
        quotes=uswds.MARKS.quotes | Selectors(".featured-pulled-right", ".featured-pulled-left"),
        inner_boilerplate=uswds.MARKS.inner_boilerplate
        | Selectors(".views-field-field-youtube-video-length"),
    ),
)
"""Its releases have the classes ``nr-…``; archived ones lie under an alert in ``archive-header-item``."""

"""dhs.gov since about 2020: Drupal 8 and later, profile ``dhsd8_gov``, in the U.S. Web Design System."""

from __future__ import annotations

from dataclasses import replace

from extractors.html.eras import uswds
from extractors.html.eras.era import Era
from extractors.html.selectors import Selectors

ERA = Era(
    name="dhs_uswds",
    hosts=(".dhs.gov",),
    phrases=("/profiles/dhsd8_gov/", "dhs_uswds_subtheme"),
    elements=uswds.ERA.elements,
    marks=replace(
        uswds.MARKS,
        notices=uswds.MARKS.notices
        | Selectors(".archived-content", ".archive-banner", ".block-archive-notice"),
    ),
)
"""An archived page says "In an effort to keep DHS.gov current, the archive contains outdated information"."""

"""Sites in the U.S. Web Design System, most of them on Drupal 8 to 11: ``main`` is the page."""

from __future__ import annotations

from dataclasses import replace

from extractors.html.eras.era import Era
from extractors.html.marks import GENERAL
from extractors.html.selectors import Selectors

MARKS = replace(
    GENERAL,
    main=(*GENERAL.main, Selectors(".main-content"), Selectors("#main-content", "#content", "#main")),
    title=GENERAL.title | Selectors(".uswds-page-title", ".block-page-title-block"),
    rails=GENERAL.rails | Selectors(".usa-layout-docs__sidenav", ".layout-sidebar", ".usa-sidenav"),
    inner_boilerplate=GENERAL.inner_boilerplate
    | Selectors(".block-addtoany", ".block-local-tasks-block", ".feed-icons", ".usa-identifier"),
)

ERA = Era(
    name="uswds",
    elements=Selectors(".usa-banner", ".usa-header", ".usa-footer"),
    marks=MARKS,
)
"""A page of any site, told by the banner, header or footer of the system."""

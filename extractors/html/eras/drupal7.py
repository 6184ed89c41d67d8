"""Sites on Drupal 7, with the regions, blocks and fields that its own templates name."""

from __future__ import annotations

from dataclasses import replace

from extractors.html.eras.era import Era
from extractors.html.marks import GENERAL
from extractors.html.selectors import Selectors

MARKS = replace(
    GENERAL,
    main=(
        *GENERAL.main,
        Selectors(".region-content", "#region-content"),
        Selectors("#content", "#main-content", "#content-area", ".main-content"),
        Selectors("#block-system-main", ".node"),
        Selectors(".field-name-body"),
    ),
    title=GENERAL.title | Selectors(".node-title"),
    rails=GENERAL.rails
    | Selectors(
        "#region-sidebar-first", "#region-sidebar-second", ".sidebar", ".block-menu", ".block-menu-block"
    ),
    inner_navigation=GENERAL.inner_navigation | Selectors(".links", ".action-links"),
)

ERA = Era(
    name="drupal7",
    phrases=('content="Drupal 7', "/sites/all/themes/", "/sites/all/modules/", "Drupal.settings"),
    elements=Selectors(
        ".field-name-body", ".field-type-text-with-summary", ".region-content", "#block-system-main"
    ),
    marks=MARKS,
)
"""A page of any site, told by its fields and regions."""

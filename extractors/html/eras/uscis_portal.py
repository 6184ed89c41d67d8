"""uscis.gov from 2006 to 2013: a Vignette portal, tables in tables, three columns with ids."""

from __future__ import annotations

from dataclasses import replace

from extractors.html.eras.era import Era
from extractors.html.marks import GENERAL
from extractors.html.selectors import Selectors

ERA = Era(
    name="uscis_portal",
    hosts=(".uscis.gov",),
    phrases=("/vgn-ext-templating/", "vgnextoid=", "/USCIS/styles/"),
    paths=("/portal/site/uscis",),
    elements=Selectors("#midCol", "#midColContent", "#leftCol", "#rightColSub"),
    marks=replace(
        GENERAL,
        main=(
            Selectors("#midColContent"),
            Selectors("#midCol"),
            Selectors("#mainContent"),
            Selectors("#content"),
        ),
        rails=GENERAL.rails | Selectors("#rightColSub", "#rightCol"),
        boilerplate=GENERAL.boilerplate | Selectors("#ticker-wrapper"),
        inner_boilerplate=GENERAL.inner_boilerplate
        | Selectors("#slideshow-nav", "#button-nav", "#printLink", ".printerFriendly", ".invisible"),
    ),
)
"""It prints "Last updated:07/16/2012" below each text."""

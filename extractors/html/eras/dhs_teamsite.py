"""dhs.gov from 2003 to August 2012: static pages that TeamSite wrote, laid out with tables."""

from __future__ import annotations

from dataclasses import replace

from extractors.html.eras.era import Era
from extractors.html.marks import GENERAL
from extractors.html.selectors import Selectors

ERA = Era(
    name="dhs_teamsite",
    hosts=(".dhs.gov",),
    paths=(
        ".shtm",
        ".shtml",
        "/xabout/",
        "/xlibrary/",
        "/xnews/",
        "/xoig/",
        "/xfrstresp/",
        "/ynews/",
        "/dhspublic/",
        "/interweb/",
        "/files/",
    ),
    phrases=("/xlibrary/css/", "/xlibrary/js/", "/ximgtn/", "/dhspublic/interweb/"),
    marks=replace(
        GENERAL,
        main=(
            *GENERAL.main,
            Selectors("#mainContent", "#maincontent", "#main_content", "#main-content"),
            Selectors("#content", "#contentColumn", "#bodyContent", "#centerColumn", "#center", "#middle"),
            Selectors(".content", ".maincontent", ".mainContent", ".bodytext"),
        ),
        navigation=GENERAL.navigation
        | Selectors("#leftNavigation", "#left", "#leftColumn", "#nav", "#topnav", "#globalnav", "#utility"),
        rails=GENERAL.rails | Selectors("#right", "#rightColumn", "#rightNav", "#rightnav", "#sidebar"),
        breadcrumbs=GENERAL.breadcrumbs | Selectors("#crumbs", ".crumbs", "#bread"),
    ),
)
"""The addresses tell it: ``/xabout/…``, ``/ynews/releases/pr_1281457837494.shtm`` (Unix milliseconds)."""

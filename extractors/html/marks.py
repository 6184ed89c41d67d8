"""How the sites mark the parts of their pages: all selectors and fixed words, as data.

An era of a site that marks its parts otherwise is another :class:`SiteMarks`, made with
:func:`dataclasses.replace`; the code that reads pages names no class and no id.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.html.selectors import Selectors


@dataclass(frozen=True, slots=True)
class SiteMarks:
    """The marks by which the parts of a page are told.

    Args:
        main: what holds the main content, the surest mark first.
        navigation: menus and links to skip them, outside the main content.
        inner_navigation: menus within the main content, whose links belong to the page.
        breadcrumbs: the path to the page.
        boilerplate: headers, footers and widgets, outside the main content.
        inner_boilerplate: widgets within the main content.
        banners: statements of who owns the site, read as one notice.
        notices: alerts and archive banners, read block by block.
        hidden: what a browser does not show.
        boilerplate_words: whole passages that are boilerplate wherever they stand, in lower case.
        banner_words: beginnings of passages that are notices wherever they stand, in lower case.
        archived_words: words of a banner that say that a page is kept only as a record, in lower case.
        archived_prefixes: what is put before the title of such a page.
        site_names: what is put before or behind a title to name the site.
    """

    main: tuple[Selectors, ...]
    navigation: Selectors
    inner_navigation: Selectors
    breadcrumbs: Selectors
    boilerplate: Selectors
    inner_boilerplate: Selectors
    banners: Selectors
    notices: Selectors
    hidden: Selectors
    boilerplate_words: frozenset[str]
    banner_words: tuple[str, ...]
    archived_words: tuple[str, ...]
    archived_prefixes: tuple[str, ...]
    site_names: frozenset[str]


_WIDGETS = (
    ".share-icons",
    ".a2a_kit",
    ".addthis_toolbox",
    ".service-links",
    ".sharethis-wrapper",
    ".back-to-top",
    ".usa-footer__return-to-top",
    "#print",
    ".print_html",
    "#wm-ipp-base",
    "#wm-ipp",
    "#donato",
)

GENERAL = SiteMarks(
    main=(
        Selectors("main"),
        Selectors("[role=main]"),
        Selectors("#mainContent", "#main-content", "#maincontent"),
        Selectors("#midCol", ".region-content", ".main-content"),
        Selectors("#block-system-main", "article"),
        Selectors("#content", "#content-area", ".field-name-body"),
    ),
    navigation=Selectors(
        "nav",
        "[role=navigation]",
        ".usa-nav",
        ".skip-content",
        ".skip-link",
        ".usa-skipnav",
        "#skipLink",
        "#skip-link",
        "#topNav",
        "#headNav",
        "#leftCol",
        "#main-menu",
        "#secondary-menu",
        "#navigation",
        ".region-navigation",
        ".region-sidebar-first",
        ".off-canvas-wrapper",
    ),
    inner_navigation=Selectors("nav", "[role=navigation]", ".pager", ".book-navigation"),
    breadcrumbs=Selectors(
        ".breadcrumb",
        ".breadcrumbs",
        ".usa-breadcrumb",
        "#breadcrumb",
        "#breadCrumb",
        "#breadcrumbs",
        "[aria-label=Breadcrumb]",
        "[aria-label=Breadcrumbs]",
        "[aria-label=breadcrumb]",
    ),
    boilerplate=Selectors(
        "header",
        "footer",
        "[role=banner]",
        "[role=contentinfo]",
        "[role=search]",
        "#header",
        "#footer",
        "#pageHead",
        "#page-header",
        "#page-footer",
        "#site-name",
        "#logo",
        ".region-header",
        ".region-footer",
        ".usa-footer",
        "#search_form",
        ".search-form",
        *_WIDGETS,
    ),
    inner_boilerplate=Selectors("[role=search]", *_WIDGETS),
    banners=Selectors(".usa-banner", ".official-banner", ".us-banner", "#us-flag", ".usa-gov-banner"),
    notices=Selectors("[role=alert]", ".usa-alert", ".archive-header-item", ".messages", ".alert"),
    hidden=Selectors(
        "script",
        "style",
        "template",
        "noscript",
        "noframes",
        "iframe",
        "object",
        "svg",
        "audio",
        "video",
        "canvas",
        "datalist",
        "head",
        "title",
        "[type=hidden]",
    ),
    boilerplate_words=frozenset(
        {
            "back to top",
            "return to top",
            "top of page",
            "skip to main content",
            "skip to content",
            "skip navigation",
            "printer friendly",
            "printer-friendly version",
            "print this page",
            "print",
            "share this page",
            "share",
            "email this page",
            "share / email",
        }
    ),
    banner_words=(
        "us flag signifying that this is a united states federal government website",
        "an official website of the united states government",
        "official website of the department of homeland security",
        "official website of the u.s. department of homeland security",
        "here's how you know",
        "here\u2019s how you know",
    ),
    archived_words=(
        "archived content",
        "the archive contains outdated information",
        "the archive contains content from a previous administration",
        "this page is archived",
        "this content is archived",
        "this page has been archived",
    ),
    archived_prefixes=("Archived:", "ARCHIVED:", "[Archived]"),
    site_names=frozenset(
        {
            "ice",
            "ice.gov",
            "dhs",
            "dhs.gov",
            "uscis",
            "uscis.gov",
            "cbp",
            "cbp.gov",
            "homeland security",
            "department of homeland security",
            "u.s. department of homeland security",
            "u.s. immigration and customs enforcement",
            "u.s. citizenship and immigration services",
            "u.s. customs and border protection",
        }
    ),
)
"""Marks seen on dhs.gov, ice.gov and uscis.gov from 2003 on; they do not contradict each other."""

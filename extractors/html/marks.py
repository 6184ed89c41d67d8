"""How the sites mark the parts of their pages: all selectors and fixed words, as data.

The code that reads pages names no class and no id. What holds on every page is :data:`GENERAL`; an era of a
site that marks its parts otherwise is another :class:`SiteMarks`, made of it with :func:`dataclasses.replace`
in a module of :mod:`extractors.html.eras`.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.html.selectors import Selectors

LONGEST_LABEL = 80
"""Characters; longer passages are sentences, whatever they begin with."""


@dataclass(frozen=True, slots=True)
class SiteMarks:
    """The marks by which the parts of a page are told.

    Args:
        main: what holds the main content, the surest mark first.
        title: headings that belong to the page though they stand outside the main content.
        navigation: menus and links to skip them, outside the main content.
        inner_navigation: menus and pagers within the main content, whose links belong to the page.
        rails: columns and boxes of related links beside or below the text; their links are kept.
        insets: boxes set into the text, which are a part of it though their role is that of a rail.
        breadcrumbs: the path to the page.
        boilerplate: headers, footers and widgets, outside the main content.
        inner_boilerplate: widgets within the main content.
        filters: forms that search or sort a list.
        banners: statements of who owns the site, read as one notice.
        notices: alerts and archive banners, read block by block.
        quotes: sentences of the text set large, or quoted.
        captions: words below pictures.
        accordions: parts of the text that open and close.
        questions: buttons that open such a part; they are its headings.
        contents: parts of the text that are shown when a reader asks for them.
        replay: what an archive puts on a page that it replays.
        unheard: words for screen readers, which stand in no line that is seen.
        hidden: what a browser does not show.
        boilerplate_words: whole passages that are boilerplate wherever they stand, in lower case.
        boilerplate_beginnings: beginnings of short passages that are, but for sentences, in lower case.
        menu_words: entries of which a line of a menu has several, in lower case.
        banner_words: beginnings of passages that are notices wherever they stand, in lower case.
        archived_words: words of a banner that say that a page is kept only as a record, in lower case.
        site_names: what is put before or behind a title to name the site.
    """

    main: tuple[Selectors, ...]
    title: Selectors
    navigation: Selectors
    inner_navigation: Selectors
    rails: Selectors
    insets: Selectors
    breadcrumbs: Selectors
    boilerplate: Selectors
    inner_boilerplate: Selectors
    filters: Selectors
    banners: Selectors
    notices: Selectors
    quotes: Selectors
    captions: Selectors
    accordions: Selectors
    questions: Selectors
    contents: Selectors
    replay: Selectors
    unheard: Selectors
    hidden: Selectors
    boilerplate_words: frozenset[str]
    boilerplate_beginnings: tuple[str, ...]
    menu_words: frozenset[str]
    banner_words: tuple[str, ...]
    archived_words: tuple[str, ...]
    site_names: frozenset[str]

    def is_boilerplate(self, text: str) -> bool:
        """Tell whether the words of a passage are boilerplate wherever they stand."""
        words = text.lower().strip(" ^»\u203a>|[]")
        if words in self.boilerplate_words:
            return True
        if len(words) > LONGEST_LABEL:
            return False
        entries = [each.strip() for each in words.split("|")]
        known = sum(each in self.menu_words for each in entries)
        is_label = words.startswith(self.boilerplate_beginnings) and not words.endswith(".")
        return is_label or (known > 1 and 2 * known >= len(entries))


_REPLAY = ("#wm-ipp-base", "#wm-ipp", "#wm-ipp-print", "#donato", "#_wb_frame_top_banner")

_WIDGETS = (
    ".share-*",
    ".rrssb*",
    ".social",
    ".social-icons",
    ".social-links",
    ".social-media",
    ".social-media-share",
    ".social-share",
    ".follow-us",
    ".feed-icon",
    ".dataTables_filter",
    ".dataTables_info",
    ".dataTables_length",
    ".dataTables_paginate",
    ".vjs-*",
    ".a2a_kit",
    ".addtoany",
    ".addtoany_list",
    ".addthis_toolbox",
    ".service-links",
    ".sharethis-wrapper",
    ".rotator-buttons",
    ".slick__arrow",
    ".slick-dots",
    ".carousel-control",
    ".carousel-indicators",
    ".back-to-top",
    ".usa-footer__return-to-top",
    ".tabs--primary",
    ".block-addtoany",
    ".block-share",
    ".subscribe",
    ".subscribe-block",
    ".newsletter-signup",
    ".govdelivery",
    ".page-feedback",
    ".feedback-block",
    ".was-this-helpful",
    ".rate-widget",
    ".fivestar-widget",
    ".usa-identifier",
    ".usa-modal",
    "dialog",
    ".contextual-links-wrapper",
    "#print",
    ".print_html",
    ".print-link",
    *_REPLAY,
)

_PAGERS = (
    ".pager",
    ".pager__items",
    ".pagination",
    ".usa-pagination",
    ".item-list-pager",
    ".book-navigation",
    ".usa-in-page-nav",
    ".usa-sidenav",
    ".usa-layout-docs__sidenav",
    ".usa-breadcrumb",
    ".view-pager",
    ".attachment-glossary",
    ".skip-link",
    ".skip-content",
    ".visually-hidden-focusable",
)

GENERAL = SiteMarks(
    main=(Selectors("main"), Selectors("[role=main]")),
    title=Selectors("#page-title", ".page-title", ".page-header__title"),
    navigation=Selectors(
        "nav",
        "[role=navigation]",
        ".usa-nav",
        ".skip-content",
        ".skip-link",
        ".visually-hidden-focusable",
        ".usa-skipnav",
        "#skipLink",
        "#skip-link",
        "#topNav",
        "#headNav",
        "#leftCol",
        "#main-menu",
        "#secondary-menu",
        "#navigation",
        "#leftnav",
        "#leftNav",
        ".region-navigation",
        ".region-sidebar-first",
        ".sidebar-first",
        ".layout-sidebar-first",
        ".off-canvas-wrapper",
    ),
    inner_navigation=Selectors("nav", "[role=navigation]", *_PAGERS),
    rails=Selectors(
        "[role=complementary]",
        ".layout-sidebar-second",
        ".sidebar_first",
        ".sidebar_second",
        ".region-sidebar-second",
        ".region-sidebar-first",
        ".layout-sidebar-first",
        ".sidebar-second",
        ".sidebar-first",
        "#sidebar-first",
        "#sidebar-second",
        "#rightCol",
        "#rightColSub",
        ".right-rail",
        ".related-content",
        ".related-links",
        ".related-articles",
        ".block-related-content",
    ),
    insets=Selectors(".usa-summary-box", ".summary-box"),
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
    filters=Selectors(
        ".views-exposed-form", ".views-filters", ".search-form", ".facets-widget", ".facet-filter"
    ),
    banners=Selectors(".usa-banner", ".official-banner", ".us-banner", "#us-flag", ".usa-gov-banner"),
    notices=Selectors("[role=alert]", ".usa-alert", ".archive-header-item", ".messages", ".alert"),
    quotes=Selectors(".pullquote", ".pull-quote", ".callout", ".nr-callout", ".blockquote"),
    captions=Selectors(".caption", ".image-caption", ".nr-image-caption", ".wp-caption-text"),
    accordions=Selectors("details", ".usa-accordion", ".accordion", ".panel-group", ".ckeditor-accordion"),
    questions=Selectors(
        ".usa-accordion__button",
        ".usa-accordion-button",
        ".accordion-button",
        ".accordion-toggle",
        ".accordion__button",
        ".collapsible",
        "[data-toggle=collapse]",
        "[data-bs-toggle=collapse]",
    ),
    contents=Selectors(
        ".usa-accordion__content",
        ".usa-accordion-content",
        ".accordion-content",
        ".collapse",
        ".tab-pane",
        "[role=tabpanel]",
    ),
    replay=Selectors(*_REPLAY),
    unheard=Selectors(
        ".visually-hidden", ".element-invisible", ".sr-only", ".usa-sr-only", ".screen-reader-text"
    ),
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
            "printer friendly page",
            "was this page helpful?",
            "rate this page",
            "stay connected",
            "follow us",
            "email updates",
            "get email updates",
            "get email updates for this page",
            "sign up for email updates",
        }
    ),
    boilerplate_beginnings=("print this page", "printer friendly", "email this page", "share this page"),
    menu_words=frozenset(
        {
            "home",
            "about us",
            "accessibility",
            "contact us",
            "faqs",
            "foia",
            "help",
            "privacy",
            "privacy policy",
            "search",
            "site index",
            "site map",
            "sitemap",
            "site notices",
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

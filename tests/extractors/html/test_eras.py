"""Which template a page is of, told by its address, its markup and its words."""

import pytest

from extractors.html.eras.choice import ERAS
from extractors.html.page import extract
from extractors.records import CaptureContext, PassageKind, Severity

PROSE = "<p>Counties of ZZ send their counts by the tenth of each month, says this example.</p>"
DRUPAL_7 = f'<div class="region region-content"><div class="field field-name-body">{PROSE}</div></div>'
USWDS = f'<section class="usa-banner">An official website</section><main>{PROSE}</main>'


def read(markup, url=None):
    return extract(markup.encode(), CaptureContext(url=url))


@pytest.mark.parametrize(
    ("url", "markup", "era"),
    [
        ("http://www.dhs.gov/ynews/releases/pr_1281457837494.shtm", PROSE, "dhs_teamsite"),
        ("http://www.dhs.gov/xabout/structure/editorial_0373.shtm", PROSE, "dhs_teamsite"),
        ("http://www.dhs.gov/secure-communities-april-2011", DRUPAL_7, "dhs_drupal7"),
        (
            "http://www.dhs.gov/a",
            f"<div id=content>{PROSE}<p>Last Published Date: July 18, 2013",
            "dhs_drupal7",
        ),
        ("https://www.dhs.gov/archive/news/2021/01/05/x", USWDS, "dhs_uswds"),
        ("https://www.ice.gov/news/releases/x", USWDS, "ice_uswds"),
        ("http://www.uscis.gov/portal/site/uscis/menuitem", f"<td>{PROSE}", "uscis_portal"),
        ("http://www.uscis.gov/i-90", f'<table><tr><td id="midCol">{PROSE}', "uscis_portal"),
        ("https://www.cbp.gov/x", DRUPAL_7, "drupal7"),
        ("https://www.tsa.gov/x", USWDS, "uswds"),
        (None, DRUPAL_7 + "Last Published Date: July 18, 2013", "dhs_drupal7"),
        ("https://www.ice.gov/old", PROSE, None),
        (None, PROSE, None),
        ("http://[", PROSE, None),
    ],
)
def test_a_page_is_of_an_era(url, markup, era):
    assert read(markup, url).document.era == era


def test_a_page_that_names_its_own_address_needs_no_capture():
    page = '<link rel="canonical" href="https://www.ice.gov/x">' + USWDS
    assert read(page).document.era == "ice_uswds"


def test_each_era_has_a_name_of_its_own():
    assert len({era.name for era in ERAS}) == len(ERAS)


def test_a_new_template_of_a_site_is_told_the_same_night():
    found = [(issue.code, issue.severity) for issue in read(PROSE, "https://www.ice.gov/new").issues]
    assert found == [("template_not_known", Severity.INFO)]
    assert read(PROSE, "https://www.example.gov/new").issues == ()


def test_an_era_without_its_mark_of_a_main_text_is_told_too():
    extraction = read(f"<div>{PROSE}</div>", "http://www.dhs.gov/xnews/x.shtm")
    assert [issue.code for issue in extraction.issues] == ["main_not_marked"]
    assert extraction.document.extractor == "html, main text by resiliparse"


def test_a_page_without_known_template_is_read_by_the_general_library():
    paragraphs = "".join(PROSE for _ in range(5))
    links = "".join(f'<li><a href="/{n}">Topic {n}</a></li>' for n in range(30))
    extraction = read(f'<div class="menu"><ul>{links}</ul></div><div><h1>Notice</h1>{paragraphs}</div>')
    main = [p for p in extraction.passages if p.kind is not PassageKind.BOILERPLATE]
    assert [p.kind for p in main] == [PassageKind.HEADING] + [PassageKind.PARAGRAPH] * 5
    assert extraction.document.extractor == "html, main text by resiliparse"


def test_a_main_content_that_holds_nothing_says_nothing():
    extraction = read(f'<section class="usa-banner">x</section><div>{PROSE}</div><main><a id="m"></a></main>')
    assert {passage.kind for passage in extraction.passages} == {PassageKind.NOTICE, PassageKind.BOILERPLATE}


def test_the_target_of_a_skip_link_holds_the_main_text():
    page = (
        '<a href="#content">Skip Navigation</a><table><tr><td><a href="/t">Topics</a></td>'
        f'<td><a name="content"></a>{PROSE}</td><td>See also the weekly journal</td></tr></table>'
    )
    kinds = {p.text[:8]: p.kind for p in read(page, "http://www.dhs.gov/x.shtm").passages}
    assert kinds["Counties"] is PassageKind.PARAGRAPH
    assert kinds["See also"] is PassageKind.BOILERPLATE


@pytest.mark.parametrize(
    "panel",
    ["<div id=a hidden>", '<div id=a style="display:none">', '<div class="usa-accordion__content" hidden>'],
)
def test_what_a_button_opens_is_text_under_its_question(panel):
    page = (
        '<main><h1>Questions</h1><div class="usa-accordion">'
        '<button class="usa-accordion__button" aria-controls="a">Who asks?</button>'
        f"{panel}<p>Counties do.</p></div></div><p>The end.</p><div hidden>never</div></main>"
    )
    found = [(p.kind.value, p.text, p.heading_path) for p in read(page).passages]
    assert found == [
        ("heading", "Questions", ()),
        ("heading", "Who asks?", ("Questions",)),
        ("paragraph", "Counties do.", ("Questions", "Who asks?")),
        ("paragraph", "The end.", ("Questions",)),
    ]


def test_a_button_of_a_class_for_what_folds_is_a_question():
    page = '<main><button class="collapsible">What of rafts?</button><div><p>They are kept.</p></div></main>'
    found = [(p.kind.value, p.text) for p in read(page).passages]
    assert found == [("heading", "What of rafts?"), ("paragraph", "They are kept.")]


def test_a_summary_box_is_text_though_its_role_is_that_of_a_rail():
    page = (
        '<main><div class="usa-summary-box" role="complementary">'
        "<h3>Key information</h3><p>It is free.</p></div>"
        '<div role="complementary"><h3>Elsewhere</h3><a href="/x">Rafts</a></div></main>'
    )
    assert [(p.kind.value, p.text) for p in read(page).passages] == [
        ("heading", "Key information"),
        ("paragraph", "It is free."),
        ("navigation", "Elsewhere Rafts"),
    ]


def test_a_title_above_the_main_content_is_a_heading_whatever_tags_it_has():
    title = '<section class="usa-hero"><h1><span>Drift <b>law</b></span></h1></section>'
    page = f"{title}<main><p>It is calm.</p></main>"
    assert [(p.kind.value, p.text) for p in read(page).passages] == [
        ("heading", "Drift law"),
        ("paragraph", "It is calm."),
    ]


def test_a_sentence_that_begins_like_a_button_is_text():
    page = "<main><p>Print this page and bring it to the wharf.</p><p>Print this page to PDF</p></main>"
    assert [p.kind.value for p in read(page).passages] == ["paragraph", "boilerplate"]


def test_buttons_and_filters_of_a_list_are_no_text():
    page = (
        "<main><form><label>State</label><select><option>ZZ</select><button>Apply</button></form>"
        "<p>One county.<button>Copy</button></p></main>"
    )
    texts = [p.text for p in read(page).passages if p.kind is not PassageKind.BOILERPLATE]
    assert texts == ["One county."]


def test_an_alert_in_the_text_is_text_unless_it_says_that_the_page_is_archived():
    page = (
        '<main><div class="usa-alert"><h3>Archived Content</h3><p>Kept as a record.</p></div>'
        '<div class="usa-alert"><p>The office is closed today.</p></div></main>'
    )
    assert [(p.kind.value, p.text) for p in read(page).passages] == [
        ("notice", "Archived Content"),
        ("notice", "Kept as a record."),
        ("paragraph", "The office is closed today."),
    ]


def test_words_for_screen_readers_stand_in_no_line():
    aside = '<span class="sr-only"> (opens there)</span>'
    page = f'<main><h1 class="visually-hidden">Title</h1><p>See <a href="/x">it</a>{aside}.'
    assert [p.text for p in read(page).passages] == ["Title", "See it."]


def test_a_page_that_an_archive_replayed_says_so_and_is_of_the_era_of_the_site():
    toolbar = '<div id="wm-ipp-base"><a href="/web/2013/http://www.dhs.gov/x">12 captures</a></div>'
    extraction = read(toolbar + DRUPAL_7, "http://www.dhs.gov/x")
    assert extraction.document.era == "dhs_drupal7"
    assert [issue.code for issue in extraction.issues if issue.severity is Severity.WARNING] == [
        "replayed_page"
    ]
    assert {p.text: p.kind for p in extraction.passages}["12 captures"] is PassageKind.BOILERPLATE


FRAMES = [
    '<iframe src="/a.pdf">no frames</iframe>',
    '<embed src="/a.pdf">',
    '<object data="/a.pdf">none</object>',
]


@pytest.mark.parametrize("frame", FRAMES)
def test_what_a_page_shows_in_a_frame_is_a_link_of_it(frame):
    extraction = read(f"<main><h1>Form</h1><p>Read it below.</p>{frame}</main>", "http://www.example.gov/x")
    assert [(link.text, link.href) for link in extraction.links] == [("", "/a.pdf")]
    assert [passage.text for passage in extraction.passages] == ["Form", "Read it below."]


def test_a_short_block_is_main_text_only_as_a_line_of_its_own():
    paragraphs = "".join(PROSE for _ in range(5))
    links = "".join(f'<li><a href="/{n}">Topic {n}</a></li>' for n in range(30))
    page = f'<div class="menu"><ul>{links}</ul><b>Counties</b></div><div><h1>Notice</h1>{paragraphs}</div>'
    kinds = {passage.text: passage.kind for passage in read(page).passages}
    assert kinds["Counties"] is PassageKind.BOILERPLATE

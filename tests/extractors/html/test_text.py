"""How running markup becomes text, and which words end up in which passage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.html.page import extract
from extractors.records import CaptureContext, PassageKind

CONTEXT = CaptureContext(url="http://www.example.gov/")
INLINE = ("b", "span", "font", "a", "em", "label", "madeup")
BLOCKS = """
    div p li ul ol h1 h3 blockquote section article nav footer header aside form dl dt dd address
    center table td th tr figure figcaption main button select option pre details summary
"""


def texts(extraction):
    return [passage.text for passage in extraction.passages]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p><b>foo</b>bar</p>", ["foobar"]),
        ("<p>foo<br>bar</p>", ["foo bar"]),
        ("<p>foo <b> bar</b> , baz</p>", ["foo bar , baz"]),
        ("<p>a&nbsp;&nbsp;b\n\tc</p>", ["a b c"]),
        ("<p>juris&shy;dic\u200btion</p>", ["jurisdiction"]),
        ("<div>one<div>two</div>three</div>", ["one", "two", "three"]),
        ("<div>one<span>two<p>three</p></span>four</div>", ["onetwo", "three", "four"]),
        ("<p>a<!-- b -->c</p>", ["ac"]),
        ("<p>2021<i class='fa fa-dot'></i>Springfield</p>", ["2021 Springfield"]),
        ("<p> </p><h2>&nbsp;</h2><p>x</p>", ["x"]),
        ("plain", ["plain"]),
    ],
)
def test_words_neither_glue_nor_split(read_body, markup, expected):
    assert texts(read_body(markup)) == expected


def test_a_list_item_gives_its_own_words_then_its_lists(read_body):
    extraction = read_body("<ol><li>one<ul><li>inner</li></ul>tail</li><li><p>two</p><p>more</p></li></ol>")
    assert texts(extraction) == ["one", "inner", "tail", "two", "more"]
    assert {passage.kind for passage in extraction.passages} == {PassageKind.LIST_ITEM}


def test_a_link_over_several_blocks_is_one_link(read_body):
    extraction = read_body('<a href="x"><div>one</div><div>two</div></a><p>three</p>')
    assert [(link.text, link.passage_id) for link in extraction.links] == [
        ("one two", extraction.passages[0].passage_id)
    ]


def test_a_linked_image_gives_the_words_of_the_link_but_no_text(read_body):
    extraction = read_body('<p>Go: <a href="x"><img alt="the report"></a></p>')
    assert texts(extraction) == ["Go:"]
    assert extraction.links[0].text == "the report"


def test_links_follow_the_base_of_the_page(read_body):
    (link,) = read_body('<base href="/deep/er/"><p><a href="../x.pdf">x</a></p>').links
    assert (link.href, link.href_resolved) == ("../x.pdf", "http://www.example.gov/deep/x.pdf")


def test_a_title_is_found_where_broken_markup_puts_it():
    extraction = extract(
        b"stray<html><head><title>A | ICE</title></head><body><svg><title>B</title></svg>", CONTEXT
    )
    assert (extraction.document.title, extraction.document.text) == ("A", "stray")


def test_an_address_that_cannot_be_resolved_is_kept_as_written(read_body):
    (link,) = read_body('<p><a href="http://[broken">x</a></p>').links
    assert (link.href, link.href_resolved) == ("http://[broken", None)


@pytest.mark.parametrize(
    "line",
    [
        "By e-mail:",
        "By mail or phone:",
        "Toll Free TTY: 1-866-555-0104",
        "E-mail: someone@example.gov",
        "someone@example.gov",
        "(404) 555-0100",
        "1-866-DHS-2-ICE",
        "Springfield, ZZ 00501-0001",
    ],
)
def test_a_line_of_contact_stands_by_itself(read_body, line):
    assert read_body(f"<p>{line}</p>").passages[0].kind is PassageKind.CONTACT


@pytest.mark.parametrize(
    "line",
    [
        "Mail completed form to:",
        "Call 1-866-555-0102 to tell us of anything that you have seen, at any hour of the day.",
        "Phones were seized.",
        "In fiscal year 2011 there were 396,906 removals.",
        "Springfield, ZZ",
    ],
)
def test_prose_is_no_contact(read_body, line):
    assert read_body(f"<p>{line}</p>").passages[0].kind is PassageKind.PARAGRAPH


def test_prose_before_an_address_stays_one_paragraph(read_body):
    prose = "Send what you have to say, " + "with all the papers that belong to it, " * 4 + "to:"
    extraction = read_body(f"<p>{prose}<br>Example Office<br>1 Road<br>Springfield, ZZ 00501</p>")
    assert [passage.kind.value for passage in extraction.passages] == ["paragraph"] + ["contact"] * 3


def word_trees():
    def grow(children):
        tags = st.sampled_from([*INLINE, *BLOCKS.split()])
        return st.tuples(tags, st.lists(children, max_size=4))

    return st.lists(st.recursive(st.just("word"), grow, max_leaves=25), max_size=6)


def written(tree, words):
    if tree == "word":
        words.append(f"w{len(words)}x")
        return f" {words[-1]} "
    tag, children = tree
    return f"<{tag}>{''.join(written(child, words) for child in children)}</{tag}>"


@given(word_trees())
def test_every_word_of_a_page_is_in_exactly_one_passage(trees):
    words = []
    markup = "".join(written(tree, words) for tree in trees)
    extraction = extract(f"<body>{markup}</body>".encode(), CaptureContext())
    found = [word for passage in extraction.passages for word in passage.text.split()]
    assert sorted(found) == sorted(words)

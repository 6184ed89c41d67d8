"""Web pages that were printed from a browser, told from other papers by their margins."""

import pytest

from extractors.pdf.prints import is_stamp
from extractors.records import PassageKind
from tests.extractors.pdf.conftest import paper, read, write

ADDRESS = "http://www.dhs.gov.specimen.invalid/notice-june-2011"
BODY = [(72, 120 + 20 * line, f"SPECIMEN words of line {line} of the page.") for line in range(12)]


def printed(*, pages=2, address=ADDRESS, counter="{} of {}", time="7/18/2013 3:45 PM"):
    def draw(number):
        footer = [
            (40, 760, address),
            (480, 760, time),
            (40, 30, "SPECIMEN Notice"),
            (500, 30, counter.format(number, pages)),
        ]
        return lambda canvas: write(canvas, [*BODY, *footer])

    return paper(*map(draw, range(1, pages + 1)))


@pytest.mark.parametrize("pages", [1, 2, 5])
@pytest.mark.parametrize("counter", ["{} of {}", "{}/{}", "Page {} of {}"])
def test_the_address_in_the_margin_is_that_of_the_page(pages, counter):
    document = read(printed(pages=pages, counter=counter)).document
    assert (document.era, document.canonical_url) == ("browser_print", ADDRESS)


def test_what_the_browser_printed_is_no_text_of_the_page():
    passages = read(printed()).passages
    text = " ".join(p.text for p in passages if p.kind is PassageKind.PARAGRAPH)
    assert "words of line 11" in text
    assert ADDRESS not in text
    assert "3:45" not in text


def test_an_address_that_was_cut_short_is_none():
    document = read(printed(address=ADDRESS[:-4] + "...")).document
    assert (document.era, document.canonical_url) == ("browser_print", None)


def test_a_paper_with_an_address_in_its_footer_is_no_print():
    def draw(canvas):
        write(canvas, [*BODY, (40, 760, "Order copies at http://www.dhs.gov.specimen.invalid/order today")])

    assert read(paper(draw, draw)).document.era is None


def test_a_paper_whose_pages_are_counted_is_no_print():
    def draw(canvas):
        write(canvas, [*BODY, (300, 760, "1 of 2")])

    assert read(paper(draw, draw)).document.era is None


@pytest.mark.parametrize(
    "line", ["1/3", "2 of 12", "http://a.gov/x 1/3", "7/18/13, 3:45 PM", "http://a.gov/ 7/18/2013"]
)
def test_stamps_of_browsers(line):
    assert is_stamp(line)


@pytest.mark.parametrize(
    "line", ["", "July 2013", "7/18/2013", "See http://a.gov/x", "1,204", "Table 2 of 12"]
)
def test_lines_that_are_none(line):
    assert not is_stamp(line)

"""Parts of the main content that are no text of it, though no mark says so."""

from __future__ import annotations

import re

from lxml import etree

from extractors.html.marks import SiteMarks
from extractors.html.tree import text_of

LONGEST_FILTER = 1_000
"""Characters; a form with more is a part of the text."""

LEAST_LINKED = 0.7
"""The part of the text of a box, behind its heading, that is links if it lists other pages."""

_BOXES = ("aside", "div", "section")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OTHER_PAGES = re.compile(
    r"(?:related|more|other|latest|recent|featured) (?:\w+ )?"
    r"(?:articles?|content|features?|links|news|pages|releases|stories|topics|videos|wanted)"
    r"|others wanted|see also|you may also like|most (?:read|viewed|popular)",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|csv|zip)(?:$|[?#])", re.IGNORECASE)


def says_archived(alert: etree._Element, marks: SiteMarks) -> bool:
    """Tell an alert that the page is kept as a record from others, which are a part of its text."""
    words = text_of(alert).lower()
    return any(phrase in words for phrase in marks.archived_words)


def lists_other_pages(box: etree._Element) -> bool:
    """Tell whether a box lists other pages: it has such a heading, and hardly more than links, to no file."""
    if box.tag not in _BOXES:
        return False
    heading = next((child for child in box if len(child) or child.text), None)
    if heading is None or heading.tag not in _HEADINGS or not _OTHER_PAGES.fullmatch(text_of(heading)):
        return False
    links = [link for link in box.iter("a") if link.get("href")]
    if any(_FILE.search(link.get("href", "")) for link in links):
        return False
    linked = sum(len(text_of(link)) for link in links)
    return linked >= LEAST_LINKED * (len(text_of(box)) - len(text_of(heading)))


def filters_a_list(form: etree._Element) -> bool:
    """Tell whether a form searches or sorts a list: it is short and sends its fields in an address."""
    return (
        form.tag == "form"
        and form.get("method", "get").strip().lower() == "get"
        and next(form.iter("h1", "h2", "article"), None) is None
        and len(text_of(form)) < LONGEST_FILTER
    )


def works_something(button: etree._Element, marks: SiteMarks) -> bool:
    """Tell a button that works something from one that opens a part of the text, or stands in a heading."""
    if button.tag != "button" or marks.questions.match("button", button.attrib):
        return False
    if any("accordion" in button.get(name, "") for name in ("class", "aria-controls", "data-target")):
        return False
    return not any(outer.tag in (*_HEADINGS, "dt", "summary") for outer in button.iterancestors())

"""What changes on a page without anything being said: stamps, counters, feeds, and what stands around."""

from __future__ import annotations

import re
from collections.abc import Collection

from extractors.history.changes import Piece
from extractors.history.spelling import DATE_MASK, FIGURE_MASK, masked, plain
from extractors.records import PassageKind

_AROUND = {
    PassageKind.NAVIGATION: "navigation",
    PassageKind.BOILERPLATE: "boilerplate of the site",
    PassageKind.NOTICE: "notice of the site",
    PassageKind.PAGE_HEADER: "header of the page",
    PassageKind.PAGE_FOOTER: "footer of the page",
}
"""Kinds of passages that belong to the site or to the paper, and why they are noise."""

_ARCHIVED = re.compile(
    r"archived content|archive contains (?:outdated information|content from a previous)"
    r"|(?:page|content|site|document|information) (?:is|has been|was) archived"
    r"|archived (?:page|information|document|material)s?\b"
)

_LONGEST = 200
"""Characters of a line that can be a stamp, a counter or a label."""

_STAMP = re.compile(
    rf"(?:(?:this|the) )?(?:page |content |site )?(?:was |content )?(?:date )?(?:"
    rf"last (?:updated|published|modified|reviewed|revised|changed)|updated|modified|reviewed|revised"
    rf"|review date|(?:date )?last update)(?: date)?(?: on)? ?{DATE_MASK}"
)

_N = FIGURE_MASK
_COUNTER = re.compile(
    rf"(?:you are |this is )?visitors?(?: number| no| count)? {_N}|page {_N} of {_N}|{_N} of {_N}"
    rf"|(?:showing|displaying)(?: results?| items?)? {_N}.*|{_N}-{_N} of {_N}(?: results| items)?"
    rf"|{_N} (?:page )?(?:views?|visits?|hits|comments?|shares?|likes?|followers?|downloads|tweets)"
    rf"|(?:page )?(?:views|visits|hits|comments|shares|likes|followers|downloads|tweets) {_N}"
    rf"|.*(?:been viewed|been visited|been downloaded) {_N} times"
)

_LABEL = re.compile(
    r"(?:back to|return to|go to)(?: the)? top(?: of(?: the)? page)?|top(?: of page)?"
    r"|skip (?:to|over) .{0,40}|skip navigation|print(?:er)?[- ]?friendly.{0,20}|print(?: this)?(?: page)?"
    r"|(?:share|email|e-mail|bookmark|like|tweet)(?: this)?(?: page)?(?: ?[/|] ?(?:share|email|e-mail))*"
    r"|was this (?:page|information) helpful.{0,20}|follow us.{0,40}|subscribe.{0,20}"
    r"|rss(?: feed)?|menu|search"
)

_FEED = re.compile(
    r"(?:the )?(?:latest|recent|related|featured|trending|top|more|other)(?: \w+)? "
    r"(?:news|story|stories|articles?|releases|posts?|tweets?|blogs?|headlines|announcements|events)"
    r"|latest|news ?(?:feed|ticker)|in the news|what'?s new|upcoming events|twitter(?: feed)?"
    r"|most (?:read|viewed|popular|recent).{0,20}"
)


def says_archived(piece: Piece) -> bool:
    """Tell whether a passage is the notice that its page is kept only as a record."""
    is_banner = piece.kind in (PassageKind.NOTICE, PassageKind.BOILERPLATE)
    return is_banner and bool(_ARCHIVED.search(plain(piece.text[:2_000])))


def why_noise(piece: Piece, titles: Collection[str]) -> str | None:
    """Say why a passage is noise wherever it changes, or ``None`` if it says something.

    Args:
        piece: the passage.
        titles: the headings of whole documents: a page that is called "Latest news" is no feed of another.
    """
    if len(piece.text) <= _LONGEST and (label := _line(masked(piece.text))):
        return label
    if around := _AROUND.get(piece.kind):
        return around
    heads = (head for head in piece.heading_path if head not in titles and len(head) <= _LONGEST)
    return "list of latest news" if any(_FEED.fullmatch(plain(head)) for head in heads) else None


def _line(text: str) -> str | None:
    if _STAMP.fullmatch(text):
        return "printed date"
    if _COUNTER.fullmatch(text):
        return "counter"
    return "label of the page" if _LABEL.fullmatch(text) else None

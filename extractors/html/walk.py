"""From the markup of the content to passages, links and tables, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from extractors.draft import Draft
from extractors.html import attachments, contacts, dates, grids
from extractors.html.inline import add_mark, add_text, fill, href_of
from extractors.html.marks import SiteMarks
from extractors.html.promises import notes_of_links
from extractors.html.text import Anchor, Line, collapse
from extractors.html.tree import BLOCK_TAGS, ZONE_TAG
from extractors.html.zones import Zone
from extractors.records import Passage, PassageKind, Severity
from extractors.stated import LinkNote

_KIND_OF_TAG = {
    "li": PassageKind.LIST_ITEM,
    "dt": PassageKind.LIST_ITEM,
    "dd": PassageKind.LIST_ITEM,
    "blockquote": PassageKind.QUOTE,
    "address": PassageKind.CONTACT,
    "caption": PassageKind.CAPTION,
    "figcaption": PassageKind.CAPTION,
    "select": PassageKind.BOILERPLATE,
    "textarea": PassageKind.BOILERPLATE,
} | {f"h{level}": PassageKind.HEADING for level in range(1, 7)}

_MAY_HOLD_CONTACTS = (
    PassageKind.PARAGRAPH,
    PassageKind.LIST_ITEM,
    PassageKind.QUOTE,
    PassageKind.CONTACT,
)
_SPACED_TAGS = ("button", "option", "optgroup")
_CHROME = (PassageKind.BOILERPLATE, PassageKind.NAVIGATION)

QUESTION_LEVEL = 6
"""The level of a heading that is a button or a ``summary``: below all headings around it."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A passage and the stretch of the line that it is."""

    start: int
    end: int
    passage: Passage


class Walk:
    """Reads the body of a page into a draft.

    Args:
        draft: takes what is found.
        marks: how the site marks its parts.
        zones: the parts that were cut out, by the number on their placeholder.
        base: the address against which links are resolved.
        is_main: tells whether a text belongs to the main content, where no mark does.
    """

    def __init__(
        self,
        draft: Draft,
        *,
        marks: SiteMarks,
        zones: Sequence[Zone],
        base: str | None,
        is_main: Callable[[str], bool],
    ) -> None:
        self._draft = draft
        self._is_main = is_main
        self._marks = marks
        self._zones = zones
        self._base = base
        self._headings: list[tuple[int, str]] = []
        self._line = Line()
        self._level = 0
        self.links_left_out = 0

    def read(self, markup: str) -> None:
        """Read the markup of a body whose nesting is bounded."""
        soup = BeautifulSoup(markup, "lxml", multi_valued_attributes=None)
        self._inside(soup.body or soup, PassageKind.PARAGRAPH)
        self._flush(PassageKind.PARAGRAPH)

    def _inside(self, node: Tag, kind: PassageKind) -> None:
        for child in node.children:
            if not isinstance(child, Tag):
                add_text(self._line, child)
            elif child.name in _SPACED_TAGS and not self._is_question(child, kind):
                self._line.space()
                self._inside(child, kind)
                self._line.space()
            elif child.name in BLOCK_TAGS:
                self._block(child, kind)
            else:
                self._inline(child, kind)

    def _inline(self, tag: Tag, kind: PassageKind) -> None:
        href = href_of(tag)
        if href:
            self._line.open(href)
        if tag.name == "sup" and self._line.ends_in_figure and tag.get_text().lstrip()[:1].isdigit():
            self._line.space()  # or a note mark would make another number of the one before it
        if not add_mark(self._line, tag):
            self._inside(tag, kind)
        if href:
            self._line.close()

    def _block(self, tag: Tag, kind: PassageKind) -> None:
        self._flush(kind)
        if tag.name == ZONE_TAG:
            self._zone(self._zones[int(str(tag["n"]))])
        elif tag.name == "table" and not grids.is_layout(tag):
            self._table(tag, kind)
        elif self._marks.accordions.match(tag.name, tag.attrs):
            headings = list(self._headings)
            self._plain_block(tag, kind)
            self._headings = headings
        else:
            self._plain_block(tag, kind)

    def _plain_block(self, tag: Tag, outer: PassageKind) -> None:
        kind, level = self._kind(tag, outer), self._level
        if kind is PassageKind.HEADING and outer is not kind:
            self._level = int(tag.name[1]) if tag.name[1:].isdigit() else QUESTION_LEVEL
        self._inside(tag, kind)
        self._flush(kind)
        self._level = level

    def _kind(self, tag: Tag, outer: PassageKind) -> PassageKind:
        if outer is PassageKind.HEADING:
            return outer
        if tag.name in _KIND_OF_TAG:
            return _KIND_OF_TAG[tag.name]
        if self._is_question(tag, outer):
            return PassageKind.HEADING
        if self._marks.captions.match(tag.name, tag.attrs):
            return PassageKind.CAPTION
        return PassageKind.QUOTE if self._marks.quotes.match(tag.name, tag.attrs) else outer

    def _is_question(self, tag: Tag, outer: PassageKind) -> bool:
        """Tell whether a button or summary is the heading of what it opens, and not a part of one."""
        if outer is PassageKind.HEADING or tag.name not in ("button", "summary"):
            return False
        return tag.name == "summary" or self._marks.questions.match(tag.name, tag.attrs)

    def _flush(self, kind: PassageKind) -> None:
        """Make passages of the text since the last block, and links of the links in it."""
        line = self._line
        self._links(line, self._passages(line, kind))
        self._line = Line(line.running)

    def _passages(self, line: Line, kind: PassageKind) -> list[_Placed]:
        text = line.text
        if not text:
            return []
        kind = self._kind_of_words(text, kind)
        path = self._heading_path(kind)
        if kind is PassageKind.HEADING:
            self._headings = [each for each in self._headings if each[0] < self._level]
            self._headings.append((self._level, text))
        if kind not in _MAY_HOLD_CONTACTS:
            return [_Placed(0, len(text), self._draft.passage(kind, text, heading_path=path))]
        found = contacts.pieces(text, line.printed_lines(), all_contact=kind is PassageKind.CONTACT)
        return [self._placed(piece, text, kind, path) for piece in found]

    def _placed(self, piece: contacts.Piece, text: str, kind: PassageKind, path: list[str]) -> _Placed:
        kind = PassageKind.CONTACT if piece.is_contact else kind
        passage = self._draft.passage(kind, text[piece.start : piece.end], heading_path=path)
        return _Placed(piece.start, piece.end, passage)

    def _heading_path(self, kind: PassageKind) -> list[str]:
        if kind in _CHROME:
            return []
        is_heading = kind is PassageKind.HEADING
        return [words for level, words in self._headings if not is_heading or level < self._level]

    def _kind_of_words(self, text: str, kind: PassageKind) -> PassageKind:
        if self._marks.is_boilerplate(text):
            return PassageKind.BOILERPLATE
        if kind is PassageKind.HEADING:
            return kind
        if text.lower().startswith(self._marks.banner_words) or dates.is_change_line(text):
            return PassageKind.NOTICE
        return kind if self._is_main(text) else PassageKind.BOILERPLATE

    def _links(self, line: Line, placed: list[_Placed], *, of_row: LinkNote | None = None) -> None:
        """Give each link of a line the passage with its first words; emit those that end in this line.

        ``of_row`` is what the other cells of its row say of the only link of a cell.
        """
        text = line.text
        spans = [anchor.span(len(text)) for anchor in line.anchors]
        for anchor, note in zip(line.anchors, notes_of_links(text, spans), strict=True):
            words = text[anchor.start : anchor.end].strip()
            if words:
                anchor.words.append(words)
            if anchor.passage is None:
                anchor.passage = next((each.passage for each in placed if anchor.start < each.end), None)
            if anchor.end is not None:
                self._link(anchor, note or (of_row if len(spans) == 1 else None))

    def _link(self, anchor: Anchor, note: LinkNote | None) -> None:
        if anchor.passage is not None and anchor.passage.kind in _CHROME:
            self.links_left_out += 1
            return
        words = " ".join(anchor.words)
        self._draft.link(words or anchor.alt, anchor.href, passage=anchor.passage, note=note, base=self._base)

    def _table(self, table: Tag, kind: PassageKind) -> None:
        caption = table.find("caption")
        if caption is not None:
            self._plain_block(caption, kind)
            caption.extract()
        lines: list[Line] = []
        try:
            grid = grids.read(
                table,
                line_of=lambda cell: _flat(cell, lines),
                caption=(collapse(caption.get_text()) or None) if caption is not None else None,
            )
        except grids.GridTooLarge as error:
            self._too_large(str(error))
            self._inside(table, kind)
            return
        made = self._draft.table(grid, heading_path=self._heading_path(kind))
        rows = attachments.notes_of_cells(grid) if made else {}
        for number, line in enumerate(lines):
            for anchor in line.anchors:
                anchor.passage = made
            self._links(line, [], of_row=rows.get(number))

    def _zone(self, zone: Zone) -> None:
        passages = [
            self._draft.passage(kind, text, heading_path=self._heading_path(kind))
            for kind, text in zone.blocks
        ]
        for link in zone.links:
            self._draft.link(link.text, link.href, passage=passages[0] if passages else None, base=self._base)
        self.links_left_out += zone.left_out
        if zone.oversized:
            self._too_large(f"{zone.oversized} cells")

    def _too_large(self, size: str) -> None:
        self._draft.issue(
            "table_too_large",
            Severity.WARNING,
            evidence=f"a table of {size}",
            remedy="Its text was kept as passages, its cells were not; read the table from the payload.",
        )


def _flat(cell: Tag, lines: list[Line]) -> Line:
    line = Line()
    fill(line, cell)
    lines.append(line)
    return line

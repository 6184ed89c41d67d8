"""From the pages of a document to its passages, tables and links, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

from extractors.draft import Draft
from extractors.html.promises import notes_of_words
from extractors.pdf.captions import caption_of
from extractors.pdf.columns import in_reading_order
from extractors.pdf.furniture import running_lines, zone
from extractors.pdf.layout import PageLayout, PageLink
from extractors.pdf.lines import Line
from extractors.pdf.marks import OutlineEntry, centre, holds
from extractors.pdf.paragraphs import Block, blocks, words_in
from extractors.pdf.passages import Body, Headings, body_of, kind_of
from extractors.pdf.provenance import Reading, WordPlaces
from extractors.records import BBox, Passage, PassageKind
from extractors.tables.continued import Part, goes_on, grid_of, repeats

Thing = Block | Part


@dataclass(slots=True)
class Entry:
    """A passage to be: a block with its kind, or the parts of a table."""

    page: int
    kind: PassageKind
    block: Block | None = None
    parts: list[Part] = field(default_factory=list)

    def areas(self) -> Iterator[tuple[int, BBox]]:
        """Give the places that it covers, page and box."""
        if self.block:
            yield self.page, self.block.bbox
        for part in self.parts:
            yield part.page, part.bbox


def assemble(pages: Sequence[PageLayout], draft: Draft, outline: Sequence[OutlineEntry] = ()) -> str | None:
    """Add passages, tables and links to a draft; what a bookmark names on its page is a heading.

    Returns:
        the largest heading of page 1, if there is one.
    """
    running = running_lines([(page.number, page.height, page.lines) for page in pages])
    main = [line for page in pages for line in page.lines if line not in running.get(page.number, ())]
    body, words = body_of(main), words_in(main)
    named = {(entry.page, _folded(entry.title)) for entry in outline}
    entries: list[Entry] = []
    for page in pages:
        entries.extend(_page_entries(page, running.get(page.number, set()), body=body, words=words))
    entries = [_named(entry, named) for entry in _with_tables_joined(entries)]
    places = WordPlaces({page.number: page.recognised for page in pages if page.recognised})
    _emit(entries, {page.number: page.links for page in pages}, places, draft)
    return _headline(entries)


def _named(entry: Entry, named: Set[tuple[int | None, str]]) -> Entry:
    """Make a heading of a paragraph or list item that a bookmark names."""
    if (
        named
        and entry.block
        and entry.kind in _MAY_BE_NAMED
        and (entry.page, _folded(entry.block.text)) in named
    ):
        return replace(entry, kind=PassageKind.HEADING)
    return entry


def _folded(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _page_entries(
    page: PageLayout, running: set[Line], *, body: Body, words: frozenset[str]
) -> Iterator[Entry]:
    """Give the entries of one page: running headers, then what stands between, then running footers."""
    furniture = {
        kind: [line for line in page.lines if line in running and zone(line, page.height) is kind]
        for kind in (PassageKind.PAGE_HEADER, PassageKind.PAGE_FOOTER)
    }
    for block in _furniture_blocks(furniture[PassageKind.PAGE_HEADER], words):
        yield Entry(page.number, PassageKind.PAGE_HEADER, block)
    things = _things(page, running, words)
    after_note = False
    for index, thing in enumerate(things):
        if isinstance(thing, Part):
            caption = caption_of(thing.bbox, _blocks(things[:index]), _blocks(things[index + 1 :]))
            part = replace(thing, caption=caption.text if caption else thing.title)
            yield Entry(page.number, PassageKind.TABLE, parts=[part])
            continue
        kind = kind_of(thing, body=body, height=page.height, after_note=after_note)
        after_note = kind is PassageKind.FOOTNOTE
        yield Entry(page.number, kind, thing)
    for block in _furniture_blocks(furniture[PassageKind.PAGE_FOOTER], words):
        yield Entry(page.number, PassageKind.PAGE_FOOTER, block)


def _furniture_blocks(lines: Sequence[Line], words: frozenset[str]) -> list[Block]:
    return [block for run in in_reading_order(lines) for block in blocks(run, words=words)]


def _things(page: PageLayout, running: set[Line], words: frozenset[str]) -> list[Thing]:
    """Give blocks and tables of a page in reading order."""
    things: list[Thing] = []
    pieces: list[Line | Part] = [line for line in page.lines if line not in running]
    for run in in_reading_order([*pieces, *page.tables]):
        waiting: list[Line] = []
        for piece in run:
            if isinstance(piece, Line):
                waiting.append(piece)
                continue
            things.extend(blocks(waiting, words=words))
            things.append(piece)
            waiting = []
        things.extend(blocks(waiting, words=words))
    return things


def _blocks(things: Sequence[Thing]) -> list[Block]:
    return [thing for thing in things if isinstance(thing, Block)]


_MAY_BE_NAMED = {PassageKind.PARAGRAPH, PassageKind.LIST_ITEM}
_RUNNING = {PassageKind.PAGE_HEADER, PassageKind.PAGE_FOOTER}
_BETWEEN_PARTS = {*_RUNNING, PassageKind.FOOTNOTE}


def _with_tables_joined(entries: Sequence[Entry]) -> list[Entry]:
    """Join tables that go on over pages where only running lines, notes or their caption stand between."""
    joined: list[Entry] = []
    table: Entry | None = None
    between: list[Entry] = []
    for entry in entries:
        if entry.parts and table and _goes_on(table, entry.parts[0], between):
            table.parts.append(entry.parts[0])
            between = []
            continue
        if entry.parts:
            table, between = entry, []
        else:
            between.append(entry)
        joined.append(entry)
    return joined


def _goes_on(table: Entry, part: Part, between: Sequence[Entry]) -> bool:
    first, last = table.parts[0], table.parts[-1]
    apart = [entry for entry in between if entry.kind not in _BETWEEN_PARTS]
    titles = [entry for entry in apart if entry.page == part.page and _is_title(entry, part)]
    if len(titles) != len(apart):
        return False
    return goes_on(last, part, first=first) and (not apart or repeats(first, part))


def _is_title(entry: Entry, part: Part) -> bool:
    return entry.block is not None and entry.block.text == part.caption


def _emit(
    entries: Sequence[Entry], links: dict[int, tuple[PageLink, ...]], places: WordPlaces, draft: Draft
) -> None:
    """Write the entries into the draft, each with the links in it, and last the words of scans."""
    headings = Headings()
    waiting = {number: list(found) for number, found in links.items()}
    for entry in entries:
        reading = places.taken(entry.areas())
        passage = _passage(entry, headings, reading, places, draft)
        if passage:
            places.settle(passage)
            _emit_links(entry, passage, waiting, places, draft)
    for number in sorted(waiting):
        for link in waiting[number]:
            box = places.displayed(number, link.bbox)
            draft.link(link.text, link.href, passage=None, page=number, bbox=box)
    places.write(draft)


def _passage(
    entry: Entry, headings: Headings, reading: Reading, places: WordPlaces, draft: Draft
) -> Passage | None:
    if entry.block is None:
        grid = grid_of(entry.parts)
        return draft.table(places.grid(grid, reading), heading_path=headings.path)
    if entry.kind is PassageKind.HEADING:
        path = headings.enter(entry.block)
    else:
        path = () if entry.kind in _RUNNING else headings.path
    return draft.passage(
        entry.kind,
        entry.block.text,
        heading_path=path,
        page=entry.page,
        bbox=places.displayed(entry.page, entry.block.bbox),
        ocr=reading.engine,
        confidence=reading.confidence,
    )


def _emit_links(
    entry: Entry,
    passage: Passage,
    waiting: dict[int, list[PageLink]],
    places: WordPlaces,
    draft: Draft,
) -> None:
    for page, area in entry.areas():
        inside = [link for link in waiting.get(page, ()) if holds(area, *centre(link.bbox))]
        if not inside:
            continue
        notes = notes_of_words(passage.text, [link.text for link in inside])
        for link, note in zip(inside, notes, strict=True):
            box = places.displayed(page, link.bbox)
            draft.link(link.text, link.href, passage=passage, note=note, page=page, bbox=box)
            waiting[page].remove(link)


def _headline(entries: Sequence[Entry]) -> str | None:
    on_first = (entry for entry in entries if entry.page == 1 and entry.kind is PassageKind.HEADING)
    headings = [entry.block for entry in on_first if entry.block]
    return max(headings, key=lambda block: round(block.size)).text if headings else None

"""Reads a web page: text, links, tables and what the page says of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from extractors.draft import Draft
from extractors.html import cutting, dates, findings, general, identity, mains, mojibake
from extractors.html.addresses import stated_addresses
from extractors.html.decode import decode
from extractors.html.eras.choice import era_of
from extractors.html.eras.era import Era, signs_of
from extractors.html.links import base_address
from extractors.html.marks import GENERAL, SiteMarks
from extractors.html.selectors import Index
from extractors.html.tree import parse, text_of
from extractors.html.walk import Walk
from extractors.publishers import component_of
from extractors.records import CaptureContext, Extraction, PassageKind
from extractors.registry import HTML, Ocr
from extractors.stated import Metadata

EXTRACTOR = "html"
GENERAL_EXTRACTOR = "html, main text by resiliparse"

MAX_ELEMENTS = 150_000
"""Elements of the content, once zones are cut out; the text of a page with more is one passage."""


def extract(
    payload: bytes, context: CaptureContext, *, ocr: Ocr = Ocr.AUTO, era: Era | None = None
) -> Extraction:
    """Read a web page; any bytes give an extraction.

    Args:
        payload: the page as it was sent, content codings removed.
        context: what its capture tells.
        ocr: not used; web pages have no scans.
        era: the template of the page; told by its signs unless given.
    """
    draft = Draft(payload, context)
    decoded = decode(payload, context.content_type)
    findings.note_charset(draft, decoded)
    source, mended = mojibake.mended(decoded.text)
    findings.note_mended(draft, mended)
    tree = parse(source, marks=GENERAL)
    findings.note_size(draft, tree)
    if tree.root is None or tree.index is None:
        findings.note_no_text(draft)
        return draft.finish(Metadata(media_type=HTML, extractor=EXTRACTOR))
    address = context.url or identity.named_address(tree.root)
    era = era or era_of(signs_of(tree.index, source=source, address=address))
    main = mains.main_of(tree.index, era.marks if era else GENERAL)
    if era is None or main is None:
        findings.note_template(draft, era=era.name if era else None, component=component_of(address))
    if tree.index.find(GENERAL.replay):
        findings.note_replay(draft)
    head = identity.head_of(tree.root, main, title=tree.title)
    asked = main is None and not tree.too_deep and len(tree.index) <= general.MOST_ELEMENTS
    page = _Page(tree.index, main, head, era, GENERAL_EXTRACTOR if asked else EXTRACTOR)
    _read_body(draft, page, is_main=general.main_test(source) if asked else _always)
    if not draft.passages:
        findings.note_no_text(draft)
    return draft.finish(_metadata(draft, page))


@dataclass(frozen=True, slots=True)
class _Page:
    """A page whose parts are still in place.

    Args:
        index: the elements of its body by their marks.
        main: the element of the main content; ``None`` if no mark tells it.
        head: what its tags declare.
        era: its template, if it is known.
        extractor: what tells its main text from the rest.
    """

    index: Index
    main: etree._Element | None
    head: identity.Head
    era: Era | None
    extractor: str

    @property
    def marks(self) -> SiteMarks:
        return self.era.marks if self.era else GENERAL


def _always(_: str) -> bool:
    return True


def _read_body(draft: Draft, page: _Page, *, is_main: Callable[[str], bool]) -> None:
    body = page.index.body
    zones = cutting.cut(page.index, page.main, page.marks)
    elements = sum(1 for _ in body.iter())
    if elements > MAX_ELEMENTS:
        findings.note_elements(draft, elements)
        draft.passage(PassageKind.PARAGRAPH, text_of(body))
        return
    base = base_address(page.head.base, draft.context.url)
    walk = Walk(draft, marks=page.marks, zones=zones, base=base, is_main=is_main)
    body.tail = None
    walk.read(etree.tostring(body, encoding="unicode", method="html"))
    findings.note_links_left_out(draft, walk.links_left_out)


def _metadata(draft: Draft, page: _Page) -> Metadata:
    head, marks = page.head, page.marks
    stated = dates.dates_of(
        passages=[passage.text for passage in draft.passages],
        meta=head.meta,
        times=head.times,
        heading=head.h1,
        json_ld=head.json_ld,
        url=draft.context.url,
        last_modified=draft.context.last_modified,
    )
    for rival in stated.rivals:
        draft.dates_disagree(rival)
    title = identity.title_of(head, marks)
    addresses = stated_addresses(head.declared, draft.context.url)
    return Metadata(
        media_type=HTML,
        extractor=page.extractor,
        era=page.era.name if page.era else None,
        title=title.clean if title else None,
        title_printed=title.printed if title else None,
        dates=stated.dates,
        language=head.language,
        canonical_url=identity.canonical_of(addresses),
        addresses=addresses,
        archived_notice=identity.is_archived(draft.passages, title, marks),
    )

"""Reads a web page: text, links, tables and what the page says of itself."""

from __future__ import annotations

from lxml import etree

from extractors.draft import Draft, Metadata
from extractors.html import dates, identity, zones
from extractors.html.addresses import stated_addresses
from extractors.html.decode import Decoded, decode
from extractors.html.links import base_address
from extractors.html.marks import GENERAL, SiteMarks
from extractors.html.tree import MAX_ATTRIBUTES, MAX_CHARACTERS, MAX_DEPTH, Tree, parse, text_of
from extractors.html.walk import Walk
from extractors.records import CaptureContext, Extraction, PassageKind, Severity
from extractors.registry import HTML, Ocr

EXTRACTOR = "html"
MAX_ELEMENTS = 150_000
"""Elements of the content, once zones are cut out; the text of a page with more is one passage."""


def extract(
    payload: bytes, context: CaptureContext, *, ocr: Ocr = Ocr.AUTO, marks: SiteMarks = GENERAL
) -> Extraction:
    """Read a web page; any bytes give an extraction.

    Args:
        payload: the page as it was sent, content codings removed.
        context: what its capture tells.
        ocr: not used; web pages have no scans.
        marks: how the site marks the parts of its pages.
    """
    draft = Draft(payload, context)
    decoded = decode(payload, context.content_type)
    _note_charset(draft, decoded)
    tree = parse(decoded.text, hidden=marks.hidden)
    _note_size(draft, tree)
    if tree.root is None or tree.body is None:
        _note_no_text(draft)
        return draft.finish(Metadata(media_type=HTML, extractor=EXTRACTOR))
    main = zones.main_of(tree.body, marks)
    head = identity.head_of(tree.root, main, title=tree.title)
    _read_body(draft, tree.body, main=main, base=base_address(head.base, context.url), marks=marks)
    if not draft.passages:
        _note_no_text(draft)
    return draft.finish(_metadata(draft, head, marks))


def _read_body(
    draft: Draft, body: etree._Element, *, main: etree._Element | None, base: str | None, marks: SiteMarks
) -> None:
    cut = zones.cut(body, main, marks)
    elements = sum(1 for _ in body.iter())
    if elements > MAX_ELEMENTS:
        _note_too_many(draft, elements)
        draft.passage(PassageKind.PARAGRAPH, text_of(body))
        return
    walk = Walk(draft, marks=marks, zones=cut, base=base)
    body.tail = None
    walk.read(etree.tostring(body, encoding="unicode", method="html"))
    _note_links_left_out(draft, walk.links_left_out)


def _metadata(draft: Draft, head: identity.Head, marks: SiteMarks) -> Metadata:
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
        extractor=EXTRACTOR,
        title=title.clean if title else None,
        title_printed=title.printed if title else None,
        dates=stated.dates,
        language=head.language,
        canonical_url=identity.canonical_of(addresses),
        addresses=addresses,
        archived_notice=identity.is_archived(draft.passages, title, marks),
    )


def _note_charset(draft: Draft, decoded: Decoded) -> None:
    if decoded.misfit:
        draft.issue(
            "charset_fallback" if decoded.lossy else "charset_contradicted",
            Severity.WARNING if decoded.lossy else Severity.INFO,
            evidence=decoded.misfit,
            remedy="Compare the characters beyond ASCII with the payload in the vault.",
        )


def _note_size(draft: Draft, tree: Tree) -> None:
    if tree.too_long:
        draft.issue(
            "too_long",
            Severity.WARNING,
            evidence=f"only the first {MAX_CHARACTERS} characters of source were read",
            remedy="Look at the end of the payload in the vault.",
        )
    if tree.stripped:
        draft.issue(
            "too_many_attributes",
            Severity.WARNING,
            evidence=f"{tree.stripped} tags with more than {MAX_ATTRIBUTES} attributes",
            remedy="The attributes were not read; look at the payload in the vault.",
        )
    if tree.too_deep:
        parts = "the whole page" if tree.too_deep < 0 else f"{tree.too_deep} parts"
        draft.issue(
            "too_deep",
            Severity.WARNING,
            evidence=f"{parts} nested more than {MAX_DEPTH} elements deep",
            remedy="Their text was kept, their headings, links and tables were not; look at the payload.",
        )


def _note_too_many(draft: Draft, elements: int) -> None:
    draft.issue(
        "too_many_elements",
        Severity.WARNING,
        evidence=f"{elements} elements",
        remedy="The text was kept as one passage, links and tables were not; look at the payload.",
    )


def _note_no_text(draft: Draft) -> None:
    draft.issue(
        "no_text",
        Severity.ERROR,
        evidence="the body of the page has no text",
        remedy="Look for another capture, or for the frames or scripts that show its text.",
    )


def _note_links_left_out(draft: Draft, count: int) -> None:
    if count:
        draft.issue(
            "chrome_links_left_out",
            Severity.INFO,
            evidence=f"{count} links in site-wide menus, headers and footers",
            remedy="None is needed; their text is kept in passages of navigation and boilerplate.",
        )

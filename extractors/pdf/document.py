"""Reads a PDF: text with boxes, tables, links and what the file says of itself.

The pages are read one by one and kept as lines and tables; when all are known, running headers, the size of
the running text and tables that go on over pages can be told, and the records are given in reading order.
Nothing here raises for what a payload holds: each thing that cannot be read is an issue.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from extractors.draft import Draft
from extractors.languages import language_tag
from extractors.pdf.assembly import assemble
from extractors.pdf.budgets import MAX_PAGES
from extractors.pdf.furniture import margins
from extractors.pdf.layout import PageLayout, page_layout
from extractors.pdf.listed import placed_words
from extractors.pdf.marks import FileFacts, PageFailure, PageMarks
from extractors.pdf.metadata import pdf_dates, stated_title
from extractors.pdf.miner.opening import Encrypted, Malformed
from extractors.pdf.ocr import Recogniser
from extractors.pdf.prints import ERA, is_whole, printed_address
from extractors.pdf.reader import VERSION, PdfFile
from extractors.pdf.xmp import xmp_dates
from extractors.records import CaptureContext, Extraction, Severity
from extractors.registry import PDF, Ocr
from extractors.stated import Metadata

EXTRACTOR = f"pdf 2 ({VERSION})"
"""What read a document; the engine is added where pages were recognised."""

OTHER_CAPTURE = "Look for another capture of this address, or open the payload in the vault."

_REMEDIES = {
    "page_failed": "Open the page in a viewer; the other pages of the file were read.",
    "page_too_large": "Open the page in a viewer; it paints more than is read of one page.",
}


def extract(payload: bytes, context: CaptureContext, *, ocr: Ocr) -> Extraction:
    """Read one PDF.

    Args:
        payload: the whole file; any bytes give an extraction.
        context: what is known of it from its capture.
        ocr: whether pages without a text layer are recognised; else they are named as issues.
    """
    draft = Draft(payload, context)
    try:
        file = PdfFile(payload)
    except Encrypted as lock:
        draft.issue("encrypted", Severity.ERROR, evidence=str(lock), remedy=OTHER_CAPTURE)
        return draft.finish(Metadata(media_type=PDF, extractor=EXTRACTOR))
    except Malformed as damage:
        draft.issue("malformed_pdf", Severity.ERROR, evidence=str(damage), remedy=OTHER_CAPTURE)
        return draft.finish(Metadata(media_type=PDF, extractor=EXTRACTOR))
    with closing(file):
        facts = file.facts()
        pages: list[PageLayout] = []
        recogniser = Recogniser(payload, draft, ocr=ocr, language=facts.language, n_pages=facts.n_pages)
        with closing(recogniser):
            for page in file.pages():
                if layout := _laid_out(page, draft, pages[-1] if pages else None, recogniser):
                    pages.append(layout)
    _note_damage(facts, draft, n_read=len(pages), complete=b"%%EOF" in payload[-2048:])
    headline = assemble(pages, draft, facts.outline)
    metadata = _metadata(facts, pages, headline, recogniser.used)
    dates = pdf_dates(
        lines=[line.text for line in pages[0].lines] if pages and pages[0].number == 1 else (),
        info=facts.info,
        xmp=xmp_dates(payload),
        context=context,
    )
    for rival in dates.rivals:
        draft.dates_disagree(rival)
    extraction = draft.finish(replace(metadata, dates=dates.dates))
    return replace(extraction, placed_words=placed_words(pages))


def _laid_out(
    page: PageMarks | PageFailure, draft: Draft, before: PageLayout | None, recogniser: Recogniser
) -> PageLayout | None:
    """Lay out one page with what is recognised on it, and note it where it cannot be read."""
    if isinstance(page, PageMarks):
        try:
            marks, recognised = recogniser.completed(page)
            layout = page_layout(marks, before=before, recognised=recognised)
        except (ValueError, ArithmeticError, RecursionError) as error:
            page = PageFailure(page.number, "page_failed", f"{type(error).__name__}: {error}"[:200])
        else:
            _note_unread(layout, draft)
            return layout
    draft.issue(
        page.code, Severity.WARNING, evidence=page.evidence, remedy=_REMEDIES[page.code], page=page.number
    )
    return None


def _note_unread(page: PageLayout, draft: Draft) -> None:
    """Note what a page shows and its text layer does not say."""
    if page.n_unknown:
        draft.issue(
            "unknown_characters",
            Severity.INFO,
            evidence=f"{page.n_unknown} glyphs whose font does not say which character they are",
            remedy="They stand as U+FFFD in the text; compare the page in a viewer.",
            page=page.number,
        )


def _note_damage(facts: FileFacts, draft: Draft, *, n_read: int, complete: bool) -> None:
    """Note what is broken in the file as a whole, and pages beyond the budget."""
    damage = [*facts.damage, *([] if complete else ["the file has no end mark"])]
    if damage or not facts.n_pages:
        draft.issue(
            "malformed_pdf",
            Severity.WARNING if n_read else Severity.ERROR,
            evidence="; ".join(damage[:5] or ["the file has no pages"]) + f"; {n_read} pages were read",
            remedy=OTHER_CAPTURE,
        )
    if facts.n_pages > MAX_PAGES:
        draft.issue(
            "too_many_pages",
            Severity.WARNING,
            evidence=f"{facts.n_pages} pages, of which {MAX_PAGES} were read",
            remedy="Open the payload in the vault for the pages beyond.",
        )


def _metadata(
    facts: FileFacts, pages: list[PageLayout], headline: str | None, engine: str | None
) -> Metadata:
    info = facts.info
    title = stated_title(info)
    printed = printed_address([margins(page.lines, page.height) for page in pages])
    return Metadata(
        media_type=PDF,
        extractor=f"{EXTRACTOR}, {engine}" if engine else EXTRACTOR,
        title=title or headline,
        title_printed=info["Title"] if title else headline,
        language=language_tag(facts.language),
        pages=facts.n_pages,
        era=ERA if printed else None,
        canonical_url=printed if printed and is_whole(printed) else None,
    )

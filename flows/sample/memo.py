"""The specimen of a policy memo: numbered sections of duties, permissions and prohibitions, and a footnote.

It has the form of the memos of June 17, 2011. Its subject is one that the June 2011 briefing names; its rules
are made up for the example. They stand in ``pages/memo.txt``.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import HRFlowable, Paragraph, Table, TableStyle

from flows.sample.addresses import JUNE_BRIEFING
from flows.sample.flowing import flowing
from flows.sample.paper import BODY, INK, RULE, TITLE, Sheet, print_pdf

POLICY_NUMBER = "Policy Number: ZZ-10075 (specimen)"
PAGES = 2

ADDRESS_BLOCK = (
    ("TO:", "All Field Office Directors, Special Agents in Charge and Chief Counsel, State of ZZ"),
    ("FROM:", "The Director (specimen; no person is meant)"),
    ("SUBJECT:", "Discretion toward Victims and Witnesses of Crimes"),
    ("DATE:", "June 17, 2011"),
)

FOOTNOTE = (
    "<super size=6 rise=3>1</super> Title 8, United States Code, section 1367, limits what may be disclosed "
    "about persons who have asked for certain kinds of protection as victims."
)

_HEAD = ParagraphStyle("letterhead", TITLE, alignment=TA_CENTER, spaceAfter=2)
_KIND = ParagraphStyle("kind", _HEAD, fontSize=12, leading=15, spaceAfter=6)
_NUMBER = ParagraphStyle("number", BODY, fontName="Times-Italic", alignment=TA_RIGHT, spaceAfter=2)
_LABEL = ParagraphStyle("label", BODY, fontName="Times-Bold", spaceAfter=0)
_ENTRY = ParagraphStyle("entry", BODY, spaceAfter=0)


def memo_pdf() -> bytes:
    """Print the two pages."""
    return print_pdf(
        [
            *_letterhead(),
            *flowing("memo.txt", june_briefing=JUNE_BRIEFING),
            HRFlowable(width="30%", color=RULE, thickness=0.5, spaceBefore=10),
        ],
        sheet=Sheet(POLICY_NUMBER, pages=PAGES, footnotes={1: FOOTNOTE}),
        title="SPECIMEN: Discretion toward Victims and Witnesses of Crimes",
        subject="An example written by the dhs-archive project; not a policy of any agency",
    )


def _letterhead() -> list[Any]:
    block = [[Paragraph(label, _LABEL), Paragraph(entry, _ENTRY)] for label, entry in ADDRESS_BLOCK]
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)])
    return [
        Paragraph("Office of the Director, State of ZZ (fictional)", _HEAD),
        Paragraph("MEMORANDUM", _KIND),
        Paragraph(POLICY_NUMBER, _NUMBER),
        Table(block, colWidths=(76, 436), style=style),
        HRFlowable(width="100%", color=INK, thickness=1, spaceBefore=6, spaceAfter=8),
    ]

"""Dates in the XMP packet of a PDF, read from its bytes.

XMP packets are written plainly, so that readers of files need not know the format around them (ISO 16684-1,
7.1); a packet that a file keeps compressed or encrypted is not found. Pictures bring packets of their own:
only one that says that it is of a PDF counts, and of several the last, since changes are added at the end.
"""

from __future__ import annotations

import re

LONGEST_PACKET = 200_000
"""Bytes of a packet that are searched; they hold dates and titles, and often 2,000 blanks."""

_BEGIN = b"<x:xmpmeta"
_END = b"</x:xmpmeta>"
_OF_PDF = re.compile(rb"application/pdf|\bpdf:|ns\.adobe\.com/pdf/|pdfaid:")
_PROPERTY = re.compile(
    rb"""\b(?:xmp|xap):(CreateDate|ModifyDate)\s*(?:=\s*["']\s*(\d[^"'<]{3,40})["']|>\s*(\d[^<]{3,40})<)"""
)
"""A date as attribute or element; until 2004 the prefix was ``xap``."""


def xmp_dates(payload: bytes) -> dict[str, str]:
    """Give ``CreateDate`` and ``ModifyDate`` of the file, as written; none where no packet is of a PDF."""
    end = len(payload)
    while (begin := payload.rfind(_BEGIN, 0, end)) >= 0:
        close = payload.find(_END, begin, begin + LONGEST_PACKET)
        packet = payload[begin:close] if close >= 0 else b""
        if _OF_PDF.search(packet):
            return {
                name.decode(): (inside or between).decode("latin-1").strip()
                for name, inside, between in _PROPERTY.findall(packet)
            }
        end = begin
    return {}

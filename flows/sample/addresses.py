"""Where the specimens would stand if they were on the web: hosts that can never exist (RFC 6761)."""

from __future__ import annotations

from extractors.records import SPECIMEN_HOST

DHS = f"http://www.dhs.gov{SPECIMEN_HOST}"
ICE = f"http://www.ice.gov{SPECIMEN_HOST}"

JUNE_BRIEFING = f"{DHS}/secure-communities-june-2011"
APRIL_BRIEFING = f"{DHS}/secure-communities-april-2011"
MOVED_BRIEFING = f"{DHS}/secure-communities-june-2011-briefing"
STATISTICS = f"{ICE}/doclib/secure-communities/pdf/zz-interoperability-statistics.pdf"
MEMO = f"{ICE}/doclib/secure-communities/pdf/zz-victims-witnesses-memo.pdf"

NOTICE = (
    "SPECIMEN — written by the dhs-archive project as an example; "
    "not a record of the Department of Homeland Security"
)
"""The line that every page of every specimen carries."""

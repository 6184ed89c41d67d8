"""Where the specimens would stand if they were on the web: hosts that can never exist (RFC 6761)."""

from __future__ import annotations

from extractors.records import SPECIMEN_HOST

DHS = f"http://www.dhs.gov{SPECIMEN_HOST}"
ICE = f"http://www.ice.gov{SPECIMEN_HOST}"

_PDF = f"{ICE}/doclib/secure-communities/pdf"
_FORMS = f"{DHS}/sites/default/files/publications"

JUNE_BRIEFING = f"{DHS}/secure-communities-june-2011"
APRIL_BRIEFING = f"{DHS}/secure-communities-april-2011"
MOVED_BRIEFING = f"{DHS}/secure-communities-june-2011-briefing"
TOPIC = f"{DHS}/topic/secure-communities"
TRAINING = f"{DHS}/secure-communities-training-materials"
COUNTIES = f"{DHS}/secure-communities-figures-from-the-press"
INTAKE = f"{DHS}/file-civil-rights-complaint"
MISSING = f"{DHS}/secure-communities-questions-and-answers"
RELEASE = f"{DHS}/ynews/releases/pr_1308340800000.shtm"
GLOSSARY = f"{DHS}/xabout/structure/gc_1306337445000.shtm"
ARCHIVED = f"{DHS.replace('http:', 'https:')}/archive/secure-communities"

STATISTICS = f"{_PDF}/zz-interoperability-statistics.pdf"
STATISTICS_MARCH = f"{_PDF}/zz-interoperability-statistics-to-march.pdf"
STATISTICS_JULY = f"{_PDF}/zz-interoperability-statistics-to-july.pdf"
ACTIVATED = f"{_PDF}/zz-activated.pdf"
REVIEW = f"{_PDF}/statistical-review.pdf"
MEMO = f"{_PDF}/zz-victims-witnesses-memo.pdf"
DETAINER = f"{_PDF}/zz-detainer-form.pdf"
SCANNED = f"{_PDF}/zz-letter-to-sheriffs.pdf"
QUESTIONS = f"{_FORMS}/specimen-training-questions.pdf"
FORM_ENGLISH = f"{_FORMS}/specimen-complaint-form-english.pdf"
FORM_SPANISH = f"{_FORMS}/specimen-complaint-form-spanish.pdf"

NOTICE = (
    "SPECIMEN — written by the dhs-archive project as an example; "
    "not a record of the Department of Homeland Security"
)
"""The line that every page of every specimen carries."""

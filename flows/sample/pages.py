"""The specimen pages: two briefings in the Drupal 7 markup of dhs.gov in 2013, and a redirect.

The texts are in ``pages/``: a shell and a contact block that the briefings share, and a body for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from flows.sample.addresses import APRIL_BRIEFING, JUNE_BRIEFING, MEMO, NOTICE, STATISTICS
from flows.sample.figures import printed_date

PAGES = Path(__file__).with_name("pages")
PUBLISHED = date(2013, 7, 18)


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing: its address, its title, the number of its node, and the file of its body."""

    url: str
    title: str
    node: int
    body: str


JUNE = Briefing(JUNE_BRIEFING, "Secure Communities (June 2011)", 15842, "june-2011.html")
APRIL = Briefing(APRIL_BRIEFING, "Secure Communities (April 2011)", 15839, "april-2011.html")


def briefing_page(briefing: Briefing, *, memo_bytes: int, statistics_bytes: int) -> bytes:
    """Give the page of a briefing; the notes behind its links promise the sizes that the PDFs have."""
    body = _filled(
        briefing.body,
        memo=MEMO,
        memo_kb=_kilobytes(memo_bytes),
        statistics=STATISTICS,
        statistics_kb=_kilobytes(statistics_bytes),
    )
    page = _filled(
        "shell.html",
        title=briefing.title,
        path=urlsplit(briefing.url).path,
        node=str(briefing.node),
        notice=NOTICE,
        body=body.rstrip(),
        contact=_filled("contact.html").rstrip(),
        published=printed_date(PUBLISHED),
        published_iso=f"{PUBLISHED.isoformat()}T00:00:00-04:00",
    )
    return page.encode()


def moved_page(target: str) -> bytes:
    """Give the few lines that a server sends along with a redirect."""
    return _filled("moved.html", target=target, notice=NOTICE).encode()


def _kilobytes(size: int) -> str:
    return str(round(size / 1024))


def _filled(name: str, **values: str) -> str:
    return Template((PAGES / name).read_text(encoding="utf-8")).substitute(values)

"""The specimen pages: in the Drupal 7 markup of dhs.gov in 2013, in that of its TeamSite years, and in USWDS.

The texts are in ``pages/``: a shell for each kind of markup, a contact block, and a body for each page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import Template
from urllib.parse import urlsplit

from flows.sample.addresses import (
    APRIL_BRIEFING,
    ARCHIVED,
    COUNTIES,
    GLOSSARY,
    INTAKE,
    JUNE_BRIEFING,
    MISSING,
    NOTICE,
    RELEASE,
    TOPIC,
    TRAINING,
)
from flows.sample.figures import printed_date
from flows.sample.flowing import PAGES

PUBLISHED = date(2013, 7, 18)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address, its title, the number of its node, and the file of its body.

    Args:
        has_contact: whether the contact block stands below the body.
        published: the day that is printed at its foot.
    """

    url: str
    title: str
    node: int
    body: str
    has_contact: bool = False
    published: date = PUBLISHED


JUNE = Page(JUNE_BRIEFING, "Secure Communities (June 2011)", 15842, "june-2011.html", has_contact=True)
APRIL = Page(APRIL_BRIEFING, "Secure Communities (April 2011)", 15839, "april-2011.html", has_contact=True)
TRAINING_PAGE = Page(TRAINING, "Secure Communities Training Materials", 15850, "training.html")
INTAKE_PAGE = Page(INTAKE, "File a Civil Rights Complaint", 15861, "intake.html", has_contact=True)
TOPIC_2013 = Page(TOPIC, "Secure Communities", 15801, "topic-2013.html")
TOPIC_2014 = Page(TOPIC, "Secure Communities", 15801, "topic-2014.html", published=date(2014, 1, 29))
COUNTIES_PAGE = Page(COUNTIES, "Secure Communities: Figures from the Press", 15874, "five-counties.html")
MISSING_PAGE = Page(MISSING, "Page not found", 404, "missing.html")
RELEASE_PAGE = Page(RELEASE, "State of ZZ on the Reforms of Secure Communities", 0, "release.html")
GLOSSARY_PAGE = Page(GLOSSARY, "Words of Secure Communities", 0, "glossary.html")
ARCHIVED_PAGE = Page(
    ARCHIVED, "Secure Communities (Archived)", 0, "archived.html", published=date(2021, 2, 3)
)


def drupal_page(page: Page, values: Mapping[str, str]) -> bytes:
    """Give a page in the markup of 2013.

    Args:
        page: which.
        values: what the body names: addresses of files, and the kilobytes that its notes promise.
    """
    return _filled(
        "shell.html",
        title=page.title,
        path=urlsplit(page.url).path,
        node=str(page.node),
        notice=NOTICE,
        body=_filled(page.body, **values).rstrip(),
        contact=_filled("contact.html").rstrip() if page.has_contact else "",
        published=printed_date(page.published),
        published_iso=f"{page.published.isoformat()}T00:00:00-04:00",
    ).encode()


def teamsite_page(page: Page, values: Mapping[str, str], *, charset: str | None) -> bytes:
    """Give a page in the markup of the TeamSite years, in windows-1252 where no charset is declared."""
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    body = _filled(page.body, **values).rstrip()
    text = _filled("teamsite.html", title=page.title, notice=NOTICE, body=body, charset=declared)
    return text.encode(charset or "windows-1252", "xmlcharrefreplace")


def uswds_page(page: Page) -> bytes:
    """Give a page in the markup of the 2020s, below the notice that it is archived."""
    return _filled(
        "uswds.html",
        title=page.title,
        url=page.url,
        notice=NOTICE,
        body=_filled(page.body).rstrip(),
        updated=page.published.strftime("%m/%d/%Y"),
        updated_iso=page.published.isoformat(),
    ).encode()


def moved_page(target: str) -> bytes:
    """Give the few lines that a server sends along with a redirect."""
    return _filled("moved.html", target=target, notice=NOTICE).encode()


def _filled(name: str, **values: str) -> str:
    return Template((PAGES / name).read_text(encoding="utf-8")).substitute(values)

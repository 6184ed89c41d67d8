"""What the specimen archive holds: the captures that never took place, in the order of their instants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from extractors.registry import HTML, PDF
from flows.archives.warcs import Headers
from flows.sample import addresses, forms, pages
from flows.sample.activated import activated_pdf
from flows.sample.editions import JULY, JUNE, MARCH
from flows.sample.figures import quoted_counties
from flows.sample.memo import memo_pdf
from flows.sample.scan import scanned_pdf
from flows.sample.statistics import statistics_pdf

TEAMSITE = (("Server", "Apache"),)
DRUPAL = (
    ("Server", "Apache"),
    ("X-Generator", "Drupal 7 (http://drupal.org)"),
    ("Content-Language", "en"),
    ("Cache-Control", "public, max-age=300"),
)
USWDS = (
    ("Server", "nginx"),
    ("X-Generator", "Drupal 9 (https://www.drupal.org)"),
    ("Content-Language", "en"),
)
FILES = (("Server", "Apache"), ("Accept-Ranges", "bytes"))
UTF8 = f"{HTML}; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Specimen:
    """A capture that never took place: an address, an instant, and the answer.

    Args:
        repeats: when the same answer had been captured before; the record then is a revisit.
    """

    url: str
    captured_at: datetime
    content_type: str
    body: bytes
    server: Headers
    status: int = 200
    reason: str = "OK"
    modified: datetime | None = None
    location: str | None = None
    repeats: datetime | None = None

    def headers(self) -> list[tuple[str, str]]:
        """Give the headers of the answer."""
        headers = [("Date", _http_date(self.captured_at)), *self.server]
        if self.location:
            headers.append(("Location", self.location))
        if self.modified:
            headers.append(("Last-Modified", _http_date(self.modified)))
        return [*headers, ("Content-Type", self.content_type), ("Content-Length", str(len(self.body)))]


def specimens() -> tuple[Specimen, ...]:
    """Give the specimens in the order in which they are written."""
    files = _printed()
    values = _promises(files)
    cut_off = {addresses.QUESTIONS: forms.cut_off(files[addresses.QUESTIONS])}
    return (
        _file(addresses.STATISTICS_MARCH, files, at="2011-05-02T05:10:44", modified="2011-04-22T14:31:00"),
        _release("2011-06-25T08:21:15", values),
        _glossary("2011-06-25T08:22:03", values),
        _file(addresses.MEMO, files, at="2011-07-02T09:40:13", modified="2011-06-17T20:30:05"),
        _file(addresses.STATISTICS, files, at="2011-08-03T04:15:38", modified="2011-07-22T15:04:00"),
        _file(addresses.REVIEW, files, at="2011-08-03T04:16:20", modified="2011-06-24T18:12:40"),
        _file(addresses.ACTIVATED, files, at="2011-08-03T04:17:05", modified="2011-07-05T13:45:10"),
        _file(addresses.DETAINER, files, at="2011-08-03T04:18:12", modified="2011-06-17T20:41:30"),
        _file(addresses.STATISTICS_JULY, files, at="2011-09-06T04:15:51", modified="2011-08-19T15:20:00"),
        _file(addresses.SCANNED, files, at="2012-02-14T10:02:27", modified="2012-02-07T16:00:12"),
        _page(pages.APRIL, values, at="2013-07-20T11:06:52"),
        _moved(addresses.MOVED_BRIEFING, to=addresses.JUNE_BRIEFING, at="2013-07-20T11:07:22"),
        _page(pages.JUNE, values, at="2013-07-20T11:07:24"),
        _page(pages.TRAINING_PAGE, values, at="2013-07-20T11:08:10"),
        _file(addresses.QUESTIONS, cut_off, at="2013-07-20T11:08:31", modified="2013-07-18T14:50:26"),
        _page(pages.INTAKE_PAGE, values, at="2013-07-20T11:09:31"),
        _file(addresses.FORM_ENGLISH, files, at="2013-07-20T11:09:40", modified="2013-02-12T19:05:44"),
        _file(addresses.FORM_SPANISH, files, at="2013-07-20T11:09:52", modified="2013-02-12T19:06:10"),
        _page(pages.TOPIC_2013, values, at="2013-07-20T11:10:05"),
        _page(pages.COUNTIES_PAGE, {"counties": _quoted_rows()}, at="2013-07-20T11:10:21"),
        _page(pages.TOPIC_2014, values, at="2014-02-11T06:30:40", modified="2014-01-29T16:44:09"),
        _page(
            pages.TOPIC_2014,
            values,
            at="2014-06-03T18:02:17",
            modified="2014-01-29T16:44:09",
            repeats="2014-02-11T06:30:40",
        ),
        _page(pages.MISSING_PAGE, values, at="2014-06-03T18:02:30", modified=None),
        _archived("2023-03-08T21:15:06"),
    )


def _printed() -> dict[str, bytes]:
    """Print each PDF once."""
    return {
        addresses.STATISTICS_MARCH: statistics_pdf(MARCH),
        addresses.STATISTICS: statistics_pdf(JUNE),
        addresses.STATISTICS_JULY: statistics_pdf(JULY),
        addresses.MEMO: memo_pdf(),
        addresses.ACTIVATED: activated_pdf(),
        addresses.REVIEW: forms.REVIEW.pdf(),
        addresses.DETAINER: forms.DETAINER.pdf(),
        addresses.QUESTIONS: forms.QUESTIONS.pdf(),
        addresses.FORM_ENGLISH: forms.ENGLISH.pdf(),
        addresses.FORM_SPANISH: forms.SPANISH.pdf(),
        addresses.SCANNED: scanned_pdf(),
    }


def _promises(files: Mapping[str, bytes]) -> dict[str, str]:
    """Give the addresses that pages name and the kilobytes that they promise: those that the files have."""
    named = {
        "memo": addresses.MEMO,
        "statistics": addresses.STATISTICS,
        "activated": addresses.ACTIVATED,
        "review": addresses.REVIEW,
        "detainer": addresses.DETAINER,
        "questions": addresses.QUESTIONS,
        "english": addresses.FORM_ENGLISH,
        "spanish": addresses.FORM_SPANISH,
    }
    return named | {f"{name}_kb": str(round(len(files[url]) / 1024)) for name, url in named.items()}


def _quoted_rows() -> str:
    """Give the rows of the table of quoted figures."""
    rows = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in quoted_counties()]
    return "\n".join(f"<tr>{row}</tr>" for row in rows)


def _file(url: str, files: Mapping[str, bytes], *, at: str, modified: str) -> Specimen:
    return Specimen(
        url=url,
        captured_at=_utc(at),
        content_type=PDF,
        body=files[url],
        server=FILES,
        modified=_utc(modified),
    )


def _page(
    page: pages.Page,
    values: Mapping[str, str],
    *,
    at: str,
    modified: str | None = "2013-07-18T15:02:11",
    repeats: str | None = None,
) -> Specimen:
    return Specimen(
        url=page.url,
        captured_at=_utc(at),
        content_type=UTF8,
        body=pages.drupal_page(page, values),
        server=DRUPAL,
        modified=_utc(modified) if modified else None,
        repeats=_utc(repeats) if repeats else None,
    )


def _release(at: str, values: Mapping[str, str]) -> Specimen:
    body = pages.teamsite_page(pages.RELEASE_PAGE, values, charset="iso-8859-1")
    return Specimen(
        url=addresses.RELEASE, captured_at=_utc(at), content_type=HTML, body=body, server=TEAMSITE
    )


def _glossary(at: str, values: Mapping[str, str]) -> Specimen:
    body = pages.teamsite_page(pages.GLOSSARY_PAGE, values, charset=None)
    return Specimen(
        url=addresses.GLOSSARY, captured_at=_utc(at), content_type=HTML, body=body, server=TEAMSITE
    )


def _archived(at: str) -> Specimen:
    body = pages.uswds_page(pages.ARCHIVED_PAGE)
    return Specimen(url=addresses.ARCHIVED, captured_at=_utc(at), content_type=UTF8, body=body, server=USWDS)


def _moved(url: str, *, to: str, at: str) -> Specimen:
    return Specimen(
        url=url,
        captured_at=_utc(at),
        content_type=UTF8,
        body=pages.moved_page(to),
        server=DRUPAL[:1],
        status=301,
        reason="Moved Permanently",
        location=to,
    )


def _utc(instant: str) -> datetime:
    return datetime.fromisoformat(instant).replace(tzinfo=UTC)


def _http_date(instant: datetime) -> str:
    return format_datetime(instant, usegmt=True)

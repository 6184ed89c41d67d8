"""Archives of any size for measuring: pages and PDFs of made-up words that are as large as real ones.

Two of five captures bring something new; the others repeat an earlier capture of the same address, half of
them with its body and half as revisit records. One new thing in twenty is a PDF. Sizes of pages and numbers
of pages of PDFs are drawn from those of the real documents in ``../shared/corpus``, whose quantiles are
written down here, so that nothing beside the checkout is needed. The same numbers give the same bytes.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from io import BytesIO
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path
from random import Random

from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from flows.archives.writing import WarcFile

HOST = "http://www.dhs.gov.specimen.invalid"
BEGAN = datetime(2011, 1, 1, tzinfo=UTC)
CAPTURES_A_FILE = 2_500
NEW = 0.4
PDF_EVERY = 20
PAGE_BYTES = (6_000, 56_000, 101_600, 104_200, 106_500, 109_500, 160_000)
"""Sizes of 74 real pages at the quantiles of :data:`_QUANTILES`; the ends are a guess."""

PDF_PAGES = 5 * (1,) + 3 * (2,) + 3 * (3,) + 7 * (4,) + (6, 10, 12, 12, 14, 14, 14, 20, 25, 28, 39, 57, 60)
"""Pages of the real PDFs, without two reports of some 600."""

_QUANTILES = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)
_WORDS = 450
"""Words of the text of a page, in the middle; the rest of it is what stands around."""


@dataclass(frozen=True, slots=True)
class Capture:
    """A capture to be written: which thing, when, and whether it repeats an earlier capture of it."""

    thing: int
    number: int
    repeats: int | None

    @property
    def is_pdf(self) -> bool:
        """Whether the thing is a PDF."""
        return self.thing % PDF_EVERY == PDF_EVERY - 1

    @property
    def url(self) -> str:
        """The address of the thing."""
        return f"{HOST}/{'papers' if self.is_pdf else 'news'}/{self.thing}{'.pdf' if self.is_pdf else ''}"


def write_archive(folder: Path, captures: int) -> Path:
    """Write an archive of so many captures unless it is there; give its folder."""
    place = folder / f"archive-{captures}"
    if place.is_dir():
        return place
    unfinished = folder / f"archive-{captures}.part"
    unfinished.mkdir(parents=True, exist_ok=True)
    starts = range(0, captures, CAPTURES_A_FILE)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        list(pool.map(partial(_write_file, unfinished, captures), starts))
    unfinished.rename(place)
    return place


def _write_file(folder: Path, captures: int, start: int) -> None:
    with (folder / f"part-{start:08}.warc.gz").open("wb") as stream:
        warc = WarcFile(stream)
        for capture in plan(captures)[start : start + CAPTURES_A_FILE]:
            _write(warc, capture)


@cache
def plan(captures: int) -> tuple[Capture, ...]:
    """Give the captures of an archive in their order."""
    return tuple(_planned(captures))


def _planned(captures: int) -> Iterator[Capture]:
    random, first = Random(captures), []
    for number in range(captures):
        if not first or random.random() < NEW:
            yield Capture(len(first), number, None)
            first.append(number)
        else:
            thing = random.randrange(len(first))
            yield Capture(thing, number, first[thing])


def _write(warc: WarcFile, capture: Capture) -> None:
    body = paper(capture.thing) if capture.is_pdf else page(capture.thing)
    kind = "application/pdf" if capture.is_pdf else "text/html; charset=utf-8"
    answer = {"status": 200, "reason": "OK", "headers": [("Content-Type", kind)], "body": body}
    if capture.repeats is not None and capture.number % 2:
        warc.revisit(capture.url, captured_at=_when(capture.number), repeats=_when(capture.repeats), **answer)
    else:
        warc.response(capture.url, captured_at=_when(capture.number), **answer)


def _when(number: int) -> datetime:
    return BEGAN + timedelta(minutes=number)


@cache
def _vocabulary() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Give words and their summed weights, the most frequent first, as Zipf found them."""
    random = Random(0)
    words = tuple("".join(random.choices("etaoinshrdlucmfwyp", k=2 + n % 9)) for n in range(6_000))
    return words, tuple(accumulate(1 / (n + 3) for n in range(len(words))))


def _text(random: Random, words: int) -> str:
    known, weights = _vocabulary()
    return " ".join(random.choices(known, cum_weights=weights, k=words))


def page(thing: int) -> bytes:
    """Give a page: a text, at times a table, and around it menus and scripts up to the size that is drawn."""
    random = Random(thing)
    words = int(_WORDS * random.lognormvariate(0, 0.7))
    paragraphs = "".join(f"<p>{_text(random, 60).capitalize()}.</p>" for _ in range(words // 60 + 1))
    table = _table(random) if random.random() < 0.12 else ""
    links = "".join(
        f'<p><a href="/news/{random.randrange(thing + 1)}">{_text(random, 4)}</a></p>' for _ in range(3)
    )
    head = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>SPECIMEN {thing} '
        f"{_text(random, 5)}</title></head><body><nav><ul>{_menu(120)}</ul></nav><main><h1>SPECIMEN {thing}"
        f"</h1><h2>{_text(random, 4).capitalize()}</h2>{paragraphs}{table}{links}"
        f"<p>The State of ZZ may release the alien within {random.randrange(24, 72)} hours.</p></main>"
        "<script>"
    )
    tail = "</script></body></html>"
    missing = max(0, _page_bytes(random) - len(head) - len(tail))
    return (head + _script(missing) + tail).encode()


def _page_bytes(random: Random) -> int:
    at = random.random()
    k = min(bisect(_QUANTILES, at), len(_QUANTILES) - 1)
    share = (at - _QUANTILES[k - 1]) / (_QUANTILES[k] - _QUANTILES[k - 1])
    return int(PAGE_BYTES[k - 1] + share * (PAGE_BYTES[k] - PAGE_BYTES[k - 1]))


@cache
def _menu(entries: int) -> str:
    random = Random(1)
    return "".join(f'<li><a href="/topic/{n}">{_text(random, 3)}</a></li>' for n in range(entries))


@cache
def _scripts() -> str:
    random = Random(2)
    return "".join(f"var {_text(random, 1)}{n}={{name:'{_text(random, 2)}',at:{n}}};" for n in range(6_000))


def _script(size: int) -> str:
    return _scripts()[:size]


def _table(random: Random) -> str:
    rows = "".join(
        f"<tr><td>{_text(random, 2).title()} County</td><td>{random.randrange(90_000):,}</td>"
        f"<td>{random.randrange(9_000):,}</td></tr>"
        for _ in range(random.randrange(5, 60))
    )
    return f"<table><tr><th>Place</th><th>Sent</th><th>Found</th></tr>{rows}</table>"


def paper(thing: int) -> bytes:
    """Give a PDF: on every third page a ruled table, on the others a text."""
    random, stream = Random(thing), BytesIO()
    canvas = Canvas(stream, pagesize=letter, invariant=True)
    for number in range(random.choice(PDF_PAGES)):
        canvas.setFont("Times-Bold", 14)
        canvas.drawString(72, 730, f"SPECIMEN {thing}: {_text(random, 4)}")
        canvas.setFont("Times-Roman", 10)
        (_ruled if number % 3 == 1 else _lines)(canvas, random)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _lines(canvas: Canvas, random: Random) -> None:
    text = canvas.beginText(72, 700)
    for _ in range(44):
        text.textLine(_text(random, 14))
    canvas.drawText(text)


def _ruled(canvas: Canvas, random: Random) -> None:
    columns = (72, 222, 300, 378, 456, 534)
    rows = [700 - 16 * row for row in range(random.randrange(8, 36))]
    canvas.grid(columns, rows)
    for row, y in enumerate(rows[1:]):
        label = f"{_text(random, 2).title()} County" if row else "Place"
        canvas.drawString(columns[0] + 4, y + 4, label)
        for number, x in enumerate(columns[2:]):
            value = f"{random.randrange(90_000):,}" if row else f"FY 20{10 + number}"
            canvas.drawRightString(x - 4, y + 4, value)

"""What reads the main text of pages: this project, and other free tools where they are installed.

All are used as their documentation shows, without settings made for these pages.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from extractors.records import CaptureContext, Extraction, PassageKind
from extractors.registry import extract
from tests.golden.main_text.dump import text

FRAME = frozenset(
    {
        PassageKind.NOTICE,
        PassageKind.NAVIGATION,
        PassageKind.BOILERPLATE,
        PassageKind.PAGE_HEADER,
        PassageKind.PAGE_FOOTER,
    }
)
"""Kinds of passages that are no part of the main text."""


@dataclass(frozen=True, slots=True)
class PageReader:
    """A tool by name, the module it needs, and the main text it reads in a page of an address, if known."""

    name: str
    module: str
    main_text: Callable[[bytes, str | None], str]

    @property
    def installed(self) -> bool:
        return importlib.util.find_spec(self.module) is not None


def look_in(environment: Path) -> None:
    """Let modules be found in another virtual environment too, behind those of this one."""
    sys.path += [str(folder) for folder in environment.glob("lib/python*/site-packages")]


def main_text(extraction: Extraction) -> str:
    """Give the passages of the main text of an extraction, a line each."""
    return "\n".join(passage.text for passage in extraction.passages if passage.kind not in FRAME)


def read(payload: bytes, url: str | None) -> Extraction:
    """Read a page whole, as a build does."""
    return extract(payload, CaptureContext(url=url, content_type="text/html"))


def _ours(payload: bytes, url: str | None) -> str:
    return main_text(read(payload, url))


def _resiliparse(payload: bytes, _url: str | None) -> str:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    return str(extract_plain_text(HTMLTree.parse(text(payload)), main_content=True))


def _trafilatura(payload: bytes, url: str | None) -> str:
    import trafilatura

    return trafilatura.extract(payload, url=url) or ""


def _readability(payload: bytes, _url: str | None) -> str:
    from readability import Document

    summary = html.fromstring(Document(text(payload)).summary())
    return "\n".join(summary.itertext())


OURS = PageReader(name="ours", module="extractors", main_text=_ours)

READERS = (
    OURS,
    PageReader(name="resiliparse", module="resiliparse", main_text=_resiliparse),
    PageReader(name="trafilatura", module="trafilatura", main_text=_trafilatura),
    PageReader(name="readability", module="readability", main_text=_readability),
)

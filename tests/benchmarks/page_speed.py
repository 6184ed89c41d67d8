"""What reading a page costs, against trafilatura and against parsing it whole with BeautifulSoup.

Time is that of this process's CPU, page by page. Quote the ratios, since machines differ.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from statistics import median
from typing import Any

from bs4 import BeautifulSoup

from tests.benchmarks.corpus import CORPUS
from tests.benchmarks.page_readers import read
from tests.benchmarks.speed import cpu_seconds

USUAL_SIZE = range(95_000, 115_000)
"""Bytes of the pages that are timed."""


def _ours(payload: bytes) -> Any:
    return read(payload, None)


def _soup(payload: bytes) -> Any:
    return BeautifulSoup(payload, "lxml").get_text()


def _trafilatura(payload: bytes) -> Any:
    import trafilatura

    return trafilatura.bare_extraction(payload)


def run(*, peers: bool = True) -> None:
    """Print the median of milliseconds a page of about 100 kB for each reader, and its ratio to ours."""
    payloads = [path.read_bytes() for path in sorted((CORPUS / "html").rglob("*.html"))]
    usual = [payload for payload in payloads if len(payload) in USUAL_SIZE]
    readers: dict[str, Callable[[bytes], Any]] = {"ours": _ours, "BeautifulSoup": _soup}
    if peers and importlib.util.find_spec("trafilatura"):
        readers["trafilatura"] = _trafilatura
    for reader in readers.values():
        reader(usual[0])  # imports are not timed
    cost = {name: _median(reader, usual) for name, reader in readers.items()}
    print(f"\n{len(usual)} pages of about 100 kB: median CPU milliseconds, and the ratio to ours")
    for name, milliseconds in cost.items():
        print(f"{name:<14} {milliseconds:>6.1f} {milliseconds / cost['ours']:>6.1f}")


def _median(reader: Callable[[bytes], Any], payloads: list[bytes]) -> float:
    return 1e3 * median(cpu_seconds(lambda page=payload: reader(page)) for payload in payloads)

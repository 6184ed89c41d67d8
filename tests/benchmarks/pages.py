"""How well the main text of pages is read, ours and others' in one run, and how fast.

F is that of the multisets of four words in a row, lowercased. Lines that may be counted or not are counted
where that suits the reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import mean

from tests.benchmarks import page_speed
from tests.benchmarks.page_labels import Block, LabelledPage, PageSet, holds, labelled_pages, words
from tests.benchmarks.page_readers import OURS, READERS, PageReader, look_in

N = 4

Gram = tuple[str, ...]


def grams(spoken: Sequence[str]) -> Counter[Gram]:
    """Count the runs of four words; a shorter text is one run by itself, and an empty one has none."""
    if len(spoken) < N:
        return Counter([tuple(spoken)] if spoken else [])
    return Counter(zip(*(spoken[start:] for start in range(N)), strict=False))


def f1(true: Counter[Gram], found: Counter[Gram]) -> float:
    """Give the harmonic mean of precision and recall; finding nothing where nothing is, is right."""
    size = true.total() + found.total()
    return 2 * (true & found).total() / size if size else 1.0


def best_truth(blocks: Sequence[Block], found: Counter[Gram]) -> list[str]:
    """Give the words of the truth that suits the reading best: of each run of optional lines, one stretch."""
    kept = [not block.optional for block in blocks]
    for first, last in _optional_runs(blocks):
        stretches = [(start, end) for start in range(first, last) for end in range(start + 1, last + 1)]
        tried = [kept, *(_with(kept, start, end) for start, end in stretches)]
        kept = max(tried, key=lambda some: f1(grams(_words(blocks, some)), found))
    return _words(blocks, kept)


def _optional_runs(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Give the runs of optional lines as first and one past the last."""
    first = None
    for place, block in enumerate([*blocks, Block("")]):
        if block.optional:
            first = place if first is None else first
        elif first is not None:
            yield first, place
            first = None


def _with(kept: list[bool], start: int, end: int) -> list[bool]:
    return [keep or start <= place < end for place, keep in enumerate(kept)]


def _words(blocks: Sequence[Block], kept: Sequence[bool]) -> list[str]:
    return words("\n".join(block.text for block, keep in zip(blocks, kept, strict=True) if keep))


@dataclass(frozen=True)
class Reading:
    """What a reader made of a page, and how good that is."""

    page: LabelledPage
    text: str

    @cached_property
    def found(self) -> list[str]:
        return words(self.text)

    @cached_property
    def true(self) -> list[str]:
        return best_truth(self.page.blocks, grams(self.found))

    @cached_property
    def f1(self) -> float:
        return f1(grams(self.true), grams(self.found))

    @cached_property
    def lost(self) -> list[str]:
        """Give the snippets that a reader of the page would miss."""
        return [snippet for snippet in self.page.must if not holds(self.text, snippet)]

    @cached_property
    def leaked(self) -> list[str]:
        """Give the snippets of the frame that stand in the main text."""
        return [snippet for snippet in self.page.never if holds(self.text, snippet)]

    def differences(self) -> Iterator[str]:
        """Give the stretches of words that are missing, then those that are too much."""
        yield from (f"    missing: {stretch}" for stretch in strays(self.true, grams(self.found)))
        yield from (f"    extra:   {stretch}" for stretch in strays(self.found, grams(self.true)))


def strays(spoken: Sequence[str], other: Counter[Gram]) -> Iterator[str]:
    """Give the stretches of words whose runs of four the other text has not, or not so often."""
    left = other.copy()
    size = min(N, len(spoken))
    stray: set[int] = set()
    for start in range(len(spoken) - size + 1 if spoken else 0):
        gram = tuple(spoken[start : start + size])
        if left[gram]:
            left[gram] -= 1
        else:
            stray.update(range(start, start + size))
    stretch: list[str] = []
    for place, word in enumerate([*spoken, ""]):
        if place in stray:
            stretch.append(word)
        elif stretch:
            yield " ".join(stretch)
            stretch = []


def read(reader: PageReader, page: LabelledPage) -> Reading:
    """Let a reader read a page."""
    return Reading(page=page, text=reader.main_text(page.path.read_bytes(), page.url))


def summary(readings: Sequence[Reading]) -> str:
    """Give mean F, the share of the snippets found, and the share of pages into which the frame leaked."""
    must = sum(len(reading.page.must) for reading in readings)
    lost = sum(len(reading.lost) for reading in readings)
    leaked = mean(bool(reading.leaked) for reading in readings)
    return f"{mean(reading.f1 for reading in readings):>6.3f} {1 - lost / max(1, must):>6.1%} {leaked:>7.1%}"


def details(readings: Sequence[Reading], *, differences: bool) -> Iterator[str]:
    """Give a line for each page that is not right, the worst first, with what it misses and has too much."""
    for reading in sorted(readings, key=lambda one: one.f1):
        if reading.f1 < 1 or reading.lost or reading.leaked:
            yield f"  {reading.page.name:<28} F {reading.f1:.3f}"
            yield from (f"    must:    {snippet}" for snippet in reading.lost)
            yield from (f"    never:   {snippet}" for snippet in reading.leaked)
            if differences:
                yield from reading.differences()


def run(
    *,
    sets: Sequence[PageSet] = tuple(PageSet),
    peers: bool = True,
    peers_from: Path | None = None,
    only: Sequence[str] = (),
    verbose: bool = False,
) -> None:
    """Print the figures of all readers on the sets, our pages that are not right, and what reading costs.

    Args:
        sets: which truths.
        peers: whether to let others read too.
        peers_from: another virtual environment in which they may be installed.
        only: parts of the names of the pages to read; none means all, and then speed is measured too.
        verbose: whether to print the words that are missing or too much.
    """
    if peers_from:
        look_in(peers_from)
    for which in sets:
        wanted = [
            page for page in labelled_pages(which) if not only or any(part in page.name for part in only)
        ]
        if wanted:
            _compare(which, wanted, READERS if peers else (OURS,), verbose=verbose)
    if not only and PageSet.CORPUS in sets:
        page_speed.run(peers=peers)


def _compare(
    which: PageSet, wanted: Sequence[LabelledPage], readers: Sequence[PageReader], *, verbose: bool
) -> None:
    print(f"\n{which}: {len(wanted)} pages\n{'reader':<14} {'F':>6} {'must':>6} {'leaked':>7}")
    for reader in readers:
        if not reader.installed:
            print(f"{reader.name:<14} is not installed (see --peers-from)")
            continue
        readings = [read(reader, page) for page in wanted]
        print(f"{reader.name:<14} {summary(readings)}", flush=True)
        if reader is OURS:
            print(*details(readings, differences=verbose), sep="\n")

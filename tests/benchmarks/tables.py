"""How well tables are read, ours and others' in one run, judged by the scorer beside this checkout.

F is the adjacency score of ICDAR-2013 averaged over documents, in which tables that are none count against
a reader; exact is the share of true tables whose whole grid was found. Documents 1, 3, 5 … by name are the
odd half.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.benchmarks.corpus import cut_out, require_corpus, scorer
from tests.benchmarks.diagnosis import Fault, fault_of, spans
from tests.benchmarks.drawing import draw
from tests.benchmarks.labels import GridTable, Labelled, LabelSet, labelled
from tests.benchmarks.readers import OURS, READERS, Reader


@dataclass(frozen=True)
class Result:
    """What one reader found in one document, and what the scorer says of it."""

    document: Labelled
    found: tuple[GridTable, ...]
    cpu_seconds: float

    @cached_property
    def score(self) -> dict[str, Any]:
        return scorer().score_doc(list(self.document.tables), list(self.found))

    @cached_property
    def faults(self) -> list[Fault]:
        return [fault_of(true, self.found) for true in self.document.tables]

    @property
    def spans_kept(self) -> int:
        return sum((spans(self.document.tables) & spans(self.found)).values())


def read(reader: Reader, document: Labelled, *, cut: bool = False) -> Result:
    """Let a reader find the tables of a document, or of its labelled pages, as they are or cut out."""
    payload = document.path.read_bytes()
    began = time.process_time()
    if cut and document.pages:
        part = reader.tables(cut_out(payload, document.pages), ())
        found = [{**table, "page": document.pages[table["page"] - 1]} for table in part]
    else:
        found = document.on_these_pages(list(reader.tables(payload, document.pages)))
    return Result(document=document, found=tuple(found), cpu_seconds=time.process_time() - began)


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a reader over some documents."""

    f: float
    micro_f: float
    exact: int
    true: int
    false: int
    spans_kept: int
    spans: int

    @classmethod
    def of(cls, results: Sequence[Result]) -> Summary:
        """Sum up; documents without a table have no F of their own, yet their false tables count."""
        tabled = [result.score for result in results if result.document.tables]
        every = scorer().aggregate([result.score for result in results])
        return cls(
            f=scorer().aggregate(tabled)["F"] if tabled else 0.0,
            micro_f=every["microF"],
            exact=sum(score["exact"] for score in tabled),
            true=sum(score["ngt"] for score in tabled),
            false=every["fp"],
            spans_kept=sum(result.spans_kept for result in results),
            spans=sum(sum(spans(result.document.tables).values()) for result in results),
        )

    def line(self) -> str:
        share = self.exact / max(1, self.true)
        return (
            f"{self.f:>6.3f} {self.micro_f:>7.3f} {share:>6.3f} {self.exact:>4}/{self.true:<4}"
            f" {self.false:>5} {self.spans_kept:>5}/{self.spans:<4}"
        )


HEADING = f"{'reader':<22} {'half':<5} {'F':>6} {'microF':>7} {'exact':>6} {'':>9} {'false':>5} {'spans':>10}"


def report(reader: Reader, results: Sequence[Result]) -> Iterator[str]:
    """Give the lines of a reader: all documents, then the odd and the even ones."""
    parts = {"all": results, "odd": results[::2], "even": results[1::2]}
    for half, part in parts.items() if len(results) > 1 else [("all", results)]:
        yield f"{reader.name:<22} {half:<5} {Summary.of(part).line()}"


def details(results: Sequence[Result]) -> Iterator[str]:
    """Give a line for each document, the worst first, then how often each fault was met."""
    for result in sorted(results, key=_goodness):
        score = result.score
        faults = Counter(fault.value for fault in result.faults if fault is not Fault.NONE)
        told = "; ".join(f"{name} {count}" for name, count in sorted(faults.items()))
        yield (
            f"  {result.document.name:<44} F {score['F']:.3f}  exact {score['exact']}/{score['ngt']}"
            f"  false {score['fp']}  {told}"
        )
    counts = Counter(fault.value for result in results for fault in result.faults)
    yield "  " + "; ".join(f"{name} {count}" for name, count in counts.most_common())


def _goodness(result: Result) -> tuple[float, float]:
    """Sort what is wrong to the front; a page without a table is well read where none is found."""
    false = -float(result.score["fp"])
    return (result.score["F"] if result.document.tables else 1.0 + min(false, 0.0), false)


def dumped(results: Sequence[Result]) -> list[dict[str, Any]]:
    """Give what was found and what is true as plain values, to be looked at."""
    return [
        {
            "document": result.document.name,
            "F": round(result.score["F"], 4),
            "faults": result.faults,
            "true": result.document.tables,
            "found": result.found,
        }
        for result in results
    ]


def run(
    *,
    sets: Sequence[LabelSet] = tuple(LabelSet),
    peers: bool = True,
    only: str = "",
    cut: bool = False,
    verbose: bool = False,
    dump: Path | None = None,
    pictures: Path | None = None,
) -> None:
    """Print the figures of all readers on the sets, and write what is asked for.

    Args:
        sets: which truths.
        peers: whether to let others read too.
        only: a part of the names of the documents to read.
        cut: whether labelled pages are cut out of their documents before they are read.
        verbose: whether to print a line a document.
        dump: a file for our tables beside the true ones, as JSON.
        pictures: a folder for pages with true and found cells drawn side by side.
    """
    require_corpus()
    kept: dict[str, list[dict[str, Any]]] = {}
    for which in sets:
        documents = [document for document in labelled(which) if only in document.name]
        if not documents:
            continue
        results = _compare(which, documents, READERS if peers else (OURS,), cut=cut, verbose=verbose)
        kept[which] = dumped(results)
        if pictures:
            for result in results:
                draw(result.document, result.found, pictures / which)
    if dump:
        dump.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")


def _compare(
    which: LabelSet, documents: Sequence[Labelled], readers: Sequence[Reader], *, cut: bool, verbose: bool
) -> list[Result]:
    """Print what each reader makes of the documents; give what ours found."""
    tables = sum(len(document.tables) for document in documents)
    bare = sum(not document.tables for document in documents)
    print(f"\n{which}: {len(documents)} documents, {tables} tables, {bare} documents without one\n{HEADING}")
    first: list[Result] = []
    for reader in readers:
        if not reader.installed:
            print(f"{reader.name:<22} is not installed (pip install -e '.[peers]')")
            continue
        results = [read(reader, document, cut=cut) for document in documents]
        first = first or results
        print(*report(reader, results), _pace(results), sep="\n", flush=True)
        if verbose:
            print(*details(results), sep="\n", flush=True)
    return first


def _pace(results: Sequence[Result]) -> str:
    return f"{'':<22} {sum(result.cpu_seconds for result in results):.1f} s of CPU"

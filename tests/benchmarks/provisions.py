"""How well provisions are found in real passages that were labelled by hand, and which of their fields."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import add
from pathlib import Path

from extractors.records import CaptureContext, Passage
from extractors.registry import Ocr, extract
from tests.benchmarks.corpus import PDFS
from tests.benchmarks.provision_labels import LabelledPassage, Span, labelled_passages
from tests.benchmarks.provision_scoring import FoundProvision, Judged, Score, judge
from tests.golden.provisions.sample import FOLDERS, SAMPLES

FIELDS = ("object", "limit", "exception")


def judged(folder: str, *, sample: str, pdfs: Path = PDFS) -> list[tuple[Passage, Judged]]:
    """Extract the documents of a folder and compare each labelled passage of a sample with its labels.

    Raises:
        LookupError: a labelled passage is no longer extracted, or with another text; label it anew.
    """
    extracted = _extracted(pdfs / folder)
    return [_judged(label, extracted) for label in labelled_passages(folder, sample=sample)]


def total(passages: Sequence[tuple[Passage, Judged]]) -> Score:
    """Give the counts of all passages together."""
    return reduce(add, (one.score for _, one in passages), Score())


def run(
    *, samples: Sequence[str] = tuple(SAMPLES), folders: Sequence[str] = FOLDERS, verbose: bool = False
) -> None:
    """Print the figures of each sample by folder; with ``verbose`` also what is wrong, missed, left out."""
    sys.stdout.write(f"{'sample':<7}{'folder':<16} {'precision':>9} {'recall':>7}")
    sys.stdout.write(f" {'right':>6} {'wrong':>6} {'missed':>7}")
    sys.stdout.write("".join(f" {name + ' p / r':>15}" for name in FIELDS) + "\n")
    for sample in samples:
        _run(sample, folders=folders, verbose=verbose)


def _run(sample: str, *, folders: Sequence[str], verbose: bool) -> None:
    scores = []
    for folder in folders:
        passages = judged(folder, sample=sample)
        scores.append(total(passages))
        sys.stdout.write(f"{sample:<7}{folder:<16} {line(scores[-1])}\n")
        if verbose:
            sys.stdout.writelines(f"{text}\n" for text in details(passages))
    if len(scores) > 1:
        sys.stdout.write(f"{sample:<7}{'all':<16} {line(reduce(add, scores))}\n")


def line(score: Score) -> str:
    """Give the figures of a score in the columns of the table; fields are those of right provisions."""
    counts = f"{score.right:>6} {score.wrong:>6} {score.missed:>7}"
    return f"{score.precision:>9.3f} {score.recall:>7.3f} {counts}" + "".join(
        f" {_ratio(score, name, score.fields_found)} / {_ratio(score, name, score.fields_true)}"
        for name in FIELDS
    )


def details(passages: Sequence[tuple[Passage, Judged]]) -> Iterator[str]:
    """Give a line for each provision that is wrong, missed or left out: its actor and its action."""
    for number, (passage, one) in enumerate(passages, start=1):
        for kind, found in (("wrong", one.wrong), ("left out", one.left_out)):
            yield from (f"  {number:>3} {kind:<8} {_told(passage, provision)}" for provision in found)
        for label in one.missed:
            words = f"{_words(passage, label.actor)} | {_words(passage, label.action)}"
            yield f"  {number:>3} missed   {label.modality} | {words}"


def _extracted(folder: Path) -> dict[tuple[str, int], tuple[Passage, list[FoundProvision]]]:
    """Give all passages of the documents of a folder by payload and place, with what was found in them."""
    everything = {}
    for path in sorted(folder.glob("*.pdf")):
        extraction = extract(path.read_bytes(), CaptureContext(), ocr=Ocr.OFF)
        found = defaultdict(list)
        for provision in extraction.provisions:
            found[provision.passage_id].append(provision)
        for passage in extraction.passages:
            place = (passage.payload_sha256, passage.ordinal)
            everything[place] = (passage, found[passage.passage_id])
    return everything


def _judged(
    label: LabelledPassage, extracted: dict[tuple[str, int], tuple[Passage, list[FoundProvision]]]
) -> tuple[Passage, Judged]:
    passage, found = extracted[label.payload_sha256, label.ordinal]
    if passage.text_sha256 != label.text_sha256:
        raise LookupError(f"passage {label.ordinal} of {label.payload_sha256} has another text than labelled")
    return passage, judge(found, label.provisions)


def _told(passage: Passage, found: FoundProvision) -> str:
    actor = None if found.actor_start is None else (found.actor_start, found.actor_end or 0)
    action = (found.action_start, found.action_end)
    return f"{found.modality} | {_words(passage, actor)} | {_words(passage, action)}"


def _words(passage: Passage, span: Span | None) -> str:
    return "-" if span is None else passage.text[slice(*span)]


def _ratio(score: Score, name: str, of: dict[str, int]) -> str:
    return f"{score.fields_right[name] / of[name]:>6.3f}" if of[name] else f"{'-':>6}"

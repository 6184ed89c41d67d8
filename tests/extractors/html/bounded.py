"""Reads pages in a process of its own, within limits, and says what each has cost.

``python -m tests.extractors.html.bounded FOLDER MEGABYTES SECONDS`` reads the files of a folder in the order
of their names, and prints a line of JSON for each: ``name``, ``seconds``, ``codes`` of its issues, number of
``words`` and ``links``, and ``megabytes``, the most memory that the process has held so far. Beyond a limit
it dies.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from extractors.html.page import extract
from extractors.records import CaptureContext, Extraction

REPOSITORY = Path(__file__).parents[3]


def read_within(folder: Path, *, megabytes: int, seconds: int) -> list[dict[str, Any]]:
    """Read the pages of a folder in another process; what it says of each."""
    command = [sys.executable, "-m", __name__, str(folder), str(megabytes), str(seconds)]
    ended = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    assert ended.returncode == 0, f"after {answers[-1:]}: {ended.returncode} {ended.stderr[-2000:]}"
    return answers


def main(folder: str, megabytes: str, seconds: str) -> None:
    limit = int(megabytes) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    for path in sorted(Path(folder).iterdir()):
        payload = path.read_bytes()
        start = time.process_time()
        extraction = extract(payload, CaptureContext(url="http://www.example.gov/here/page"))
        spent = time.process_time() - start
        check(extraction)
        print(json.dumps(answer(path.name, spent, extraction)), flush=True)  # noqa: T201


def check(extraction: Extraction) -> None:
    """Check what holds of any page: offsets, kinds of text, references, and that silence is no answer."""
    text = extraction.document.text
    text.encode()
    ids = {passage.passage_id for passage in extraction.passages}
    assert len(ids) == len(extraction.passages)
    for passage in extraction.passages:
        assert text[passage.char_start : passage.char_end] == passage.text != ""
    for link in extraction.links:
        assert link.passage_id is None or link.passage_id in ids
        assert link.note_raw is None or link.note_raw in text
    assert extraction.passages or extraction.issues


def answer(name: str, seconds: float, extraction: Extraction) -> dict[str, Any]:
    return {
        "name": name,
        "seconds": round(seconds, 3),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "codes": sorted({issue.code for issue in extraction.issues}),
        "words": len(extraction.document.text.split()),
        "links": len(extraction.links),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])

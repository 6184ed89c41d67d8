"""``python -m tests.benchmarks.printed``: score the reader on printed pages, by trait.

``--seed`` and ``--count`` choose the documents, ``--worst`` lists those that scored least, ``--save`` writes
one of them to a file.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.benchmarks.printed.pages import printed_page
from tests.benchmarks.printed.scoring import documents, score, scorer, summary
from tests.benchmarks.printed.temptations import temptation


def main() -> int:
    """Score and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.printed", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--worst", type=int, default=0, help="so many of the worst documents are named")
    parser.add_argument("--save", metavar="NAME", help="write this document to a PDF of its name and stop")
    chosen = parser.parse_args()
    if chosen.save:
        make = printed_page if chosen.save.startswith("t") else temptation
        Path(f"{chosen.save}.pdf").write_bytes(make(int(chosen.save[1:])).payload)
        return 0
    judge = scorer()
    results = [(document, score(document, judge)) for document in documents(chosen.seed, chosen.count)]
    print(summary(results))
    for document, result in sorted(results, key=lambda pair: pair[1]["F"])[: chosen.worst]:
        print(
            f"{document.name} F {result['F']:.3f} exact {result['exact']}/{result['ngt']} {document.traits}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

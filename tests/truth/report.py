"""How many values of the truth the tables of real documents give at the right place."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.truth import border_patrol, complaints, overstay
from tests.truth.judging import Source


def sources() -> Iterator[Source]:
    """Give all files of truth with the documents they belong to, the long ones last."""
    yield from border_patrol.sources()
    yield from overstay.sources()
    yield from complaints.sources()


def report() -> None:
    """Print a line a file and document; about two minutes, nearly all of it for the complaint reports."""
    say("truth", "document", "values", "right", "wrong", "share")
    values = right = 0
    for source in sources():
        score = source.score()
        values += len(score.judgements)
        right += score.right
        say(source.truth, source.document, *figures(len(score.judgements), score.right))
    say("all", "", *figures(values, right))


def figures(values: int, right: int) -> tuple[str, str, str, str]:
    """Give the figures of a line; a file without values has no share."""
    share = f"{right / values:.3%}" if values else ""
    return str(values), str(right), str(values - right), share


def say(truth: str, document: str, *figures: str) -> None:
    columns = "".join(f"{figure:>9}" for figure in figures)
    sys.stdout.write(f"{truth[:44]:<44} {document[-44:]:<44}{columns}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    report()

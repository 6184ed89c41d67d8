"""How many values of the truth the tables of real documents give at the right place."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from tests.truth import border_patrol, citizenship, complaints, overstay, sums
from tests.truth.judging import Source
from tests.truth.sums import Sum


def sources() -> Iterator[Source]:
    """Give all files of truth with the documents they belong to, the long ones last."""
    yield from border_patrol.sources()
    yield from overstay.sources()
    yield from citizenship.sources()
    yield from complaints.sources()


def summing() -> dict[str, Callable[[], Iterable[Sum]]]:
    """Give the documents whose other numbers are judged by the sums that they print."""
    long = {complaints.document_of(name): partial(sums.sums, name) for name in complaints.REPORTS}
    found = {citizenship.DOCUMENT: citizenship.sums, **long}
    return {name.split("/")[1]: read for name, read in found.items()}


def report() -> None:
    """Print a line a file and document, and one for the sums of a document that has any.

    Takes about two minutes, nearly all of it for the complaint reports.
    """
    say("truth", "document", "values", "right", "wrong", "share")
    values = right = 0
    for source in sources():
        score = source.score()
        values += len(score.judgements)
        right += score.right
        say(source.truth, source.document, *figures(len(score.judgements), score.right))
        say_sums(source.document)
    say("all but sums", "", *figures(values, right))


def say_sums(document: str) -> None:
    """Print how many sums of a document come out, if it is one of those that have any."""
    if document in summing():
        found = [one.right for one in summing()[document]()]
        say("sums that it prints", document, *figures(len(found), sum(found)))


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

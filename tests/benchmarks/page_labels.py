"""Pages whose main text is known: real ones labelled line by line, and pages of our own words.

Some lines may stand in a reading or not, such as a date line; they are ``optional``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from tests.benchmarks.corpus import CORPUS, REPOSITORY
from tests.golden.main_text.dump import lines

MAIN_TEXT = REPOSITORY / "tests" / "golden" / "main_text"

SNIPPET = 8
"""So many words of a real line are looked for; a whole paragraph would judge its every blank."""
TELLING = 4
"""A line of a real page's frame that has fewer words may stand in any text by chance."""


class PageSet(StrEnum):
    """Which truth: the real pages beside the checkout, or those written for it."""

    CORPUS = "corpus"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the main text, or one that may be counted to it."""

    text: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page, its main text in order, what must be read of it, and what of its frame must not."""

    name: str
    path: Path
    url: str | None
    blocks: tuple[Block, ...]
    must: tuple[str, ...]
    never: tuple[str, ...]


def labelled_pages(which: PageSet) -> list[LabelledPage]:
    """Give the pages of a set with their truth, by name."""
    return list(_corpus() if which is PageSet.CORPUS else _written())


def words(text: str) -> list[str]:
    """Give the words of a text, lowercased, as the scorer counts them."""
    return re.findall(r"\w+", text.lower())


def holds(text: str, snippet: str) -> bool:
    """Say whether the words of the snippet stand in the text in a row; a lone sign stands as such."""
    if len(snippet) == 1 or not words(snippet):
        return snippet in text
    return f" {' '.join(words(snippet))} " in f" {' '.join(words(text))} "


def _written() -> Iterator[LabelledPage]:
    for truth in sorted((MAIN_TEXT / "pages").glob("*.json")):
        label = json.loads(truth.read_text(encoding="utf-8"))
        yield LabelledPage(
            name=truth.stem,
            path=truth.with_suffix(".html"),
            url=label["url"],
            blocks=tuple(_block(entry) for entry in label["main"]),
            must=tuple(label["must"]),
            never=tuple(label["never"]),
        )


def _block(entry: str | dict[str, str]) -> Block:
    return Block(entry) if isinstance(entry, str) else Block(entry["either"], optional=True)


def _corpus() -> Iterator[LabelledPage]:
    for truth in sorted((MAIN_TEXT / "labels").glob("*.json")):
        yield _real(truth.stem, json.loads(truth.read_text(encoding="utf-8")))


def _real(name: str, label: dict[str, Any]) -> LabelledPage:
    path = CORPUS / label["file"]
    numbered = dict(enumerate(lines(path.read_bytes()), start=1))
    main, either = (set(_numbers(label[key])) for key in ("main", "either"))
    core = [numbered[number] for number in sorted(main)]
    text = " ".join(numbered[number] for number in sorted(main | either))
    return LabelledPage(
        name=name,
        path=path,
        url=None,
        blocks=tuple(Block(numbered[n], optional=n in either) for n in sorted(main | either)),
        must=tuple(dict.fromkeys(_opening(core[n]) for n in (0, len(core) // 2, -1))),
        never=tuple(
            line
            for number, line in numbered.items()
            if number not in main | either and len(words(line)) >= TELLING and not holds(text, line)
        ),
    )


def _numbers(ranges: list[list[int]]) -> Iterator[int]:
    for first, last in ranges:
        yield from range(first, last + 1)


def _opening(line: str) -> str:
    return " ".join(words(line)[:SNIPPET])

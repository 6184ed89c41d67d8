"""What a document in Markdown promises: blocks of code, commands, links and paths."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^( *)(`{3,})(\w*)[^\n]*\n(.*?)^\1\2 *$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_HEADING = re.compile(r"^#+ (.+?) *$", re.MULTILINE)
_SHELLS = ("console", "sh")
_OPERATORS = set("();<>|&")


@dataclass(frozen=True)
class Block:
    language: str
    text: str


@dataclass(frozen=True)
class Answered:
    """A query, and the answer that the document prints below it."""

    query: str
    answer: str


class Document:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.source = path.read_text(encoding="utf-8")
        self.prose = _FENCE.sub("", self.source)

    @property
    def blocks(self) -> list[Block]:
        """Fenced blocks in order, freed of the indent of the list that they stand in."""
        return [
            Block(found[3], re.sub(f"^{found[1]}", "", found[4], flags=re.MULTILINE))
            for found in _FENCE.finditer(self.source)
        ]

    def texts(self, language: str) -> list[str]:
        """The blocks in a language, in order."""
        return [block.text for block in self.blocks if block.language == language]

    @property
    def commands(self) -> list[list[str]]:
        """The words of each command of shell blocks, and of each in the prose that names a subcommand."""
        blocks = (block.text for block in self.blocks if block.language in _SHELLS)
        lines = [line for text in blocks for line in text.replace("\\\n", " ").splitlines()]
        lines += [code for code in _CODE.findall(self.prose) if code.startswith("dhs-archive ")]
        return [words for line in lines for words in _split(line.removeprefix("$ "))]

    @property
    def answered(self) -> list[Answered]:
        """Queries with the answers below them."""
        pairs = zip(self.blocks, self.blocks[1:], strict=False)
        return [Answered(a.text, b.text) for a, b in pairs if (a.language, b.language) == ("sql", "text")]

    @property
    def targets(self) -> list[str]:
        """Targets of links within the repository: a path, an anchor, or both."""
        return [target for target in _LINK.findall(self.prose) if "://" not in target]

    def paths(self, *roots: str) -> list[str]:
        """Paths in code that begin with one of these names and hold no placeholder."""
        codes = (code for code in _CODE.findall(self.prose) if re.fullmatch(r"[\w./-]+", code))
        return [code for code in codes if code.split("/")[0] in roots]

    @property
    def anchors(self) -> set[str]:
        """The names under which headings can be linked to, as GitHub makes them."""
        plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in _HEADING.findall(self.prose))
        return {heading.replace(" ", "-") for heading in plain}


def _split(line: str) -> Iterator[list[str]]:
    """Split a line of shell into the words of its commands, without redirections and comments."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    lexer.commenters = "#"
    words: list[str] = []
    target = False
    for word in lexer:
        if set(word) <= _OPERATORS:
            target = ">" in word or "<" in word
            if not target:
                yield words
                words = []
        elif not target:
            words.append(word)
        else:
            target = False
    yield words

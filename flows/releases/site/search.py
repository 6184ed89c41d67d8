"""Search without a server: an index of words in small scripts, of which a page loads those that it needs.

A page that is opened from disk may load scripts and nothing else, so that each part of the index is one that
hands itself to ``search.js``. Words are those of Unicode, without marks and case; both sides cut them alike.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SHARDS = 256
"""Parts of the index; a word lies in that of its hash."""

_WORD = re.compile(r"[^\W_]+")
_FNV_START, _FNV_PRIME, _32_BITS = 2166136261, 16777619, 0xFFFFFFFF


def words_of(text: str) -> list[str]:
    """Cut a text into words: letters and digits, lower case, without accents."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign)[0] != "M"
    )
    return _WORD.findall(plain.lower())


def shard_of(word: str) -> int:
    """Give the part that holds a word: FNV-1a over its UTF-16 code units."""
    found = _FNV_START
    units = word.encode("utf-16-le")
    for low, high in zip(units[::2], units[1::2], strict=True):
        found = ((found ^ (low | high << 8)) * _FNV_PRIME) & _32_BITS
    return found % SHARDS


class Index:
    """The index in the making.

    Args:
        folder: where the scripts go.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._documents: list[list[Any]] = []
        self._found: list[dict[str, list[int]]] = [{} for _ in range(SHARDS)]
        (folder / "texts").mkdir(parents=True)

    def add(self, address: str, title: str, about: str, passages: Sequence[tuple[str, str]]) -> None:
        """Take in a document.

        Args:
            address: its page, from the root of the site.
            title: its title.
            about: what is shown beside it.
            passages: id and text of each passage, in their order.
        """
        number = len(self._documents)
        self._documents.append([address, title, about])
        words = {word for text in (title, *(text for _, text in passages)) for word in words_of(text)}
        for word in sorted(words):
            self._found[shard_of(word)].setdefault(word, []).append(number)
        self._write(f"texts/{number}.js", "text", [number, [["", title], *map(list, passages)]])

    def close(self) -> None:
        """Write the list of documents and the parts of the index."""
        self._write("documents.js", "documents", [self._documents])
        for number, words in enumerate(self._found):
            self._write(f"words-{number}.js", "words", [number, words])

    def _write(self, name: str, call: str, arguments: list[Any]) -> None:
        told = ",".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in arguments)
        # A line separator ends a line of a script in old browsers.
        told = told.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        (self._folder / name).write_text(f"search.{call}({told});\n", encoding="utf-8")

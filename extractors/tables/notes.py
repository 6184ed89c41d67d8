"""The notes of a table: footnotes, the key to its signs, and sources, printed below it or in its last rows.

A note begins with its mark. A figure or a letter in front of a sentence is taken for a mark only if the table
uses it, or the line is set as a footnote; a capital or a dash only if it stands alone in a cell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from extractors.records import CellKind, PassageKind
from extractors.tables.notemarks import plain_mark

_MARK = re.compile(
    r"(?P<mark>[*\u2020\u2021\u00a7\u00b6#]{1,4}+|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+"
    r"|\((?:\d{1,2}|[A-Za-z]{1,2})\)|\[(?:\d{1,2}|[a-z])\]|(?:\d{1,2}|[a-z])/"
    r"|\d{1,2}\.?(?=\s|[A-Z])|[a-z](?=\s[A-Z\d]|\s?=|[A-Z])|N\.?/?A\.?(?=\W)|[A-Z]{1,2}(?=[\s:=])"
    r"|[-\u2010-\u2015\u2212]{1,2}(?=[\s=A-Z])|\.{2,3}|\u2026)"
    r"(?P<between>\s*[=:\u2013\u2014-]\s*|\s*)(?P<rest>\S.*)",
    re.DOTALL,
)
_UNMARKED = re.compile(r"(?:notes?|sources?|data sources?|key|legend)\b\s*[:.\u2014-]", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:table\s+)?(?:key|legend|(?:foot)?notes?|references?|sources?|symbols?)\s*:?", re.IGNORECASE
)
_DEFINITION = re.compile(
    r"(?<![\w=])(\(?[^\s=;,(]{1,4}\)?)\s{0,2}=\s{0,2}([^;=]{1,200}?)(?=[;.]\s|[;.]?$|,\s\S+\s*=)"
)
_FIGURE_OR_LETTER = re.compile(r"\d{1,2}|[a-z]")
_CAPITALS = re.compile(r"[A-Z]{1,2}")
_DASHES = "-\u2014."

_MEANINGS = (
    (re.compile(r"not applicable|does not apply|do not apply", re.IGNORECASE), CellKind.NOT_APPLICABLE),
    (
        re.compile(
            r"disclos|with?held|suppress|confidential|privacy|replaces the value|masked", re.IGNORECASE
        ),
        CellKind.SUPPRESSED,
    ),
    (re.compile(r"redact|exempt from release", re.IGNORECASE), CellKind.REDACTED),
    (re.compile(r"not available|unavailable|no data|not reported", re.IGNORECASE), CellKind.NOT_AVAILABLE),
    (
        re.compile(
            r"(?:represents?|is|equals?|means|indicates?|denotes?|rounds to)?\s*zero\b", re.IGNORECASE
        ),
        CellKind.NUMBER,
    ),
)
_LONGEST_MEANING = 120
_LONGEST_RUN = 4_000
"""Characters beyond which a text is not cut into notes: to look everywhere costs the square of its length."""


@dataclass(frozen=True, slots=True)
class Line:
    """A text that may be a note: a passage behind a table, or a row at its end.

    ``near`` says that nothing but notes stands between it and the table, ``row`` which row of it the text is.
    """

    text: str
    kind: PassageKind = PassageKind.FOOTNOTE
    near: bool = True
    passage_id: str | None = None
    page: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its mark written plainly and as printed, its text without it, and where it stands.

    ``means`` is what a cell is that holds the mark and nothing else. A sign that "represents zero" makes the
    cell a number, namely 0; one for what is only small, such as "less than half the unit", has no number.
    """

    mark: str | None
    printed: str
    text: str
    means: CellKind | None
    line: Line


def is_note(text: str) -> bool:
    """Tell whether a text may be a note at all: it begins with a mark, or says that it is a note."""
    return bool(_UNMARKED.match(text) or _MARK.match(text))


def is_title(text: str) -> bool:
    """Tell whether a text heads notes, such as "Table Key:"."""
    return bool(_TITLE.fullmatch(text.strip()))


def notes_in(lines: Iterable[Line], *, used: Collection[str], signs: Collection[str]) -> list[Note]:
    """Give the notes of a table, each mark once, in printed order.

    Args:
        lines: what may be a note, nearest first.
        used: plain marks that the table has or may have beside its texts.
        signs: what stands alone in cells, such as ``D`` or a dash, written as :func:`plain_mark` does.
    """
    found: list[Note] = []
    marks: set[str] = set()
    for line in lines:
        for note in _read(line, used, signs):
            if note.mark is None or note.mark not in marks:
                found.append(note)
                marks.add(note.mark or "")
    return found


def _read(line: Line, used: Collection[str], signs: Collection[str]) -> Iterator[Note]:
    if _UNMARKED.match(line.text):
        if line.near:
            yield Note(None, "", line.text, None, line)
            yield from _defined_within(line, signs)
        return
    for part in _parts(line.text, used, signs):
        if note := _note(part, line, used, signs):
            yield note


def _parts(text: str, used: Collection[str], signs: Collection[str]) -> Iterator[str]:
    """Cut a text in which several notes run on: at a sign of the table, or a mark behind a full stop."""
    starts = [0]
    for found in re.finditer(r"(?<=\s)(?=\S)", text) if len(text) <= _LONGEST_RUN else ():
        opening = _MARK.match(text, found.start())
        if opening and _begins(opening, text[: found.start()].rstrip(), used, signs):
            starts.append(found.start())
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield text[start:end].strip()


def _begins(opening: re.Match[str], before: str, used: Collection[str], signs: Collection[str]) -> bool:
    mark, rest = plain_mark(opening["mark"]), opening["rest"]
    ended = before.endswith((".", ";", "!", "?"))
    if mark in signs and _CAPITALS.fullmatch(mark):
        return rest[:1].isupper() or "=" in opening["between"]
    if mark in signs and mark[0] in _DASHES:
        return ended or "=" in opening["between"]
    return ended and mark in used and (rest[:1].isupper() or not mark.isalnum())


def _note(text: str, line: Line, used: Collection[str], signs: Collection[str]) -> Note | None:
    found = _MARK.match(text)
    if not found:
        return None
    mark, rest = plain_mark(found["mark"]), found["rest"]
    meaning = _meaning(rest) if mark in signs else None
    if not _is_mark_of(mark, line, rest, (used, signs)):
        return None
    return Note(mark, found["mark"], rest.rstrip(";"), meaning, line)


def _is_mark_of(mark: str, line: Line, rest: str, table: tuple[Collection[str], Collection[str]]) -> bool:
    used, signs = table
    if _CAPITALS.fullmatch(mark) or mark[0] in _DASHES or mark in ("N/A", "n/a", "N.A"):
        return line.near and mark in signs
    figure = bool(_FIGURE_OR_LETTER.fullmatch(mark))
    if mark in used or mark in signs:
        return line.near or line.kind is PassageKind.FOOTNOTE or not figure
    return line.near and not figure


def _defined_within(line: Line, signs: Collection[str]) -> Iterator[Note]:
    """Give what a running note defines: "Note: D = withheld; X = not applicable."."""
    for found in _DEFINITION.finditer(line.text[:_LONGEST_RUN]):
        mark = plain_mark(found[1])
        if mark in signs:
            yield Note(mark, found[1], found[2].strip(), _meaning(found[2]), line)


def _meaning(text: str) -> CellKind | None:
    stated = text[:_LONGEST_MEANING].strip()
    for pattern, kind in _MEANINGS:
        if kind is CellKind.NUMBER and pattern.match(stated):
            return kind
        if kind is not CellKind.NUMBER and pattern.search(stated):
            return kind
    return None

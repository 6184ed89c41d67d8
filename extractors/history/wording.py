"""What was done to the words of a passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.history.chains import chain


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that went and words that came in their place, behind words that were kept.

    Args:
        kept: how many words before it are the same, counted from the last edit.
        gone: the words that went, in order.
        come: the words that stand there instead.
    """

    kept: int
    gone: tuple[str, ...]
    come: tuple[str, ...]

    @property
    def inverse(self) -> Edit:
        """The edit that undoes this one."""
        return Edit(self.kept, self.come, self.gone)


def edits(former: str, latter: str) -> tuple[Edit, ...]:
    """Give the edits that make the words of one text out of those of another; white space is no word."""
    words, others = former.split(), latter.split()
    found: list[Edit] = []
    kept = place = other = 0
    for here, there in [*chain(words, others), (len(words), len(others))]:
        if (here, there) != (place, other):
            found.append(Edit(kept, tuple(words[place:here]), tuple(others[other:there])))
            kept = 0
        kept, place, other = kept + 1, here + 1, there + 1
    return tuple(found)


def edited(text: str, changes: Sequence[Edit]) -> list[str]:
    """Give the words of a text after edits."""
    words, found, place = text.split(), [], 0
    for edit in changes:
        found += [*words[place : place + edit.kept], *edit.come]
        place += edit.kept + len(edit.gone)
    return [*found, *words[place:]]


def written(changes: Sequence[Edit]) -> tuple[str, ...]:
    """Write edits down: ``=7`` for seven words kept, ``-old words``, ``+new words``, in their order.

    Words that are kept behind the last edit are not counted.
    """
    parts: list[str] = []
    for edit in changes:
        parts += [f"={edit.kept}"] if edit.kept else []
        parts += [f"-{' '.join(edit.gone)}"] if edit.gone else []
        parts += [f"+{' '.join(edit.come)}"] if edit.come else []
    return tuple(parts)

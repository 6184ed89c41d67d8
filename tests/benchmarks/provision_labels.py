"""Provisions that were labelled by hand: where they stand in passages of real documents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.corpus import REPOSITORY

BY_HAND = REPOSITORY / "tests" / "golden" / "provisions"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that bounds an action, and its unit as a word."""

    value: float
    unit: str

    def is_printed(self, *, value: object, unit: object) -> bool:
        """Say whether a value and a unit are these; hour and hours are one unit."""
        if value is None or unit is None:
            return False
        return float(str(value)) == self.value and _singular(str(unit)) == _singular(self.unit)


@dataclass(frozen=True, slots=True)
class TrueProvision:
    """A provision as labelled, its spans in code points of the passage; doubtful ones are not scored."""

    modality: str
    actor: Span | None
    action: Span
    object: Span | None = None
    limit: Limit | None = None
    exception: Span | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class LabelledPassage:
    """A passage by payload and place, with the digest of its text and all provisions in it."""

    payload_sha256: str
    ordinal: int
    text_sha256: str
    provisions: tuple[TrueProvision, ...]


def labelled_passages(folder: str, *, sample: str, labels: Path = BY_HAND) -> list[LabelledPassage]:
    """Give the passages of a sample that were labelled in a folder of the corpus, by payload and place."""
    entries = json.loads(label_file(folder, sample=sample, labels=labels).read_text(encoding="utf-8"))
    return [
        LabelledPassage(
            payload_sha256=entry["payload_sha256"],
            ordinal=entry["ordinal"],
            text_sha256=entry["text_sha256"],
            provisions=tuple(_provision(label) for label in entry["provisions"]),
        )
        for entry in entries
    ]


def label_file(folder: str, *, sample: str, labels: Path = BY_HAND) -> Path:
    """Give the file with the labels of a sample in a folder of the corpus."""
    return labels / f"{sample}-{folder}.json"


def _provision(label: dict[str, Any]) -> TrueProvision:
    limit = label["limit"]
    return TrueProvision(
        modality=label["modality"],
        actor=_span(label["actor"]),
        action=tuple(label["action"]),
        object=_span(label["object"]),
        limit=limit and Limit(value=limit["value"], unit=limit["unit"]),
        exception=_span(label["exception"]),
        doubtful=label.get("doubtful", False),
    )


def _span(ends: list[int] | None) -> Span | None:
    return (ends[0], ends[1]) if ends else None


def _singular(unit: str) -> str:
    return unit.lower().removesuffix("s")

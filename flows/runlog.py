"""What a run tells while it works, and what it leaves behind for whoever looks in the morning.

On a terminal each stage has a progress bar; elsewhere, as under cron, it has a line when it is done. The
same facts go into a JSON file under ``work/runs``. Nothing of it enters a release.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows.settings import DataRoot

Advance = Callable[[int], None]


@dataclass(slots=True)
class StageFacts:
    """One stage of a run: what it counted, and how long it took."""

    name: str
    unit: str
    count: int = 0
    seconds: float | None = None


@dataclass(slots=True)
class RunLog:
    """The log of one run.

    Args:
        root: where the log is kept.
        run: the name of the flow.
    """

    root: DataRoot
    run: str
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    stages: list[StageFacts] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def _name(self) -> str:
        return f"{self.started:%Y%m%dT%H%M%S%f}-{self.run}"

    @property
    def summary(self) -> Path:
        """The page beside the log that tells people what the run came to."""
        return self.root.runs / f"{self._name}.md"

    @property
    def evidence(self) -> Path:
        """The folder beside the log for pictures of rows that break a check."""
        return self.root.runs / f"{self._name}-evidence"

    def __enter__(self) -> RunLog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the log behind, whatever became of the run; it replaces none of an earlier run."""
        if error is not None:
            self.facts["error"] = f"{type(error).__name__}: {error}"
        self.root.runs.mkdir(parents=True, exist_ok=True)
        record = {
            "run": self.run,
            "started": self.started.isoformat(),
            "stages": [asdict(stage) for stage in self.stages],
            "warnings": self.warnings,
            **self.facts,
        }
        (self.root.runs / f"{self._name}.json").write_text(
            json.dumps(record, indent=2) + "\n", encoding="utf-8"
        )

    @contextmanager
    def stage(self, name: str, *, total: int | None = None, unit: str) -> Iterator[Advance]:
        """Show a stage while it runs; the block calls what it is given with each count of things done."""
        began = time.monotonic()
        facts = StageFacts(name, unit)
        self.stages.append(facts)
        with _bar(name, total, unit) as show:

            def advance(count: int) -> None:
                facts.count += count
                show(count)

            yield advance
        facts.seconds = round(time.monotonic() - began, 2)
        if not sys.stderr.isatty():
            sys.stderr.write(f"{name:<10} {facts.count:>9,} {unit:<10} {facts.seconds:>8.1f} s\n")

    def add(self, fact: str, more: Sequence[object]) -> None:
        """Put more to a fact that is a list: a run may ask several archives."""
        known = self.facts.setdefault(fact, [])
        if isinstance(known, list):
            known.extend(more)

    def warn(self, message: str) -> None:
        """Say what went wrong without ending the run, now and in the log."""
        self.warnings.append(message)
        sys.stderr.write(f"warning: {message}\n")


@contextmanager
def _bar(name: str, total: int | None, unit: str) -> Iterator[Advance]:
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(unit),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task(name, total=total)
        yield lambda count: progress.advance(bar, count)

"""What a run came to, on one page: beside its log, and as an artifact of the run in Prefect."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from prefect.artifacts import create_markdown_artifact
from prefect.context import FlowRunContext

from flows.runlog import RunLog
from flows.settings import DataRoot

_MOST = 20


@contextmanager
def summarised(root: DataRoot, run: str) -> Iterator[RunLog]:
    """Give the log of a run within a flow; whatever becomes of the run, its summary is written."""
    with RunLog(root, run) as log:
        try:
            yield log
        except BaseException as error:
            log.facts["error"] = f"{type(error).__name__}: {error}"
            raise
        finally:
            _leave(log)


def _leave(log: RunLog) -> None:
    """Write the summary down and hand it to Prefect; neither may undo or hide what the run has come to."""
    text = as_markdown(log)
    try:
        log.root.runs.mkdir(parents=True, exist_ok=True)
        log.summary.write_text(text, encoding="utf-8")
        if FlowRunContext.get() is not None:
            key = f"dhs-archive-{log.run}"
            create_markdown_artifact(text, key=key, description=f"What {log.run} came to")
    except Exception as error:  # the disk may be full, or the server gone
        sys.stderr.write(f"warning: the summary could not be left: {error}\n")


def as_markdown(log: RunLog) -> str:
    """Write the summary: the outcome first, then changes, issues, hosts, warnings, and what is left."""
    facts: Mapping[str, Any] = log.facts
    lines = [f"# {log.run}, {log.started:%Y-%m-%d %H:%M} UTC", "", *_outcome(facts)]
    lines += _table(
        "Stages",
        ("stage", "count", "seconds"),
        [(s.name, f"{s.count:,} {s.unit}", s.seconds) for s in log.stages],
    )
    lines += _table("Changes", ("table", "added", "removed", "changed"), facts.get("changes", ()))
    lines += _table("Issues", ("severity", "issues"), facts.get("issues", ()))
    lines += _table(
        "Hosts",
        ("host", "requests", "bytes", "seconds waited"),
        [_host(each) for each in facts.get("hosts", ())],
    )
    lines += _list("Warnings", log.warnings)
    lines += _list("Left for the next run", facts.get("left", ()))
    return "\n".join(lines) + "\n"


def _outcome(facts: Mapping[str, Any]) -> Iterator[str]:
    if "error" in facts:
        yield f"**Failed.** {_flat(facts['error'])}"
    if "release" in facts:
        yield f"Release {facts['release']}, step: {facts.get('step', 'none')}."
    if "path" in facts:
        yield f"It lies in `{facts['path']}`; `dhs-archive site` shows it."


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    if rows:
        yield from ("", f"## {title}", "", f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}")
        yield from (f"| {' | '.join(_flat(each) for each in row)} |" for row in rows)


def _host(ledger: Mapping[str, object]) -> list[object]:
    return [ledger.get(name) for name in ("host", "requests", "bytes", "waited_seconds")]


def _list(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from ("", f"## {title}", "", *(f"- {_flat(line)}" for line in lines[:_MOST]))
        if len(lines) > _MOST:
            yield f"- and {len(lines) - _MOST:,} more, in the log of the run"


def _flat(value: object) -> str:
    """Give a value on one line, with nothing in it that ends a cell or begins markup."""
    return " ".join(str("" if value is None else value).split()).replace("|", "\\|").replace("<", "\\<")

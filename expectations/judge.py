"""Great Expectations as a judge of frames: a suite and a frame in, a few plain fields out.

Its results also carry run ids, times, and tracebacks with paths of the machine; none of these leave here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from expectations.queries import CheckNotMade
from expectations.results import SAMPLE
from expectations.suites import great_expectations, third_parties_quiet


@dataclass(frozen=True, slots=True)
class Verdict:
    """What Great Expectations says of one expectation.

    Args:
        column: the column that is judged, if it is one.
        check: the name of the check, from the ``meta`` of the expectation.
        success: whether the frame is as expected.
        failed: how many values are not; 0 where an expectation does not look at values.
        values: the first of them.
    """

    column: str | None
    check: str
    success: bool
    failed: int
    values: tuple[Any, ...]


class Judge:
    """Great Expectations with one context, kept in memory only, for all frames of a run."""

    def __init__(self) -> None:
        gx = great_expectations()
        with third_parties_quiet():
            context = gx.get_context(mode="ephemeral")
            context.variables.progress_bars = {"globally": False}
            asset = context.data_sources.add_pandas("tables").add_dataframe_asset("frames")
            self._frames = asset.add_batch_definition_whole_dataframe("frame")

    def verdicts(self, frame: pd.DataFrame, suite: Any) -> list[Verdict]:
        """Judge a frame by a suite.

        Raises:
            CheckNotMade: an expectation raised an exception, which Great Expectations reports as a failure.
        """
        # Ids of rows are looked up from the values below: asking for them here takes seconds a failure.
        form = {"result_format": "BASIC", "partial_unexpected_count": SAMPLE}
        with third_parties_quiet():
            batch = self._frames.get_batch({"dataframe": frame})
            return [_verdict(result) for result in batch.validate(suite, result_format=form).results]


def _verdict(result: Any) -> Verdict:
    config = result.expectation_config
    column = config.kwargs.get("column")
    if raised := "; ".join(_raised(result.exception_info)):
        raise CheckNotMade(f"Great Expectations could not judge {config.type} of {column}: {raised}")
    return Verdict(
        column=column,
        check=config.meta["check"],
        success=bool(result.success),
        failed=int(result.result.get("unexpected_count", 0)),
        values=tuple(result.result.get("partial_unexpected_list", ())),
    )


def _raised(info: Mapping[str, Any]) -> Iterator[str]:
    """Give the messages of exceptions; they lie at the top, or below the id of the metric that raised."""
    if info.get("raised_exception"):
        yield str(info.get("exception_message"))
    for nested in info.values():
        if isinstance(nested, Mapping):
            yield from _raised(nested)

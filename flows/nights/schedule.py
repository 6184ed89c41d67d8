"""When the flows run: their deployments, for one process that serves them and for a pool of workers alike.

``prefect.yaml`` declares the same for a work pool; a test holds the two together.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prefect import serve
from prefect.deployments.runner import RunnerDeployment
from prefect.flows import Flow
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.errors import InputError
from flows.nightly import nightly
from flows.rebuild import rebuild
from flows.weekly import verify_latest

NIGHTLY, WEEKLY = "30 2 * * *", "0 12 * * 0"
"""Half past two every night, and noon of every Sunday: after the night, and when somebody may look soon."""

TIME_ZONE = "America/New_York"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is served.

    Args:
        data_root: where the vault and releases are.
        cron: when the nightly flow runs.
        time_zone: of the cron lines; the night stays the night when clocks change.
        parameters: of the nightly flow, beside the data root.
        store: where vault and releases are kept for good, if not in the data root alone.
    """

    data_root: Path
    cron: str = NIGHTLY
    time_zone: str = TIME_ZONE
    parameters: tuple[tuple[str, object], ...] = ()
    store: str | None = None


def deployments(plan: Plan) -> list[RunnerDeployment]:
    """Give the deployments: ``nightly`` and ``weekly-verify`` by the clock, ``rebuild`` when asked for."""
    root: dict[str, object] = {"data_root": str(plan.data_root.resolve())}
    if plan.store:
        root["store"] = plan.store
    return [
        _deployed(nightly, "nightly", plan.cron, plan, {**root, **dict(plan.parameters)}),
        _deployed(verify_latest, "weekly-verify", WEEKLY, plan, root),
        _deployed(rebuild, "rebuild", None, plan, root),
    ]


def _deployed(
    flow: Flow[..., Any], name: str, cron: str | None, plan: Plan, parameters: dict[str, object]
) -> RunnerDeployment:
    return RunnerDeployment.from_flow(
        flow,
        name,
        schedules=[Cron(cron, timezone=plan.time_zone)] if cron else [],
        concurrency_limit=1,
        parameters=parameters,
        tags=["dhs-archive"],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def serve_all(plan: Plan) -> None:
    """Run what is due until interrupted, one run at a time.

    Raises:
        InputError: there is no Prefect server, without which nothing is scheduled.
    """
    if not os.environ.get("PREFECT_API_URL"):
        raise InputError(
            "Nothing is scheduled without a Prefect server.",
            "Start one (prefect server start) and set PREFECT_API_URL=http://127.0.0.1:4200/api, or run "
            "dhs-archive nightly from cron.",
        )
    serve(*deployments(plan), limit=1)

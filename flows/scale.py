"""Where shards are extracted: by this machine, or on a Dask cluster through Prefect's own task runner.

Shards travel as addresses and results as the names of fragments. Every worker must see what they name: the
data root under one path, on this machine or on a file system that the cluster shares; or a store.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flows.errors import InputError


class Engine(StrEnum):
    """What runs the tasks of the extract stage."""

    LOCAL = "local"
    DASK = "dask"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Dask cluster.

    Args:
        address: that of its scheduler; none means one that is started on this machine for the run.
        workers: its processes, where it is started.
    """

    address: str | None = None
    workers: int = 2


def placed(flow: Any, engine: str, address: str | None, workers: int) -> Any:
    """Give a flow that runs where it is asked for."""
    return flow if engine == Engine.LOCAL else on_cluster(flow, Cluster(address, workers))


def on_cluster(flow: Any, cluster: Cluster) -> Any:
    """Give a flow whose tasks run on a cluster.

    Raises:
        InputError: there is no standing Prefect server, of which each worker would start its own.
    """
    if not os.environ.get("PREFECT_API_URL"):
        raise InputError(
            "A cluster needs a Prefect server to which its workers report.",
            "Start one (prefect server start) and set PREFECT_API_URL=http://127.0.0.1:4200/api.",
        )
    import dask
    from prefect_dask.task_runners import DaskTaskRunner

    # A worker of the cluster has workers of its own, which may die of a payload without harm to it.
    dask.config.set({"distributed.worker.daemon": False, "distributed.admin.tick.limit": "1h"})
    if cluster.address:
        return flow.with_options(task_runner=DaskTaskRunner(address=cluster.address))
    started = {"n_workers": cluster.workers, "threads_per_worker": 1, "dashboard_address": None}
    return flow.with_options(task_runner=DaskTaskRunner(cluster_kwargs=started))

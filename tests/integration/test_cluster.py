"""Extraction on a Dask cluster gives the same release, to the last byte."""

from __future__ import annotations

from contextlib import suppress

import psutil
import pytest

from tests.integration.command import Run, files, succeeded
from tests.integration.prefect_api import ask


def test_a_cluster_gives_the_same_release(sample, operator, standing_server, tmp_path) -> None:
    root = tmp_path / "root"
    succeeded(operator.run("rebuild", "--engine", "dask", "--workers", "2", "--data-root", root))
    assert files(root / "releases" / "1.0.0") == files(sample.release)
    found = ask(standing_server, "task_runs/filter", task_runs={"name": {"like_": "extract_far"}})
    assert {each["state_type"] for each in found} == {"COMPLETED"}


def test_a_cluster_without_a_server_is_refused(user) -> None:
    ended = user.run("rebuild", "--engine", "dask")
    assert ended.status == 4
    assert "PREFECT_API_URL" in ended.complaint


@pytest.mark.soak
def test_a_worker_of_the_cluster_that_is_killed_costs_nothing(large, operator, tmp_path) -> None:
    near, far = tmp_path / "near", tmp_path / "far"
    succeeded(operator.run("rebuild", large, "--data-root", near))
    run = operator.begin("rebuild", large, "--engine", "dask", "--workers", "2", "--data-root", far)
    run.wait_until(lambda: bool(reading(run)))
    reading(run)[0].kill()
    succeeded(run.end())
    assert files(far / "releases" / "1.0.0") == files(near / "releases" / "1.0.0")


def reading(run: Run) -> list[psutil.Process]:
    """Give the workers of the cluster that are at work: Dask spawns them, and they fork what reads."""
    found = []
    for process in run.left():
        with suppress(psutil.Error):
            forked = [word for child in process.children() for word in child.cmdline()]
            if "spawn_main" in " ".join(process.cmdline()) and "forkserver" in " ".join(forked):
                found.append(process)
    return found

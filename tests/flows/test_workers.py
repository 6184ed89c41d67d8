"""A worker may die without harm to the jobs of others."""

import os
import time

import pytest

from flows.limits import time_limit
from flows.settings import Limits
from flows.workers import run_jobs


def square(number: int) -> int:
    return number * number


def die(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number


def linger(seconds: float) -> str:
    with time_limit(0.2):
        time.sleep(seconds)
    return "done"


def hoard(bytes_: int) -> int:
    return len(bytearray(bytes_))


def fail(_: int) -> None:
    raise OSError(28, "No space left on device")


def outcomes(function, values, **limits):
    jobs = {value: (value,) for value in values}
    done = list(run_jobs(function, jobs, workers=2, limits=Limits(**limits)))
    assert len(done) == len(jobs)
    return {each.key: each.fault or each.result for each in done}


def test_results_come_by_key() -> None:
    assert outcomes(square, [1, 2, 3, 4]) == {1: 1, 2: 4, 3: 9, 4: 16}


def test_death_costs_one_job() -> None:
    done = outcomes(die, [1, 2, 3, 4, 5])
    assert "ProcessExpired" in done.pop(3)
    assert done == {1: 1, 2: 2, 4: 4, 5: 5}


def test_time_limit_ends_the_process() -> None:
    done = outcomes(linger, [0.0, 30.0])
    assert done[0.0] == "done"
    assert "ProcessExpired" in done[30.0]


def test_memory_limit_is_a_fault_of_the_job() -> None:
    done = outcomes(hoard, [1000, 2_000_000_000], memory_bytes=500_000_000)
    assert done[1000] == 1000
    assert "MemoryError" in done[2_000_000_000]


def test_full_disk_in_a_worker_reaches_the_caller() -> None:
    with pytest.raises(OSError, match="No space left"):
        outcomes(fail, [1])


def test_no_jobs() -> None:
    assert outcomes(square, []) == {}

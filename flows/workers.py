"""Worker processes that may die without harm.

A job runs in a process of its own pool; when the process dies or takes too long the pool replaces it and
only that job is lost. Jobs are addresses and results are small, so that the same jobs could run elsewhere.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Hashable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import pyarrow as pa
from pebble import ProcessExpired, ProcessPool

from flows.limits import limit_memory
from flows.settings import Limits

Key = TypeVar("Key", bound=Hashable)

_FAULTS = (ProcessExpired, MemoryError, TimeoutError)


@dataclass(frozen=True, slots=True)
class Done(Generic[Key]):
    """What became of a job: its result, or the words for what ended its process or took too long."""

    key: Key
    result: Any = None
    fault: str | None = None


def run_jobs(
    function: Callable[..., Any], jobs: Mapping[Key, tuple[Any, ...]], *, workers: int, limits: Limits
) -> Iterator[Done[Key]]:
    """Run a module-level function on the arguments of each job; jobs end in any order.

    Args:
        function: what to run.
        jobs: the arguments, by a key that tells jobs apart.
        workers: processes at a time; they are forked from a server that has loaded the function's module
            but no parser, since the PDF library must not be forked.
        limits: the memory that a worker may take.

    Raises:
        Exception: whatever a job raises, except that the death of a process, want of memory and of time are
            given as the fault of a job.
    """
    if not jobs:
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([function.__module__])
    pool = ProcessPool(
        max_workers=min(workers, len(jobs)),
        initializer=_prepare_worker,
        initargs=(limits.memory_bytes,),
        context=context,
    )
    try:
        pending: dict[Future[Any], Key] = {
            pool.schedule(function, args=args): key for key, args in jobs.items()
        }
        while pending:
            finished, _ = wait(pending, return_when=FIRST_COMPLETED)
            for future in finished:
                key = pending.pop(future)
                try:
                    yield Done(key, result=future.result())
                except _FAULTS as fault:
                    yield Done(key, fault=f"{type(fault).__name__}: {fault}")
        pool.close()  # type: ignore[no-untyped-call]
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _prepare_worker(memory_bytes: int) -> None:
    """Leave interruptions to the parent, and bound the memory that hostile input can claim.

    Arrow takes its memory from the system: its own allocator keeps half as much again where a large document
    is put together of many small parts.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(memory_bytes)
    pa.set_memory_pool(pa.system_memory_pool())

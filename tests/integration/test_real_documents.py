"""All real documents beside the repository: each is read or said to be unreadable, in little memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from flows.releases.reader import open_release
from tests.integration.command import Run, User, files, sitting_in, succeeded

pytestmark = [pytest.mark.soak, pytest.mark.corpus]

MEMORY = 1536 * 1024**2
"""Bytes that a run may take, all its processes together; what they share is counted once."""


@pytest.fixture(scope="module")
def somebody(tmp_path_factory) -> Iterator[User]:
    """A user whose runs start servers of their own, since those count too."""
    with sitting_in(tmp_path_factory.mktemp("real") / "here") as user:
        yield user


@pytest.fixture(scope="module")
def documents(somebody, corpus) -> Path:
    """Give a folder that links to every page and PDF of the corpus."""
    folder = somebody.folder / "real"
    for kind in ("html", "pdf"):
        (folder / kind).parent.mkdir(exist_ok=True)
        for file in sorted((corpus / kind).rglob("*")):
            if file.suffix in (".html", ".pdf"):
                link = folder / file.relative_to(corpus)
                link.parent.mkdir(parents=True, exist_ok=True)
                link.symlink_to(file)
    return folder


@pytest.fixture(scope="module")
def built(somebody, documents) -> tuple[Path, int]:
    """Build with two workers; give the release and the largest memory of the run."""
    run = somebody.begin("rebuild", documents, "--data-root", "two", "--workers", "2")
    largest = watch(run)
    succeeded(run.end())
    return somebody.folder / "two" / "releases" / "1.0.0", largest


def watch(run: Run) -> int:
    """Give the largest memory that the processes of a run take together until it ends."""
    largest = 0
    while run.process.poll() is None:
        largest = max(largest, sum(memory(process) for process in run.left()))
        psutil.wait_procs([psutil.Process()], timeout=0.25)
    return largest


def memory(process: psutil.Process) -> int:
    """Give the proportional set size of a process."""
    try:
        return int(process.memory_full_info().pss)
    except psutil.Error:
        return 0


def test_every_file_is_a_document_or_an_issue(built, documents) -> None:
    release = open_release(built[0])
    payloads = {
        hashlib.sha256(path.read_bytes()).hexdigest() for path in documents.rglob("*") if path.is_file()
    }
    known = {
        payload
        for table in ("documents", "issues")
        for payload in release[table].to_table(columns=["payload_sha256"])["payload_sha256"].to_pylist()
    }
    assert len(payloads) > 50
    assert payloads <= known
    silent = unread(release) - set(
        release["issues"].to_table(columns=["payload_sha256"])["payload_sha256"].to_pylist()
    )
    assert silent == set()


def unread(release) -> set[str]:
    """Give the payloads of documents without any text."""
    documents = release["documents"].to_table(columns=["payload_sha256"])["payload_sha256"].to_pylist()
    passages = release["passages"].to_table(columns=["payload_sha256"])["payload_sha256"].to_pylist()
    return set(documents) - set(passages)


def test_a_run_stays_in_little_memory(built) -> None:
    assert 100 * 1024**2 < built[1] < MEMORY


def test_one_worker_gives_the_same_bytes_as_two(somebody, documents, built) -> None:
    succeeded(somebody.run("rebuild", documents, "--data-root", "one", "--workers", "1"))
    assert files(somebody.folder / "one" / "releases" / "1.0.0") == files(built[0])

"""Whatever stops a run is one sentence and an exit status, and nothing is half published."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import flows.cli.group
import flows.cli.status
from flows.archives.writing import WarcFile
from tests.flows.warc_fixtures import HOST, NOON, page, write_warc
from tests.integration.command import COMMAND, Run, User, files, succeeded
from tests.integration.conftest import free_port

SOON = 5.0
"""Seconds within which a run says what it can know before it begins, on a busy machine."""

HOLDER = """
import fcntl, sys, time
with open(sys.argv[1], "a+") as handle:
    fcntl.flock(handle, fcntl.LOCK_EX)
    print("held", flush=True)
    time.sleep(600)
"""


def published(root: Path) -> list[Path]:
    return list((root / "releases").rglob("*"))


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["rebuild", "nowhere.warc.gz"], 4, "nowhere.warc.gz does not exist. Name a WARC file"),
        (["rebuild", "empty-folder"], 4, "empty-folder holds neither WARC files nor .html or .pdf files"),
        (["rebuild", "page.txt"], 4, "page.txt is no WARC file by its name"),
        (["collect", "--archive", "ftp=http://a.invalid", "--url", "http://b.invalid/"], 4, "Known are: "),
        (["collect", "--archive", "cdxj=a.invalid", "--url", "http://b.invalid/"], 4, "is no address of an"),
        (["releases", "--data-root", "nowhere"], 4, "holds no release"),
    ],
)
def test_what_cannot_be_used_is_refused_at_once(user, arguments: list[str], status: int, said: str) -> None:
    (user.folder / "empty-folder").mkdir()
    (user.folder / "page.txt").write_text("SPECIMEN")
    ended = user.run(*arguments)
    assert ended.status == status
    assert said in ended.complaint
    assert ended.seconds < SOON
    assert ended.out == ""
    assert published(user.folder / "output") == []


def test_wrong_usage_is_told_from_wrong_input(user) -> None:
    ended = user.run("rebuild", "--worker", "2")
    assert ended.status == 2
    assert "No such option" in ended.err
    assert "Traceback" not in ended.err
    assert not (user.folder / "output").exists()


def test_a_data_root_holds_one_collection(sample, user) -> None:
    before = files(sample.root / "releases")
    write_warc(user.folder / "other.warc.gz", [(f"{HOST}/a", NOON, page("SPECIMEN"))])
    ended = user.run("rebuild", "other.warc.gz", "--data-root", sample.root)
    assert ended.status == 4
    assert "holds the dataset of 'specimens', not of 'other.warc.gz'" in ended.complaint
    assert ended.seconds < SOON
    assert files(sample.root / "releases") == before


@pytest.fixture
def held(user) -> Iterator[Path]:
    """A data root that another process holds."""
    root = user.folder / "held"
    (root / "work").mkdir(parents=True)
    command = [sys.executable, "-c", HOLDER, str(root / "work" / "lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        yield root
        holder.kill()


def test_one_run_at_a_time(user, held) -> None:
    ended = user.run("rebuild", "--data-root", held)
    assert ended.status == 5
    assert f"Another run is at work on {held}" in ended.complaint
    assert ended.seconds < SOON


def warc_without_captures(path: Path) -> None:
    with path.open("wb") as stream:
        WarcFile(stream).info([("software", "dhs-archive tests")], date=datetime(2013, 7, 20, tzinfo=UTC))


def test_a_collection_without_captures_is_refused(operator) -> None:
    (operator.folder / "empty.warc.gz").touch()
    (operator.folder / "page.warc").write_bytes(page("SPECIMEN", "no WARC file at all"))
    warc_without_captures(operator.folder / "no-captures.warc.gz")
    runs = {
        name: operator.begin("rebuild", name, "--data-root", f"root-{name}")
        for name in ("empty.warc.gz", "page.warc", "no-captures.warc.gz")
    }
    for name, run in runs.items():
        ended = run.end()
        assert ended.status == 4
        assert f"{name!r} holds no capture." in ended.complaint
        assert published(operator.folder / f"root-{name}") == []


@pytest.mark.soak
def test_an_archive_that_is_not_there_is_asked_patiently_and_then_named(user) -> None:
    base = f"http://127.0.0.1:{free_port()}/x"
    ended = user.run("collect", "--archive", f"cdxj={base}", "--url", f"{HOST}/*")
    assert ended.status == 6
    assert f"gave no answer for {base}/cdx" in ended.complaint


@pytest.mark.soak
def test_large_losses_wait_for_a_person(operator) -> None:
    def write(pages: int) -> Path:
        captures = [(f"{HOST}/{number}", NOON, page(f"SPECIMEN {number}")) for number in range(pages)]
        return write_warc(operator.folder / "crawl.warc.gz", captures)

    succeeded(operator.run("rebuild", write(4)))
    before = files(operator.folder / "output" / "releases")
    held_back = operator.run("rebuild", write(2))
    assert held_back.status == 3
    assert "--accept-losses" in held_back.complaint
    assert files(operator.folder / "output" / "releases") == before
    accepted = succeeded(operator.run("rebuild", write(2), "--accept-losses"))
    assert "1.1.0+" in accepted.out


def begin_large(user: User, large: Path) -> Run:
    """Build the large collection until the first shard is done."""
    run = user.begin("rebuild", large, "--data-root", "root", "--workers", "2")
    fragments = user.folder / "root" / "work" / "fragments"
    run.wait_until(lambda: fragments.is_dir() and any(path.suffix != ".part" for path in fragments.iterdir()))
    return run


def test_ctrl_c_ends_a_run_within_seconds(user, large) -> None:
    run = begin_large(user, large)
    ended = run.interrupt()
    assert ended.status == 130
    assert ended.complaint == "Interrupted. Nothing was published; run the same command again to go on."
    assert published(user.folder / "root") == []
    run.wait_until_gone()


@pytest.mark.soak
def test_an_interrupted_run_is_completed_by_the_same_command(user, operator, large, undisturbed) -> None:
    begin_large(user, large).interrupt()
    root = user.folder / "root"
    succeeded(operator.run("rebuild", large, "--data-root", root))
    assert files(root / "releases" / "1.0.0") == files(undisturbed.release)


@pytest.mark.soak
def test_being_told_to_end_is_an_interruption(user, large) -> None:
    """As ``timeout``, ``kill`` and a system that shuts down do; what the run started ends too."""
    run = begin_large(user, large)
    run.process.terminate()
    ended = run.end()
    assert ended.status == 130
    assert ended.complaint.startswith("Interrupted.")
    run.wait_until_gone()


def with_small_disk(place: Path, size: str) -> list[str]:
    """Give the beginning of a command that sees a small disk at a place, or skip where that is forbidden."""
    script = 'mount -t tmpfs -o size="$0" tmpfs "$1" && shift && exec "$@"'
    for how in (["--mount"], ["--mount", "--map-root-user"]):
        begins = ["unshare", *how, "/bin/sh", "-c", script, size, str(place)]
        if shutil.which("unshare"):
            tried = subprocess.run([*begins, "true"], check=False, capture_output=True)
            if tried.returncode == 0:
                return begins
    pytest.skip("this machine lets no test mount a small disk")


def test_a_full_disk_is_told_as_one(operator) -> None:
    disk = operator.folder / "disk"
    disk.mkdir()
    begins = with_small_disk(disk, "60k")
    ended = operator.start([*begins, COMMAND, "rebuild", "--data-root", disk / "root"]).end()
    assert ended.status == 7
    assert "No space left on device" in ended.complaint
    assert ended.out == ""


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES])
def test_a_disk_that_cannot_be_written_has_a_status_of_its_own(code: int, monkeypatch, capsys) -> None:
    assert stopped_by(OSError(code, "SPECIMEN reason", "there"), monkeypatch) == 7
    said = capsys.readouterr().err
    assert "SPECIMEN reason" in said
    assert "there" in said


def test_an_unknown_fault_keeps_its_traceback(monkeypatch) -> None:
    with pytest.raises(OSError, match="SPECIMEN"):
        stopped_by(OSError(errno.EIO, "SPECIMEN"), monkeypatch)


def stopped_by(error: Exception, monkeypatch: pytest.MonkeyPatch) -> int:
    def stop(**_: object) -> None:
        raise error

    monkeypatch.setattr(flows.cli.status.interruption, "listen", lambda: None)
    monkeypatch.setattr(flows.cli.group.cli, "main", stop)
    with pytest.raises(SystemExit) as ended:
        flows.cli.main()
    return int(str(ended.value.code))

"""Files that an archive gives as wholes, brought here piece by piece: WARC and WACZ files on the web.

What has come stays in the work folder, so that a run that was ended goes on where it stopped, and a file that
has not changed is not fetched again.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flows.archives.answers import Answer
from flows.archives.manners import Purpose
from flows.archives.politeness import PoliteSession
from flows.errors import ArchiveAnswerUnknown, ArchiveUnavailable, CollectionError

PIECE = 16 * 1024**2
"""Bytes asked for at a time."""

_OK = 200
_PARTIAL = 206
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


def download(session: PoliteSession, url: str, folder: Path) -> Path:
    """Bring a file of the web here, and give its place.

    Raises:
        ArchiveError: it is not given, or not in one state.
    """
    place = folder / hashlib.sha256(url.encode()).hexdigest()[:16] / file_name(url)
    place.parent.mkdir(parents=True, exist_ok=True)
    part, told = place.with_name("part"), place.with_name("told.json")
    known = _known(told)
    done = place if place.is_file() else part
    size = done.stat().st_size if done.is_file() else 0
    if known is None:
        part.unlink(missing_ok=True)
        size, done = 0, part
    while True:
        answer, total, state = _piece(session, url, max(0, size - 1) if done == place else size)
        if known not in (None, state):
            part.unlink(missing_ok=True)
            place.unlink(missing_ok=True)
            size, known, done = 0, None, part
            continue
        known = state
        if done == place and size == total:
            return place
        told.write_text(json.dumps(state), encoding="utf-8")
        with part.open("ab" if answer.status == _PARTIAL else "wb") as stream:
            stream.write(answer.body)
        size = part.stat().st_size
        if size >= total:
            part.rename(place)
            return place


def file_name(url: str) -> str:
    """Give the last part of an address as the name of a file."""
    return re.sub(r"[^\w.-]+", "-", unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])) or "file"


def copied(url: str, folder: Path) -> Path:
    """Bring a file here from any other place that fsspec knows, such as ``s3://``.

    Raises:
        CollectionError: fsspec does not know the place, or lacks the package for it.
        ArchiveUnavailable: it cannot be read.
    """
    import fsspec

    place = folder / hashlib.sha256(url.encode()).hexdigest()[:16] / file_name(url)
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with fsspec.open(url, "rb") as source, place.open("wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
    except (ImportError, ValueError) as error:
        raise CollectionError(f"{url} cannot be opened: {error}.", "Install what it asks for.") from error
    except OSError as error:
        raise ArchiveUnavailable(
            f"{url} cannot be read: {error}.", "Check the address and rights."
        ) from error
    return place


def _known(told: Path) -> list[object] | None:
    with suppress(OSError, ValueError):
        found = json.loads(told.read_bytes())
        return found if isinstance(found, list) else None
    return None


def _piece(session: PoliteSession, url: str, start: int) -> tuple[Answer, int, list[object]]:
    """Ask for the next piece; give it with the length of the whole and the state that it is a piece of."""
    wanted = {"Range": f"bytes={start}-{start + PIECE - 1}", "Accept-Encoding": "identity"}
    answer = session.get(url, Purpose.REPLAY, headers=wanted)
    if answer.fault or answer.status not in (_OK, _PARTIAL):
        wrong = answer.fault or f"status {answer.status} {answer.reason}"
        raise ArchiveUnavailable(f"{url} is not given: {wrong}.", "What has come is kept; run it again.")
    marks: list[object] = [answer.header("ETag"), answer.header("Last-Modified")]
    if answer.status == _OK:
        return answer, len(answer.body), [*marks, len(answer.body)]
    found = _RANGE.fullmatch((answer.header("Content-Range") or "").strip())
    if found is None or int(found[1]) != start or int(found[2]) - start + 1 != len(answer.body):
        raise ArchiveAnswerUnknown(
            f"{url} gave another range than bytes {start} on.", "Fetch the file by hand and name it."
        )
    return answer, int(found[3]), [*marks, int(found[3])]

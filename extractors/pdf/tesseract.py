"""Starts tesseract: the only module of ``extractors`` that reaches for a program of the machine.

It runs with one thread, without a shell and without files: a picture goes in, a table of words comes out.
What it answers follows from the picture, its version and its language data, and the name of an engine says
these; so a name stands in every row that was read by it, and in the key of the cache.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROGRAM = "tesseract"

ENGLISH = "eng"
"""The language data that is used where none fits the document better."""

LANGUAGES: Mapping[str, str] = {
    "en": ENGLISH,
    "es": "spa",
    "fr": "fra",
    "ht": "hat",
    "ko": "kor",
    "pt": "por",
    "ru": "rus",
    "vi": "vie",
}
"""First subtag of a declared language to the language data that reads it."""

ORIENTATION = "osd"
"""The data by which pages scanned sideways or upside down are told; without it they are read as they lie."""

SECONDS = 120
"""Wall time for one page; the densest seen takes 4."""

_VERSION = re.compile(r"tesseract v?(\d[\w.+-]*)")
_DATA_FOLDER = re.compile(r'in "([^"]+)"')
_DIGITS = 8
_ENDED_FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT)


class RecognitionFailed(Exception):
    """Tesseract gave up a page, or answered something that is no table of words."""


@dataclass(frozen=True, slots=True)
class Engine:
    """An installed tesseract.

    Args:
        program: where it is.
        version: as it says itself.
        data: names of its language data, each with the first digits of the SHA-256 of its file, which are
            empty where tesseract does not say where its files are.
    """

    program: str
    version: str
    data: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """What any answer may depend on: the version and all data that may be used."""
        return self._named([name for name, _ in self.data])

    def language(self, declared: str | None) -> str:
        """Give the language data for a document that declares a language such as ``es-US``."""
        wanted = LANGUAGES.get((declared or "").replace("_", "-").split("-")[0].lower(), ENGLISH)
        return wanted if wanted in dict(self.data) else ENGLISH

    def name(self, language: str) -> str:
        """Give what rows are marked with: version, language data, and the data that tells orientation."""
        return self._named([language, ORIENTATION])

    def _named(self, names: Sequence[str]) -> str:
        used = [f"{name} {digest}".strip() for name, digest in self.data if name in names]
        return f"{PROGRAM} {self.version} ({', '.join(used)})"

    def table(self, picture: bytes, *, language: str, dpi: int) -> str:
        """Recognise a picture.

        Args:
            picture: a picture in a form that tesseract reads.
            language: one of its data.
            dpi: dots an inch of the picture.

        Returns:
            the words as tesseract's table of tab-separated values.

        Raises:
            RecognitionFailed: it gave up, as it would again.
            TimeoutError: it took too long, which is a fault of the machine.
            OSError: it could not be started, or was ended from outside.
        """
        layout = "1" if ORIENTATION in dict(self.data) else "3"
        arguments = [self.program, "stdin", "stdout", "--dpi", str(dpi), "-l", language, "--psm", layout]
        done = _run([*arguments, "-c", "tessedit_create_tsv=1"], picture)
        if done.returncode in _ENDED_FROM_OUTSIDE:
            raise OSError(f"{PROGRAM} was ended by signal {-done.returncode}")
        if done.returncode:
            raise RecognitionFailed(f"status {done.returncode}: {_last_words(done.stderr)}")
        return done.stdout.decode("utf-8", "replace")


@cache
def engine() -> Engine | None:
    """Find tesseract, once a process; ``None`` where it is not installed or has no data for English."""
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    version = _VERSION.search(_said(program, "--version"))
    data = tuple(_data(_said(program, "--list-langs")))
    if version is None or ENGLISH not in dict(data):
        return None
    return Engine(program, version[1], data)


def _said(program: str, option: str) -> str:
    """Give what the program says of itself; old versions say it on the standard error."""
    done = _run([program, option], b"")
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def _data(listing: str) -> Iterator[tuple[str, str]]:
    """Give those of the listed data that may be used, in the order of their names."""
    folder = _DATA_FOLDER.search(listing)
    names = {line.strip() for line in listing.splitlines()}
    for name in sorted(names & {*LANGUAGES.values(), ORIENTATION}):
        yield name, _digest(Path(folder[1]) / f"{name}.traineddata") if folder else ""


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:_DIGITS] if file.is_file() else ""


def _run(arguments: Sequence[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
    """Run the program; how its threads share sums would make the last digits of a confidence differ."""
    alone = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603 - the program was found on the path, the rest is fixed
            arguments, input=given, capture_output=True, timeout=SECONDS, env=alone, check=False
        )
    except subprocess.TimeoutExpired:
        raise TimeoutError(f"{PROGRAM} took more than {SECONDS} seconds for one page") from None


def _last_words(said: bytes) -> str:
    lines = [line.strip() for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    return lines[-1][:200] if lines else "it said nothing"

"""WARC files below what a user names: a file, a folder, a WACZ package, or any of them elsewhere."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from flows.archives.collections import NamedWarc
from flows.archives.protocol import Finding
from flows.archives.warcs import is_warc, warc_files
from flows.errors import CollectionError

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Unpacked:
    """WARC files, and what was wrong with the packages that they came in."""

    warcs: tuple[NamedWarc, ...]
    findings: tuple[Finding, ...]


def unpacked(path: Path, folder: Path) -> Unpacked:
    """Find the WARC files of a path; those in a WACZ package are taken out of it into a folder.

    Raises:
        CollectionError: there is nothing, or nothing that holds captures.
    """
    if not path.exists():
        raise CollectionError(f"{path} does not exist.", _NAME)
    if path.is_dir():
        plain = [NamedWarc(each, each.relative_to(path).as_posix()) for each in warc_files([path])]
        packages = sorted(each for each in path.rglob("*.wacz") if each.is_file())
    else:
        plain = [NamedWarc(path, path.name)] if is_warc(path) else []
        packages = [path] if path.suffix == ".wacz" else []
    findings: list[Finding] = []
    for package in packages:
        plain += _of_package(package, folder, findings)
    if not plain:
        raise CollectionError(f"{path} holds no WARC files.", _NAME)
    return Unpacked(tuple(_in_members(each, folder) for each in plain), tuple(findings))


_NAME = "Name a WARC file, a WACZ file, or a folder of them."


def _of_package(package: Path, folder: Path, findings: list[Finding]) -> list[NamedWarc]:
    """Take the WARC files out of a package, and check them against the digests that it states."""
    try:
        with zipfile.ZipFile(package) as opened:
            stated = _stated(opened)
            names = [name for name in opened.namelist() if name.endswith((".warc", ".warc.gz"))]
            found = []
            for name in names:
                place = _place(package, folder, name)
                with opened.open(name) as source, place.open("wb") as target:
                    shutil.copyfileobj(source, target, 1 << 20)
                findings += _differing(package, name, place, stated.get(name))
                found.append(NamedWarc(place, f"{package.name}/{name}"))
            return found
    except (zipfile.BadZipFile, EOFError) as error:
        raise CollectionError(f"{package} is no WACZ file: {error}.", _NAME) from error


def _place(package: Path, folder: Path, name: str) -> Path:
    """Give the file into which a member is taken; no name of a member becomes a path."""
    state = package.stat()
    key = f"{package.resolve()} {state.st_size} {state.st_mtime_ns} {name}"
    ending = ".warc.gz" if name.endswith("gz") else ".warc"
    place = folder / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}{ending}"
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def _stated(opened: zipfile.ZipFile) -> dict[str, str]:
    """Read the digests of ``datapackage.json`` (WACZ 1.1.1, 5.2.1) by name of member."""
    try:
        resources = json.loads(opened.read("datapackage.json"))["resources"]
        return {str(each["path"]): str(each["hash"]) for each in resources if "hash" in each}
    except (KeyError, ValueError, TypeError):
        return {}


def _differing(package: Path, name: str, place: Path, stated: str | None) -> Iterator[Finding]:
    if stated is None or not stated.startswith("sha256:"):
        return
    with place.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != stated.removeprefix("sha256:").lower():
        evidence = f"the package states {stated}, its file has sha256:{found}"
        remedy = "Get the package again; its captures are used as they stand."
        yield Finding("wacz_digest_differs", f"urn:wacz:{package.name}/{name}", evidence, remedy)


def _in_members(warc: NamedWarc, folder: Path) -> NamedWarc:
    """Give a file whose records can be read by their offset: one that is gzip as a whole is unpacked."""
    with warc.path.open("rb") as stream:
        if stream.read(2) != _GZIP:
            return warc
    with gzip.open(warc.path, "rb") as opened:
        try:
            head = opened.read(1 << 20)
        except (EOFError, OSError):
            return warc
    if _one_member(warc.path, head):
        place = _place(warc.path, folder, f"{warc.name}.warc")
        with gzip.open(warc.path, "rb") as source, place.open("wb") as target:
            _copy_whole(source, target)
        return NamedWarc(place, warc.name)
    return warc


def _one_member(path: Path, head: bytes) -> bool:
    """Tell whether the first gzip member holds more than one record."""
    inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS + 16)
    with path.open("rb") as stream:
        first = b""
        while not inflater.eof and len(first) < len(head):
            piece = stream.read(1 << 16)
            if not piece:
                break
            first += inflater.decompress(piece)
    return first.count(b"\r\n\r\nWARC/1.") > 0 and first.count(b"WARC-Record-ID:") > 1


def _copy_whole(source: gzip.GzipFile, target: BinaryIO) -> None:
    """Copy up to the end, or to where the file is cut off."""
    with suppress(EOFError, OSError):
        while piece := source.read(1 << 20):
            target.write(piece)

"""Collections: the WARC files that a dataset is built from, wherever they are.

A collection is the vault, WARC files, folders of them, or folders of plain web pages and PDFs. Plain files
are first sealed into a WARC file of the vault, as everything else is.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from extractors.registry import HTML, PDF, PLAIN
from flows.archives.warcs import UNKNOWN_DATE, is_warc, warc_files
from flows.archives.writing import WarcFile
from flows.errors import CollectionError
from flows.sample import specimen_archive
from flows.settings import DataRoot

SPECIMENS = "specimens"
VAULT = "vault"
CAPTURES_CSV = "captures.csv"
IMPORTED = "import-"

_PLAIN_TYPES = {".html": HTML, ".htm": HTML, ".pdf": PDF}
_LISTED_TYPES = {**_PLAIN_TYPES, ".txt": PLAIN}
"""What is taken if captures.csv names it: a text beside pages may be anything else."""

_KINDS = "a WARC file, a folder of WARC files, or a folder of .html and .pdf files"


@dataclass(frozen=True, slots=True)
class NamedWarc:
    """A WARC file and the name that it has in the dataset, free of folders of this machine."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Collection:
    """The WARC files of a dataset; its name is written into each release."""

    name: str
    warcs: tuple[NamedWarc, ...]

    @property
    def by_name(self) -> dict[str, Path]:
        """The files by the names that they have in the dataset."""
        return {warc.name: warc.path for warc in self.warcs}


def open_collection(paths: Sequence[Path], root: DataRoot) -> Collection:
    """Find the WARC files of what a user named, sealing plain files first.

    Args:
        paths: files and folders; none means what the vault holds, or the specimens where it holds nothing.
        root: the data root whose vault is meant.

    Raises:
        CollectionError: something is missing, holds no capture, or is of no known kind.
    """
    if not paths:
        return _default(root)
    parts = [_named(path, root) for path in paths]
    name = "+".join(sorted({part.name for part in parts}))
    warcs = [warc for part in parts for warc in part.warcs]
    return Collection(name, _distinct(warcs))


def _default(root: DataRoot) -> Collection:
    held = _held(root)
    if holds_captures(root):
        return vault_collection(root)
    names = {path.name.removeprefix(IMPORTED).rsplit("-", 1)[0] for path in held}
    if len(held) > 1:
        raise CollectionError(
            f"{root.vault} holds {len(held)} imports ({', '.join(sorted(names))}).",
            "Name the folder to build from: dhs-archive rebuild FOLDER.",
        )
    return Collection(names.pop(), _below(root.vault, held)) if held else _specimens()


def vault_collection(root: DataRoot) -> Collection:
    """Give what was fetched into the vault.

    Raises:
        CollectionError: nothing was.
    """
    if not holds_captures(root):
        raise CollectionError(
            f"The vault {root.vault} holds nothing that an archive has given.",
            "Fetch captures with dhs-archive collect, or read why in the warnings above.",
        )
    return Collection(VAULT, _below(root.vault, _fetched(root)))


def holds_captures(root: DataRoot) -> bool:
    """Tell whether the vault holds anything beside imported files."""
    return bool(_fetched(root))


def _fetched(root: DataRoot) -> list[Path]:
    return [path for path in _held(root) if not path.name.startswith(IMPORTED)]


def _held(root: DataRoot) -> list[Path]:
    return warc_files([root.vault]) if root.vault.is_dir() else []


def _specimens() -> Collection:
    path = specimen_archive()
    return Collection(SPECIMENS, (NamedWarc(path, path.name),))


def _named(path: Path, root: DataRoot) -> Collection:
    if not path.exists():
        raise CollectionError(f"{path} does not exist.", f"Name {_KINDS}.")
    if path.resolve() == root.vault.resolve():
        return _default(root)
    if path.is_file():
        if not is_warc(path):
            raise CollectionError(
                f"{path} is no WARC file by its name (.warc or .warc.gz).",
                f"Name {_KINDS}; dhs-archive extract reads single pages and PDFs.",
            )
        return Collection(path.name, (NamedWarc(path, path.name),))
    if warcs := warc_files([path]):
        _refuse_mixed(path)
        return Collection(path.resolve().name, _below(path, warcs))
    return _imported(path, root)


def _refuse_mixed(folder: Path) -> None:
    pages = [path for path in folder.rglob("*") if path.suffix.lower() in _PLAIN_TYPES]
    if pages:
        raise CollectionError(
            f"{folder} holds WARC files and {len(pages)} pages or PDFs beside them, such as {pages[0].name}.",
            "Put pages and PDFs into a folder of their own, or name the WARC files one by one.",
        )


def _below(folder: Path, warcs: Sequence[Path]) -> tuple[NamedWarc, ...]:
    return tuple(NamedWarc(path, path.relative_to(folder).as_posix()) for path in warcs)


def _distinct(warcs: Sequence[NamedWarc]) -> tuple[NamedWarc, ...]:
    """Keep each file once, and refuse two files that would have one name."""
    by_name: dict[str, NamedWarc] = {}
    for warc in warcs:
        other = by_name.setdefault(warc.name, warc)
        if other.path.resolve() != warc.path.resolve():
            raise CollectionError(
                f"{other.path} and {warc.path} have the same name.",
                "Put them into one folder and name the folder, or rename one.",
            )
    return tuple(by_name[name] for name in sorted(by_name))


@dataclass(frozen=True, slots=True)
class PlainFile:
    """A page or PDF of a folder, with the address and instant of its capture as far as they are known."""

    path: Path
    url: str
    captured_at: datetime
    media_type: str


def _imported(folder: Path, root: DataRoot) -> Collection:
    files = list(_plain_files(folder))
    if not files:
        raise CollectionError(
            f"{folder} holds neither WARC files nor .html or .pdf files.", f"Name {_KINDS}."
        )
    name = _slug(folder.resolve().name)
    digest = hashlib.sha256()
    for file in files:
        content = hashlib.sha256(file.path.read_bytes()).hexdigest()
        digest.update(f"{file.url} {file.captured_at.isoformat()} {content}\n".encode())
    sealed = root.vault / f"{IMPORTED}{name}-{digest.hexdigest()[:12]}.warc.gz"
    if not sealed.exists():
        _seal(files, sealed, root)
    return Collection(name, (NamedWarc(sealed, sealed.name),))


def _seal(files: Sequence[PlainFile], sealed: Path, root: DataRoot) -> None:
    root.spool.mkdir(parents=True, exist_ok=True)
    root.vault.mkdir(parents=True, exist_ok=True)
    spooled = root.spool / sealed.name
    with spooled.open("wb") as stream:
        warc = WarcFile(stream)
        warc.info([("format", "WARC File Format 1.1"), ("description", "imported files")], date=UNKNOWN_DATE)
        for file in files:
            warc.resource(
                file.url,
                file.path.read_bytes(),
                content_type=file.media_type,
                captured_at=file.captured_at,
            )
        os.fsync(stream.fileno())
    spooled.chmod(0o444)
    spooled.rename(sealed)


def _plain_files(folder: Path) -> Iterator[PlainFile]:
    """Find pages and PDFs, sorted by name; one may stand for several captures."""
    listed = _listed(folder)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        types = _LISTED_TYPES if name in listed else _PLAIN_TYPES
        media_type = types.get(path.suffix.lower())
        if media_type is None or not path.is_file():
            continue
        unlisted = [(f"file:///{_slug(folder.resolve().name)}/{quote(name)}", UNKNOWN_DATE)]
        for url, captured_at in listed.pop(name, unlisted):
            yield PlainFile(path, url, captured_at, media_type)
    if listed:
        raise CollectionError(
            f"{folder / CAPTURES_CSV} names {min(listed)}, which is no page or PDF of the folder.",
            "Mend or take out the row.",
        )


def _listed(folder: Path) -> dict[str, list[tuple[str, datetime]]]:
    """Read ``captures.csv``: addresses and instants by file name."""
    path = folder / CAPTURES_CSV
    found: dict[str, list[tuple[str, datetime]]] = {}
    if not path.is_file():
        return found
    with path.open(newline="", encoding="utf-8-sig") as stream:
        reader = csv.DictReader(stream)
        if not {"file", "url", "timestamp"} <= set(reader.fieldnames or ()):
            raise CollectionError(f"{path} lacks a column.", "Its columns are file, url and timestamp.")
        for row in reader:
            where = f"{path}, line {reader.line_num}"
            url, instant = _address(row["url"], where=where), _instant(row["timestamp"], where=where)
            found.setdefault((row["file"] or "").strip(), []).append((url, instant))
    return found


def _address(text: str | None, *, where: str) -> str:
    """Read an address; one with blanks or line breaks could forge headers of the WARC file."""
    text = (text or "").strip()
    if not re.fullmatch(r"(?:https?|file)://[^\s\x00-\x1f\x7f]+", text):
        raise CollectionError(f"{where}: {text!r} is no address.", "Write it with http:// or https://.")
    return text


def _instant(text: str | None, *, where: str) -> datetime:
    """Read 14 digits or ISO 8601, in UTC unless it says otherwise; blank means unknown."""
    text = (text or "").strip()
    if not text:
        return UNKNOWN_DATE
    try:
        if re.fullmatch(r"\d{14}", text):
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise CollectionError(
            f"{where}: {text!r} is no timestamp.", "Write 14 digits (20130720120000) or ISO 8601."
        ) from None
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "files"

"""From ``KIND=BASE`` to an archive that can be asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flows.archives.protocol import DEFAULT_PORTS, Archive, archive_name
from flows.errors import CollectionError

if TYPE_CHECKING:
    from flows.archives.manners import Clock, Manners
    from flows.settings import DataRoot


@dataclass(frozen=True, slots=True)
class Opening:
    """What an archive may need beside its address.

    Args:
        clock: time and waiting, given by tests that do not wait.
        manners: how often it may be asked, and how long it may take; usual ones unless given.
        root: whose vault tells what is held, and whose work folder takes what is fetched in parts.
    """

    clock: Clock | None = None
    manners: Manners | None = None
    root: DataRoot | None = None


def _wayback(base: str, how: Opening) -> Archive:
    from flows.archives.web import WAYBACK, open_web_archive

    return open_web_archive(WAYBACK, base, clock=how.clock, manners=how.manners)


def _cdxj(base: str, how: Opening) -> Archive:
    """Open a collection of pywb; or, with ``,warcs=``, an index and the WARC files that it points into."""
    from flows.archives.cdx import indexed_pages
    from flows.archives.patterns import parse_pattern
    from flows.archives.politeness import PoliteSession
    from flows.archives.protocol import Site
    from flows.archives.ranges import RangedArchive
    from flows.archives.web import CDXJ, open_web_archive

    index, _, files = base.partition(WARCS)
    if not files:
        return open_web_archive(CDXJ, base, clock=how.clock, manners=how.manners)
    asking = PoliteSession(index, manners=how.manners, clock=how.clock)
    site = Site(archive_name(index), index=index, replay=index)
    return RangedArchive(
        site.name,
        lambda pattern, window: indexed_pages(asking, site, parse_pattern(pattern), window),
        files=files,
        session=PoliteSession(files, manners=how.manners, clock=how.clock),
        ledgers=(asking.ledger,),
    )


def _columnar(base: str, how: Opening) -> Archive:
    from flows.archives.columns import ColumnarIndex
    from flows.archives.downloads import file_name
    from flows.archives.politeness import PoliteSession
    from flows.archives.ranges import RangedArchive

    place, _, files = base.partition(WARCS)
    if not _is_web_address(files):
        raise CollectionError(
            f"{base!r} does not say where the WARC files are.", f"Write columnar=INDEX{WARCS}https://HOST."
        )
    name = f"columnar:{file_name(place) if '://' in place else Path(place).resolve().name}"
    return RangedArchive(
        name,
        ColumnarIndex(name, place).pages,
        files=files,
        session=PoliteSession(files, manners=how.manners, clock=how.clock),
    )


def _memento(base: str, how: Opening) -> Archive:
    from flows.archives.mementos import MementoArchive

    return MementoArchive(base, clock=how.clock, manners=how.manners)


def _warc(base: str, how: Opening) -> Archive:
    from flows.archives.downloads import copied, download, file_name
    from flows.archives.files import WarcArchive, temporary
    from flows.archives.packages import unpacked
    from flows.archives.politeness import PoliteSession

    folder = how.root.work / "files" if how.root else temporary()
    if _is_web_address(base):
        session = PoliteSession(base, manners=how.manners, clock=how.clock)
        return WarcArchive(
            archive_name(base),
            lambda: unpacked(download(session, base, folder / "fetched"), folder / "unpacked"),
            session=session,
        )
    if "://" in base:
        return WarcArchive(
            f"warc:{file_name(base)}",
            lambda: unpacked(copied(base, folder / "fetched"), folder / "unpacked"),
        )
    path = Path(base)
    return WarcArchive(f"warc:{path.resolve().name}", lambda: unpacked(path, folder / "unpacked"))


def _live(base: str, how: Opening) -> Archive:
    from flows.archives.live import LiveSite
    from flows.archives.vault import Held, read_held, recover

    if how.root is None:
        return LiveSite(base, Held(), manners=how.manners, clock=how.clock)
    recover(how.root)
    return LiveSite(base, read_held(how.root), manners=how.manners, clock=how.clock)


LIVE = "live"
WARCS = ",warcs="
"""Stands between the address of an index and that of the WARC files into which it points."""

_OPEN: dict[str, Callable[[str, Opening], Archive]] = {
    "wayback": _wayback,
    "cdxj": _cdxj,
    "memento": _memento,
    "warc": _warc,
    "columnar": _columnar,
    LIVE: _live,
}
KINDS = tuple(_OPEN)
"""The kinds of archive that can be asked, by the word before ``=``."""

FILES = ("warc", "columnar")
"""Kinds whose address may be a file or a folder."""


def parse_archive(text: str) -> tuple[str, str]:
    """Split ``KIND=BASE`` into the kind of archive and its address without a closing slash.

    Raises:
        CollectionError: it is not of that form, of no known kind, or its address is none.
    """
    kind, _, base = text.partition("=")
    if kind not in KINDS:
        known = ", ".join(f"{known}=ADDRESS" for known in KINDS)
        raise CollectionError(f"{text!r} is no archive that can be asked.", f"Known are: {known}.")
    if not base or not (kind in FILES or all(map(_is_web_address, base.split(WARCS)))):
        raise CollectionError(
            f"{base!r} in {text!r} is no address of an archive.", f"Write {kind}=https://HOST or with a path."
        )
    return kind, base.rstrip("/") or base


def open_archive(
    text: str,
    *,
    clock: Clock | None = None,
    manners: Manners | None = None,
    root: DataRoot | None = None,
) -> Archive:
    """Open an archive given as ``KIND=BASE``, such as ``wayback=https://web.archive.org``.

    Nothing is asked of it yet; :class:`Opening` explains the arguments.

    Raises:
        CollectionError: the text is not understood.
    """
    kind, base = parse_archive(text)
    return _OPEN[kind](base, Opening(clock, manners, root))


def _is_web_address(base: str) -> bool:
    try:
        parts = urlsplit(base)
        plain = parts.port != 0 and not (parts.query or parts.fragment or parts.username)
    except ValueError:
        return False
    return parts.scheme in DEFAULT_PORTS and bool(parts.hostname) and plain

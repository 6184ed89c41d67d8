"""Where an address leads: what it names, on which host, and whether that is outside the page's own site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from extractors.records import SPECIMEN_HOST, LinkKind

_DOCUMENTS = """
    pdf doc docx docm xls xlsx xlsm ppt pptx pps ppsx csv tsv zip gz tar 7z rtf txt xml json kml kmz
    odt ods odp epub ps wpd mdb dbf shp
"""
_MEDIA = (
    "jpg jpeg png gif tif tiff bmp svg webp wmv mp3 mp4 m4a m4v mov mpg mpeg avi wav ogg webm flv swf ram"
)
_KIND_OF_ENDING = dict.fromkeys(_DOCUMENTS.split(), LinkKind.DOCUMENT) | dict.fromkeys(
    _MEDIA.split(), LinkKind.MEDIA
)
_KIND_OF_SCHEME = {
    "mailto": LinkKind.MAIL,
    "tel": LinkKind.PHONE,
    "sms": LinkKind.PHONE,
    "fax": LinkKind.PHONE,
    "callto": LinkKind.PHONE,
}
_OF_THE_WEB = ("http", "https", "ftp")
_ENDING = re.compile(r"\.([a-z0-9]{2,4})$", re.IGNORECASE)
_NUMERIC = re.compile(r"[\d.]+|.*:.*")
_STATE_CODES = """
    al ak az ar ca co ct de dc fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc
    nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy as gu mp pr vi
"""
_STATES = frozenset(_STATE_CODES.split())
_UNDER_STATE = frozenset({"ci", "co", "town", "vil", "k12", "cc", "lib", "state", "dst", "gen", "tec"})
_SECOND_LEVEL = frozenset(
    {"ac", "co", "com", "edu", "gob", "gouv", "gov", "gub", "go", "ne", "net", "or", "org"}
)
_HOSTED = frozenset({"fed", "nsn", "isa", "dni"})


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads.

    Args:
        kind: what its address names.
        host: the host of the address, in lower case; ``None`` for mail, phone and the like.
        external: whether the host is outside the site of the page; ``None`` where either is not known.
        government: whether the host is one of a government of the United States; ``None`` without a host.
    """

    kind: LinkKind
    host: str | None
    external: bool | None
    government: bool | None


def target_of(
    href: str, resolved: str | None, *, page: str | None, format_promised: str | None = None
) -> Target:
    """Tell where a link leads.

    Args:
        href: the address as written.
        resolved: the absolute address, archives' own left out; ``None`` where it cannot be told.
        page: the address of the page itself.
        format_promised: the format named by the note of the link: whatever it names is no page.
    """
    scheme, host, path = _parts(resolved or href)
    if scheme in _KIND_OF_SCHEME:
        return Target(_KIND_OF_SCHEME[scheme], None, None, None)
    if href.lstrip().startswith("#") or (resolved and "#" in resolved and _same_page(resolved, page)):
        kind = LinkKind.ANCHOR
    elif scheme and scheme not in _OF_THE_WEB:
        return Target(LinkKind.OTHER, None, None, None)
    else:
        kind = _kind_of_path(path, format_promised)
    own = _parts(page)[1] if page else None
    external = site_of(host) != site_of(own) if host and own else None
    return Target(kind, host, external, is_government(host) if host else None)


@lru_cache(maxsize=4096)
def site_of(host: str) -> str:
    """Give the registered name that a host is under, such as ``dhs.gov`` of ``www.dhs.gov``.

    By the usual customs of registries, not by a list of all of them: two labels; three where the second level
    is one as in ``gob.mx``; under ``us`` what a state gives out, as in ``co.travis.tx.us``.
    """
    plain = host.removesuffix(SPECIMEN_HOST)
    labels = plain.split(".")
    if _NUMERIC.fullmatch(plain) or len(labels) <= _labels_of_site(labels):
        return plain
    return ".".join(labels[-_labels_of_site(labels) :])


def _labels_of_site(labels: list[str]) -> int:
    top, second = labels[-1], labels[-2] if len(labels) > 1 else ""
    third = labels[-3] if len(labels) > 2 else ""  # noqa: PLR2004
    if top == "us" and second in _STATES:
        return 3 if third == "state" else 4
    if top == "us" and second in _HOSTED:
        return 3
    return 3 if len(top) == 2 and second in _SECOND_LEVEL else 2  # noqa: PLR2004


@lru_cache(maxsize=4096)
def is_government(host: str) -> bool:
    """Tell whether a host is one of a government of the United States, of whatever level, or its forces."""
    labels = host.removesuffix(SPECIMEN_HOST).split(".")
    if labels[-1] in ("gov", "mil"):
        return True
    if labels[-1] != "us" or len(labels) < 3:  # noqa: PLR2004
        return False
    return labels[-2] in ("fed", "nsn") or (labels[-2] in _STATES and bool(_UNDER_STATE & set(labels[:-2])))


def _kind_of_path(path: str, format_promised: str | None) -> LinkKind:
    if format_promised and format_promised.lower() not in ("html", "htm"):
        return _KIND_OF_ENDING.get(format_promised.lower(), LinkKind.DOCUMENT)
    ending = _ENDING.search(unquote(path))
    return _KIND_OF_ENDING.get(ending[1].lower(), LinkKind.PAGE) if ending else LinkKind.PAGE


def _same_page(address: str, page: str | None) -> bool:
    return page is not None and address.partition("#")[0] == page.partition("#")[0]


def _parts(address: str) -> tuple[str, str | None, str]:
    """Give scheme, host and path of an address; empty where it is none."""
    try:
        parts = urlsplit(address.strip())
        return parts.scheme.lower(), (parts.hostname or "").rstrip(".") or None, parts.path
    except ValueError:
        return "", None, ""

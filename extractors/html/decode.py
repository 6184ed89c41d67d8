"""Bytes of a web page to text: which character set they are in, and what does not fit it.

The order of belief is that of the WHATWG Encoding and HTML standards: a byte order mark, the charset of the
HTTP header, the charset that the page declares; then UTF-8 if the bytes are valid UTF-8, and windows-1252,
which gives a character for every byte. Labels of ISO-8859-1 and ASCII mean windows-1252, as in browsers.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

PRESCAN_BYTES = 8192
"""Bytes in which a page may declare its charset: more than the 1,024 of the standard, since portals of the
2000s print kilobytes of blank lines before their first tag."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_PAGE_CHARSET = re.compile(
    rb"<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_LATIN = frozenset({"iso8859-1", "ascii", "cp1252"})
_MULTI_BYTE = frozenset(
    {"utf-8", "gbk", "gb18030", "gb2312", "big5", "euc_jp", "iso2022_jp", "shift_jis", "euc_kr", "cp949"}
)
_SINGLE_BYTE = frozenset(
    {"cp866", "koi8-r", "koi8-u", "mac-roman", "cp874"}
    | {f"cp125{last}" for last in range(9)}
    | {f"iso8859-{part}" for part in range(2, 17)}
)
_UNDEFINED = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_WINDOWS_1252 = "".join(_UNDEFINED.get(byte) or bytes([byte]).decode("cp1252") for byte in range(256))


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a payload.

    Args:
        text: without the characters NUL.
        charset: the Python name of the codec that was used.
        misfit: why the declared charset was not followed to the letter, or ``None``.
        lossy: whether characters may be lost or wrong.
    """

    text: str
    charset: str
    misfit: str | None = None
    lossy: bool = False


def decode(payload: bytes, content_type: str | None = None) -> Decoded:
    """Give the text of a page; any bytes give some text.

    Bytes that are valid UTF-8 beyond ASCII, in a page that calls itself ISO-8859-1, are read as UTF-8: the
    chance that Latin text forms such sequences is nil, and servers used to send the true charset in the
    header, which a capture may have lost.
    """
    for mark, charset in _BYTE_ORDER_MARKS:
        if payload.startswith(mark):
            return _leniently(payload[len(mark) :], charset)
    for declared in _declared(payload, content_type):
        return _as_declared(payload, declared)
    text = _utf8(payload)
    return (
        Decoded(_clean(text), "utf-8") if text is not None else _windows_1252(payload, "no charset declared")
    )


def _declared(payload: bytes, content_type: str | None) -> list[str]:
    found = _HTTP_CHARSET.search(content_type or "")
    labels = [found.group(1)] if found else []
    in_page = _PAGE_CHARSET.search(payload[:PRESCAN_BYTES])
    if in_page:
        labels.append((in_page.group(1) or in_page.group(2)).decode("ascii", "replace"))
    return [name for name in map(codec_name, labels) if name]


def codec_name(label: str) -> str | None:
    """Give Python's name of the charset that a label means on the web; ``None`` for a label of no charset.

    A page that was readable enough to declare UTF-16 in a tag is not UTF-16: as in the standard, it is read
    as UTF-8.
    """
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    if name in _LATIN:
        return "cp1252"
    if name.startswith("utf-16"):
        return "utf-8"
    return name if name in _MULTI_BYTE or name in _SINGLE_BYTE else None


def _as_declared(payload: bytes, charset: str) -> Decoded:
    if charset == "cp1252":
        text = None if payload.isascii() else _utf8(payload)
        if text is not None:
            return Decoded(_clean(text), "utf-8", misfit="declared as Latin, but the bytes are valid UTF-8")
        return Decoded(_clean(_latin(payload)), charset)
    return _leniently(payload, charset)


def _leniently(payload: bytes, charset: str) -> Decoded:
    try:
        return Decoded(_clean(payload.decode(charset)), charset)
    except UnicodeDecodeError as error:
        why = f"byte {error.start} is not valid {charset}"
    text = payload.decode(charset, "replace")
    broken = text.count("\ufffd")
    if charset == "utf-8" and broken > _beyond_ascii(text) - broken:
        return _windows_1252(payload, why)
    return Decoded(_clean(text), charset, misfit=f"{why}; {broken} characters replaced", lossy=True)


def _windows_1252(payload: bytes, why: str) -> Decoded:
    return Decoded(_clean(_latin(payload)), "cp1252", misfit=f"{why}; read as windows-1252", lossy=True)


def _latin(payload: bytes) -> str:
    return payload.decode("latin-1").translate(dict(enumerate(_WINDOWS_1252)))


def _utf8(payload: bytes) -> str | None:
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _beyond_ascii(text: str) -> int:
    return sum(character > "\x7f" for character in text)


def _clean(text: str) -> str:
    return text.replace("\0", "")

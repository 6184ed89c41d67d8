"""Damaged PDFs: seeded mutations of real ones, and files made to hurt their reader."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Iterator, Sequence

Mutation = Callable[[random.Random, bytearray], bytes]

_OBJECT = re.compile(rb"\d+ 0 obj\b.*?endobj", re.DOTALL)
_NUMBER = re.compile(rb"\b\d+\b")
_TOKENS = (b"<<", b">>", b"[", b"]", b"endobj", b"stream\n", b"endstream", b"/Kids", b"/Length 0", b"null")


def _cut_short(chance: random.Random, payload: bytearray) -> bytes:
    return bytes(payload[: chance.randrange(1, len(payload))])


def _bytes_changed(chance: random.Random, payload: bytearray) -> bytes:
    for _ in range(chance.choice((1, 10, 100, 1000))):
        payload[chance.randrange(len(payload))] = chance.randrange(256)
    return bytes(payload)


def _stretch_lost(chance: random.Random, payload: bytearray) -> bytes:
    start = chance.randrange(len(payload))
    del payload[start : start + chance.choice((1, 100, 10_000))]
    return bytes(payload)


def _stretch_repeated(chance: random.Random, payload: bytearray) -> bytes:
    start, end = sorted(chance.randrange(len(payload)) for _ in range(2))
    piece = payload[start : min(end, start + 50_000)]
    at = chance.randrange(len(payload))
    return bytes(payload[:at] + piece + payload[at:])


def _numbers_changed(chance: random.Random, payload: bytearray) -> bytes:
    """Change lengths, offsets, references and sizes to other numbers of as many figures."""
    found = list(_NUMBER.finditer(payload))
    for match in chance.sample(found, min(len(found), chance.choice((1, 5, 50)))):
        figures = len(match[0])
        payload[match.start() : match.end()] = str(chance.randrange(10**figures)).rjust(figures, "9").encode()
    return bytes(payload)


def _tokens_inserted(chance: random.Random, payload: bytearray) -> bytes:
    for _ in range(chance.choice((1, 5, 20))):
        at = chance.randrange(len(payload))
        payload[at:at] = chance.choice(_TOKENS)
    return bytes(payload)


def _objects_swapped(chance: random.Random, payload: bytearray) -> bytes:
    found = list(_OBJECT.finditer(payload))
    if len(found) < 2:
        return _bytes_changed(chance, payload)
    one, other = sorted(chance.sample(found, 2), key=lambda match: match.start())
    between = payload[one.end() : other.start()]
    return bytes(payload[: one.start()] + other[0] + between + one[0] + payload[other.end() :])


MUTATIONS: Sequence[Mutation] = (
    _cut_short,
    _bytes_changed,
    _stretch_lost,
    _stretch_repeated,
    _numbers_changed,
    _tokens_inserted,
    _objects_swapped,
)


def mutations(originals: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Give damaged copies of files, each file and each kind of damage in turn."""
    chance = random.Random(seed)
    for number in range(count):
        mutate = MUTATIONS[number % len(MUTATIONS)]
        yield mutate(chance, bytearray(originals[number % len(originals)]))


def hostile() -> dict[str, bytes]:
    """Give files that a careless reader dies of, by name."""
    return {
        "bomb-content.pdf": _file(_stream(zlib.compress(b"0 0 m 1 1 l S " * 8_000_000, 9), b"/FlateDecode")),
        "bomb-twice.pdf": _file(
            _stream(zlib.compress(zlib.compress(b"q " * 40_000_000, 9), 9), b"[/FlateDecode /FlateDecode]")
        ),
        "deep-arrays.pdf": _file(_stream(b"[" * 200_000 + b"]" * 200_000 + b" TJ", None)),
        "deep-states.pdf": _file(_stream(b"q " * 100_000, None)),
        "deep-dictionaries.pdf": _file(_stream(b"", None), more=b"/A " + b"<</A " * 50_000 + b">>" * 50_000),
        "own-parent.pdf": _file(_stream(b"", None)).replace(b"/Kids [3 0 R]", b"/Kids [2 0 R 3 0 R]"),
        "own-form.pdf": _form_in_itself(),
        "many-kids.pdf": _file(_stream(b"", None)).replace(
            b"/Kids [3 0 R]", b"/Kids [" + b"3 0 R " * 20_000 + b"]"
        ),
        "huge-page.pdf": _file(_text(), box=b"0 0 1e30 1e30"),
        "tiny-page.pdf": _file(_text(), box=b"0 0 1e-30 1e-30"),
        "no-page.pdf": _file(_text(), box=b"nan inf -inf nan"),
        "huge-type.pdf": _file(_text(size=b"1e38")),
        "many-characters.pdf": _file(_stream(b"BT /F 9 Tf " + b"(xxxxxxxxx) Tj " * 30_000 + b"ET", None)),
        "many-rules.pdf": _file(_stream(b"0 0 m 9 9 l S " * 700_000, None)),
        "grid.pdf": _file(_stream(_grid(600), None)),
    }


def _stream(data: bytes, packing: bytes | None) -> bytes:
    how = b" /Filter " + packing if packing else b""
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(data), how, data)


def _text(size: bytes = b"10") -> bytes:
    return _stream(b"BT /F " + size + b" Tf 10 10 Td (SPECIMEN) Tj ET", None)


def _grid(lines: int) -> bytes:
    down = b"".join(b"%d 0 m %d 600 l S " % (x, x) for x in range(lines))
    return down + b"".join(b"0 %d m 600 %d l S " % (y, y) for y in range(lines))


def _form_in_itself() -> bytes:
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"
    form += b" /Length 5 >>\nstream\n/X Do\nendstream"
    return _file(_stream(b"/X Do", None), extra=form, more=b"/XObject << /X 5 0 R >>")


def _file(content: bytes, *, box: bytes = b"0 0 612 792", more: bytes = b"", extra: bytes = b"null") -> bytes:
    """Write a file of one page with its table of objects."""
    font = b"/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << %s %s >> >>"
        % (box, font, more),
        content,
        extra,
    )
    body, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places)
    return body + table + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)

"""Damaged pages: seeded mutations of real ones, and pages made to hurt their reader."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

Mutation = Callable[[random.Random, bytearray], bytes]

_TAG = re.compile(rb"<[/a-zA-Z][^<>]*>")
_CHARSETS = (b"utf-16", b"utf-7", b"iso-2022-jp", b"big5", b"shift_jis", b"x-user-defined", b"", b"no such")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00", b"\x1f\x8b")
_UNCLOSED = (
    b"<!--",
    b"<script>",
    b"<style>",
    b"<title>",
    b"<textarea>",
    b"<![CDATA[",
    b"<a href='",
    b"<svg>",
    b"<?x ",
)


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
    start = chance.randrange(len(payload))
    piece = payload[start : start + chance.choice((100, 5_000, 50_000))]
    return bytes(payload[:start] + piece * chance.choice((2, 20)) + payload[start:])


def _tags(chance: random.Random, payload: bytearray, share: int) -> list[re.Match[bytes]]:
    found = list(_TAG.finditer(payload))
    some = chance.sample(found, min(len(found), max(1, len(found) // share)))
    return sorted(some, key=lambda tag: -tag.start())


def _tags_lost(chance: random.Random, payload: bytearray) -> bytes:
    for tag in _tags(chance, payload, chance.choice((2, 10, 100))):
        del payload[tag.start() : tag.end()]
    return bytes(payload)


def _tags_repeated(chance: random.Random, payload: bytearray) -> bytes:
    for tag in _tags(chance, payload, chance.choice((2, 10, 100))):
        payload[tag.start() : tag.start()] = tag[0]
    return bytes(payload)


def _tags_swapped(chance: random.Random, payload: bytearray) -> bytes:
    tags = _tags(chance, payload, chance.choice((2, 10, 100)))
    others = [tag[0] for tag in tags]
    chance.shuffle(others)
    for tag, other in zip(tags, others, strict=True):
        payload[tag.start() : tag.end()] = other
    return bytes(payload)


def _charset_wrong(chance: random.Random, payload: bytearray) -> bytes:
    said = b'<meta charset="%s">' % chance.choice(_CHARSETS)
    return chance.choice(_MARKS) * chance.randrange(2) + said + bytes(payload)


def _left_open(chance: random.Random, payload: bytearray) -> bytes:
    at = chance.randrange(len(payload))
    payload[at:at] = chance.choice(_UNCLOSED)
    return bytes(payload)


def _attributes_flooded(chance: random.Random, payload: bytearray) -> bytes:
    tags = _tags(chance, payload, 100)
    for tag in tags[:5]:
        flood = b"".join(b" a%d='%d'" % (number, number) for number in range(chance.choice((100, 2_000))))
        payload[tag.end() - 1 : tag.end() - 1] = flood
    return bytes(payload)


def _tables_nested(chance: random.Random, payload: bytearray) -> bytes:
    at, depth = chance.randrange(len(payload)), chance.choice((5, 50, 500))
    payload[at:at] = b"<table><tr><td colspan=3>x<td rowspan=0>" * depth + b"</table>" * chance.choice(
        (0, depth)
    )
    return bytes(payload)


MUTATIONS: Sequence[Mutation] = (
    _cut_short,
    _bytes_changed,
    _stretch_lost,
    _stretch_repeated,
    _tags_lost,
    _tags_repeated,
    _tags_swapped,
    _charset_wrong,
    _left_open,
    _attributes_flooded,
    _tables_nested,
)


def mutations(originals: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Give damaged copies of pages, each page and each kind of damage in turn."""
    chance = random.Random(seed)
    for number in range(count):
        mutate = MUTATIONS[number % len(MUTATIONS)]
        yield mutate(chance, bytearray(originals[number % len(originals)]))


MANY = 100_000


def hostile() -> Mapping[str, Callable[[], bytes]]:
    """Give pages that a careless reader dies of, by name; they are large, so each is made when asked for."""
    return {
        **{f"deep-{tag}": lambda tag=tag: f"first{f'<{tag}>x ' * MANY}last".encode() for tag in DEEP},
        "fifty-megabytes": lambda: b"<p>One sentence of fifty bytes, over and over, yes.\n" * 1_000_000,
        "million-cells": lambda: b"<table>" + (b"<tr>" + b"<td>1" * 1000) * 1000 + b"</table>",
        "many-tables": lambda: b"<table><tr><th>a<th>b<tr><td>1<td>2</table>" * 15_000,
        "wide-spans": lambda: (
            b"<table>" + b"<tr><td colspan=1000>1<td rowspan=65534>2" * 10_000 + b"</table>"
        ),
        "links-in-a-line": lambda: b"<p>" + b"<a href='/x.pdf'>A</a> (PDF, 7 pages) " * MANY,
        "links-in-a-list": lambda: b"<ul>" + b"<li><a href=/x>A</a>" * MANY,
        "links-left-open": lambda: b"<p>" + b"<a href=/x>A " * MANY,
        "links-in-a-table": lambda: (
            b"<table><tr><th>File<th>Size" + b"<tr><td><a href=x>A</a><td>2 KB" * 12_000
        ),
        "long-address": lambda: b"<p><a href='" + b"x/../" * 1_000_000 + b"'>A</a>",
        "archived-address": lambda: b"<p><a href='" + b"/web/2013/http:/" * 100_000 + b"'>A</a>",
        "open-brackets": lambda: b"<p><a href=x>A</a> " + b"(PDF, [7 " * MANY,
        "notes-behind": lambda: b"<p><a href=x>A</a> " + b"(PDF, 7 pages - 3 KB) " * MANY,
        "spaces-behind": lambda: b"<p><a href=x>A</a> - " + b"&nbsp;, - " * MANY + b"<a href=y>B</a> (PDF",
        "figures": lambda: b"<p><a href=x>A</a> (" + b"7" * 3_000_000 + b" pages)",
        "phones": lambda: b"<p>" + b"Phone: 202-555-01<br>" * MANY,
        "phone-figures": lambda: b"<p>" + b"1-800-" * 500_000,
        "dates": lambda: b"<p>Last Published Date: July 18, 2013</p>" * 50_000,
        "dates-unfinished": lambda: b"<p>" + b"Last updated last updated : " * MANY,
        "one-word": lambda: b"<p>" + b"x" * 7_900_000,
        "less-than": lambda: b"<" * 4_000_000,
        "end-tags": lambda: b"<p>x" + b"</p>" * 1_000_000,
        "comments": lambda: b"<!--" * 1_000_000,
        "comment-left-open": lambda: b"<p>x<!-- " + b"y " * 3_000_000,
        "script-left-open": lambda: b"<p>x<script> " + b"y " * 3_000_000,
        "attributes-of-a-tag": lambda: b"<p " + b"".join(b"a%d=1 " % n for n in range(MANY)) + b">x",
        "attributes-of-many": lambda: (b"<p " + b"".join(b"a%d=1 " % n for n in range(200)) + b">x") * 4_000,
        "classes": lambda: b"<p class='" + b"icon " * 1_000_000 + b"'>x",
        "styles": lambda: b"<p style='" + b"display " * 600_000 + b"'>x",
        "entities": lambda: b"<p>" + b"&amp;&#1;&#xD800;" * 300_000,
        "zeros": lambda: b"<p>x" + b"\x00" * 7_000_000 + b"y",
        "breaks": lambda: b"<p>" + b"x<br>" * MANY,
        "images": lambda: b"<p><a href=x>" + b"<img alt='picture of it'>" * 50_000 + b"</a>",
        "headings": lambda: b"<h1>x</h1><h2>y</h2><p>z" * 30_000,
        "options": lambda: b"<select>" + b"<option>x" * MANY,
        "raised": lambda: b"<table><tr><td>a<td>b<tr><td>c<td>" + b"<sup>1</sup>" * 50_000 + b"</table>",
        "raised-in-words": lambda: (
            b"<table><tr><td>a<td>b<tr><td>c<td>" + b"x<sup>1</sup>" * 40_000 + b"</table>"
        ),
        "lines-around-the-main": lambda: b"<main><p>x</main>" + b"<p>a</p>b" * 50_000,
        "mains": lambda: b"<main>x</main><article>y</article>" * 30_000,
        "crumbs": lambda: b"<header><div class=breadcrumb>x</div>" * 100 + b"y",
        "base": lambda: b"<base href='http://[" + b"x" * 100_000 + b"'><p><a href=y>A</a>",
        "zones": lambda: b"<nav><a href=x>x</a></nav>" * 40_000,
        "titles": lambda: b"<title>x</title>" * MANY + b"<p>y",
        "wide-characters": lambda: ("<p>" + "\U0001f600\u0301" * 400_000).encode("utf-16"),
    }


DEEP = (
    "div",
    "b",
    "table><tr><td",
    "ul><li",
    "blockquote",
    "a href=x",
    "font",
    "p><span",
    "form",
    "nav",
    "svg",
    "h1",
    "select><option",
)

"""Evidence in words for people, and in JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from flows.evidence.citations import SPECIMEN, as_bibtex, as_csl, as_plain
from flows.evidence.places import Place
from flows.evidence.record import Evidence
from flows.evidence.way import Step
from flows.releases.lookup import Row

_WIDE = 16


def as_text(found: Evidence) -> str:
    """Show a row column by column, below it the way back to the page, and what to cite."""
    return "\n".join(_lines(found))


def _lines(found: Evidence) -> Iterator[str]:
    if found.specimen:
        yield click.style(f"{SPECIMEN}", fg="red", bold=True)
    yield click.style(found.found.table, bold=True)
    yield from _aligned((name, _short(value)) for name, value in found.found.row.items() if value is not None)
    for way in found.ways:
        if len(way) > 1:
            yield click.style("read from", bold=True)
            yield from _aligned((step.table, _step(step)) for step in way[1:])
    for place in found.places:
        yield click.style("where it stands", bold=True)
        yield from _aligned(_place(place))
    yield click.style("captures", bold=True)
    for capture in found.found.captures:
        yield from _capture(capture, found.found.locations)
    if found.sources:
        yield click.style("cite as", bold=True)
        yield from (f"  {as_plain(source)}" for source in found.sources)


def _aligned(told: Iterator[tuple[str, str]]) -> Iterator[str]:
    lines = list(told)
    wide = max([_WIDE, *(len(label) for label, _ in lines)])
    yield from (f"  {label:<{wide}} {said}" for label, said in lines)


def _step(step: Step) -> str:
    said = step.row.get("printed") or step.row.get("text") or ""
    return f"{step.identifier}  {_short(said, 80)}".rstrip()


def _place(place: Place) -> Iterator[tuple[str, str]]:
    yield "SHA-256", place.payload_sha256
    if place.page is not None:
        yield "page", str(place.page)
    for box in place.boxes:
        yield (
            "box",
            f"{', '.join(f'{side:g}' for side in box)} points from the top left (x0, top, x1, bottom)",
        )
    if place.cell is not None:
        yield "cell", f"row {place.cell[0]}, column {place.cell[1]}, counted from 0"
    if place.text and place.page is None:
        yield "before", f"… {_short(place.before)}"
        yield "text", _short(place.text)
        yield "after", f"{_short(place.after)} …"


def _capture(capture: Row, locations: Sequence[Row]) -> Iterator[str]:
    instant = capture["captured_at"]
    yield f"  {instant.isoformat() if instant else 'at an unknown time'}  {capture['original_url']}"
    told = [
        ("archived at", capture["archive_url"] or f"no address; it came from a file ({capture['archive']})"),
        ("SHA-256", capture["payload_sha256"]),
        ("SHA-1", _digest(capture)),
    ]
    told += [
        ("bytes", f"{each['warc_file']}, {each['record_length']:,} bytes at {each['record_offset']:,}")
        for each in locations
        if each["capture_id"] == capture["capture_id"]
    ]
    yield from _aligned((f"  {label}", said) for label, said in told if said)


def _digest(capture: Row) -> str | None:
    """Give the digest that the archive printed, and whether it is that of the bytes."""
    agrees = {True: "", False: " (the bytes have another)", None: " (not compared)"}
    printed = capture["archive_digest"]
    return f"{printed}{agrees[capture['archive_digest_matches']]}" if printed else None


def as_json(found: Evidence, pictures: Sequence[Path] = ()) -> str:
    """Give a row, the way back, its places, its captures and its citations as a JSON object."""
    record = {
        "release": found.release,
        "specimen": found.specimen,
        **asdict(found.found),
        "read_from": [[_named(step) for step in way[1:]] for way in found.ways if len(way) > 1],
        "places": [_placed(place) for place in found.places],
        "citations": [
            {"plain": as_plain(source), "bibtex": as_bibtex(source), "csl_json": as_csl(source)}
            for source in found.sources
        ],
        "pictures": [str(path) for path in pictures],
    }
    return json.dumps(record, ensure_ascii=False, indent=2, default=_iso)


def _named(step: Step) -> dict[str, Any]:
    return {"table": step.table, "id": step.identifier, "row": step.row}


def _placed(place: Place) -> dict[str, Any]:
    record = asdict(place)
    del record["preceding"]
    return {**record, "before": place.before}


def _iso(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _short(value: Any, limit: int = 400) -> str:
    text = (
        " > ".join(value)
        if isinstance(value, list) and all(isinstance(v, str) for v in value)
        else str(value)
    )
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text):,} characters)"

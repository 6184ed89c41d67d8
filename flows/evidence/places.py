"""Where a value stands: the payload, the page and the boxes of a PDF, the words of a page or text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow.compute as pc

from extractors.pdf.panes import Frame
from extractors.records import BBox
from extractors.registry import PDF
from flows.evidence.way import Step, rows_where
from flows.releases.lookup import Row, sorted_captures
from flows.releases.reader import Tables

AROUND = 200
"""Characters of text that are given before and behind a value."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands in a payload.

    Args:
        payload_sha256: the payload.
        document_id: what was read from it; ``None`` if nothing was.
        media_type: what it is.
        page: the page, counted from 1; none of web pages and texts.
        boxes: the boxes on the page in points from its top left corner as displayed; none means all of it.
        frame: the table that they belong to, as far as it stands on this page.
        cell: row and column, counted from 0, where it is a cell of a table.
        text: the words that the value was read from, of a cell those of its table.
        said: the words of the value itself, as printed.
        preceding: all text of the document before ``text``.
        after: the text behind it, as far as :data:`AROUND` characters.
        content_type: the header of its earliest capture, which tells how a page is to be decoded.
    """

    payload_sha256: str
    document_id: str | None
    media_type: str | None
    page: int | None = None
    boxes: tuple[BBox, ...] = ()
    frame: Frame | None = None
    cell: tuple[int, int] | None = None
    text: str = ""
    said: str = ""
    preceding: str = ""
    after: str = ""
    content_type: str | None = None

    @property
    def before(self) -> str:
        """The text before it, as far as :data:`AROUND` characters."""
        return self.preceding[-AROUND:]


def places_of(tables: Tables, ways: Sequence[Sequence[Step]]) -> tuple[Place, ...]:
    """Give the places that ways lead to; boxes on one page of one file are one place."""
    found: dict[object, Place] = {}
    for way in ways:
        place = _place(tables, way[-1])
        if place is None:
            continue
        key = (place.payload_sha256, place.page or (len(place.preceding), place.cell), place.frame)
        before = found.get(key)
        found[key] = _joined(before, place) if before else place
    return tuple(found.values())


def _joined(one: Place, other: Place) -> Place:
    said = one.said if other.said in one.said else f"{one.said} … {other.said}"
    return replace(one, boxes=(*dict.fromkeys((*one.boxes, *other.boxes)),), said=said)


def _place(tables: Tables, step: Step) -> Place | None:
    payload = step.row.get("payload_sha256")
    document_id = step.row.get("document_id")
    if payload is None and document_id is None:
        return None
    column, value = ("document_id", document_id) if document_id else ("payload_sha256", payload)
    document = next(iter(rows_where(tables, "documents", column, value)), {})
    page = step.row.get("page")
    if page is None and document.get("media_type") == PDF and step.table not in ("passages", "cells"):
        page = 1
    return _with_text(tables, step, document, _bare(tables, step, document, page))


def _bare(tables: Tables, step: Step, document: Mapping[str, object], page: int | None) -> Place:
    box = step.row.get("bbox")
    payload = str(step.row.get("payload_sha256") or document["payload_sha256"])
    return Place(
        payload_sha256=payload,
        document_id=_text(document.get("document_id")),
        media_type=_text(document.get("media_type")),
        page=page,
        boxes=(_box(box),) if box else (),
        frame=_frame(tables, step.row, page) if step.table == "cells" and page else None,
        cell=(step.row["row"], step.row["col"]) if step.table == "cells" else None,
        content_type=_content_type(tables, payload),
        said=str(step.row.get("text") or step.row.get("name_printed") or ""),
    )


def _content_type(tables: Tables, payload: str) -> str | None:
    """Give the header of the earliest capture that has one."""
    captures = sorted_captures(rows_where(tables, "captures", "payload_sha256", payload))
    return next((each["content_type"] for each in captures if each["content_type"]), None)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _box(sides: Sequence[float]) -> BBox:
    x0, top, x1, bottom = sides
    return (x0, top, x1, bottom)


def _frame(tables: Tables, cell: Row, page: int) -> Frame | None:
    """Give the table of a cell as far as it stands on a page: what is around all its cells there."""
    of_table = (pc.field("table_id") == cell["table_id"]) & (pc.field("page") == page)
    columns = ["bbox", "is_header", "col", "col_span"]
    cells = tables["cells"].to_table(columns=columns, filter=of_table).to_pylist()
    there = [each for each in cells if each["bbox"]]
    if not there:
        return None
    x0, top, x1, bottom = zip(*(each["bbox"] for each in there), strict=True)
    heads = [each["bbox"][3] for each in there if each["is_header"] and each["col"]]
    stubs = [each["bbox"][2] for each in there if each["col"] == 0 and each["col_span"] == 1]
    return Frame(
        bbox=(min(x0), min(top), max(x1), max(bottom)),
        head=max(heads, default=min(top)),
        stub=max(stubs, default=min(x0)),
    )


def _with_text(tables: Tables, step: Step, document: Mapping[str, object], place: Place) -> Place:
    """Add the words of the passage that a step stands in, and what stands around them."""
    passage = _passage(tables, step)
    text = str(document.get("text") or "")
    if passage is None or not text:
        return place
    start, end = passage["char_start"], passage["char_end"]
    return replace(
        place,
        text=passage["text"],
        said=place.said or passage["text"],
        preceding=text[:start],
        after=text[end : end + AROUND],
    )


def _passage(tables: Tables, step: Step) -> Row | None:
    """Give the passage of a step: itself, the one it names, or the one of its table."""
    if step.table == "passages":
        return step.row
    named = step.row.get("passage_id")
    if named is None and (table_id := step.row.get("table_id")):
        named = next((row["passage_id"] for row in rows_where(tables, "tables", "table_id", table_id)), None)
    return next(iter(rows_where(tables, "passages", "passage_id", named)), None) if named else None

"""A page for each document: what it is, its text and tables, links, history, and pictures of its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from flows.releases.site.grids import boxes, grids
from flows.releases.site.rendering import Renderer, about_document, said
from flows.releases.site.rows import ByDocument, Row, rows
from flows.releases.site.search import Index
from flows.releases.site.sheets import Sheet

A_PAGE = 200
"""Documents that one page lists."""

_AROUND = frozenset({"navigation", "boilerplate", "notice", "page_header", "page_footer"})

_CAPTURES = """
    SELECT d.document_id, c.captured_at, c.original_url, c.quality, c.capture_id,
        coalesce(c.archive_url, 'no address, from a file') AS at
    FROM captures c JOIN documents d USING (payload_sha256)
"""
_CHANGES = """
    SELECT r.document_id, r.ordinal AS revision, c.ordinal, other, which, action, nature,
        b.text AS before_text, a.text AS after_text
    FROM (
        SELECT after_document_id AS document_id, before_document_id AS other, 'earlier' AS which, revision_id,
            ordinal FROM revisions
        UNION ALL
        SELECT before_document_id, after_document_id, 'later', revision_id, ordinal FROM revisions
    ) r
    LEFT JOIN changes c USING (revision_id)
    LEFT JOIN passages b ON b.passage_id = c.before_passage_id
    LEFT JOIN passages a ON a.passage_id = c.after_passage_id
    WHERE r.document_id IS NOT NULL
"""
_LISTED = "FROM documents ORDER BY lower(coalesce(title, original_url, document_id)), document_id"


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a document's pages, or why there are none."""

    sheets: tuple[Sheet, ...] = ()
    why_not: str = ""


def write_documents(
    renderer: Renderer,
    connection: duckdb.DuckDBPyConnection,
    index: Index,
    pictures_of: Callable[[Row], Pictures],
    advance: Callable[[int], None],
) -> None:
    """Write the page of each document and the lists of them, and take their words into the index."""
    streams = {
        "passages": ByDocument(connection, "FROM passages", "ordinal"),
        "tables": ByDocument(connection, "FROM tables", "ordinal"),
        "cells": ByDocument(connection, "FROM cells", 'table_id, "row", col'),
        "links": ByDocument(connection, "FROM links", "ordinal"),
        "captures": ByDocument(connection, _CAPTURES, "captured_at, capture_id"),
        "changes": ByDocument(connection, _CHANGES, "which, revision, ordinal"),
    }
    for document in rows(connection, "FROM documents ORDER BY document_id"):
        parts = {name: stream.take(document["document_id"]) for name, stream in streams.items()}
        _write(renderer, document, parts, pictures_of(document))
        texts = [(row["passage_id"], row["text"]) for row in parts["passages"] if row["kind"] not in _AROUND]
        address = f"documents/{document['document_id']}.html"
        index.add(address, title_of(document), about_document(document), texts)
        advance(1)
    _list(renderer, connection)


def title_of(document: Mapping[str, Any]) -> str:
    """Give the title of a document, or what else it is called."""
    return str(document["title"] or document["original_url"] or document["document_id"])


def _write(renderer: Renderer, document: Row, parts: Mapping[str, list[Row]], pictures: Pictures) -> None:
    placed: dict[int, list[tuple[str, tuple[float, ...]]]] = {}
    for page, name, box in boxes(parts["cells"], parts["passages"]):
        placed.setdefault(page, []).append((name, box))
    sheets = [{**sheet.as_values(), "boxes": placed.get(sheet.number, ())} for sheet in pictures.sheets]
    drawn = {sheet.number for sheet in pictures.sheets}
    renderer.page(
        f"documents/{document['document_id']}.html",
        "document",
        document=document,
        title=title_of(document),
        facts=list(_facts(document)),
        captures=[
            [row[name] for name in ("captured_at", "original_url", "at", "quality")]
            for row in parts["captures"]
        ],
        text=[row for row in parts["passages"] if row["kind"] not in _AROUND],
        around=[row for row in parts["passages"] if row["kind"] in _AROUND],
        grids=grids(parts["tables"], parts["cells"]),
        boxed={name for page in drawn for name, _ in placed.get(page, ())},
        links=parts["links"],
        changes=_history(parts["changes"]),
        sheets=sheets,
        no_pictures=pictures.why_not,
    )


def _facts(document: Row) -> Iterator[tuple[str, str]]:
    told = {
        "form": about_document(document),
        "address": document["original_url"],
        "published": document["published_on"],
        "modified": document["modified_on"],
        "language": document["language"],
        "era of the page": document["era"],
        "read by": document["extractor"],
        "SHA-256": document["payload_sha256"],
        "id": document["document_id"],
    }
    for label, value in told.items():
        if value is not None:
            yield label, said(value)


def _history(changes: Sequence[Row]) -> list[dict[str, Any]]:
    """Give the revisions that a document is the earlier or later side of, with their changes."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for row in changes:
        revision = found.setdefault(
            (row["which"], row["revision"]),
            {
                "title": f"Against the {row['which']} version",
                "which": row["which"],
                "other": row["other"],
                "changes": [],
            },
        )
        if row["action"]:
            revision["changes"].append(row)
    return list(found.values())


def _list(renderer: Renderer, connection: duckdb.DuckDBPyConnection) -> None:
    listed = rows(connection, _LISTED)
    last = max(1, -(-len(listed) // A_PAGE))
    for number in range(1, last + 1):
        name = "documents.html" if number == 1 else f"documents-{number}.html"
        part = listed[(number - 1) * A_PAGE : number * A_PAGE]
        renderer.page(name, "documents", documents=part, number=number, last=last, total=len(listed))

"""Reading single files: extraction without a store, for the command line.

Files are read in a child process, so that one that ends its reader costs only its own answer. The child is
forked while this process has loaded no parser, which costs a millisecond.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from extractors.draft import Draft
from extractors.records import CaptureContext, Cell, Extraction, PassageKind, Severity, TableNote
from extractors.registry import PLAIN, Ocr, extract
from extractors.stated import Metadata
from extractors.statistics.recipes import Recipe
from flows.limits import limit_memory, time_limit
from flows.settings import Limits
from flows.sources.knowledge import knowledge_with

Writer = Callable[[Path, Extraction], str]

_INHERITED = {"document_id", "payload_sha256", "table_id"}
"""Columns of nested rows that their surroundings tell already."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are to be read and written down.

    Args:
        write: makes the text of an answer.
        url: the address that the file was captured from.
        ocr: whether scanned pages are recognised.
        limits: what reading one file may take.
        pictures: a folder for pictures of the pages of PDFs, with what was found drawn over.
        recipes: recipes to try before those that come with the project.
    """

    write: Writer
    url: str | None = None
    ocr: Ocr = Ocr.AUTO
    limits: Limits = Limits()
    pictures: Path | None = None
    recipes: tuple[Recipe, ...] = ()


def read_files(files: Sequence[Path], reading: Reading) -> None:
    """Write what each file gives to the standard output, in order."""
    done = 0
    while done < len(files):
        finished, status = _in_child(files[done:], reading)
        done += finished
        if done < len(files):
            _put(reading.write(files[done], _ended(files[done], reading, status)))
            done += 1


def _in_child(files: Sequence[Path], reading: Reading) -> tuple[int, int]:
    """Read files in a child until they are done or it dies; give how many it finished, and its status."""
    sys.stdout.flush()
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        _child(files, reading, sending)
    os.close(sending)
    with os.fdopen(receiving, "rb") as stream:
        finished = len(stream.read())
    _, status = os.waitpid(child, 0)
    return finished, os.waitstatus_to_exitcode(status)


def _child(files: Sequence[Path], reading: Reading, sending: int) -> None:
    """Read files and report each with a byte; this function ends the process."""
    status = 1
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the parent says that it was interrupted
    try:
        limit_memory(reading.limits.memory_bytes)
        for path in files:
            with time_limit(reading.limits.seconds):
                text = reading.write(path, read_file(path, reading))
            _put(text)
            os.write(sending, b".")
        status = 0
    finally:
        os._exit(status)


def _put(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def read_file(path: Path, reading: Reading) -> Extraction:
    """Extract one file; one that cannot be opened gives an issue."""
    context = CaptureContext(url=reading.url, content_type=PLAIN if path.suffix == ".txt" else None)
    try:
        payload = path.read_bytes()
    except OSError as error:
        return _nothing(
            context, "unreadable_file", f"{path}: {error.strerror}", "Check the name and the rights."
        )
    extraction = extract(
        payload, context, ocr=reading.ocr, knowledge=partial(knowledge_with, reading.recipes)
    )
    if reading.pictures is not None and extraction.document.pages:
        _write_pictures(path, payload, extraction, reading.pictures)
    return extraction


def _write_pictures(path: Path, payload: bytes, extraction: Extraction, folder: Path) -> None:
    from extractors.pdf.picture import pictures

    folder.mkdir(parents=True, exist_ok=True)
    digest = extraction.document.payload_sha256[:8]
    try:
        for number, png in pictures(payload, extraction):
            (folder / f"{path.stem}-{digest}-{number:04}.png").write_bytes(png)
    except Exception as error:
        # A damaged file may be readable and yet not be drawn; what was read is worth more than its picture.
        sys.stderr.write(f"{path}: not all pages could be drawn ({type(error).__name__}: {error})\n")


def _ended(path: Path, reading: Reading, status: int) -> Extraction:
    evidence = f"{path}: its reader ended with status {status}"
    return _nothing(CaptureContext(reading.url), "worker_died", evidence, "The file is damaged or too large.")


def _nothing(context: CaptureContext, code: str, evidence: str, remedy: str) -> Extraction:
    draft = Draft(b"", context)
    draft.issue(code, Severity.ERROR, evidence=evidence, remedy=remedy)
    return draft.finish(Metadata(media_type="application/octet-stream", extractor="none"))


def as_json(path: Path, extraction: Extraction) -> str:
    """Write an extraction as one line of JSON; ``flows/extract.schema.json`` is its form."""
    before = {
        "file": str(path),
        "document": {**_plain(extraction.document), **_keys(extraction)},
        "dates": [_plain(each) for each in extraction.document_dates],
        "addresses": [_plain(address) for address in extraction.document_addresses],
        "passages": [_plain(passage) for passage in extraction.passages],
        "links": [_plain(link) for link in extraction.links],
    }
    behind = {
        "ocr_words": [_plain(word) for word in extraction.ocr_words],
        "policies": [_plain(policy) for policy in extraction.policies],
        "policy_words": [_plain(words) for words in extraction.policy_words],
        "provisions": [_plain(provision) for provision in extraction.provisions],
        "contacts": [_plain(contact) for contact in extraction.contacts],
        "complaint_forms": [_plain(form) for form in extraction.complaint_forms],
        "statistics": [_plain(statistic) for statistic in extraction.statistics],
        "activations": [_plain(activation) for activation in extraction.activations],
        "issues": [_plain(issue) for issue in extraction.issues],
    }
    return f'{_dumped(before)[:-1]}, "tables": [{", ".join(_tables(extraction))}], {_dumped(behind)[1:]}'


def _tables(extraction: Extraction) -> Iterator[str]:
    """Write each table; a million cells are written one by one, since as objects they fill the memory."""
    cells, notes = _by_table(extraction.cells), _by_table(extraction.table_notes)
    for table in extraction.tables:
        own = _dumped({**_plain(table), "table_id": table.table_id})
        parts = (", ".join(rows.pop(table.table_id, ())) for rows in (cells, notes))
        yield '{}, "cells": [{}], "notes": [{}]}}'.format(own[:-1], *parts)


def _by_table(rows: Sequence[Cell] | Sequence[TableNote]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.table_id, []).append(_dumped(_plain(row)))
    return found


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_iso)


def _keys(extraction: Extraction) -> dict[str, str]:
    document = extraction.document
    return {"document_id": document.document_id, "payload_sha256": document.payload_sha256}


def _plain(record: Any) -> dict[str, Any]:
    """Give the columns of a row that extraction fills and that its surroundings do not tell."""
    return {
        each.name: getattr(record, each.name)
        for each in fields(record)
        if each.name not in _INHERITED and "filled_by" not in each.metadata
    }


def _iso(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def as_summary(path: Path, extraction: Extraction) -> str:
    """Write what a person wants to know of an extraction at a glance."""
    return "\n".join([str(path), *(f"  {line}" for line in _summary(extraction))])


def _summary(extraction: Extraction) -> Iterator[str]:
    document = extraction.document
    yield f"title      {document.title or '(none)'}"
    pages = f", {document.pages} pages" if document.pages is not None else ""
    yield f"type       {document.media_type}{pages}"
    for name, value in (
        ("published", document.published_on),
        ("modified", document.modified_on),
        ("language", document.language),
        ("address", document.canonical_url),
    ):
        if value is not None:
            yield f"{name:<10} {value}"
    yield (
        f"holds      {len(extraction.passages)} passages, {len(extraction.links)} links, "
        f"{len(extraction.tables)} tables with {len(extraction.cells)} cells"
    )
    for passage in extraction.passages:
        if passage.kind is PassageKind.HEADING:
            yield f"heading    {'  ' * len(passage.heading_path)}{passage.text}"
    for table in extraction.tables:
        place = f"page {table.page}" if table.page is not None else f"passage {table.ordinal}"
        yield f"table      {place}: {table.n_rows} x {table.n_cols}  {table.caption or ''}".rstrip()
    measures = Counter((each.series, each.measure) for each in extraction.statistics)
    for (series, measure), count in measures.items():
        yield f"statistics {series}: {measure}, {count} value{'s' * (count != 1)}"
    for issue in extraction.issues:
        where = f" on page {issue.page}" if issue.page is not None else ""
        yield f"{issue.severity:<10} {issue.code}{where}: {issue.evidence}. {issue.remedy}"

"""Citations say what the publication states, and print as they should."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import jsonschema
import pytest

from flows.evidence.citations import Source, as_bibtex, as_csl, as_plain, date_parts, escaped

ORIGINAL = "http://www.agency.example/a_b.pdf?x=1&y={2}"
SOURCE = Source(
    identifier="cel-0123456789abcdef01234567",
    dataset="1.2.0+0123456789ab",
    title="50% of R&D {costs} #1_2 ~^\\",
    author="U.S. Immigration and Customs Enforcement",
    issued=(2011, 6),
    locator="p. 3",
    key="cel-0123456789abcdef01234567",
    memento=f"https://archive.example/web/20110801120000/{ORIGINAL}",
    original_url=ORIGINAL,
    captured_at=datetime(2011, 8, 1, 12, tzinfo=UTC),
    archive="archive.example",
    media_type="application/pdf",
    payload_sha256="0" * 64,
    language="en",
    specimen=False,
)

DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": ["string", "number"]}},
        }
    },
    "additionalProperties": False,
}
TEXTS = ("title", "URL", "archive", "archive_location", "language", "note")
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            **{name: {"type": "string"} for name in TEXTS},
            "type": {"enum": ["webpage", "document"]},
            "id": {"type": ["string", "number"]},
            "page": {"type": ["string", "number"]},
            "author": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"literal": {"type": "string"}},
                    "additionalProperties": False,
                },
            },
            "issued": DATE,
            "accessed": DATE,
            "custom": {"type": "object"},
        },
    },
}
"""What of the input schema of CSL 1.0.2 a citation needs."""


def test_data_of_csl_are_of_its_schema() -> None:
    for source in (SOURCE, replace(SOURCE, issued=(), author=None, captured_at=None, locator=None)):
        jsonschema.validate([as_csl(source)], CSL)


def test_each_clock_has_its_own_field() -> None:
    item = as_csl(SOURCE)
    assert item["issued"] == {"date-parts": [[2011, 6]]}
    assert item["accessed"] == {"date-parts": [[2011, 8, 1]]}
    assert item["URL"] == item["archive_location"] == SOURCE.url


def test_a_file_without_address_or_title_is_given_neither() -> None:
    bare = replace(SOURCE, memento=None, original_url=None, title=None)
    assert {"URL", "archive", "archive_location"}.isdisjoint(as_csl(bare))
    assert "url" not in as_bibtex(bare)
    assert as_plain(bare).startswith("U.S. Immigration and Customs Enforcement. [untitled]. 2011-06.")


def test_a_date_that_is_not_stated_is_not_given() -> None:
    undated = replace(SOURCE, issued=())
    assert "issued" not in as_csl(undated)
    assert "year" not in as_bibtex(undated)
    assert "2011-08-01T12:00:00Z" in as_plain(undated)


@pytest.mark.parametrize(
    ("iso", "precision", "parts"),
    [
        ("2011", "year", (2011,)),
        ("2011-06", "month", (2011, 6)),
        ("2011-06-17", "day", (2011, 6, 17)),
        ("2011-05-25T14:30:00Z", "second", (2011, 5, 25)),
    ],
)
def test_a_date_goes_as_far_as_it_is_stated(iso: str, precision: str, parts: tuple[int, ...]) -> None:
    assert date_parts(iso, precision) == parts


def test_bibtex_is_escaped() -> None:
    assert escaped(SOURCE.title or "") == (
        r"50\% of R\&D \{costs\} \#1\_2 \textasciitilde{}\textasciicircum{}\textbackslash{}"
    )
    written = as_bibtex(SOURCE)
    assert written.replace(r"\{", "").replace(r"\}", "").count("{") == written.replace(r"\{", "").replace(
        r"\}", ""
    ).count("}")
    assert "a_b.pdf?x=1&y=%7B2%7D" in written
    assert "  author = {{U.S. Immigration and Customs Enforcement}}," in written
    assert "  month = jun," in written


def test_a_plain_citation_names_memento_dataset_and_row() -> None:
    assert as_plain(SOURCE) == (
        "U.S. Immigration and Customs Enforcement. 50% of R&D {costs} #1_2 ~^\\. 2011-06. p. 3. "
        f"{SOURCE.url}. dhs-archive 1.2.0+0123456789ab, row cel-0123456789abcdef01234567; "
        f"captured 2011-08-01T12:00:00Z; original address {ORIGINAL}."
    )

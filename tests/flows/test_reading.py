"""Single files are read as the frozen form of their JSON says."""

import json
import os
from dataclasses import fields
from pathlib import Path

import jsonschema
import pytest

from extractors import records
from flows import reading
from flows.reading import Reading, as_json, as_summary, read_file, read_files
from flows.settings import Limits
from tests.flows.warc_fixtures import HOST, page


@pytest.fixture(scope="module")
def schema(repository: Path) -> dict:
    return json.loads((repository / "flows" / "extract.schema.json").read_text())


@pytest.fixture
def html(tmp_path: Path) -> Path:
    path = tmp_path / "a.html"
    table = "<table><tr><th>Year</th><th>Sum</th></tr><tr><td>2011</td><td>7</td></tr></table>"
    path.write_bytes(page("SPECIMEN", "words <a href='/b.pdf'>form</a> (PDF, Pages 7)", f"</p>{table}<p>"))
    return path


def test_json_has_the_frozen_form(html: Path, schema: dict) -> None:
    answer = json.loads(as_json(html, read_file(html, Reading(as_json, url=f"{HOST}/a"))))
    jsonschema.validate(answer, schema)
    assert answer["file"] == str(html)
    assert answer["document"]["title"] == "SPECIMEN"
    assert [cell["text"] for table in answer["tables"] for cell in table["cells"]] == [
        "Year",
        "Sum",
        "2011",
        "7",
    ]
    (link,) = answer["links"]
    assert (link["href"], link["href_resolved"], link["note_pages"]) == ("/b.pdf", f"{HOST}/b.pdf", 7)
    for passage in answer["passages"]:
        start, end = passage["char_start"], passage["char_end"]
        assert answer["document"]["text"][start:end] == passage["text"]


def test_names_are_those_of_the_columns(schema: dict) -> None:
    parts = {
        "passage": records.Passage,
        "link": records.Link,
        "table": records.Table,
        "cell": records.Cell,
        "note": records.TableNote,
        "ocr_word": records.OcrWord,
        "policy": records.Policy,
        "policy_words": records.PolicyWords,
        "provision": records.Provision,
        "contact": records.Contact,
        "complaint_form": records.ComplaintForm,
        "issue": records.Issue,
        "document": records.Document,
    }
    for name, record in parts.items():
        frozen = set(schema["$defs"][name]["properties"]) - {"cells", "notes"}
        columns = {field.name for field in fields(record)}
        assembled = {field.name for field in fields(record) if "filled_by" in field.metadata}
        assert frozen <= columns - assembled
        assert columns - assembled - frozen <= {"document_id", "payload_sha256", "table_id"}
    kinds = schema["$defs"]["passage"]["properties"]["kind"]["enum"]
    assert kinds == [str(kind) for kind in records.PassageKind]
    assert schema["$defs"]["cell"]["properties"]["kind"]["enum"] == [str(kind) for kind in records.CellKind]


def lines(capfd: pytest.CaptureFixture[str]) -> list[dict]:
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def test_one_object_a_file_in_input_order(
    html: Path, tmp_path: Path, schema: dict, capfd: pytest.CaptureFixture[str]
) -> None:
    junk = tmp_path / "junk.pdf"
    junk.write_bytes(b"\x00\x01\x02")
    empty = tmp_path / "empty.html"
    empty.write_bytes(b"")
    files = [junk, html, tmp_path / "missing.pdf", empty, html]
    read_files(files, Reading(as_json))
    answers = lines(capfd)
    assert [answer["file"] for answer in answers] == [str(path) for path in files]
    for answer in answers:
        jsonschema.validate(answer, schema)
    for index in (0, 2, 3):
        assert not answers[index]["passages"]
        assert answers[index]["issues"]
    assert answers[1] == answers[4]


def test_file_that_ends_its_reader_costs_only_its_own_answer(
    html: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    deadly = tmp_path / "deadly.html"
    deadly.write_bytes(page("SPECIMEN"))

    def read(path: Path, how: Reading) -> records.Extraction:
        if path == deadly:
            os._exit(7)
        return read_file(path, how)

    monkeypatch.setattr(reading, "read_file", read)
    read_files([html, deadly, deadly, html], Reading(as_json, limits=Limits(seconds=60)))
    answers = lines(capfd)
    assert [[issue["code"] for issue in answer["issues"]] for answer in answers] == [
        [],
        ["worker_died"],
        ["worker_died"],
        [],
    ]


def test_summary_is_for_people(html: Path) -> None:
    text = as_summary(html, read_file(html, Reading(as_summary)))
    assert "title      SPECIMEN" in text
    assert "1 tables with 4 cells" in text

"""The whole checkpoint: Great Expectations over real Parquet files."""

import json
import subprocess
import sys
import warnings
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from expectations.batches import slim_batches
from expectations.checkpoint import CheckNotMade, CheckResult, as_json, check_tables, to_table
from expectations.contract import Rule, TableContract, Weight
from expectations.judge import Judge
from expectations.queries import open_tables, tables_read, tally_table
from expectations.suites import ValueCheck, third_parties_quiet, value_checks, values_suite
from expectations.tables import CONTRACTS
from expectations.values import value_results
from tests.expectations.conftest import Judged
from tests.expectations.dataset import Dataset, as_arrow, change, valid, write

Names = set[tuple[str, str | None, str]]


def failed(results: list[CheckResult]) -> Names:
    return {(each.table, each.column, each.check) for each in results if not each.success}


def test_a_valid_dataset_passes_every_check(valid_results: list[CheckResult]) -> None:
    assert failed(valid_results) == set()
    assert {each.table for each in valid_results} == set(CONTRACTS)


def test_everything_that_a_contract_says_is_checked(valid_results: list[CheckResult]) -> None:
    made = {(each.table, each.column, each.check) for each in valid_results}
    for table, contract in CONTRACTS.items():
        expected: Names = {(table, None, check) for check in ("present", "columns", "types", "key")}
        expected |= {(table, None, rule.name) for rule in contract.rules}
        expected |= {(table, each.column, "reference") for each in contract.references}
        expected |= {(table, each.column, each.check) for each in value_checks(contract)}
        assert {each for each in made if each[0] == table} == expected


def test_tables_without_rows_pass(judged: Judged, tmp_path: Path) -> None:
    results = judged(write({name: [] for name in CONTRACTS}, tmp_path))
    assert failed(results) == set()
    assert {each.rows_checked for each in results} == {0}


def test_results_repeat_and_hold_nothing_of_the_machine(
    judged: Judged, valid_files: dict[str, Path], valid_results: list[CheckResult], tmp_path: Path
) -> None:
    backwards = {name: valid_files[name] for name in reversed(valid_files)}
    assert judged(backwards) == valid_results
    assert str(tmp_path) not in as_json(valid_results)
    assert str(next(iter(valid_files.values())).parent) not in as_json(valid_results)


def _spoiled() -> Dataset:
    dataset = valid()
    for apply in (
        change("passages", 0, passage_id="psg-1"),
        change("passages", 1, passage_id="psg-" + "0" * 24 + "\n"),
        change("captures", 0, quality="fine"),
        change("captures", 0, media_type_sniffed="html"),
        change("captures", 3, http_status=99),
        change("tables", 0, n_rows=0),
        change("documents", 0, language="in English"),
    ):
        apply(dataset)
    return dataset


def test_values_are_judged_and_the_rows_named(judged: Judged, tmp_path: Path) -> None:
    dataset = _spoiled()
    results = {(each.table, each.column, each.check): each for each in judged(write(dataset, tmp_path / "t"))}
    pattern = results["passages", "passage_id", "pattern"]
    assert (pattern.rows_failed, pattern.rows_checked) == (2, 15)
    assert pattern.sample == (f"psg-{'0' * 24} : psg-{'0' * 24}", "psg-1: psg-1")
    captures = dataset["captures"]
    assert results["captures", "quality", "choices"].sample == (f"{captures[0].capture_id}: fine",)
    assert results["captures", "http_status", "range"].sample == (f"{captures[3].capture_id}: 99",)
    assert results["captures", "media_type_sniffed", "pattern"].rows_failed == 1
    assert results["tables", "n_rows", "range"].sample == (f"{dataset['tables'][0].table_id}: 0",)
    language = results["documents", "language", "pattern"]
    assert (language.success, language.weight) == (False, Weight.WARNING)


def test_a_failure_says_which_check_which_rows_and_what_was_found(judged: Judged, tmp_path: Path) -> None:
    dataset = _spoiled()
    results = judged(write(dataset, tmp_path / "t"))
    (message,) = (each.message for each in results if (each.column, each.check) == ("n_rows", "range"))
    table = dataset["tables"][0].table_id
    assert message == f"fatal: tables.n_rows.range: At least 1. 1 found in 2 rows: {table}: 0"


def test_a_long_list_of_findings_is_counted_but_cut(judged: Judged, tmp_path: Path) -> None:
    dataset = valid()
    issue = dataset["issues"][0]
    dataset["issues"] = [issue] * 25
    for number in range(25):
        change("issues", number, issue_id=f"iss-{number:024x}", code="Not snake", remedy="")(dataset)
    results = {(each.table, each.column, each.check): each for each in judged(write(dataset, tmp_path / "t"))}
    for column, check in (("code", "pattern"), (None, "has_remedy")):
        result = results["issues", column, check]
        assert result.rows_failed == 25
        assert [line[:28] for line in result.sample] == [f"iss-{number:024x}" for number in range(10)]
        assert result.message.endswith("; and 15 more")


def test_a_value_is_missed_where_it_may_not_be(tmp_path: Path) -> None:
    contract = CONTRACTS["passages"]
    rows = as_arrow("passages", valid()["passages"])
    open_schema = pa.schema(each.with_nullable(True) for each in rows.schema)
    without = [rows.column(name).to_pylist() for name in rows.schema.names]
    for name in ("text", "heading_path", "ordinal", "kind"):
        without[rows.schema.names.index(name)][2] = None
    path = tmp_path / "passages.parquet"
    pq.write_table(pa.table(without, schema=open_schema), path)
    results = value_results(contract, path, Judge())
    missed = {each.column: each for each in results if not each.success}
    assert set(missed) == {"text", "heading_path", "ordinal", "kind"}
    key = valid()["passages"][2].passage_id
    assert {each.sample for each in missed.values()} == {(f"{key}: nothing",)}
    assert {each.check for each in missed.values()} == {"not_null"}


def test_batches_add_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("expectations.batches.ROWS_A_BATCH", 4)
    monkeypatch.setattr("expectations.batches._ROWS_A_READ", 2)
    dataset = valid()
    for number in range(5):
        change("passages", number, text_sha256="none")(dataset)
    path = write(dataset, tmp_path)["passages"]
    assert len(list(slim_batches(path, values={"passage_id"}, presence=()))) == 4
    (result,) = (each for each in value_results(CONTRACTS["passages"], path, Judge()) if not each.success)
    assert (result.column, result.rows_failed, len(result.sample)) == ("text_sha256", 5, 5)


def test_long_values_are_not_held_where_only_presence_counts(tmp_path: Path) -> None:
    path = write(valid(), tmp_path)["passages"]
    (batch,) = slim_batches(path, values={"passage_id"}, presence={"text", "bbox"})
    assert batch.schema.field("text").type == pa.bool_()
    assert batch.column("bbox").to_pylist() == [None, None, None, True, None, True, *[None] * 9]


def test_a_missing_table_fails_and_what_needs_it_is_left_out(judged: Judged, tmp_path: Path) -> None:
    files = write(valid(), tmp_path / "t")
    files["documents"].unlink()
    results = judged(files)
    assert failed(results) == {("documents", None, "present")}
    made = {(each.table, each.check) for each in results}
    assert ("passages", "text_digest") in made
    assert ("passages", "text_at_offsets") not in made
    assert {check for table, check in made if table == "documents"} == {"present"}
    del files["documents"]
    assert judged(files) == results


def test_a_table_with_other_columns_is_not_read_further(judged: Judged, tmp_path: Path) -> None:
    files = write(valid(), tmp_path / "t")
    links = pq.read_table(files["links"])
    pq.write_table(links.drop_columns(["href"]).append_column("extra", links["href"]), files["links"])
    results = judged(files)
    assert failed(results) == {("links", None, "columns")}
    (columns,) = (each for each in results if not each.success)
    assert columns.sample == ("extra: not declared", "href: missing")
    assert {each.check for each in results if each.table == "links"} == {"present", "columns", "types"}


def test_columns_in_another_order_fail(judged: Judged, tmp_path: Path) -> None:
    files = write(valid(), tmp_path / "t")
    links = pq.read_table(files["links"])
    pq.write_table(links.select(sorted(links.schema.names)), files["links"])
    assert failed(judged(files)) == {("links", None, "columns")}


def test_other_types_fail(judged: Judged, tmp_path: Path) -> None:
    files = write(valid(), tmp_path / "t")
    links = pq.read_table(files["links"])
    place = links.schema.get_field_index("ordinal")
    small = pa.field("ordinal", pa.int32(), nullable=True)
    pq.write_table(links.set_column(place, small, links["ordinal"].cast(pa.int32())), files["links"])
    results = judged(files)
    assert failed(results) == {("links", None, "types")}
    (types,) = (each for each in results if not each.success)
    assert types.sample == ("ordinal: int32 instead of int64 not null",)


def test_a_table_without_a_contract_stops_the_run(valid_files: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="No contract is declared for rumours"):
        check_tables({**valid_files, "rumours": tmp_path}, temp=tmp_path, memory="100MB")


def test_an_expectation_that_raises_is_no_failed_check() -> None:
    check = ValueCheck("gone", "not_null", "", Weight.FATAL, "ExpectColumnValuesToNotBeNull", {})
    with pytest.raises(CheckNotMade, match="expect_column_values_to_not_be_null of gone"):
        Judge().verdicts(pa.table({"there": [1]}).to_pandas(), values_suite([check]))


def test_a_query_that_cannot_run_is_no_failed_check(tmp_path: Path) -> None:
    links = CONTRACTS["links"]
    wrong = Rule("wrong", "Cannot be asked.", "SELECT nobody AS id FROM links")
    contract = TableContract(
        name="links",
        record=links.record,
        description="",
        key=links.key,
        order=links.order,
        columns=links.columns,
        rules=(wrong,),
    )
    with (
        open_tables(write(valid(), tmp_path), temp=tmp_path, memory="100MB") as connection,
        pytest.raises(CheckNotMade, match=r"The query of links\.wrong failed"),
    ):
        list(tally_table(connection, contract, ()))


def test_a_rule_names_the_tables_that_it_reads() -> None:
    for table, contract in CONTRACTS.items():
        for rule in contract.rules:
            assert table in tables_read(rule)
    rules = {rule.name: rule for rule in CONTRACTS["captures"].rules}
    assert tables_read(rules["read_or_explained"]) == {"captures", "documents", "issues"}


def test_results_are_published_as_a_table_and_as_json(valid_results: list[CheckResult]) -> None:
    table = to_table(valid_results)
    records = json.loads(as_json(valid_results))
    assert table.to_pylist() == records
    assert [(each["table"], each["check"], each["column"] or "") for each in records] == sorted(
        (each.table, each.check, each.column or "") for each in valid_results
    )
    assert set(records[0]) == {
        "table", "check", "column", "description", "weight",
        "success", "rows_checked", "rows_failed", "sample",
    }  # fmt: skip


def test_our_own_warnings_are_not_swallowed() -> None:
    with third_parties_quiet(), pytest.warns(UserWarning, match="ours"):
        warnings.warn("ours", stacklevel=1)


def test_contracts_are_read_without_great_expectations() -> None:
    code = (
        "import sys, expectations.tables, expectations.dictionary, expectations.checkpoint;"
        "sys.exit('great_expectations' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

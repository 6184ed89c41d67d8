"""``dhs-archive review``: files as people have them, findings as they can use them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from flows.cli import cli
from flows.errors import CountsNotUnderstood, StorageError
from flows.reviews.counts import read_counts
from flows.spreadsheets import inert, restored

ROWS = [("Lorem", 30, 100), ("Ipsum", 28, 100), ("Dolor", 32, 100), ("Sit", 29, 100), ("Amet", 80, 100)]
PROMISED = [
    *("unit", "numerator", "denominator", "rate", "baseline", "lower95", "upper95", "lower998", "upper998"),
    *("z", "phi", "tau2", "z_od", "p_value", "q_value", "funnel_class", "status", "flag", "direction"),
]
HEADER = "unit,numerator,denominator"


def written(folder: Path, text: str | bytes, name: str = "counts.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def lines(*rows: tuple[object, ...], header: str = HEADER, end: str = "\n") -> str:
    return end.join([header, *(",".join(map(str, row)) for row in rows)]) + end


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["review", *map(str, arguments)], input=stdin, catch_exceptions=False)


def found(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0
    return list(csv.DictReader(io.StringIO(result.stdout)))


def refused(folder: Path, text: str | bytes) -> str:
    with pytest.raises(CountsNotUnderstood) as told:
        read_counts(written(folder, text))
    return str(told.value)


def test_findings_have_the_promised_columns_in_the_order_of_the_file(tmp_path: Path) -> None:
    rows = found(run("--counts", written(tmp_path, lines(*ROWS))))
    assert list(rows[0])[: len(PROMISED)] == PROMISED
    assert [row["unit"] for row in rows] == [name for name, _, _ in ROWS]
    assert {row["baseline"] for row in rows} == {"0.398"}
    assert rows[-1]["funnel_class"] == "high_998"
    assert (rows[-1]["status"], rows[-1]["direction"], rows[-1]["numerator"]) == ("eligible", "high", "80")


def test_numbers_keep_all_their_digits(tmp_path: Path) -> None:
    (row,) = found(run("--counts", written(tmp_path, lines(("a", "1.25", "3.0")))))
    assert (row["numerator"], row["denominator"]) == ("1.25", "3")
    assert float(row["rate"]) == 1.25 / 3


def test_rows_without_denominator_are_listed_and_empty(tmp_path: Path) -> None:
    rows = found(run("--counts", written(tmp_path, lines(*ROWS, ("None", 0, 0), ("Odd", 7, 3)))))
    assert [rows[5][name] for name in ("rate", "funnel_class", "z", "flag")] == ["", "", "", ""]
    assert [(row["status"], row["reason"]) for row in rows[5:]] == [
        ("insufficient_data", "denominator_zero"),
        ("invalid", "numerator_above_denominator"),
    ]


def test_ratios_have_exact_limits_on_either_scale(tmp_path: Path) -> None:
    path = written(tmp_path, lines(("a", 2, 2), ("b", 40, 10), ("c", 9, 9)))
    log, root = (found(run("--counts", path, "--ratio", "--transform", kind)) for kind in ("log", "sqrt"))
    assert float(log[0]["lower95"]) * 2 == pytest.approx(0.242209, abs=1e-5)
    assert float(log[0]["upper998"]) * 2 == pytest.approx(11.228868, abs=1e-5)
    assert float(log[1]["z"]) == pytest.approx(10**0.5 * 1.3862943611198906)
    assert float(root[1]["z"]) == pytest.approx(2 * 10**0.5)
    assert found(run("--counts", path, "--ratio")) == root


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + lines(*ROWS, end="\r\n"),
        lines(*ROWS, end="\r"),
        lines(*ROWS).encode("utf-16"),
        lines(*(('"' + name + '"', f" {x} ", f'"{n}"') for name, x, n in ROWS)),
        lines(*ROWS, header=" Unit, NUMERATOR ,denominator"),
        "\n" + lines(*ROWS).replace("Sit", "\n ,,\nSit"),
        lines(
            *((n, "x, y", name, x) for name, x, n in ROWS), header="denominator,note,unit,numerator"
        ).replace("x, y", '"x, y"'),
    ],
    ids=["bom-crlf", "cr", "utf-16", "quoted", "header", "blank-lines", "other-columns"],
)
def test_files_are_read_as_spreadsheets_write_them(tmp_path: Path, text: str | bytes) -> None:
    plain = read_counts(written(tmp_path, lines(*ROWS), "plain.csv"))
    given = read_counts(written(tmp_path, text))
    assert list(given.units) == list(plain.units)
    assert given.periods is None
    assert given.counts.numerators.tolist() == plain.counts.numerators.tolist()
    assert given.counts.denominators.tolist() == plain.counts.denominators.tolist()


def test_thousands_commas_and_weights_are_numbers(tmp_path: Path) -> None:
    text = lines(("a", '"1,234.5"', '"12,345,678"'), ("b", ".5", "1e3"), ("c", "+2", "3."))
    given = read_counts(written(tmp_path, text))
    assert given.counts.numerators.tolist() == [1234.5, 0.5, 2]
    assert given.counts.denominators.tolist() == [12345678, 1000, 3]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: there is no column unit and no column numerator and no column denominator"),
        ("unit,numerator\na,1\n", "line 1: there is no column denominator (found: unit, numerator)"),
        ("unit;numerator;denominator\na;1;2\n", "there is no column unit"),
        (lines(header="unit,numerator,denominator,unit"), "the column unit is there twice"),
        (lines(), "has no rows"),
        (lines(("a", -1, 2)), "line 2: numerator '-1' is negative"),
        (lines(("a", 1, 2), ("b", 1, "nan")), "line 3: denominator 'nan' is not a number"),
        (lines(("a", "inf", 2)), "numerator 'inf' is not a number"),
        (lines(("a", "1e999", 2)), "numerator '1e999' is not between 1e-06 and 1e+12"),
        (lines(("a", 0, "5e-324")), "denominator '5e-324' is not between"),
        (lines(("a", "1,5", 2)), "line 2: there are 4 cells below 3 columns"),
        (lines(("a", '"1,5"', 2)), "numerator '1,5' is not a number"),
        (lines(("a", "", 2)), "line 2: numerator is empty"),
        (lines((" ", 1, 2)), "line 2: unit is empty"),
        (lines(("a", "<5", 2)), "numerator '<5' is not a number"),
        (lines(("a", 1, 2), ("b", 1, 2), ("a", 3, 4)), "lines 2 and 4 are both 'a'"),
        (lines(('"a\nb"', 1, 2), ("b", "?", 2)), "line 4: numerator '?'"),
        (lines(('"a', 1, 2)), "line 2: this is not CSV"),
        (b"unit,numerator,denominator\nCa\xf1on,1,2\n", "line 2: there are bytes that are not UTF-8"),
    ],
)
def test_what_is_no_count_is_named_by_its_line(tmp_path: Path, text: str | bytes, said: str) -> None:
    assert said in refused(tmp_path, text)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    told = refused(tmp_path, lines(*((f"u{number}", "x", 1) for number in range(9))))
    assert "line 2: " in told
    assert "line 6: " in told
    assert "line 7: " not in told
    assert "and 4 more" in told


def test_the_same_unit_may_stand_in_two_periods_but_not_twice_in_one(tmp_path: Path) -> None:
    header = f"{HEADER},period"
    rows = [("a", 1, 2, "2011Q1"), ("a", 1, 2, "2011Q2")]
    given = read_counts(written(tmp_path, lines(*rows, header=header)))
    assert given.periods == ["2011Q1", "2011Q2"]
    told = refused(tmp_path, lines(*rows, ("a", 9, 9, "2011Q2"), header=header))
    assert "lines 3 and 4 are both 'a in 2011Q2'" in told
    assert "line 2: period is empty" in refused(tmp_path, lines(("a", 1, 2, ""), header=header))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CountsNotUnderstood, match=r"nowhere.csv cannot be read: No such file"):
        read_counts(tmp_path / "nowhere.csv")
    with pytest.raises(CountsNotUnderstood, match="cannot be read"):
        read_counts(tmp_path)


def test_periods_are_told_each_by_itself(tmp_path: Path) -> None:
    rows = [(name, x, n, quarter) for quarter in ("2011Q2", "2011Q1") for name, x, n in ROWS]
    path = written(tmp_path, lines(*rows, header=f"{HEADER},period"))
    table = found(run("--counts", path))
    assert [row["period"] for row in table] == ["2011Q2"] * 5 + ["2011Q1"] * 5
    assert {row["persistent"] for row in table} == {"false"}
    out = tmp_path / "findings.csv"
    summary = run("--counts", path, "--out", out).stdout.splitlines()
    assert [line[:8] for line in summary] == [
        "2011Q1: ",
        "  plain ",
        "  overdi",
        "2011Q2: ",
        "  plain ",
        "  overdi",
    ]
    assert summary[1] == "  plain limits: 1 high_998, 0 high_95, 1 within, 3 low_95, 0 low_998"
    with out.open(newline="") as stream:
        assert list(csv.DictReader(stream)) == table


def test_json_says_how_it_was_reviewed(tmp_path: Path) -> None:
    path = written(tmp_path, lines(*ROWS, ("None", 0, 0)))
    record = json.loads(run("--counts", path, "--json").stdout)
    assert [record[name] for name in ("measure", "limits", "transform")] == ["proportion", "score", "arcsine"]
    table = found(run("--counts", path))
    assert [list(row) for row in record["rows"]] == [list(table[0])] * 6
    assert record["rows"][5]["rate"] is None
    assert record["rows"][0]["z"] == float(table[0]["z"])
    ratio = json.loads(run("--counts", path, "--json", "--ratio", "--transform", "log").stdout)
    assert [ratio[name] for name in ("measure", "limits", "transform")] == ["ratio", "exact_poisson", "log"]


def test_counts_may_come_from_the_standard_input(tmp_path: Path) -> None:
    path = written(tmp_path, lines(*ROWS))
    assert run("--counts", "-", "--out", "-", stdin=lines(*ROWS)).stdout == run("--counts", path).stdout


def test_names_that_would_run_as_formulas_do_not_and_come_back_as_they_were(tmp_path: Path) -> None:
    names = ["=1+1", "+1", "-1", "@SUM(A1)", " =2", "'=3", "Prince George's", "'quoted'", "Lorem - Ipsum"]
    path = written(tmp_path, lines(*((name, 1, 2) for name in names)))
    findings = written(tmp_path, run("--counts", path).stdout, "findings.csv")
    with findings.open(newline="") as stream:
        cells = [row["unit"] for row in csv.DictReader(stream)]
    assert [cell[0] for cell in cells[:6]] == ["'"] * 6
    assert cells[6:] == names[6:]
    again = read_counts(findings)
    assert list(again.units) == list(read_counts(path).units)


@given(st.text())
def test_any_text_is_made_inert_and_restored(text: str) -> None:
    assert restored(inert(text)) == text
    assert not inert(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("arguments", [["--transform", "log"], ["--plot", "funnel.pdf"], []])
def test_wrong_usage_is_told(tmp_path: Path, arguments: list[str]) -> None:
    counts = ["--counts", str(written(tmp_path, lines(*ROWS)))] if arguments else []
    assert run(*counts, *arguments).exit_code == 2


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, lines(*ROWS))
    with pytest.raises(StorageError, match="cannot be written: No such file"):
        run("--counts", path, "--out", tmp_path / "nowhere" / "findings.csv")

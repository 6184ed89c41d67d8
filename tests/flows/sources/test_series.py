from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from flows.errors import InputError
from flows.sources.series import Span, load, load_all

GOOD = {
    "title": "Example",
    "agency": "An agency",
    "description": "What it is",
    "archives": "[wayback=https://web.archive.org]",
    "addresses": "['http://www.dhs.specimen.invalid/*']",
    "span": "{first: 2008-10-27, last: }",
}


def written(tmp_path: Path, **changes: str | None) -> Path:
    path = tmp_path / "example.yaml"
    values = {**GOOD, **changes}
    path.write_text("".join(f"{key}: {value}\n" for key, value in values.items() if value is not None))
    return path


def test_every_series_of_the_project_is_read_and_asks_for_government_addresses() -> None:
    series = {entry.name: entry for entry in load_all()}
    known = series["secure-communities"]
    assert known.archives[0] == "wayback=https://web.archive.org"
    assert known.span == Span(date(2008, 10, 27), date(2014, 11, 20))
    hosts = {urlsplit(address).hostname or "" for entry in series.values() for address in entry.addresses}
    assert hosts
    assert all(host.endswith(("dhs.gov", "ice.gov")) for host in hosts)


def test_a_series_that_goes_on_has_no_last_day(tmp_path) -> None:
    assert load(written(tmp_path)).span == Span(date(2008, 10, 27), None)


def test_an_address_that_nobody_has_seen_is_marked(tmp_path) -> None:
    marked = "[http://a.invalid/, {address: 'http://a.invalid/b*', unverified: true}]"
    series = load(written(tmp_path, addresses=marked))
    assert series.addresses == ("http://a.invalid/", "http://a.invalid/b*")
    assert series.unverified == ("http://a.invalid/b*",)


@pytest.mark.corpus
def test_what_is_not_marked_stands_in_the_notes_or_the_corpus(corpus: Path) -> None:
    notes = [corpus.parent / "design" / "domain.md", *corpus.glob("**/*.csv")]
    known = "\n".join(path.read_text(errors="replace") for path in notes)
    for series in load_all():
        for address in set(series.addresses) - set(series.unverified):
            assert address.partition("://")[2].removeprefix("www.").rstrip("*") in known, address


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": None}, "example.yaml: the file lacks title"),
        ({"colour": "blue"}, "example.yaml: the file has the unknown colour"),
        ({"title": "[a]"}, "example.yaml: title must be a text"),
        ({"agency": "' '"}, "example.yaml: agency must be a text"),
        ({"addresses": "[]"}, "example.yaml: addresses must be a list of texts"),
        ({"addresses": "[1]"}, "example.yaml: addresses must be a list of texts"),
        ({"addresses": "[a, a]"}, "example.yaml: addresses must be a list without repetitions"),
        ({"addresses": "[http://a.invalid, 'b c']"}, r"example.yaml: addresses\[1\]: 'b c' is no address"),
        ({"addresses": "[{address: http://a.invalid}]"}, r"addresses\[0\] lacks addresses\[0\].unverified"),
        (
            {"addresses": "[{address: http://a.invalid, unverified: no}]"},
            r"addresses\[0\].unverified must be true",
        ),
        ({"addresses": "[{address: 3, unverified: true}]"}, r"addresses\[0\].address must be a text"),
        ({"archives": "[gopher=x]"}, r"example.yaml: archives\[0\]: 'gopher=x' is no archive"),
        ({"span": "2008"}, "example.yaml: span must hold first, last"),
        ({"span": "{first: 2008-10-27}"}, "example.yaml: span lacks span.last"),
        ({"span": "{first: soon, last: }"}, "example.yaml: span.first must be a day"),
        ({"span": "{first: 2008-10-27, last: 2007-01-01}"}, "example.yaml: span.last must be a day from"),
        ({"title": "{a"}, "example.yaml is no YAML file"),
    ],
)
def test_a_wrong_file_is_refused_by_file_and_key(tmp_path, changes, message) -> None:
    with pytest.raises(InputError, match=message):
        load(written(tmp_path, **changes))

"""A page that was captured again and again, and what changed in between."""

from datetime import datetime, timedelta
from pathlib import Path

from expectations.checkpoint import check_tables
from expectations.contract import Weight
from extractors.records import row_id
from tests.flows.line import Line, run_line
from tests.flows.test_assemble import write_redirect
from tests.flows.warc_fixtures import HOST, LATER, NOON, page, write_warc

FIRST = (
    "The office of ZZ looks at the counts of each county four times a year.",
    "Forms are given in English and in seven other languages.",
    "Last Published Date: July 18, 2013",
)
SECOND = (
    "The office of ZZ looks at the counts of each county every month.",
    "Forms are given in English, and in seven other languages.",
    "Notes in Spanish are given too.",
    "Last Published Date: January 4, 2014",
)
BEFORE, AFTER = page("SPECIMEN reviews", *FIRST), page("SPECIMEN reviews", *SECOND)


def days(number: int) -> datetime:
    return NOON + timedelta(days=number)


def built(folder: Path, *captures: tuple[str, datetime, bytes]) -> Line:
    return run_line([write_warc(folder / "w.warc.gz", list(captures))], folder / "data")


def test_two_captures_of_a_page_that_differ_are_a_revision(tmp_path: Path) -> None:
    line = built(
        tmp_path, (f"{HOST}/a", NOON, BEFORE), (f"{HOST}/a", days(3), BEFORE), (f"{HOST}/a", LATER, AFTER)
    )
    query = """
        SELECT b.title, before_last_captured_at, after_first_captured_at, n_substantive, n_clerical, n_noise,
            r.specimen
        FROM revisions r JOIN documents b ON b.document_id = before_document_id
    """
    assert line.rows(query) == [("SPECIMEN reviews", days(3), LATER, 2, 1, 1, True)]


def test_changes_name_the_passages_and_what_was_done_to_their_words(tmp_path: Path) -> None:
    line = built(tmp_path, (f"{HOST}/a", NOON, BEFORE), (f"{HOST}/a", LATER, AFTER))
    query = """
        SELECT action, nature, reason, b.ordinal, a.ordinal, edits
        FROM changes c
        LEFT JOIN passages b ON b.passage_id = before_passage_id
        LEFT JOIN passages a ON a.passage_id = after_passage_id
        ORDER BY c.ordinal
    """
    assert line.rows(query) == [
        ("reworded", "substantive", "words", 1, 1, ["=11", "-four times a year.", "+every month."]),
        ("reworded", "clerical", "punctuation", 2, 2, ["=4", "-English", "+English,"]),
        ("added", "substantive", "paragraph", None, 3, []),
        ("reworded", "noise", "printed date", 3, 4, ["=3", "-July 18, 2013", "+January 4, 2014"]),
    ]


def test_ids_are_made_as_all_others(tmp_path: Path) -> None:
    line = built(tmp_path, (f"{HOST}/a", NOON, BEFORE), (f"{HOST}/a", LATER, AFTER))
    publication = row_id("pub", "dhs.gov.specimen.invalid/a")
    query = "SELECT publication_id, revision_id, before_document_id, after_document_id FROM revisions"
    ((found, revision, before, after),) = line.rows(query)
    assert (found, revision) == (publication, row_id("rev", publication, before, after, 1))
    changes = line.rows("SELECT change_id, ordinal FROM changes")
    assert changes == [(row_id("chg", revision, ordinal), ordinal) for _, ordinal in changes]


def test_a_page_that_goes_back_and_forth_is_revised_each_time(tmp_path: Path) -> None:
    bodies = (BEFORE, AFTER, BEFORE, AFTER)
    line = built(tmp_path, *((f"{HOST}/a", days(day), body) for day, body in enumerate(bodies)))
    query = """
        SELECT ordinal, before_last_captured_at, after_first_captured_at, n_substantive, n_clerical, n_noise
        FROM revisions ORDER BY ordinal
    """
    assert line.rows(query) == [(n, days(n), days(n + 1), 2, 1, 1) for n in range(3)]
    query = """
        SELECT r.ordinal, action FROM changes JOIN revisions r USING (revision_id)
        WHERE action <> 'reworded' ORDER BY 1
    """
    assert line.rows(query) == [(0, "added"), (1, "removed"), (2, "added")]


def test_other_markup_with_the_same_words_is_a_revision_without_changes(tmp_path: Path) -> None:
    other = BEFORE.replace(b"<main>", b"<main id='content'>")
    line = built(tmp_path, (f"{HOST}/a", NOON, BEFORE), (f"{HOST}/a", LATER, other))
    assert line.rows("SELECT n_substantive, n_clerical, n_noise FROM revisions") == [(0, 0, 0)]
    assert line.rows("FROM changes") == []


def test_one_page_under_http_https_and_www_has_one_history(tmp_path: Path) -> None:
    secure = HOST.replace("http://www.", "https://")
    line = built(tmp_path, (f"{HOST}/a", NOON, BEFORE), (f"{secure}/a/", LATER, AFTER))
    assert line.rows("SELECT count(*) FROM revisions") == [(1,)]


def test_a_page_that_moved_keeps_its_history(tmp_path: Path) -> None:
    folder = tmp_path / "crawl"
    folder.mkdir()
    write_warc(folder / "1.warc.gz", [(f"{HOST}/old", days(-9), BEFORE), (f"{HOST}/new", LATER, AFTER)])
    write_redirect(folder / "2.warc.gz", f"{HOST}/old", "/new")
    assert run_line([folder], tmp_path / "data").rows("SELECT count(*) FROM revisions") == [(1,)]


def test_pages_that_all_end_at_the_front_page_stay_apart(tmp_path: Path) -> None:
    folder = tmp_path / "crawl"
    folder.mkdir()
    write_warc(
        folder / "1.warc.gz",
        [
            (f"{HOST}/one", days(-9), BEFORE),
            (f"{HOST}/two", days(-9), page("SPECIMEN other", "Other words.")),
            (f"{HOST}/", LATER, AFTER),
        ],
    )
    for number, name in enumerate(("one", "two"), start=2):
        write_redirect(folder / f"{number}.warc.gz", f"{HOST}/{name}", "/")
    assert run_line([folder], tmp_path / "data").rows("FROM revisions") == []


def test_files_of_unknown_date_are_in_no_order(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    for name, body in (("one.html", BEFORE), ("two.html", AFTER)):
        (folder / name).write_bytes(body)
    (folder / "captures.csv").write_text(
        f"file,url,timestamp\none.html,{HOST}/a,\ntwo.html,{HOST}/a,\n", encoding="utf-8"
    )
    assert run_line([folder], tmp_path / "data").rows("FROM revisions") == []


def test_the_tables_keep_their_contracts(tmp_path: Path) -> None:
    bodies = (BEFORE, AFTER, page("SPECIMEN reviews", *SECOND[::-1]), BEFORE)
    line = built(tmp_path, *((f"{HOST}/a", days(day), body) for day, body in enumerate(bodies)))
    results = check_tables(line.tables.files, temp=tmp_path / "spill", memory="200MB")
    broken = [each.message for each in results if not each.success and each.weight is Weight.FATAL]
    assert broken == []

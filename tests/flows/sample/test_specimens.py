"""The shipped archive: what is in it, that it is marked, and that the sources give it again."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import subprocess
import sys
import zlib
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pdfplumber
import pytest
from bs4 import BeautifulSoup
from warcio.archiveiterator import ArchiveIterator

from extractors.records import is_specimen
from extractors.registry import HTML, PDF, sniff
from flows.sample import specimen_archive
from flows.sample.addresses import (
    ACTIVATED,
    APRIL_BRIEFING,
    ARCHIVED,
    COUNTIES,
    DETAINER,
    FORM_ENGLISH,
    FORM_SPANISH,
    GLOSSARY,
    INTAKE,
    JUNE_BRIEFING,
    MEMO,
    MISSING,
    MOVED_BRIEFING,
    QUESTIONS,
    RELEASE,
    REVIEW,
    SCANNED,
    STATISTICS,
    STATISTICS_JULY,
    STATISTICS_MARCH,
    TOPIC,
    TRAINING,
)
from flows.sample.build import archive, specimens
from flows.sample.figures import printed_date
from flows.sample.scan import SIZE, lines

REPOSITORY = Path(__file__).parents[3]
SEED = REPOSITORY.parent / "shared" / "corpus" / "seed" / "secure-communities-june-2011.txt"


BRIEFINGS = (JUNE_BRIEFING, APRIL_BRIEFING)
DRUPAL = (*BRIEFINGS, TRAINING, INTAKE, TOPIC, COUNTIES, MISSING)
PRINTED = (
    *(STATISTICS_MARCH, STATISTICS, STATISTICS_JULY),
    *(MEMO, REVIEW, ACTIVATED, DETAINER, FORM_ENGLISH, FORM_SPANISH),
)
"""The PDFs that are whole and have a text of their own."""

CONTACT = (
    "By mail or phone: The Office for Civil Rights and Civil Liberties "
    "U.S. Department of Homeland Security Building 410, Mail Stop #0190 Washington, D.C. 20528 "
    "Phone: 202-401-1474 Toll Free: 1-866-644-8360 TTY: 202-401-0470 "
    "Toll Free TTY: 1-866-644-8361 Fax: 202-401-4708 By e-mail:"
)


@dataclass(frozen=True, slots=True)
class Answer:
    url: str
    date: str
    status: str
    headers: dict[str, str]
    body: bytes


def read_answers() -> Iterator[Answer]:
    with specimen_archive().open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            if record.rec_type != "response":
                continue
            yield Answer(
                url=record.rec_headers.get_header("WARC-Target-URI"),
                date=record.rec_headers.get_header("WARC-Date"),
                status=record.http_headers.get_statuscode(),
                headers=dict(record.http_headers.headers),
                body=record.content_stream().read(),
            )


@pytest.fixture(scope="module")
def captured() -> list[Answer]:
    """Every capture that holds a body."""
    return list(read_answers())


@pytest.fixture(scope="module")
def answers(captured: list[Answer]) -> dict[str, Answer]:
    """The last capture of each address."""
    return {answer.url: answer for answer in captured}


@pytest.fixture(scope="module")
def revisits() -> list[dict[str, str]]:
    with specimen_archive().open("rb") as stream:
        return [
            dict(record.rec_headers.headers)
            for record in ArchiveIterator(stream)
            if record.rec_type == "revisit"
        ]


def parsed(answer: Answer) -> BeautifulSoup:
    charset = "windows-1252" if answer.url == GLOSSARY else "utf-8"
    return BeautifulSoup(answer.body.decode(charset), "lxml")


def pages_of(answer: Answer) -> list[str]:
    if sniff(answer.body) == PDF:
        with pdfplumber.open(BytesIO(answer.body)) as document:
            return [page.extract_text() for page in document.pages]
    return [" ".join(body.get_text().split()) for body in parsed(answer).select("body")]


def links_of(answer: Answer) -> dict[str, str]:
    links = parsed(answer).select("a[href]")
    return {link.get_text(): urljoin(answer.url, str(link["href"])) for link in links}


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + length]) for start in range(len(found) - length + 1)}


@pytest.mark.skipif("ng" in zlib.ZLIB_RUNTIME_VERSION, reason="zlib-ng packs the same records differently")
def test_sources_give_the_shipped_bytes() -> None:
    assert archive(specimens()) == specimen_archive().read_bytes()


def test_sources_give_the_shipped_records() -> None:
    assert gzip.decompress(archive(specimens())) == gzip.decompress(specimen_archive().read_bytes())


def test_bytes_do_not_depend_on_time_zone_hash_seed_or_environment() -> None:
    program = (
        "import hashlib; from flows.sample.build import archive, specimens; "
        "print(hashlib.sha256(archive(specimens())).hexdigest())"
    )
    elsewhere = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "5", "LC_ALL": "C"}
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **elsewhere},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == hashlib.sha256(archive(specimens())).hexdigest()


def test_reading_specimens_needs_no_tool_of_development() -> None:
    program = (
        "import sys; from flows.sample import specimen_archive, figures; print('reportlab' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "False"


def test_archive_is_small(captured: list[Answer]) -> None:
    assert specimen_archive().stat().st_size < 200_000
    assert sum(len(answer.body) for answer in captured) < 1_000_000


def test_archive_holds_what_it_should(answers: dict[str, Answer]) -> None:
    held = {*PRINTED, SCANNED, QUESTIONS, *DRUPAL, RELEASE, GLOSSARY, ARCHIVED}
    assert {url: answer.status for url, answer in answers.items()} == {
        **dict.fromkeys(held, "200"),
        MOVED_BRIEFING: "301",
    }


def test_captures_stand_in_the_order_of_their_instants(captured: list[Answer]) -> None:
    instants = [answer.date for answer in captured]
    assert instants == sorted(instants)


def test_digests_are_those_of_the_payloads(captured: list[Answer]) -> None:
    with specimen_archive().open("rb") as stream:
        digests = [
            record.rec_headers.get_header("WARC-Payload-Digest")
            for record in ArchiveIterator(stream)
            if record.rec_type == "response"
        ]
    assert digests == [sha1(answer.body) for answer in captured]


def sha1(body: bytes) -> str:
    return "sha1:" + b32encode(hashlib.sha1(body).digest()).decode()


def test_hosts_are_those_of_specimens(answers: dict[str, Answer]) -> None:
    assert all(is_specimen(url) for url in answers)


def test_instants_are_those_that_the_readme_states(
    captured: list[Answer], revisits: list[dict[str, str]]
) -> None:
    readme = (REPOSITORY / "flows" / "sample" / "README.md").read_text(encoding="utf-8")
    rows = [(answer.url, answer.date) for answer in captured]
    rows += [(record["WARC-Target-URI"], record["WARC-Date"]) for record in revisits]
    listed = set(re.findall(r"^\| `(\S+)` \| ([\d-]+ [\d:]+) \|", readme, re.MULTILINE))
    assert listed == {
        (re.sub(r"^https?://", "", url), date.replace("T", " ").removesuffix("Z")) for url, date in rows
    }


def test_types_and_lengths_are_as_declared(captured: list[Answer]) -> None:
    for answer in captured:
        declared = answer.headers["Content-Type"]
        assert sniff(answer.body, declared) == declared.partition(";")[0]
        assert int(answer.headers["Content-Length"]) == len(answer.body)


def test_every_page_says_that_it_is_a_specimen(captured: list[Answer]) -> None:
    for answer in captured:
        if answer.url not in (SCANNED, QUESTIONS):
            assert all("SPECIMEN — written by the dhs-archive project" in page for page in pages_of(answer))


def test_notice_is_the_first_line_of_documents(answers: dict[str, Answer]) -> None:
    for url in (*PRINTED, *DRUPAL, RELEASE, GLOSSARY, ARCHIVED):
        assert all(page.startswith("SPECIMEN") for page in pages_of(answers[url])), url


def test_picture_and_cut_off_file_say_so_too(answers: dict[str, Answer]) -> None:
    assert lines()[0].startswith("SPECIMEN - written by the dhs-archive project")
    assert b"/Title (SPECIMEN: " in answers[SCANNED].body
    assert answers[QUESTIONS].body.count(b"SPECIMEN") >= 2


def test_no_person_and_no_mailbox_is_named(captured: list[Answer]) -> None:
    for answer in captured:
        if answer.url == QUESTIONS:
            continue
        text = "\n".join(pages_of(answer)) + str(answer.headers)
        assert not re.search(r"\w@[\w-]+\.\w|mailto:", text + answer.body.decode("latin-1"))
        assert not re.search(r"Morton|Napolitano|Wexler|(?:Director|Secretary) [A-Z][a-z]+ [A-Z]", text)


def test_redirect_leads_to_the_june_briefing(answers: dict[str, Answer]) -> None:
    assert answers[MOVED_BRIEFING].headers["Location"] == JUNE_BRIEFING
    assert links_of(answers[APRIL_BRIEFING])["June 2011"] in (JUNE_BRIEFING, MOVED_BRIEFING)


def test_all_links_of_pages_stay_among_specimens(answers: dict[str, Answer]) -> None:
    for url in (*DRUPAL, MOVED_BRIEFING, GLOSSARY, RELEASE, ARCHIVED):
        targets = [target for target in links_of(answers[url]).values() if target.startswith("http")]
        assert all(is_specimen(target) for target in targets)


def test_briefings_stand_in_the_markup_of_their_time(answers: dict[str, Answer]) -> None:
    for url in (JUNE_BRIEFING, APRIL_BRIEFING):
        tree = parsed(answers[url])
        (body,) = tree.select(".region-content .field.field-name-body .field-items > .field-item.even")
        assert body.select("ul > li > strong")
        assert tree.select(".breadcrumb")
        assert tree.select("ul.menu")
        assert tree.select("#footer")
        assert [urljoin(url, str(link["href"])) for link in tree.select("link[rel=canonical]")] == [url]


def test_tags_of_pages_are_balanced(answers: dict[str, Answer]) -> None:
    for url in DRUPAL:
        text = answers[url].body.decode()
        for tag in ("div", "ol", "ul", "li", "p", "a", "span", "strong"):
            assert len(re.findall(rf"<{tag}[ >]", text)) == text.count(f"</{tag}>"), tag


def test_june_briefing_names_the_seven_reforms(answers: dict[str, Answer]) -> None:
    leads = parsed(answers[JUNE_BRIEFING]).select(".field-name-body li > strong")
    assert [lead.get_text() for lead in leads] == [
        "Advisory Committee:",
        "Prosecutorial Discretion:",
        "Victims & Witnesses of Crimes:",
        "Training:",
        "Detainer Policy:",
        "Statistical Oversight:",
        "Civil Rights Complaints:",
    ]


def test_june_briefing_states_the_facts_of_the_record(answers: dict[str, Answer]) -> None:
    (text,) = pages_of(answers[JUNE_BRIEFING])
    facts = (
        "US flag",
        "Official website of the Department of Homeland Security",
        "48 hours",
        "expert statistician",
        "quarterly statistical review (PDF, Pages 1)",
        "English (PDF, Pages 7)",
        "Spanish (PDF, Pages 7)",
        "in seven other languages",
        "complaint intake website",
        "first set of training materials",
        "Last Published Date: July 18, 2013",
        "Back to Top",
    )
    source = answers[JUNE_BRIEFING].body.decode()
    assert [fact for fact in facts if fact not in text and fact not in source] == []


def test_contact_block_is_whole_and_has_no_mailbox(answers: dict[str, Answer]) -> None:
    for url in (JUNE_BRIEFING, APRIL_BRIEFING):
        (text,) = pages_of(answers[url])
        block = text[text.index("By mail or phone:") : text.index("Last Published Date")]
        assert " ".join(block.split()) == CONTACT


def test_april_briefing_announces_protocols_and_a_monthly_series(answers: dict[str, Answer]) -> None:
    (text,) = pages_of(answers[APRIL_BRIEFING])
    assert "CRCL and ICE are developing protocols for a statistical analysis" in text
    assert "A briefing is to appear each month" in text


@pytest.mark.parametrize(("target", "name"), [(MEMO, "policy memo"), (STATISTICS, "statistics")])
def test_notes_behind_links_promise_what_the_files_hold(
    answers: dict[str, Answer], target: str, name: str
) -> None:
    (text,) = pages_of(answers[JUNE_BRIEFING])
    pages, kilobytes = len(pages_of(answers[target])), round(len(answers[target].body) / 1024)
    assert target in links_of(answers[JUNE_BRIEFING]).values()
    assert re.search(rf"specimen {name}[^(]* \(PDF, {pages} pages - {kilobytes} KB\)", text)


def test_memo_speaks_of_duties_and_permissions(answers: dict[str, Answer]) -> None:
    text = " ".join("\n".join(pages_of(answers[MEMO])).split())
    assert text.count("Policy Number: ZZ-10075 (specimen)") == 3
    for sentence in ("Officers must ask", "Attorneys should move", "Charge may ask", "must not begin"):
        assert sentence in text
    assert "1 Title 8, United States Code, section 1367" in text
    assert "Page 2 of 2" in text


@pytest.mark.parametrize("url", PRINTED)
def test_pdfs_say_when_and_by_whom_they_were_written(answers: dict[str, Answer], url: str) -> None:
    with pdfplumber.open(BytesIO(answers[url].body)) as document:
        metadata = document.metadata
    assert metadata["CreationDate"] == metadata["ModDate"] == "D:20261123000000+00'00'"
    assert metadata["Author"] == "dhs-archive project"
    assert metadata["Title"].startswith("SPECIMEN")


def test_html_pages_are_read_as_such(answers: dict[str, Answer]) -> None:
    assert all(sniff(answers[url].body) == HTML for url in (*DRUPAL, MOVED_BRIEFING, RELEASE, ARCHIVED))
    assert urlsplit(JUNE_BRIEFING).hostname == "www.dhs.gov.specimen.invalid"


@pytest.mark.parametrize("url", [JUNE_BRIEFING, INTAKE, TRAINING, TOPIC])
def test_promised_documents_are_held_with_the_pages_and_bytes_promised(
    answers: dict[str, Answer], url: str
) -> None:
    promises = re.findall(
        r'<a href="([^"]+)">[^<]*</a> \(PDF, (?:Pages )?(\d+)(?: pages? - (\d+) KB)?\)',
        answers[url].body.decode(),
    )
    assert promises
    for href, pages, kilobytes in promises:
        target = answers[urljoin(url, href)]
        if target.url == QUESTIONS:
            assert round(len(target.body) / 1024) < int(kilobytes)
            continue
        assert len(pages_of(target)) == int(pages)
        assert kilobytes in ("", str(round(len(target.body) / 1024)))


def test_one_promise_is_broken_on_purpose(answers: dict[str, Answer]) -> None:
    target = links_of(answers[JUNE_BRIEFING])["in seven other languages"]
    assert target not in answers
    body = parsed(answers[JUNE_BRIEFING]).select_one(".field-name-body")
    assert body is not None
    named = {urljoin(JUNE_BRIEFING, str(link["href"])) for link in body.select("a[href]")}
    assert named - set(answers) == {target}


def test_topic_page_is_reworded_loses_an_item_and_moves_one(captured: list[Answer]) -> None:
    before, after = (parsed(answer) for answer in captured if answer.url == TOPIC)
    items = [[item.get_text() for item in tree.select(".field-name-body li")] for tree in (before, after)]
    assert set(items[0]) - set(items[1]) == {"Questions and answers on the figures"}
    assert items[1][-1] == "Training materials for police and sheriffs" != items[0][-1]
    assert before.select(".field-name-body p")[1] != after.select(".field-name-body p")[1]
    dates = [tree.select(".date-display-single")[0].get_text() for tree in (before, after)]
    assert dates == ["July 18, 2013", "January 29, 2014"]


def test_revisit_repeats_the_second_capture_of_the_topic_page(
    answers: dict[str, Answer], revisits: list[dict[str, str]]
) -> None:
    (record,) = revisits
    assert record["WARC-Target-URI"] == record["WARC-Refers-To-Target-URI"] == TOPIC
    assert record["WARC-Refers-To-Date"] == answers[TOPIC].date < record["WARC-Date"]
    assert record["WARC-Payload-Digest"] == sha1(answers[TOPIC].body)


def test_missing_page_says_so_with_status_200(answers: dict[str, Answer]) -> None:
    assert answers[MISSING].status == "200"
    assert parsed(answers[MISSING]).select("#page-title")[0].get_text() == "Page not found"


def test_stamps_in_addresses_are_the_days_printed(answers: dict[str, Answer]) -> None:
    for url in (RELEASE, GLOSSARY):
        (stamp,) = re.findall(r"_(\d{13})\.shtm$", url)
        day = datetime.fromtimestamp(int(stamp) / 1000, UTC).date()
        assert f"on {printed_date(day)}." in pages_of(answers[url])[0]


def test_glossary_is_windows_1252_and_does_not_say_so(answers: dict[str, Answer]) -> None:
    glossary = answers[GLOSSARY]
    assert "charset" not in glossary.headers["Content-Type"]
    assert b"charset" not in glossary.body
    assert b"\x93match\x94" in glossary.body
    assert "Cañada Falls" in pages_of(glossary)[0]
    with pytest.raises(UnicodeDecodeError):
        glossary.body.decode()


def test_archived_page_carries_the_notice_of_its_time(answers: dict[str, Answer]) -> None:
    (text,) = pages_of(answers[ARCHIVED])
    assert "the archive contains outdated information that may not reflect current policy" in text
    assert parsed(answers[ARCHIVED]).select("main .field--name-body li > a")


def test_scanned_letter_is_a_picture_alone(answers: dict[str, Answer]) -> None:
    with pdfplumber.open(BytesIO(answers[SCANNED].body)) as document:
        (page,) = document.pages
        assert (page.chars, page.lines, page.rects) == ([], [], [])
        assert [image["srcsize"] for image in page.images] == [SIZE]


def test_cut_off_file_has_a_beginning_and_no_end(answers: dict[str, Answer]) -> None:
    body = answers[QUESTIONS].body
    assert body.startswith(b"%PDF-")
    assert b"%%EOF" not in body
    assert b"startxref" not in body


def test_detainer_form_states_the_48_hours(answers: dict[str, Answer]) -> None:
    text = " ".join(" ".join(pages_of(answers[DETAINER])).split())
    rule = "You must not hold the person under this form for more than 48 hours, excluding Saturdays, Sundays"
    assert rule in text
    assert "no warrant" not in text
    assert "it is not a warrant" in text


@pytest.mark.parametrize(
    ("url", "heading", "number"),
    [
        (FORM_ENGLISH, "Civil Rights Complaint Form", "Page 7 of 7"),
        (FORM_SPANISH, "Formulario de queja por derechos civiles", "Página 7 de 7"),
    ],
)
def test_complaint_forms_are_two_languages_of_one_form(
    answers: dict[str, Answer], url: str, heading: str, number: str
) -> None:
    pages = pages_of(answers[url])
    assert heading in pages[0]
    assert pages[-1].endswith(number)
    headings = [int(found) for found in re.findall(r"^(\d+)\. ", "\n".join(pages), re.MULTILINE)]
    assert headings == list(range(1, 16))


def test_review_states_no_threshold_and_no_result(answers: dict[str, Answer]) -> None:
    text = " ".join(" ".join(pages_of(answers[REVIEW])).split())
    for fact in ("once a quarter", "expert statistician", "each jurisdiction", "No threshold was published"):
        assert fact in text
    assert not re.search(r"\d+(?:\.\d+)? ?(?:%|percent|standard)", text)


@pytest.mark.corpus
@pytest.mark.skipif(not SEED.is_file(), reason="the text of the real briefing is not at hand")
def test_words_of_the_briefing_are_our_own(answers: dict[str, Answer]) -> None:
    real = SEED.read_text(encoding="utf-8")
    prose = real[real.index("Last week") : real.index("By mail or phone")]
    given = re.compile(r"\(PDF, [^)]*\)|U\.S\. Immigration and Customs Enforcement \(ICE\)")
    for url in (*DRUPAL, RELEASE, GLOSSARY, REVIEW):
        (ours,) = pages_of(answers[url])
        shared = runs(given.sub(" ", ours), 7) & runs(given.sub(" ", prose), 7)
        assert not shared

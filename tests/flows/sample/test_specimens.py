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
    APRIL_BRIEFING,
    JUNE_BRIEFING,
    MEMO,
    MOVED_BRIEFING,
    STATISTICS,
)
from flows.sample.build import archive, specimens

REPOSITORY = Path(__file__).parents[3]
SEED = REPOSITORY.parent / "shared" / "corpus" / "seed" / "secure-communities-june-2011.txt"


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
def answers() -> dict[str, Answer]:
    return {answer.url: answer for answer in read_answers()}


def parsed(answer: Answer) -> BeautifulSoup:
    return BeautifulSoup(answer.body.decode(), "lxml")


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


def test_archive_is_small() -> None:
    assert specimen_archive().stat().st_size < 200_000


def test_archive_holds_the_five_specimens(answers: dict[str, Answer]) -> None:
    assert {url: answer.status for url, answer in answers.items()} == {
        MEMO: "200",
        STATISTICS: "200",
        APRIL_BRIEFING: "200",
        MOVED_BRIEFING: "301",
        JUNE_BRIEFING: "200",
    }


def test_digests_are_those_of_the_payloads(answers: dict[str, Answer]) -> None:
    with specimen_archive().open("rb") as stream:
        digests = {
            record.rec_headers.get_header("WARC-Target-URI"): record.rec_headers.get_header(
                "WARC-Payload-Digest"
            )
            for record in ArchiveIterator(stream)
            if record.rec_type == "response"
        }
    computed = {
        url: "sha1:" + b32encode(hashlib.sha1(answer.body).digest()).decode()
        for url, answer in answers.items()
    }
    assert digests == computed


def test_hosts_are_those_of_specimens(answers: dict[str, Answer]) -> None:
    assert all(is_specimen(url) for url in answers)


def test_instants_are_those_that_the_readme_states(answers: dict[str, Answer]) -> None:
    readme = (REPOSITORY / "flows" / "sample" / "README.md").read_text(encoding="utf-8")
    for url, answer in answers.items():
        address, instant = url.removeprefix("http://"), answer.date.replace("T", " ").removesuffix("Z")
        assert f"| `{address}` | {instant} |" in readme


def test_types_and_lengths_are_as_declared(answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        declared = answer.headers["Content-Type"]
        assert sniff(answer.body, declared) == declared.partition(";")[0]
        assert int(answer.headers["Content-Length"]) == len(answer.body)


def test_every_page_says_that_it_is_a_specimen(answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        assert all("SPECIMEN — written by the dhs-archive project" in page for page in pages_of(answer))


def test_notice_is_the_first_line_of_documents(answers: dict[str, Answer]) -> None:
    for url in (MEMO, STATISTICS, APRIL_BRIEFING, JUNE_BRIEFING):
        assert all(page.startswith("SPECIMEN") for page in pages_of(answers[url]))


def test_no_person_and_no_mailbox_is_named(answers: dict[str, Answer]) -> None:
    for answer in answers.values():
        text = "\n".join(pages_of(answer)) + str(answer.headers)
        assert not re.search(r"[\w.+-]+@[\w-]+\.\w|mailto:", text + answer.body.decode("latin-1"))
        assert not re.search(r"Morton|Napolitano|Wexler|(?:Director|Secretary) [A-Z][a-z]+ [A-Z]", text)


def test_redirect_leads_to_the_june_briefing(answers: dict[str, Answer]) -> None:
    assert answers[MOVED_BRIEFING].headers["Location"] == JUNE_BRIEFING
    assert links_of(answers[APRIL_BRIEFING])["June 2011"] in (JUNE_BRIEFING, MOVED_BRIEFING)


def test_all_links_of_pages_stay_among_specimens(answers: dict[str, Answer]) -> None:
    for url in (JUNE_BRIEFING, APRIL_BRIEFING, MOVED_BRIEFING):
        assert all(is_specimen(target) for target in links_of(answers[url]).values())


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
    for url in (JUNE_BRIEFING, APRIL_BRIEFING):
        text = answers[url].body.decode()
        for tag in ("div", "ul", "li", "p", "a", "span", "strong"):
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


@pytest.mark.parametrize("url", [MEMO, STATISTICS])
def test_pdfs_say_when_and_by_whom_they_were_written(answers: dict[str, Answer], url: str) -> None:
    with pdfplumber.open(BytesIO(answers[url].body)) as document:
        metadata = document.metadata
    assert metadata["CreationDate"] == metadata["ModDate"] == "D:20261123000000+00'00'"
    assert metadata["Author"] == "dhs-archive project"
    assert metadata["Title"].startswith("SPECIMEN")


def test_html_pages_are_read_as_such(answers: dict[str, Answer]) -> None:
    assert all(sniff(answers[url].body) == HTML for url in (JUNE_BRIEFING, APRIL_BRIEFING, MOVED_BRIEFING))
    assert urlsplit(JUNE_BRIEFING).hostname == "www.dhs.gov.specimen.invalid"


@pytest.mark.corpus
@pytest.mark.skipif(not SEED.is_file(), reason="the text of the real briefing is not at hand")
def test_words_of_the_briefing_are_our_own(answers: dict[str, Answer]) -> None:
    real = SEED.read_text(encoding="utf-8")
    prose = real[real.index("Last week") : real.index("By mail or phone")]
    given = re.compile(r"\(PDF, [^)]*\)|U\.S\. Immigration and Customs Enforcement \(ICE\)")
    for url in (JUNE_BRIEFING, APRIL_BRIEFING):
        (ours,) = pages_of(answers[url])
        shared = runs(given.sub(" ", ours), 7) & runs(given.sub(" ", prose), 7)
        assert not shared

"""Which captures are one publication, and what must not glue two together."""

from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.address_keys import ADDRESS_KEY
from flows.archives.writing import WarcFile
from flows.components import label_components
from tests.flows.line import Line, run_line
from tests.flows.warc_fixtures import HOST, LATER, NOON

Answer = tuple[str, int, str]
"""Address, status, and a page; or where it redirects to."""


def page(title: str, text: str = "Words.", head: str = "") -> str:
    head = f"<html lang='en'><head><title>{title}</title>{head}</head>"
    return f"{head}<body><main><p>{text}</p></main></body></html>"


def canonical(path: str) -> str:
    return f"<link rel='canonical' href='{HOST}{path}'>"


def line_of(tmp_path: Path, *answers: Answer, pdfs: tuple[tuple[str, bytes], ...] = ()) -> Line:
    """Build the tables of answers that were captured a day after each other."""
    with (tmp_path / "w.warc.gz").open("wb") as stream:
        warc = WarcFile(stream)
        for day, (path, status, body) in enumerate(answers):
            moved = status in (301, 302)
            headers = [("Location", body)] if moved else [("Content-Type", "text/html; charset=utf-8")]
            warc.response(
                path if "://" in path else HOST + path,
                captured_at=NOON + timedelta(days=day),
                status=status,
                reason="OK",
                headers=headers,
                body=b"" if moved else body.encode(),
            )
        for day, (path, payload) in enumerate(pdfs):
            warc.response(
                HOST + path,
                captured_at=LATER + timedelta(days=day),
                status=200,
                reason="OK",
                headers=[("Content-Type", "application/pdf")],
                body=payload,
            )
    return run_line([tmp_path / "w.warc.gz"], tmp_path / "data")


def publications(line: Line) -> list[tuple]:
    """Give the titles of the versions of each publication, earliest first."""
    return line.rows(
        "SELECT list(title ORDER BY first_captured_at) FROM documents GROUP BY publication_id "
        "ORDER BY min(first_captured_at)"
    )


def test_versions_under_one_address_are_one_publication(tmp_path):
    line = line_of(tmp_path, ("/a", 200, page("One")), ("/b", 200, page("Other")), ("/a", 200, page("Two")))
    assert publications(line) == [(["One", "Two"],), (["Other"],)]
    query = "SELECT title, canonical_url, n_documents, n_captures, n_addresses FROM publications ORDER BY ALL"
    assert line.rows(query) == [("Other", f"{HOST}/b", 1, 1, 1), ("Two", f"{HOST}/a", 2, 2, 1)]


def test_variants_of_an_address_are_one(tmp_path):
    variants = ["/a/", "/a#top", "/a/index.shtm", HOST.replace("http:", "https:").upper() + ":443/a", "/a"]
    answers = [(each, 200, page(f"Version {place}")) for place, each in enumerate(variants)]
    assert len(publications(line_of(tmp_path, *answers, ("/A", 200, page("Another"))))) == 2


def test_an_address_that_a_page_names_as_its_own_joins_what_was_captured_there(tmp_path):
    line = line_of(
        tmp_path,
        ("/node/5", 200, page("Old", head=canonical("/topic"))),
        ("/topic", 200, page("New", head=canonical("/topic"))),
        ("/archive/topic", 200, page("Kept", head=canonical("/topic"))),
    )
    assert publications(line) == [(["Old", "New", "Kept"],)]
    assert line.rows("SELECT canonical_url, n_addresses FROM publications") == [(f"{HOST}/topic", 3)]


def test_a_permanent_redirect_joins_what_it_leads_from_and_to(tmp_path):
    line = line_of(
        tmp_path,
        ("/old", 200, page("Then")),
        ("/old", 301, "/newer"),
        ("/newer", 301, "/newest"),
        ("/newest", 200, page("Now")),
    )
    assert publications(line) == [(["Then", "Now"],)]
    query = "SELECT address, relation FROM document_addresses ORDER BY ALL"
    assert line.rows(query) == [
        (f"{HOST}/newer", "redirect_from"),
        (f"{HOST}/newest", "captured"),
        (f"{HOST}/old", "captured"),
        (f"{HOST}/old", "redirect_from"),
    ]


def test_an_address_that_leads_to_each_release_in_turn_joins_none(tmp_path):
    line = line_of(
        tmp_path,
        ("/latest", 302, "/june"),
        ("/june", 200, page("June")),
        ("/latest", 302, "/july"),
        ("/july", 200, page("July")),
    )
    assert publications(line) == [(["June"],), (["July"],)]


def test_an_error_page_sent_as_a_page_joins_nothing(tmp_path):
    lost = page("Page not found | Homeland Security", head=canonical("/404"))
    line = line_of(
        tmp_path,
        *[(path, 200, page(f"Topic {path}")) for path in ("/a", "/b", "/c")],
        *[(path, 200, lost) for path in ("/a", "/b", "/c")],
    )
    assert len(publications(line)) == 4
    assert line.rows("SELECT DISTINCT n_addresses, n_documents FROM publications ORDER BY ALL") == [
        (1, 1),
        (3, 1),
    ]


def test_home_pages_and_other_addresses_to_which_all_leads_join_nothing(tmp_path):
    home = [(f"/h{n}", 200, page(f"Home {n}", head=canonical("/"))) for n in range(3)]
    crowd = [(f"/c{n}", 200, page(f"Crowd {n}", head=canonical("/everything"))) for n in range(12)]
    assert len(publications(line_of(tmp_path, *home, *crowd))) == 15


def test_pages_of_a_list_are_not_versions_of_its_first_page(tmp_path):
    pages = [(f"/blog?page={n}", 200, page(f"Page {n}", head=canonical("/blog"))) for n in (1, 2)]
    assert len(publications(line_of(tmp_path, ("/blog", 200, page("Page 0")), *pages))) == 3


def test_equal_pages_under_two_addresses_are_one_document_and_join_no_others(tmp_path):
    line = line_of(
        tmp_path, ("/a", 200, page("Same")), ("/b", 200, page("Same")), ("/b", 200, page("Only at b"))
    )
    assert publications(line) == [(["Same", "Only at b"],)]
    assert line.rows("SELECT DISTINCT n_addresses FROM publications") == [(2,)]


def pdf(title: str) -> bytes:
    return b"%PDF-1.4\n" + f"% {title}\n".encode() * 80 + b"%%EOF\n"


def test_a_pdf_of_the_same_bytes_under_two_addresses_is_one_publication(tmp_path):
    line = line_of(tmp_path, pdfs=(("/x.pdf", pdf("x")), ("/files/x.pdf", pdf("x"))))
    assert line.rows("SELECT n_documents, n_captures, n_addresses FROM publications") == [(1, 2, 2)]


def test_monthly_copies_are_not_joined_by_the_address_of_the_latest(tmp_path):
    months = [(f"/{month}.pdf", pdf(month)) for month in ("june", "july")]
    latest = [("/latest.pdf", payload) for _, payload in months]
    line = line_of(tmp_path, pdfs=(*months, *latest, ("/august.pdf", pdf("august"))))
    assert sorted(line.rows("SELECT n_documents, n_addresses FROM publications")) == [(1, 1), (2, 3)]


def test_a_later_capture_leaves_the_id_of_a_publication_as_it_is(tmp_path):
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    first = line_of(folders[0], ("/z", 200, page("One")))
    second = line_of(folders[1], ("/z", 200, page("One")), ("/a", 200, page("Two", head=canonical("/z"))))
    query = "SELECT publication_id FROM publications"
    assert first.rows(query) == second.rows(query)


def test_documents_and_publications_agree_on_rows_that_point_at_them(tmp_path):
    line = line_of(tmp_path, ("/a", 200, page("One", head=canonical("/b"))), ("/b", 301, "/a"))
    assert line.rows(
        "SELECT count(*) FROM document_addresses a JOIN documents d USING (document_id, publication_id)"
    ) == line.rows("SELECT count(*) FROM document_addresses")


def test_a_header_that_gives_the_moment_of_the_answer_is_no_change(tmp_path):
    headers = {"/made-anew": "Sat, 20 Jul 2013 11:59:58 GMT", "/kept": "Fri, 19 Jul 2013 10:00:00 GMT"}
    with (tmp_path / "w.warc.gz").open("wb") as stream:
        warc = WarcFile(stream)
        for path, last_modified in headers.items():
            fields = [("Content-Type", "text/html"), ("Last-Modified", last_modified)]
            body = page(path).encode()
            warc.response(HOST + path, captured_at=NOON, status=200, reason="OK", headers=fields, body=body)
    line = run_line([tmp_path / "w.warc.gz"], tmp_path / "data")
    query = "SELECT title, modified_on::VARCHAR, modified_on_source FROM documents ORDER BY title"
    assert line.rows(query) == [("/kept", "2013-07-19", "http_header"), ("/made-anew", None, None)]
    query = "SELECT source, chosen, starts_with(reason, 'the moment') FROM document_dates ORDER BY ALL"
    assert line.rows(query) == [
        ("first_capture", False, False),
        ("first_capture", False, False),
        ("http_header", False, True),
        ("http_header", True, False),
    ]


def alternate(path: str, language: str) -> str:
    return f"<link rel='alternate' hreflang='{language}' href='{HOST}{path}'>"


def families(line: Line) -> list[tuple]:
    return line.rows(
        "SELECT list(title ORDER BY title) FROM publications WHERE family_id IS NOT NULL "
        "GROUP BY family_id ORDER BY ALL"
    )


def test_texts_that_name_each_other_as_translations_are_a_family(tmp_path):
    both = alternate("/a", "en") + alternate("/es/a", "es")
    line = line_of(
        tmp_path,
        ("/a", 200, page("Text", head=both)),
        ("/es/a", 200, page("Texto", head=both)),
        ("/b", 200, "x"),
    )
    assert families(line) == [(["Text", "Texto"],)]


def test_a_page_to_which_all_pages_switch_is_nobodys_translation(tmp_path):
    head = alternate("/es", "es")
    pages = [(f"/{n}", 200, page(f"Text {n}", head=head)) for n in range(2)]
    assert families(line_of(tmp_path, *pages, ("/es", 200, page("Inicio")))) == []


def test_language_links_make_a_family_only_if_both_sides_link(tmp_path):
    def switch(path, words):
        return page(f"At {path}", f"<a href='{path}'>{words}</a>")

    line = line_of(
        tmp_path,
        ("/a", 200, switch("/es/a", "En Español")),
        ("/es/a", 200, switch("/a", "English")),
        ("/b", 200, switch("/es/b", "En Español")),
        ("/es/b", 200, page("Solo")),
    )
    assert families(line) == [(["At /a", "At /es/a"],)]


@pytest.fixture(scope="module")
def keys():
    with duckdb.connect() as connection:
        connection.execute(ADDRESS_KEY)
        yield lambda url: connection.execute("SELECT address_key(?)", [url]).fetchone()[0]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("HTTP://www.DHS.gov:80/Topic/", "dhs.gov/Topic"),
        ("https://dhs.gov/topic/index.shtm?x=1#top", "dhs.gov/topic?x=1"),
        ("http://dhs.gov", "dhs.gov"),
        ("http://dhs.gov/?", "dhs.gov"),
        ("http://dhs.gov:8080/a b", "dhs.gov:8080/a%20b"),
        ("http://web.archive.org/web/20130720120000id_/http://www.dhs.gov/topic", "dhs.gov/topic"),
        ("http://web.archive.org/web/2013/http://www.dhs.gov/topic", "dhs.gov/topic"),
        ("http://webarchive.library.unt.edu/eot2008/20080916003414/http://dhs.gov/x.shtm", "dhs.gov/x.shtm"),
        ("dns:www.dhs.gov", "dns:www.dhs.gov"),
        ("http://user@dhs.gov./a?b=http://x.gov/#c", "dhs.gov/a?b=http://x.gov/"),
        ("", ""),
    ],
)
def test_an_address_is_brought_to_one_form(keys, url, key):
    assert keys(url) == key


@given(st.text(max_size=60) | st.from_regex(r"https?://[a-z.:0-9@]{1,20}(/[ -~]{0,20})?", fullmatch=True))
def test_the_form_of_a_form_is_itself(keys, url):
    assert keys(keys(url)) == keys(url)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40), st.randoms())
def test_components_are_those_of_the_graph_in_whatever_order_its_edges_come(pairs, random):
    both = list({(a, b) for a, b in pairs} | {(b, a) for a, b in pairs})
    random.shuffle(both)
    assert labelled(both) == _by_hand(pairs)


def test_a_chain_of_a_thousand_is_one_component():
    chain = [(place, place + 1) for place in range(1000)]
    assert set(labelled([*chain, *[(b, a) for a, b in chain]]).values()) == {0}


def labelled(edges: list[tuple[int, int]]) -> dict[int, int]:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE edges (node INTEGER, neighbour INTEGER)")
        if edges:
            connection.executemany("INSERT INTO edges VALUES (?, ?)", edges)
        label_components(connection, edges="edges", labels="labels")
        return dict(connection.execute("SELECT node, label FROM labels").fetchall())


def _by_hand(pairs: list[tuple[int, int]]) -> dict[int, int]:
    label = {node: node for pair in pairs for node in pair}
    for _ in label:
        for a, b in pairs:
            label[a] = label[b] = min(label[a], label[b])
    return label

"""The site in Chromium, opened from disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from flows.releases.site.search import shard_of, words_of

KINDS = ("index", "search", "documents", "review", "dictionary", "quality", "changes", "cite")
PHONE, DESK = (390, 844), (1440, 900)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails if anything but the disk is asked."""
    context = browser.new_context()
    opened, asked = context.new_page(), []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: pytest.fail(str(error)))
    yield opened
    context.close()
    assert [url for url in asked if not url.startswith("file://")] == []


@pytest.fixture
def statistics(site: Path) -> Path:
    """The page of the statistics through June."""
    (found,) = [
        path
        for path in site.glob("documents/*.html")
        if "through June 30, 2011" in path.read_text()
        and "sheet" in path.read_text()
        and "IDENT/IAFIS" in path.read_text()
    ][:1]
    return found


def test_a_phrase_is_searched_for_and_its_place_is_opened(page, site) -> None:
    page.goto((site / "index.html").as_uri())
    page.get_by_label("Search titles and passages").fill('"48 hours"')
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#said")).to_contain_text("document")
    first = page.locator("#found li").first
    expect(first).to_contain_text("48 hours")
    first.get_by_role("link").click()
    anchor = page.url.partition("#")[2]
    expect(page.locator(f"[id='{anchor}']")).to_contain_text("48 hours")


def test_words_that_stand_nowhere_are_said_to(page, site) -> None:
    page.goto((site / "search.html").as_uri() + "?q=zyzzyva")
    expect(page.locator("#said")).to_have_text("0 documents")


def test_words_lie_where_the_browser_looks_for_them(page, site) -> None:
    page.goto((site / "search.html").as_uri())
    for text in ("Quéjas", "287(g)", "Ünïcode ﬁne", "48-hour", "ÅNGSTRÖM"):
        page.evaluate("text => search.documents([])", text)
        assert words_of(text), text
    page.goto((site / "search.html").as_uri() + "?q=quejas")
    page.wait_for_function("document.getElementById('said').textContent.includes('document')")
    loaded = page.evaluate("[...document.scripts].map(each => each.src.split('/').pop())")
    assert f"words-{shard_of('quejas')}.js" in loaded


def test_a_cell_leads_to_its_box_on_the_picture_of_the_page(page, statistics) -> None:
    page.goto(statistics.as_uri())
    cell = page.locator("td.number a.box").first
    target = cell.get_attribute("href")
    cell.click()
    box = page.locator(f"rect[id='{target.removeprefix('#')}']")
    expect(box).to_be_in_viewport()
    assert box.evaluate("each => getComputedStyle(each).stroke") == "rgb(214, 0, 28)"
    assert (
        page.locator(".sheet img").first.evaluate("each => each.decode().then(() => each.naturalWidth)") > 500
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_violation_of_accessibility(page, site, statistics, scheme) -> None:
    page.emulate_media(color_scheme=scheme)
    for path in [*(site / f"{kind}.html" for kind in KINDS), statistics]:
        page.goto(path.as_uri())
        found = Axe().run(page)["violations"]
        serious = [each["id"] for each in found if each["impact"] in ("serious", "critical")]
        assert serious == [], (path.name, [node["html"] for each in found for node in each["nodes"]][:3])


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_no_page_is_wider_than_the_screen(page, site, statistics, size) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for path in [*(site / f"{kind}.html" for kind in KINDS), statistics]:
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path.name

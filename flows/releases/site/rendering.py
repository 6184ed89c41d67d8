"""Pages out of templates; all that stands in the data is text in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt

from flows.releases.descriptors import about
from flows.releases.reader import Release

PAGES = (
    ("Overview", "index.html"),
    ("Search", "search.html"),
    ("Documents", "documents.html"),
    ("Statistical review", "review.html"),
    ("Dictionary", "dictionary.html"),
    ("Quality", "quality.html"),
    ("Changes", "changes.html"),
    ("Cite and download", "cite.html"),
)
"""What the menu of every page leads to."""


class Renderer:
    """Writes pages of a site.

    Args:
        folder: the root of the site.
        release: what it shows.
        data: whether the files of the release stand beside the pages.
    """

    def __init__(self, folder: Path, release: Release, *, data: bool) -> None:
        self._folder = folder
        self._environment = Environment(
            loader=PackageLoader("flows.releases.site"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {"said": said, "about_document": about_document}
        self._environment.globals |= {
            "release": release,
            "data": data,
            "pages": PAGES,
            "dataset_title": about.title(release.manifest),
        }

    def page(self, name: str, template: str, **values: Any) -> None:
        """Write a page; ``name`` is its path from the root of the site."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        up = "../" * name.count("/")
        made = self._environment.get_template(f"{template}.html.jinja")
        path.write_text(made.render(here=name, up=up, **values), encoding="utf-8")


def said(value: object) -> str:
    """Say a value: nothing as nothing, numbers with thousands apart, instants to the second."""
    if isinstance(value, list | tuple):
        return ", ".join(said(each) for each in value)
    return next((say(value) for kind, say in _SAID if isinstance(value, kind)), str(value))


_SAID: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (type(None), lambda _: ""),
    (bool, lambda value: "yes" if value else "no"),
    (int, lambda value: f"{value:,}"),
    (float, lambda value: f"{value:,.6g}"),
    (datetime, lambda value: f"{value:%Y-%m-%d %H:%M:%S}"),
)


def about_document(document: Mapping[str, Any]) -> str:
    """Say in a line what a document is: form, who published it, and when it was captured first."""
    pages = document["pages"]
    form = f"PDF, {pages} page{'' if pages == 1 else 's'}" if pages else "web page"
    first = document["first_captured_at"]
    parts = [form, document["component"], f"captured {first:%Y-%m-%d}" if first else None]
    return " · ".join([*filter(None, parts), *(["SPECIMEN"] if document["specimen"] else [])])


_WIDE = '<div class="wide" tabindex="0" role="region" aria-label="Table">'
"""What a table that is wider than the screen is moved in."""


@cache
def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.add_render_rule("table_open", lambda *_: f"{_WIDE}<table>\n")
    made.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return made


def from_markdown(text: str, *, heading: int = 0) -> str:
    """Give the HTML of our own pages in Markdown; markup in them is text.

    Args:
        text: the page.
        heading: by how much its headings are lowered, so that they stand under one of the site.
    """
    tokens = _markdown().parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + heading, 6)}"
    return str(_markdown().renderer.render(tokens, _markdown().options, {}))

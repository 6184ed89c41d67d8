"""Which room may import what, and what the pure middle must not touch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from tests.contracts.modules import PACKAGES, Module, Place, modules, within

OURS = {
    "flows": ("flows", "extractors", "expectations"),
    "extractors": ("extractors",),
    "expectations": ("expectations", "extractors.records"),
}
"""Room to what it may import of ours."""

HOMES = {
    "prefect": ("flows",),
    "requests": ("flows.archives",),
    "urllib3": ("flows.archives",),
    "warcio": ("flows.archives",),
    "click": ("flows",),
    "rich": ("flows",),
    "yaml": ("flows.sources",),
    "matplotlib": ("flows.reviews",),
    "scipy": ("extractors.statistics.review",),
    "statsmodels": ("extractors.statistics.review",),
    "reportlab": ("flows.sample",),
    "fsspec": ("flows.archives", "flows.stores"),
    "great_expectations": ("expectations",),
    "pandas": ("expectations",),
    "pdfplumber": ("extractors.pdf",),
    "pdfminer": ("extractors.pdf",),
    "pypdfium2": ("extractors.pdf",),
    "bs4": ("extractors.html",),
    "PIL": ("extractors.pdf", "flows.sample"),
    "jinja2": ("flows.evidence", "flows.releases"),
    "markdown_it": ("flows.releases.site",),
    "lxml": ("extractors.html",),
    "duckdb": ("flows", "expectations"),
    "pyarrow": ("flows", "expectations"),
}
"""Package of others to the only places that import it."""

NOWHERE = {
    "pickle": "nothing is pickled at rest",
    "shelve": "nothing is pickled at rest",
    "marshal": "nothing is pickled at rest",
    "dill": "nothing is pickled at rest",
    "cloudpickle": "nothing is pickled at rest",
    "joblib": "nothing is pickled at rest",
    "urllib.request": "requests go through one polite session",
    "http.client": "requests go through one polite session",
    "httpx": "requests go through one polite session",
    "aiohttp": "requests go through one polite session",
}

IMPURE_MODULES = (
    *("socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "select", "asyncio"),
    *("time", "random", "secrets", "uuid", "locale", "getpass", "platform"),
    *("os", "sys", "subprocess", "signal", "shutil", "tempfile", "glob", "pathlib", "fcntl", "resource"),
    *("threading", "multiprocessing", "concurrent", "importlib.resources", "importlib.metadata"),
)
"""What reaches for the network, a clock, chance, or the machine."""

IMPURE_NAMES = (
    *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today"),
    *("datetime.datetime.fromtimestamp", "datetime.date.fromtimestamp"),
    *("io.open", "io.FileIO", "codecs.open", "io.open_code"),
)

IMPURE_CALLS = ("open", "print", "input", "hash", "breakpoint")
"""Builtins that touch the machine, or whose answer differs from run to run as that of ``hash`` of a text."""

IMPURE_METHODS = ("read_text", "read_bytes", "write_text", "write_bytes", "astimezone")

PROGRAMS = {
    "extractors.pdf.tesseract": ("os", "shutil", "signal", "subprocess", "pathlib", "read_bytes"),
}
"""The one module of the pure middle that starts a program, and what it needs of the machine for that. What
the program answers follows from its input and from the version and data that the module names."""

CODE_FROM_TEXT = ("eval", "exec", "compile", "__import__")

MODULES = modules()


def said(module: Module, places: Sequence[Place], why: str) -> list[str]:
    return [f"{module.name}:{place.line} {place.name} ({why})" for place in places]


def ours_out_of_bounds(module: Module) -> list[str]:
    allowed = OURS[module.name.split(".")[0]]
    ours = [p for p in module.imports if p.name.startswith(".") or within(p.name, *PACKAGES, "tests")]
    wrong = [place for place in ours if not within(place.name, *allowed)]
    return said(module, wrong, f"only {', '.join(allowed)} may be imported here, by their full names")


def others_away_from_home(module: Module) -> list[str]:
    found = []
    for package, homes in HOMES.items():
        if not within(module.name, *homes):
            wrong = [place for place in module.imports if within(place.name, package)]
            found += said(module, wrong, f"only in {', '.join(homes)}")
    return found


def banned_everywhere(module: Module) -> list[str]:
    found = []
    for name, why in NOWHERE.items():
        found += said(module, [place for place in module.imports if within(place.name, name)], why)
    built = [place for place in module.called if place.name in CODE_FROM_TEXT]
    return found + said(module, built, "no code is made of text")


def impurities(module: Module) -> list[str]:
    """What a module takes from anywhere but its arguments, or leaves anywhere but in its answer."""
    found = [
        *said(module, [p for p in module.imports if within(p.name, *IMPURE_MODULES)], "impure module"),
        *said(module, [p for p in module.uses if within(p.name, *IMPURE_NAMES)], "impure name"),
        *said(module, [p for p in module.called if p.name in IMPURE_CALLS], "impure call"),
        *said(module, [p for p in module.methods if p.name in IMPURE_METHODS], "file or time zone"),
    ]
    allowed = PROGRAMS.get(module.name, ())
    return [line for line in dict.fromkeys(found) if not _takes(line, allowed)]


def _takes(line: str, allowed: Sequence[str]) -> bool:
    return within(line.split(" ")[1], *allowed)


def room(name: str) -> list[Module]:
    return [module for module in MODULES if within(module.name, name)]


def each(check: Callable[[Module], list[str]], among: Sequence[Module]) -> list[str]:
    assert among
    return [line for module in among for line in check(module)]


@pytest.mark.parametrize("package", PACKAGES)
def test_rooms_import_only_what_lies_below_them(package: str) -> None:
    assert each(ours_out_of_bounds, room(package)) == []


def test_packages_of_others_stay_in_their_rooms() -> None:
    assert each(others_away_from_home, MODULES) == []


def test_nothing_is_pickled_made_of_text_or_asked_of_the_network_aside() -> None:
    assert each(banned_everywhere, MODULES) == []


def test_extractors_know_only_their_arguments() -> None:
    assert each(impurities, room("extractors")) == []


def test_one_module_of_the_extractors_starts_a_program_and_takes_only_what_it_needs() -> None:
    assert list(PROGRAMS) == ["extractors.pdf.tesseract"]
    for name, allowed in PROGRAMS.items():
        module = next(each for each in MODULES if each.name == name)
        taken = [*module.imports, *module.uses, *module.called, *module.methods]
        assert [each for each in allowed if not any(within(p.name, each) for p in taken)] == []
    breach = Module("extractors.pdf.tesseract", "import socket\nimport time\nimport subprocess")
    assert [line.split(" ")[1] for line in impurities(breach)] == ["socket", "time"]


def test_prefect_is_imported_only_where_flows_and_tasks_are_declared() -> None:
    using = [m for m in MODULES if any(within(place.name, "prefect") for place in m.imports)]
    assert {module.name for module in using} >= {"flows.nightly", "flows.rebuild"}
    others = [module.name for module in using if not module.decorators & {"flow", "task"}]
    assert [name for name in others if not within(name, "flows.engine", "flows.nights")] == []


def test_modules_are_imported_by_name_only_by_the_registry() -> None:
    dynamic = [m for m in MODULES if any(within(p.name, "importlib.import_module") for p in m.uses)]
    assert [module.name for module in dynamic] == ["extractors.registry"]
    from extractors.registry import EXTRACTORS

    assert all(within(target, "extractors") for target in EXTRACTORS.values())


def snippets() -> Iterator[tuple[str, str, str]]:
    yield "extractors.x", "from flows.settings import DataRoot", "flows.settings.DataRoot"
    yield "extractors.x", "def f():\n    import expectations.contract", "expectations.contract"
    yield "extractors.x", "from .. import flows as f", "..flows"
    yield "extractors.x", "from ..flows.settings import DataRoot", "..flows.settings.DataRoot"
    yield "expectations.x", "from extractors.draft import Draft", "extractors.draft.Draft"
    yield "expectations.x", "from extractors import records, registry", "extractors.registry"
    yield "expectations.x", "import extractors", "extractors "
    yield "flows.x", "import tests.flows.line", "tests.flows.line"
    yield "extractors.x", "import requests", "requests"
    yield "expectations.x", "from prefect import task", "prefect.task"
    yield "extractors.html.x", "import pdfplumber.utils", "pdfplumber.utils"
    yield "flows.x", "import great_expectations as gx", "great_expectations"
    yield "flows.x", "from urllib import request", "urllib.request"
    yield "flows.x", "import pickle", "pickle"
    yield "flows.x", "eval('1')", "eval"
    yield "extractors.x", "from os import environ", "os.environ"
    yield "extractors.x", "from datetime import datetime as d\nd.now()", "datetime.datetime.now"
    yield "extractors.x", "import datetime\ndatetime.date.today()", "datetime.date.today"
    yield "extractors.x", "with open('a') as f: pass", "open"
    yield "extractors.x", "def f(path): return path.read_text()", "read_text"
    yield "extractors.x", "import io\nio.open('a')", "io.open"
    yield "extractors.x", "import urllib.request", "urllib.request"
    yield "extractors.x", "key = hash('a')", "hash"


@pytest.mark.parametrize(("name", "source", "found"), list(snippets()))
def test_a_breach_is_seen(name: str, source: str, found: str) -> None:
    module = Module(name, source)
    checks = [ours_out_of_bounds, others_away_from_home, banned_everywhere]
    if within(name, "extractors"):
        checks.append(impurities)
    assert any(found in line for check in checks for line in check(module))


@pytest.mark.parametrize(
    "source",
    [
        "from io import BytesIO\nimport pdfplumber\npdfplumber.open(BytesIO(b''))",
        "from datetime import date, datetime\ndatetime.strptime('2011', '%Y')\ndate(2011, 6, 17)",
        "class Line:\n    def open(self): ...\nLine().open()",
        "from extractors.records import Capture\nfrom urllib.parse import urljoin",
        "def f(id, hash): return id + hash",
    ],
)
def test_what_is_allowed_is_not_taken_for_a_breach(source: str) -> None:
    module = Module("extractors.pdf.x", source)
    checks = (ours_out_of_bounds, others_away_from_home, banned_everywhere, impurities)
    assert [line for check in checks for line in check(module)] == []

"""What the documents print is so: commands, paths, code, and the answers to queries."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from expectations.tables import CONTRACTS
from flows import errors, interruption
from flows.archives.manners import Manners
from flows.cli import cli
from tests.contracts.markdown import Document
from tests.contracts.modules import PACKAGES, within

OF_CLICK = {2}
FINE_AND_STOPPED = {0, interruption.STATUS}


@pytest.fixture(params=["README.md", "CONTRIBUTING.md"])
def document(request: pytest.FixtureRequest, repository: Path) -> Document:
    return Document(repository / request.param)


def commands(document: Document, program: str) -> list[list[str]]:
    """The arguments that a program is called with; it may be named with a folder before it."""
    return [words[1:] for words in document.commands if words and Path(words[0]).name == program]


def understand(arguments: Sequence[str]) -> str:
    """Let click read a command as it would, without running it; give the name of the command.

    ``--help`` and ``--version`` end by ``click.exceptions.Exit``.
    """
    context = cli.make_context("dhs-archive", list(arguments))
    name, command, rest = cli.resolve_command(context, list(arguments))
    assert command is not None
    command.make_context(name, rest, parent=context)
    return str(name)


def test_every_command_is_understood(document: Document) -> None:
    found = commands(document, "dhs-archive")
    assert found
    for arguments in found:
        try:
            with suppress(click.exceptions.Exit):
                understand(arguments)
        except click.ClickException as error:
            pytest.fail(f"dhs-archive {' '.join(arguments)}: {error.format_message()}")


def test_a_command_that_does_not_exist_would_be_seen() -> None:
    slow = ["collect", "--rate", "0"]
    for wrong in (["rebuilt"], ["rebuild", "--colour", "blue"], slow, ["extract", "--ocr", "x", "a"]):
        with pytest.raises(click.ClickException):
            understand(wrong)
    assert understand(["rebuild", "--workers", "4"]) == "rebuild"


def test_every_target_of_make_exists(document: Document, repository: Path) -> None:
    makefile = (repository / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z][\w-]*):", makefile, re.MULTILINE))
    variables = set(re.findall(r"^(\w+) *[:?]?=", makefile, re.MULTILINE))
    found = commands(document, "make")
    assert found
    for words in found:
        given = {word.split("=")[0] for word in words if "=" in word}
        assert given <= variables, words
        assert {word for word in words if "=" not in word} <= targets, words


def test_every_subcommand_and_every_target_is_told_of(
    readme: Document, contributing: Document, repository: Path
) -> None:
    assert {understand(arguments) for arguments in commands(readme, "dhs-archive")} == set(cli.commands)
    makefile = (repository / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    told = {word for words in commands(contributing, "make") for word in words}
    assert set(phony[1].split()) - told <= {"specimens", "clean"}


def test_every_link_and_path_leads_somewhere(document: Document, repository: Path) -> None:
    for target in document.targets:
        path, _, anchor = target.partition("#")
        place = repository / path if path else document.path
        assert place.exists(), target
        assert not anchor or anchor in Document(place).anchors, target
    for path in document.paths(*PACKAGES, "tests", ".ci"):
        assert (repository / path).exists(), path


def imported(source: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module and within(node.module, *PACKAGES):
            yield from ((node.module, alias.name) for alias in node.names)


def test_python_compiles_and_imports_what_exists(readme: Document) -> None:
    blocks = [block.text for block in readme.blocks if block.language == "python"]
    assert blocks
    for text in blocks:
        compile(text, "README.md", "exec")
        for module, name in imported(text):
            assert hasattr(import_module(module), name), f"from {module} import {name}"


def test_fourteen_queries_are_answered(readme: Document) -> None:
    queries = [block for block in readme.blocks if block.language == "sql"]
    assert len(queries) == len(readme.answered) == 14


@pytest.mark.parametrize("number", range(14))
def test_a_query_to_the_sample_gives_the_printed_answer(
    readme: Document, sample_releases: Path, printed: Callable[[str], str], number: int
) -> None:
    asked = readme.answered[number]
    assert "output/releases/1.0.0/" in asked.query
    found = printed(asked.query.replace("output/releases", str(sample_releases)))
    assert found == asked.answer.strip(), f"\n{asked.query}\nprints\n{found}"


def test_a_review_prints_what_is_shown(
    readme: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (counts,) = [place for place, block in enumerate(readme.blocks) if block.language == "csv"]
    given, command, answer = readme.blocks[counts : counts + 3]
    words = command.text.split()
    Path(words[words.index("--counts") + 1]).write_text(given.text)
    found = CliRunner().invoke(cli, words[1:], catch_exceptions=False)
    assert found.output == answer.text
    assert {path.name for path in tmp_path.iterdir()} == {"counts.csv", "findings.csv", "funnel.png"}


def test_a_citation_of_the_sample_is_as_shown(readme: Document, sample_releases: Path) -> None:
    (shown,) = [block.text for block in readme.blocks if block.text.startswith("@misc{")]
    (asked,) = [words for words in commands(readme, "dhs-archive") if "bibtex" in words]
    found = CliRunner().invoke(cli, [*asked, "--data-root", str(sample_releases)], catch_exceptions=False)
    assert _any_content(found.output) == _any_content(shown)


def _any_content(citation: str) -> str:
    """Leave out the digest of the content, which other tools, such as tesseract, make another."""
    return re.sub(r"\+[0-9a-f]{12}", "+", citation)


def test_tables_are_named_as_they_are(readme: Document) -> None:
    section = readme.prose.split("## What is in a release")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(CONTRACTS)


def test_every_exit_status_is_told_of(readme: Document) -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    statuses = {kind.exit_code for kind in kinds if issubclass(kind, errors.DatasetError)}
    told = {int(status) for status in re.findall(r"^\| (\d+) \|", readme.prose, re.MULTILINE)}
    assert told == statuses | OF_CLICK | FINE_AND_STOPPED


def test_archives_are_asked_as_slowly_as_is_said(readme: Document) -> None:
    manners, words = Manners(), " ".join(readme.prose.split())
    assert f"{manners.index_per_minute:.0f} questions to an index" in words
    assert f"{manners.replay_per_minute:.0f} captures a minute" in words

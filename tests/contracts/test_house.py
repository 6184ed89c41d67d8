"""The repository is in order: its files, its locks, and the numbers that stand in several places."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.contracts.files import committed, text_of
from tests.contracts.issue_codes import issue_codes
from tests.contracts.modules import PACKAGES, Module, modules

TOP = {
    *(".ci", ".gitignore", "Makefile", "pyproject.toml", "requirements.txt", "requirements-dev.txt"),
    *("Containerfile", "SECURITY.md", "prefect.yaml"),
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", "LICENSE-DATA"),
    *(*PACKAGES, "output", "tests"),
}

LOCKS = ("requirements.txt", "requirements-dev.txt", "tests/integration/pywb-requirements.txt")

DAY = r"\d{4}-\d\d-\d\d"
_FOLDERS = ("wo" + "rk", "ro" + "ot", "tm" + "p/t")
MACHINE_PATH = re.compile(rf"(?<![\w.)}}*-])/(?:{'|'.join(_FOLDERS)})\b")
REGISTRIES = [
    "".join(parts)
    for parts in (
        ("py", "pi.org"),
        ("python", "hosted"),
        ("npm", "js.org"),
        ("crates", ".io"),
        ("conda", ".anaconda"),
        ("artif", "actory"),
        ("proxy.gol", "ang"),
    )
]
WORKPLACE = [
    "".join(parts)
    for parts in (
        ("cla", "ude"),
        ("anth", "ropic"),
        ("chat", "gpt"),
        ("open", "ai"),
        ("co", "pilot"),
        ("sub", "agent"),
        ("str_", "replace_based"),
        ("bash_", "jobs"),
    )
]


@pytest.fixture(scope="session")
def project(repository: Path) -> dict[str, Any]:
    return tomllib.loads((repository / "pyproject.toml").read_text())["project"]


def name_of(requirement: str) -> str:
    return canonicalize_name(Requirement(requirement).name)


def locked(path: Path) -> dict[str, str]:
    """The version of each package of a lock."""
    pins = re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", path.read_text(), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in pins}


def test_only_known_things_lie_at_the_top(repository: Path) -> None:
    tops = {path.relative_to(repository).parts[0] for path in committed()}
    assert tops - TOP == set()
    assert TOP - tops == set()


def test_output_holds_no_data(repository: Path) -> None:
    assert list(committed(repository / "output")) == [repository / "output" / "README.md"]


def test_no_file_tells_of_the_machine_that_it_was_written_on(repository: Path) -> None:
    found = []
    for path in committed():
        text = text_of(path)
        folded = text.casefold()
        words = [word for word in (*REGISTRIES, *WORKPLACE) if word in folded]
        words += MACHINE_PATH.findall(text)
        found += [f"{path.relative_to(repository)}: {word}" for word in words]
    assert found == []


@pytest.mark.parametrize("text", ["/wo" + "rk/main", "see /ro" + "ot/x", "'/tm" + "p/t/a'"])
def test_a_path_of_a_machine_would_be_seen(text: str) -> None:
    assert MACHINE_PATH.search(text)


@pytest.mark.parametrize("text", ["output/wo" + "rk/runs", "the `wo" + "rk/` folder", "/tm" + "p/trial"])
def test_other_paths_are_none_of_a_machine(text: str) -> None:
    assert not MACHINE_PATH.search(text)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_hashes_for_all_and_names_no_index(repository: Path, name: str) -> None:
    lines = (repository / name).read_text().replace("\\\n", " ").splitlines()
    entries = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    assert entries
    for entry in entries:
        assert re.match(r"[\w.-]+(\[[^\]]*\])?==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry
        assert not re.search(r"://|--(extra-)?index|--find-links|--trusted", entry), entry


def test_what_is_declared_is_locked_at_a_version_that_fits(repository: Path, project: dict[str, Any]) -> None:
    extras = project["optional-dependencies"]
    wanted = {
        "requirements.txt": [*project["dependencies"], *extras["build"]],
        "requirements-dev.txt": [*project["dependencies"], *extras["build"], *extras["dev"]],
    }
    for name, requirements in wanted.items():
        versions = locked(repository / name)
        for requirement in map(Requirement, requirements):
            version = versions[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), f"{name}: {requirement} is locked at {version}"


def test_both_locks_agree(repository: Path) -> None:
    run, develop = (locked(repository / name) for name in LOCKS[:2])
    assert {name: develop.get(name) for name in run} == run


def declared(project: dict[str, Any], *extras: str) -> set[str]:
    optional = [text for extra in extras for text in project["optional-dependencies"][extra]]
    return {name_of(text) for text in [*project["dependencies"], *optional]}


@cache
def distributions() -> Mapping[str, list[str]]:
    return packages_distributions()


def foreign(module: Module) -> set[str]:
    """The distributions that a module imports from; parts count as what they are a part of."""
    tops = {place.name.split(".")[0] for place in module.imports}
    known = distributions()
    found = {known[top][0] for top in tops if top in known and top not in PACKAGES}
    return {canonicalize_name(name) for name in found}


def test_every_package_that_is_imported_is_declared(project: dict[str, Any]) -> None:
    runs, develops = declared(project), declared(project, "dev")
    for module in modules():
        allowed = develops if module.name.startswith("flows.sample.") else runs
        assert foreign(module) <= allowed, module.name


def test_every_package_that_is_declared_is_used(project: dict[str, Any]) -> None:
    imported = set().union(*(foreign(module) for module in modules()))
    unused = declared(project) - imported
    # It is held back for Prefect's sake; of the next flows/sources/places reads the lists, and no code; the
    # last is a program that is started.
    assert unused == {"fastapi", "addfips", "airportsdata", "country-converter", "datasette"}


def test_versions_agree(repository: Path, project: dict[str, Any]) -> None:
    citation = yaml.safe_load((repository / "CITATION.cff").read_text())
    assert str(citation["version"]) == project["version"]
    assert citation["license"] == project["license"]
    changelog = (repository / "CHANGELOG.md").read_text()
    assert re.search(
        rf"^## \[{re.escape(project['version'])}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE
    )


def test_the_changelog_keeps_to_its_form(repository: Path) -> None:
    changelog = (repository / "CHANGELOG.md").read_text()
    releases = re.findall(r"^## (.+)$", changelog, re.MULTILINE)
    assert all(
        re.fullmatch(r"\[(Unreleased|\d+\.\d+\.\d+)\]( - \d{4}-\d\d-\d\d)?", line) for line in releases
    )
    kinds = set(re.findall(r"^### (.+)$", changelog, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_form_of_extracted_json_is_a_schema(repository: Path) -> None:
    schema = json.loads((repository / "flows" / "extract.schema.json").read_text())
    assert schema["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]
    jsonschema.Draft202012Validator.check_schema(schema)


def test_codes_of_issues_are_snake_case() -> None:
    codes = issue_codes()
    assert {"no_text", "encrypted", "extractor_failed", "damaged_coding", "nothing_listed"} <= set(codes)
    assert [code for code in codes if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", code)] == []

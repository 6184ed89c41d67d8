"""The codes of issues and findings, as the source gives them to whatever takes a ``code``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.contracts.modules import Module, modules


def issue_codes() -> dict[str, list[str]]:
    """Each code, and the modules that give it."""
    trees = modules()
    takers = {name: place for module in trees for name, place in _takers(module)}
    found: dict[str, list[str]] = {}
    for module in trees:
        for code in _given(module, takers):
            found.setdefault(code, []).append(module.name)
    return {code: sorted(set(names)) for code, names in sorted(found.items())}


def _takers(module: Module) -> Iterator[tuple[str, int | None]]:
    """Give functions and records that take a ``code``: name and place of the argument, ``self`` left out."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args if argument.arg != "self"]
            if "code" in names:
                yield node.name, names.index("code")
            elif "code" in [argument.arg for argument in node.args.kwonlyargs]:
                yield node.name, None
        elif isinstance(node, ast.ClassDef):
            fields = [
                line.target.id
                for line in node.body
                if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
            ]
            if "code" in fields:
                yield node.name, fields.index("code")


def _given(module: Module, takers: dict[str, int | None]) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            for argument in _arguments(node, takers):
                yield from _texts(argument)
        elif isinstance(node, ast.Assign) and "code" in map(ast.unparse, node.targets):
            yield from _texts(node.value)


def _arguments(call: ast.Call, takers: dict[str, int | None]) -> Iterator[ast.expr]:
    name = str(getattr(call.func, "id", None) or getattr(call.func, "attr", ""))
    place = takers.get(name)
    if place is not None and place < len(call.args):
        yield call.args[place]
    yield from (keyword.value for keyword in call.keywords if keyword.arg == "code")


def _texts(argument: ast.expr) -> Iterator[str]:
    """Give the texts that an argument may be: itself, or the sides of a choice."""
    if isinstance(argument, ast.IfExp):
        yield from _texts(argument.body)
        yield from _texts(argument.orelse)
    elif isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
        yield argument.value

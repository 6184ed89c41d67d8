"""What the modules of this project import and use, read from their source without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PACKAGES = ("flows", "extractors", "expectations")


@dataclass(frozen=True)
class Place:
    """A name as it is known where it comes from, such as ``datetime.datetime.now``, and the line it is on."""

    name: str
    line: int


@dataclass(frozen=True)
class Module:
    name: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def imports(self) -> tuple[Place, ...]:
        """What is imported, at the top or within functions; ``from a import b`` is ``a.b``.

        Dots of a relative import are kept in front.
        """
        return tuple(Place(name, line) for name, _, line in self._bindings())

    @cached_property
    def uses(self) -> tuple[Place, ...]:
        """Dotted names that are read, with aliases undone: ``from datetime import date as d; d.today``."""
        origins = {alias: name for name, alias, _ in self._bindings()}
        found = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute | ast.Name) and (dotted := _dotted(node)):
                root, *rest = dotted.split(".")
                found.append(Place(".".join([origins.get(root, root), *rest]), node.lineno))
        return tuple(found)

    @cached_property
    def called(self) -> tuple[Place, ...]:
        """Plain names that are called, such as ``open``."""
        calls = (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))
        return tuple(Place(c.func.id, c.lineno) for c in calls if isinstance(c.func, ast.Name))

    @cached_property
    def methods(self) -> tuple[Place, ...]:
        """Attributes that are called, whatever they are called on, such as ``read_text``."""
        calls = (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))
        return tuple(Place(c.func.attr, c.lineno) for c in calls if isinstance(c.func, ast.Attribute))

    @cached_property
    def decorators(self) -> frozenset[str]:
        """Names that decorate functions, without their arguments."""
        functions = (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef))
        marks = (mark for function in functions for mark in function.decorator_list)
        plain = (mark.func if isinstance(mark, ast.Call) else mark for mark in marks)
        return frozenset(mark.id for mark in plain if isinstance(mark, ast.Name))

    def _bindings(self) -> Iterator[tuple[str, str, int]]:
        """Give each import as its full name, the name it is bound to here, and its line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    bound = alias.asname or alias.name.split(".")[0]
                    yield alias.name, bound, node.lineno
            elif isinstance(node, ast.ImportFrom):
                base = "." * node.level + (f"{node.module}." if node.module else "")
                for alias in node.names:
                    yield f"{base}{alias.name}", alias.asname or alias.name, node.lineno


def _dotted(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (value := _dotted(node.value)):
        return f"{value}.{node.attr}"
    return None


def within(name: str, *rooms: str) -> bool:
    """Tell whether a dotted name is one of the rooms or lies in one."""
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def modules() -> list[Module]:
    """All modules of the three packages, by name."""
    return [
        Module(_name(path), path.read_text(encoding="utf-8"))
        for package in PACKAGES
        for path in sorted((REPOSITORY / package).rglob("*.py"))
    ]


def _name(path: Path) -> str:
    return ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__")

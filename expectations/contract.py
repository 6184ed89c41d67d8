"""The words in which a table is declared, and the schema that follows from a declaration."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import pyarrow as pa


class Weight(StrEnum):
    """What a failed check does: a fatal one stops the release, a warning is published with it."""

    FATAL = "fatal"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Column:
    """What a column means and which values it may hold.

    That a column is never null, and which values a choice may take, follow from the type of its field.

    Args:
        description: one sentence, for the data dictionary.
        unit: what numbers count, such as ``bytes`` or ``PDF points``.
        pattern: a regular expression that every text must match from its first character to its last.
        minimum: the least number.
        maximum: the greatest number.
        weight: what a violation does.
    """

    description: str
    unit: str = ""
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    weight: Weight = Weight.FATAL


@dataclass(frozen=True, slots=True)
class Reference:
    """Each value of ``column`` that is not null stands in ``table.target``; of a list, each of its values."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule about meaning: a query that gives the rows that break it.

    Args:
        name: a short name in snake case.
        description: what must hold, in a sentence.
        violations: SQL over the tables by name; column ``id`` is the row, ``found`` what is wrong with it.
            Where it lays texts side by side, ``in_portion(document_id)`` on both sides keeps memory small.
        weight: what a violation does.
    """

    name: str
    description: str
    violations: str
    weight: Weight = Weight.FATAL


@dataclass(frozen=True, slots=True)
class TableContract:
    """A table: its record, what its columns mean, and what must hold of it.

    Args:
        name: the name of the table and of its file.
        record: the dataclass whose fields are the columns.
        description: what one row is, for the data dictionary.
        key: the columns that set a row apart.
        order: the columns by which the rows of a release are sorted; they contain a key.
        columns: a :class:`Column` for each field of the record, by name.
        references: columns that point into other tables.
        rules: what else must hold.
        caveats: what one may get wrong in using the table, a sentence each.
        compared: whether the table takes part when releases are compared.
    """

    name: str
    record: type
    description: str
    key: tuple[str, ...]
    order: tuple[str, ...]
    columns: Mapping[str, Column]
    references: tuple[Reference, ...] = ()
    rules: tuple[Rule, ...] = ()
    caveats: tuple[str, ...] = ()
    compared: bool = True

    def __post_init__(self) -> None:
        named, declared = set(field_types(self.record)), set(self.columns)
        if named != declared:
            raise TypeError(
                f"table {self.name}: columns and fields of {self.record.__name__} differ: "
                f"{', '.join(sorted(named ^ declared))}"
            )

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema, columns in the order of the record, descriptions as field metadata."""
        return pa.schema(
            pa.field(
                name,
                arrow_type(kind),
                nullable=nullable,
                metadata={"description": self.columns[name].description},
            )
            for name, (kind, nullable) in field_types(self.record).items()
        )

    @property
    def ids(self) -> list[str]:
        """The columns that hold ids of rows: its own, and those that it refers to by one."""
        named = [*self.key, *(reference.column for reference in self.references)]
        texts = [name for name in dict.fromkeys(named) if self.schema.field(name).type == pa.string()]
        return [name for name in texts if name.endswith("_id")]

    def choices(self, column: str) -> list[str] | None:
        """Give the values that a column of a closed list may take, or ``None`` for any other column."""
        kind, _ = field_types(self.record)[column]
        return [str(choice) for choice in kind] if is_choice(kind) else None


def field_types(record: type) -> dict[str, tuple[Any, bool]]:
    """Give the type of each field of a record without its ``None``, and whether it may be ``None``."""
    hints = typing.get_type_hints(record)
    return {field.name: _split_optional(hints[field.name]) for field in fields(record)}


def is_choice(kind: Any) -> bool:
    """Tell whether a type is a closed list of texts."""
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def arrow_type(kind: Any) -> pa.DataType:
    """Give the Arrow type of a field's type, ``None`` set aside.

    Raises:
        TypeError: no column has been made of such a type before.
    """
    if typing.get_origin(kind) is tuple:
        return pa.list_(arrow_type(typing.get_args(kind)[0]))
    if is_choice(kind):
        return pa.string()
    try:
        return _ARROW_TYPES[kind]
    except KeyError:
        raise TypeError(f"no Arrow type is declared for {kind!r}") from None


_ARROW_TYPES = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
}


def _split_optional(hint: Any) -> tuple[Any, bool]:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        kinds = [kind for kind in typing.get_args(hint) if kind is not type(None)]
        return kinds[0], True
    return hint, False

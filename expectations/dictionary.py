"""The data dictionary, derived from the contracts and the record types alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa

from expectations.contract import TableContract, field_types

_HEAD = ("column", "type", "unit", "may be empty", "values", "description")
_TYPE_NAMES = {
    pa.string(): "text",
    pa.int64(): "integer",
    pa.float64(): "number",
    pa.bool_(): "boolean",
    pa.date32(): "date",
    pa.timestamp("us", tz="UTC"): "instant (UTC)",
}


def as_markdown(contracts: Mapping[str, TableContract]) -> str:
    """Write the data dictionary as Markdown: a section a table, in the order given."""
    sections = "\n\n".join("\n".join(_section(contract)) for contract in contracts.values())
    return f"# Data dictionary\n\n{sections}\n"


def _section(contract: TableContract) -> Iterator[str]:
    yield f"## {contract.name}"
    yield ""
    yield f"{contract.description} Its key is {' and '.join(f'`{name}`' for name in contract.key)}."
    yield ""
    if contract.caveats:
        yield "Mind before you use it:"
        yield ""
        yield from (f"- {caveat}" for caveat in contract.caveats)
        yield ""
    yield _row(_HEAD)
    yield _row(["---"] * len(_HEAD))
    for name in contract.schema.names:
        yield _row(_column(contract, name))
    if contract.rules:
        yield ""
        yield "What else holds, or is warned of:"
        yield ""
        for rule in contract.rules:
            yield f"- `{rule.name}` ({rule.weight}): {rule.description}"


def _column(contract: TableContract, name: str) -> list[str]:
    column = contract.columns[name]
    _, nullable = field_types(contract.record)[name]
    return [
        f"`{name}`",
        _type_name(contract.schema.field(name).type),
        column.unit,
        "yes" if nullable else "no",
        ", ".join(contract.choices(name) or ()),
        " ".join([column.description, *_references(contract, name)]),
    ]


def _references(contract: TableContract, name: str) -> list[str]:
    return [
        f"Refers to `{reference.table}.{reference.target}`."
        for reference in contract.references
        if reference.column == name
    ]


def _type_name(kind: pa.DataType) -> str:
    return f"list of {_type_name(kind.value_type)}" if pa.types.is_list(kind) else _TYPE_NAMES[kind]


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"

"""The data dictionary says of each column what contract and record say."""

from expectations.dictionary import as_markdown
from expectations.tables import CONTRACTS


def test_each_table_has_a_section_and_each_column_a_row() -> None:
    text = as_markdown(CONTRACTS)
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == list(CONTRACTS)
    for contract in CONTRACTS.values():
        section = text.split(f"\n## {contract.name}\n")[1].split("\n## ")[0]
        rows = [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
        assert rows == contract.schema.names
        assert contract.description in section


def test_a_row_gives_type_unit_emptiness_values_and_reference() -> None:
    lines = as_markdown(CONTRACTS).splitlines()
    assert "| `payload_bytes` | integer | bytes | yes |  | The length of that body. |" in lines
    assert (
        "| `bbox` | list of number | PDF points | yes |  | The box around it as x0, top, x1, bottom, "
        "from the top left corner of the page as displayed. |" in lines
    )
    assert (
        "| `severity` | text |  | no | error, warning, info "
        "| How much of a document it costs: all of it, a part, or nothing. |" in lines
    )
    assert any(line.endswith("Refers to `passages.passage_id`. |") for line in lines)


def test_rows_have_as_many_cells_as_the_head() -> None:
    rows = [line for line in as_markdown(CONTRACTS).splitlines() if line.startswith("|")]
    assert {line.replace(r"\|", "").count("|") for line in rows} == {7}

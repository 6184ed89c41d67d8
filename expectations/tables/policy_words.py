"""What must hold of the words from which policies were read."""

from __future__ import annotations

from expectations.contract import Column, Reference, TableContract
from expectations.tables.inherited import ORIGIN, ordinal_rule, origin_rules, passage_rule, words_rule
from expectations.tables.patterns import TEXT, identifier
from extractors.records import PolicyWords

_COLUMNS = {
    **ORIGIN,
    "words_id": Column("The id of the words.", pattern=identifier("pwd")),
    "policy_id": Column("The policy of which they say something.", pattern=identifier("pol")),
    "ordinal": Column("Their place among the words of the policy, counted from 0.", minimum=0),
    "field": Column("What they say of it."),
    "printed": Column("The words as they stand in the passage.", pattern=TEXT),
    "passage_id": Column("The passage in which they stand.", pattern=identifier("psg")),
    "char_start": Column("Where in the passage they begin.", unit="code points", minimum=0),
    "char_end": Column("Where in the passage they end.", unit="code points", minimum=1),
}

CONTRACT = TableContract(
    name="policy_words",
    record=PolicyWords,
    description="Words from which a column of policies was read, at their place in a passage.",
    key=("words_id",),
    order=("document_id", "ordinal", "words_id"),
    columns=_COLUMNS,
    references=(
        Reference("document_id", "documents", "document_id"),
        Reference("policy_id", "policies", "policy_id"),
        Reference("passage_id", "passages", "passage_id"),
    ),
    rules=(
        *origin_rules("policy_words", "words_id"),
        ordinal_rule("policy_words", "words_id"),
        passage_rule("policy_words", "words_id"),
        words_rule("policy_words", "words_id", {"printed": "char"}),
    ),
)

"""What must hold of activations."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract, Weight
from expectations.tables.inherited import ORIGIN, PLACE, box_rules, ordinal_rule, origin_rules, passage_rule
from expectations.tables.patterns import TEXT, identifier
from extractors.records import Activation

_COLUMNS = {
    **ORIGIN,
    **PLACE,
    "activation_id": Column("The id of the entry.", pattern=identifier("act")),
    "ordinal": Column("Its place among the entries of the document, counted from 0.", minimum=0),
    "program": Column("The programme, as the titles of the list print it.", pattern=TEXT),
    "state_printed": Column("The state above the name or beside it, its lines joined.", pattern=TEXT),
    "name_printed": Column("The jurisdiction as printed, its lines joined.", pattern=TEXT),
    "place_id": Column(
        "The jurisdiction; none where the printed name is not known, which is an issue.", pattern=TEXT
    ),
    "activated_on": Column("The day printed above the name or beside it."),
    "date_printed": Column(
        "That date as printed; none where there is none, which is an issue.", pattern=TEXT
    ),
    "list_as_of": Column("The day as of which the list stands, as its titles say."),
    "n_active_in_state": Column('The N of the "N of M" that is printed for the state.', minimum=0),
    "n_total_in_state": Column('The M of the "N of M" that is printed for the state.', minimum=0),
    "share_printed": Column("The share that is printed for the state, such as 100%.", pattern=TEXT),
    "cell_id": Column("The cell in which the name stands: its address.", pattern=identifier("cel")),
    "passage_id": Column(
        "The passage in which the name begins, where it stands in no table.", pattern=identifier("psg")
    ),
}

_RULES = (
    *origin_rules("activations", "activation_id"),
    *box_rules("activations", "activation_id"),
    ordinal_rule("activations", "activation_id"),
    passage_rule("activations", "activation_id"),
    Rule(
        "day_is_printed",
        "No day is given without the date that prints it.",
        """
        SELECT activation_id AS id, activated_on AS found FROM activations
        WHERE activated_on IS NOT NULL AND date_printed IS NULL
        """,
    ),
    Rule(
        "counts_in_pairs",
        "N and M are printed together, and N is no more than M.",
        """
        SELECT activation_id AS id, format('{} of {}', n_active_in_state, n_total_in_state) AS found
        FROM activations
        WHERE (n_active_in_state IS NULL) <> (n_total_in_state IS NULL)
            OR n_active_in_state > n_total_in_state
        """,
        weight=Weight.WARNING,
    ),
    Rule(
        "place_or_issue",
        "A printed jurisdiction that is not known is an issue of its document.",
        """
        SELECT activation_id AS id, name_printed AS found FROM activations a
        WHERE place_id IS NULL AND NOT EXISTS (
            SELECT 1 FROM issues i WHERE i.code = 'place_not_matched' AND i.payload_sha256 = a.payload_sha256
        )
        """,
    ),
    Rule(
        "one_address",
        "Words stand in a cell or in a passage.",
        """
        SELECT activation_id AS id, concat_ws(', ', cell_id, passage_id) AS found FROM activations
        WHERE (cell_id IS NULL) = (passage_id IS NULL)
        """,
        weight=Weight.WARNING,
    ),
)

CONTRACT = TableContract(
    name="activations",
    record=Activation,
    description="A jurisdiction in a list of activated ones: the day since when, as the list prints it.",
    caveats=("Being activated says when fingerprints began to be checked, not that anybody was removed.",),
    key=("activation_id",),
    order=("document_id", "ordinal", "activation_id"),
    columns=_COLUMNS,
    references=(
        Reference("document_id", "documents", "document_id"),
        Reference("cell_id", "cells", "cell_id"),
        Reference("passage_id", "passages", "passage_id"),
    ),
    rules=_RULES,
)

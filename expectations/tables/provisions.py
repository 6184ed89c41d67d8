"""What must hold of provisions."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract
from expectations.tables.inherited import ORIGIN, ordinal_rule, origin_rules, passage_rule, words_rule
from expectations.tables.patterns import TEXT, identifier
from extractors.records import Provision


def _text(name: str, description: str) -> dict[str, Column]:
    return {name: Column(description, pattern=TEXT), **_place(name)}


def _place(name: str) -> dict[str, Column]:
    words = name.replace("_", " ")
    return {
        f"{name}_start": Column(f"Where the words of {words} begin.", unit="code points", minimum=0),
        f"{name}_end": Column(f"Where the words of {words} end.", unit="code points", minimum=1),
    }


_COLUMNS = {
    **ORIGIN,
    "provision_id": Column("The id of the provision.", pattern=identifier("prv")),
    "passage_id": Column("The passage in which it stands.", pattern=identifier("psg")),
    "ordinal": Column("Its place among the provisions of the document, counted from 0.", minimum=0),
    **_place("sentence"),
    "instrument": Column("The kind of instrument that makes it, or that it sets up."),
    **_place("instrument"),
    **_text("actor", "Who must, may, should or must not act; none where the sentence does not say."),
    "modality": Column("Whether it must, may, should or must not be done; none if an instrument is set up."),
    **_place("modality"),
    **_text(
        "action",
        'The verb, in the passive with its form of to be, and with "not" where something should not be done.',
    ),
    **_text("object", "What it is done to."),
    "limit_value": Column("The number of a length of time that bounds it.", minimum=0),
    "limit_unit": Column(
        "The unit of that length of time, in the plural.",
        pattern="((business|calendar|(federal )?working|consecutive) )?(minute|hour|day|week|month|year)s",
    ),
    **_place("limit"),
    **_text("limit_excluding", "What does not count into that length of time."),
    **_text("exception", "In which case it does not hold."),
    "effective_on": Column("The day from which on the sentence says that it holds."),
    **_place("effective_on"),
    **_text("affected", "To whom it is done, or for whom the instrument is."),
    "rule": Column("The name of the rule that read it.", pattern="[a-z][a-z_]*"),
}

_TEXTS = ("actor", "action", "object", "limit_excluding", "exception", "affected")

_RULES = (
    *origin_rules("provisions", "provision_id"),
    ordinal_rule("provisions", "provision_id"),
    passage_rule("provisions", "provision_id"),
    words_rule("provisions", "provision_id", {name: name for name in _TEXTS}),
    Rule(
        "values_have_places",
        "A modality, a limit and a day have the places of their words, and an instrument may have them.",
        """
        SELECT provision_id AS id, concat_ws(', ', modality, limit_value, effective_on) AS found
        FROM provisions
        WHERE (modality IS NULL) <> (modality_start IS NULL)
            OR (modality IS NULL) <> (rule = 'sets_up')
            OR (limit_value IS NULL) <> (limit_start IS NULL)
            OR (limit_value IS NULL) <> (limit_unit IS NULL)
            OR (effective_on IS NULL) <> (effective_on_start IS NULL)
            OR (instrument IS NULL AND instrument_start IS NOT NULL)
        """,
    ),
    Rule(
        "places_in_passage",
        "A place ends behind its beginning, within the passage, and the action within the sentence.",
        """
        SELECT provision_id AS id, format('{} to {}', sentence_start, sentence_end) AS found
        FROM provisions v JOIN passages p USING (passage_id)
        WHERE sentence_end <= sentence_start OR sentence_end > length(p.text)
            OR action_start < sentence_start OR action_end > sentence_end
            OR modality_end <= modality_start OR modality_end > length(p.text)
            OR limit_end <= limit_start OR limit_end > length(p.text)
            OR instrument_end <= instrument_start OR instrument_end > length(p.text)
            OR effective_on_end <= effective_on_start OR effective_on_end > length(p.text)
        """,
    ),
)

CONTRACT = TableContract(
    name="provisions",
    record=Provision,
    description="Who must, may, should or must not do what, word for word. Conditions before the actor have "
    "no column: read the sentence before you cite.",
    caveats=("No reading of the law is implied; modality is that of the verb that is printed.",),
    key=("provision_id",),
    order=("document_id", "ordinal", "provision_id"),
    columns=_COLUMNS,
    references=(
        Reference("document_id", "documents", "document_id"),
        Reference("passage_id", "passages", "passage_id"),
    ),
    rules=_RULES,
)

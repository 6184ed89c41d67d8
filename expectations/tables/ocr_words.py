"""What must hold of recognised words."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract
from expectations.tables.inherited import ORIGIN, PLACE, box_rule, ordinal_rule, origin_rules, page_rule
from expectations.tables.patterns import identifier
from extractors.records import OcrWord

_COLUMNS = {
    **ORIGIN,
    **PLACE,
    "word_id": Column("The id of the word.", pattern=identifier("wrd")),
    "page": Column("The page on which it stands, counted from 1.", minimum=1),
    "passage_id": Column(
        "The passage in which it stands; none for a word of which the engine is too unsure.",
        pattern=identifier("psg"),
    ),
    "ordinal": Column(
        "Its place among the recognised words of the document, as the engine reads them, counted from 0.",
        minimum=0,
    ),
    "text": Column("The word as recognised.", pattern=r"\S(.*\S)?"),
    "confidence": Column("How sure the engine is of it.", minimum=0, maximum=1),
    "engine": Column("The engine, with version and language data.", pattern=r"\S.*"),
}

_RULES = (
    *origin_rules("ocr_words", "word_id"),
    page_rule("ocr_words", "word_id"),
    box_rule("ocr_words", "word_id"),
    ordinal_rule("ocr_words", "word_id"),
    Rule(
        "engine_of_passage",
        "A word and its passage are of the same document, and the passage names the same engine.",
        """
        SELECT word_id AS id, format('{} in {}, passage {} in {}', engine, w.document_id, ocr, p.document_id)
            AS found
        FROM ocr_words w JOIN passages p USING (passage_id)
        WHERE w.document_id <> p.document_id OR engine IS DISTINCT FROM ocr
        """,
    ),
)

CONTRACT = TableContract(
    name="ocr_words",
    record=OcrWord,
    description="A word recognised in a picture of a page: its box, and how sure the engine is of it.",
    caveats=("Recognised words hold errors: compare with the picture before you cite.",),
    key=("word_id",),
    order=("document_id", "ordinal", "word_id"),
    columns=_COLUMNS,
    references=(
        Reference("document_id", "documents", "document_id"),
        Reference("passage_id", "passages", "passage_id"),
    ),
    rules=_RULES,
)

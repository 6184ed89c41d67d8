"""What must hold of complaint forms."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract
from expectations.tables.inherited import ORIGIN, ordinal_rule, origin_rules, passage_rule
from expectations.tables.patterns import ADDRESS, LANGUAGE, identifier
from extractors.records import ComplaintForm

_COLUMNS = {
    **ORIGIN,
    "form_id": Column("The id of the form.", pattern=identifier("frm")),
    "passage_id": Column("The passage that offers it.", pattern=identifier("psg")),
    "ordinal": Column("Its place among the forms of the document, counted from 0.", minimum=0),
    "form": Column("The name of the form as printed.", pattern=r"\S(.*\S)?"),
    "language_printed": Column("The language as printed.", pattern=r"\S(.*\S)?"),
    "language": Column("The language as BCP 47 writes it.", pattern=LANGUAGE),
    "pages_promised": Column("The pages that the note beside its link promises.", unit="pages", minimum=1),
    "bytes_promised": Column("The size that the note promises.", unit="bytes", minimum=1),
    "link_id": Column("The link that leads to it.", pattern=identifier("lnk")),
    "address": Column("The address of that link.", pattern=ADDRESS),
    "other_count": Column(
        "How many further languages are counted without a name.", unit="languages", minimum=1
    ),
}

_RULES = (
    *origin_rules("complaint_forms", "form_id"),
    ordinal_rule("complaint_forms", "form_id"),
    passage_rule("complaint_forms", "form_id"),
    Rule(
        "named_or_counted",
        "Languages are named, one a row, or counted; a language that is known has its name.",
        """
        SELECT form_id AS id, concat_ws(', ', language_printed, language, other_count) AS found
        FROM complaint_forms
        WHERE (other_count IS NOT NULL AND (language_printed IS NOT NULL OR link_id IS NOT NULL))
            OR (language IS NOT NULL AND language_printed IS NULL)
        """,
    ),
    Rule(
        "promised_by_link",
        "A form is promised the pages of its link.",
        """
        SELECT form_id AS id, concat_ws(', ', pages_promised, l.note_pages) AS found
        FROM complaint_forms JOIN links l USING (link_id)
        WHERE pages_promised IS DISTINCT FROM l.note_pages OR bytes_promised IS DISTINCT FROM l.note_bytes
            OR address IS DISTINCT FROM l.href_resolved
        """,
    ),
)

CONTRACT = TableContract(
    name="complaint_forms",
    record=ComplaintForm,
    description="A form for complaints in one language, as offered, or the number of further languages.",
    key=("form_id",),
    order=("document_id", "ordinal", "form_id"),
    columns=_COLUMNS,
    references=(
        Reference("document_id", "documents", "document_id"),
        Reference("passage_id", "passages", "passage_id"),
        Reference("link_id", "links", "link_id"),
    ),
    rules=_RULES,
)

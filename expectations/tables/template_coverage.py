"""What must hold of the coverage of templates."""

from __future__ import annotations

from expectations.contract import Column, Rule, TableContract
from extractors.records import TemplateCoverage

_COUNTS = {
    "with_title": "have a title",
    "with_published": "state the day of their publication",
    "with_modified": "state the day of their last change",
    "with_language": "declare a language",
    "with_canonical_url": "name an address as their own",
    "with_archived_notice": "say that they are kept as a record",
    "with_main_text": "have main text: a passage that is no notice, navigation or boilerplate",
    "with_files": "link to a file by a note such as (PDF, 7 pages)",
    "by_general_extractor": "have no mark of their main text, so that a general library told it",
}

_COLUMNS = {
    "era": Column(
        "The template, as in documents; not_known for pages that no era claims.", pattern=r"[a-z0-9_]+"
    ),
    "component": Column("The part of the department; not_known for other hosts.", pattern=r"[A-Za-z_]+"),
    "specimen": Column("Whether the pages are examples that this project wrote itself."),
    "pages": Column("How many pages there are of it.", unit="documents", minimum=1),
    **{
        name: Column(f"How many of them {what}.", unit="documents", minimum=0)
        for name, what in _COUNTS.items()
    },
}

_RULES = (
    Rule(
        "counts_of_pages",
        "No count of pages is larger than the number of pages.",
        f"""
        SELECT concat_ws(' ', era, component) AS id, pages AS found FROM template_coverage
        WHERE greatest({", ".join(_COUNTS)}) > pages
        """,
    ),
    Rule(
        "every_page_is_counted",
        "The pages of all templates are the web pages among the documents.",
        """
        SELECT 'all' AS id, format('{} counted, {} documents', counted, held) AS found FROM (
            SELECT (SELECT coalesce(sum(pages), 0) FROM template_coverage) AS counted,
                (SELECT count(DISTINCT payload_sha256) FROM documents WHERE extractor LIKE 'html%') AS held
        ) WHERE counted <> held
        """,
    ),
)

CONTRACT = TableContract(
    name="template_coverage",
    record=TemplateCoverage,
    description="How well pages are read by era and component: a redesign of a site shows the same night.",
    key=("era", "component", "specimen"),
    order=("era", "component", "specimen"),
    columns=_COLUMNS,
    references=(),
    rules=_RULES,
)

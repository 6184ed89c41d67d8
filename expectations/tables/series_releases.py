"""What must hold of the releases of series."""

from __future__ import annotations

from expectations.contract import Column, Reference, Rule, TableContract
from expectations.tables.patterns import identifier
from extractors.records import SeriesRelease

_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"

_COLUMNS = {
    "release_id": Column("The id of the release.", pattern=identifier("rls")),
    "series": Column("The series, by the name of its recipe.", pattern=_SLUG),
    "ordinal": Column("Its place among the releases of the series, counted from 0.", minimum=0),
    "document_id": Column("The document that it is.", pattern=identifier("doc")),
    "publication_id": Column("The publication of the document.", pattern=identifier("pub")),
    "first_date": Column("The first day that one of its figures covers, where one tells it."),
    "through_date": Column("The last day that one of its figures covers, where one tells it."),
    "released_on": Column("The day on which the document says that it was published, or else modified."),
    "released_on_source": Column("Where that date was read."),
    "layouts": Column("The layouts of its tables, as the recipe names them."),
    "n_statistics": Column("How many statistics it brought.", unit="statistics", minimum=1),
    "follows_id": Column(
        "The release before it: by the last day covered, the day of release, the first capture.",
        pattern=identifier("rls"),
    ),
    "supersedes_id": Column(
        "The latest release before it that gives a value for some of the same things.",
        pattern=identifier("rls"),
    ),
    "specimen": Column("Whether it is an example that this project wrote itself."),
}

_RULES = (
    Rule(
        "statistics_counted",
        "A release has as many statistics as it says.",
        """
        SELECT r.release_id AS id, format('{} of {}', counted.n, r.n_statistics) AS found
        FROM series_releases r LEFT JOIN (
            SELECT release_id, count(*) AS n FROM statistics GROUP BY release_id
        ) counted USING (release_id)
        WHERE counted.n IS DISTINCT FROM r.n_statistics
        """,
    ),
    Rule(
        "follows_the_one_before",
        "A release follows the one with the ordinal before its own, and the first one none.",
        """
        SELECT r.release_id AS id, r.ordinal AS found
        FROM series_releases r LEFT JOIN series_releases b
            ON b.release_id = r.follows_id AND b.series = r.series AND b.specimen = r.specimen
        WHERE r.ordinal <> coalesce(b.ordinal + 1, 0)
        """,
    ),
    Rule(
        "supersedes_an_earlier_one",
        "A release supersedes one of its own series with a smaller ordinal.",
        """
        SELECT r.release_id AS id, b.ordinal AS found
        FROM series_releases r JOIN series_releases b ON b.release_id = r.supersedes_id
        WHERE b.ordinal >= r.ordinal OR b.series <> r.series OR b.specimen <> r.specimen
        """,
    ),
    Rule(
        "as_its_document",
        "Publication and specimen are those of the document.",
        """
        SELECT r.release_id AS id, r.publication_id AS found
        FROM series_releases r JOIN documents d USING (document_id)
        WHERE r.publication_id <> d.publication_id OR r.specimen <> d.specimen
        """,
    ),
)

CONTRACT = TableContract(
    name="series_releases",
    record=SeriesRelease,
    description="A document that brought statistics of a series, and the release that it follows.",
    caveats=("The order of releases follows their dates of data where they state one.",),
    key=("release_id",),
    order=("series", "ordinal", "release_id"),
    columns=_COLUMNS,
    references=(
        Reference("document_id", "documents", "document_id"),
        Reference("publication_id", "publications", "publication_id"),
        Reference("follows_id", "series_releases", "release_id"),
        Reference("supersedes_id", "series_releases", "release_id"),
    ),
    rules=_RULES,
)

"""What is known of a publication series: which tables it prints, and what their labels mean.

A recipe is data, handed to the reader as a value. All phrases and labels in it are keys, see
:func:`extractors.statistics.labels.key`. What a recipe does not name is not understood and becomes an issue;
nothing is guessed from a position.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from extractors.records import Basis, Counts, PlaceKind, PlaceRole


class Subject(StrEnum):
    """What labels of an axis or a key column can name, beside what the terms of a recipe say."""

    PLACE = "place"
    CATEGORY = "category"
    PERIOD = "period"
    STATE = "state"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Dimension:
    """What the labels of an axis name.

    Args:
        subject: what they name.
        kinds: the kinds of places that they may be; of a category too, if it is one of places.
        role: how a place belongs to the figure.
        open: whether any label is a category, and not only such as terms or places name.
        fiscal: whether a year alone is a fiscal year.
    """

    subject: Subject
    kinds: frozenset[PlaceKind] = frozenset()
    role: PlaceRole = PlaceRole.LOCATION
    open: bool = False
    fiscal: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """What a printed label means; what it leaves out is told by other labels.

    Args:
        measure: what is counted.
        level: a level of a vocabulary that has versions, such as ``level_1``.
        category: what sets the figure apart within the measure.
        basis: what span the figure covers.
        unit: what the figure is in, where it is not that of the measure.
        ignored: whether figures under the label are derived from others and are left out.
    """

    measure: str | None = None
    level: str | None = None
    category: str | None = None
    basis: Basis | None = None
    unit: str | None = None
    ignored: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted, in what units, and what it means."""

    name: str
    counts: Counts
    unit: str
    description: str


@dataclass(frozen=True, slots=True)
class Layout:
    """One way in which a table of a series is laid out.

    Args:
        name: what the layout is called.
        titles: phrases of which one must stand above the table or in the title of its document; none means
            that any will do.
        heads: alternatives each; of each one label must head a column or row of the table.
        keys: columns of labels by their header, and what they name.
        rows: what labels of other columns of the stub name, tried in order.
        columns: what headers name, tried in order.
        terms: what labels mean in this layout.
        subjects: phrases in titles, and what they tell of all figures of the table; the first that stands
            there counts.
        place: the id of the place that all figures are of where no label names one.
        basis: what span all figures cover where no label tells.
        dated: whether figures without a period are sums over all periods of the table, and are left out.
        skipped: why such tables are no statistics, where they are none.
    """

    name: str
    titles: tuple[str, ...] = ()
    heads: tuple[tuple[str, ...], ...] = ()
    keys: Mapping[str, Dimension] = field(default_factory=dict)
    rows: tuple[Dimension, ...] = ()
    columns: tuple[Dimension, ...] = ()
    terms: Mapping[str, Term] = field(default_factory=dict)
    subjects: tuple[tuple[str, Term], ...] = ()
    place: str | None = None
    basis: Basis | None = None
    dated: bool = False
    skipped: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A count that is printed of each place: a measure, whole or of one level."""

    measure: str
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A share that the statistical review compares between places.

    Args:
        name: what it is called.
        description: what it is the share of, for people.
        numerator: counts that are added up; all of them must be printed.
        denominator: the same of what they are a share of.
        quoted: the headers under which a table of quoted figures prints the two counts, as they are printed;
            quoted figures are shown and never reviewed.
    """

    name: str
    description: str
    numerator: tuple[Count, ...]
    denominator: tuple[Count, ...]
    quoted: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is known of a series.

    Args:
        series: its name.
        documents: phrases by which a document of the series is known from its title or first page.
        measures: what is counted, by name.
        layouts: its tables.
        definitions: phrases that a document prints where it defines its terms, and the version that each
            tells; the first that stands there counts.
        indicators: what is reviewed.
    """

    series: str
    documents: tuple[str, ...]
    measures: Mapping[str, Measure]
    layouts: tuple[Layout, ...]
    definitions: tuple[tuple[str, str], ...] = ()
    indicators: tuple[Indicator, ...] = ()

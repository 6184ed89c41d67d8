"""What a review says, in plain words: a page to stand beside each funnel plot, in Markdown.

It says what an outlier means and does not mean before it names one: names travel further than caveats.
"""

from __future__ import annotations

import re

import numpy as np

from extractors.statistics.review.arrays import Ints
from extractors.statistics.review.kinds import Flag, FunnelClass, Status
from extractors.statistics.review.ratios import Ratios
from flows.reviews.findings import Findings

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$])")

_PAGE = """\
# {title}

{rows:,} units are listed; {eligible:,} of them are large enough to be judged. {baseline}

## How to read the plot

Each point is a unit: to the right the larger ones, upward the higher rates. Large units should lie close
to the baseline and small ones may lie further off, since chance moves a rate the more, the fewer it
counts. Between the grey lines lies what chance alone explains. {spread} The green lines take that in.
{beyond}

A unit beyond the outer green line is an *alert* if it also passes a test for the number of units that are
looked at, and if it is off by five or more. An alert is *confirmed*, and its mark filled, if it holds by
a second and more careful measure of how much units differ. Look at confirmed alerts first: where units
only differ, alerts that are not confirmed come up by chance.

## What an outlier means

- The rate of this unit is further from those of all others than chance, and the usual differences between
  units, explain.
- That is a reason to look: at the records behind the counts, at how they were counted, at what is special
  there.

## What it does not mean

- **It is no finding of misconduct.** The counts say that a rate is unusual. They do not say why.
- It is no finding about any person. Counts of removals, by nationality or not, say nothing of race or
  ethnicity.
- Others are not cleared by it. Small units can hardly ever stand out, and what all units do alike moves
  the baseline and nobody away from it.
- It is no ranking. The highest and the lowest rates of a list are mostly those of its smallest units.
- It may be the counting: late or corrected reports, another definition, a unit that began in the middle
  of the period, persons who are counted more than once.

## What was found

{found}
"""


def page(findings: Findings, *, title: str, period: str | None = None) -> str:
    """Write the page of one period.

    Args:
        findings: a review.
        title: what was counted, where and when; it heads the page.
        period: the period, where there are several.
    """
    rows, found = findings.rows_of(period), findings.review
    eligible = found.status[rows] == Status.ELIGIBLE
    beyond = np.isin(found.funnel_class[rows], [FunnelClass.HIGH_998, FunnelClass.LOW_998])
    return _PAGE.format(
        title=plain(title),
        rows=len(rows),
        eligible=int(np.sum(eligible)),
        baseline=_baseline(findings, float(found.baseline[rows[0]])),
        spread=_spread(float(found.phi[rows[0]])),
        beyond=f"Beyond the outer grey lines lie {int(np.sum(beyond)):,} of all units.",
        found=_alerts(findings, rows[found.flag[rows] == Flag.ALERT]),
    )


def plain(text: str) -> str:
    """Keep a text from being read as markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _baseline(findings: Findings, baseline: float) -> str:
    if isinstance(findings.model, Ratios):
        return "They are compared with what was expected of each."
    return f"They are compared with the rate of all together, {baseline:.2%}."


def _spread(phi: float) -> str:
    """Say whether units differ by more than chance; winsorised scores of chance alone come to 0.68."""
    if not phi > 1:
        return "Units differ by no more than that here."
    return (
        f"Units differ by more than that: by chance alone their scores would vary by 1 at most, and they "
        f"vary by {phi:.3g}, for reasons that the counts do not tell."
    )


def _alerts(findings: Findings, rows: Ints) -> str:
    """Give a table of alerts, confirmed ones first, each side by side with its counts."""
    if len(rows) == 0:
        return "No unit is an alert."
    found, given = findings.review, findings.given
    order = sorted(rows.tolist(), key=lambda row: (not found.confirmed[row], -abs(found.z_robust[row])))
    lines = ["| unit | count | of | rate | side | confirmed |", "|---|---:|---:|---:|---|---|"]
    for row in order:
        counts = f"{given.counts.numerators[row]:,.6g} | {given.counts.denominators[row]:,.6g}"
        sure = "yes" if found.confirmed[row] else "no"
        name = plain(given.units[row])
        lines.append(f"| {name} | {counts} | {_rate(findings, row)} | {found.direction[row]} | {sure} |")
    return "\n".join(lines)


def _rate(findings: Findings, row: int) -> str:
    rate = float(findings.review.rate[row])
    return f"{rate:.3g}" if isinstance(findings.model, Ratios) else f"{rate:.1%}"

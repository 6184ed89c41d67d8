"""How often the review cries wolf, what it finds, what it costs: counts drawn by chance, with known truth.

Jurisdictions have sizes as counties have them (log-normal, median 150) or are all of 400, and rates that are
drawn from a beta distribution around 28 %: its standard deviation is how much units differ. Nobody is an
outlier but those planted.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from extractors.statistics.review.kinds import Flag, FunnelClass, Status
from extractors.statistics.review.limits import WARNING_LEVEL, quantile
from extractors.statistics.review.model import Counts
from extractors.statistics.review.proportions import Proportions
from extractors.statistics.review.review import Review, review, review_periods

UNITS, QUARTERS, INDICATORS = 3_181, 20, 5
BASELINE = 0.28
SPREADS = (0.0, 0.02, 0.05, 0.10)
SIZES = (100, 400, 1_600)
EFFECTS = (0.05, 0.10, 0.15, 0.20, 0.30, 0.40)
PLANTED = 10
MEDIAN, LOG_SPREAD = 150, 1.3
SEED = 20_110_617
REPEATS = 200
NAMES = ("plain 95", "plain 99.8", "z_od 95", "alert", "confirmed")


class Sizes(StrEnum):
    COUNTIES = "as of counties"
    EQUAL = "all of 400"


def sizes(random: np.random.Generator, kind: Sizes = Sizes.COUNTIES) -> np.ndarray:
    if kind is Sizes.EQUAL:
        return np.full(UNITS, 400.0)
    return np.ceil(random.lognormal(np.log(MEDIAN), LOG_SPREAD, UNITS))


def rates(random: np.random.Generator, spread: float) -> np.ndarray:
    if spread == 0:
        return np.full(UNITS, BASELINE)
    prior = BASELINE * (1 - BASELINE) / spread**2 - 1
    return random.beta(BASELINE * prior, (1 - BASELINE) * prior, UNITS)


@dataclass(frozen=True)
class Drawn:
    """A quarter by chance: what came out, and which rows were planted."""

    found: Review
    planted: np.ndarray

    @property
    def eligible(self) -> np.ndarray:
        return (self.found.status == Status.ELIGIBLE) & ~self.planted


@dataclass(frozen=True)
class Plan:
    """What quarters are drawn like; outliers of one size are planted if there is an effect."""

    spread: float
    kind: Sizes = Sizes.COUNTIES
    size: int = 0
    effect: float = 0.0

    def draw(self, random: np.random.Generator) -> Drawn:
        n, p = sizes(random, self.kind), rates(random, self.spread)
        planted = np.arange(UNITS) < (PLANTED if self.effect else 0)
        n[planted], p[planted] = self.size, BASELINE + self.effect
        x = random.binomial(n.astype(int), p).astype(float)
        return Drawn(review(Counts(x, n), Proportions()), planted)


def marks(found: Review) -> dict[str, np.ndarray]:
    return {
        "plain 95": found.funnel_class != FunnelClass.WITHIN,
        "plain 99.8": np.isin(found.funnel_class, [FunnelClass.HIGH_998, FunnelClass.LOW_998]),
        "z_od 95": np.abs(found.z_od) >= quantile(WARNING_LEVEL),
        "alert": found.flag == Flag.ALERT,
        "confirmed": np.equal(found.confirmed, True),
    }


def false_alarms(repeats: int) -> dict[Plan, dict[str, float]]:
    """The share of eligible units that are marked though none is an outlier, by how much units differ."""
    random = np.random.default_rng(SEED)
    plans = [Plan(spread, kind) for kind in Sizes for spread in SPREADS]
    return {plan: _shares([plan.draw(random) for _ in range(repeats)]) for plan in plans}


def _shares(quarters: list[Drawn]) -> dict[str, float]:
    counted = dict.fromkeys(NAMES, 0)
    for each in quarters:
        for name, marked in marks(each.found).items():
            counted[name] += int(np.sum(marked & each.eligible))
    among = sum(int(np.sum(each.eligible)) for each in quarters)
    return {name: count / among for name, count in counted.items()}


def power(repeats: int, plans: Sequence[Plan]) -> dict[Plan, dict[str, float]]:
    """The share of planted outliers that are marked."""
    random = np.random.default_rng(SEED + 1)
    found = {}
    for plan in plans:
        counted = [marks(plan.draw(random).found) for _ in range(repeats)]
        found[plan] = {name: float(np.mean([each[name][:PLANTED] for each in counted])) for name in NAMES}
    return found


def cost() -> tuple[float, float]:
    """Seconds and megabytes of all jurisdictions, quarters and indicators in a fresh process."""
    began = time.monotonic()
    command = [sys.executable, "-c", "from tests.benchmarks.review import all_at_once; all_at_once()"]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return time.monotonic() - began, float(answer.stdout)


def all_at_once() -> None:
    """Review five indicators of twenty quarters, and print the most memory that was held."""
    random = np.random.default_rng(SEED)
    quarters = [f"{2009 + quarter // 4}Q{quarter % 4 + 1}" for quarter in range(QUARTERS)]
    units = [f"county {number}" for number in range(UNITS)] * QUARTERS
    periods = np.repeat(quarters, UNITS).tolist()
    for _ in range(INDICATORS):
        n = np.concatenate([sizes(random) for _ in range(QUARTERS)])
        x = random.binomial(n.astype(int), BASELINE).astype(float)
        review_periods(Counts(x, n), Proportions(exact_below=100), units=units, periods=periods)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def run(repeats: int = REPEATS) -> None:
    print(f"\n{UNITS:,} jurisdictions, {repeats} quarters each; none is an outlier; marked of eligible ones:")
    print(f"{'sizes':>14} {'rates differ by':>16} {_heads()}")
    for plan, shares in false_alarms(repeats).items():
        print(f"{plan.kind:>14} {plan.spread:>15.0%}  {_figures(shares, 3)}")
    few = max(repeats // 4, 1)
    print(f"\nrates differ by 5 %; marked of {PLANTED} planted outliers, {few} quarters each:")
    print(f"{'size':>6} {'effect':>7} {_heads()}")
    plans = [Plan(0.05, size=size, effect=effect) for size in SIZES for effect in EFFECTS]
    for plan, shares in power(few, plans).items():
        print(f"{plan.size:>6,} {plan.effect:>+7.0%} {_figures(shares, 1)}")
    seconds, megabytes = cost()
    print(
        f"\n{UNITS:,} jurisdictions x {QUARTERS} quarters x {INDICATORS} indicators: "
        f"{seconds:.1f} s, {megabytes:.0f} MB, with imports, in a process of its own"
    )


def _heads() -> str:
    return " ".join(f"{name:>10}" for name in NAMES)


def _figures(shares: dict[str, float], digits: int) -> str:
    return " ".join(f"{share:>10.{digits}%}" for share in shares.values())

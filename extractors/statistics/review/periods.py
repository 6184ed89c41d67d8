"""Names of periods, in order of time."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?:[CF]Y ?)?(?P<y>\d{4})",
        r"(?P<y>\d{4})-(?P<m>\d{2})",
        r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?:(?:/| to | - |\u2013).+)?",
        r"(?:[CF]Y ?)?(?P<y>\d{4})[ -]?Q(?P<m>[1-4])",
        r"Q(?P<m>[1-4])[ -]?(?:[CF]Y ?)?(?P<y>\d{4})",
    )
)
"""A year, a month, a day or a span that begins with one, a quarter, and a quarter the other way round."""


def in_order(periods: Sequence[str]) -> dict[str, int]:
    """Give each period its place from 0.

    Periods that all have one form are sorted by time: ``2011``, ``FY2011``, ``2011-06``, ``2011-06-30``,
    ``2011Q2``, ``Q2 2011``. All others keep the order in which they first appear.
    """
    distinct = list(dict.fromkeys(periods))
    for form in _FORMS:
        times = [form.fullmatch(period.strip()) for period in distinct]
        if distinct and all(times):
            distinct.sort(key=lambda period: _time(form, period))
            break
    return {period: place for place, period in enumerate(distinct)}


def _time(form: re.Pattern[str], period: str) -> tuple[int, ...]:
    found = form.fullmatch(period.strip())
    named = found.groupdict() if found else {}
    return tuple(int(named.get(part) or 0) for part in "ymd")

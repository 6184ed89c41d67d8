"""Lists with something odd: states halfway down their block, two lists, prose, gaps."""

from __future__ import annotations

from datetime import date

from reportlab.lib.utils import simpleSplit

from tests.extractors.statistics.activations.layouts import FOOT, LEFT, LINE, TOP, WIDE, Press, name_lines
from tests.extractors.statistics.activations.made_lists import STATES, words


def in_the_middle() -> bytes:
    """The state stands halfway down its block, as in a cell that is centred."""
    press = Press()
    y = TOP
    step = (WIDE - LEFT - 120) / 4
    for state in STATES:
        for first in range(0, len(state.activated), 4):
            some = state.activated[first : first + 4]
            height = 1 + max(len(names) for _, names in some)
            heading = [*name_lines(state.name), state.count, state.share] if first == 0 else []
            height = max(height, len(heading))
            if y + height * LINE > FOOT:
                press.turn()
                y = TOP
            for n, text in enumerate(heading):
                press.put(LEFT, y + ((height - len(heading)) / 2 + n) * LINE, text, bold=True)
            for n, (day, names) in enumerate(some):
                press.put(LEFT + 100 + n * step, y, words(day), bold=True)
                for m, name in enumerate(names, start=1):
                    press.put(LEFT + 100 + n * step, y + m * LINE, name)
            y += height * LINE + 8
    return press.done()


def two_halves() -> bytes:
    """Two newspaper columns; in each the state on the left and two dates on the right."""
    press = Press()
    half = 0
    for state in STATES:
        heading = [*simpleSplit(state.name, "Helvetica-Bold", 8.5, 70), state.count, state.share]
        for first in range(0, len(state.activated), 2):
            some = state.activated[first : first + 2]
            beside = heading if first == 0 else []
            lists = [beside, *([words(day), *names] for day, names in some)]
            if press.is_full(max(map(len, lists))):
                half = (half + 1) % 2
                press.y = TOP
                if half == 0:
                    press.turn()
            x = 30 + half * 285
            press.side_by_side(lists, [x, x + 85, x + 183])
            press.y += 8
    return press.done()


def run_on() -> bytes:
    """The names of a date run on behind it, with commas between."""
    press = Press()
    y = TOP
    for state in STATES:
        if y + 5 * LINE > FOOT:
            press.turn()
            y = TOP
        press.put(LEFT, y, state.name, bold=True)
        press.put(LEFT + 200, y, f"{state.count}   {state.share}", bold=True)
        y += LINE
        for day, names in state.activated:
            press.put(LEFT, y, words(day), bold=True)
            for line in simpleSplit(", ".join(names), "Helvetica", 8.5, 380):
                press.put(LEFT + 100, y, line)
                y += LINE
            y += 3
        y += 8
    return press.done()


def listed(*lines: tuple[float, str], title: str = "Activated Jurisdictions") -> bytes:
    """A page with lines at the left edge or right of it, one below the other."""
    press = Press(titled=False)
    for n, (dx, text) in enumerate(lines):
        press.put(LEFT + dx, TOP + n * LINE, text)
    return press.done()


def twice(first: date, second: date) -> bytes:
    """Two lists of one state in one file, each with its own day."""
    press = Press(titled=None)
    state = STATES[5]
    for day in (first, second):
        if day is second:
            press.turn()
        press.put(LEFT, TOP - 20, f"Activated Jurisdictions as of {words(day)}", size=12)
        y = TOP
        for text in (state.name, state.count, state.share):
            press.put(LEFT, y, text, bold=True)
            y += LINE
        for n, (on, names) in enumerate(state.activated):
            for m, text in enumerate((words(on), *names)):
                press.put(LEFT + 100 + 120 * n, TOP + m * LINE, text)
    return press.done()


def prose() -> bytes:
    """A report that speaks of activated jurisdictions, states and dates, and lists none."""
    text = (
        "As of June 30, 2011, ICE had activated 1,417 of 3,181 jurisdictions. On October 27, 2008 Harris "
        "County, TEXAS, became the first of the activated jurisdictions. By November 17, 2009, Fairfax and "
        "12 of 134 jurisdictions of VIRGINIA had followed, and on June 15, 2010 all others did."
    )
    press = Press()
    y = TOP
    for _ in range(9):
        for line in simpleSplit(text, "Helvetica", 8.5, 480):
            press.put(LEFT, y, line)
            y += LINE
        y += LINE
        press.put(LEFT, y, "TEXAS", bold=True)
        y += LINE
    return press.done()

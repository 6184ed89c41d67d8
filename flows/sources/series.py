"""Publication series: what is taken of each, and from which archives.

A series is a YAML file beside this module with these keys, all of them required:

* ``title``, ``agency``, ``description``: what it is, for readers;
* ``archives``: ``KIND=ADDRESS`` each, the one to ask first at the top;
* ``addresses``: what to look for there, see :func:`flows.archives.patterns.parse_pattern`; one under which
  nobody has seen a capture is written ``{address: http://…, unverified: true}`` and warned of when it
  is asked for;
* ``span``: ``first`` and ``last`` day of what the series is about; ``last`` is empty while it goes on.
  Captures are made later too, so that a span never leaves one out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from flows.archives.opening import parse_archive
from flows.archives.patterns import parse_pattern
from flows.errors import InputError

KEYS = ("title", "agency", "description", "archives", "addresses", "span")
SPAN_KEYS = ("first", "last")
ADDRESS_KEYS = ("address", "unverified")


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a series is about; ``last`` is ``None`` while it goes on."""

    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Series:
    """A publication series.

    Args:
        name: the name of its file without the ending.
        title: its title.
        agency: who publishes it.
        description: what it holds.
        archives: archives to ask, ``KIND=ADDRESS``, in order.
        addresses: what to look for.
        span: the days that it is about.
        unverified: those of the addresses under which nobody has seen a capture.
    """

    name: str
    title: str
    agency: str
    description: str
    archives: tuple[str, ...]
    addresses: tuple[str, ...]
    span: Span
    unverified: tuple[str, ...] = ()


def load_all() -> list[Series]:
    """Read all series that this project knows, sorted by name.

    Raises:
        InputError: a file is not as it must be; the message names file and key.
    """
    found = [entry for entry in files("flows.sources").iterdir() if entry.name.endswith(".yaml")]
    return [load(entry) for entry in sorted(found, key=lambda entry: entry.name)]


def load(file: Path | Traversable) -> Series:
    """Read one series.

    Raises:
        InputError: the file is not as it must be; the message names file and key.
    """
    try:
        values = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(f"{file.name} is no YAML file: {error}.", "Correct it.") from error
    values = _mapping(file.name, "", values, KEYS)
    addresses, unverified = _told_apart(file.name, values["addresses"])
    entry = _Entry(file.name, "", {**values, "addresses": addresses})
    return Series(
        name=file.name.removesuffix(".yaml"),
        title=entry.text("title"),
        agency=entry.text("agency"),
        description=entry.text("description"),
        archives=entry.texts("archives", parse_archive),
        addresses=entry.texts("addresses", parse_pattern),
        span=entry.span(),
        unverified=unverified,
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """A mapping of a file, and where it stands in it."""

    file: str
    prefix: str
    values: Mapping[str, object]

    def text(self, key: str) -> str:
        value = self.values[key]
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "a text", value)
        return value.strip()

    def texts(self, key: str, check: Callable[[str], object]) -> tuple[str, ...]:
        values = self.values[key]
        if not isinstance(values, list) or not values or not all(isinstance(item, str) for item in values):
            raise self.wrong(key, "a list of texts", values)
        if len(set(values)) < len(values):
            raise self.wrong(key, "a list without repetitions", values)
        for number, value in enumerate(values):
            try:
                check(value)
            except InputError as error:
                raise InputError(f"{self.file}: {key}[{number}]: {error.what}", error.remedy) from error
        return tuple(values)

    def span(self) -> Span:
        values = _mapping(self.file, "span", self.values["span"], SPAN_KEYS)
        within = _Entry(self.file, "span.", values)
        first = within.day("first")
        last = None if values["last"] is None else within.day("last")
        if last and last < first:
            raise within.wrong("last", f"a day from {first} on", last)
        return Span(first, last)

    def day(self, key: str) -> date:
        value = self.values[key]
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(key, "a day such as 2011-06-17", value)
        return value

    def wrong(self, key: str, wanted: str, value: object) -> InputError:
        return InputError(f"{self.file}: {self.prefix}{key} must be {wanted}, not {value!r}.", "Correct it.")


def _told_apart(file: str, addresses: object) -> tuple[object, tuple[str, ...]]:
    """Give all addresses as texts, and those that are marked as unverified."""
    if not isinstance(addresses, list):
        return addresses, ()
    plain, unverified = [], []
    for number, each in enumerate(addresses):
        if isinstance(each, dict):
            key = f"addresses[{number}]"
            entry = _Entry(file, f"{key}.", _mapping(file, key, each, ADDRESS_KEYS))
            if entry.values["unverified"] is not True:
                raise entry.wrong("unverified", "true, or the address a plain text", each["unverified"])
            unverified.append(entry.text("address"))
        plain.append(unverified[-1] if isinstance(each, dict) else each)
    return plain, tuple(unverified)


def _mapping(file: str, key: str, values: object, keys: tuple[str, ...]) -> Mapping[str, object]:
    """Accept a mapping with just these keys."""
    where = f"{file}: {key or 'the file'}"
    if not isinstance(values, dict):
        raise InputError(f"{where} must hold {', '.join(keys)}, not {values!r}.", "Correct it.")
    for wrong, what in ((set(keys) - set(values), "lacks"), (set(values) - set(keys), "has the unknown")):
        if wrong:
            names = ", ".join(f"{key}.{name}" if key else str(name) for name in sorted(wrong, key=str))
            raise InputError(f"{where} {what} {names}.", f"It must have {', '.join(keys)}.")
    return values

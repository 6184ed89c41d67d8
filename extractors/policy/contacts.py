"""Makes the contacts of a document out of its lines of contact details.

Lines that follow one another are one letter head: the office that its address names is that of the numbers
below it. A channel that is named with nothing behind it, as where an e-mail address was dropped, is a contact
without value, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.html.contacts import is_contact_line
from extractors.policy import telephone
from extractors.policy.postal import CityLine, city_line, names_office
from extractors.records import Channel, Contact, Link, LinkKind, Passage, PassageKind, row_id

NOTHING_BEHIND = "nothing is printed behind the words that name the channel"
HIDDEN = "the page hides the address behind a script"

LONGEST = 160
"""Characters of a paragraph that may be a line of contact details in a document without such marks."""

_KINDS = (PassageKind.PARAGRAPH, PassageKind.LIST_ITEM)
_LABEL = re.compile(
    r"(?:by\s+)?(?P<way>(?:u\.?s\.?\s+|postal\s+|regular\s+)?(?:mail|address)|e-?mail(?:\s+address)?"
    r"|(?:toll[- ]free\s+)?(?:tty|tdd)(?:/tdd|/tty)?|toll[- ]free(?:\s+(?:number|phone|tty"
    r"|tdd|fax))?|fax|facsimile"
    r"|(?:tele)?phone|tel\.?|call|web\s?site|website|web|online)(?:\s+(?:number|line|address))?"
    r"(?:\s*(?:/|,|or|and|&)\s*(?:by\s+)?(?P<more>mail|e-?mail|phone|telephone|fax|tty|tdd))*"
    r"(?:\s*:|\s(?=(?:1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}))",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}+@[\w-]{1,63}+(?:\.[\w-]{1,63}+)+")
_WEB = re.compile(r"https?://[^\s<>()]+|(?<![\w.-])www\.[\w.-]+\.[a-z]{2,}(?:/[^\s<>()]*)?")
_HIDDEN = re.compile(r"\[email\s*protected\]", re.IGNORECASE)
_NAME_LENGTH = 100
"""Characters of a line that names an office."""

_OFFICE = re.compile(
    r"\b(?:office(?!rs?\b)|center|centre|unit|hotline|division|bureau|branch|headquarters|department"
    r"|agency|desk|service)\b",
    re.IGNORECASE,
)
_NO_OFFICE = re.compile(
    r"\b(?:locations?|hours|information|addresse?s?|director(?:y|ies)|find)\b", re.IGNORECASE
)
_VOICE = (Channel.PHONE, Channel.TOLL_FREE, Channel.TTY, Channel.TOLL_FREE_TTY, Channel.FAX)


def read_contacts(passages: Sequence[Passage], links: Sequence[Link]) -> tuple[Contact, ...]:
    """Give the contacts of a document in reading order."""
    mail = {link.passage_id: link for link in links if link.kind is LinkKind.MAIL}
    found = [contact for run in _runs(passages) for contact in _of_run(run, passages, mail)]
    return tuple(_row(each, ordinal) for ordinal, each in enumerate(found))


@dataclass(frozen=True, slots=True)
class _Found:
    """A contact before it is numbered, with the passage in which it is printed or begins."""

    passage: Passage
    channel: Channel
    printed: str
    value: str | None = None
    e164: str | None = None
    extension: str | None = None
    lines: tuple[str, ...] = ()
    city: CityLine | None = None
    reason: str | None = None
    office: str | None = None
    office_passage: Passage | None = None


def _runs(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Give lines of contact details that follow one another."""
    run: list[Passage] = []
    for passage in passages:
        if _is_line(passage):
            run.append(passage)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _is_line(passage: Passage) -> bool:
    if passage.kind is PassageKind.CONTACT:
        return True
    return passage.kind in _KINDS and len(passage.text) <= LONGEST and is_contact_line(passage.text)


def _of_run(
    run: list[Passage], passages: Sequence[Passage], mail: dict[str | None, Link]
) -> Iterator[_Found]:
    """Read a run; what stands above the first address has its office, or else that of the heading."""
    reader = _Run(mail)
    for passage in run:
        reader.read(passage)
    office, where = reader.office or _above(run[0], passages) or _of_heading(run[0], passages)
    for found in reader.finish():
        yield found if found.office else replace(found, office=office, office_passage=where)


def _above(first: Passage, passages: Sequence[Passage]) -> tuple[str, Passage] | None:
    """Give the office that the short line right above a run names."""
    above = passages[first.ordinal - 1] if first.ordinal else None
    if above is None or len(above.text) > _NAME_LENGTH or above.kind not in (*_KINDS, PassageKind.HEADING):
        return None
    name = " ".join(above.text.split())
    is_name = _OFFICE.search(name) and not _NO_OFFICE.search(name) and name[-1] not in ".:;?!"
    return (name, above) if is_name else None


def _of_heading(first: Passage, passages: Sequence[Passage]) -> tuple[str | None, Passage | None]:
    name = first.heading_path[-1] if first.heading_path else ""
    if not _OFFICE.search(name) or _NO_OFFICE.search(name):
        return None, None
    before = reversed(passages[: first.ordinal])
    where = next((each for each in before if each.kind is PassageKind.HEADING and each.text == name), None)
    return (name, where) if where else (None, None)


class _Run:
    """Reads the lines of a run one after the other."""

    def __init__(self, mail: dict[str | None, Link]) -> None:
        self._mail = mail
        self._found: list[_Found] = []
        self._block: list[Passage] = []
        self._waiting: tuple[Passage, Channel] | None = None
        self._office: tuple[str, Passage] | None = None
        self.office: tuple[str, Passage] | None = None

    def read(self, passage: Passage) -> None:
        labels = list(_LABEL.finditer(passage.text))
        if not labels or labels[0].start() > LONGEST // 4:
            self._unlabelled(passage)
            return
        ends = [*(label.start() for label in labels[1:]), len(passage.text)]
        for label, end in zip(labels, ends, strict=True):
            self._labelled(passage, label, end)

    def _labelled(self, passage: Passage, label: re.Match[str], end: int) -> None:
        self._drop_waiting()
        channel = channel_of(label["way"])
        behind = passage.text[label.end() : end].strip()
        if not behind:
            if not label["more"]:
                self._waiting = (passage, channel)
            return
        if not self._values(passage, label.end(), end, channel=channel) and channel is Channel.MAIL:
            self._block.append(passage)

    def _unlabelled(self, passage: Passage) -> None:
        channel = self._waiting[1] if self._waiting else None
        if self._values(passage, 0, len(passage.text), channel=channel):
            self._waiting = None
            return
        self._block.append(passage)
        city = city_line(passage.text)
        if city:
            self._address(city)
            self._waiting = None

    def _values(self, passage: Passage, start: int, end: int, *, channel: Channel | None) -> bool:
        found = [*self._numbers(passage, start, end, channel=channel), *self._addresses(passage, start, end)]
        for each in found:
            self._keep(each)
        if found:
            self._block.clear()
        return bool(found)

    def _numbers(
        self, passage: Passage, start: int, end: int, *, channel: Channel | None
    ) -> Iterator[_Found]:
        for number in telephone.NUMBER.finditer(passage.text, start, end):
            value = telephone.e164(number[0])
            extension = telephone.extension_behind(passage.text, number.end())
            kind = _with_number(channel, value)
            yield _Found(passage, kind, number[0], number[0], value, extension)

    def _addresses(self, passage: Passage, start: int, end: int) -> Iterator[_Found]:
        for hidden in _HIDDEN.finditer(passage.text, start, end):
            yield _Found(passage, Channel.EMAIL, hidden[0], reason=HIDDEN)
        for email in _EMAIL.finditer(passage.text, start, end):
            yield _Found(passage, Channel.EMAIL, email[0], email[0])
        for web in _WEB.finditer(passage.text, start, end):
            yield _Found(passage, Channel.WEB, web[0].rstrip(".,;"), web[0].rstrip(".,;"))

    def _address(self, city: CityLine) -> None:
        """Make an address of the lines of the block; its first line that is no place names the office."""
        lines = tuple(" ".join(passage.text.split()) for passage in self._block)
        first = self._block[0]
        label = _LABEL.match(lines[0])
        lines = tuple(filter(None, (lines[0][label.end() :].strip() if label else lines[0], *lines[1:])))
        if len(lines) > 1 and names_office(lines[0]):
            self._office = (lines[0], first)
            self.office = self.office or self._office
        printed = "\n".join(lines)
        self._keep(_Found(first, Channel.MAIL, printed, printed, lines=lines, city=city))
        self._block.clear()

    def _keep(self, found: _Found) -> None:
        """Keep what was found, with the office that the last address above it names."""
        office, where = self._office or (None, None)
        self._found.append(replace(found, office=office, office_passage=where))

    def _drop_waiting(self) -> None:
        """Note that a channel was named, and nothing came behind it."""
        if self._waiting:
            passage, channel = self._waiting
            link = self._mail.get(passage.passage_id)
            value = link.href.removeprefix("mailto:").partition("?")[0] if link else None
            reason = None if value else NOTHING_BEHIND
            self._keep(_Found(passage, channel, passage.text.strip(), value, reason=reason))
        self._waiting = None

    def finish(self) -> list[_Found]:
        self._drop_waiting()
        return self._found


def channel_of(words: str) -> Channel:
    """Tell the channel that words such as "Toll Free TTY" name."""
    way = re.sub(r"[\s-]+", " ", words.lower())
    if "tty" in way or "tdd" in way:
        return Channel.TOLL_FREE_TTY if "toll" in way else Channel.TTY
    for sign, channel in _CHANNELS:
        if sign in way:
            return channel
    return Channel.PHONE


_CHANNELS = (
    ("fax", Channel.FAX),
    ("facsimile", Channel.FAX),
    ("toll", Channel.TOLL_FREE),
    ("e mail", Channel.EMAIL),
    ("email", Channel.EMAIL),
    ("web", Channel.WEB),
    ("online", Channel.WEB),
    ("mail", Channel.MAIL),
    ("address", Channel.MAIL),
)


def _with_number(channel: Channel | None, number: str | None) -> Channel:
    """Tell the channel of a number: one that costs the caller nothing is toll free, whatever it is called."""
    free = telephone.is_toll_free(number)
    if channel is Channel.TTY and free:
        return Channel.TOLL_FREE_TTY
    if channel not in _VOICE or channel is Channel.PHONE:
        return Channel.TOLL_FREE if free else Channel.PHONE
    return channel


def _row(found: _Found, ordinal: int) -> Contact:
    passage = found.passage
    return Contact(
        contact_id=row_id("con", passage.payload_sha256, ordinal),
        document_id=passage.document_id,
        payload_sha256=passage.payload_sha256,
        passage_id=passage.passage_id,
        ordinal=ordinal,
        office=found.office,
        office_passage_id=found.office_passage.passage_id if found.office_passage else None,
        channel=found.channel,
        printed=found.printed,
        value=found.value,
        value_e164=found.e164,
        extension=found.extension,
        postal_lines=found.lines,
        city=found.city.city if found.city else None,
        state=found.city.state if found.city else None,
        zip=found.city.zip if found.city else None,
        redacted=found.value is None,
        reason=found.reason,
        specimen=passage.specimen,
    )

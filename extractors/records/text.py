"""What a page says: passages and links, and words recognised in pictures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from extractors.records.identity import BBox, assembled


class PassageKind(StrEnum):
    """What part a passage plays on its page. The list is closed."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    CONTACT = "contact"
    CAPTION = "caption"
    QUOTE = "quote"
    FOOTNOTE = "footnote"
    NOTICE = "notice"
    NAVIGATION = "navigation"
    BOILERPLATE = "boilerplate"
    PAGE_HEADER = "page_header"
    PAGE_FOOTER = "page_footer"


class LinkKind(StrEnum):
    """What the address of a link names, by its scheme and its ending, and by the note beside it.

    ``anchor`` is a place on the page itself. Links to scripts are no links.
    """

    PAGE = "page"
    DOCUMENT = "document"
    MEDIA = "media"
    MAIL = "mail"
    PHONE = "phone"
    ANCHOR = "anchor"
    OTHER = "other"


class TargetStatus(StrEnum):
    """What the captures of a dataset hold at the address of a link. The list is closed.

    ``held`` is a document of the dataset at that address, ``redirected`` one at another address to which
    it redirects. ``unreadable`` was captured, but as an error, an empty or a wrong answer, or a redirect to
    something that is not held. ``gone`` was answered with 404 or 410 at the time, and is not held from any
    other. Of ``not_held`` there is no capture.
    """

    HELD = "held"
    REDIRECTED = "redirected"
    UNREADABLE = "unreadable"
    GONE = "gone"
    NOT_HELD = "not_held"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document's text that is one thing: a heading, a paragraph, a list item, a table, a line.

    ``documents.text[char_start:char_end]`` is ``text``.
    """

    passage_id: str
    document_id: str
    payload_sha256: str
    ordinal: int
    kind: PassageKind
    heading_path: tuple[str, ...]
    text: str
    char_start: int
    char_end: int
    text_sha256: str
    page: int | None
    bbox: BBox | None
    ocr: str | None
    confidence: float | None
    specimen: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words, its address as written and resolved, and the note printed beside it.

    ``href`` is as written, also where an archive has rewritten it; ``href_resolved`` is the original address.
    What the note promises is compared with the capture of the target nearest in time to that of the page.
    """

    link_id: str
    document_id: str
    payload_sha256: str
    ordinal: int
    passage_id: str | None
    text: str
    href: str
    href_resolved: str | None
    kind: LinkKind
    host: str | None
    external: bool | None
    government: bool | None
    note_raw: str | None
    note_format: str | None
    note_pages: int | None
    note_bytes: int | None
    note_bytes_least: int | None
    note_bytes_most: int | None
    note_date: date | None
    page: int | None
    bbox: BBox | None
    specimen: bool
    target_status: TargetStatus | None = assembled()
    target_document_id: str | None = assembled()
    target_capture_id: str | None = assembled()
    target_http_status: int | None = assembled()
    pages_captured: int | None = assembled()
    pages_agree: bool | None = assembled()
    bytes_captured: int | None = assembled()
    bytes_agree: bool | None = assembled()


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word recognised in a picture of a page, with its box and how sure the engine is of it.

    Words of which it is too unsure stand in no passage.
    """

    word_id: str
    document_id: str
    payload_sha256: str
    passage_id: str | None
    ordinal: int
    text: str
    page: int
    bbox: BBox
    confidence: float
    engine: str
    specimen: bool


@dataclass(slots=True)
class PlacedWord:
    """A word where it stands on its page as displayed, for lists that are read by position.

    Not frozen, as the words of PDFs. ``size`` is that of its type in points.
    """

    text: str
    page: int
    bbox: BBox
    size: float
    bold: bool

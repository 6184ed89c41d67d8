"""Pictures of places: the part of a page of a PDF, or a web page of its own with the element meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, Template

from extractors.registry import HTML, PDF
from flows.errors import PictureFailed
from flows.evidence.places import AROUND, Place


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a place.

    Args:
        suffix: ``.png``, or ``.html`` for what has no page to be drawn.
        content: the bytes of the file.
        about: what it shows, in a few words.
    """

    suffix: str
    content: bytes
    about: str


def draw(place: Place, payload: bytes, caption: Mapping[str, str]) -> Picture:
    """Draw a place.

    Args:
        place: where a value stands.
        payload: the archived file.
        caption: what is written beside it, by label.

    Raises:
        PictureFailed: the file cannot be drawn, or does not hold the words.
    """
    return _DRAWN_AS.get(place.media_type or "", _text)(place, payload, caption)


def _page(place: Place, payload: bytes, caption: Mapping[str, str]) -> Picture:
    from extractors.pdf.crops import crop
    from extractors.pdf.rendering import CannotDraw

    number = place.page or 1
    try:
        drawn = crop(
            payload,
            number,
            boxes=place.boxes,
            frame=place.frame,
            above=caption.get("specimen"),
            below=[f"{label}: {value}" for label, value in caption.items() if label != "specimen"],
        )
    except CannotDraw as error:
        raise PictureFailed(
            f"Page {number} of {place.payload_sha256[:12]}… cannot be drawn: {error}.",
            "Open the archived file in a viewer.",
        ) from error
    return Picture(".png", drawn.png, f"page {number}")


def _element(place: Place, payload: bytes, caption: Mapping[str, str]) -> Picture:
    from extractors.html.fragments import Sought, find_fragment

    found = find_fragment(payload, place.content_type, Sought(place.text, place.preceding, place.cell))
    if found is None:
        return _text(place, payload, caption)
    return _written(
        caption,
        "element of the page",
        before=found.before,
        markup=found.markup,
        after=found.after,
        source=found.source,
        places=found.places,
    )


def _text(place: Place, _: bytes, caption: Mapping[str, str]) -> Picture:
    return _written(
        caption,
        "text",
        before=place.preceding[-AROUND:],
        text=place.text or place.said,
        after=place.after,
    )


def _written(caption: Mapping[str, str], about: str, **parts: object) -> Picture:
    page = _template().render(caption=caption, about=about, **parts)
    return Picture(".html", page.encode(), about)


@cache
def _template() -> Template:
    pages = Environment(loader=PackageLoader("flows", "evidence"), autoescape=True)
    return pages.get_template("fragment.html.jinja")


_DRAWN_AS: Mapping[str, Callable[[Place, bytes, Mapping[str, str]], Picture]] = {HTML: _element, PDF: _page}


def write_pictures(pictures: Sequence[Picture], path: Path) -> list[Path]:
    """Write pictures beside each other, the first as named and the others with a number.

    The ending is that of what is written, whatever ending is asked for.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    written = []
    for number, picture in enumerate(pictures, start=1):
        name = path.stem if number == 1 else f"{path.stem}-{number}"
        written.append(path.with_name(name + picture.suffix))
        written[-1].write_bytes(picture.content)
    return written

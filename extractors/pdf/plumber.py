"""Pages as pdfplumber's objects, made of what PDFium has read: for those who know pdfplumber's interface.

``page_of(marks)`` has ``chars``, ``lines``, ``rects``, ``edges``, ``extract_text``, ``extract_words``,
``find_tables`` and ``extract_tables`` as pdfplumber's own page has them, and with the same answers; it costs
as much as reading the page a second time, so nothing in a run does it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pdfplumber.container import Container
from pdfplumber.table import TableFinder, TableSettings
from pdfplumber.utils.text import extract_text, extract_words

from extractors.pdf.marks import PageMarks, Ruling
from extractors.records import BBox

Object = dict[str, Any]


class MarksPage(Container):
    """What is painted on a page, with pdfplumber's interface.

    Args:
        marks: what is painted, in points from the top left corner of the displayed page.
    """

    def __init__(self, marks: PageMarks) -> None:
        self.marks = marks
        self.page_number = marks.number
        self.width, self.height = marks.width, marks.height
        self.bbox: BBox = (0.0, 0.0, marks.width, marks.height)

    @cached_property
    def objects(self) -> dict[str, list[Object]]:
        """The objects of the page by their kind."""
        return {
            "char": list(self._chars()),
            "line": [self._line(ruling) for ruling in self.marks.rulings],
            "rect": [self._object("rect", shade.bbox, fill=True) for shade in self.marks.shades],
            "curve": [self._object("curve", box, pts=[]) for box in self.marks.curves],
            "image": [self._object("image", box) for box in self.marks.images],
        }

    def extract_words(self, **settings: Any) -> list[Object]:
        """Give the words; settings as in pdfplumber."""
        return extract_words(self.chars, **settings)

    def extract_text(self, **settings: Any) -> str:
        """Give the text; settings as in pdfplumber."""
        return extract_text(self.chars, layout_bbox=self.bbox, **settings)

    def find_tables(self, settings: Any = None) -> list[Any]:
        """Give the tables that pdfplumber's own finder sees; settings as in pdfplumber."""
        page: Any = self  # the finder asks a page for nothing that is not here
        return list(TableFinder(page, TableSettings.resolve(settings)).tables)

    def extract_tables(self, settings: Any = None) -> list[list[list[str | None]]]:
        """Give the texts of those tables, row by row."""
        return [table.extract() for table in self.find_tables(settings)]

    def _chars(self) -> Iterator[Object]:
        glyphs = self.marks.glyphs
        columns = (glyphs.codes, glyphs.boxes, glyphs.sizes, glyphs.turns)
        for code, box, size, turn in zip(*(column.tolist() for column in columns), strict=True):
            yield self._object("char", box, text=chr(code), size=size, upright=turn % 180 == 0)

    def _line(self, ruling: Ruling) -> Object:
        at, start, end = ruling.at, ruling.start, ruling.end
        box = (start, at, end, at) if ruling.horizontal else (at, start, at, end)
        return self._object("line", box, pts=[box[:2], box[2:]])

    def _object(self, kind: str, box: BBox, **more: Any) -> Object:
        x0, top, x1, bottom = box
        return {
            "object_type": kind,
            "page_number": self.page_number,
            "x0": x0,
            "x1": x1,
            "top": top,
            "bottom": bottom,
            "doctop": top,
            "y0": self.height - bottom,
            "y1": self.height - top,
            "width": x1 - x0,
            "height": bottom - top,
            **more,
        }


def page_of(marks: PageMarks) -> MarksPage:
    """Give a page with pdfplumber's interface."""
    return MarksPage(marks)

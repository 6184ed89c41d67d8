from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.html.page import extract
from extractors.records import CaptureContext, Extraction

PAGES = Path(__file__).parent / "pages"


@pytest.fixture(scope="session")
def read_page() -> Callable[[str], Extraction]:
    def read(name: str) -> Extraction:
        context = CaptureContext(url="http://www.example.gov/here/page", content_type="text/html")
        return extract((PAGES / name).read_bytes(), context)

    return read


@pytest.fixture(scope="session")
def read_body() -> Callable[[str], Extraction]:
    def read(markup: str) -> Extraction:
        return extract(
            f"<body>{markup}</body>".encode(), CaptureContext(url="http://www.example.gov/here/page")
        )

    return read

"""A folder of files in which each is odd in its own way: every one becomes a document, an issue, or both."""

from __future__ import annotations

import pytest

from flows.releases.reader import Release, open_release
from tests.integration.captures import ODD, WINDOWS_1252_TEXT


@pytest.fixture(scope="module")
def release(odd) -> Release:
    return open_release(odd.release)


def test_every_file_is_a_document_or_an_issue(release) -> None:
    captures = {row["original_url"]: row for row in release["captures"].to_table().to_pylist()}
    assert len(captures) == len(ODD)
    documents = {row["payload_sha256"]: row for row in release["documents"].to_table().to_pylist()}
    issues: dict[str, set[str]] = {}
    for row in release["issues"].to_table().to_pylist():
        issues.setdefault(row["payload_sha256"], set()).add(row["code"])
    unread = {
        url
        for url, row in captures.items()
        if not issues.get(row["payload_sha256"]) and not documents[row["payload_sha256"]]["n_captures"]
    }
    assert unread == set()

    def found(ending: str) -> dict[str, object]:
        [url] = [url for url in captures if url.endswith(ending)]
        payload = captures[url]["payload_sha256"]
        return {
            "quality": captures[url]["quality"],
            "captured": captures[url]["captured_at"] and captures[url]["captured_at"].date().isoformat(),
            "type": documents[payload]["media_type"],
            "title": documents[payload]["title"],
            "issues": issues.get(payload, set()) - {"no_publication_date"},
        }

    assert found("/empty.html")["quality"] == "empty"
    assert found("/empty.html")["issues"] == {"empty_payload"}
    assert found("/truncated.pdf")["issues"]
    assert found("/gone.pdf")["quality"] == "wrong_type"
    assert found("/gone.pdf")["captured"] is None
    assert found("/gone.pdf")["type"] == "text/html"
    assert found("/noise.html")["issues"]
    assert found("/old")["title"] == "SPECIMEN “quoted”"
    assert found("/old")["captured"] == "2003-03-01"
    assert found("/paper.pdf")["captured"] == "2011-06-17"
    texts = release["passages"].to_table(columns=["text"])["text"].to_pylist()
    assert WINDOWS_1252_TEXT in texts

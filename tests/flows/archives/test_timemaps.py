from __future__ import annotations

import json

from flows.archives.timemaps import read_timemap

URL = "http://archive.example/timemap/link/http://a.example/"
ORIGINAL = "http://a.example/"
PAGE_2 = "http://archive.example/timemap/link/2/http://a.example/"
FIRST = "http://archive.example/20110617120000/http://a.example/"
LINKS = f"""<http://a.example/>; rel="original",
<{URL}>; rel="self"; type="application/link-format",
<{PAGE_2}>; rel="timemap"; type="application/link-format",
<{FIRST}>; rel="first memento"; datetime="Fri, 17 Jun 2011 12:00:00 GMT",
<http://archive.example/m/b?x=1,2;3>; rel="memento"; of="a, b; c"; datetime="Sat, 18 Jun 2011 12:00:00 GMT",
<http://archive.example/m/c>; rel=memento; datetime="some day"
"""


def read(body: str):
    return read_timemap(body.encode(), url=URL, original=ORIGINAL, replay="http://archive.example")


def listed(body: str) -> list[tuple[str, str]]:
    return [(each.uri, each.timestamp) for each in read(body).listed]


def test_links_are_captures_and_pages_and_what_cannot_be_read_is_told() -> None:
    found = read(LINKS)
    assert [(each.original, each.timestamp) for each in found.listed] == [
        (ORIGINAL, "20110617120000"),
        (ORIGINAL, "20110618120000"),
    ]
    assert found.listed[1].uri == "http://archive.example/m/b?x=1,2;3"
    assert found.pages == (PAGE_2,)
    assert len(found.unread) == 1


def test_json_of_the_aggregators() -> None:
    body = {
        "original_uri": ORIGINAL,
        "mementos": {"list": [{"datetime": "2011-06-17T12:00:00Z", "uri": "http://archive.example/m/a"}]},
        "timemap_index": [{"uri": "http://archive.example/timemap/json/2"}],
    }
    assert listed(json.dumps(body)) == [("http://archive.example/m/a", "20110617120000")]
    assert read(json.dumps(body)).pages == ("http://archive.example/timemap/json/2",)


def test_rows_of_the_wayback_machine() -> None:
    rows = [["urlkey", "timestamp", "original"], ["example,a)/", "20110617120000", ORIGINAL]]
    assert listed(json.dumps(rows)) == [
        ("http://archive.example/20110617120000/http://a.example/", "20110617120000")
    ]


def test_lines_of_pywb() -> None:
    line = json.dumps({"urlkey": "example,a)/", "timestamp": "20110617120000", "url": ORIGINAL})
    wanted = ("http://archive.example/20110617120000/http://a.example/", "20110617120000")
    assert listed(line) == [wanted]
    assert listed(f"{line}\n{line}\nbroken") == [wanted, wanted]


def test_nothing_is_nothing() -> None:
    assert read("").listed == ()
    assert read("[]").listed == ()

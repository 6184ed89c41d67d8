import pytest

from extractors.html.decode import codec_name, decode
from extractors.html.page import extract
from extractors.records import CaptureContext

META = b'<meta http-equiv="Content-Type" content="text/html; charset=%s">'


@pytest.mark.parametrize("label", ["ISO-8859-1", "latin1", "us-ascii", "windows-1252"])
def test_latin_labels_mean_windows_1252(label):
    assert codec_name(label) == "cp1252"
    assert (
        decode(b"\x93quoted\x94 \x96 caf\xe9", f"text/html; charset={label}").text == "“quoted” \u2013 café"
    )


def test_the_byte_order_mark_beats_the_header():
    assert decode(b"\xef\xbb\xbfcaf\xc3\xa9", "text/html; charset=iso-8859-1").text == "café"
    assert decode("\ufeffcafé".encode("utf-16-le"), "text/html; charset=utf-8").text == "café"


def test_the_header_beats_the_page():
    page = META % b"windows-1251" + b"caf\xe9"
    assert decode(page, "text/html; charset=windows-1252").text.endswith("café")
    assert decode(page).text.endswith("cafй")


def test_utf_8_needs_no_declaration():
    decoded = decode("café".encode())
    assert (decoded.text, decoded.charset, decoded.misfit) == ("café", "utf-8", None)


def test_a_page_late_in_its_declaration_is_believed():
    assert decode(b"\n" * 5000 + META % b"iso-8859-2" + b"\xb9").text.endswith("š")


def test_utf_8_that_calls_itself_latin_is_read_as_utf_8():
    decoded = decode(META % b"iso-8859-1" + "Español".encode())
    assert decoded.text.endswith("Español")
    assert not decoded.lossy
    assert decoded.misfit


def test_latin_that_calls_itself_utf_8_is_read_and_reported():
    payload = META % b"utf-8" + b"caf\xe9 \x96 ni\xf1o"
    extraction = extract(payload, CaptureContext())
    assert extraction.document.text == "café \u2013 niño"
    assert [issue.code for issue in extraction.issues] == ["charset_fallback"]


def test_one_broken_byte_costs_one_character():
    decoded = decode("é".encode() * 20 + b"\xff" + "é".encode(), "text/html; charset=utf-8")
    assert decoded.text == "é" * 20 + "\ufffd" + "é"
    assert decoded.lossy


@pytest.mark.parametrize("label", ["rot13", "base64", "punycode", "utf-7", "no-such", "\u00e9"])
def test_what_is_no_charset_of_the_web_is_not_believed(label):
    assert codec_name(label) is None

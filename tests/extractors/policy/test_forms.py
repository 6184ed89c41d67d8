"""Which complaint forms a page offers, in which languages."""

from extractors.draft import Draft
from extractors.policy.reader import with_policy
from extractors.records import CaptureContext, PassageKind
from extractors.registry import HTML
from extractors.stated import LinkNote, Metadata
from tests.extractors.policy.reading import read


def test_languages_are_named_or_counted_and_none_is_invented():
    forms = read(
        "See the Zed Complaint Form in English (PDF, Pages 7), Haitian Creole and in seven other languages."
    ).complaint_forms
    assert [(each.form, each.language_printed, each.language, each.other_count) for each in forms] == [
        ("Zed Complaint Form", "English", "en", None),
        ("Zed Complaint Form", "Haitian Creole", "ht", None),
        ("Zed Complaint Form", None, None, 7),
    ]
    assert [each.pages_promised for each in forms] == [7, None, None]


def test_a_form_has_the_address_and_the_promise_of_its_link():
    draft = Draft(b"", CaptureContext("http://www.example.gov/a"))
    passage = draft.passage(PassageKind.LIST_ITEM, "The complaint form in Spanish (PDF, 7 pages - 212 KB).")
    note = LinkNote("(PDF, 7 pages - 212 KB)", "PDF", 7, 217088, 211500, 217600)
    link = draft.link("Spanish", "/es.pdf", passage=passage, note=note)
    (form,) = with_policy(draft.finish(Metadata(HTML, "html"))).complaint_forms
    assert (form.form, form.language) == ("complaint form", "es")
    assert (form.link_id, form.address) == (link.link_id, "http://www.example.gov/es.pdf")
    assert (form.pages_promised, form.bytes_promised) == (7, 217088)


def test_languages_of_other_things_are_no_forms():
    assert read("The notice is printed in English and Spanish.").complaint_forms == ()


def test_to_polish_a_form_names_no_language():
    forms = read(
        "Fill in the Complaint Form in Polish or español, and polish it before you send it."
    ).complaint_forms
    assert [each.language for each in forms] == ["pl", "es"]

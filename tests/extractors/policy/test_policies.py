"""What memos, agreements and briefings state of themselves."""

from datetime import date

from extractors.records import DateSource, PassageKind, PolicyField, PolicyKind
from tests.extractors.policy.reading import read

HEADING = PassageKind.HEADING


def test_the_head_of_a_memo_is_read():
    extraction = read(
        (HEADING, "MEMORANDUM"),
        "Policy Number: 10099.1\nFEA Number: 306-112-0099",
        "MEMORANDUM FOR: All Field Offices",
        "FROM: The Director",
        "SUBJECT: Keeping Logs",
        "DATE: June 17, 2011",
        "This memorandum supersedes the memorandum on logs of May 2, 2009.",
        title="file.pdf",
    )
    (policy,) = extraction.policies
    assert (policy.kind, policy.number, policy.other_numbers) == (
        PolicyKind.MEMO,
        "10099.1",
        ("306-112-0099",),
    )
    assert (policy.issuer, policy.addressees) == ("The Director", ("All Field Offices",))
    assert policy.title == "Keeping Logs"
    assert (policy.issued_on, policy.issued_on_source) == (date(2011, 6, 17), DateSource.PRINTED)
    assert policy.issued_on_printed == "June 17, 2011"
    assert policy.supersedes == ("the memorandum on logs of May 2, 2009",)


def test_an_agreement_has_parties_authority_term_and_the_day_of_the_last_signature():
    extraction = read(
        (HEADING, "MEMORANDUM OF AGREEMENT"),
        "This Memorandum of Agreement (MOA) is an agreement between the Bureau of Samples (BOS), a component "
        "of the Department of Examples (DOE), and",
        "the Zed County Sheriff's Office, hereinafter the county, pursuant to which rooms are lent.",
        "This MOA becomes effective upon signature of both parties and will remain in effect for two years. "
        "More follows.",
        "Date: 2/21/2012 February 26, 2012",
    )
    (policy,) = extraction.policies
    assert policy.kind is PolicyKind.AGREEMENT
    assert policy.parties == ("Bureau of Samples (BOS)", "Zed County Sheriff's Office")
    assert policy.term == (
        "This MOA becomes effective upon signature of both parties and will remain in effect for two years"
    )
    assert (policy.issued_on, policy.issued_on_printed) == (date(2012, 2, 26), "February 26, 2012")


def test_every_word_of_a_policy_has_its_place():
    extraction = read((HEADING, "MEMORANDUM"), "FROM: The Director", "DATE: June 17, 2011")
    texts = {passage.passage_id: passage.text for passage in extraction.passages}
    assert [each.field for each in extraction.policy_words] == [
        PolicyField.KIND,
        PolicyField.ISSUER,
        PolicyField.ISSUED_ON,
    ]
    for words in extraction.policy_words:
        assert texts[words.passage_id][words.char_start : words.char_end] == words.printed


def test_a_briefing_is_known_by_its_heading_and_a_form_is_none():
    (policy,) = read((HEADING, "A Briefing for the Police"), "Words.").policies
    assert (policy.kind, policy.issued_on) == (PolicyKind.BRIEFING, None)
    assert read("Words.", title="Form 201, Incident Briefing").policies == ()


def test_most_pages_are_no_policy():
    assert read((HEADING, "News"), "The bureau signed an agreement between two cities.").policies == ()

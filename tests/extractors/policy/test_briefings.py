"""The briefing of June 2011 with its reforms, and our own specimens of a briefing and a memo."""

import re
from html import escape

import pytest

from extractors.records import CaptureContext, Channel, Extraction, Instrument, Modality, PolicyKind
from extractors.registry import extract
from flows.sample.addresses import JUNE_BRIEFING
from flows.sample.holdings import specimens
from flows.sample.memo import memo_pdf
from tests.extractors.policy.reading import reforms, said

MUST, SHOULD, MUST_NOT = Modality.MUST, Modality.SHOULD, Modality.MUST_NOT
URL = "http://www.dhs.gov.specimen.invalid/secure-communities-june-2011"


def drupal(text: str) -> bytes:
    """Wrap the archived text in the markup that the site had at the time."""
    title, body = text.split("Secure Communities (June 2011)", 1)
    body, _, dated = body.partition("Last Published Date:")
    blocks = [_block(block) for block in re.split(r"\n\s*\n", body) if block.strip()]
    return (
        '<html lang="en"><head><meta name="Generator" content="Drupal 7 (http://drupal.org)"></head><body>'
        f'<div class="us-banner">{escape(title.strip())}</div><div class="region region-content">'
        '<h1 class="title" id="page-title">Secure Communities (June 2011)</h1>'
        '<div class="field field-name-body field-type-text-with-summary field-label-hidden">'
        f'<div class="field-items"><div class="field-item even">{"".join(blocks)}</div></div></div>'
        f"<div>Last Published Date:{escape(dated.partition('Back')[0])}</div></div></body></html>"
    ).encode()


def _block(block: str) -> str:
    lines = [line.strip() for line in block.strip().splitlines()]
    if lines[0].startswith("\u2022"):
        items = "".join(f"<li>{escape(line[1:].strip())}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    if "Briefing" in block:
        return f"<h2>{escape(block.strip())}</h2>"
    return f"<p>{'<br>'.join(map(escape, lines))}</p>"


@pytest.fixture(scope="module")
def seed(corpus) -> Extraction:
    text = (corpus / "seed" / "secure-communities-june-2011.txt").read_text(encoding="utf-8")
    return extract(drupal(text), CaptureContext("https://www.dhs.gov/secure-communities-june-2011"))


@pytest.mark.corpus
def test_the_seven_reforms_have_instrument_actor_and_affected_parties(seed):
    assert seed.policies[0].kind is PolicyKind.BRIEFING
    assert reforms(seed) == [
        (Instrument.ADVISORY_COMMITTEE, "ICE", "those arrested for minor traffic misdemeanors"),
        (Instrument.MEMO, "ICE Director Morton", "ICE law enforcement personnel and attorneys"),
        (Instrument.POLICY, "ICE", "victims of domestic violence and other crimes"),
        (Instrument.TRAINING_PROGRAM, "ICE and CRCL", "state and local law enforcement agencies"),
        (Instrument.FORM_REVISION, "ICE", "local jurisdictions"),
        (Instrument.STATISTICAL_REVIEW, "ICE and CRCL", "each jurisdiction"),
        (Instrument.COMPLAINT_SYSTEM, "ICE and CRCL", "individuals or organizations"),
    ]


@pytest.mark.corpus
def test_what_the_reforms_say_must_and_must_not_be_done(seed):
    found = [each for each in seed.provisions if each.rule != "sets_up"]
    assert [said(each) for each in found] == [
        ("ICE officers", MUST, "exercise", "appropriate discretion"),
        ("state and local authorities", MUST_NOT, "detain", "an individual"),
        ("local law enforcement", MUST, "provide", "a copy"),
        (None, MUST, "be subject to", "an in-depth analysis"),
        ("DHS and ICE", MUST, "take", "appropriate steps"),
        (None, MUST, "referred to CRCL", "Formal allegations"),
    ]
    assert [each.instrument for each in found] == [
        Instrument.POLICY,
        Instrument.FORM_REVISION,
        Instrument.FORM_REVISION,
        Instrument.STATISTICAL_REVIEW,
        Instrument.STATISTICAL_REVIEW,
        Instrument.COMPLAINT_SYSTEM,
    ]
    detainer, copy, outliers = found[1], found[2], found[3]
    assert (detainer.limit_value, detainer.limit_unit) == (48, "hours")
    assert copy.affected == "arrestees"
    assert outliers.affected == "Statistical outliers in local jurisdictions"


@pytest.mark.corpus
def test_how_the_office_of_the_briefing_is_reached(seed):
    found = {each.channel: each for each in seed.contacts}
    assert {channel: each.value_e164 for channel, each in found.items()} == {
        Channel.MAIL: None,
        Channel.PHONE: "+12024011474",
        Channel.TOLL_FREE: "+18666448360",
        Channel.TTY: "+12024010470",
        Channel.TOLL_FREE_TTY: "+18666448361",
        Channel.FAX: "+12024014708",
        Channel.EMAIL: None,
    }
    assert {each.office for each in seed.contacts} == {"The Office for Civil Rights and Civil Liberties"}
    assert (found[Channel.EMAIL].redacted, found[Channel.EMAIL].printed) == (True, "By e-mail:")
    assert found[Channel.MAIL].zip == "20528"


@pytest.mark.corpus
def test_which_complaint_forms_the_briefing_promises(seed):
    name = "Civil Rights and Civil Liberties Complaint Form"
    assert [
        (each.form, each.language, each.pages_promised, each.other_count) for each in seed.complaint_forms
    ] == [(name, "en", 7, None), (name, "es", 7, None), (name, None, None, 7)]


def test_our_own_briefing_says_the_same_in_other_words():
    briefing = next(each for each in specimens() if each.url == JUNE_BRIEFING)
    found = extract(briefing.body, CaptureContext(briefing.url))
    assert [said(each) for each in found.provisions] == [
        ("Its officers", MUST, "use", "discretion"),
        ("state and local authorities", MUST_NOT, "hold", None),
        ("The police", MUST, "hand", "a copy to the person arrested"),
        ("DHS and ICE", MUST, "act on", "any civil rights problem"),
    ]
    assert all(each.specimen for each in (*found.provisions, *found.contacts, *found.complaint_forms))
    assert [each.other_count for each in found.complaint_forms] == [None, None, 7]


def test_our_own_memo_is_a_memo_with_rules():
    found = extract(memo_pdf(), CaptureContext(URL + ".pdf"))
    (policy,) = found.policies
    assert (policy.kind, policy.number, str(policy.issued_on)) == (PolicyKind.MEMO, "ZZ-10075", "2011-06-17")
    assert policy.title == "Discretion toward Victims and Witnesses of Crimes"
    said_of = {each.action: each for each in found.provisions}
    approval = said_of["approve"]
    assert (approval.actor, approval.limit_value, approval.limit_unit) == (
        "The Field Office Director",
        48,
        "hours",
    )
    assert approval.limit_excluding == "Saturdays, Sundays and holidays"
    assert said_of["move to dismiss"].exception == "unless an exception in section 5 applies"
    assert said_of["disclose"].modality is MUST_NOT
    assert said_of["withdraw"].modality is SHOULD


@pytest.mark.corpus
def test_agreements_have_two_parties_and_a_term(corpus):
    for path in sorted((corpus / "pdf" / "287g-agreements").glob("*.pdf")):
        (policy,) = extract(path.read_bytes(), CaptureContext()).policies
        assert policy.kind is PolicyKind.AGREEMENT
        assert len(policy.parties) == 2, path.name
        assert policy.parties[0].endswith("Immigration and Customs Enforcement (ICE)")
        assert policy.term
        assert policy.term.startswith("This MOA becomes effective upon signature")
        assert any("287(g)" in each for each in policy.authority)

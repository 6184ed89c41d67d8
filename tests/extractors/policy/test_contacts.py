"""How an office is reached, as a page prints it."""

import pytest

from extractors.policy.telephone import e164
from extractors.records import Channel, PassageKind
from tests.extractors.policy.reading import read

CONTACT = PassageKind.CONTACT


def block(*lines: str):
    return read(*((CONTACT, line) for line in lines))


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("202-555-0101", "+12025550101"),
        ("(202) 555-0101", "+12025550101"),
        ("1-866-555-0102", "+18665550102"),
        ("1-866-DHS-2-ICE", "+18663472423"),
        ("1-800-FLOWERSHOP", "+18003569377"),
        ("+52 55 5080 2000", "+525550802000"),
        ("012-345-6789", None),
        ("202-055-0101", None),
    ],
)
def test_numbers_are_written_as_they_are_dialled(printed, number):
    assert e164(printed) == number


def test_a_letter_head_gives_address_and_numbers_of_one_office():
    found = block(
        "By mail or phone:",
        "The Office for Examples",
        "Building 9, Mail Stop #0001",
        "Washington, D.C. 20528",
        "Phone: 202-555-0101, ext. 12",
        "Toll Free: 1-866-555-0102",
        "TTY: 202-555-0103",
        "Toll Free TTY: 1-866-555-0104",
        "Fax: 202-555-0105",
        "E-mail: office@example.gov",
    ).contacts
    assert [each.channel for each in found] == [
        Channel.MAIL,
        Channel.PHONE,
        Channel.TOLL_FREE,
        Channel.TTY,
        Channel.TOLL_FREE_TTY,
        Channel.FAX,
        Channel.EMAIL,
    ]
    assert {each.office for each in found} == {"The Office for Examples"}
    mail, phone = found[:2]
    assert (mail.city, mail.state, mail.zip) == ("Washington", "DC", "20528")
    assert mail.postal_lines[1] == "Building 9, Mail Stop #0001"
    assert (phone.printed, phone.value_e164, phone.extension) == ("202-555-0101", "+12025550101", "12")


def test_an_address_that_was_dropped_is_said_to_be():
    (contact,) = block("By e-mail:").contacts
    assert (contact.channel, contact.value, contact.redacted) == (Channel.EMAIL, None, True)
    assert contact.reason
    (hidden,) = block("E-mail: [email\u00a0protected]").contacts
    assert (hidden.channel, hidden.redacted) == (Channel.EMAIL, True)


@pytest.mark.parametrize(("line", "office"), [("Zed Field Office", "Zed Field Office"), ("Zed", None)])
def test_the_line_above_may_name_the_office(line, office):
    (contact,) = read((PassageKind.LIST_ITEM, line), (CONTACT, "Phone: 202-555-0101")).contacts
    assert (contact.office, contact.office_passage_id is not None) == (office, office is not None)


def test_numbers_in_prose_are_no_contacts():
    assert read("The hearing of 2011 had 202-555-0101 as its number, which nobody called.").contacts == ()


def test_a_line_without_end_is_no_address_and_takes_no_time():
    assert block("Mail: " + "a." * 200_000).contacts == ()


def test_each_of_two_letter_heads_keeps_its_own_numbers():
    first = ("Office One", "1 Main Street", "Detroit, MI 48207", "313-555-0101")
    second = ("Office Two", "2 Main Street", "Flint, MI 48502", "Phone: 810-555-0102")
    contacts = block("Fax: 313-555-0103", *first, *second).contacts
    assert [(each.office, each.printed.splitlines()[-1]) for each in contacts] == [
        ("Office One", "313-555-0103"),
        ("Office One", "Detroit, MI 48207"),
        ("Office One", "313-555-0101"),
        ("Office Two", "Flint, MI 48502"),
        ("Office Two", "810-555-0102"),
    ]


def test_a_channel_may_be_named_right_before_its_number():
    contacts = block("Call 202-555-0101 (TTY: 202-555-0103) or fax 202-555-0104").contacts
    assert [each.channel for each in contacts] == [Channel.PHONE, Channel.TTY, Channel.FAX]


def test_the_name_of_a_house_is_no_office():
    contacts = block("Peach Summit Federal Building", "401 West Street", "Atlanta, GA 30308").contacts
    assert [(each.office, each.postal_lines[0]) for each in contacts] == [
        (None, "Peach Summit Federal Building")
    ]

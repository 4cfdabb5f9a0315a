"""Telephone numbers in every German notation become one that is read and dialled."""

import pytest

from models.rules.phones import NotAPhoneNumber, dial_link, readable


@pytest.mark.parametrize(
    ("typed", "written", "link"),
    [
        ("02129 911-0", "02129 911-0", "tel:+4921299110"),  # DIN 5008
        ("(0 21 29) 9 11-0", "02129 911-0", "tel:+4921299110"),
        ("02129/9110", "02129 9110", "tel:+4921299110"),
        ("0049 (0) 2129 / 91 10", "02129 9110", "tel:+4921299110"),
        ("02129-911-0", "02129 911-0", "tel:+4921299110"),
        ("0 21 04 / 99 – 24 25", "02104 99-2425", "tel:+492104992425"),  # a dash for a hyphen
        ("+49 (0)2129 911-441", "02129 911-441", "tel:+492129911441"),
        ("0049 2129 911441", "02129 911441", "tel:+492129911441"),
        ("Tel.: 02129 31937", "02129 31937", "tel:+49212931937"),
        ("02129 555 App. 12", "02129 555-12", "tel:+49212955512"),
        ("0171.3920012", "0171 3920012", "tel:+491713920012"),
        ("0171-392-00-12", "0171 3920012", "tel:+491713920012"),  # hyphens that only group
        ("0800/1110111", "0800 1110111", "tel:+498001110111"),
        ("116016", "116 016", "tel:116016"),
        ("110", "110", "tel:110"),
        ("+33 1 42 68 53 00", "+33 1 42 68 53 00", "tel:+33142685300"),
    ],
)
def test_a_number_is_understood(typed: str, written: str, link: str) -> None:
    assert readable(typed) == written == readable(written)
    assert dial_link(written) == link


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("911-0", "area code"),
        ("nach Vereinbarung", "letters"),
        ("02129 911-0 oder 441", "letters"),
        ("02129 911 441 / 442", "letters"),
        ("+49 2129/911441/442", "letters"),
        ("", "letters"),
        ("030 123456789012345", "digits"),
        ("02129 1", "digits"),
        ("00", "digits"),
        ("+", "letters"),
    ],
)
def test_what_cannot_be_dialled_is_refused_with_a_reason(typed: str, reason: str) -> None:
    with pytest.raises(NotAPhoneNumber, match=reason):
        readable(typed)


def test_what_is_no_number_is_no_link() -> None:
    assert dial_link("über die Zentrale") == dial_link(None) == ""

"""Agreements with partners: days in order, reminders before review and end."""

from datetime import date

import pytest

from models import PartnerAgreement
from models.base import RulesBroken
from tests.factories import TODAY, Office


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"valid_to": date(2025, 12, 31)}, "valid_to"),
        ({"review_on": date(2025, 12, 31)}, "review_on"),
        ({"valid_to": date(2026, 12, 31), "review_on": date(2027, 1, 1)}, "review_on"),
        ({"signed_on": date(2026, 11, 24)}, "signed_on"),
    ],
)
def test_bad_input_is_told_at_its_field(
    office: Office, values: dict[str, object], field: str
) -> None:
    with pytest.raises(RulesBroken) as broken:
        office.partner_agreement(**values)
    assert [problem.field for problem in broken.value.problems] == [field]


@pytest.mark.parametrize(
    ("values", "asks_on"),
    [
        ({}, None),
        ({"review_on": date(2026, 12, 21)}, date(2026, 12, 21)),  # four weeks ahead
        ({"review_on": date(2026, 12, 22)}, None),
        ({"valid_to": date(2027, 1, 18)}, date(2027, 1, 18)),  # eight weeks ahead
        ({"valid_to": date(2027, 1, 19)}, None),
        ({"valid_to": date(2026, 11, 22), "review_on": date(2026, 6, 1)}, None),  # is over
        ({"review_on": date(2026, 3, 1)}, date(2026, 3, 1)),  # overdue
    ],
)
def test_somebody_is_told_before_review_and_end(
    office: Office, values: dict[str, object], asks_on: date | None
) -> None:
    agreement = office.partner_agreement(**values)
    assert agreement.asks_on(TODAY) == asks_on
    asked = office.session.query(PartnerAgreement).filter(PartnerAgreement.asks_for_review(TODAY))
    assert (asked.count() == 1) == (asks_on is not None)


def test_a_review_sets_the_next_one_in_a_year_unless_it_ends_before(office: Office) -> None:
    agreement = office.partner_agreement(review_on=TODAY)
    agreement.note_review(TODAY)
    assert (agreement.reviewed_on, agreement.review_on) == (TODAY, date(2027, 11, 23))
    agreement.valid_to = date(2027, 6, 30)
    agreement.note_review(TODAY)
    assert agreement.review_on is None

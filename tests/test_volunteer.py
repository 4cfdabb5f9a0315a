"""Volunteers: their papers, what others see of them, and how their data go."""

from datetime import date

import pytest

from models.rules.volunteering import (
    PaperState,
    conduct_valid_until,
    initials_of,
    paper_state,
    tidy_initials,
)

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("seen_on", "valid_until", "state"),
    [
        (None, None, PaperState.MISSING),
        (date(2026, 11, 24), None, PaperState.MISSING),  # it will be seen tomorrow
        (date(2021, 11, 1), date(2026, 11, 22), PaperState.EXPIRED),
        (date(2021, 11, 1), DAY, PaperState.EXPIRING),  # the last day counts still
        (date(2022, 1, 1), date(2027, 1, 22), PaperState.EXPIRING),
        (date(2022, 1, 1), date(2027, 1, 23), PaperState.VALID),
        (date(2022, 1, 1), None, PaperState.VALID),
    ],
)
def test_a_certificate_of_conduct_expires(
    seen_on: date | None, valid_until: date | None, state: PaperState
) -> None:
    assert paper_state(seen_on, valid_until, DAY) is state


def test_a_certificate_is_relied_on_for_five_years() -> None:
    assert conduct_valid_until(date(2024, 2, 29)) == date(2029, 2, 27)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("M. K.", "M. K."),
        ("mk", None),  # could be a short name
        ("MK", "M. K."),
        ("m.k.", "M. K."),
        ("Ö.-A. B.", "Ö. A. B."),
        ("Ali", None),
        ("Maryam K.", None),
        ("M", "M."),
    ],
)
def test_of_a_person_only_initials_are_kept(typed: str, kept: str | None) -> None:
    assert tidy_initials(typed) == kept


def test_initials_come_from_the_name() -> None:
    assert initials_of("Maryam Fatima", "Karimi") == "M. K."
    assert initials_of(None, "Öztürk") == "Ö."

"""What a spreadsheet puts on the clipboard, read as the cells people see."""

import pytest

from models.rules.clipboard import day_text, number_text, rows_of, whole_text


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),  # Excel ends with an empty line
        ('"x\ty"\t"eins\nzwei ""drei"""\n', [["x\ty", 'eins\nzwei "drei"']]),
        ('5" Rohr\t"Alte Post"', [['5" Rohr', '"Alte Post"']]),  # nobody quoted these
        ('"offen\tb', [['"offen', "b"]]),
        ("\u200f\u00a0علی\u200e\t\u200bx ", [["علی", "x"]]),
        ("=1+1\t<b>fett</b>", [["=1+1", "<b>fett</b>"]]),
        ("'+49 2129\t'Au", [["+49 2129", "'Au"]]),  # copied from one of our lists
        ("\ta\n\n\n", [["", "a"]]),
        ("\n \t\n", []),
        ("", []),
    ],
)
def test_a_block_is_read_as_it_was_seen(text: str, rows: list[list[str]]) -> None:
    assert rows_of(text) == rows


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("\u22125", "-5"),
        ("5-", "-5"),
        ("\u2013 1.234,50 €", "-1.234,50 €"),
        ("1.234,50- €", "-1.234,50"),
        ("12,5", "12,5"),
    ],
)
def test_a_minus_sign_stands_where_it_is_read(text: str, number: str) -> None:
    assert number_text(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.234", "1234"), ("12,00", "12"), ("12,5", "12,5"), ("\u22123", "-3"), ("zwölf", "zwölf")],
)
def test_a_whole_number_is_one_however_it_is_shown(text: str, number: str) -> None:
    assert whole_text(text) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03.04.2026 00:00:00", "03.04.2026"),
        ("Fr., 3.4.26", "3.4.26"),
        ("morgen", "morgen"),
        ("29.02.2027", "29.02.2027"),
    ],
)
def test_a_day_comes_without_weekday_and_midnight(text: str, day: str) -> None:
    assert day_text(text) == day

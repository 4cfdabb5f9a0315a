"""Names: which spellings find each other, and which must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.given_names import FORMS
from models.rules.names import keys_for, keys_of, name_words, sounds

LINES = [line.split() for line in FORMS.split("\n") if line]


def is_kept(typed: str, stored: str) -> bool:
    """Whether what is kept with the stored name holds a key of what was typed."""
    kept = {key for word in name_words(stored) for key in keys_of(word)}
    return any(
        key.text in kept if key.is_whole else any(one.startswith(key.text) for one in kept)
        for key in keys_for(typed)
    )


@pytest.mark.parametrize(
    "spellings",
    [
        ("Mohammed", "Muhammad", "Mohamad", "Mohamed", "Мухаммед", "محمد"),
        ("Yusuf", "Youssef", "Jussuf", "يوسف"),
        ("Oleksandr", "Alexander", "Aleksandr", "Олександр", "Александр"),
        ("Зоя", "Zoya", "Soja", "Zoja"),
        ("Hussein", "Husain", "Hossein", "حسین"),  # Persian letters
        ("Khadija", "Chadidscha", "Hatice", "خديجة"),
        ("Ali", "علي"),
        ("Omar", "Umar", "عمر"),
        ("Walid", "Waleed", "وليد"),
        ("Haddad", "Hadad", "حداد"),
        ("Julia", "Yulia", "Юлія", "Iuliia"),
        ("Rachid", "Raschid", "Rashid"),  # French, German, English
        ("Tschaikowski", "Chaikovsky", "Чайковский"),
        ("Schewtschenko", "Shevchenko", "Шевченко"),
        ("Iwanow", "Ivanov", "Iwanoff", "Иванов"),
        ("Zhanna", "Schanna", "Жанна"),
        ("Çelik", "Tschelik"),
        ("Şahin", "Schahin", "Shahin"),
        ("Zeynep", "Zainab", "زينب"),
        ("Tesfay", "Tesfaye", "ተስፋይ"),  # Tigrinya
        ("Abdulrahman", "Abderrahmane"),
        ("Alhussein", "Elhussein", "Al-Hussein", "El Hussein"),
        ("Schmidt", "Schmitt", "Schmid"),
        ("Meier", "Maier", "Mayer", "Meyer"),
        ("Sa'id", "Said", "Saʿid", "Saeed"),
    ],
)
def test_spellings_of_one_name_find_each_other(spellings: tuple[str, ...]) -> None:
    pairs = [(typed, stored) for typed in spellings for stored in spellings]
    in_one = [pair for pair in pairs if not set(pair[0]) & set(" -'")]
    assert [pair for pair in in_one if not is_kept(*pair)] == []


@pytest.mark.parametrize(
    "pair",
    [
        ("Müller", "Moller"), ("Anna", "Hannah"), ("Anna", "Anne"), ("Anna", "Anastasia"),
        ("Hanna", "Hanan"), ("Maria", "Marie"), ("Maria", "Mira"), ("Lena", "Lana"),
        ("Omar", "Amir"), ("Hassan", "Hussein"), ("Ali", "Alina"), ("Ali", "Alexander"),
        ("Ahmad", "Mohammad"), ("Hamid", "Ahmed"), ("Nina", "Anna"), ("Olena", "Alina"),
        ("Peter", "Petra"), ("Lisa", "Alissa"), ("Keller", "Koller"), ("Kuhn", "Kohn"),
        ("Schulz", "Scholz"), ("Wolf", "Wulf"), ("Berg", "Burg"), ("Bach", "Busch"),
    ],
)  # fmt: skip
def test_names_that_are_told_apart_do_not_find_each_other(pair: tuple[str, str]) -> None:
    assert not is_kept(*pair)
    assert not is_kept(*reversed(pair))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_every_form_in_the_table_is_found_by_each_beginning_of_each_other(line: list[str]) -> None:
    beginnings = {form[:length] for form in line for length in range(4, len(form) + 1)}
    pairs = [(typed, stored) for typed in sorted(beginnings) for stored in line]
    assert [pair for pair in pairs if not is_kept(*pair)] == []


def test_no_form_stands_in_the_table_twice() -> None:
    forms = [form for line in LINES for form in line]
    assert sorted(set(forms)) == sorted(forms)
    assert all(form.isascii() and form.islower() for form in forms)


@given(st.text(max_size=30))
def test_whatever_is_typed_as_a_name_keeps_its_own_spelling(text: str) -> None:
    for word in name_words(text):
        assert not keys_for(word) or is_kept(word, text)
        assert all(key.isascii() and key.isalnum() for key in keys_of(word))


@given(st.text("abcdefghijklmnopqrstuvwxyzäöüßéèçşčñłø", min_size=3, max_size=15))
def test_case_and_accents_make_no_difference_to_a_sound(word: str) -> None:
    assert keys_of(word) == keys_of(word.upper()) or "ß" in word
    assert all(sounds(word.encode("ascii", "ignore").decode() or "a"))


def test_numbers_have_no_spellings() -> None:
    assert name_words("AZR-DEMO-17 22 C 144/26") == ["C"]
    assert keys_for("17") == keys_of("1") == ()

"""Sealed texts: unreadable without the key, and readable again after the key was changed."""

from collections.abc import Iterator

import pytest

from models.sealing import SealBroken, seal, unseal, use_keys

OLD, NEW = "alter-schluessel-" * 2, "neuer-schluessel-" * 2


@pytest.fixture(autouse=True)
def _keys() -> Iterator[None]:
    use_keys([OLD])
    yield
    use_keys([OLD])


def test_a_sealed_text_does_not_show_its_words() -> None:
    sealed = seal("Frau Demir, § 765a, Прохання")
    assert b"Demir" not in sealed
    assert unseal(sealed) == "Frau Demir, § 765a, Прохання"


def test_two_seals_of_one_text_differ() -> None:
    assert seal("ja") != seal("ja")


def test_after_a_change_of_key_the_old_texts_still_open() -> None:
    sealed = seal("vorher")
    use_keys([NEW, OLD])
    assert unseal(sealed) == "vorher"
    use_keys([NEW])
    with pytest.raises(SealBroken):
        unseal(sealed)


def test_a_changed_text_does_not_open() -> None:
    sealed = bytearray(seal("vorher"))
    sealed[20] ^= 1
    with pytest.raises(SealBroken):
        unseal(bytes(sealed))

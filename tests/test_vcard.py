"""Contact cards: what RFC 6350 asks of a vCard 4.0, read back as a phone would read it."""

import re
from datetime import UTC, datetime

from models.rules.vcard import Card, Phone, PostalAddress, cards_text, escaped, folded


def read(text: str) -> list[dict[str, str]]:
    """Cards as dictionaries of property and value, unfolded and unescaped."""
    cards: list[dict[str, str]] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VCARD":
            cards.append({})
        elif cards and name:
            cards[-1][name] = re.sub(
                r"\\(.)", lambda sign: "\n" if sign[1] == "n" else sign[1], value
            )
    return cards


CARD = Card(
    key="partner/1",
    name="Café Ü; Komma, \\ Strich",
    organisation="Café Ü; Komma, \\ Strich",
    address=PostalAddress("Weg 1; Hof", "Haan", "42781"),
    phones=(Phone("02129 911-0", "+4921299110"), Phone("112 (Notruf)")),
    email="post@example.org",
    website="https://example.org/a b",
    categories=("Beratung, allgemein", "Sucht"),
    note="Zeile 1\r\nZeile 2\x07",
    changed_at=datetime(2026, 11, 21, 12, 5, tzinfo=UTC),
)


def test_a_card_says_what_was_written() -> None:
    (text,) = cards_text([CARD])
    assert text.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\nUID:urn:uuid:")
    assert text.endswith("REV:20261121T120500Z\r\nEND:VCARD\r\n")
    (card,) = read(text)
    assert card["FN"] == card["ORG"] == "Café Ü; Komma, \\ Strich"
    assert card["ADR;TYPE=work"] == ";;Weg 1; Hof;Haan;;42781;"
    assert card['TEL;VALUE=uri;TYPE="voice,work"'] == "tel:+4921299110"
    assert card['TEL;VALUE=text;TYPE="voice,work"'] == "112 (Notruf)"
    assert card["URL"] == "https://example.org/a%20b"
    assert card["NOTE"] == "Zeile 1\nZeile 2"
    assert r"CATEGORIES:Beratung\, allgemein,Sucht" in text


def test_no_value_can_begin_a_property_of_its_own() -> None:
    bad = "x\r\nEND:VCARD\u2028BEGIN:VCARD\nURL:javascript:1"
    (text,) = cards_text([Card(key="1", name=bad, organisation=bad, website=bad, note=bad)])
    assert len(read(text)) == 1
    assert text.count("\r\nEND:VCARD\r\n") == 1
    assert "\nURL:javascript" not in text


def test_long_lines_are_folded_between_letters() -> None:
    for letters in ("ä" * 200, "Україна " * 40, "a" * 75, "a" * 76, "ع🙂" * 60):
        lines = folded(f"NOTE:{letters}").split("\r\n")
        assert all(len(line.encode()) <= 75 for line in lines)
        assert all(line.startswith(" ") for line in lines[1:])
        assert "".join([lines[0], *(line[1:] for line in lines[1:])]) == f"NOTE:{letters}"
    assert "\r\n" not in folded("a" * 75)


def test_a_person_at_an_organisation_has_a_role() -> None:
    person = Card(
        key="contact/1", name="Ina Muster", organisation="Amt", unit="Anmeldung", is_person=True
    )
    (text,) = cards_text([person])
    assert "KIND:individual\r\n" in text
    assert "ORG:Amt;Anmeldung\r\nROLE:Anmeldung\r\n" in text
    assert "ADR" not in text


def test_escaping_covers_the_signs_that_mean_something() -> None:
    assert escaped("a,b;c\\d\ne") == r"a\,b\;c\\d\ne"

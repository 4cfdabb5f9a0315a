"""What the headings of other offices' tables call a field, beside its labels."""

from collections.abc import Mapping, Sequence

Words = Mapping[str, Sequence[str]]

PARTNER: Words = {
    "name": ("Organisation", "Einrichtung", "Träger", "Bezeichnung", "Stelle", "Institution",
             "Verein", "Partner", "Firma"),
    "category": ("Art", "Typ", "Bereich", "Gruppe", "Category", "Type"),
    "aliases": ("Alias", "Kurzname", "Abkürzung", "Andere Namen"),
    "offer_summary": ("Angebot", "Angebote", "Leistungen", "Beschreibung", "Offer"),
    "street": ("Straße", "Strasse", "Str", "Anschrift", "Adresse", "Straße und Hausnummer",
               "Street", "Address"),
    "postcode": ("PLZ", "Postleitzahl", "Zip", "Postal code"),
    "town": ("Ort", "Stadt", "Wohnort", "Gemeinde", "City", "Town"),
    "phone": ("Telefon", "Tel", "Telefonnummer", "Rufnummer", "Fon", "Phone", "Durchwahl"),
    "email": ("E-Mail", "Mail", "Email", "E-Mail-Adresse", "Mailadresse"),
    "website": ("Webseite", "Website", "Homepage", "Internet", "Internetseite", "URL", "Web"),
    "opening_hours": ("Öffnungszeiten", "Sprechzeiten", "Zeiten", "Opening hours"),
    "languages": ("Sprachen", "Sprache", "Languages"),
    "is_barrier_free": ("Barrierefrei", "Rollstuhlgerecht", "Barrier-free", "Accessible"),
    "is_place_protected": ("Schutz", "Geschützt", "Geschützter Ort", "Anonyme Adresse"),
    "is_public": ("Öffentlich", "Veröffentlichen", "Public"),
    "checked_on": ("Geprüft am", "Stand", "Aktualisiert", "Checked"),
    "note": ("Bemerkung", "Bemerkungen", "Anmerkung", "Notiz", "Hinweis", "Note", "Remark"),
    "source": ("Quelle", "Source"),
    "source_url": ("Quelle URL", "Quellenlink", "Fundstelle"),
    "source_date": ("Quelle Stand", "Stand der Quelle"),
}  # fmt: skip

PERSON: Words = {
    "family_name": ("Name", "Familienname", "Zuname", "Last name", "Surname"),
    "given_name": ("Rufname", "First name"),
    "birth_date": ("geb", "geboren", "geboren am", "Geb.-Datum", "Date of birth", "DOB"),
    "sex": ("Gender",),
    "nationalities": ("Nationalität", "Staatsangehörigkeit", "Nationality", "Citizenship"),
    "origin_country": ("Herkunft", "Land", "Country"),
    "azr_no": ("AZR", "AZR-Nummer", "Ausländerzentralregister"),
    "phone": ("Telefon", "Tel", "Mobil", "Handy", "Rufnummer", "Mobile"),
    "email": ("E-Mail", "Mail", "Mailadresse"),
}  # fmt: skip

CONTACT: Words = {
    "partner": ("Organisation", "Einrichtung", "Träger", "Verein", "Stelle", "Partner"),
    "job": ("Funktion", "Aufgabe", "Zuständigkeit", "Rolle", "Position", "Role"),
    "name": ("Ansprechpartner", "Ansprechpartnerin", "Ansprechperson", "Person", "Contact"),
    "phone": ("Telefon", "Tel", "Durchwahl", "Rufnummer", "Mobil"),
    "email": ("E-Mail", "Mail", "Mailadresse"),
    "note": ("Bemerkung", "Anmerkung", "Notiz", "Remark"),
}  # fmt: skip

OFFER: Words = {
    "partner": ("Organisation", "Einrichtung", "Träger", "Verein", "Anbieter", "Provider"),
    "name": ("Angebot", "Bezeichnung", "Titel", "Leistung", "Offer"),
    "topic": ("Thema", "Themen", "Bereich", "Category"),
    "target_group": ("Zielgruppe", "Für wen", "Audience"),
    "requirements": ("Voraussetzung", "Voraussetzungen", "Requirements"),
    "registration": ("Anmeldung", "Registration"),
    "is_free": ("Kostenlos", "Kostenfrei", "Free"),
    "cost": ("Kosten", "Preis", "Gebühr", "Price"),
    "capacity": ("Plätze", "Kapazität", "Places"),
    "valid_until": ("Gültig bis", "Bis", "Ende", "Until"),
}  # fmt: skip

OPENING_HOUR: Words = {
    "partner": ("Organisation", "Einrichtung", "Träger", "Verein", "Stelle"),
    "weekday": ("Tag", "Wochentag", "Day"),
    "opens_at": ("Von", "Öffnet", "Beginn", "From"),
    "closes_at": ("Bis", "Schließt", "Ende", "To", "Until"),
    "note": ("Bemerkung", "Hinweis", "Remark"),
}  # fmt: skip

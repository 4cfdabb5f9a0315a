"""The fixed words of the printed papers in German, as the concept has them (3.2).

Each has its counterpart in the files of the other languages, `translations/<code>/papers.toml`.
"""

SLIP = {
    "Where you can get help": "Hier bekommen Sie Hilfe",
    "Offer": "Angebot",
    "Address": "Anschrift",
    "Telephone": "Telefon",
    "E-mail": "E-Mail",
    "Website": "Internet",
    "Bus and train": "Bus und Bahn",
    "How to find it": "So finden Sie hin",
    "Opening hours": "Öffnungszeiten",
    "Open day and night": "Tag und Nacht geöffnet",
    "Whom to ask for": "Fragen Sie nach",
    "Languages there": "Sprachen dort",
    "Your appointment there": "Ihr Termin dort",
    "Please bring along": "Bitte mitbringen",
    "The address is protected. Please call: you will be told how to get help.": (
        "Die Anschrift ist geschützt. Bitte rufen Sie an: "
        "Dort erfahren Sie, wie Sie Hilfe bekommen."
    ),
    "Please call before you go there.": "Bitte rufen Sie an, bevor Sie hingehen.",
    "The access is barrier-free.": "Der Zugang ist barrierefrei.",
    "If you have questions, you can reach us here": "Bei Fragen erreichen Sie uns hier",
}

GERMAN = {
    # the nine points of the protocol
    "Name": "Name",
    "Date": "Datum",
    "Present": "Anwesende",
    "Reason": "Anlass",
    "Contents/topics": "Gesprächsinhalte/Themen",
    "Agreements/goals/next step": "Absprachen/Ziele/Nächster Schritt",
    "Who does what?": "Wer macht was?",
    "Next appointment": "Nächster Termin",
    "Signatures": "Unterschriften",
    # what belongs to them
    "Record of conversation": "Gesprächsprotokoll",
    "No.": "Nr.",
    "Language": "Sprache",
    "Interpreter": "Dolmetschen",
    "Topics": "Themen",
    "Contents": "Gesprächsinhalte",
    "Since the last talk": "Seit dem letzten Gespräch",
    "Successes": "Erfolge",
    "Setbacks": "Rückschritte",
    "New challenges": "Neue Herausforderungen",
    "Children": "Kinder",
    "New needs": "Neuer Unterstützungsbedarf",
    "Handed out": "Ausgehändigt",
    "Who": "Wer",
    "What": "Was",
    "Until": "Bis wann",
    "o'clock": "Uhr",
    "not agreed": "nicht vereinbart",
    "nothing noted": "nichts notiert",
    "Place, date, signature": "Ort, Datum, Unterschrift",
    "By signing you confirm that we talked about these points. "
    "Signing is voluntary; not signing brings you no disadvantage. You receive a copy.": (
        "Mit Ihrer Unterschrift bestätigen Sie, dass wir über diese Punkte gesprochen haben. "
        "Die Unterschrift ist freiwillig; ohne sie haben Sie keinen Nachteil. "
        "Sie erhalten ein Exemplar."
    ),
    # who signs or does something, and what state a paper has
    "Client": "Klient/in",
    "Social worker": "Sozialarbeiter/in",
    "Interpreting person": "Dolmetscher/in",
    "Partner": "Partner",
    "Signature refused": "Unterschrift abgelehnt",
    # goal agreement
    "Goal agreement": "Zielvereinbarung",
    "Life areas": "Lebensbereiche",
    "Goal": "Ziel",
    "Starting point": "Ausgangslage",
    "To be reached by": "Erreichen bis",
    "Contribution of the client": "Beitrag Klient/in",
    "Contribution of SIM": "Beitrag SIM",
    "Contribution of partners": "Beitrag Netzwerkpartner",
    "Steps": "Schritte",
    "Agreed by both sides; each side receives a copy.": (
        "Diese Zielvereinbarung wurde gemeinsam und einvernehmlich getroffen. "
        "Jede Seite erhält ein Exemplar."
    ),
    "The agreement is voluntary. It can be changed or ended at any time.": (
        "Die Vereinbarung ist freiwillig. Sie kann jederzeit geändert oder beendet werden."
    ),
    # said where nobody has checked the translation
    "The German text is authoritative. A native speaker has not yet checked the translation.": (
        "Maßgeblich ist der deutsche Text. Die Übersetzung ist noch nicht muttersprachlich geprüft."
    ),
    # addendum
    "Addendum": "Nachtrag",
    "To the record": "Zum Protokoll",
    "Talk on": "Gespräch vom",
    "Correction": "Berichtigung",
    "The record itself stays as it was issued; this addendum belongs to it.": (
        "Das Protokoll selbst bleibt, wie es ausgegeben wurde. Dieser Nachtrag gehört dazu."
    ),
    # referral and consent
    "Referral letter": "Vermittlungsschreiben",
    "Organisation": "Stelle",
    "Their appointment": "Termin dort",
    "Date of birth": "Geburtsdatum",
    "Home address": "Wohnanschrift",
    "Phone and e-mail": "Telefon und E-Mail",
    "Residence status": "Aufenthaltsstatus",
    "Health": "Gesundheit",
    "Consent to pass on data": "Einwilligung zur Datenweitergabe",
    "May be told to": "Weitergabe an",
    "Data that may be passed on": "Daten, die weitergegeben werden dürfen",
    "Valid until": "Gültig bis",
    "I agree that the office tells this organisation the data named here, for this purpose. "
    "This is voluntary: if I refuse, I am counselled all the same. "
    "I can withdraw the consent at any time for the future.": (
        "Ich bin damit einverstanden, dass das Amt dieser Stelle die hier genannten Daten zu "
        "diesem Zweck mitteilt. Die Einwilligung ist freiwillig: Auch wenn ich sie nicht "
        "erteile, werde ich weiter beraten. Ich kann sie jederzeit für die Zukunft widerrufen."
    ),
    "Only data are named here that you have agreed to pass on. You decide whether you go there.": (
        "Hier stehen nur Daten, deren Weitergabe vereinbart ist. Ob Sie das Angebot wahrnehmen, "
        "entscheiden Sie selbst."
    ),
    # slip for a client: where help is to be had
    **SLIP,
    # head and foot
    "Phone": "Telefon",
    "Checksum": "Prüfsumme",
    "Page": "Seite",
    "of": "von",
}

# What the office reads for itself stays German on every paper.
OFFICE_ONLY = frozenset({"No.", "o'clock", "Phone", "Checksum", "Page", "of"})

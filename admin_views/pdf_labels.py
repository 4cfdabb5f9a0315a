"""The fixed words of the printed papers in German, as the concept has them (3.2)."""

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
    "Handed out": "Ausgehändigt",
    "Who": "Wer",
    "What": "Was",
    "Until": "Bis wann",
    "o'clock": "Uhr",
    "not agreed": "nicht vereinbart",
    "Place, date, signature": "Ort, Datum, Unterschrift",
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
    # addendum
    "Addendum": "Nachtrag",
    "To the record": "Zum Protokoll",
    "Talk on": "Gespräch vom",
    "Correction": "Berichtigung",
    "The record itself stays as it was issued; this addendum belongs to it.": (
        "Das Protokoll selbst bleibt, wie es ausgegeben wurde. Dieser Nachtrag gehört dazu."
    ),
    # head and foot
    "Phone": "Telefon",
    "Checksum": "Prüfsumme",
    "Page": "Seite",
    "of": "von",
}

"""The floor's statements: 50 keys out of an index first, then what the list shows of them."""

from dataclasses import dataclass

PAGE = 50
TODAY_HOLDS = "x.valid_from <= :today AND (x.valid_to IS NULL OR x.valid_to >= :today)"


def today(table: str, value: str, joins: str) -> str:
    """A value of the person's latest row that holds today."""
    return (
        f"(SELECT {value} FROM {table} x {joins} WHERE x.person_id = t.id AND {TODAY_HOLDS}"  # noqa: S608 - our own names
        " ORDER BY x.valid_from DESC LIMIT 1)"
    )


@dataclass(frozen=True)
class List:
    """A list: its table, what it shows with which joins, and its order."""

    table: str
    shown: dict[str, str]
    joins: str
    order: tuple[str, ...]
    is_descending: bool = False
    has_gaps: bool = False  # what has no value comes last
    only: str = ""

    @property
    def direction(self) -> str:
        return "DESC" if self.is_descending else "ASC"

    def ordered(self, alias: str) -> str:
        first, *others = (f"{alias}.{name} {self.direction}" for name in self.order)
        return ", ".join([f"{first} NULLS LAST" if self.has_gaps else first, *others])

    def where(self, search: bool, after: bool) -> str:
        sign = "<" if self.is_descending else ">"
        marks = ", ".join(f":after{place}" for place in range(len(self.order)))
        wanted = [
            self.only,
            "search_text LIKE :search" if search else "",
            f"({', '.join(self.order)}) {sign} ({marks})" if after else "",
        ]
        return " AND ".join(filter(None, wanted)) or "1 = 1"

    def sql(self, search: bool, after: bool) -> str:
        keys = (
            f"SELECT k.id FROM {self.table} k WHERE {self.where(search, after)}"  # noqa: S608 - our own names
            f" ORDER BY {self.ordered('k')} LIMIT {PAGE} OFFSET :offset"
        )
        columns = ", ".join(["t.id", *(f"t.{name}" for name in self.order), *self.shown.values()])
        return (
            f"SELECT {columns} FROM {self.table} t {self.joins}"  # noqa: S608 - our own names
            f" WHERE t.id IN ({keys}) ORDER BY {self.ordered('t')}"
        )


IS_OPEN = "NOT EXISTS (SELECT 1 FROM person c WHERE c.id = k.person_id AND c.is_restricted)"


def open_beside(table: str, key: str) -> str:
    """Nor has anybody beside the record's own person a closed file."""
    return (
        f"{IS_OPEN} AND NOT EXISTS (SELECT 1 FROM {table} x JOIN person c ON c.id = x.person_id"  # noqa: S608 - our own names
        f" WHERE x.{key} = k.id AND c.is_restricted)"
    )


PERSON = "p.family_name || COALESCE(', ' || p.given_name, '')"
UNIT = (
    "JOIN unit u ON u.id = x.unit_id JOIN building b ON b.id = u.building_id"
    " JOIN accommodation a ON a.id = b.accommodation_id"
)
LISTS = {
    "person": List(
        "person",
        {
            "Name": "t.family_name || COALESCE(', ' || t.given_name, '')",
            "Herkunft": "c.label_de",
            "Geboren": "t.birth_date",
            "Titel": today(
                "residence_status",
                "r.label_de",
                "JOIN residence_title r ON r.id = x.residence_title_id",
            ),
            "Bis": today("residence_status", "x.expires_on", ""),
            "Wohnt": today(
                "stay", "COALESCE(a.street, a.name) || ' · ' || b.name || ' · ' || u.number", UNIT
            ),
            "Haushalt": today(
                "household_member", "h.label", "JOIN household h ON h.id = x.household_id"
            ),
            "Zuständig": today(
                "responsibility", "w.display_name", "JOIN staff w ON w.id = x.worker_id"
            ),
            "Zuletzt": "(SELECT MAX(held_on) FROM counselling_session WHERE person_id = t.id)",
            "Stand": "t.case_status",
            "In Haan": "t.arrived_haan_on",
        },
        "LEFT JOIN country c ON c.id = t.origin_country_id",
        ("sort_text", "id"),
        only="NOT k.is_restricted",
    ),
    "session": List(
        "counselling_session",
        {
            "Name": PERSON,
            "Tag": "t.held_on",
            "Beginn": "t.starts_at",
            "Minuten": "t.minutes",
            "Art": "t.kind",
            "Ort": "o.label_de",
            "Wer": "w.display_name",
            "Anlass": "t.reason",
        },
        "JOIN person p ON p.id = t.person_id JOIN staff w ON w.id = t.worker_id"
        " LEFT JOIN session_place o ON o.id = t.place_id",
        ("held_on", "id"),
        is_descending=True,
        only=open_beside("session_attendee", "session_id"),
    ),
    "task": List(
        "task",
        {
            "Frist": "t.due_on",
            "Was": "t.what",
            "Name": PERSON,
            "Wer": "t.doer",
            "Kraft": "w.display_name",
            "Stand": "t.state",
        },
        "LEFT JOIN person p ON p.id = t.person_id LEFT JOIN staff w ON w.id = t.worker_id",
        ("due_on", "id"),
        only=f"state IN ('OPEN', 'IN_PROGRESS', 'POSTPONED') AND {IS_OPEN}",
    ),
    "case": List(
        "eviction_case",
        {
            "Name": PERSON,
            "Haushalt": "h.label",
            "Wohnung": "CASE WHEN p.is_address_protected THEN NULL ELSE t.address END",
            "Stand": "t.state",
            "Zeichen": "t.court_reference",
            "Eingang": "t.received_on",
            "Nächste Frist": "t.next_due_on",
            "Termin": "t.hearing_at",
            "Rückstand": "t.arrears",
            "Erwachsene": "t.adult_count",
            "Kinder": "t.minor_count",
        },
        "JOIN person p ON p.id = t.person_id LEFT JOIN household h ON h.id = t.household_id",
        ("next_due_on", "id"),
        has_gaps=True,
        only=open_beside("eviction_person", "case_id"),
    ),
    "partner": List(
        "partner",
        {
            "Name": "t.name",
            "Straße": "t.street",
            "Art": "c.label_de",
            "Ort": "t.town",
            "Telefon": "t.phone",
            "E-Mail": "t.email",
            "Geprüft": "t.checked_on",
        },
        "JOIN partner_category c ON c.id = t.category_id",
        ("sort_text", "id"),
    ),
}
SESSION = (
    f"SELECT t.id, {PERSON} AS person, w.display_name AS worker, t.*"  # noqa: S608 - our own names
    " FROM counselling_session t JOIN person p ON p.id = t.person_id"
    " JOIN staff w ON w.id = t.worker_id WHERE t.id = :id"
)
ATTENDEES = "SELECT kind, name FROM session_attendee WHERE session_id = :id ORDER BY id"
STEPS = "SELECT doer, doer_name, what, due_on, state FROM task WHERE session_id = :id ORDER BY id"
CHOICES = """
SELECT 'place' AS kind, c.id, c.label_de AS label, 0 AS chosen FROM session_place c
UNION ALL SELECT 'language', c.id, c.label_de, 0 FROM language c
UNION ALL SELECT 'topic', c.id, c.label_de,
  CASE WHEN s.id IS NULL THEN 0 ELSE 1 END FROM topic c
  LEFT JOIN session_topic s ON s.topic_id = c.id AND s.session_id = :id
UNION ALL SELECT 'handout', p.id, p.name, 1 FROM session_handout h
  JOIN partner p ON p.id = h.partner_id WHERE h.session_id = :id
"""

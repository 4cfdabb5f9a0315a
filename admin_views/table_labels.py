"""What tables are called on screen, one record and many, and which of their fields otherwise."""

from flask_babel.speaklater import LazyString

from admin_views.document_labels import DOCUMENT_FIELDS
from admin_views.eviction_labels import CASE_FIELDS, PART_FIELDS
from admin_views.words import lazy_gettext as _
from models.base import Record

# Table: (one, many)
TABLES: dict[str, tuple[LazyString, LazyString]] = {
    "absence": (_("Absence"), _("Absences")),
    "appointment": (_("Appointment"), _("Appointments")),
    "accommodation": (_("Accommodation site"), _("Accommodation sites")),
    "accommodation_kind": (_("Kind of accommodation"), _("Kinds of accommodation")),
    "audit_entry": (_("Audit entry"), _("Audit trail")),
    "benefit_law": (_("Benefit law"), _("Benefit laws")),
    "benefit_period": (_("Benefit period"), _("Benefits")),
    "building": (_("Building"), _("Buildings")),
    "change_step": (_("Step"), _("Last steps")),
    "closing_reason": (_("Closing reason"), _("Closing reasons")),
    "contact": (_("Contact"), _("Contacts")),
    "counselling_session": (_("Counselling session"), _("Sessions")),
    "country": (_("Country"), _("Countries")),
    "criterion": (_("Criterion"), _("Criteria")),
    "deleted_record": (_("Deleted record"), _("Trash")),
    "document": (_("Document"), _("Documents")),
    "document_signature": (_("Signature"), _("Signatures")),
    "document_kind": (_("Kind of paper"), _("Kinds of papers")),
    "eviction_case": (_("Eviction case"), _("Evictions")),
    "eviction_cause": (_("Reason for notice"), _("Reasons for notice")),
    "eviction_person": (_("Person concerned"), _("Persons concerned")),
    "eviction_source": (_("Source of the news"), _("Sources of the news")),
    "field_change": (_("Change"), _("History")),
    "calendar_feed": (_("Calendar address"), _("Calendar addresses")),
    "contact_attempt": (_("Attempt to make contact"), _("Attempts to make contact")),
    "eviction_deadline": (_("Deadline"), _("Deadlines")),
    "eviction_step": (_("Step of the case"), _("Steps of the case")),
    "eviction_caretaker": (_("Caretaker at an eviction"), _("Caretakers at evictions")),
    "place_reservation": (_("Reserved place"), _("Reserved places")),
    "rent_entry": (_("Line of the rent account"), _("Rent account")),
    "undertaking": (_("Undertaking to pay"), _("Undertakings to pay")),
    "goal": (_("Goal"), _("Goals")),
    "goal_agreement": (_("Goal agreement"), _("Goal agreements")),
    "goal_step": (_("Step"), _("Steps")),
    "household": (_("Household"), _("Households")),
    "household_member": (_("Member"), _("Members")),
    "household_role": (_("Role in the household"), _("Roles in the household")),
    "household_own_value": (_("Own field of a household"), _("Own fields of households")),
    "language": (_("Language"), _("Languages")),
    "life_area": (_("Area of life"), _("Areas of life")),
    "municipality": (_("Town profile"), _("Town profile")),
    "offer": (_("Offer"), _("Offers")),
    "office_hour": (_("Office hour"), _("Office hours")),
    "office_location": (_("Office location"), _("Office locations")),
    "own_choice": (_("Entry of an own field"), _("Entries of own fields")),
    "own_field": (_("Own field"), _("Own fields")),
    "partner": (_("Partner organisation"), _("Directory")),
    "partner_category": (_("Partner category"), _("Partner categories")),
    "partner_own_value": (_("Own field of a partner"), _("Own fields of partners")),
    "person": (_("Person"), _("Persons")),
    "person_alert": (_("Alert"), _("Alerts")),
    "person_language": (_("Language"), _("Languages")),
    "person_name": (_("Further name"), _("Further names")),
    "person_nationality": (_("Nationality"), _("Nationalities")),
    "person_own_value": (_("Own field of a person"), _("Own fields of persons")),
    "person_target_group": (_("Target group of a person"), _("Target groups of persons")),
    "person_vulnerability": (_("Need for protection"), _("Needs for protection")),
    "residence_status": (_("Residence status"), _("Residence statuses")),
    "residence_title": (_("Residence title"), _("Residence titles")),
    "responsibility": (_("Responsibility"), _("Responsibilities")),
    "session_attendee": (_("Person present"), _("Persons present")),
    "session_handout": (_("Handout"), _("Handouts")),
    "session_place": (_("Place of a talk"), _("Places of talks")),
    "session_topic": (_("Topic of a session"), _("Topics of sessions")),
    "draft": (_("Draft"), _("Drafts")),
    "saved_view": (_("Saved view"), _("Saved views")),
    "sign_in": (_("Sign-in"), _("Sign-ins")),
    "sign_in_attempt": (_("Failed attempt"), _("Failed attempts")),
    "staff": (_("Member of staff"), _("Staff")),
    "staff_language": (_("Language"), _("Languages")),
    "staff_role": (_("Role"), _("Roles")),
    "stay": (_("Stay"), _("Stays")),
    "stay_destination": (_("Destination"), _("Destinations")),
    "stay_reason": (_("Reason of admission"), _("Reasons of admission")),
    "stored_file": (_("File"), _("Files")),
    "target_group": (_("Target group"), _("Target groups")),
    "task": (_("Task"), _("Tasks")),
    "toleration_reason": (_("Reason of the suspension"), _("Reasons of suspension")),
    "topic": (_("Topic"), _("Topics")),
    "unit": (_("Unit"), _("Units")),
    "unit_own_value": (_("Own field of a unit"), _("Own fields of units")),
    "vulnerability": (_("Need for protection"), _("Needs for protection")),
}


# Where one table needs another word for a field.
TABLE_FIELDS: dict[str, dict[str, LazyString]] = {
    "counselling_session": {
        "title": _("Talk with"),
        "reason": _("Occasion"),
        "place": _("Place"),
        "language": _("Language of the talk"),
    },
    "appointment": {
        "title": _("Appointment with"),
        "worker": _("Member of staff"),
        "place": _("Elsewhere, or the room"),
    },
    "absence": {"title": _("Member of staff"), "worker": _("Member of staff")},
    "municipality": {"unit": _("Unit of the office"), "name": _("Name of the town")},
    "stay": {
        "valid_from": _("Moved in"),
        "valid_to": _("Moved out"),
        "reason": _("Reason of admission"),
        "title": _("Person"),
    },
    "responsibility": {"title": _("Person")},
    "residence_status": {"title": _("Person")},
    "person_target_group": {"title": _("Person")},
    "benefit_period": {"title": _("Person")},
    "goal_agreement": {"title": _("Agreement with")},
    "goal": {"what": _("Goal"), "title": _("Goal")},
    "task": {"title": _("What"), "what": _("What"), "worker": _("Member of staff")},
    "document": DOCUMENT_FIELDS,
    "eviction_case": CASE_FIELDS,
    **PART_FIELDS,
    "unit": {"title": _("Unit"), "number": _("Room or flat number")},
    "office_hour": {"title": _("Location")},
    "contact": {"title": _("Function"), "name": _("Person, where named")},
    "office_location": {"address": _("Address")},
    "sign_in": {"title": _("Member of staff")},
    "offer": {"name": _("Offer"), "title": _("Offer")},
    "accommodation": {"name": _("Name of the site")},
    "audit_entry": {"title": _("Time")},
    "own_field": {
        "title": _("Label"),
        "table_name": _("Belongs to"),
    },
}


def singular(model: type[Record]) -> LazyString:
    return TABLES[model.__tablename__][0]


def plural(model: type[Record]) -> LazyString:
    return TABLES[model.__tablename__][1]

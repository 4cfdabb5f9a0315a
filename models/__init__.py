"""Every table of the office; Alembic and newcomers look here."""

from models import (
    directory_words,
    history,
    integrity,
    next_appointment,
    shielded_words,
    trash,
    volunteer_erasing,
)
from models.absence import Absence
from models.accommodation import Accommodation, Building
from models.appointment import Appointment
from models.assignment import Assignment
from models.audit_entry import AuditEntry
from models.base import Record, RulesBroken, db
from models.benefit_period import BenefitPeriod
from models.calendar_feed import CalendarFeed
from models.career_phase import CareerEvidence, CareerPhase
from models.catalogue import ALL as CATALOGUES
from models.change_step import ChangeStep
from models.column_mapping import ColumnMapping
from models.committee import Committee, CommitteeStaff
from models.consent import Consent
from models.contact import Contact
from models.contact_attempt import ContactAttempt
from models.counselling_session import CounsellingSession
from models.deleted_record import DeletedRecord
from models.digest import Digest
from models.document import Document
from models.document_signature import DocumentSignature
from models.draft import Draft
from models.event import Event, EventPartner, EventStaff
from models.event_parts import EventFunding, EventGroup, EventMaterial, EventTask
from models.eviction_caretaker import EvictionCaretaker
from models.eviction_case import EvictionCase, EvictionPerson
from models.eviction_deadline import EvictionDeadline
from models.eviction_partner import EvictionPartner
from models.eviction_step import EvictionStep
from models.field_change import FieldChange
from models.goal import Goal, GoalStep
from models.goal_agreement import GoalAgreement
from models.handover import Handover
from models.household import Household, HouseholdMember
from models.instalment import Instalment
from models.list_layout import ListLayout
from models.month_closing import MonthClosing
from models.municipality import Municipality
from models.network_meeting import (
    MeetingDecision,
    MeetingPartner,
    MeetingStaff,
    NetworkMeeting,
)
from models.offer import Offer
from models.office_hour import OfficeHour
from models.opening_hour import OpeningHour
from models.own_field import OwnChoice, OwnField
from models.own_value import HouseholdOwnValue, PartnerOwnValue, PersonOwnValue, UnitOwnValue
from models.paper_word import PaperReview, PaperWord
from models.partner import Partner
from models.partner_agreement import PartnerAgreement
from models.partner_check import PartnerCheck
from models.partner_correction import PartnerCorrection
from models.partner_file import PartnerFile
from models.partner_publication import PartnerPublication
from models.person import (
    Person,
    PersonAlert,
    PersonLanguage,
    PersonName,
    PersonNationality,
    PersonVulnerability,
)
from models.person_reader import PersonReader
from models.person_target_group import PersonTargetGroup
from models.place_reservation import PlaceReservation
from models.referral import Referral
from models.referral_step import ReferralStep
from models.rent_entry import RentEntry
from models.residence_status import ResidenceStatus
from models.responsibility import Responsibility
from models.saved_view import SavedView
from models.session_addendum import SessionAddendum
from models.session_parts import SessionAttendee, SessionHandout, SessionTopic
from models.sign_in import SignIn, SignInAttempt
from models.staff import Staff, StaffLanguage, StaffRole
from models.stay import Stay
from models.stored_file import StoredFile
from models.task import Task
from models.task_rescheduling import TaskRescheduling
from models.text_block import TextBlock
from models.undertaking import Undertaking
from models.unit import Unit
from models.volunteer import (
    Volunteer,
    VolunteerAvailability,
    VolunteerLanguage,
    VolunteerOffering,
)

__all__ = [
    "CATALOGUES",
    "Absence",
    "Accommodation",
    "Appointment",
    "Assignment",
    "AuditEntry",
    "BenefitPeriod",
    "Building",
    "CalendarFeed",
    "CareerEvidence",
    "CareerPhase",
    "ChangeStep",
    "Consent",
    "Committee",
    "CommitteeStaff",
    "Event",
    "EventFunding",
    "EventGroup",
    "EventMaterial",
    "EventPartner",
    "EventStaff",
    "EventTask",
    "MeetingDecision",
    "MeetingPartner",
    "ListLayout",
    "MeetingStaff",
    "NetworkMeeting",
    "PartnerAgreement",
    "ColumnMapping",
    "Contact",
    "ContactAttempt",
    "CounsellingSession",
    "DeletedRecord",
    "Document",
    "DocumentSignature",
    "Digest",
    "Draft",
    "EvictionCaretaker",
    "EvictionCase",
    "EvictionDeadline",
    "EvictionPartner",
    "EvictionPerson",
    "FieldChange",
    "EvictionStep",
    "Goal",
    "GoalAgreement",
    "GoalStep",
    "Handover",
    "Household",
    "HouseholdMember",
    "HouseholdOwnValue",
    "MonthClosing",
    "Instalment",
    "Municipality",
    "Offer",
    "OfficeHour",
    "OpeningHour",
    "OwnChoice",
    "OwnField",
    "PaperReview",
    "PaperWord",
    "Partner",
    "PartnerFile",
    "PartnerCheck",
    "PartnerCorrection",
    "PartnerPublication",
    "PartnerOwnValue",
    "Person",
    "PersonAlert",
    "PersonLanguage",
    "PersonName",
    "PersonNationality",
    "PersonOwnValue",
    "PersonReader",
    "PersonTargetGroup",
    "PersonVulnerability",
    "PlaceReservation",
    "Record",
    "Referral",
    "ReferralStep",
    "RentEntry",
    "ResidenceStatus",
    "Responsibility",
    "RulesBroken",
    "SavedView",
    "SessionAddendum",
    "SessionAttendee",
    "SessionHandout",
    "SessionTopic",
    "SignIn",
    "SignInAttempt",
    "Staff",
    "StaffLanguage",
    "StaffRole",
    "Stay",
    "StoredFile",
    "Task",
    "TextBlock",
    "TaskRescheduling",
    "Undertaking",
    "Unit",
    "UnitOwnValue",
    "Volunteer",
    "VolunteerAvailability",
    "VolunteerLanguage",
    "VolunteerOffering",
    "db",
    "directory_words",
    "history",
    "integrity",
    "next_appointment",
    "shielded_words",
    "trash",
    "volunteer_erasing",
]

"""What the fixed choices are called on screen, and which colour a state has."""

from enum import Enum

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from models.accommodation import Ownership
from models.audit_entry import AuditAction
from models.counselling_session import AttendeeKind, SessionKind
from models.eviction_case import EvictionState
from models.goal import GoalState
from models.office_hour import Weekday
from models.permissions import DataClass, Role
from models.person import AlertLevel, BirthPrecision, CaseStatus, LanguageLevel, NameKind, Sex
from models.residence_status import AsylumStage, WorkPermission
from models.stay import PlacementBasis
from models.task import Doer, TaskState
from models.unit import Designation, UsageForm

LABELS: dict[Enum, LazyString | str] = {
    Role.SOCIAL_WORKER: _("Social work"), Role.TEAM_LEAD: _("Team lead"), Role.BENEFITS_CLERK: _("Benefits"),
    Role.ACCOMMODATION_ADMIN: _("Accommodation administration"), Role.CARETAKER: _("Caretaker"),
    Role.NETWORK_COORDINATOR: _("Network coordination"), Role.STATISTICS_READER: _("Statistics"),
    Role.SYSTEM_ADMIN: _("System administration"), Role.DATA_PROTECTION_OFFICER: _("Data protection officer"),
    DataClass.NOTE: _("counselling notes and agreements"),
    DataClass.PROTECTED: _("protected address and contact"),
    Sex.FEMALE: _("female"), Sex.MALE: _("male"), Sex.DIVERSE: _("diverse"), Sex.NOT_STATED: _("not stated"),
    Sex.UNKNOWN: _("unknown"),
    BirthPrecision.EXACT: _("exact"), BirthPrecision.YEAR: _("only the year is known"),
    BirthPrecision.ESTIMATED: _("estimated"),
    CaseStatus.NEW: _("new"), CaseStatus.ACTIVE: _("active"), CaseStatus.DORMANT: _("dormant"),
    CaseStatus.HANDED_OVER: _("handed over"), CaseStatus.MOVED_AWAY: _("moved away"),
    CaseStatus.LEFT_COUNTRY: _("left the country"), CaseStatus.DISAPPEARED: _("whereabouts unknown"),
    CaseStatus.DECEASED: _("deceased"), CaseStatus.CLOSED: _("closed"),
    NameKind.SPELLING: _("other spelling"), NameKind.FORMER: _("former name"), NameKind.ALIAS: _("alias"),
    NameKind.ORIGINAL_SCRIPT: _("in original script"),
    LanguageLevel.UNKNOWN: _("unknown"), LanguageLevel.A0: _("no knowledge"), LanguageLevel.A1: "A1",
    LanguageLevel.A2: "A2", LanguageLevel.B1: "B1", LanguageLevel.B2: "B2", LanguageLevel.C1: "C1",
    LanguageLevel.C2: "C2", LanguageLevel.NATIVE: _("mother tongue"),
    AlertLevel.HIGH: _("high"), AlertLevel.MEDIUM: _("medium"), AlertLevel.LOW: _("low"),
    AsylumStage.NONE: _("none"), AsylumStage.FIRST_APPLICATION: _("first application"),
    AsylumStage.HEARING_DONE: _("heard"), AsylumStage.POSITIVE: _("recognised"),
    AsylumStage.NEGATIVE: _("refused"), AsylumStage.APPEAL: _("action pending"),
    AsylumStage.SUBSEQUENT_APPLICATION: _("subsequent application"), AsylumStage.DUBLIN: _("Dublin procedure"),
    AsylumStage.FINAL_NEGATIVE: _("finally refused"),
    WorkPermission.UNKNOWN: _("unknown"), WorkPermission.ALLOWED: _("allowed"),
    WorkPermission.APPROVAL_NEEDED: _("with approval"), WorkPermission.PROHIBITED: _("forbidden"),
    Ownership.MUNICIPAL: _("municipal"), Ownership.RENTED: _("rented"), Ownership.COMMERCIAL: _("commercial"),
    Ownership.UNKNOWN: _("unknown"),
    UsageForm.ROOM: _("room"), UsageForm.SHARED_FLAT: _("shared flat"), UsageForm.OWN_FLAT: _("own flat"),
    Designation.MIXED: _("mixed"), Designation.WOMEN: _("women"), Designation.MEN: _("men"),
    Designation.FAMILY: _("family"), Designation.RESERVE: _("reserve"),
    PlacementBasis.ORDER_LAW: _("Order law (§ 14 OBG NRW)"),
    PlacementBasis.ASYLUM_SEEKERS_BENEFITS: _("Asylum Seekers' Benefits Act"),
    PlacementBasis.SOCIAL_ASSISTANCE: _("§§ 67 ff. SGB XII"), PlacementBasis.CONTRACT: _("contract"),
    PlacementBasis.UNKNOWN: _("unknown"),
    SessionKind.FIRST: _("first talk"), SessionKind.FOLLOW_UP: _("follow-up talk"),
    SessionKind.SHORT_CONTACT: _("short contact"), SessionKind.ACCOMPANIMENT: _("accompaniment"),
    SessionKind.COLLATERAL: _("talk with third parties"), SessionKind.NO_SHOW: _("did not come"),
    SessionKind.CANCELLED: _("cancelled"),
    AttendeeKind.CLIENT: _("client"), AttendeeKind.FAMILY: _("family"), AttendeeKind.WORKER: _("worker"),
    AttendeeKind.INTERPRETER: _("interpreter"), AttendeeKind.PARTNER: _("partner"),
    AttendeeKind.OTHER: _("other"),
    Doer.CLIENT: _("Client"), Doer.OFFICE: _("Office (SIM)"), Doer.PARTNER: _("Partner"),
    TaskState.OPEN: _("open"), TaskState.IN_PROGRESS: _("in progress"), TaskState.DONE: _("done"),
    TaskState.POSTPONED: _("postponed"), TaskState.NOT_POSSIBLE: _("not possible"),
    GoalState.AGREED: _("agreed"), GoalState.ACTIVE: _("active"), GoalState.ACHIEVED: _("achieved"),
    GoalState.PARTLY: _("partly achieved"), GoalState.NOT_ACHIEVED: _("not achieved"),
    GoalState.WITHDRAWN: _("withdrawn"),
    EvictionState.THREATENED: _("loss of home threatens"), EvictionState.NOTICE_GIVEN: _("notice given"),
    EvictionState.CLAIM_PENDING: _("eviction claim"), EvictionState.TITLE: _("judgment or settlement"),
    EvictionState.EVICTION_SCHEDULED: _("eviction date set"), EvictionState.EVICTED: _("evicted"),
    EvictionState.AVERTED: _("averted"), EvictionState.AGREED: _("tenancy continues"),
    EvictionState.WITHDRAWN: _("withdrawn"), EvictionState.EMERGENCY_SHELTER: _("emergency shelter"),
    EvictionState.AFTERCARE: _("aftercare"), EvictionState.CLOSED: _("closed"),
    Weekday.MONDAY: _("Monday"), Weekday.TUESDAY: _("Tuesday"), Weekday.WEDNESDAY: _("Wednesday"),
    Weekday.THURSDAY: _("Thursday"), Weekday.FRIDAY: _("Friday"), Weekday.SATURDAY: _("Saturday"),
    Weekday.SUNDAY: _("Sunday"),
    AuditAction.CREATED: _("created"), AuditAction.CHANGED: _("changed"), AuditAction.DELETED: _("deleted"),
    AuditAction.READ: _("read"), AuditAction.PRINTED: _("printed"), AuditAction.EXPORTED: _("exported"),
    AuditAction.REASON_STATED: _("reason stated"), AuditAction.REFUSED: _("refused"),
    AuditAction.SIGNED_IN: _("signed in"), AuditAction.SIGNED_OUT: _("signed out"),
    AuditAction.SIGN_IN_FAILED: _("sign-in failed"),
}  # fmt: skip

# Colour means something (red, amber, green, blue, grey), always beside the word.
TONES: dict[Enum, str] = {
    CaseStatus.NEW: "blue", CaseStatus.ACTIVE: "green", CaseStatus.DORMANT: "amber",
    **{status: "grey" for status in list(CaseStatus)[3:]},
    AlertLevel.HIGH: "red", AlertLevel.MEDIUM: "amber", AlertLevel.LOW: "grey",
    WorkPermission.ALLOWED: "green", WorkPermission.APPROVAL_NEEDED: "amber", WorkPermission.PROHIBITED: "red",
    SessionKind.NO_SHOW: "amber", SessionKind.CANCELLED: "grey",
    Doer.CLIENT: "green", Doer.OFFICE: "blue", Doer.PARTNER: "amber",
    TaskState.OPEN: "blue", TaskState.IN_PROGRESS: "amber", TaskState.DONE: "green",
    TaskState.POSTPONED: "grey", TaskState.NOT_POSSIBLE: "grey",
    GoalState.AGREED: "blue", GoalState.ACTIVE: "amber", GoalState.ACHIEVED: "green",
    GoalState.PARTLY: "green", GoalState.NOT_ACHIEVED: "red", GoalState.WITHDRAWN: "grey",
    EvictionState.THREATENED: "amber", EvictionState.NOTICE_GIVEN: "amber", EvictionState.CLAIM_PENDING: "red",
    EvictionState.TITLE: "red", EvictionState.EVICTION_SCHEDULED: "red", EvictionState.EVICTED: "red",
    EvictionState.AVERTED: "green", EvictionState.AGREED: "green", EvictionState.WITHDRAWN: "green",
    EvictionState.EMERGENCY_SHELTER: "amber", EvictionState.AFTERCARE: "blue", EvictionState.CLOSED: "grey",
    AuditAction.REFUSED: "red", AuditAction.SIGN_IN_FAILED: "red", AuditAction.DELETED: "amber",
}  # fmt: skip


def enum_label(value: Enum) -> str:
    return str(LABELS[value])

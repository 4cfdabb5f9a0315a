"""The menu of the office, in order: one line per view."""

from flask_admin import Admin
from flask_babel import lazy_gettext as _

from admin_views.absence import AbsenceView
from admin_views.accommodation import AccommodationView
from admin_views.appointment import AppointmentView
from admin_views.assignment import AssignmentView
from admin_views.audit_entry import AuditEntryView
from admin_views.benefit_period import BenefitPeriodView
from admin_views.calendar import CalendarView
from admin_views.career_phase import CareerPhaseView
from admin_views.catalogue import CatalogueView
from admin_views.change_step import ChangeStepView
from admin_views.committee import CommitteeView
from admin_views.consent import ConsentView
from admin_views.contact import ContactView
from admin_views.counselling_session import CounsellingSessionView
from admin_views.deleted_record import DeletedRecordView
from admin_views.digest import DigestView
from admin_views.directory import DirectoryView
from admin_views.directory_import import DirectoryImportView
from admin_views.document import DocumentView
from admin_views.event import EventView
from admin_views.eviction_case import EvictionCaseView
from admin_views.exports import ExportsView
from admin_views.find import FindView
from admin_views.goal import GoalView
from admin_views.goal_agreement import GoalAgreementView
from admin_views.household import HouseholdView
from admin_views.lists import ListsView
from admin_views.month_closing import MonthClosingView
from admin_views.municipality import MunicipalityView
from admin_views.network_meeting import NetworkMeetingView
from admin_views.offer import OfferView
from admin_views.office_hour import OfficeHourView
from admin_views.opening_hour import OpeningHourView
from admin_views.own_field import OwnFieldView
from admin_views.paper_word import PaperWordView
from admin_views.partner import PartnerView
from admin_views.partner_agreement import PartnerAgreementView
from admin_views.partner_check import PartnerCheckView
from admin_views.partner_correction import PartnerCorrectionView
from admin_views.partner_publication import PartnerPublicationView
from admin_views.person import PersonView
from admin_views.person_reader import PersonReaderView
from admin_views.person_target_group import PersonTargetGroupView
from admin_views.referral import ReferralView
from admin_views.referral_figures import ReferralFiguresView
from admin_views.residence_status import ResidenceStatusView
from admin_views.responsibility import ResponsibilityView
from admin_views.saved_view import SavedViewPages
from admin_views.scan import ScanView
from admin_views.seal import SealView
from admin_views.session_addendum import SessionAddendumView
from admin_views.sign_in import SignInView
from admin_views.staff import StaffView
from admin_views.stay import StayView
from admin_views.stored_file import StoredFileView
from admin_views.task import TaskView
from admin_views.text_block import TextBlockView
from admin_views.unit import UnitView
from admin_views.volunteer import VolunteerView
from admin_views.volunteer_finder import VolunteerFinderView
from admin_views.volunteer_year import VolunteerYearView
from models import (
    CATALOGUES,
    Absence,
    Accommodation,
    Appointment,
    Assignment,
    AuditEntry,
    BenefitPeriod,
    CareerPhase,
    Committee,
    Consent,
    Contact,
    CounsellingSession,
    Document,
    Event,
    EvictionCase,
    Goal,
    GoalAgreement,
    Household,
    Municipality,
    NetworkMeeting,
    Offer,
    OfficeHour,
    OpeningHour,
    OwnField,
    Partner,
    PartnerAgreement,
    Person,
    PersonReader,
    PersonTargetGroup,
    Referral,
    ResidenceStatus,
    Responsibility,
    SessionAddendum,
    SignIn,
    Staff,
    Stay,
    Task,
    TextBlock,
    Unit,
    Volunteer,
)

CASE_WORK, HOUSING, EVICTION = _("Case work"), _("Housing"), _("Loss of home")
NETWORK, ADMINISTRATION, LISTS = _("Network"), _("Administration"), _("Lists")


def register(admin: Admin) -> None:
    for part in (_case_work, _homes_and_network, _administration):
        part(admin)


def _case_work(admin: Admin) -> None:
    admin.add_view(FindView())
    admin.add_view(SavedViewPages())
    admin.add_view(DigestView())
    admin.add_view(ExportsView())
    admin.add_view(PersonView(Person, CASE_WORK))
    admin.add_view(CalendarView(CASE_WORK))
    admin.add_view(HouseholdView(Household, CASE_WORK))
    admin.add_view(CounsellingSessionView(CounsellingSession, CASE_WORK))
    admin.add_view(AppointmentView(Appointment, CASE_WORK))
    admin.add_view(AbsenceView(Absence, CASE_WORK))
    admin.add_view(SessionAddendumView(SessionAddendum, CASE_WORK))
    admin.add_view(GoalAgreementView(GoalAgreement, CASE_WORK))
    admin.add_view(GoalView(Goal, CASE_WORK))
    admin.add_view(TaskView(Task, CASE_WORK))
    admin.add_view(DocumentView(Document, CASE_WORK))
    admin.add_view(StoredFileView())
    admin.add_view(ScanView())
    admin.add_view(CareerPhaseView(CareerPhase, CASE_WORK))
    admin.add_view(ResidenceStatusView(ResidenceStatus, CASE_WORK))
    admin.add_view(BenefitPeriodView(BenefitPeriod, CASE_WORK))
    admin.add_view(PersonTargetGroupView(PersonTargetGroup, CASE_WORK))
    admin.add_view(ResponsibilityView(Responsibility, CASE_WORK))
    admin.add_view(ConsentView(Consent, CASE_WORK))
    admin.add_view(TextBlockView(TextBlock, CASE_WORK))
    admin.add_view(MonthClosingView(CASE_WORK))


def _homes_and_network(admin: Admin) -> None:
    admin.add_view(AccommodationView(Accommodation, HOUSING))
    admin.add_view(UnitView(Unit, HOUSING))
    admin.add_view(StayView(Stay, HOUSING))
    admin.add_view(EvictionCaseView(EvictionCase, EVICTION))
    admin.add_view(DirectoryView(NETWORK))
    admin.add_view(PartnerView(Partner, NETWORK))
    admin.add_view(ContactView(Contact, NETWORK))
    admin.add_view(OfferView(Offer, NETWORK))
    admin.add_view(OpeningHourView(OpeningHour, NETWORK))
    admin.add_view(ReferralView(Referral, NETWORK))
    admin.add_view(ReferralFiguresView(NETWORK))
    admin.add_view(VolunteerView(Volunteer, NETWORK))
    admin.add_view(AssignmentView(Assignment, NETWORK))
    admin.add_view(VolunteerFinderView(NETWORK))
    admin.add_view(VolunteerYearView(NETWORK))
    admin.add_view(EventView(Event, NETWORK))
    admin.add_view(NetworkMeetingView(NetworkMeeting, NETWORK))
    admin.add_view(CommitteeView(Committee, NETWORK))
    admin.add_view(PartnerAgreementView(PartnerAgreement, NETWORK))
    admin.add_view(PartnerCheckView(NETWORK))
    admin.add_view(PartnerCorrectionView(NETWORK))
    admin.add_view(PartnerPublicationView(NETWORK))
    admin.add_view(DirectoryImportView(NETWORK))


def _administration(admin: Admin) -> None:
    admin.add_view(StaffView(Staff, ADMINISTRATION))
    admin.add_view(SignInView(SignIn, ADMINISTRATION))
    admin.add_view(AuditEntryView(AuditEntry, ADMINISTRATION))
    admin.add_view(OfficeHourView(OfficeHour, ADMINISTRATION))
    admin.add_view(MunicipalityView(Municipality, ADMINISTRATION))
    admin.add_view(SealView(ADMINISTRATION))
    admin.add_view(OwnFieldView(OwnField, ADMINISTRATION))
    admin.add_view(PaperWordView(ADMINISTRATION))
    admin.add_view(ListsView(ADMINISTRATION))
    admin.add_view(ChangeStepView(ADMINISTRATION))
    admin.add_view(PersonReaderView(PersonReader, ADMINISTRATION))
    admin.add_view(DeletedRecordView(ADMINISTRATION))
    for model in CATALOGUES:
        admin.add_view(CatalogueView(model, LISTS))

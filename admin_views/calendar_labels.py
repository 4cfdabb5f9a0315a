"""What the choices of appointments and absences are called, and which colour a state has."""

from enum import Enum

from flask_babel.speaklater import LazyString

from admin_views.words import lazy_gettext as _
from models.absence import AbsenceKind
from models.appointment import AppointmentKind, AppointmentState, InterpreterState

CHOICES: dict[Enum, LazyString] = {
    AppointmentKind.INDIVIDUAL: _("individual appointment"),
    AppointmentKind.HOME_VISIT: _("home visit"),
    AppointmentKind.SHELTER_ROUND: _("round in an accommodation"),
    AppointmentKind.INTERPRETER: _("appointment with interpreter"),
    AppointmentKind.ACCOMPANIMENT: _("court or authority"),
    AppointmentKind.OTHER: _("other appointment"),
    AppointmentState.PLANNED: _("planned"),
    AppointmentState.KEPT: _("kept"),
    AppointmentState.MISSED: _("missed"),
    AppointmentState.CANCELLED: _("called off"),
    InterpreterState.NOT_NEEDED: _("not needed"),
    InterpreterState.TO_ORDER: _("to be ordered"),
    InterpreterState.ORDERED: _("ordered"),
    InterpreterState.CONFIRMED: _("confirmed"),
    AbsenceKind.HOLIDAY: _("holiday"),
    AbsenceKind.SICK: _("sick"),
    AbsenceKind.TRAINING: _("training"),
    AbsenceKind.OTHER: _("other reason"),
}
TONES: dict[Enum, str] = {
    AppointmentState.PLANNED: "blue",
    AppointmentState.KEPT: "green",
    AppointmentState.MISSED: "amber",
    AppointmentState.CANCELLED: "grey",
    InterpreterState.TO_ORDER: "amber",
}

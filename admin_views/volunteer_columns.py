"""Columns of the list of volunteers that come from other tables."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, func, select

from models.acting import acting
from models.assignment import Assignment, AssignmentState
from models.catalogue import Language, VolunteerService
from models.volunteer import Volunteer, VolunteerLanguage, VolunteerOffering

BETWEEN = ", "


def speaks() -> ColumnElement[str]:
    """Languages besides German."""
    return (
        select(func.aggregate_strings(Language.title_sql(), BETWEEN))
        .select_from(VolunteerLanguage)
        .join(Language, Language.id == VolunteerLanguage.language_id)
        .where(VolunteerLanguage.volunteer_id == Volunteer.id, Language.code != "de")
        .scalar_subquery()
    )


def helps_with() -> ColumnElement[str]:
    return (
        select(func.aggregate_strings(VolunteerService.title_sql(), BETWEEN))
        .select_from(VolunteerOffering)
        .join(VolunteerService, VolunteerService.id == VolunteerOffering.service_id)
        .where(VolunteerOffering.volunteer_id == Volunteer.id)
        .scalar_subquery()
    )


def hours_this_year() -> ColumnElement[Any]:
    first = datetime.combine(date(acting().today.year, 1, 1), time.min)
    return (
        select(func.sum(Assignment.hours))
        .where(
            Assignment.volunteer_id == Volunteer.id,
            Assignment.state == AssignmentState.DONE,
            Assignment.starts_at >= first,
        )
        .scalar_subquery()
    )

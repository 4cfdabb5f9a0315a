"""Committees: changed by those who attend and by who keeps them."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from models.acting import Acting
from models.base import RulesBroken
from models.permissions import Role
from tests.factories import Office

Act = Callable[[Role], AbstractContextManager[Acting]]


def test_the_lead_organises_and_workers_keep_what_they_attend(office: Office, acts_as: Act) -> None:
    committee = office.committee()
    with acts_as(Role.TEAM_LEAD):
        committee.usual_place = "Rathaus"
        office.session.commit()
    with acts_as(Role.SOCIAL_WORKER):
        committee.usual_place = "Bücherei"
        with pytest.raises(RulesBroken, match="take part"):
            office.session.commit()
    office.session.rollback()

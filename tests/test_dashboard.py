"""My day of those for whom nothing falls due: what they are here for, and where it is."""

import pytest

from models import StaffRole
from models.permissions import Role
from tests.conftest import Sign
from tests.factories import Office
from tests.forms import tree_of

ROLES_WITHOUT_CASES = {
    Role.NETWORK_COORDINATOR: "/admin/partner/",
    Role.STATISTICS_READER: "/admin/accommodation/",
    Role.SYSTEM_ADMIN: "/admin/staff/",
    Role.DATA_PROTECTION_OFFICER: "/admin/audit_entry/",
}


@pytest.mark.parametrize(("role", "place"), ROLES_WITHOUT_CASES.items())
def test_who_has_no_cases_is_told_what_to_do_here(client_as: Sign, role: Role, place: str) -> None:
    page = tree_of(client_as(role).get("/admin/"))
    assert "Personenakten bleiben" in page.xpath("string(//p[@class='duty'])")
    assert place in page.xpath("//main//a/@href")


def test_who_has_cases_is_not_told_so(client_as: Sign) -> None:
    assert not tree_of(client_as(Role.SOCIAL_WORKER).get("/admin/")).xpath("//p[@class='duty']")


def test_an_account_without_a_role_says_so(client_as: Sign, office: Office) -> None:
    for held in office.every(StaffRole):
        if held.staff_id == office.staff("statistik").id:
            office.session.delete(held)
    office.session.commit()
    page = tree_of(client_as("statistik").get("/admin/"))
    assert "noch keine Rolle" in page.xpath("string(//p[@class='duty'])")

"""Accounts: those of the demo, and the first one of a real office."""

from flask import current_app
from flask_security import hash_password, verify_password
from sqlalchemy import select

from admin_views.staff import checked_digest
from models import Staff, StaffLanguage, StaffRole, db
from models.catalogue import Language
from models.permissions import Role

# user name, invented name, position, role, languages, deputy
DEMO = (
    (
        "sozialarbeit",
        "Nora Albrecht",
        "Sozialarbeiterin",
        Role.SOCIAL_WORKER,
        ("en", "ar"),
        "sozialarbeit2",
    ),
    (
        "sozialarbeit2",
        "Tim Wendt",
        "Sozialarbeiter",
        Role.SOCIAL_WORKER,
        ("en", "fr"),
        "sozialarbeit3",
    ),
    (
        "sozialarbeit3",
        "Mira Reuter",
        "Sozialpädagogin",
        Role.SOCIAL_WORKER,
        ("en", "uk"),
        "sozialarbeit",
    ),
    ("leitung", "Henrike Baum", "Sachgebietsleitung 50-22", Role.TEAM_LEAD, ("en",), None),
    ("leistung", "Jörg Pohl", "Sachbearbeiter Abteilung 50-2", Role.BENEFITS_CLERK, (), None),
    ("unterkunft", "Silke Kranz", "Unterkunftsverwaltung", Role.ACCOMMODATION_ADMIN, (), None),
    ("hausmeister", "Rolf Ziegler", "Hausmeister", Role.CARETAKER, (), None),
    ("hausmeister2", "Mehmet Aydin", "Hausmeister", Role.CARETAKER, ("tr",), None),
    (
        "koordination",
        "Daria Vogt",
        "Ehrenamtskoordination",
        Role.NETWORK_COORDINATOR,
        ("en", "pl"),
        None,
    ),
    ("statistik", "Anke Thiel", "Statistik", Role.STATISTICS_READER, (), None),
    ("verwaltung", "Ben Lorenz", "IT-Administration", Role.SYSTEM_ADMIN, ("en",), None),
    ("datenschutz", "Ute Sommer", "Datenschutzbeauftragte", Role.DATA_PROTECTION_OFFICER, (), None),
)
ROLE_NAMES = {
    Role.SOCIAL_WORKER: "Soziale Arbeit",
    Role.TEAM_LEAD: "Sachgebietsleitung",
    Role.BENEFITS_CLERK: "Leistungssachbearbeitung",
    Role.ACCOMMODATION_ADMIN: "Unterkunftsverwaltung",
    Role.CARETAKER: "Hausmeister",
    Role.NETWORK_COORDINATOR: "Ehrenamtskoordination",
    Role.STATISTICS_READER: "Statistik",
    Role.SYSTEM_ADMIN: "Systemverwaltung",
    Role.DATA_PROTECTION_OFFICER: "Datenschutz",
}


def ensure_demo_staff(password: str) -> list[tuple[str, str]]:
    """The demo's accounts, all with this password, as pairs of user name and role."""
    known = {staff.username: staff for staff in db.session.scalars(select(Staff))}
    is_new = any(name not in known for name, *_ in DEMO)
    some = known.get(DEMO[0][0])
    if is_new or some is None or not verify_password(password, some.password):
        digest = hash_password(password)
        for name, display_name, job_title, role, languages, _ in DEMO:
            staff = known.get(name) or _new_account(name, display_name, job_title, role, languages)
            staff.password = digest
            known[name] = staff
        db.session.flush()
        for name, *_, deputy in DEMO:
            if deputy and known[name].deputy_id is None:
                known[name].deputy_id = known[deputy].id
        db.session.commit()
    return [(name, ROLE_NAMES[role]) for name, _, _, role, _, _ in DEMO]


def _new_account(
    name: str, display_name: str, job_title: str, role: Role, languages: tuple[str, ...]
) -> Staff:
    spoken = db.session.scalars(select(Language).where(Language.code.in_(languages)))
    staff = Staff(
        username=name,
        display_name=display_name,
        job_title=job_title,
        active=True,
        is_demo=True,
        held_roles=[StaffRole(role=role)],
        languages=[StaffLanguage(language=language) for language in spoken],
    )
    db.session.add(staff)
    return staff


def add_staff(username: str, name: str, roles: list[Role], password: str) -> Staff:
    """One account of a real office; raises RulesBroken for a weak password."""
    staff = Staff(
        username=username,
        display_name=name,
        active=True,
        held_roles=[StaffRole(role=role) for role in roles],
    )
    with current_app.test_request_context():
        staff.password = checked_digest(password, staff)
    db.session.add(staff)
    db.session.commit()
    return staff

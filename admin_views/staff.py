"""Accounts of the staff: who may sign in, in which roles; passwords are set, never shown."""

from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _
from flask_security import hash_password
from sqlalchemy import select
from wtforms import Form, PasswordField
from wtforms.validators import InputRequired, Optional

from admin_views.base import RecordView
from admin_views.enum_labels import enum_label
from admin_views.forms import ChildForm
from models.base import Broken, Record, RulesBroken, db, msg
from models.sign_in import SignIn
from models.staff import Staff, StaffLanguage, StaffRole


class NewPasswordField(PasswordField):
    """Never filled from the record; written by the view, which digests it first.

    The column must not be empty, the field may: then the present password stays.
    """

    def __init__(self, label: str, validators: list[Any], **kwargs: Any) -> None:
        optional = [rule for rule in validators if not isinstance(rule, InputRequired)]
        super().__init__(label, optional, **kwargs)

    def process_data(self, value: object) -> None:
        self.data = None

    def populate_obj(self, obj: object, name: str) -> None:
        """The view stores the digest."""


class StaffView(RecordView):
    no_import = "accounts and their roles are given one by one"
    column_list = ("title", "username", "job_title", "phone", "deputy", "active")
    more_columns = ("qualification", "email")
    filter_columns = ("active",)
    form_sections = (
        (
            _("Person"),
            ("display_name", "job_title", "qualification", "email", "phone", "languages"),
        ),
        (_("Account"), ("username", "password", "active", "held_roles", "deputy")),
    )
    form_overrides = {"password": NewPasswordField}
    form_args = {
        "password": {
            "validators": [Optional()],
            "description": _("At least 12 characters. Leave empty to keep the present one."),
        }
    }
    inline_models = (ChildForm(StaffRole, "role"), ChildForm(StaffLanguage, "language"))

    def child_text(self, name: str, child: Record) -> str:
        return (
            enum_label(child.role)
            if isinstance(child, StaffRole)
            else super().child_text(name, child)
        )

    def fact_text(self, record: Record, name: str) -> str:
        return "••••••••" if name == "password" else super().fact_text(record, name)

    def on_model_change(self, form: Form, model: Record, is_created: bool) -> None:
        """A new password is checked and digested; with it, or a closed account, sign-ins end."""
        if not isinstance(model, Staff):
            return
        wish = form.password.data
        if wish:
            model.password = checked_digest(wish, model)
        elif is_created:
            raise RulesBroken(Broken("password", msg("A new account needs a password.")))
        if not is_created and (wish or not model.active):
            end_sign_ins(model)


def checked_digest(password: str, staff: Staff) -> str:
    """The argon2 digest of a password that is long enough and no name."""
    problems, normal = current_app.security.password_util.validate(password, True)
    plain = password.casefold()
    names = [staff.username, *(staff.display_name or "").split(), "passwort", "password", "haan"]
    if problems or any(
        len(name) > 3 and plain.replace(name.casefold(), "") in ("", name.casefold())
        for name in names
    ):
        raise RulesBroken(
            Broken(
                "password",
                msg("A password has at least 12 characters and is no name and no common word."),
            )
        )
    return hash_password(normal)


def end_sign_ins(staff: Staff) -> None:
    """Everybody signed in with this account has to sign in again."""
    current_app.security.datastore.set_uniquifier(staff)
    for living in db.session.scalars(
        select(SignIn).where(SignIn.staff_id == staff.id, SignIn.ended_at.is_(None))
    ):
        living.ended_at = living.seen_at

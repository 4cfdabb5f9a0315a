"""The electronic seal: which certificate it has, how long that holds, and what to do before."""

from typing import Any

from flask_admin import BaseView, expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from admin_views import formats
from admin_views.rights import Gate, needs
from admin_views.seal_words import TROUBLES
from admin_views.words import ngettext
from models.acting import acting
from models.permissions import Action, DataClass
from models.seal import Certificate, NoSeal, certificate, has_timestamps, is_private


class SealView(Gate, BaseView):
    """For those who keep the town's profile; the key itself is never shown."""

    def __init__(self, group: Any) -> None:
        super().__init__(
            name=_("Electronic seal"), category=group, endpoint="seal", url="/admin/seal"
        )

    def is_accessible(self) -> bool:
        return acting().may(Action.UPDATE, DataClass.TOWN)

    @expose("/")
    @needs(Action.UPDATE, DataClass.TOWN)
    def index(self) -> str:
        trouble, found = "", None
        try:
            found = certificate()
        except NoSeal as error:
            trouble = str(TROUBLES[error.trouble])
        return self.render(
            "seal.html",
            title=gettext("Electronic seal"),
            crumbs=[(self.category, None)],
            trouble=trouble,
            facts=_facts(found) if found else [],
            alert=seal_alert(),
            is_private=is_private(),
        )


def _facts(found: Certificate) -> list[tuple[str, str]]:
    on, off = gettext("switched on"), gettext("switched off")
    return [
        (gettext("Holder"), found.subject),
        (gettext("Issuer"), found.issuer),
        (gettext("Holds from"), formats.moment(found.valid_from)),
        (gettext("Holds until"), formats.moment(found.valid_until)),
        (gettext("Key"), found.key),
        (gettext("Fingerprint (SHA-256)"), found.fingerprint),
        (gettext("Time stamp"), on if has_timestamps() else off),
    ]


def seal_alert() -> tuple[str, str] | None:
    """What those who look after the seal have to know now: tone and text."""
    now = acting().now
    try:
        found = certificate()
    except NoSeal as error:
        text = gettext("%(why)s Documents are printed unsealed.", why=str(TROUBLES[error.trouble]))
        return "amber", text
    if now > found.valid_until:
        day = formats.day(found.valid_until.date())
        return "red", gettext(
            "The seal's certificate expired on %(day)s. Documents are printed unsealed.", day=day
        )
    if found.expires_soon(now):
        days = (found.valid_until - now).days
        return "amber", ngettext(
            "The seal's certificate expires in %(num)s day. Ask for a new one now.",
            "The seal's certificate expires in %(num)s days. Ask for a new one now.",
            days,
        )
    return None

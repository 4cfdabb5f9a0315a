"""The town's profile: letterhead and colour, edited on screen."""

import io
from typing import Any

from flask import Response, redirect
from flask_admin import expose
from flask_babel import lazy_gettext as _
from wtforms import FileField, Form
from wtforms.validators import Optional

from admin_views.base import RecordView
from admin_views.frame import shelf
from admin_views.pdf import is_printable_logo
from models.base import Broken, Record, RulesBroken, db, msg
from models.later import later
from models.municipality import LARGEST_LOGO, Municipality
from models.permissions import Action, DataClass

Image = later("PIL.Image")

LARGEST_SIDE = 2000  # pixels


class LogoField(FileField):
    """A PNG or JPEG picture; keeps the present one when nothing is chosen."""

    def populate_obj(self, obj: object, name: str) -> None:
        """The view stores the picture after looking into it."""


class MunicipalityView(RecordView):
    no_import = "there is one"
    column_list = ("title", "department", "street", "town")
    form_sections = (
        (
            _("Letterhead"),
            (
                "name",
                "head",
                "department",
                "unit",
                "street",
                "postcode",
                "town",
                "phone",
                "email",
                "website",
            ),
        ),
        (_("Reminders (house rules)"), ("escalate_after", "career_stalls_after")),
        (_("Look"), ("accent_colour", "logo")),
    )
    form_overrides = {"logo": LogoField}
    form_args = {
        "logo": {"validators": [Optional()], "description": _("PNG or JPEG, at most 200 kB.")},
        "accent_colour": {"description": _("# and six digits, such as #0b5563.")},
    }

    @expose("/")
    def index_view(self) -> Response:
        """There is one town only, so the list is its page."""
        town = db.session.get(Municipality, 1)
        if town is None:
            return super().index_view()
        return redirect(self.get_url(".details_view", id=1))

    def may(self, action: Any) -> bool:
        """One row, neither added nor deleted."""
        return action.name not in ("CREATE", "DELETE") and super().may(action)

    def right_of(self, route: str) -> tuple[Action, DataClass] | None:
        return (
            None
            if route in ("create_view", "create_draft", "new_row", "delete_view")
            else super().right_of(route)
        )

    def fact_text(self, record: Record, name: str) -> str:
        if name != "logo":
            return super().fact_text(record, name)
        return str(record.logo_mime or "") if isinstance(record, Municipality) else ""

    def on_model_change(self, form: Form, model: Record, is_created: bool) -> None:
        upload = form.logo.data
        if isinstance(model, Municipality) and upload and getattr(upload, "filename", ""):
            model.logo, model.logo_mime = read_picture(upload.stream.read(LARGEST_LOGO + 1))

    def after_model_change(self, form: Form, model: Record, is_created: bool) -> None:
        shelf.forget()


def read_picture(content: bytes) -> tuple[bytes, str]:
    """The picture, judged by its content and not by its name."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            kind, sides = picture.format, picture.size
            picture.verify()
    except (OSError, SyntaxError):
        kind, sides = None, (0, 0)
    mime = f"image/{str(kind).lower()}"
    is_fit = kind in ("PNG", "JPEG") and max(sides) <= LARGEST_SIDE and len(content) <= LARGEST_LOGO
    if not (is_fit and is_printable_logo(content, mime)):
        text = msg("This is no PNG or JPEG picture of at most 200 kB and 2000 pixels.")
        raise RulesBroken(Broken("logo", text))
    return content, mime

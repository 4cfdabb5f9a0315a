"""Steps that can be undone, and what is told where one cannot."""

from flask_babel import gettext

from admin_views.formats import show
from admin_views.labels import typed_label
from models.refusal import Refusal


def refusal_text(refusal: Refusal) -> str:
    """Which record stays as it is, and why."""
    values = {name: show(value) for name, value in refusal.values.items()}
    reason = gettext(refusal.text, **values)  # noqa: INT001 - marked for translation in the models
    what = ", ".join(filter(None, (refusal.title, str(typed_label(refusal.field)))))
    return f"{what}: {reason}" if what else reason

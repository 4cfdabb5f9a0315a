"""What the fields of the directory are called on screen."""

from flask_babel.speaklater import LazyString

from admin_views.words import lazy_gettext as _

DIRECTORY_FIELDS: dict[str, LazyString] = {
    "directions": _("How to find it"),
    "hours": _("Times of the week"),
    "is_free": _("Free of charge"),
    "is_on_holidays": _("On holidays too"),
    "synonyms": _("Words that find it"),
    "transit": _("Line and stop"),
    "weeks": _("Only in these weeks of the month"),
}

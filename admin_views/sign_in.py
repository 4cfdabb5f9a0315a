"""Sign-ins: who is signed in, and ending a sign-in from here."""

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView


class SignInView(RecordView):
    no_import = "nobody records it by hand"
    column_list = ("title", "started_at", "seen_at", "ended_at", "browser")
    column_default_sort = (("started_at", True),)
    filter_columns = ("staff", "started_at", "ended_at")
    form_sections = ((_("Sign-in"), ("staff", "started_at", "seen_at", "ended_at", "browser")),)

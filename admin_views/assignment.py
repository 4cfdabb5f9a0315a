"""Assignments of volunteers: asked, accepted, done."""

from flask_babel import lazy_gettext as _

from admin_views.base import RecordView


class AssignmentView(RecordView):
    column_list = ("title", "starts_at", "service", "language", "place", "state", "hours")
    more_columns = ("person_initials", "asked_by", "asked_on", "answered_on", "minutes")
    column_default_sort = (("starts_at", True),)
    filter_columns = ("volunteer", "starts_at", "service", "language", "state", "asked_by")
    numeric_columns = frozenset({"hours", "minutes"})
    search_relations = ("volunteer",)
    empty_text = _("No assignment yet. Look for somebody who speaks the language and has time.")
    form_sections = (
        (_("Who and when"), ("volunteer", "service", "language", "starts_at", "minutes")),
        (_("Where and for whom"), ("place", "person_initials", "is_with_minors", "note")),
        (_("What became of it"), ("hours", "answer")),
    )

"""What the scale of attainment means, and the three sides that contribute."""

from admin_views.words import lazy_gettext as _

# Goal attainment scaling in words both sides understand; 4 is what was agreed.
ATTAINED = (
    _("as at the start"),
    _("first steps made"),
    _("about half reached"),
    _("nearly reached"),
    _("reached as agreed, or more"),
)
SIDES = (
    ("contribution_client", _("Contribution of the client")),
    ("contribution_office", _("Contribution of the office")),
    ("contribution_partner", _("Contribution of partners")),
)

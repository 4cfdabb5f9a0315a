"""The menu's way to imports into the directory, and the address that is known for them."""

from typing import Any

from flask import redirect
from flask_admin import expose
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from admin_views.rights import StaffPage, needs
from models.acting import acting
from models.permissions import Action, DataClass

UPKEEP = (Action.CREATE, DataClass.UPKEEP)


class DirectoryImportView(StaffPage):
    """Leads those who keep the directory to the import of its list."""

    is_seldom = True

    def __init__(self, group: Any) -> None:
        super().__init__(
            name=_("Import into the directory"),
            category=group,
            endpoint="directory_import",
            url="/admin/directory_import",
        )

    def is_visible(self) -> bool:
        return True

    def is_accessible(self) -> bool:
        return acting().may(*UPKEEP)

    @expose("/")
    @needs(*UPKEEP)
    def index(self) -> Response:
        return redirect(self.get_url("partner.import_start"))

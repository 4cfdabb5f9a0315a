"""Import of CSV and Excel tables into the directory of partner organisations."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask import Response
from flask_admin import expose
from flask_babel import lazy_gettext as _

from admin_views.import_work import Target
from admin_views.rights import needs
from admin_views.table_import import ImportPages
from models.acting import acting
from models.permissions import Action, DataClass
from models.reports.partner_twins import PartnerFinder

UPKEEP = (Action.CREATE, DataClass.UPKEEP)


class DirectoryImportView(ImportPages):
    """For those who keep the directory; everybody sees their own imports."""

    grid = "partner"
    is_seldom = True
    words: ClassVar[Mapping[str, Sequence[str]]] = {
        "name": ("Organisation", "Einrichtung", "Träger", "Bezeichnung", "Stelle", "Institution",
                 "Verein", "Partner", "Firma"),
        "category": ("Art", "Typ", "Bereich", "Gruppe", "Category", "Type"),
        "aliases": ("Alias", "Kurzname", "Abkürzung", "Andere Namen"),
        "offer_summary": ("Angebot", "Angebote", "Leistungen", "Beschreibung", "Offer"),
        "street": ("Straße", "Strasse", "Str", "Anschrift", "Adresse", "Straße und Hausnummer",
                   "Street", "Address"),
        "postcode": ("PLZ", "Postleitzahl", "Zip", "Postal code"),
        "town": ("Ort", "Stadt", "Wohnort", "Gemeinde", "City", "Town"),
        "phone": ("Telefon", "Tel", "Telefonnummer", "Rufnummer", "Fon", "Phone", "Durchwahl"),
        "email": ("E-Mail", "Mail", "Email", "E-Mail-Adresse", "Mailadresse"),
        "website": ("Webseite", "Website", "Homepage", "Internet", "Internetseite", "URL", "Web"),
        "opening_hours": ("Öffnungszeiten", "Sprechzeiten", "Zeiten", "Opening hours"),
        "languages": ("Sprachen", "Sprache", "Languages"),
        "is_barrier_free": ("Barrierefrei", "Rollstuhlgerecht", "Barrier-free", "Accessible"),
        "is_place_protected": ("Schutz", "Geschützt", "Geschützter Ort", "Anonyme Adresse"),
        "is_public": ("Öffentlich", "Veröffentlichen", "Public"),
        "checked_on": ("Geprüft am", "Stand", "Aktualisiert", "Checked"),
        "note": ("Bemerkung", "Bemerkungen", "Anmerkung", "Notiz", "Hinweis", "Note", "Remark"),
        "source": ("Quelle", "Source"),
        "source_url": ("Quelle URL", "Quellenlink", "Fundstelle"),
        "source_date": ("Quelle Stand", "Stand der Quelle"),
    }  # fmt: skip

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

    def target(self) -> Target:
        return Target(self.record_view(), PartnerFinder, ("name", "street", "town"))

    @expose("/", methods=("GET", "POST"))
    @needs(*UPKEEP)
    def index(self) -> Response:
        return self.start_page()

    @expose("/<key>/")
    @needs(*UPKEEP)
    def stage(self, key: str) -> Response:
        return self.stage_page(key)

    @expose("/<key>/match", methods=("POST",))
    @needs(*UPKEEP)
    def match(self, key: str) -> Response:
        return self.match_post(key)

    @expose("/<key>/decide", methods=("POST",))
    @needs(*UPKEEP)
    def decide(self, key: str) -> Response:
        return self.decide_post(key)

    @expose("/<key>/write", methods=("POST",))
    @needs(*UPKEEP)
    def carry_out(self, key: str) -> Response:
        return self.carry_out_post(key)

    @expose("/<key>/state.json")
    @needs(*UPKEEP)
    def import_state(self, key: str) -> Response:
        return self.state_answer(key)

    @expose("/<key>/errors.csv")
    @needs(*UPKEEP)
    def error_rows(self, key: str) -> Response:
        return self.errors_answer(key)

    @expose("/<key>/remove", methods=("POST",))
    @needs(*UPKEEP)
    def drop(self, key: str) -> Response:
        return self.remove_post(key)

"""The peer as Flask-Admin's documentation begins: model views with columns, search and filters.

Beside it the same with `form_ajax_refs`, which its documentation offers for large tables.
Nobody is signed in.
"""

import re
import sys

from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_babel import Babel

from bench.caller import Peer
from bench.counted import counted
from models import CounsellingSession, EvictionCase, Partner, Person, Task, db
from models.engine import engine_options

ROW_LINK = re.compile(rb'name="rowid"[^>]*value="(\d+)"')


class StockView(ModelView):
    page_size = 50
    column_display_pk = False


class PersonView(StockView):
    column_list = (
        "family_name", "given_name", "origin_country", "birth_date", "case_status",
        "arrived_haan_on",
    )  # fmt: skip
    column_searchable_list = ("search_text",)
    column_filters = ("case_status", "sex", "interpreter_needed", "birth_date", "arrived_haan_on")
    column_default_sort = [("sort_text", False), ("id", False)]


class SessionView(StockView):
    column_list = (
        "person", "held_on", "starts_at", "minutes", "kind", "place", "worker", "reason",
    )  # fmt: skip
    column_filters = ("held_on", "kind")
    column_default_sort = [("held_on", True), ("id", True)]
    # Without this line every task of the office becomes an option of the form.
    form_columns = (
        "person", "worker", "held_on", "starts_at", "minutes", "kind", "place", "language",
        "interpreter", "reason", "since_last", "content", "agreements", "topics", "handouts",
    )  # fmt: skip


class AjaxSessionView(SessionView):
    form_ajax_refs = {
        "person": {"fields": ("family_name", "given_name")},
        "worker": {"fields": ("display_name",)},
        "place": {"fields": ("label_de",)},
        "language": {"fields": ("label_de",)},
        "topics": {"fields": ("label_de",)},
        "handouts": {"fields": ("name",)},
    }


class TaskView(StockView):
    column_list = ("due_on", "what", "person", "doer", "worker", "state")
    column_filters = ("state", "doer", "due_on")
    column_default_sort = [("due_on", False), ("id", False)]


class CaseView(StockView):
    column_list = (
        "person", "household", "address", "state", "court_reference", "next_due_on", "received_on",
        "hearing_at", "arrears", "adult_count", "minor_count",
    )  # fmt: skip
    column_filters = ("state", "received_on", "served_on")
    column_default_sort = [("next_due_on", False), ("id", False)]


class PartnerView(StockView):
    column_list = ("name", "street", "category", "town", "phone", "email", "checked_on")
    column_searchable_list = ("search_text",)
    column_filters = ("town", "is_public", "checked_on")
    column_default_sort = [("sort_text", False), ("id", False)]


VIEWS = (
    (PersonView, Person),
    (SessionView, CounsellingSession),
    (TaskView, Task),
    (CaseView, EvictionCase),
    (PartnerView, Partner),
)


def application(address: str) -> Flask:
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY="nur-zum-messen",  # noqa: S106 - nobody signs in
        SQLALCHEMY_DATABASE_URI=address,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(address),
    )
    db.init_app(app)
    Babel(app, default_locale="de")
    admin = Admin(app, name="Stock")
    for view, model in VIEWS:
        admin.add_view(view(model, db.session, endpoint=model.__tablename__))
    ajax = AjaxSessionView(CounsellingSession, db.session, endpoint="ajax_session")
    admin.add_view(ajax)
    return app


def main(address: str) -> None:
    Peer(application(address), counted(), ROW_LINK, {}).serve()


if __name__ == "__main__":
    main(sys.argv[1])

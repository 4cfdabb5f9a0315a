"""Pickers: choose records out of many, searched on the server, within one's rights."""

from collections.abc import Sequence
from typing import Any

from flask_admin.model.ajax import AjaxModelLoader
from flask_admin.model.fields import AjaxSelectField, AjaxSelectMultipleField
from flask_babel import gettext
from sqlalchemy import ColumnElement, Select, false, select, true
from wtforms import ValidationError

from admin_views.formats import day
from admin_views.grid import sort_key
from models.acting import acting
from models.base import Record, db
from models.catalogue import Catalogue
from models.permissions import Action, DataClass
from models.person import Person
from models.search import closeness, finds
from models.staff import Staff

MOST = 20  # answers to one look-up


class PickerLoader(AjaxModelLoader):
    """Looks up records of one table that the acting person may see."""

    def __init__(self, name: str, model: type[Record]) -> None:
        super().__init__(name, {})
        self.model = model

    def _allowed(self) -> Select[tuple[Record]]:
        """Records within reach; names of colleagues are open to all who fill in a form."""
        needed = DataClass.COLLEAGUE if self.model is Staff else self.model.access_class
        if self._is_catalogue() or acting().may(Action.READ, needed):
            return select(self.model).where(self.model.visible_to(acting()))
        return select(self.model).where(false())

    def _is_catalogue(self) -> bool:
        return self.model.data_class is DataClass.CATALOGUE

    def format(self, model: Record | None) -> tuple[int, str] | None:
        return None if model is None else (model.id, picker_text(model))

    def get_one(self, pk: Any) -> Record | None:
        try:
            key = int(pk)
        except (TypeError, ValueError):
            return None
        if not 0 < key < 2**31:
            return None
        return db.session.scalar(self._allowed().where(self.model.id == key))

    def get_list(self, query: str, offset: int = 0, limit: int = MOST) -> list[Record]:
        """At most 20 records whose words all occur; nothing typed: the first ones."""
        found = self._allowed().where(finds(self.model, query or ""), self._is_on_offer())
        found = found.order_by(*self._order(query or ""))
        return list(db.session.scalars(found.offset(max(offset, 0)).limit(min(limit, MOST))))

    def titles(self) -> Select[Any]:
        """Key and title of whatever may be chosen anew."""
        wanted = self._allowed().where(self._is_on_offer())
        return wanted.with_only_columns(self.model.id, self.model.title_sql())

    def _is_on_offer(self) -> ColumnElement[bool]:
        """Entries that have ended and colleagues who left are not chosen anew."""
        if issubclass(self.model, Catalogue):
            return self.model.open_on(acting().today)
        return Staff.active if self.model is Staff else true()

    def _order(self, query: str) -> list[ColumnElement[Any]]:
        if self._is_catalogue():
            return [self.model.sort_order, self.model.id]
        first = sort_key(self.model, "title", self.model.title_sql(), is_descending=False)
        nearest = [closeness(self.model, query)] if query.strip() else []
        return [*nearest, first.ordered(), self.model.id]


def picker_text(model: Record) -> str:
    """The title, and for persons the birth date where it may be known: names are shared."""
    if (
        isinstance(model, Person)
        and model.birth_date
        and acting().may(Action.READ, DataClass.MASTER)
    ):
        return f"{model.title} · * {day(model.birth_date)}"
    return model.title


class RecordField(AjaxSelectField):
    """One record; an id out of reach is refused, not dropped."""

    lookup_url = ""

    def _was_refused(self) -> bool:
        posted = (self.raw_data or [""])[0]
        return bool(posted) and posted != "__None" and self.data is None

    def process_formdata(self, valuelist: Sequence[str | None] | None) -> None:
        if valuelist and valuelist[0] in ("", "__None"):
            self.data = None
            return
        if valuelist and self.object_data and valuelist[0] == str(self.object_data.id):
            self.data = self.object_data  # what is there already may stay, even out of reach
            return
        super().process_formdata(valuelist)

    def pre_validate(self, form: Any) -> None:
        if self._was_refused():
            raise ValidationError(gettext("This record does not exist or is out of reach."))

    @property
    def is_blank_allowed(self) -> bool:
        return self.allow_blank

    @property
    def selected(self) -> tuple[int, str] | None:
        return self.loader.format(self.data)


class RecordsField(AjaxSelectMultipleField):
    """Several records."""

    lookup_url = ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        chosen = [value for value in valuelist if value]
        if chosen:
            super().process_formdata(chosen)
        else:
            self.data = []

    def pre_validate(self, form: Any) -> None:
        _ = self.data
        if self._invalid_formdata:
            raise ValidationError(gettext("This record does not exist or is out of reach."))

    @property
    def selected(self) -> list[tuple[int, str]]:
        return [self.loader.format(record) for record in self.data or ()]

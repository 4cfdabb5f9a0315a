"""The records behind the cells of a list: read with what is typed into, by statements made once."""

from collections.abc import Hashable, Sequence
from typing import Any

from sqlalchemy import Executable, Integer, bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from admin_views.cell_forms import PartForms
from models.acting import acting
from models.base import db
from models.search import Searchable

MOST_KEPT = 100  # statements of one table
KEYS = bindparam("keys", expanding=True, type_=Integer())


class CellRecords(PartForms):
    """Mixin of RecordView: reading records and rows of the list by their keys."""

    _asked: dict[Hashable, Executable]

    def cell_records(self, keys: Sequence[int], names: Sequence[str]) -> list[Any]:
        """Those within reach, as they are in the database now; rows of other tables only where

        these fields or the words of the search are made of them.
        """
        someone = acting()
        place: Hashable = ("records", tuple(names), someone.reader, bool(self.own()))
        found = self._asked.get(place)
        if found is None:
            found = (
                select(self.model)
                .where(self.model.id.in_(KEYS), self.model.visible_to(someone))
                .options(*self._cell_loads(names))
                .execution_options(populate_existing=True)
            )
            self._keep(place, found)
        return list(db.session.scalars(found, {"keys": list(keys)}).unique())

    def _cell_loads(self, names: Sequence[str]) -> list[Any]:
        """References joined, as in the form."""
        words = self.model.search_loads if issubclass(self.model, Searchable) else ()
        wanted = {*names, *words} - {"own_values"} | ({"own_values"} if self.own() else set())
        relations = self.model.__mapper__.relationships
        loads = []
        for name in dict.fromkeys((*self.form_columns, *sorted(wanted))):
            if name in relations and not relations[name].uselist:
                loads.append(joinedload(getattr(self.model, name)))
            elif name in relations and name in wanted:
                loads.append(selectinload(getattr(self.model, name)))
        return loads

    def rows_by_key(self, keys: Sequence[int], names: Sequence[str]) -> list[Any]:
        """The columns of the list for these records, as far as they are within reach."""
        someone = acting()
        own = self.own()
        shown = tuple(
            (name, own[name].id, own[name].kind) if name in own else name for name in names
        )
        place: Hashable = ("rows", shown, someone.reader)
        found = self._asked.get(place)
        if found is None:
            columns = [self.source(name).label(name) for name in names]
            is_here = self.model.id.in_(KEYS) & self.model.visible_to(someone)
            found = select(self.model.id, *columns).where(is_here)
            self._keep(place, found)
        return list(db.session.execute(found, {"keys": list(keys)}))

    def _keep(self, place: Hashable, statement: Executable) -> None:
        if len(self._asked) > MOST_KEPT:
            self._asked.clear()
        self._asked[place] = statement

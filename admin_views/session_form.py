"""The form of a talk: what it begins with, what lies beside it, where it leads (concept 3.2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any, ClassVar

from flask import Response, flash, g, redirect, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from wtforms import Form

from admin_views.closed_file import knock
from admin_views.fields import EnumField
from admin_views.paper_choice import name_of
from admin_views.paper_languages import languages_of_client
from admin_views.session_panel import TalkPanel, talk_panel
from admin_views.session_parts import OpenTasksField, TopicMinutesField
from models.acting import OFFICE_TIME, acting
from models.base import Record, db
from models.catalogue import Language, SessionPlace
from models.counselling_session import (
    CounsellingSession,
    SessionKind,
)
from models.person import Person
from models.reports.talk_start import Present, TalkStart, open_tasks, talk_start, usual_place
from models.session_parts import note_topic_minutes
from models.task import Task, TaskState

SHORT_KINDS = (
    SessionKind.SHORT_CONTACT,
    SessionKind.COLLATERAL,
    SessionKind.NO_SHOW,
    SessionKind.CANCELLED,
)
FIVE_MINUTES = 5


@dataclass(frozen=True)
class WayOn:
    """A button beside "Save": its name in the form, its words, the page it leads to by `id`.

    `is_paper`: the page is a paper, which speaks the client's language too.
    """

    name: str
    label: LazyString
    route: str
    is_paper: bool = False

    def words(self, language: str) -> str:
        if not (self.is_paper and language):
            return str(self.label)
        both = gettext("German + %(language)s", language=name_of(language))
        return f"{self.label} ({both})"


def is_short() -> bool:
    """The page for a contact in passing was asked for."""
    return "short" in request.args and "id" not in request.args


class SessionForm:
    """Mixin of the view of talks, before RecordView."""

    ways_on: ClassVar[list[WayOn]] = [
        WayOn("_sign", _("Save and sign"), ".issue"),
        WayOn("_print", _("Save and print"), ".protocol", is_paper=True),
    ]

    def extra_fields(self) -> dict[str, Any]:
        more: dict[str, Any] = super().extra_fields()
        return {
            **more,
            "topic_minutes": TopicMinutesField(_("Minutes by topic")),
            "done_tasks": OpenTasksField(_("Done since the last talk")),
        }

    @property
    def form_template(self) -> str:
        return "short_contact.html" if is_short() else "session_form.html"

    def list_acts(self) -> list[tuple[str, str]]:
        acts: list[tuple[str, str]] = super().list_acts()
        if not self.may_fill_in():
            return acts
        return [*acts, (gettext("Short contact"), self.get_url(".create_view", short=1))]

    def form_title(self, record: Record | None) -> str:
        if is_short():
            return gettext("Short contact")
        person = self.asked_person() if record is None else None
        if person is None:
            return super().form_title(record)
        return gettext("Talk with %(name)s", name=natural_name(person))

    def asked_person(self) -> Person | None:
        """Whom the address names, if the acting person may see them."""
        if "asked_person" not in g:
            loader = self._form_ajax_refs["person"]
            g.asked_person = loader.get_one(request.args.get("person"))
            if g.asked_person is not None:
                knock(g.asked_person)
        return g.asked_person

    def _kept_presets(self) -> dict[str, str]:
        """Short contacts are a form of their own: its drafts fill no long one."""
        kept: dict[str, str] = super()._kept_presets()
        return {**kept, "short": "1"} if is_short() else kept

    def presets(self) -> SimpleNamespace:
        """Now, here, and what is usual with this person; the address has the last word."""
        named = super().presets()
        usual = self._short_values() if is_short() else self._usual_values()
        return SimpleNamespace(**{**usual, **vars(named)})

    def _short_values(self) -> dict[str, Any]:
        phone = db.session.query(SessionPlace).filter_by(code="phone").first()
        return {"starts_at": _now(), "kind": SessionKind.SHORT_CONTACT, "place": phone}

    def _usual_values(self) -> dict[str, Any]:
        values = {"starts_at": _now(), "place": usual_place(db.session(), acting())}
        person = self.asked_person()
        start = self._start_with(person, None) if person else None
        if start is None:
            return values
        return {
            **values,
            "kind": start.kind,
            "language": start.language,
            "interpreter": start.interpreter,
            "attendees": [_row(one) for one in start.present],
        }

    def _start_with(self, person: Person, talk_id: int | None) -> TalkStart:
        """Asked once for a page, though the form and what lies beside it both need it."""
        known: dict[int, TalkStart] = g.setdefault("talk_starts", {})
        if person.id not in known:
            known[person.id] = talk_start(db.session(), person, acting(), talk_id)
        return known[person.id]

    def create_form(self, obj: Any = None) -> Form:
        form = super().create_form(obj)
        if is_short() and isinstance(form.kind, EnumField):
            form.kind.members = list(SHORT_KINDS)
        person = form.person.data
        return self._offered(form, person.id if person else None, None)

    def edit_form(self, obj: Any = None) -> Form:
        return self._offered(super().edit_form(obj), obj.person_id, obj.id)

    def _offered(self, form: Form, person_id: int | None, talk_id: int | None) -> Form:
        if person_id is not None and not is_short():
            form.done_tasks.tasks = open_tasks(db.session(), person_id, acting(), talk_id)
        return form

    def more_form(self, form: Form, record: Record | None) -> dict[str, Any]:
        """What lies beside the form."""
        more: dict[str, Any] = super().more_form(form, record)
        person = form.person.data
        language = client_language(person, form.language.data) if person else ""
        ways = [(way.name, way.words(language)) for way in self.ways_on]
        return {**more, "talk": self._panel(form, record), "ways_on": ways}

    def _panel(self, form: Form, record: Record | None) -> TalkPanel:
        person = record.person if isinstance(record, CounsellingSession) else form.person.data
        if person is None or is_short():
            return talk_panel(None)
        start = self._start_with(person, record.id if record else None)
        return talk_panel(start, form.done_tasks.tasks, form.language.data)

    def on_model_change(self, form: Form, model: Record, is_created: bool) -> None:
        """What is agreed is a task of the person; the office's part is the worker's."""
        if not isinstance(model, CounsellingSession):
            return
        for task in model.tasks:
            task.person = model.person
            task.worker = task.worker or model.worker
        for task in form.done_tasks.done():
            if isinstance(task, Task):
                task.close(min(model.held_on or acting().today, acting().today))
            else:
                task.state = TaskState.DONE
        db.session.add(model)
        db.session.flush()  # the rows of topics come with their talk
        note_topic_minutes(model.id, form.topic_minutes.data, db.session())

    def _saved(self, record: Record) -> Response:
        db.session.expire(record, ["topic_rows"])
        answer: Response = super()._saved(record)
        way = next((way for way in self.ways_on if way.name in request.form), None)
        if way is not None:
            language = client_language(record.person, record.language) if way.is_paper else ""
            spoken = {"language": language} if language else {}
            answer = redirect(self.get_url(way.route, id=record.id, **spoken))
        elif is_short() and "_add_another" not in request.form and "url" not in request.args:
            answer = redirect(self.get_url("person.details_view", id=record.person_id))
        own_page = self.get_url(".details_view", id=record.id)
        for hint in hints(record) if answer.location != own_page else ():  # which tells them
            flash(hint)
        return answer


def client_language(person: Person, spoken: Language | None) -> str:
    """The language that the client's papers speak beside German; empty where none is needed."""
    if not person.interpreter_needed:
        return ""
    return next(iter(languages_of_client(person, spoken.code if spoken else None)), "")


def natural_name(person: Person) -> str:
    return " ".join(filter(None, (person.given_name, person.family_name)))


def hints(talk: Record) -> Iterator[str]:
    """What is worth a second look, though it was saved."""
    if not isinstance(talk, CounsellingSession):
        return
    if talk.lacks_interpreter:
        yield gettext("An interpreter is needed, but none is named for this talk.")
    named = sum(talk.topic_minutes.values())
    if talk.minutes is not None and named > talk.minutes:
        yield gettext(
            "The topics add up to %(sum)s minutes, the talk took %(minutes)s.",
            sum=named,
            minutes=talk.minutes,
        )


def _now() -> Any:
    now = acting().now.astimezone(OFFICE_TIME)
    return _full(now).time()


def _full(moment: datetime) -> datetime:
    """Down to five minutes: nobody knows the minute in which a talk began."""
    minute = moment.minute - moment.minute % FIVE_MINUTES
    return moment.replace(minute=minute, second=0, microsecond=0, tzinfo=None)


def _row(one: Present) -> SimpleNamespace:
    return SimpleNamespace(id=None, kind=one.kind, name=one.name, person=one.person)

"""What the form of a talk asks beyond its columns: minutes by topic, tasks that are done."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext
from wtforms import Field, SelectMultipleField
from wtforms.fields.choices import Choice
from wtforms.widgets import TextInput

from admin_views.choices import entries_of
from admin_views.fields import refusal
from admin_views.steps import step_text
from models.catalogue import Topic
from models.goal import GoalStep
from models.task import Task


class TopicMinutesField(Field):
    """Minutes by topic, sent as `<name>-<key of the topic>`; what is left empty is not noted."""

    widget = TextInput()

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors = []
        self.typed: dict[int, str] = {}
        self.data: dict[int, int] = dict(data or {}) if isinstance(data, dict) else {}
        self.object_data = self.data
        if not formdata:
            return
        self.data = {}
        for name in formdata:
            if found := re.fullmatch(rf"{re.escape(self.name)}-([0-9]{{1,9}})", name):
                self._read(int(found[1]), formdata[name].strip())

    def _read(self, topic_id: int, typed: str) -> None:
        self.typed[topic_id] = typed
        if not typed:
            return
        if re.fullmatch("[0-9]{1,4}", typed):
            self.data[topic_id] = int(typed)
        else:
            text = gettext("Minutes are a whole number.")
            self.process_errors = [text]

    def populate_obj(self, obj: object, name: str) -> None:
        """Written once the topics themselves are there."""

    def text_for(self, topic_id: int) -> str:
        """What stands in the topic's own field: as it was typed."""
        known = self.data.get(topic_id)
        return self.typed.get(topic_id, "" if known is None else str(known))

    def told(self) -> str:
        """In words: which topic took how long."""
        topics = entries_of(Topic)
        known = [(topics[key].label, value) for key, value in self.data.items() if key in topics]
        return ", ".join(f"{label} {value}" for label, value in known)

    def pairs(self) -> list[tuple[str, str]]:
        return [(f"{self.name}-{key}", str(value)) for key, value in self.data.items()]


class OpenTasksField(SelectMultipleField):
    """Open tasks of the person; ticked ones are done with this talk."""

    def __init__(self, label: str = "", **kwargs: Any) -> None:
        super().__init__(label, [], coerce=str, validate_choice=False, **refusal(), **kwargs)
        self.tasks: Sequence[Task | GoalStep] = ()

    def process_data(self, value: object) -> None:
        self.data = []

    def iter_choices(self) -> Iterator[Choice]:
        chosen = set(self.data or ())
        for task in self.tasks:
            yield Choice(key_of(task), step_text(task), key_of(task) in chosen, {})

    def done(self) -> list[Task | GoalStep]:
        """Those ticked, as far as they are still open and within reach."""
        chosen = set(self.data or ())
        return [task for task in self.tasks if key_of(task) in chosen]

    def populate_obj(self, obj: object, name: str) -> None:
        """No column of the talk."""


def key_of(task: Task | GoalStep) -> str:
    return f"{task.__tablename__}-{task.id}"

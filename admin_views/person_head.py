"""The head of a person's file: eight facts, and what presses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from markupsafe import Markup

from admin_views import formats
from admin_views.details import Fact
from admin_views.due import distance
from admin_views.enum_labels import TONES, enum_label
from admin_views.eviction_labels import RULES
from admin_views.labels import field_label
from admin_views.words import gettext, ngettext
from models.acting import acting
from models.permissions import Action, DataClass
from models.person import BirthPrecision, CaseStatus, LanguageLevel, Person
from models.reports.person_file import PersonHead, Relative
from models.reports.worklist import PAPER_WARNING
from models.rules.dates import age_on
from models.rules.urgency import tone_of, traffic_light

BETWEEN = " · "
SOON = timedelta(days=14)  # from here on `distance` counts weeks
LOOKED_AFTER = (CaseStatus.NEW, CaseStatus.ACTIVE, CaseStatus.DORMANT)


@dataclass(frozen=True)
class HeadAlert:
    """What presses: a colour, in how many days, what, and what to do about it."""

    tone: str
    lead: str
    text: str
    url: str = ""
    act: str = ""


def with_age(text: str, birth: date) -> str:
    age = age_on(birth, acting().today)
    return ngettext("%(day)s · %(num)s year", "%(day)s · %(num)s years", age, day=text)


def head_facts(person: Person, head: PersonHead, relatives: list[Relative]) -> list[Fact]:
    """Each for those who may read it."""

    def may(data_class: DataClass) -> bool:
        return acting().may(Action.READ, data_class)

    facts = []
    if may(DataClass.MASTER):
        facts += [
            Fact(field_label(Person, "birth_date"), _born(person)),
            Fact(field_label(Person, "languages"), _languages(person)),
        ]
    if may(DataClass.RESIDENCE):
        facts += [
            Fact(gettext("Residence"), _residence(head)),
            Fact(field_label(Person, "benefit_law"), head.benefit_law or ""),
        ]
    if may(DataClass.STAY):
        facts.append(Fact(gettext("Lives in"), _home(person, head)))
    facts.append(Fact(field_label(Person, "household"), _household(relatives)))
    if may(DataClass.MASTER):
        facts.append(Fact(field_label(Person, "responsible"), _responsible(head)))
    if may(DataClass.RESIDENCE):
        facts.append(Fact(gettext("Target group"), head.target_groups or ""))
    if not may(DataClass.MASTER):
        day = person.arrived_haan_on
        facts.append(Fact(field_label(Person, "arrived_haan_on"), formats.show(day)))
    return facts


def _born(person: Person) -> str:
    country = person.origin_country.title if person.origin_country else ""
    born = ""
    if person.birth_date:
        born = with_age(formats.day(person.birth_date), person.birth_date)
        if person.birth_precision is not BirthPrecision.EXACT:
            born += f" ({enum_label(person.birth_precision)})"
    return ", ".join(filter(None, (born, country)))


def _languages(person: Person) -> str:
    """The first is the one to be talked in; with an interpreter, where one is needed."""
    texts = []
    for number, one in enumerate(person.languages):
        is_told = one.level not in (LanguageLevel.UNKNOWN, LanguageLevel.NATIVE)
        text = f"{one.title} {enum_label(one.level)}" if is_told else one.title
        if number == 0 and person.interpreter_needed:
            text += f" ({gettext('interpreter needed')})"
        texts.append(text)
    if not texts and person.interpreter_needed:
        texts.append(gettext("interpreter needed"))
    return ", ".join(texts)


def _residence(head: PersonHead) -> str | Markup:
    if not head.residence_title:
        return ""
    text, day = _status(head), head.residence_expires_on
    if day is None:
        return text
    until = gettext("until %(day)s", day=formats.day(day))
    tone = tone_of(day, acting().today, PAPER_WARNING)
    if not tone:
        return f"{text}{BETWEEN}{until}"
    tag = '<span class="tag {}">{}</span>'
    return Markup(tag).format(tone, f"{text}{BETWEEN}{until}")  # noqa: S704 - `format` escapes


def _status(head: PersonHead) -> str:
    """The title with its paragraph, unless its name has it already."""
    title, basis = head.residence_title or "", head.residence_basis or ""
    return title if basis in title or "§" in title else f"{title} {basis}"


def _home(person: Person, head: PersonHead) -> str | Markup:
    """The unit of the town, else the person's own address, where that may be read."""
    if head.unit:
        since = gettext("since %(day)s", day=formats.show(head.lives_there_since))
        return Markup("{} {}").format(  # noqa: S704 - `format` escapes
            link_to(head.unit, "unit", head.unit_id, DataClass.ROOM), since
        )
    if not acting().may(Action.READ, person.own_class_of("street")):
        return ""
    town = " ".join(filter(None, (person.postcode, person.town)))
    return ", ".join(filter(None, (person.street, town)))


def link_to(text: str, stem: str, key: int | None, data_class: DataClass) -> str | Markup:
    if key is None or not acting().may(Action.READ, data_class):
        return text
    url = url_for(f"{stem}.details_view", id=key)
    return Markup('<a href="{}">{}</a>').format(url, text)  # noqa: S704 - `format` escapes


def _household(relatives: list[Relative]) -> Markup:
    links = [
        Markup("{}{}").format(  # noqa: S704 - `format` escapes
            link_to(one.given_name or one.family_name, "person", one.person_id, DataClass.IDENTITY),
            f" ({age_on(one.birth_date, acting().today)})" if one.birth_date else "",
        )
        for one in relatives
    ]
    return Markup(", ").join(links)  # noqa: S704 - our own text


def _responsible(head: PersonHead) -> str:
    if head.worker is None:
        return ""
    deputy = gettext("deputy %(name)s", name=head.deputy) if head.deputy else ""
    return BETWEEN.join(filter(None, (head.worker, deputy)))


def head_alerts(person: Person, head: PersonHead) -> list[HeadAlert]:
    """What must not be overlooked, the gravest first."""
    found = [*_of_person(person, head), *_of_status(person, head), *_of_eviction(head)]
    return sorted(found, key=lambda one: one.tone != "red")


def _of_person(person: Person, head: PersonHead) -> Iterator[HeadAlert]:
    someone = acting()
    if person.is_restricted:
        names = ", ".join(staff.display_name for staff in person.readers)
        yield HeadAlert("red", gettext("Closed file."), gettext("Open to %(names)s.", names=names))
    if person.is_address_protected:
        yield HeadAlert(
            "red", "", gettext("The address is protected: pass on neither address nor phone.")
        )
    if not someone.may(Action.READ, DataClass.MASTER):
        return
    for alert in person.alerts:
        if alert.is_open_on(someone.today):
            yield HeadAlert(TONES[alert.level], "", alert.text)
    if head.worker is None and person.case_status in LOOKED_AFTER:
        url = _create("responsibility", DataClass.MASTER, person)
        yield HeadAlert("amber", "", gettext("Nobody is responsible."), url, gettext("Assign"))


def _of_status(person: Person, head: PersonHead) -> Iterator[HeadAlert]:
    day, today = head.residence_expires_on, acting().today
    if day is None or not tone_of(day, today, PAPER_WARNING):
        return
    values = {"status": _status(head), "day": formats.day(day)}
    if day < today:
        text = gettext("%(status)s expired on %(day)s.", **values)
    else:
        text = gettext("%(status)s expires on %(day)s.", **values)
    url, act = _create("appointment", DataClass.SESSION, person), gettext("Arrange an appointment")
    if not url:
        url = _create("residence_status", DataClass.RESIDENCE, person)
        act = gettext("Enter new status")
    yield HeadAlert(tone_of(day, today, PAPER_WARNING), _when(day), text, url, act)


def _of_eviction(head: PersonHead) -> Iterator[HeadAlert]:
    day = head.eviction_due_on
    if day is None:
        return
    rule = head.eviction_rule or ""
    name = gettext("Eviction") if rule == "eviction_at" else str(RULES.get(rule, rule))
    url = url_for("eviction_case.details_view", id=head.eviction_case_id)
    text = f"{name}: {formats.day(day)}"
    yield HeadAlert(
        traffic_light(day, acting().today), _when(day), text, url, gettext("Open the case")
    )


def _when(day: date) -> str:
    """In how many days, counted one by one as long as that is how one thinks of them."""
    left = (day - acting().today).days
    if SOON.days <= left <= PAPER_WARNING.days:
        text = ngettext("in %(num)s day", "in %(num)s days", left)
    else:
        text = distance(day, acting().today)
    return text[:1].upper() + text[1:]


def _create(stem: str, data_class: DataClass, person: Person) -> str:
    if not acting().may(Action.CREATE, data_class):
        return ""
    back = url_for("person.details_view", id=person.id)
    values: dict[str, Any] = {"person": person.id, "url": back}
    return url_for(f"{stem}.create_view", **values)

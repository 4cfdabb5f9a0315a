"""The case sheet for the file, and the caretakers' slip for the day of an eviction."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from admin_views.enum_labels import enum_label
from admin_views.eviction_labels import RULES
from admin_views.eviction_sheets import head_count
from admin_views.formats import show
from admin_views.labels import field_label
from admin_views.paper_texts import day, euros, filled, moment, texts
from models.acting import acting
from models.eviction_case import EvictionCase
from models.eviction_deadline import EvictionDeadline
from models.eviction_step import missing_facts
from models.permissions import DataClass
from models.reports.sheets import Facts, Grid, Part, Ruled, Sheet, Ticks, Words
from models.staff import Staff

Legends = Iterable[tuple[Any, tuple[str, ...]]]
# What the sheet shows in tables of its own.
NOT_FACTS = frozenset({
    *("person", "residents", "rent_entries", "contact_attempts", "undertakings", "instalments"),
    *("adult_count", "minor_count", "has_pets", "worker"),
})  # fmt: skip


def case_sheet(case: EvictionCase, legends: Legends) -> Sheet:
    """Facts in the order of the form, then people, deadlines, attempts and steps."""
    words = texts("case_sheet")
    return Sheet(
        document_number=f"{case.document_number}-FB",
        title=words["title"],
        parts=tuple(_sheet_parts(case, legends, words)),
    )


def _sheet_parts(case: EvictionCase, legends: Legends, words: dict[str, Any]) -> Iterator[Part]:
    label = words["labels"]
    if case.person.is_address_protected:
        yield Words(words["protected"], is_urgent=True)
    now = f"{enum_label(case.state)} ({day(acting().today)})"
    yield Facts(((label["now"], now), (label["worker"], _name(case.worker))), is_dense=True)
    yield _people(case, label)
    yield Grid(
        label["deadlines"],
        (
            (label["deadline"], 47),
            (label["safe"], 24),
            (label["legal"], 24),
            (label["basis"], 46),
            (label["done"], 24),
        ),
        tuple(_deadline(row, label) for row in case.current_deadlines),
    )
    yield from _facts(case, legends)
    yield from _records(case, label)
    yield Words(words["purpose"])


def _facts(case: EvictionCase, legends: Legends) -> Iterator[Part]:
    """What is known, but no notes; what the present state needs and nobody knows is a line."""
    missing = set(missing_facts(case))
    for legend, names in legends:
        told = [name for name in names if name not in NOT_FACTS and name != "state"]
        facts = [name for name in told if EvictionCase.class_of(name) is not DataClass.NOTE]
        rows = [
            (str(field_label(EvictionCase, name)), show(getattr(case, name), name))
            for name in facts
            if name in missing or getattr(case, name) not in (None, "", [])
        ]
        if rows:
            yield Facts(tuple(rows), str(legend), is_dense=True)


def _people(case: EvictionCase, label: dict[str, str]) -> Grid:
    rows = [(case.person.title, label["tenant"], day(case.served_on))]
    for one in case.residents:
        part = label["tenant"] if one.is_tenant else label["resident"]
        rows.append((one.person.title, part, day(one.served_on)))
    pets = f" · {label['pets']}" if case.has_pets else ""
    rows.append((label["counts"], head_count(case) + pets, ""))
    columns = ((label["who"], 55), (label["part"], 78), (label["served"], 32))
    return Grid(label["people"], columns, tuple(rows))


def _deadline(row: EvictionDeadline, label: dict[str, str]) -> tuple[str, ...]:
    name = str(RULES[row.rule])
    if row.is_provisional:
        name = filled(label["provisional"], what=name)
    if row.fixed_on:
        name = f"{name}, {filled(label['fixed'], why=row.fixed_reason or '')}"
    basis = row.basis.replace("§ ", "§\N{NO-BREAK SPACE}")
    return (name, day(row.due_on), day(row.statutory_end), basis, day(row.done_on))


def _records(case: EvictionCase, label: dict[str, str]) -> Iterator[Part]:
    """What was tried, undertaken and decided; an empty table says that nothing was."""
    yield Grid(
        label["attempts"],
        ((label["day"], 24), (label["how"], 40), (label["result"], 45), (label["by"], 56)),
        tuple(
            (day(one.tried_on), enum_label(one.kind), enum_label(one.result), _name(one.staff))
            for one in case.contact_attempts
        ),
    )
    if case.undertakings:
        yield _undertakings(case, label)
    if case.instalments:
        yield _instalments(case, label)
    yield Grid(
        label["steps"],
        ((label["day"], 24), (label["state"], 45), (label["by"], 40), (label["reason"], 56)),
        tuple(
            (day(step.taken_on), enum_label(step.state), _name(step.staff), step.reason or "")
            for step in case.steps
        ),
    )


def _undertakings(case: EvictionCase, label: dict[str, str]) -> Grid:
    names = ("body", "amount", "addressee", "received")
    return Grid(
        label["undertakings"],
        tuple(zip((label[name] for name in names), (60, 30, 45, 30), strict=True)),
        tuple(
            (one.body, euros(one.amount), enum_label(one.addressee), day(one.received_on))
            for one in case.undertakings
        ),
    )


def _instalments(case: EvictionCase, label: dict[str, str]) -> Facts:
    """All in one line: a plan may run for years."""
    rows = sorted(case.instalments, key=lambda one: one.due_on)
    paid = [one for one in rows if one.paid_on]
    plan = filled(
        label["plan"],
        number=str(len(rows)),
        total=euros(sum((one.amount for one in rows), Decimal(0))),
        first=day(rows[0].due_on),
        last=day(rows[-1].due_on),
        paid=str(len(paid)),
    )
    return Facts(((label["instalments"], plan),))


def _name(staff: Staff | None) -> str:
    return staff.display_name if staff else ""


def slip(case: EvictionCase, phone: str) -> Sheet:
    """For the caretakers: where, when, how many people, what to consider, and who leads.

    A protected address is not on it, whoever prints it. `phone` is the town's own number.
    """
    words = texts("slip")
    label, leader = words["labels"], case.worker
    first, second = (*(one.title for one in case.caretakers), "", "")[:2]
    is_protected = case.person.is_address_protected
    people = head_count(case)
    facts = (
        (label["when"], moment(case.eviction_at)),
        (label["where"], words["protected"] if is_protected else case.address or ""),
        (label["name"], "–" if is_protected else case.person.family_name),
        (label["people"], people),
        (label["pets"], show(case.has_pets)),
        (label["needs"], ", ".join(_needs(case, words)) or "–"),
        (label["leader"], _name(leader)),
        (label["phone"], (leader.phone if leader else None) or phone),
        (label["first"], first),
        (label["second"], second),
        (label["rooms"], ", ".join(one.title for one in case.open_reservations)),
    )
    ready = tuple(filled(item, people=people) for item in words["lists"]["ready"])
    return Sheet(
        document_number=f"{case.document_number}-HM",
        title=words["title"],
        parts=(
            Facts(facts),
            Ticks(ready, heading=label["ready"]),
            Ruled(label["remarks"], 5),
            Words(words["privacy"]),
        ),
    )


def _needs(case: EvictionCase, words: dict[str, Any]) -> Iterator[str]:
    people = [case.person, *(one.person for one in case.residents)]
    if any(person.needs_barrier_free for person in people):
        yield words["barrier_free"]
    if any(person.interpreter_needed for person in people):
        yield words["interpreter"]
    if case.place_needs:
        yield case.place_needs

"""The shape of the house: who may import whom, how long a file may be, what every table has."""

import ast
import re
import sys
from collections.abc import Iterator
from enum import Enum
from operator import attrgetter
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Enum as EnumType
from sqlalchemy import Index, PrimaryKeyConstraint, Table, UniqueConstraint

from admin_views.base import RecordView
from admin_views.enum_labels import LABELS, enum_label
from admin_views.labels import FIELDS
from admin_views.table_labels import TABLE_FIELDS, TABLES
from models.base import Base, Record
from models.catalogue import Catalogue
from models.permissions import GRANTS, DataClass, Role
from models.rules.text import fold

ROOT = Path(__file__).parent.parent
OURS = {"app", "admin_views", "models", "seed", "bench", "tests", "migrations"}
LAYERS = {  # folder: what of ours it may import
    "models/rules": {"models.rules"},
    "models": {"models"},
    "admin_views": {"admin_views", "models"},
    "seed": {"seed", "models"},
    "app.py": {"admin_views", "models", "seed"},
    "bench": {"bench", "app", "models", "seed"},
}
DOORS = {  # the few that reach over
    "models/rules/likeness.py": {"models.later"},  # a library that few requests need
    "models/rules/phones.py": {"models.later"},  # numbering plans of the world
    "seed/demo_server.py": {"app"},  # starts the application
    "seed/demo_documents.py": {"admin_views.issuing"},  # draws and seals as the office does
    "seed/staff.py": {"admin_views.staff"},  # one rule for passwords, wherever they are set
}
WEB = {"wtforms", "werkzeug", "jinja2", "markupsafe"}  # and all that begins with flask
BRIDGES = {"models/base.py": {"flask_sqlalchemy"}, "models/staff.py": {"flask_security"}}
BANNED = {  # what would go past rights, locking or the audit trail
    "column_editable_list", "bulk_save_objects", "bulk_insert_mappings", "bulk_update_mappings",
}  # fmt: skip
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_START = 300, 40, 120  # lines


def python_files(*folders: str) -> list[Path]:
    places = (ROOT / folder for folder in folders)
    return sorted(file for place in places for file in [*place.rglob("*.py")] or [place])


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


APPLICATION = python_files("app.py", "models", "admin_views", "seed", "bench")
EVERYTHING = [*APPLICATION, *python_files("tests")]


def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(), str(file))


def imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        assert node.level == 0, "imports are written out in full"
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Call) and ast.unparse(node.func) == "later":
        yield from (word.value for word in node.args if isinstance(word, ast.Constant))


def imports_of(file: Path) -> set[str]:
    return {name for node in ast.walk(tree_of(file)) for name in imported(node)}


def is_within(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("file", APPLICATION, ids=name_of)
def test_a_layer_imports_only_what_lies_below(file: Path) -> None:
    layer = next(layer for layer in LAYERS if name_of(file).startswith(layer))
    allowed = LAYERS[layer] | DOORS.get(name_of(file), set())
    ours = {name for name in imports_of(file) if name.split(".")[0] in OURS}
    assert {name for name in ours if not is_within(name, allowed)} == set()


@pytest.mark.parametrize("file", python_files("models"), ids=name_of)
def test_the_models_know_nothing_of_the_web(file: Path) -> None:
    tops = {name.split(".")[0] for name in imports_of(file)}
    web = {top for top in tops if top in WEB or top.startswith("flask")}
    assert web <= BRIDGES.get(name_of(file), set())


@pytest.mark.parametrize("file", python_files("models/rules"), ids=name_of)
def test_rules_need_little_but_the_standard_library(file: Path) -> None:
    tops = {name.split(".")[0] for name in imports_of(file)}
    ours = {"anyascii", "dateutil", "models", "phonenumbers", "rapidfuzz"}
    assert tops <= sys.stdlib_module_names | ours
    clocks = {"now", "today", "utcnow"}
    calls = [node for node in ast.walk(tree_of(file)) if isinstance(node, ast.Attribute)]
    assert not {node.attr for node in calls if isinstance(node.ctx, ast.Load)} & clocks


def test_the_papers_hold_no_program() -> None:
    assert not list((ROOT / "report_templates").rglob("*.py"))


@pytest.mark.parametrize("file", EVERYTHING, ids=name_of)
def test_no_file_is_longer_than_one_reads(file: Path) -> None:
    lines = len(file.read_text().splitlines())
    assert lines <= (LONGEST_START if file.name == "app.py" else LONGEST_FILE)


@pytest.mark.parametrize("file", EVERYTHING, ids=name_of)
def test_every_file_says_what_it_is(file: Path) -> None:
    assert ast.get_docstring(tree_of(file))


def functions_of(file: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree_of(file)) if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize("file", APPLICATION, ids=name_of)
def test_functions_are_short_typed_and_import_nothing(file: Path) -> None:
    for function in functions_of(file):
        assert function.returns is not None, function.name
        assert (function.end_lineno or 0) - function.lineno < LONGEST_FUNCTION, function.name
        inner = [name for node in ast.walk(function) for name in imported(node)]
        assert inner == [], function.name


@pytest.mark.parametrize("file", APPLICATION, ids=name_of)
def test_nothing_goes_past_rights_and_audit(file: Path) -> None:
    used = {node.attr for node in ast.walk(tree_of(file)) if isinstance(node, ast.Attribute)}
    named = {node.id for node in ast.walk(tree_of(file)) if isinstance(node, ast.Name)}
    assert not (used | named) & BANNED


def test_a_check_is_silenced_only_where_it_is_made_and_with_a_reason() -> None:
    marks = [(file, line) for file in EVERYTHING for line in file.read_text().splitlines()]
    bare = [name_of(file) for file, line in marks if re.search(r"# noqa(: [A-Z0-9, ]+)?$", line)]
    unchecked = [
        name_of(file)
        for file, line in marks
        if "type: " + "ignore" in line and not file.is_relative_to(ROOT / "models")
    ]
    assert (bare, unchecked) == ([], [])  # mypy reads the models alone


def test_the_product_names_no_place_of_one_machine() -> None:
    words = ("/home/", "/root/", "/tmp/")  # noqa: S108 - looked for, not used
    told = [
        (name_of(file), word)
        for file in APPLICATION
        for word in words
        if word in file.read_text().lower()
    ]
    assert told == []


def models() -> list[type[Record]]:
    return sorted(
        (mapper.class_ for mapper in Base.registry.mappers), key=lambda model: model.__name__
    )


MODELS = models()
TABLE_FILES = sorted(  # parts of a record are typed in its form and tested with it
    {model.__module__.removeprefix("models.") for model in MODELS if not model.part_of}
)


title = attrgetter("__name__")


@pytest.mark.parametrize("stem", TABLE_FILES)
def test_one_thing_has_one_name_in_every_room(stem: str) -> None:
    assert (ROOT / "admin_views" / f"{stem}.py").exists()
    assert (ROOT / "tests" / f"test_{stem}.py").exists()


@pytest.mark.parametrize("model", MODELS, ids=title)
def test_every_table_declares_its_data_class_itself(model: type[Record]) -> None:
    declares = "data_class" in model.__dict__ or issubclass(model, Catalogue)
    assert declares
    classes = {model.data_class, model.access_class, *model.field_classes.values()}
    assert all(isinstance(item, DataClass) for item in classes)


@pytest.mark.parametrize("model", MODELS, ids=title)
def test_every_table_can_be_locked_named_and_dated(model: type[Record]) -> None:
    columns = model.__table__.columns
    for name in ("id", "version", "created_at", "updated_at"):
        assert not columns[name].nullable, name
    assert model.__mapper__.version_id_col is columns["version"]
    assert model.__tablename__ in TABLES or not is_shown(model)


def is_shown(model: type[Record]) -> bool:
    return not model.__tablename__.startswith(("session_", "sign_in_attempt"))


def leading_columns(table: Table) -> set[str]:
    """Columns with which an index, a unique constraint or the key begins."""
    keys = (UniqueConstraint, PrimaryKeyConstraint)
    groups: list[Index | UniqueConstraint | PrimaryKeyConstraint] = [
        *table.indexes,
        *(item for item in table.constraints if isinstance(item, keys)),
    ]
    return {next(iter(group.columns)).name for group in groups if len(group.columns)}


@pytest.mark.parametrize("model", MODELS, ids=title)
def test_every_foreign_key_has_an_index(model: type[Record]) -> None:
    table: Table = model.__table__
    keys = {key.parent.name for key in table.foreign_keys}
    assert keys - leading_columns(table) == set()


def views_of(app: Flask) -> list[RecordView]:
    return [view for view in app.extensions["admin"][0]._views if isinstance(view, RecordView)]


def test_every_default_order_has_an_index(shared_app: Flask) -> None:
    slow = []
    for view in views_of(shared_app):
        table: Table = view.model.__table__
        name = view.column_default_sort[0][0]
        if name in table.columns and name not in leading_columns(table):
            slow.append((view.endpoint, name))
    assert slow == []


def names_of(view: RecordView) -> set[str]:
    """Every field that a view shows, filters, searches or lets one write."""
    listed = {
        *view.column_list,
        *view.more_columns,
        *view.second_lines,
        *view.second_lines.values(),
    }
    written = {name for _, names in view.form_sections for name in names}
    asked = {*view.filter_columns, *view.search_relations, *view.model.search_fields}
    return listed | written | asked


def test_every_field_on_screen_has_a_word_and_a_data_class(shared_app: Flask) -> None:
    views = views_of(shared_app)
    nameless = []
    for view, name in ((item, name) for item in views for name in sorted(names_of(item))):
        words = TABLE_FIELDS.get(view.endpoint, {}).get(name) or FIELDS.get(name)
        is_known = hasattr(view.model, name) or name in view.column_sources
        if not words or not is_known or not isinstance(view.model.class_of(name), DataClass):
            nameless.append((view.endpoint, name))
    assert nameless == []


def test_every_field_with_a_class_of_its_own_exists(shared_app: Flask) -> None:
    sources = {view.model: set(view.column_sources) for view in views_of(shared_app)}
    for model in MODELS:
        for name in model.field_classes:
            assert hasattr(model, name) or name in sources.get(model, set()), (model.__name__, name)


def choices() -> list[type[Enum]]:
    kinds = {
        column.type.enum_class
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, EnumType) and column.type.enum_class
    }
    return sorted(kinds | {Role}, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", choices(), ids=title)
def test_every_choice_has_a_word(shared_app: Flask, kind: type[Enum]) -> None:
    with shared_app.test_request_context():
        for member in kind:
            assert member in LABELS, member
            assert fold(str(enum_label(member))), member


def test_every_role_and_every_data_class_is_used() -> None:
    used = {
        data_class
        for model in MODELS
        for data_class in (model.data_class, *model.field_classes.values())
    }
    source = "".join(file.read_text() for file in APPLICATION if file.name != "permissions.py")
    by_name = {item for item in DataClass if f"DataClass.{item.name}" in source}
    assert used | by_name == set(DataClass) == set(GRANTS)
    assert {role for roles in GRANTS.values() for role in roles} == set(Role)

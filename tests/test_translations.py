"""The German catalogue: complete, compiled, and in step with what the code marks."""

import ast
import io
import re
from gettext import GNUTranslations
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import force_locale

from admin_views.labels import field_label
from tests.lists import views_of
from tests.words import FOLDER, PLACEHOLDER, ROOT, SAME, german_by_english, german_catalog

KEYWORDS = "_ gettext lazy_gettext ngettext:1,2 msg"


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What the code marks today, by the command of translations/README.md."""
    file = tmp_path_factory.mktemp("texts") / "messages.pot"
    mapping = str(ROOT / "translations" / "babel.cfg")
    folders = (str(ROOT / "admin_views"), str(ROOT / "models"))
    CommandLineInterface().run(
        ["pybabel", "-q", "extract", "-F", mapping, "-k", KEYWORDS, "-o", str(file), *folders]
    )
    with file.open("rb") as pot:
        return read_po(pot)


def test_every_marked_text_is_in_the_catalogue_and_nothing_else(marked: Catalog) -> None:
    known = {message.id for message in german_catalog() if message.id}
    assert known == {message.id for message in marked if message.id}


def test_no_text_hides_within_another(marked: Catalog) -> None:
    """Babel reads no call within an f-string, so that its text would stay English unnoticed."""
    hidden = [
        call.args[0].value
        for file in (ROOT / "admin_views").glob("*.py")
        for whole in ast.walk(ast.parse(file.read_text()))
        if isinstance(whole, ast.JoinedStr)
        for call in ast.walk(whole)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("_", "gettext", "ngettext", "lazy_gettext")
        and isinstance(call.args[0], ast.Constant)
    ]
    assert [text for text in hidden if text not in marked] == []


def test_every_text_has_a_german_one_that_nobody_guessed() -> None:
    assert [english for english, text in german_by_english().items() if not text.strip()] == []
    assert [message.id for message in german_catalog() if message.fuzzy] == []
    assert not german_catalog().obsolete


def test_placeholders_survive_the_translation() -> None:
    for english, text in german_by_english().items():
        assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(english)), english


def test_the_compiled_catalogue_says_what_the_written_one_says() -> None:
    compiled = GNUTranslations(io.BytesIO((FOLDER / "messages.mo").read_bytes()))
    written: dict[Any, str] = {}
    for message in german_catalog():
        if isinstance(message.id, tuple):
            written |= {(message.id[0], form): text for form, text in enumerate(message.string)}
        elif message.id:
            written[message.id] = message.string
    known = {english: text for english, text in compiled._catalog.items() if english}
    assert known == written, "compile anew: translations/README.md"


def test_no_table_has_two_fields_of_one_name(app: Flask) -> None:
    """Column heads and form labels must be told apart."""
    with app.test_request_context(), force_locale("de"):
        for view in views_of(app):
            for names in (view.column_list, view.form_columns):
                words = [str(field_label(view.model, name)) for name in names]
                assert len(words) == len(set(words)), f"{view.model.__tablename__}: {words}"


def test_a_broken_rule_never_tells_an_unmarked_text() -> None:
    for file in [*(ROOT / "models").rglob("*.py"), *(ROOT / "admin_views").glob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Broken":
                assert not isinstance(node.args[1], ast.Constant), f"{file.name}:{node.lineno}"


def test_no_template_holds_an_unmarked_text() -> None:
    for file in (ROOT / "admin_views" / "templates").glob("*.html"):
        plain = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", " ", file.read_text(), flags=re.DOTALL)
        words = re.findall(r"\w{2,}", re.sub(r"<[^>]*>|&\w+;", " ", plain))
        assert set(words) <= SAME, file.name
        spoken = re.findall(r'(?:aria-label|placeholder|title|alt)="([^"{]+)', file.read_text())
        assert spoken == [], file.name

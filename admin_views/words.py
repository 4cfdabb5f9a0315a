"""The words of the screen in the reader's language.

flask_babel asks the request anew for every word, which took an eighth of a list page; here the
language of who acts is known, and a word costs one look into its catalogue.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from babel.support import Translations
from flask import Flask
from flask_babel import force_locale
from flask_babel.speaklater import LazyString
from markupsafe import Markup

from models.acting import acting, acting_as

FOLDER = Path(__file__).parents[1] / "translations"
CATALOGUES: dict[str, NullTranslations] = {
    "de": Translations.load(FOLDER, ["de"]),
    "en": NullTranslations(),  # the texts in the code are English
}


def gettext(text: str, **values: object) -> str:
    said = CATALOGUES[acting().language].gettext(text)
    return said % values if values else said


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    said = CATALOGUES[acting().language].ngettext(one, many, num)
    return said % {"num": num, **values}


def lazy_gettext(text: str) -> LazyString:
    """A text that is said when it is shown."""
    return LazyString(gettext, text)


def _in_page(text: str, **values: Any) -> Markup:
    """A text in a template: its own marks are ours, those in the values are not."""
    said = Markup(gettext(text))  # noqa: S704 - our own texts
    return said % values if values else said


def init_words(app: Flask) -> None:
    """Templates say their words this way, too."""
    app.jinja_env.globals["_"] = _in_page


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Everything in this language, whatever the reader's own is: papers are German."""
    with acting_as(replace(acting(), language=language)), force_locale(language):
        yield

"""In which language a paper is printed: the button for the client's own, and the menu of all."""

from typing import Any

from flask_babel import gettext

from admin_views.choices import entries_of
from admin_views.details import Act
from admin_views.paper_languages import (
    SecondLanguage,
    all_languages,
    delivered,
    languages_of_client,
    sources,
)
from models.catalogue import Language
from models.person import Person


def language_names() -> dict[str, str]:
    """Every language that papers speak beside German: its name on screen and its own, by code."""
    known = {entry.code: entry.label for entry in entries_of(Language).values()}
    files = delivered()
    names = {
        code: f"{known[code]} · {files[source].name}"
        for code, source in sources().items()
        if code in known
    }
    missing = {code: one.name for code, one in files.items() if code not in known}
    return dict(sorted({**names, **missing}.items(), key=lambda pair: pair[1].lower()))


def name_of(code: str) -> str:
    """The language's name on screen alone."""
    return language_names()[code].partition(" · ")[0]


def print_acts(label: Any, url: str, person: Person, spoken: str | None = None) -> list[Act]:
    """The button prints what the client reads; all other languages are one click further."""
    own = languages_of_client(person, spoken)
    return _acts(label, url, own, own[0] if own and person.interpreter_needed else "")


def anybody_acts(label: Any, url: str) -> list[Act]:
    """The same for a paper of nobody in particular: German, and every language further on."""
    return _acts(label, url, [], "")


def _acts(label: Any, url: str, own: list[str], first: str) -> list[Act]:
    states = {one.code: one for one in all_languages()}
    codes = ["", *own, *(code for code in language_names() if code not in own)]
    others = tuple(
        Act(_choice(code), _address(url, code), small=_state(code, states))
        for code in dict.fromkeys(codes)
        if code != first
    )
    text = f"{label}: {_choice(first)}" if first else str(label)
    return [Act(text, _address(url, first), more=others)]


def languages_for(person: Person, spoken: str | None = None) -> list[tuple[str, str]]:
    """What may be chosen, the client's own language first where an interpreter is needed."""
    own = languages_of_client(person, spoken)
    first = own if person.interpreter_needed else []
    codes = [*first, "", *own, *language_names()]
    return [(code, _choice(code)) for code in dict.fromkeys(codes)]


def anybodys_languages() -> list[tuple[str, str]]:
    """The same for nobody in particular: German first."""
    return [(code, _choice(code)) for code in ("", *language_names())]


def _choice(code: str) -> str:
    if not code:
        return gettext("German only")
    return gettext("German and %(language)s", language=name_of(code))


def _address(url: str, code: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}language={code}" if code else url


def _state(code: str, states: dict[str, SecondLanguage]) -> str:
    """Said where nobody has checked the words."""
    source = states.get(sources().get(code, ""))
    return gettext("unchecked") if source and not source.is_reviewed else ""

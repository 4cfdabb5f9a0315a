"""Papers in other languages: the delivered words, the office's own, and who has checked them."""

import re
from dataclasses import dataclass
from typing import Any

from babel import Locale
from flask import Response, abort, flash, make_response, redirect, request
from flask_admin import BaseView, expose
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from wtforms import Form, StringField
from wtforms.validators import Length

from admin_views.fields import Filled, GermanDateField, tidy_input
from admin_views.formats import day
from admin_views.paper_choice import language_names
from admin_views.paper_languages import (
    LETTER,
    SecondLanguage,
    all_languages,
    delivered,
    german_texts,
    second_language,
)
from admin_views.paper_texts import texts
from admin_views.papers import letterhead
from admin_views.pdf import pdf_response, render_paper, unprintable
from admin_views.pdf_labels import SLIP
from admin_views.pdf_text import clean
from admin_views.rights import Gate, needs
from models.acting import acting
from models.base import RulesBroken, db
from models.paper_word import PaperReview, PaperWord
from models.permissions import Action, DataClass
from models.reports.sheets import WordSheet
from models.rules.wording import LONGEST, facts_of, fingerprint

_BLANKS = re.compile("[ \t\n]+")


@dataclass(frozen=True)
class TextRow:
    """One text on the page: its German, what is printed, and what was delivered if that differs."""

    field: str
    german: str
    text: str
    delivered: str
    is_own: bool
    error: str = ""


class ReviewForm(Form):
    """Which native speaker has read all words, and when."""

    reviewer = StringField(_("Checked by"), [Filled(), Length(max=80)], filters=[tidy_input])
    reviewed_on = GermanDateField(_("Checked on"), [Filled()])


class PaperWordView(Gate, BaseView):
    """Seen by whoever prints; the lead corrects the words and notes who has checked them."""

    model = PaperWord

    def __init__(self, group: Any) -> None:
        super().__init__(
            name=_("Papers in other languages"),
            category=group,
            endpoint="paper_word",
            url="/admin/paper_word",
        )

    @expose("/")
    @needs(Action.READ, DataClass.PAPER_WORD)
    def index(self) -> str:
        return self.render(
            "paper_languages.html",
            title=self.name,
            crumbs=[(self.category, None)],
            languages=sorted(
                ((one, _title(one)) for one in all_languages()), key=lambda pair: pair[1]
            ),
            count=len(german_texts()),
            day=day,
        )

    @expose("/<language>/")
    @needs(Action.READ, DataClass.PAPER_WORD)
    def words(self, language: str) -> str:
        return self._page(_language(language))

    @expose("/<language>/change", methods=("POST",))
    @needs(Action.UPDATE, DataClass.PAPER_WORD)
    def change_words(self, language: str) -> Response:
        """Keep what differs from the delivered words; an emptied field takes these again."""
        spoken = _language(language)
        typed = _typed(spoken)
        errors = {name: text for name in typed if (text := _error(name, typed[name]))}
        if _is_outdated(spoken):
            flash(gettext("The words were changed by somebody else meanwhile."), "error")
        if errors or _is_outdated(spoken):
            return make_response(self._page(spoken, typed, errors), 422)
        _keep(spoken, typed)
        flash(gettext("The words were saved."), "success")
        return redirect(self.get_url(".words", language=language))

    @expose("/<language>/checked", methods=("POST",))
    @needs(Action.UPDATE, DataClass.PAPER_WORD)
    def mark_checked(self, language: str) -> Response:
        """Note who has read the words, or that the note no longer holds."""
        spoken = _language(language)
        form = ReviewForm(request.form)
        if "withdraw" in request.form:
            _take_back(spoken)
            return redirect(self.get_url(".words", language=language))
        if _is_outdated(spoken):
            flash(gettext("The words were changed by somebody else meanwhile."), "error")
        if not form.validate() or _is_outdated(spoken) or not _is_noted(spoken, form):
            return make_response(self._page(spoken, form=form), 422)
        flash(gettext("Noted: the words have been checked by a native speaker."), "success")
        return redirect(self.get_url(".words", language=language))

    @expose("/<language>/sheet.pdf")
    @needs(Action.READ, DataClass.PAPER_WORD)
    def word_sheet(self, language: str) -> Response:
        """Every text in both languages with room for corrections, for the native speaker."""
        spoken = _language(language)
        pdf = render_paper("word_sheet.html", _sheet(spoken), letterhead(), also=spoken)
        return pdf_response(pdf, f"{spoken.code}.pdf")

    def _page(
        self,
        spoken: SecondLanguage,
        typed: dict[str, str] | None = None,
        errors: dict[str, str] | None = None,
        form: ReviewForm | None = None,
    ) -> str:
        rows = _rows(spoken, typed or {}, errors or {})
        return self.render(
            "paper_words.html",
            title=_title(spoken),
            crumbs=[(self.category, None), (self.name, self.get_url(".index"))],
            spoken=spoken,
            groups=_grouped(rows),
            errors=errors or {},
            form=form or ReviewForm(data={"reviewed_on": acting().today}),
            mark=fingerprint(german_texts(), spoken.words),
            day=day,
            may_change=acting().may(Action.UPDATE, DataClass.PAPER_WORD),
        )


def _language(code: str) -> SecondLanguage:
    if code not in delivered():
        abort(404)
    return second_language(code)


def _title(spoken: SecondLanguage) -> str:
    """What the language is called on screen, with those that print its words too."""
    names = language_names()
    codes = (spoken.code, *spoken.source.also)
    return ", ".join(names[code].partition(" · ")[0] for code in codes if code in names)


def _grouped(rows: list[TextRow]) -> list[tuple[str, list[TextRow]]]:
    """The texts under the papers that print them."""
    names = list(german_texts())
    letter = {name for name in names if name.startswith(f"{LETTER}.")}
    groups = (
        (gettext("Protocol and goal agreement"), set(names) - letter - SLIP.keys()),
        (gettext("Slip for a client"), SLIP.keys()),
        (gettext("Letter with invitation"), letter),
    )
    return [
        (title, [row for name, row in zip(names, rows, strict=True) if name in members])
        for title, members in groups
    ]


def _rows(spoken: SecondLanguage, typed: dict[str, str], errors: dict[str, str]) -> list[TextRow]:
    return [
        TextRow(
            field=f"w{number}",
            german=german,
            text=typed.get(name, spoken.words.get(name, "")),
            delivered=spoken.source.words.get(name, ""),
            is_own=name in spoken.own,
            error=errors.get(name, ""),
        )
        for number, (name, german) in enumerate(german_texts().items())
    ]


def _typed(spoken: SecondLanguage) -> dict[str, str]:
    """Every text as it was sent; the one that is put back, and an empty one, as delivered."""
    back = request.form.get("reset")
    result = {}
    for number, name in enumerate(german_texts()):
        text = _BLANKS.sub(" ", clean(request.form.get(f"w{number}", ""))).strip()
        usual = spoken.source.words.get(name, "")
        result[name] = usual if not text or back == f"w{number}" else text
    return result


def _error(name: str, text: str) -> str:
    """Why a text cannot be printed; empty where it can."""
    if len(text) > LONGEST:
        return gettext("A text has 1 to %(most)s letters.", most=LONGEST)
    if facts_of(text) != facts_of(german_texts()[name]):
        places = ", ".join(f"{{{fact}}}" for fact in facts_of(german_texts()[name]))
        return gettext(
            "The text needs these places and no others: %(places)s", places=places or "–"
        )
    if letters := unprintable(text):
        return gettext("The papers' fonts have no sign for: %(letters)s", letters=letters)
    return ""


def _is_outdated(spoken: SecondLanguage) -> bool:
    return request.form.get("mark") != fingerprint(german_texts(), spoken.words)


def _keep(spoken: SecondLanguage, typed: dict[str, str]) -> None:
    wanted = select(PaperWord).where(PaperWord.language == spoken.code)
    rows = {row.word: row for row in db.session.scalars(wanted)}
    for name, text in typed.items():
        row = rows.pop(name, None)
        if text == spoken.source.words.get(name, ""):
            if row is not None:
                db.session.delete(row)
        elif row is None:
            db.session.add(PaperWord(language=spoken.code, word=name, text=text))
        else:
            row.text = text
    db.session.commit()


def _kept_review(spoken: SecondLanguage) -> PaperReview | None:
    wanted = select(PaperReview).where(PaperReview.language == spoken.code)
    return db.session.scalar(wanted)


def _take_back(spoken: SecondLanguage) -> None:
    if review := _kept_review(spoken):
        db.session.delete(review)
        db.session.commit()


def _is_noted(spoken: SecondLanguage, form: ReviewForm) -> bool:
    """Saved, or the form says why not."""
    review = _kept_review(spoken) or PaperReview(language=spoken.code)
    review.reviewer = form.reviewer.data
    review.reviewed_on = form.reviewed_on.data
    review.fingerprint = fingerprint(german_texts(), spoken.words)
    db.session.add(review)
    try:
        db.session.commit()
    except RulesBroken as broken:
        db.session.rollback()
        for problem in broken.problems:
            text = gettext(problem.text, **problem.values)  # noqa: INT001 - marked in the models
            form[problem.field].errors = [*form[problem.field].errors, text]
        return False
    return True


def _sheet(spoken: SecondLanguage) -> WordSheet:
    """The sheet is German like all papers, whatever language the screen has."""
    words = texts("word_sheet")
    code = spoken.source.locale.partition("_")[0]
    known = Locale("de").languages.get(spoken.code) or Locale("de").languages.get(code)
    return WordSheet(
        document_number=f"WB-{spoken.code}",
        title=words["title"].format(language=known or spoken.source.name),
        request=words["request"],
        columns=tuple(words["columns"]),
        rows=tuple((text, spoken.words.get(name, "")) for name, text in german_texts().items()),
        closing=words["closing"],
    )

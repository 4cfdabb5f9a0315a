"""What lies beside a note while it is written: the counselling guide and the text blocks."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from models.acting import acting
from models.base import db
from models.catalogue import GuideKind, GuideStep
from models.permissions import Action, DataClass
from models.text_block import TextBlock, blocks_for


@dataclass(frozen=True)
class Guide:
    """Steps to tick off and principles, in the office's order and the reader's language."""

    steps: list[GuideStep]
    principles: list[GuideStep]
    edit_url: str


def guide() -> Guide:
    """As the lead has it today; the way to change it only for the lead."""
    someone = acting()
    wanted = GuideStep.open_on(someone.today)
    found = db.session.query(GuideStep).filter(wanted).order_by(GuideStep.sort_order).all()
    may_edit = someone.may(Action.UPDATE, DataClass.CATALOGUE)
    return Guide(
        [one for one in found if one.kind is GuideKind.STEP],
        [one for one in found if one.kind is GuideKind.PRINCIPLE],
        url_for("guide_step.index_view") if may_edit else "",
    )


def blocks_beside(data_class: DataClass) -> dict[str, Any]:
    """The text blocks for the form of a table of notes; nothing for any other table."""
    someone = acting()
    if data_class is not DataClass.NOTE or not someone.may(Action.READ, TextBlock.data_class):
        return {}
    return {"blocks": blocks_for(someone, db.session())}

"""The rent account and the cautions of an eviction case in words."""

from dataclasses import dataclass

from flask_babel import gettext

from admin_views import formats
from admin_views.details import Alert
from admin_views.enum_labels import enum_label
from models.base import db
from models.eviction_case import EvictionCase
from models.reports.eviction_cautions import Caution, cautions
from models.reports.rent_account import RentAccount, rent_account
from models.rules.arrears import ArrearsGround

RED = frozenset({Caution.SECOND_CURE})


@dataclass(frozen=True)
class AccountPanel:
    lines: list[tuple[str, str, str, str]]  # due on, due, paid, owed
    owed: str
    grounds: list[tuple[str, str, str]]  # tone, answer, which ground
    remark: str
    warning: str


def account_panel(case: EvictionCase) -> AccountPanel | None:
    account = rent_account(case)
    if account is None:
        return None
    return AccountPanel(
        lines=[
            (
                formats.day(line.due_on),
                formats.amount(line.due, "€"),
                formats.amount(line.paid, "€"),
                formats.amount(line.owed, "€"),
            )
            for line in account.lines
        ],
        owed=formats.amount(account.owed, "€"),
        grounds=_grounds(account),
        remark=_remark(account),
        warning=_difference(account),
    )


def _grounds(account: RentAccount) -> list[tuple[str, str, str]]:
    if account.grounds is None:
        return []
    answers = {True: ("red", gettext("fulfilled")), False: ("grey", gettext("not fulfilled"))}
    return [(*answers[ground in account.grounds], enum_label(ground)) for ground in ArrearsGround]


def _remark(account: RentAccount) -> str:
    if account.rent is None:
        return gettext("Enter the monthly rent to see whether the arrears carry a termination.")
    rent = formats.amount(account.rent, "€")
    return gettext(
        "Measured by the full monthly rent of %(rent)s (§ 569 III Nr. 1 BGB).", rent=rent
    )


def _difference(account: RentAccount) -> str:
    if not account.differs_by or account.stated is None:
        return ""
    return gettext(
        "The case states arrears of %(stated)s, the account shows %(owed)s: find out which is "
        "right. A small shortfall undoes the cure.",
        stated=formats.amount(account.stated, "€"),
        owed=formats.amount(account.owed, "€"),
    )


def caution_alerts(case: EvictionCase) -> list[Alert]:
    """Said at the head of the page, before anybody relies on a date."""
    return [
        Alert(
            "red" if told.caution in RED else "amber",
            enum_label(told.caution) % {"day": formats.weekday_and_day(told.day)},
        )
        for told in cautions(case, db.session())
    ]

"""What the screen says of the seal: why there is none, and what became of a sealed file."""

from datetime import datetime
from typing import Any

from admin_views.words import gettext
from admin_views.words import lazy_gettext as _
from models.seal import NoSeal, SealTrouble, ready
from models.seal_check import Verdict

TROUBLES: dict[SealTrouble, Any] = {
    SealTrouble.NOT_SET: _("No seal is set up (SIM_SEAL_P12)."),
    SealTrouble.MISSING: _("The file of the seal is missing."),
    SealTrouble.UNREADABLE: _("The file of the seal cannot be opened; is the passphrase right?"),
    SealTrouble.NOT_YET: _("The certificate of the seal does not hold yet."),
    SealTrouble.EXPIRED: _("The certificate of the seal has expired."),
}
# Verdict: (tone, what it is called, what it means)
VERDICTS: dict[Verdict, tuple[str, Any, Any]] = {
    Verdict.UNCHANGED: (
        "green",
        _("Unchanged"),
        _("This file was sealed by this office and is exactly as it went out."),
    ),
    Verdict.CHANGED: (
        "red",
        _("Changed"),
        _("What stands in this file is not what was sealed. Do not rely on it."),
    ),
    Verdict.APPENDED: (
        "red",
        _("Something was appended"),
        _(
            "The sealed part is as it was, but something was added to the file afterwards. "
            "What is shown may differ from what went out."
        ),
    ),
    Verdict.FOREIGN: (
        "amber",
        _("Not our seal"),
        _("The file carries a seal, but not one of this office. It says nothing about our papers."),
    ),
    Verdict.UNSEALED: (
        "amber",
        _("Not sealed"),
        _("The file carries no seal, so whether it was changed cannot be told from the file."),
    ),
    Verdict.UNREADABLE: (
        "red",
        _("Cannot be read"),
        _("This is no PDF file, or it is damaged so that it cannot be checked."),
    ),
}


def trouble_now(now: datetime) -> str:
    """Why nothing can be sealed at this moment; empty where it can."""
    try:
        ready(now)
    except NoSeal as error:
        return gettext("%(why)s Documents are printed unsealed.", why=str(TROUBLES[error.trouble]))
    return ""

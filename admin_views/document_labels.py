"""What the register of documents calls its fields, states and files."""

from enum import Enum

from flask_babel.speaklater import LazyString

from admin_views.words import lazy_gettext as _
from models.document import DocumentKind, DocumentState
from models.document_signature import Party, SignatureKind
from models.filing import Filing
from models.stored_file import FilePurpose, ScanDoubt

DOCUMENT_FIELDS: dict[str, LazyString] = {
    "title": _("Number"),
    "state": _("Signing"),
    "session": _("Talk"),
    "addendum": _("Addendum"),
    "goal_agreement": _("Goal agreement"),
    "language": _("Second language"),
    "lines": _("Signatures wanted"),
    "signature_count": _("Signatures"),
    "copy_given_by": _("Copy handed out by"),
    "content_hash": _("Checksum of the content"),
    "is_sealed": _("Sealed"),
    "issued_at": _("Issued at"),
    "issued_by": _("Issuing person"),
    "pages": _("Pages"),
    "refusal_reason": _("Why it was not signed"),
    "refused_on": _("Refused on"),
}

CHOICES: dict[Enum, LazyString | str] = {
    DocumentKind.PROTOCOL: _("Protocol"),
    DocumentKind.AGREEMENT: _("Goal agreement"),
    DocumentKind.ADDENDUM: _("Addendum"),
    DocumentKind.OTHER: _("Other paper"),
    DocumentKind.REFERRAL: _("Referral letter"),
    DocumentKind.CONSENT: _("Consent to pass on data"),
    DocumentState.ISSUED: _("not signed yet"),
    DocumentState.SIGNED: _("signed"),
    DocumentState.REFUSED: _("signature refused"),
    DocumentState.REPLACED: _("replaced"),
    Party.CLIENT: _("Client"),
    Party.WORKER: _("Social worker"),
    Party.INTERPRETER: _("Interpreter"),
    Party.OTHER: _("Further person"),
    SignatureKind.SCREEN: _("on screen"),
    SignatureKind.INK: _("in ink on paper"),
    FilePurpose.PAPER: _("Issued document"),
    FilePurpose.SCAN: _("Scan"),
    FilePurpose.PARTNER: _("Document of a partner"),
    Filing.FILED: _("filed"),
    Filing.KNOWN: _("was filed before"),
    Filing.DOUBTFUL: _("to be clarified"),
    ScanDoubt.NO_CODE: _("No code can be read on it"),
    ScanDoubt.FOREIGN_CODE: _("The code is none of this office"),
    ScanDoubt.SEVERAL_PAPERS: _("Codes of several papers on one page"),
    ScanDoubt.UNKNOWN_NUMBER: _("No document within your reach has the number of the code"),
    ScanDoubt.OTHER_TEXT: _("The code belongs to another text of this document"),
}

TONES: dict[Enum, str] = {
    DocumentState.ISSUED: "amber",
    DocumentState.SIGNED: "green",
    DocumentState.REFUSED: "grey",
    DocumentState.REPLACED: "grey",
}

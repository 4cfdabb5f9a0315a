"""A document of a partner organisation: a leaflet, a form, a signed agreement as PDF or picture."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Broken, Line, Record, RulesBroken, msg
from models.partner import Partner
from models.permissions import DataClass
from models.stored_file import FilePurpose, StoredFile, store


class PartnerFile(Record):
    """Read by whoever reads the directory; an organisation with documents is not deleted."""

    data_class = DataClass.NETWORK
    part_of = ("partner", "files")
    can_come_back = False
    title_field = "name"

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    name: Mapped[Line]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), unique=True)

    partner: Mapped[Partner] = relationship(back_populates="files")
    file: Mapped[StoredFile] = relationship(
        cascade="all, delete-orphan", single_parent=True, lazy="joined"
    )


def keep(partner: Partner, name: str, label: str, content: bytes, session: Session) -> PartnerFile:
    """Add a document; what it is called may be left to the file's own name, `label`.

    Raises RulesBroken for a file that may not be kept, or one that the organisation has already.
    """
    file = store(content, FilePurpose.PARTNER, label)
    if any(one.file.sha256 == file.sha256 for one in partner.files):
        raise RulesBroken(Broken("file", msg("This file is there already.")))
    kept = PartnerFile(name=(name.strip() or label)[:200], file=file)
    partner.files.append(kept)
    session.add(kept)
    session.flush()
    return kept

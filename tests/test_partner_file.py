"""Documents of an organisation: kept sealed, read by the directory's rights."""

import pytest

from models import Partner, PartnerFile, StoredFile
from models.base import RulesBroken
from models.partner_file import keep
from tests.factories import Office

PDF = b"%PDF-1.4 leaflet"


def test_a_document_takes_the_name_of_its_file_unless_it_has_its_own(office: Office) -> None:
    partner = office.partner()
    keep(partner, "", "Flyer 2026.pdf", PDF, office.session)
    keep(partner, " Antrag ", "antrag.pdf", PDF + b"2", office.session)
    office.session.commit()
    fresh = office.fresh(partner)
    assert fresh is not None
    assert [one.name for one in fresh.files] == ["Antrag", "Flyer 2026.pdf"]
    assert fresh.files[0].file.read() == PDF + b"2"


def test_the_same_file_is_not_kept_twice(office: Office) -> None:
    partner = office.partner()
    keep(partner, "Flyer", "flyer.pdf", PDF, office.session)
    with pytest.raises(RulesBroken, match="file"):
        keep(partner, "Flyer neu", "flyer.pdf", PDF, office.session)


def test_a_document_taken_out_takes_its_file_along(office: Office) -> None:
    partner = office.partner()
    kept = keep(partner, "Flyer", "flyer.pdf", PDF, office.session)
    office.session.commit()
    office.session.delete(kept)
    office.session.commit()
    assert (office.every(PartnerFile), office.every(StoredFile)) == ([], [])
    assert office.fresh(partner) is not None
    assert office.every(Partner)

"""Everything a new installation needs before the first person is recorded."""

from collections import Counter

from models.base import db
from seed.catalogues import add_catalogues
from seed.directory import add_partners, add_sites
from seed.saved_views import add_views
from seed.town import add_municipality, add_office_hours

ADDERS = (add_catalogues, add_partners, add_sites, add_municipality, add_office_hours, add_views)


def seed_reference() -> None:
    """Add what is missing, in one commit; what the office changed is never touched."""
    add_reference()


def add_reference() -> Counter[str]:
    """As `seed_reference`; the answer is how many records were added to which table."""
    added: Counter[str] = Counter()
    for add in ADDERS:
        add(db.session(), added)
    db.session.commit()
    return added

"""Which fields of an organisation the public part may show; what is not named here never does."""

from collections.abc import Collection

# In the order of the published page. The name is public with the organisation itself.
PUBLISHABLE = (
    "category", "offer_summary", "street", "postcode", "town", "phone", "email", "website",
    "hours", "opening_hours", "languages", "area", "is_barrier_free", "transit", "directions",
    "offers", "contact_job", "contact_phone", "contact_email", "contact_name",
)  # fmt: skip
ABOUT_PEOPLE = frozenset({"contact_job", "contact_phone", "contact_email", "contact_name"})
USUAL = frozenset(PUBLISHABLE) - ABOUT_PEOPLE
# A protected place keeps back everything that could lead there.
PLACE = frozenset({"street", "postcode", "town", "transit", "directions"})


def shown_fields(chosen: Collection[str] | None, *, is_protected: bool) -> frozenset[str]:
    """The fields that go out: those chosen for the organisation, else the usual ones."""
    wanted = USUAL if chosen is None else frozenset(chosen) & frozenset(PUBLISHABLE)
    return wanted - PLACE if is_protected else wanted

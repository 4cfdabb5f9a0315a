"""How an organisation or somebody there is reached: the same rules wherever it is typed."""

from collections.abc import Iterator

from models.base import Broken, msg
from models.rules.mail import is_mail, is_web_address, web_address
from models.rules.phones import NotAPhoneNumber, readable

REASONS = {
    "letters": msg(
        "This is no telephone number. Write one number in figures, such as 02129 911-441; "
        "a second one belongs to a contact."
    ),
    "area code": msg("The area code is missing. Write the whole number, such as 02129 911-441."),
    "digits": msg(
        "Nobody can be reached under this number: it has too many or too few digits, "
        "or its area code does not exist."
    ),
}


class Reachable:
    """A record with a telephone number and an e-mail address."""

    phone: str | None
    email: str | None

    def settle_reach(self) -> None:
        """The number as it is written in Germany; what is no number is left for the rules."""
        if self.phone:
            try:
                self.phone = readable(self.phone)
            except NotAPhoneNumber:
                return

    def reach_problems(self) -> Iterator[Broken]:
        if self.phone:
            try:
                readable(self.phone)
            except NotAPhoneNumber as problem:
                yield Broken("phone", REASONS[str(problem)])
        if self.email and not is_mail(self.email):
            yield Broken("email", msg("This is no e-mail address. Example: info@example.org"))


def settled_site(address: str | None) -> str | None:
    return web_address(address) if address else address


def site_problems(address: str | None) -> Iterator[Broken]:
    if address and not is_web_address(address):
        yield Broken("website", msg("This is no web address. Example: https://www.haan.de"))

"""The values by which somebody is recognised again, each in one form. What is kept of them is a keyed hash."""

from domain.checks.facts import Mark
from domain.customers.model import PersonalData
from domain.errors import InvalidInput
from domain.loyalty.persons import plain_email, plain_phone, traits_of
from domain.settings.business import iban_from


class NothingToBlock(InvalidInput):
    """The text is no value of this kind: an address needs street, postcode and place, a number its digits."""

    code = "nothing_to_block"


def marks_of(person: PersonalData, iban: str = "") -> dict[Mark, str]:
    """Those that are known, as they are compared. A name alone is many people's: it counts with its address."""
    traits = traits_of(person)
    name = f"{traits.name} {traits.address}" if traits.name and traits.address else ""
    plain = "".join(iban.upper().split())
    found = {Mark.EMAIL: traits.email, Mark.PHONE: traits.phone, Mark.ADDRESS: traits.address, Mark.NAME: name}
    return {mark: value for mark, value in {**found, Mark.IBAN: plain}.items() if value}


def typed_mark(mark: Mark, text: str, country: str = "DE") -> str:
    """What a person typed. Raises NothingToBlock, IbanWrong. Addresses and names are taken from a customer."""
    if mark is Mark.EMAIL:
        plain = plain_email(text)
    elif mark is Mark.PHONE:
        plain = plain_phone(text, country)
    elif mark is Mark.IBAN:
        plain = iban_from(text)
    else:
        plain = ""
    if not plain:
        raise NothingToBlock(value=text)
    return plain

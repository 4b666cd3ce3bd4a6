"""Whether two customers are one person, or live under one roof: what mail address, phone, name and address say.

People write the same thing in many ways; each value is brought into one form before it is compared.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.customers.model import Address, PersonalData
from domain.spelling import sought

_DOTS_DO_NOT_COUNT: Final = frozenset({"gmail.com", "googlemail.com"})
_STREET: Final = re.compile(r"str(?:asse|\b)\.?")
_NO_WORD: Final = re.compile(r"[^0-9a-z]+")
_LEAST_DIGITS: Final = 6
_COUNTRY_CODES: Final = {"DE": "49", "AT": "43", "CH": "41"}


class Likeness(StrEnum):
    """What two customers share. ADDRESS may be a flat share, ACCOUNT (of refunds) a family's; the others are
    the same person."""

    EMAIL = "email"
    PHONE = "phone"
    NAME_AND_ADDRESS = "name_and_address"
    ADDRESS = "address"
    ACCOUNT = "account"


SAME_PERSON: Final = frozenset({Likeness.EMAIL, Likeness.PHONE, Likeness.NAME_AND_ADDRESS})


@dataclass(frozen=True, slots=True)
class Traits:
    """A customer in the form in which they are compared; "" never is like anything."""

    email: str
    phone: str
    name: str
    address: str


def traits_of(person: PersonalData) -> Traits:
    country = "DE" if person.address is None else person.address.country
    return Traits(
        plain_email(person.email), plain_phone(person.phone, country), _words(person.name), _place(person.address)
    )


def plain_email(text: str) -> str:
    """Without what stands after a plus; Google ignores dots, too."""
    local, at, domain = text.strip().lower().rpartition("@")
    if not at or not local:
        return ""
    local = local.partition("+")[0]
    if domain in _DOTS_DO_NOT_COUNT:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def plain_phone(text: str, country: str = "DE") -> str:
    """Digits with the country's number in front; "" when there are too few of them."""
    digits = re.sub(r"[^0-9+]", "", text.replace("(0)", ""))
    if digits.startswith("+"):
        digits = digits[1:]
    elif digits.startswith("00"):
        digits = digits[2:]
    elif digits.startswith("0"):
        digits = _COUNTRY_CODES.get(country, "") + digits[1:]
    digits = digits.replace("+", "")
    return digits if len(digits) >= _LEAST_DIGITS else ""


def _words(text: str) -> str:
    """In any order: "Brückner, Jonas" is Jonas Brueckner."""
    return " ".join(sorted(_NO_WORD.sub(" ", sought(text)).split()))


def _place(address: Address | None) -> str:
    if address is None or not address.is_complete:
        return ""
    street = _NO_WORD.sub("", _STREET.sub("str", sought(address.street)))
    return f"{address.country}{_NO_WORD.sub('', sought(address.postcode))} {street}"


def shared(one: Traits, other: Traits) -> frozenset[Likeness]:
    """All that the two share."""
    is_near = bool(one.address) and one.address == other.address
    found = {
        Likeness.EMAIL: bool(one.email) and one.email == other.email,
        Likeness.PHONE: bool(one.phone) and one.phone == other.phone,
        Likeness.NAME_AND_ADDRESS: is_near and bool(one.name) and one.name == other.name,
        Likeness.ADDRESS: is_near,
    }
    return frozenset(likeness for likeness, holds in found.items() if holds)

"""What an address says about itself, without asking anybody."""

import re
from collections.abc import Iterator
from typing import Final

from domain.checks.verdict import Point
from domain.customers.model import Address

_POSTCODES: Final = {"DE": r"\d{5}", "AT": r"[1-9]\d{3}", "CH": r"[1-9]\d{3}", "NL": r"[1-9]\d{3} ?[A-Z]{2}"}
_NOT_GERMAN: Final = frozenset({"00", "05", "43", "62"})
"""Regions that no German postcode begins with. Source: Deutsche Post, table of routing regions."""
_STATION: Final = re.compile(r"pack\s*station|paket\s*(shop|box)|post\s*(filiale|fach|box)|p\.?\s?o\.?\s?box", re.I)
_NUMBER: Final = re.compile(r"\d")


def oddities(address: Address | None) -> Iterator[Point]:
    """What is odd about it."""
    if address is None or not address.is_complete:
        yield Point.ADDRESS_INCOMPLETE
        return
    if not is_postcode(address.postcode, address.country):
        yield Point.POSTCODE_WRONG
    if _STATION.search(address.street):
        yield Point.PARCEL_STATION
    elif not _NUMBER.search(address.street):
        yield Point.HOUSE_NUMBER_MISSING


def is_postcode(text: str, country: str) -> bool:
    """Whether the country has postcodes of this form; countries that we do not know have."""
    form, plain = _POSTCODES.get(country), text.strip().upper()
    if form is None:
        return True
    if not re.fullmatch(form, plain, re.ASCII):
        return False
    return country != "DE" or plain[:2] not in _NOT_GERMAN

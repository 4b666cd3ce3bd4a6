"""Countries to choose from, by their names in the language of the screen. The names are CLDR's."""

from typing import Final

from domain.customers.model import Address
from ui.language import _, locale

_HOME: Final = "DE"
_NO_COUNTRIES: Final = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
"""Groups, islands without a code of their own in ISO 3166, and codes for tests."""
_PLAIN: Final = str.maketrans("ÄÖÜäöüÉéÅåÇç", "AOUaouEeAaCc")


def country_name(code: str) -> str:
    """The code itself where there is no such country."""
    return _names().get(code, code)


def shown_address(address: Address | None) -> str:
    """On one line, with its country where that is another than home."""
    if address is None:
        return _("no address")
    where = f"{address.street}, {address.postcode} {address.city}"
    return where if address.country == _HOME else f"{where}, {country_name(address.country)}"


def country_choices() -> list[tuple[str, str]]:
    """All countries as pairs of ISO 3166 code and name: home first, then as one looks them up."""
    names = _names()
    named = sorted(names.items(), key=lambda pair: pair[1].translate(_PLAIN))
    return [(_HOME, names[_HOME]), *(pair for pair in named if pair[0] != _HOME)]


def _names() -> dict[str, str]:
    """By code, in no order."""
    named = ((str(code), name) for code, name in locale().territories.items())
    return {code: name for code, name in named if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES}

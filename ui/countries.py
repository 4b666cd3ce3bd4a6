"""Countries to choose from, by their names in the language of the screen. The names are CLDR's."""

from typing import Final

from ui.language import locale

_HOME: Final = "DE"
_NO_COUNTRIES: Final = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
"""Groups, islands without a code of their own in ISO 3166, and codes for tests."""
_PLAIN: Final = str.maketrans("ÄÖÜäöüÉéÅåÇç", "AOUaouEeAaCc")


def country_name(code: str) -> str:
    """The code itself where there is no such country."""
    return str(locale().territories.get(code, code))


def country_choices() -> list[tuple[str, str]]:
    """All countries as pairs of ISO 3166 code and name: home first, then as one looks them up."""
    codes = [code for code in locale().territories if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES]
    named = sorted(((code, country_name(code)) for code in codes), key=lambda pair: pair[1].translate(_PLAIN))
    return [(_HOME, country_name(_HOME)), *(pair for pair in named if pair[0] != _HOME)]

"""The form of VAT ids in the European Union. Whether one is valid only the tax authorities know (VIES)."""

import re
from typing import Final

from domain.errors import InvalidInput

_FORMS: Final = {
    "AT": r"U\d{8}",
    "BE": r"[01]\d{9}",
    "BG": r"\d{9,10}",
    "CY": r"\d{8}[A-Z]",
    "CZ": r"\d{8,10}",
    "DE": r"\d{9}",
    "DK": r"\d{8}",
    "EE": r"\d{9}",
    "EL": r"\d{9}",
    "ES": r"[A-Z0-9]\d{7}[A-Z0-9]",
    "FI": r"\d{8}",
    "FR": r"[A-HJ-NP-Z0-9]{2}\d{9}",
    "HR": r"\d{11}",
    "HU": r"\d{8}",
    "IE": r"\d[A-Z0-9+*]\d{5}[A-Z]{1,2}",
    "IT": r"\d{11}",
    "LT": r"(\d{9}|\d{12})",
    "LU": r"\d{8}",
    "LV": r"\d{11}",
    "MT": r"\d{8}",
    "NL": r"[A-Z0-9+*]{10}\d{2}",
    "PL": r"\d{10}",
    "PT": r"\d{9}",
    "RO": r"\d{2,10}",
    "SE": r"\d{12}",
    "SI": r"\d{8}",
    "SK": r"\d{10}",
    "XI": r"(\d{9}|\d{12}|GD\d{3}|HA\d{3})",
}
"""By prefix; Greece writes EL. Source: European Commission, VIES, frequently asked questions, "VAT number format"."""


class VatIdWrong(InvalidInput):
    """The text has not the form of a VAT id of its country."""

    code = "vat_id_wrong"


def vat_id_from(text: str) -> str:
    """Without blanks, dots and hyphens, in capitals. Raises VatIdWrong."""
    plain = re.sub(r"[\s.\-]", "", text).upper()
    form = _FORMS.get(plain[:2])
    if form is None or not re.fullmatch(form, plain[2:], re.ASCII):
        raise VatIdWrong(value=text)
    return plain

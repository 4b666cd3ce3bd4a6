"""Who we are on papers, as the owner enters it."""

import re
from dataclasses import dataclass
from typing import Final

from domain.business import DEFAULT_ACCENT, BankAccount, Business
from domain.customers.model import Address, MailAddressWrong
from domain.customers.register_customer import is_mail_address
from domain.customers.vat_ids import VatIdWrong, vat_id_from
from domain.errors import InvalidInput

LONGEST: Final = 200
_BIC: Final = re.compile("[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")
_IBAN: Final = re.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")


class BusinessNameMissing(InvalidInput):
    """An invoice names who wrote it: name, street, postcode and city. Source: section 14 (4) no. 1 UStG."""

    code = "business_name_missing"


class OwnVatIdWrong(InvalidInput):
    """Not the form of a VAT ID; unlike a customer's, the owner looks it up in a letter of the tax office."""

    code = "own_vat_id_wrong"


class IbanWrong(InvalidInput):
    """Not the form of an IBAN, or its check digits do not fit. Source: ISO 13616."""

    code = "iban_wrong"


class BicWrong(InvalidInput):
    """A BIC has 8 or 11 letters and digits. Source: ISO 9362."""

    code = "bic_wrong"


@dataclass(frozen=True, slots=True)
class BusinessSettings:
    """What stands on every paper. Texts are "" when they do not apply; without `iban` no transfer is asked for.

    The country is not among them: it decides the taxes of everything that was ever billed. `tidied` checks and trims.
    `logo` is the id of a kept picture.
    """

    name: str
    street: str
    postcode: str
    city: str
    tax_number: str = ""
    vat_id: str = ""
    register: str = ""
    represented_by: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    website: str = ""
    iban: str = ""
    bic: str = ""
    bank: str = ""
    account_holder: str = ""
    accent: str = DEFAULT_ACCENT
    logo: str = ""

    def tidied(self) -> "BusinessSettings":
        """As it is kept.

        Raises BusinessNameMissing, OwnVatIdWrong, IbanWrong, BicWrong, MailAddressWrong, ColourWrong.
        """
        plain = {name: _one_line(getattr(self, name)) for name in _TEXTS}
        if not all(plain[name] for name in ("name", "street", "postcode", "city")):
            raise BusinessNameMissing
        plain["vat_id"] = _vat_id_from(plain["vat_id"])
        plain["iban"] = iban_from(plain["iban"]) if plain["iban"] else ""
        plain["bic"] = _bic_from(plain["bic"])
        if plain["email"] and not is_mail_address(plain["email"]):
            raise MailAddressWrong(value=plain["email"])
        people = tuple(one for one in (_one_line(each) for each in self.represented_by) if one)
        kept = BusinessSettings(represented_by=people, **plain)
        kept.seller("DE")
        return kept

    def seller(self, country: str) -> Business:
        """As papers show it. Raises ColourWrong."""
        bank = BankAccount(self.account_holder or self.name, self.iban, self.bic, self.bank) if self.iban else None
        address = Address(self.street, self.postcode, self.city, country)
        return Business(
            self.name,
            address,
            self.tax_number,
            self.vat_id,
            self.register,
            self.represented_by,
            self.phone,
            self.email,
            self.website,
            bank,
            accent=self.accent,
        )


_TEXTS: Final = (
    *("name", "street", "postcode", "city", "tax_number", "vat_id", "register", "phone", "email", "website"),
    *("iban", "bic", "bank", "account_holder", "accent", "logo"),
)


def iban_from(text: str) -> str:
    """Without blanks, in capitals. Raises IbanWrong."""
    plain = re.sub(r"\s", "", text).upper()
    if not _IBAN.fullmatch(plain):
        raise IbanWrong(value=text)
    digits = "".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])
    if int(digits) % 97 != 1:
        raise IbanWrong(value=text)
    return plain


def _vat_id_from(text: str) -> str:
    try:
        return vat_id_from(text) if text else ""
    except VatIdWrong as wrong:
        raise OwnVatIdWrong(value=text) from wrong


def _bic_from(text: str) -> str:
    plain = re.sub(r"\s", "", text).upper()
    if plain and not _BIC.fullmatch(plain):
        raise BicWrong(value=text)
    return plain


def _one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST]

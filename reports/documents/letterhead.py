"""What stands at the head and foot of every letter, and in its address window."""

from dataclasses import dataclass
from typing import Final

from babel import Locale

from domain.business import Business, Recipient
from domain.customers.model import Address
from reports.formats import iban, printable
from reports.texts import Texts

_GERMAN_POST: Final = frozenset({"DE", "AT", "CH", "LI", "LU"})
_CITY_FIRST: Final = frozenset({"GB", "IE", "US", "CA", "AU", "NZ"})


@dataclass(frozen=True, slots=True)
class Letterhead:
    """`sender` is the small line above the address, `footer` the columns at the foot, each a few lines.

    `accent` is #RRGGBB, `logo` a PNG or JPEG or None. `page` is a template with {page} and {pages}.
    """

    name: str
    sender: str
    footer: tuple[tuple[str, ...], ...]
    accent: str
    logo: bytes | None
    page: str


def letterhead(business: Business, texts: Texts) -> Letterhead:
    """The seller's letterhead in the reader's language."""
    address = business.address
    place = printable(f"{address.postcode} {address.city}")
    return Letterhead(
        name=printable(business.name),
        sender=printable(f"{business.name} · {address.street} · {place}"),
        footer=tuple(column for column in _columns(business, place, texts) if column),
        accent=business.accent,
        logo=business.logo,
        page=texts("Page {page} of {pages}"),
    )


def address_lines(recipient: Recipient, home: str) -> tuple[str, ...]:
    """The address window: company, person, street, place, and the country in capitals when it is not `home`.

    The country's name is written in the language of the sender's post. Source: DIN 5008, address field.
    """
    address = recipient.address
    lines = [recipient.company, recipient.name if recipient.name != recipient.company else "", address.street]
    city_first = address.country in _CITY_FIRST
    lines.append(f"{address.city} {address.postcode}" if city_first else f"{address.postcode} {address.city}")
    if address.country != home:
        lines.append(_country(address, home).upper())
    return tuple(line for line in map(printable, lines) if line)


def _country(address: Address, home: str) -> str:
    post = Locale("de" if home in _GERMAN_POST else "en")
    return str(post.territories.get(address.country, address.country))


def _columns(business: Business, place: str, texts: Texts) -> tuple[tuple[str, ...], ...]:
    bank = business.bank
    return (
        _filled(business.name, business.address.street, place),
        _filled(business.phone, business.email, business.website),
        ()
        if bank is None
        else _filled(bank.bank or bank.holder, f"IBAN {iban(bank.iban)}", bank.bic and f"BIC {bank.bic}"),
        _filled(
            business.register,
            business.represented_by and texts("Managing directors: {names}", names=_names(business)),
            business.tax_number and texts("Tax no. {number}", number=business.tax_number),
            business.vat_id and texts("VAT ID {number}", number=business.vat_id),
        ),
    )


def _names(business: Business) -> str:
    return ", ".join(name.replace(" ", "\u00a0") for name in business.represented_by)


def _filled(*lines: str | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(printable(line) for line in lines if isinstance(line, str) and line)

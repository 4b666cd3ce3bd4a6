"""Who we are on paper: the seller's identity, and the person or company a paper is written to."""

import re
from dataclasses import dataclass
from typing import Final

from domain.customers.model import Address
from domain.errors import InvalidInput

DEFAULT_ACCENT: Final = "#3B5BDB"

_COLOUR: Final = re.compile("#[0-9A-Fa-f]{6}")


class ColourWrong(InvalidInput):
    """A colour is written #RRGGBB."""

    code = "colour_wrong"


@dataclass(frozen=True, slots=True)
class BankAccount:
    """Where customers pay. `iban` without blanks; `bic` and `bank` "" when not given."""

    holder: str
    iban: str
    bic: str = ""
    bank: str = ""


@dataclass(frozen=True, slots=True)
class Business:
    """The seller. Texts are "" when they do not apply; `bank` None: no transfer is asked for.

    `register` is the entry as it must be printed ("Amtsgericht Charlottenburg, HRB 12345"), `represented_by` the names
    of the managing directors. `logo` is a PNG or JPEG, None: the name is set instead. `accent` is #RRGGBB, the one
    colour on papers.

    Raises ColourWrong.
    Source: section 14 (4) UStG (invoices), section 35a GmbHG (letters).
    """

    name: str
    address: Address
    tax_number: str = ""
    vat_id: str = ""
    register: str = ""
    represented_by: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    website: str = ""
    bank: BankAccount | None = None
    logo: bytes | None = None
    accent: str = DEFAULT_ACCENT

    def __post_init__(self) -> None:
        if not _COLOUR.fullmatch(self.accent):
            raise ColourWrong(value=self.accent)


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom a paper goes. `company` and `name` may each be "", the address may be incomplete on a draft only."""

    name: str
    company: str
    address: Address

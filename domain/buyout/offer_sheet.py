"""Everything a purchase offer says on paper, as facts."""

from dataclasses import dataclass
from datetime import date

from domain.business import Recipient
from domain.buyout.quote import Taxed
from domain.contracts.terms import PricesAre
from domain.money import Currency, Money


@dataclass(frozen=True, slots=True)
class OfferSheetLine:
    """One thing; `serial` "" when the maker gave it none. `price` as the contract's prices are."""

    title: str
    code: str
    serial: str
    price: Money


@dataclass(frozen=True, slots=True)
class OfferSheet:
    """`asked` is what has to be paid in all. `on_credit`: the things change hands before they are paid."""

    number: str
    offered_on: date
    valid_until: date
    contract: str
    customer_number: str
    recipient: Recipient
    language: str
    currency: Currency
    prices_are: PricesAre
    lines: tuple[OfferSheetLine, ...]
    asked: Taxed
    on_credit: bool = False

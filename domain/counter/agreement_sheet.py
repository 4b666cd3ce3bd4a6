"""Everything the agreement of a sale at the counter says on paper, as facts."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.business import Recipient
from domain.counter.model import Consent
from domain.money import Currency, Money
from domain.quotes.sheet import QuoteLine


@dataclass(frozen=True, slots=True)
class AgreementSheet:
    """`things`: name and code of each thing that was handed over. `paid`: at the counter, with receipt `receipt`.

    `start_on` None: it has not begun. `signature`: the picture of it (PNG), None: it was signed on paper, or not.
    """

    number: str
    order_number: str
    at: datetime
    store: str
    seller: str
    customer_number: str
    recipient: Recipient
    language: str
    currency: Currency
    lines: tuple[QuoteLine, ...]
    things: tuple[str, ...]
    receipt: str
    paid: Money
    start_on: date | None = None
    voucher: str = ""
    note: str = ""
    consents: tuple[Consent, ...] = ()
    signature: bytes | None = None

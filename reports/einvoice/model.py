"""An e-invoice as EN 16931 names its parts (BT- and BG-numbers in the docstrings): values only, no syntax."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.billing.model import TaxCategory


class DocumentType(StrEnum):
    """BT-3. Source: UNTDID 1001."""

    INVOICE = "380"
    CREDIT_NOTE = "381"


class Means(StrEnum):
    """BT-81, how money changes hands. Source: UNTDID 4461. AGREED: in a way that nobody can act on by machine."""

    CASH = "10"
    CARD = "48"
    CREDIT_TRANSFER = "58"
    DIRECT_DEBIT = "59"
    ONLINE = "68"
    AGREED = "ZZZ"


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Party:
    """BG-4 or BG-7. Texts are "" when they do not apply.

    `identifier` BT-29/BT-46, `registration` BT-30, `vat_id` BT-31/BT-48, `tax_number` BT-32, `contact` BT-41/BT-56,
    `phone` BT-42, `email` BT-43 and BT-34.
    """

    name: str
    street: str
    postcode: str
    city: str
    country: str
    identifier: str = ""
    registration: str = ""
    vat_id: str = ""
    tax_number: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class TaxMark:
    """BT-151 and BT-152; `rate` in percent, None outside the scope of VAT."""

    category: TaxCategory
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class Allowance:
    """BG-20 on the document, BG-27 on a line (where `tax` is the line's and not written again). Always positive."""

    amount: Decimal
    reason: str
    tax: TaxMark


@dataclass(frozen=True, slots=True)
class Line:
    """BG-25. `quantity` BT-129 (negative: given back), `price` BT-146 (never negative), `net` BT-131; all net."""

    position: str
    title: str
    description: str
    quantity: Decimal
    price: Decimal
    net: Decimal
    tax: TaxMark
    days: Days | None
    allowances: tuple[Allowance, ...] = ()


@dataclass(frozen=True, slots=True)
class VatBreakdown:
    """BG-23. `reason` BT-120 and `reason_code` BT-121 are "" where VAT is charged."""

    tax: TaxMark
    net: Decimal
    vat: Decimal
    reason: str
    reason_code: str


@dataclass(frozen=True, slots=True)
class PaymentBlock:
    """BG-16 to BG-19. `iban`, `bic`, `holder`: where to pay; `mandate`, `creditor_id`, `payer_iban`: whence we take."""

    means: Means
    words: str = ""
    iban: str = ""
    bic: str = ""
    holder: str = ""
    card_digits: str = ""
    mandate: str = ""
    creditor_id: str = ""
    payer_iban: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """BG-22: BT-106, BT-107, BT-109, BT-110, BT-112, BT-113, BT-115."""

    lines: Decimal
    allowances: Decimal
    net: Decimal
    vat: Decimal
    gross: Decimal
    prepaid: Decimal
    due: Decimal


@dataclass(frozen=True, slots=True)
class EInvoice:
    """The whole document. `delivered_to` BG-15: given where goods leave the country; `corrects` BT-25 ("": none)."""

    number: str
    kind: DocumentType
    issued_on: date
    due_on: date | None
    currency: str
    terms: str
    notes: tuple[str, ...]
    seller: Party
    buyer: Party
    delivered_to: Party | None
    delivered_on: date
    days: Days | None
    lines: tuple[Line, ...]
    allowances: tuple[Allowance, ...]
    breakdown: tuple[VatBreakdown, ...]
    totals: Totals
    payment: PaymentBlock | None
    buyer_reference: str = ""
    order: str = ""
    contract: str = ""
    corrects: str = ""

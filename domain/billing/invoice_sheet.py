"""Everything an invoice or credit note says, as facts: what storage hands to the paper and to the screen."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.billing.model import Reason, Tax, TaxCategory, TaxReason
from domain.billing.settlement import EntryKind
from domain.business import Recipient
from domain.contracts.about import ChargeCause
from domain.contracts.terms import PricesAre
from domain.money import Currency, Money, total


class DocumentKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class Payment(StrEnum):
    """How the amount changes hands; the sentence under the total is made from it.

    DIRECT_DEBIT and CARD: we take it ourselves, which needs a mandate or a card. DEBIT_AGREED and CARD_AGREED: that is
    agreed, but nothing of the kind is there, so nothing is promised.
    """

    TRANSFER = "transfer"
    DIRECT_DEBIT = "direct_debit"
    CARD = "card"
    PAID = "paid"
    DEBIT_AGREED = "debit_agreed"
    CARD_AGREED = "card_agreed"
    CASH = "cash"
    WALLET = "wallet"


class Note(StrEnum):
    """Further sentences under the total."""

    CATCH_UP = "catch_up"
    DEPOSIT_RETURNED = "deposit_returned"
    DEPOSIT_TAKEN = "deposit_taken"
    FIRST_INVOICE = "first_invoice"
    LAST_INVOICE = "last_invoice"


@dataclass(frozen=True, slots=True)
class LineReference:
    """A line of an issued invoice. `position` as printed, from 1."""

    number: str
    position: int


@dataclass(frozen=True, slots=True)
class InvoiceSheetLine:
    """One line as it is printed.

    `contract` is the contract's number, by which lines are grouped ("" stands for none). `detail` are codes of the
    things concerned (asset code, serial), "" when none. `first_day` and `last_day` are both included, None for what
    covers no period. `days` of `of_days` is the counted part of the full period (equal: a whole one; 0: money given
    back for days that stay charged). `net` and `gross` are signed; `gross` None: net prices, where VAT is only computed
    for the whole group. `discount` and `given` were taken off already (as prices are, not signed); None: nothing was.
    `cause` and `message` tell of a one-off why it came up.
    """

    position: int
    title: str
    contract: str
    detail: str
    reason: Reason
    first_day: date | None
    last_day: date | None
    days: int
    of_days: int
    quantity: Decimal
    unit_price: Money
    net: Money
    gross: Money | None
    tax: Tax
    corrects: LineReference | None = None
    discount: Money | None = None
    given: Money | None = None
    cause: ChargeCause | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class VatGroup:
    """All lines of one category and rate. `rate` in percent."""

    category: TaxCategory
    rate: Decimal
    reason: TaxReason
    net: Money
    vat: Money


@dataclass(frozen=True, slots=True)
class SetOffLine:
    """What was set off when the document was issued. `document` is the number of the other one, "" for none.

    On an invoice it came from there (balance, deposit); on a credit note it went there, KEPT into the balance.
    """

    kind: EntryKind
    amount: Money
    document: str = ""


@dataclass(frozen=True, slots=True)
class DirectDebit:
    """Under which mandate we collect, from which account (IBAN without blanks, "" where it is not told). `on`: the day
    of the debit, None: by the day it is due. `account`: what the payer knows the account by."""

    mandate: str
    creditor_id: str
    iban: str = ""
    on: date | None = None
    account: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceSheet:
    """An issued invoice or credit note. Lines in order of position, VAT groups in the order they are printed.

    `due_on` None: nothing is to be paid by a day (credit note, paid). `corrects` is the corrected invoice's number on
    a credit note, else None. `contracts` and `orders` are the numbers it refers to. `debit` belongs to DIRECT_DEBIT,
    `card_digits` (the last four) to CARD. `buyer_reference` is what the customer wants to find on it.
    `is_e_invoice`: it carries its facts as EN 16931 too, where nothing is lacking for that.
    """

    number: str
    kind: DocumentKind
    issued_on: date
    due_on: date | None
    customer_number: str
    customer_vat_id: str
    recipient: Recipient
    language: str
    currency: Currency
    prices_are: PricesAre
    payment: Payment
    lines: tuple[InvoiceSheetLine, ...]
    vat_groups: tuple[VatGroup, ...]
    net: Money
    vat: Money
    gross: Money
    contracts: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    corrects: str | None = None
    notes: tuple[Note, ...] = ()
    set_offs: tuple[SetOffLine, ...] = ()
    debit: DirectDebit | None = None
    card_digits: str = ""
    buyer_reference: str = ""
    is_e_invoice: bool = False

    @property
    def settled(self) -> Money:
        """What was set off at once."""
        return total((each.amount for each in self.set_offs), self.currency)

    @property
    def to_pay(self) -> Money:
        """What is left to pay of an invoice when it is issued."""
        return self.gross - self.settled

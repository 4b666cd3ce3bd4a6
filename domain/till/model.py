"""Tills, their receipts and what was paid: values, and what is never true of a receipt.

Source: AO 146a; KassenSichV 6; UStG 14, 14c; UStDV 33.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import CustomerId, PersonId, StoreId
from domain.money import Currency, Money, half_up, total
from domain.till.pricing import PriceRight
from domain.till.signing import Device, Signature

TillId = NewType("TillId", UUID)
ReceiptId = NewType("ReceiptId", UUID)
SessionId = NewType("SessionId", UUID)

SMALL_INVOICE: Final = Money(250_00)
"""Up to this sum a receipt without a name is an invoice. Source: UStDV 33."""
LONGEST_TITLE: Final = 120
DIFFERENCE_LIMIT: Final = Money(5_00)
VOID_LIMIT: Final = Money(100_00)
_DIGITS: Final = 6


class ReceiptKind(StrEnum):
    """SALE: goods or services. PAYMENT: nothing but what was owed already. REFUND: money goes back."""

    SALE = "sale"
    PAYMENT = "payment"
    REFUND = "refund"


class ReceiptLineKind(StrEnum):
    """What a line is about. PAYMENT: towards an invoice that is, or towards what a contract will ask for."""

    GOODS = "goods"
    CONSUMABLE = "consumable"
    RENTAL = "rental"
    SERVICE = "service"
    DIGITAL = "digital"
    FEE = "fee"
    DEPOSIT = "deposit"
    VOUCHER = "voucher"
    PAYMENT = "payment"


UNTAXED: Final = frozenset({ReceiptLineKind.DEPOSIT, ReceiptLineKind.VOUCHER, ReceiptLineKind.PAYMENT})
"""Not taxed by the receipt: no supply, one that is taxed when the voucher is used, or one that an invoice taxes."""


class Way(StrEnum):
    """How something was paid. MANDATE, LINK and TRANSFER are promised at the counter: the money comes later."""

    CASH = "cash"
    CARD = "card"
    MANDATE = "mandate"
    LINK = "link"
    TRANSFER = "transfer"
    VOUCHER = "voucher"


TAKEN_AT_ONCE: Final = frozenset({Way.CASH, Way.CARD})


class UnknownTill(NotFound):
    """No till of this id, or another store's."""

    code = "unknown_till"


class UnknownReceipt(NotFound):
    """No receipt of this id."""

    code = "unknown_receipt"


class TillClosed(RuleViolation):
    """The till was taken out of use: nothing is written there any more."""

    code = "till_closed"


class NotYourTill(RuleViolation):
    """The till belongs to another store, or to another workplace."""

    code = "not_your_till"


class ReceiptEmpty(InvalidInput):
    """A receipt says what it is for."""

    code = "receipt_empty"


class ReceiptLineWrong(InvalidInput):
    """A title, a quantity above nothing, and a rate of VAT exactly where the receipt taxes it."""

    code = "receipt_line_wrong"


class SumsDiffer(InvalidInput):
    """What was paid is not what the lines add up to."""

    code = "sums_differ"


class PaymentWrong(InvalidInput):
    """An amount of nothing, one against the direction of the receipt, or less handed over than is paid with it."""

    code = "payment_wrong"


class CashIsOff(RuleViolation):
    """The owner takes no cash at this till."""

    code = "cash_is_off"


class DrawerNotOpen(RuleViolation):
    """Cash goes into a drawer that was counted and opened."""

    code = "drawer_not_open"


class CardAnswerMissing(InvalidInput):
    """A payment by card is one that the terminal has answered for."""

    code = "card_answer_missing"


class CustomerNeeded(RuleViolation):
    """Above the sum of a small invoice, or for what runs on, somebody has to be named."""

    code = "customer_needed"


class ReceiptNumberWrong(Conflict):
    """The number that was given is not the next one of this till."""

    code = "receipt_number_wrong"


@dataclass(frozen=True, slots=True)
class Till:
    """`code` begins its receipts' numbers and is its serial towards the tax office. `login` "": any of the store.

    `difference_limit`: a difference of the drawer above it is explained. `void_limit`: above it a second person agrees
    to a counter-receipt. `header` and `footer` are printed on its receipts; `signing` None: nothing signs them.
    `version` counts the changes of settings. `prices`: who may agree other prices.
    """

    id: TillId
    store_id: StoreId
    code: str
    name: str
    is_cash_on: bool = False
    login: str = ""
    difference_limit: Money = DIFFERENCE_LIMIT
    void_limit: Money = VOID_LIMIT
    header: str = ""
    footer: str = ""
    signing: Device | None = None
    is_closed: bool = False
    version: int = 1
    prices: PriceRight = PriceRight()  # noqa: RUF009 - frozen


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """`gross` is that of the whole line, negative where it goes back. `vat_rate` in percent; None: untaxed here."""

    title: str
    quantity: Decimal
    gross: Money
    vat_rate: Decimal | None
    kind: ReceiptLineKind


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the terminal said of a payment. `number` is masked."""

    terminal: str = ""
    receipt: str = ""
    trace: str = ""
    card: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Tendered:
    """`amount` is what it pays of the receipt. `given`: the cash that was handed over; None: exactly the amount."""

    way: Way
    amount: Money
    given: Money | None = None
    card: CardFacts | None = None

    @property
    def change(self) -> Money:
        return Money(0, self.amount.currency) if self.given is None else self.given - self.amount


@dataclass(frozen=True, slots=True)
class VatGroup:
    """What a receipt taxes at one rate."""

    rate: Decimal
    gross: Money
    vat: Money

    @property
    def net(self) -> Money:
        return self.gross - self.vat


@dataclass(frozen=True, slots=True)
class Receipt:
    """`about` is what it is for (an invoice, an order, a sale); None: only what its lines say.

    `voids_id`: the receipt that this one takes back. `signature` None: the till needs none.
    """

    id: ReceiptId
    till_id: TillId
    till_code: str
    n: int
    kind: ReceiptKind
    at: datetime
    person_id: PersonId
    store_id: StoreId
    lines: tuple[ReceiptLine, ...]
    payments: tuple[Tendered, ...]
    customer_id: CustomerId | None = None
    about: UUID | None = None
    voids_id: ReceiptId | None = None
    reason: str = ""
    signature: Signature | None = None

    @property
    def number(self) -> str:
        return receipt_number(self.till_code, self.n)

    @property
    def sum(self) -> Money:
        return sum_of(self.lines)

    @property
    def cash(self) -> Money:
        """What came into the drawer; below nothing: went out."""
        return paid_by(self.payments, Way.CASH, self.sum.currency)

    @property
    def is_invoice(self) -> bool:
        """Without a customer the receipt is the small invoice; else the invoice comes of its own, and taxes once."""
        return self.customer_id is None

    @property
    def vat_groups(self) -> tuple[VatGroup, ...]:
        return vat_groups(self.lines)


def receipt_number(till_code: str, n: int) -> str:
    """K1-000001."""
    return f"{till_code}-{n:0{_DIGITS}}"


def sum_of(lines: Iterable[ReceiptLine]) -> Money:
    amounts = [line.gross for line in lines]
    return total(amounts, amounts[0].currency if amounts else Money(0).currency)


def paid_by(payments: Iterable[Tendered], way: Way, currency: Currency) -> Money:
    return total((each.amount for each in payments if each.way is way), currency)


def vat_groups(lines: Iterable[ReceiptLine]) -> tuple[VatGroup, ...]:
    """One for each rate, the highest first; VAT is taken out of the sum of a rate, once."""
    sums: dict[Decimal, Money] = {}
    for line in lines:
        if line.vat_rate is not None:
            sums[line.vat_rate] = sums.get(line.vat_rate, Money(0, line.gross.currency)) + line.gross
    return tuple(VatGroup(rate, gross, vat_within(gross, rate)) for rate, gross in sorted(sums.items(), reverse=True))


def vat_within(gross: Money, rate: Decimal) -> Money:
    return Money(half_up(gross.minor * rate / (100 + rate)), gross.currency)

"""What ought to be charged, what is charged, and the postings between the two."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from domain.contracts.model import ContractLine
from domain.ids import ContractLineId, InvoiceId, InvoiceLineId
from domain.money import Money
from domain.period import Period


class ChargeKind(StrEnum):
    """What a billed period covers: days of a recurring line, a one-off, or days of use after the end.

    Part of the key of `billed_period`.
    """

    PERIOD = "period"
    ONCE = "once"
    USE_AFTER_END = "use_after_end"


class Reason(StrEnum):
    """Why a line stands on an invoice. Source: formats/preview.md."""

    RECURRING = "recurring"
    PART_PERIOD = "part_period"
    CHANGE_CREDIT = "change_credit"
    CHANGE_CHARGE = "change_charge"
    PAUSE_CREDIT = "pause_credit"
    END_CREDIT = "end_credit"
    GOODWILL = "goodwill"
    REFUND = "refund"
    ONE_OFF = "one_off"
    SALE = "sale"
    FEE = "fee"
    DEPOSIT = "deposit"
    BUYOUT = "buyout"
    DISCOUNT = "discount"
    USE_AFTER_END = "use_after_end"


class TaxCategory(StrEnum):
    """VAT categories of EN 16931 (UNTDID 5305)."""

    STANDARD = "S"
    ZERO = "Z"
    EXEMPT = "E"
    REVERSE_CHARGE = "AE"
    INTRA_COMMUNITY = "K"
    EXPORT = "G"
    OUTSIDE = "O"


class TaxReason(StrEnum):
    """Which rule gave place and treatment; the sentence on the invoice is made from it.

    LATE_PAYMENT: costs and interest of a payment that came late are damages and pay for no supply.
    """

    SELLER_COUNTRY = "seller_country"
    CUSTOMER_COUNTRY = "customer_country"
    DESTINATION_COUNTRY = "destination_country"
    REVERSE_CHARGE = "reverse_charge"
    INTRA_COMMUNITY_SUPPLY = "intra_community_supply"
    EXPORT = "export"
    OUTSIDE_EU = "outside_eu"
    EXEMPT = "exempt"
    ZERO_RATED = "zero_rated"
    DEPOSIT = "deposit"
    LATE_PAYMENT = "late_payment"


@dataclass(frozen=True, slots=True)
class Tax:
    """The VAT of one line, frozen when it is billed. `rate` in percent; `country` is the place of supply."""

    category: TaxCategory
    rate: Decimal
    country: str
    reason: TaxReason


class Charge(NamedTuple):
    """What ought to be charged for one stretch of days of one line.

    `period` are the days charged, `days` of `of_days` the counted part of the full period (with months of 30 days
    they differ from the calendar). `price` is that of one unit for a full period; `amount` is net or gross as the
    contract's prices are.

    `off` is what discounts take off a full period, `shared` the part of it that several lines share. `given` is what
    was given back for these days as goodwill or refund (`given_as`); the amount is without it.
    """

    line: ContractLine
    kind: ChargeKind
    reason: Reason
    period: Period
    days: int
    of_days: int
    price: Money
    quantity: Decimal
    amount: Money
    due_on: date
    off: Money
    shared: Money
    given: Money
    given_as: Reason | None = None


@dataclass(frozen=True, slots=True)
class BilledPeriod:
    """Days of one line that an invoice line charges and no credit gave back: one row of `billed_period`.

    `amount` is what is left of the invoice line's amount (net or gross as it was invoiced), `days` what is left of
    its counted days, `given` what was given back for these days while they stay charged (already taken off `amount`).
    `vat` is the part of the invoice's VAT that `amount` still carries: within it where prices are gross, on top where
    they are net. The other values are those of the invoice line and never change.
    """

    line_id: ContractLineId
    kind: ChargeKind
    period: Period
    amount: Money
    price: Money
    quantity: Decimal
    days: int
    of_days: int
    tax: Tax
    invoice_id: InvoiceId
    invoice_line_id: InvoiceLineId
    off: Money
    given: Money
    vat: Money


class Posting(NamedTuple):
    """One line to be invoiced or credited. `amount` is signed: a credit is negative or zero.

    A credit names in `corrects` the row that it takes from, and in `remaining` all that is left of that row once all
    postings of the same run are written (the same for each credit of one row; days in order).
    """

    line: ContractLine
    kind: ChargeKind
    reason: Reason
    period: Period
    days: int
    of_days: int
    price: Money
    quantity: Decimal
    amount: Money
    due_on: date
    off: Money
    shared: Money
    given: Money
    given_as: Reason | None = None
    corrects: BilledPeriod | None = None
    remaining: tuple[BilledPeriod, ...] = ()

    @property
    def title(self) -> str:
        """The name that papers give the line; a credit has that of what it corrects."""
        return self.line.named_on((self.corrects or self).period.start)

    @property
    def is_credit(self) -> bool:
        return self.corrects is not None

"""The papers about what is owed: a reminder, an instalment plan, and what a collection partner gets on top."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.business import Recipient
from domain.dunning.settings import LetterText
from domain.money import Money


class DebtPaper(StrEnum):
    REMINDER = "reminder"
    INSTALMENTS = "instalments"
    HAND_OVER = "hand_over"


@dataclass(frozen=True, slots=True)
class DebtRow:
    """One invoice. `is_claim`: it asks for costs and interest."""

    number: str
    issued_on: date
    due_on: date
    gross: Money
    open: Money
    is_claim: bool = False


@dataclass(frozen=True, slots=True)
class InterestRow:
    """How interest came about: these days (both counted), on what, at how many percent a year."""

    number: str
    first_day: date
    last_day: date
    amount: Money
    percent: Decimal


@dataclass(frozen=True, slots=True)
class RateRow:
    due_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A thing that the customer still has, and under which contract."""

    code: str
    title: str
    contract: str


@dataclass(frozen=True, slots=True)
class DebtSheet:
    """`title` is what the letter is called (the level's name; the partner's of a hand-over). `pay_until` None: at once.
    `sums`: what is to be paid on top of the rows, by name: earlier, fee, interest, lump_sum. `text`: how a reminder
    speaks. `unknown_from`: from that day on nobody knows the base rate."""

    kind: DebtPaper
    number: str
    title: str
    made_on: date
    recipient: Recipient
    language: str
    customer_number: str
    customer_name: str
    rows: tuple[DebtRow, ...]
    to_pay: Money
    pay_until: date | None = None
    text: LetterText | None = None
    earlier: Money | None = None
    fee: Money | None = None
    interest: Money | None = None
    lump_sum: Money | None = None
    accounts: tuple[InterestRow, ...] = ()
    rates: tuple[RateRow, ...] = ()
    things: tuple[HeldRow, ...] = ()
    unknown_from: date | None = None

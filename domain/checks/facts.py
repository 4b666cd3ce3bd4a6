"""What is known of an order and its customer when it is checked. Whoever looks gets all of it at once."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from domain.customers.model import CustomerKind, PersonalData
from domain.ids import OrderId, PlanId, ProductId
from domain.money import Money

_NOTHING = Money(0)


class Mark(StrEnum):
    """By what customers are recognised again; kept as keyed hashes alone."""

    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    IBAN = "iban"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Alike:
    """How often a mark came in the last days: in other orders, and at other customers."""

    mark: Mark
    orders: int
    customers: int


@dataclass(frozen=True, slots=True)
class BlockHit:
    """An entry of the blocklist that this customer meets."""

    mark: Mark
    reason: str


@dataclass(frozen=True, slots=True)
class Account:
    """What an account's number says by itself. `bank` "" where no bank has that number; None: nobody looked."""

    is_valid: bool
    country: str = ""
    bank: str | None = None


class BankAccounts(Protocol):
    """Knows banks; needs no network."""

    def account(self, iban: str) -> Account: ...


@dataclass(frozen=True, slots=True)
class Ordered:
    """One line: which plan of which product. `plan_id` is the first version's, the plan's family."""

    product_id: ProductId
    plan_id: PlanId
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """`value`: what the goods of this order are worth, `out` what the customer has from before, both as we bought them.

    `overdue`: open and past its day. `paid_on_time`, `paid_late`, `went_back`: invoices and payments of the past.
    `spared_until`: an earlier green verdict holds until then. `account` None: none is known.
    """

    order_id: OrderId
    number: str
    on: date
    kind: CustomerKind
    person: PersonalData
    lines: tuple[Ordered, ...]
    value: Money = _NOTHING
    out: Money = _NOTHING
    is_first: bool = True
    paid_on_time: int = 0
    paid_late: int = 0
    went_back: int = 0
    overdue: Money = _NOTHING
    alike: tuple[Alike, ...] = ()
    blocked: tuple[BlockHit, ...] = ()
    account: Account | None = None
    spared_until: date | None = None
    iban: str = field(default="", repr=False)

"""What the owner decided about bills: when they are written, what shares a document, and how they are paid."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from domain.contracts.payment import USUAL, Payment
from domain.errors import InvalidInput
from domain.ids import StoreId

MOST_REVIEW_DAYS: Final = 30
MOST_BACKLOG: Final = 24


class Collective(StrEnum):
    """Whose postings may share an invoice: all of a customer, those of one order, or each contract by itself."""

    CUSTOMER = "customer"
    ORDER = "order"
    CONTRACT = "contract"


class ReviewDaysWrong(InvalidInput):
    """Bills wait for review for 0 (not at all) to 30 days: later, the next month would overtake them."""

    code = "review_days_wrong"


class BacklogLimitWrong(InvalidInput):
    """A person is asked above 1 to 24 missing periods."""

    code = "backlog_limit_wrong"


@dataclass(frozen=True, slots=True)
class BillingSettings:
    """`payment` and `collective` hold where contract and customer say nothing else.

    `review_days`: the nightly run writes what was due by so many days ago, so that a person can look at it first.
    `most_missing`: with more missing periods of one line the run asks a person before it bills the contract.
    `e_invoices_to_all`: consumers get e-invoices too; companies always do.

    Raises ReviewDaysWrong, BacklogLimitWrong.
    """

    payment: Payment = USUAL
    collective: Collective = Collective.CUSTOMER
    review_days: int = 0
    most_missing: int = 3
    e_invoices_to_all: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.review_days <= MOST_REVIEW_DAYS:
            raise ReviewDaysWrong(value=self.review_days, most=MOST_REVIEW_DAYS)
        if not 1 <= self.most_missing <= MOST_BACKLOG:
            raise BacklogLimitWrong(value=self.most_missing, most=MOST_BACKLOG)

    def due_until(self, night: date) -> date:
        """The run of that night writes what was due by this day."""
        return night - timedelta(days=self.review_days)

    def written_on(self, due_on: date) -> date:
        """The night that writes what is due on that day."""
        return due_on + timedelta(days=self.review_days)


@dataclass(frozen=True, slots=True)
class BillingHouse:
    """The settings as a run needs them. `prefixes`: the stores whose documents have a series of their own."""

    settings: BillingSettings
    prefixes: Mapping[StoreId, str] = field(default_factory=dict)


AS_SHIPPED: Final = BillingHouse(BillingSettings())
"""A house whose owner has not changed anything."""

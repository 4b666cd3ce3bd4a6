"""The way of money back to the customer: by the method that it came with, one port for all methods.

Today a person takes the list for the bank there and notes what the statement shows. A provider that pays back by itself
is one more `WayBack`; what it answers becomes the same commands, `SettleRefund` and `FailRefund`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Protocol

from domain.billing.settlement import EntryId, PaidBy
from domain.errors import RuleViolation
from domain.money import Money

NEEDS_ACCOUNT: Final = frozenset({PaidBy.TRANSFER})
"""Goes to an account that somebody has to know."""
AT_ONCE: Final = frozenset({PaidBy.CASH})
"""Is in the customer's hands when it is sent."""


class RefundOtherWay(RuleViolation):
    """Money goes back by the method it came with, unless the customer agreed expressly to another one.

    Source: section 357 (3) BGB.
    """

    code = "refund_other_way"


@dataclass(frozen=True, slots=True)
class MoneyOrder:
    """One attempt to pay; `key` is the same however often it is told. `purpose`: what the customer's statement says."""

    key: EntryId
    customer: str
    account: str
    amount: Money
    purpose: str
    sent_on: date
    by: PaidBy


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the orders: `arrived`, or `came_back` with the reason; the others are on their way.

    `file`: what a person has to take along, as text; "" for nothing.
    """

    arrived: frozenset[EntryId] = frozenset()
    came_back: Mapping[EntryId, str] = field(default_factory=dict)
    file: str = ""


class WayBack(Protocol):
    """Carries money back by one method."""

    @property
    def by(self) -> PaidBy: ...

    def carry(self, orders: Sequence[MoneyOrder]) -> Carried:
        """Those of its method; an order that it carried before is not carried twice.

        Raises Unavailable: none was carried.
        """
        ...

"""A consumer withdraws within 14 days: what was paid goes back, the things come back.

Source: RULES.md 3.3; sections 355 to 357 BGB.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar, Final

from domain.application import SELF_SERVICE, Seat
from domain.contracts.changing import ContractChange
from domain.contracts.deadlines import last_day_to_declare, next_working_day, withdrawal_until
from domain.contracts.end_dates import check_received
from domain.contracts.ending import withdrawn
from domain.contracts.model import Contract, LineKind
from domain.customers.model import CustomerKind
from domain.period import ONE_DAY

REFUND_DAYS: Final = 14
GOODS_BACK_DAYS: Final = 14
_CARRIED: Final = frozenset({LineKind.RENTAL, LineKind.SALE, LineKind.CONSUMABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawContract(ContractChange):
    """`received_on` is the day of the declaration; `goods_on` that on which the goods arrived, None: the start.

    `pays_used_days`: the customer had asked expressly that the service begins before the 14 days are over, and pays
    for the days up to the declaration (section 357a BGB). `is_consumer` is set right from the customer's own record.
    `cause` is one of the owner's list of reasons, "" when nobody said: a consumer need not say any.
    """

    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE
    has_consequences: ClassVar[bool] = True

    received_on: date
    goods_on: date | None = None
    pays_used_days: bool = False
    is_consumer: bool = True
    cause: str = ""

    def for_customer(self, kind: CustomerKind) -> "WithdrawContract":
        return replace(self, is_consumer=kind is CustomerKind.CONSUMER)

    def edited(self, contract: Contract, today: date) -> Contract:
        """Raises WithdrawalForConsumers, WithdrawalTooLate, IllegalContractTransition; as `check_received`."""
        check_received(contract, self.received_on, today)
        kind = CustomerKind.CONSUMER if self.is_consumer else CustomerKind.COMPANY
        until = last_day_to_withdraw(contract, self.goods_on) or date.max
        changed = withdrawn(contract, self.received_on, kind, until)
        if self.pays_used_days and contract.start_on is not None and self.received_on >= contract.start_on:
            return replace(changed, end_on=self.received_on + ONE_DAY)
        return changed


def last_day_to_withdraw(contract: Contract, goods_on: date | None = None) -> date | None:
    """14 days from the conclusion; with goods from their arrival (`goods_on`, else the start, or the promised day of a
    contract that ran before). None: not begun yet.

    Source: section 356 (2) no. 1 BGB.
    """
    known = contract.concluded_on or contract.start_on
    if any(line.kind in _CARRIED for line in contract.lines):
        arrived = goods_on or contract.start_on
        if arrived is None:
            return None
        promised_on = None if contract.beginning is None else contract.beginning.promised_on
        if goods_on is None and promised_on is not None:
            arrived = max(arrived, promised_on)
        known = arrived if known is None else max(known, arrived)
    return None if known is None else withdrawal_until(known)


def refund_until(received_on: date) -> date:
    """The last day on which the money is back. Source: sections 357 (1), 193 BGB."""
    return next_working_day(received_on + timedelta(days=REFUND_DAYS))


def sent_back_until(received_on: date) -> date:
    """The last day on which the things are sent back. Source: sections 357 (5), 355 (3), 193 BGB."""
    return last_day_to_declare(received_on + timedelta(days=GOODS_BACK_DAYS))

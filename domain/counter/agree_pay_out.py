"""A second person agrees that a refund is paid out of a drawer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.counter.pay_out_at_counter import RefundNotDue
from domain.ports import Unit
from domain.refunds.model import RefundId


@dataclass(frozen=True, slots=True)
class AgreePayOut(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.POS}

    refund_id: RefundId


@dataclass(frozen=True, slots=True)
class PayOutAgreed(Event):
    refund_id: RefundId

    def touched(self) -> Iterable[str]:
        return ("refunds", "receipts")


def agree_pay_out(command: AgreePayOut, unit: Unit, _clock: Clock) -> PayOutAgreed:
    """Who pays it out is somebody else, at another workplace: the database looks at both. Raises RefundNotDue."""
    if not unit.counter.refund_due(command.refund_id):
        raise RefundNotDue
    if unit.context.actor_id not in unit.counter.pay_out_agreed_by(command.refund_id):
        unit.counter.agree_pay_out(command.refund_id)
    return PayOutAgreed(command.refund_id)

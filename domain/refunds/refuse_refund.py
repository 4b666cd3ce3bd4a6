"""A refund that was asked for is not given."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.ids import ContractId
from domain.ports import Unit
from domain.refunds.book import StepTaken
from domain.refunds.model import REASON_LENGTH, RefundId, RefundReasonMissing, RefundStep, after
from domain.refunds.touching import touched_by


@dataclass(frozen=True, slots=True)
class RefuseRefund(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    refund_id: RefundId
    reason: str


@dataclass(frozen=True, slots=True)
class RefundRefused(Event):
    refund_id: RefundId
    contract_id: ContractId | None

    def touched(self) -> Iterable[str]:
        return touched_by(self.contract_id)


def refuse_refund(command: RefuseRefund, unit: Unit, _clock: Clock) -> RefundRefused:
    """Raises UnknownRefund, IllegalRefundTransition, RefundReasonMissing."""
    refund = unit.refunds.get(command.refund_id)
    after(refund.status, RefundStep.REFUSE)
    if not command.reason.strip():
        raise RefundReasonMissing(contract=refund.number)
    reason = command.reason.strip()[:REASON_LENGTH]
    unit.refunds.take(refund, StepTaken(RefundStep.REFUSE, unit.today(), reason=reason))
    return RefundRefused(refund.id, refund.contract_id)

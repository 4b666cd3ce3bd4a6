"""Somebody who may lets a refund go: the timeline says what is given back, and the credit note follows at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.contracts.giving_back import given_back
from domain.contracts.model import Contract
from domain.ids import ContractId
from domain.ports import Unit
from domain.refunds.book import StepTaken
from domain.refunds.model import Refund, RefundId, RefundStep, after
from domain.refunds.touching import touched_by


@dataclass(frozen=True, slots=True)
class ApproveRefund(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    refund_id: RefundId


@dataclass(frozen=True, slots=True)
class RefundApproved(Event):
    refund_id: RefundId
    contract_id: ContractId | None

    def touched(self) -> Iterable[str]:
        return touched_by(self.contract_id)


def approve_refund(command: ApproveRefund, unit: Unit, _clock: Clock) -> RefundApproved:
    """Raises UnknownRefund, IllegalRefundTransition, RefundAboveLimit, RefundNeedsSecondPerson, and what `given_back`
    does when the contract changed since."""
    refund = unit.refunds.get(command.refund_id)
    after(refund.status, RefundStep.APPROVE)
    unit.settings.refunds().value.check(refund, unit.refunds.approver(), unit.refunds.let_go(refund))
    approve(refund, None if refund.contract_id is None else unit.contracts.get(refund.contract_id), unit)
    return RefundApproved(refund.id, refund.contract_id)


def approve(refund: Refund, contract: Contract | None, unit: Unit) -> None:
    """The step, and the gift on the timeline of its contract (None: it has neither). Raises what `given_back` does."""
    if refund.gift is not None and contract is not None:
        changed = given_back(contract, refund.gift.as_gift(str(refund.id), refund.cause))
        unit.contracts.save(changed)
    unit.refunds.take(refund, StepTaken(RefundStep.APPROVE, unit.today(), refund.amount))

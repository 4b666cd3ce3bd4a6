"""A purchase is taken back while it waits for its money: the charge is credited, the rent goes on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.buyout.asking import touched_by
from domain.buyout.offer import OfferAction, OfferId
from domain.buyout.timeline import taken_back
from domain.clock import Clock
from domain.contracts.changing import ContractChangedMeanwhile
from domain.errors import InvalidInput
from domain.ids import ContractId
from domain.ports import Unit
from domain.tasks.model import TaskKind


class TakeBackReasonMissing(InvalidInput):
    """Why a purchase is taken back has to be said."""

    code = "take_back_reason_missing"


@dataclass(frozen=True, slots=True)
class TakeBackBuyout(Command):
    """What was paid already becomes balance."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    offer_id: OfferId
    contract_id: ContractId
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class BuyoutTakenBack(Event):
    offer_id: OfferId
    contract_id: ContractId

    def touched(self) -> Iterable[str]:
        return (*touched_by(self.contract_id), "invoices", "tasks")


def take_back_buyout(command: TakeBackBuyout, unit: Unit, clock: Clock) -> BuyoutTakenBack:
    """Raises UnknownOffer, ContractChangedMeanwhile, IllegalOfferTransition, TakeBackReasonMissing."""
    if not command.reason.strip():
        raise TakeBackReasonMissing
    contract, offer = unit.contracts.get(command.contract_id), unit.buyouts.get(command.offer_id)
    if contract.version != command.version or offer.contract_id != contract.id:
        raise ContractChangedMeanwhile(contract=contract.number)
    unit.buyouts.save(offer.closed(OfferAction.TAKE_BACK, unit.today(), command.reason.strip()))
    unit.contracts.save(taken_back(contract, offer.sale_lines, used_deposit=offer.uses_deposit))
    for task in unit.tasks.waiting(TaskKind.BUYOUT_STUCK, contract.number):
        unit.tasks.clear(task.id, clock.now())
    return BuyoutTakenBack(offer.id, contract.id)

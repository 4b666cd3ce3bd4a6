"""A return that was to be sent again is not wanted after all: the thing stays where it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.assets.status import Kind, Status
from domain.clock import Clock
from domain.errors import NotFound, RuleViolation
from domain.ids import ContractId, ReturnId
from domain.ports import Unit
from domain.returns.model import Purpose, Return, ReturnStatus
from domain.shipping.calling_off import call_off
from domain.shipping.model import IllegalShipmentTransition, ShipmentAction
from domain.shipping.sending_again import WAITING, answers


class ReturnNotKnown(NotFound):
    """The contract has no such return, or it was called off before."""

    code = "return_not_known"


class ReturnCannotStay(RuleViolation):
    """Something of it is here already, or it belongs to the end of the contract."""

    code = "return_cannot_stay"


@dataclass(frozen=True, slots=True)
class CallOffReturn(Command):
    """For repairs and replacements; an end is taken back by keeping the contract."""

    seats: ClassVar[frozenset[Seat]] = OFFICE

    contract_id: ContractId
    return_id: ReturnId


@dataclass(frozen=True, slots=True)
class ReturnCalledOff(Event):
    contract_id: ContractId
    return_id: ReturnId
    number: str

    def touched(self) -> Iterable[str]:
        return ("returns", "shipments", "assets", f"contract:{self.contract_id}")


def call_off_return(command: CallOffReturn, unit: Unit, clock: Clock) -> ReturnCalledOff:
    """The things are simply with the customer again; what was to be sent for them goes back to the shelf.

    Raises:
        ReturnNotKnown: not of this contract, or called off before.
        ReturnCannotStay: it ends the contract, or a thing came.
        IllegalShipmentTransition: what takes the old one's place left the house.
    """
    contract = unit.contracts.get(command.contract_id)
    case = next((each for each in unit.returns.of_contract(contract.id) if each.id == command.return_id), None)
    if case is None:
        raise ReturnNotKnown(contract=contract.number)
    if case.purpose is Purpose.END or case.status is not ReturnStatus.ANNOUNCED:
        raise ReturnCannotStay(number=case.number)
    shipments = unit.shipments.of_contract(contract.id)
    for line in case.lines:
        for shipment in answers(shipments, case.id, line.asset_id):
            if shipment.status not in WAITING:
                raise IllegalShipmentTransition(status=shipment.status, action=ShipmentAction.CANCEL)
            call_off(shipment, unit, clock)
    withdraw(case, unit, clock)
    return ReturnCalledOff(contract.id, case.id, case.number)


def withdraw(case: Return, unit: Unit, clock: Clock) -> None:
    """Nothing of it is expected any more."""
    unit.returns.withdraw(replace(case, withdrawn_on=unit.today()))
    for asset in unit.assets.get_all([line.asset_id for line in case.lines]):
        if asset.state.status is Status.DUE_BACK:
            facts = {"return": case.number}
            unit.assets.append(*asset.record(Kind.RETURN_WITHDRAWN, unit.context, clock.now(), facts))

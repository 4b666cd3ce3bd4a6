"""A return is not wanted after all: the thing stays where it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.clock import Clock
from domain.errors import NotFound, RuleViolation
from domain.ids import ContractId, ReturnId
from domain.ports import Unit
from domain.returns.effects import keep, nothing_came
from domain.returns.model import Purpose, Return
from domain.returns.stages import Step
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
    """The customer keeps the things. An end that was agreed is taken back by keeping the contract."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    contract_id: ContractId
    return_id: ReturnId


@dataclass(frozen=True, slots=True)
class ReturnCalledOff(Event):
    contract_id: ContractId
    return_id: ReturnId
    number: str

    def touched(self) -> Iterable[str]:
        return ("returns", "shipments", "assets", "contracts", f"contract:{self.contract_id}")


def call_off_return(command: CallOffReturn, unit: Unit, clock: Clock) -> ReturnCalledOff:
    """The things are simply with the customer again; what was to be sent for them goes back to the shelf.

    Raises:
        ReturnNotKnown: not of this contract, or called off before.
        ReturnCannotStay: a contract's end was agreed, or a thing came.
        IllegalShipmentTransition: what takes the old one's place left the house.
    """
    contract = unit.contracts.get(command.contract_id)
    case = unit.returns.find(command.return_id)
    if case is None or contract.id not in case.contracts or case.withdrawn_on is not None:
        raise ReturnNotKnown(contract=contract.number)
    if not nothing_came(case) or _is_agreed_end(case, unit):
        raise ReturnCannotStay(number=case.number)
    shipments = unit.shipments.of_contract(contract.id)
    for line in case.lines:
        for shipment in answers(shipments, case.id, line.asset_id):
            if shipment.status not in WAITING:
                raise IllegalShipmentTransition(status=shipment.status, action=ShipmentAction.CANCEL)
            call_off(shipment, unit, clock)
    withdraw(case, unit, clock)
    return ReturnCalledOff(contract.id, case.id, case.number)


def _is_agreed_end(case: Return, unit: Unit) -> bool:
    """Whether a contract ends by notice or on its day: then that has to be taken back, and the return goes with it."""
    contracts = [unit.contracts.get(each) for each in case.contracts]
    return case.purpose is Purpose.END and any(each.end_on is not None for each in contracts)


def withdraw(case: Return, unit: Unit, clock: Clock) -> None:
    """Nothing of it is expected any more; what an end stopped runs on."""
    keep(case, unit, clock, Step.WITHDRAW)

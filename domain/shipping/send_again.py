"""A thing came back only to be repaired or replaced: something goes out again for it. The worker's consequence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.contracts.beginning import AS_USUAL
from domain.contracts.end_returned_line import ContractNotStarted
from domain.ids import AssetId, ContractId, ContractLineId, ReturnId, ShipmentId
from domain.ports import Unit
from domain.shipping.calling_off import call_off
from domain.shipping.model import Shipment, ShipmentCause
from domain.shipping.sending_again import WAITING, answers, goes_on, opened_again
from domain.swaps.stages import LIVE


@dataclass(frozen=True, slots=True)
class SendAgain(Command):
    """`received_on` is the day of the receipt scan."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    contract_id: ContractId
    contract_line_id: ContractLineId
    return_id: ReturnId
    asset_id: AssetId
    received_on: date


@dataclass(frozen=True, slots=True)
class AgainSent(Event):
    """`shipment_id` is what waits to be packed. `is_end`: nothing goes out any more, the receipt was the end."""

    contract_id: ContractId
    shipment_id: ShipmentId | None
    is_end: bool

    def touched(self) -> Iterable[str]:
        return ("shipments", "contracts", f"contract:{self.contract_id}")


def send_again(command: SendAgain, unit: Unit, clock: Clock) -> AgainSent:
    """Opens the shipment, unless it was opened when the replacement was agreed.

    Where the contract or its line ended meanwhile, nothing is sent, and what waited for it is called off.

    Raises:
        ContractNotStarted: the goods' leaving is not followed yet (several workers); tried again later.
    """
    contract = unit.contracts.get(command.contract_id)
    if contract.start_on is None and not (contract.beginning or AS_USUAL).waits_for_no_parcel:
        raise ContractNotStarted(contract=contract.number)
    known = answers(unit.shipments.of_contract(contract.id), command.return_id, command.asset_id)
    waiting = next((shipment for shipment in known if shipment.status in WAITING), None)
    if not goes_on(contract, contract.line(command.contract_line_id), command.received_on):
        if waiting is not None:
            call_off(waiting, unit, clock)
        return AgainSent(contract.id, None, is_end=True)
    if not known:
        _not_twice(command, unit, clock)
        old = unit.assets.get(command.asset_id)
        swap = unit.swaps.answering(command.return_id)
        variant_id = swap.variant_id if swap is not None and swap.stage in LIVE else None
        waiting = opened_again(contract, command.contract_line_id, old, command.return_id, unit, variant_id=variant_id)
    is_end = waiting is None and not _is_out(known, unit)
    return AgainSent(contract.id, None if waiting is None else waiting.id, is_end)


def _not_twice(command: SendAgain, unit: Unit, clock: Clock) -> None:
    """What waits to be sent for the same thing because of an earlier return stays here, unless it is a swap's."""
    for shipment in unit.shipments.of_contract(command.contract_id):
        if shipment.status not in WAITING or shipment.cause is not ShipmentCause.AGAIN:
            continue
        line = next((each for each in shipment.lines if each.replaces_asset_id == command.asset_id), None)
        swap = None if line is None or line.answers_return_id is None else unit.swaps.answering(line.answers_return_id)
        if line is not None and (swap is None or swap.stage not in LIVE):
            call_off(shipment, unit, clock)


def _is_out(sent: list[Shipment], unit: Unit) -> bool:
    """Whether something that was sent in the old one's place is still with the customer."""
    assets = {line.asset_id for shipment in sent for line in shipment.lines}
    return any(asset_id in assets for asset_id, _ in unit.assignments.assets_of(sent[0].contract_id))

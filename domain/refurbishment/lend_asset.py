"""While a customer's own thing is repaired, another one is lent on the same contract line, and costs nothing.

The rent goes on, for the customer has something to use. The loan is asked back when the own one, or another in its
place, is on its way.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.application import Command, Event
from domain.clock import Clock
from domain.contracts.changing import ContractIsOver
from domain.errors import Conflict, RuleViolation
from domain.ids import AssetId, ContractId, ShipmentId, ShipmentLineId
from domain.orders.model import Treatment
from domain.ports import Unit
from domain.refurbishment.repairs import RepairId, RepairStep
from domain.shipping.model import Shipment, ShipmentCause, ShipmentLine, ShipmentStatus
from domain.shipping.sending_again import goes_on


class NobodyWaits(RuleViolation):
    """The thing was with no customer when it broke: there is nobody to lend another one to."""

    code = "nobody_waits_for_it"


class LentAlready(Conflict):
    """Another thing is lent, or waits to be sent, in its place already."""

    code = "lent_already"


@dataclass(frozen=True, slots=True)
class LendAsset(Command):
    """Which one is told by the scan when it is packed."""

    repair_id: RepairId


@dataclass(frozen=True, slots=True)
class AssetLent(Event):
    repair_id: RepairId
    asset_id: AssetId
    contract_id: ContractId
    shipment_id: ShipmentId
    shipment_number: str

    def touched(self) -> Iterable[str]:
        return ("repairs", "shipments", f"repair:{self.repair_id}", f"contract:{self.contract_id}")


def lend_asset(command: LendAsset, unit: Unit, _clock: Clock) -> AssetLent:
    """Opens a shipment of one thing of the same kind.

    Raises:
        UnknownRepair, IllegalRepairStep: the order is over.
        NobodyWaits: no customer has, or had, the thing.
        ContractIsOver: the customer is to have nothing any more.
        LentAlready: there is a loan.
    """
    repair = unit.repairs.get(command.repair_id)
    if repair.contract_id is None or repair.contract_line_id is None:
        raise NobodyWaits(number=repair.number)
    contract = unit.contracts.get(repair.contract_id)
    if contract.order_id is None or not goes_on(contract, contract.line(repair.contract_line_id), unit.today()):
        raise ContractIsOver(contract=contract.number, status=contract.status)
    asset = unit.assets.get(repair.asset_id)
    known = [each for each in unit.shipments.of_contract(contract.id) if lends_for(each, asset.id)]
    held = {each for each, _ in unit.assignments.assets_of(contract.id)}
    if any(each.status is not ShipmentStatus.DISPATCHED or each.lines[0].asset_id in held for each in known):
        raise LentAlready(asset=asset.code, shipment=known[-1].number)
    variant = unit.catalog.variant(asset.variant_id)
    line = ShipmentLine(
        id=ShipmentLineId(unit.new_id()),
        position=1,
        variant_id=variant.id,
        title=variant.title,
        treatment=Treatment.RENTAL,
        quantity=1,
        is_tracked=True,
        contract_line_id=repair.contract_line_id,
        replaces_asset_id=asset.id,
    )
    shipment = Shipment(
        ShipmentId(unit.new_id()),
        unit.numbers.next_code("SH"),
        contract.order_id,
        contract.id,
        contract.customer_id,
        ShipmentStatus.OPEN,
        (line,),
        cause=ShipmentCause.LOAN,
    )
    unit.shipments.add(shipment)
    unit.repairs.save(repair.stepped(RepairStep.LEND, {"shipment": shipment.number}))
    return AssetLent(repair.id, asset.id, contract.id, shipment.id, shipment.number)


def lends_for(shipment: Shipment, asset_id: AssetId) -> bool:
    """Whether it carries, or carried, a loan for this thing, and was not called off."""
    return (
        shipment.cause is ShipmentCause.LOAN
        and shipment.status is not ShipmentStatus.CANCELLED
        and any(line.replaces_asset_id == asset_id for line in shipment.lines)
    )

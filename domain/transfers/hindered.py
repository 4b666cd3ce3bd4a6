"""What stands against a transfer: whatever is half done with one party would tear with another."""

from domain.contracts.model import Contract
from domain.ports import Unit
from domain.shipping.sending_again import WAITING
from domain.swaps.stages import LIVE
from domain.transfers.model import Hindrance, TransferHindered


def check_nothing_pending(contract: Contract, unit: Unit) -> None:
    """Raises TransferHindered with what and its number."""
    if any(each.stage in LIVE for each in unit.swaps.of_contract(contract.id)):
        raise TransferHindered(by=Hindrance.SWAP, what=contract.number)
    for case in unit.returns.of_contract(contract.id):
        if any(line.received_at is None and line.missing_at is None for line in case.lines):
            raise TransferHindered(by=Hindrance.RETURN, what=case.number)
    for refund in unit.refunds.live(contract.id):
        raise TransferHindered(by=Hindrance.REFUND, what=refund.number)
    for offer in unit.buyouts.live(contract.id):
        raise TransferHindered(by=Hindrance.BUYOUT, what=offer.number)
    for shipment in unit.shipments.of_contract(contract.id):
        if shipment.status in WAITING:
            raise TransferHindered(by=Hindrance.PARCEL, what=shipment.number)
    loss = unit.transfers.has_open_loss(contract.id)
    if loss is not None:
        raise TransferHindered(by=Hindrance.LOSS, what=loss)
    _check_repairs(contract, unit)


def _check_repairs(contract: Contract, unit: Unit) -> None:
    for asset_id, _ in unit.assignments.assets_of(contract.id):
        repair = unit.repairs.open_for(asset_id)
        if repair is not None:
            raise TransferHindered(by=Hindrance.REPAIR, what=repair.number)
        if unit.repairs.lent(asset_id) is not None:
            raise TransferHindered(by=Hindrance.REPAIR, what=unit.assets.get(asset_id).code)

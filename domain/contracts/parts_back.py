"""Pieces of a bundle come back and go out again: dated facts on the line, by which billing knows what the rest costs.

The day of receipt is the last day with the piece, as with everything that is returned (BILLING.md, "Last day of
service"). A thing that comes for repair or to be replaced is not back: the customer gets it, or one like it, again.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from domain.contracts.bundle import Bundle, PieceBack
from domain.contracts.missing_goods import Goods
from domain.contracts.model import Contract
from domain.ids import AssetId, ContractLineId, VariantId
from domain.period import ONE_DAY
from domain.shipping.model import ShipmentCause


def piece_back(
    contract: Contract, line_id: ContractLineId, asset_id: AssetId, variant_id: VariantId, received_on: date
) -> Contract:
    """A piece came back for good. The contract as it was when its line is no bundle, or the piece no part of it.

    Raises ContractLineNotFound.
    """
    bundle = contract.line(line_id).bundle
    if bundle is None:
        return contract
    return _with(contract, line_id, bundle.with_back(PieceBack(variant_id, asset_id, received_on + ONE_DAY)))


def pieces_back(
    contract: Contract, pieces: Iterable[tuple[ContractLineId, AssetId, VariantId]], received_on: date
) -> Contract:
    """Several at once, on one day."""
    for line_id, asset_id, variant_id in pieces:
        contract = piece_back(contract, line_id, asset_id, variant_id, received_on)
    return contract


def piece_out_again(
    contract: Contract, line_id: ContractLineId, asset_id: AssetId, variant_id: VariantId, on: date
) -> Contract:
    """A piece was sent for one that was noted as back, and can be used from `on`. Raises ContractLineNotFound."""
    bundle = contract.line(line_id).bundle
    return contract if bundle is None else _with(contract, line_id, bundle.with_again(variant_id, asset_id, on))


def with_pieces_again(contract: Contract, goods: Goods) -> Contract:
    """With the pieces that were sent in the place of such as are noted as back; told twice, it changes nothing."""
    for shipment in goods.shipments:
        usable_on = goods.usable_on(shipment)
        if shipment.cause is ShipmentCause.ORDER or usable_on is None:
            continue
        for sent in shipment.lines:
            bundle = contract.line(sent.contract_line_id).bundle
            if bundle is not None and sent.replaces_asset_id is not None and bundle.is_away(sent.replaces_asset_id):
                changed = bundle.with_again(sent.variant_id, sent.replaces_asset_id, usable_on)
                contract = _with(contract, sent.contract_line_id, changed)
    return contract


def piece_not_back(contract: Contract, line_id: ContractLineId, asset_id: AssetId) -> Contract:
    """As if that piece had not come back the last time: the note was a mistake. Raises ContractLineNotFound."""
    bundle = contract.line(line_id).bundle
    return contract if bundle is None else _with(contract, line_id, bundle.without_note(asset_id))


def _with(contract: Contract, line_id: ContractLineId, bundle: Bundle) -> Contract:
    lines = (replace(line, bundle=bundle) if line.id == line_id else line for line in contract.lines)
    changed = replace(contract, lines=tuple(lines))
    return contract if changed == contract else changed

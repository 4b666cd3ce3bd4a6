"""Pieces of a bundle come back and go out again: dated facts on the line, by which billing knows what the rest costs.

The day of receipt is the last day with the piece, as with everything that is returned (BILLING.md, "Last day of
service"). A thing that comes for repair or to be replaced is not back: the customer gets it, or one like it, again.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from domain.contracts.bundle import Bundle, PieceBack
from domain.contracts.missing_goods import Goods
from domain.contracts.model import Contract, ContractLine
from domain.errors import RuleViolation
from domain.ids import AssetId, ContractLineId, VariantId
from domain.period import ONE_DAY
from domain.shipping.model import ShipmentCause


class NotABundle(RuleViolation):
    """The line is about one thing, not about a bundle of several."""

    code = "not_a_bundle"


class PartNotOut(RuleViolation):
    """On that day the customer has no such part of the bundle."""

    code = "part_not_out"


class PartNotBack(RuleViolation):
    """No such part of the bundle is noted as back."""

    code = "part_not_back"


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
        if shipment.cause in (ShipmentCause.ORDER, ShipmentCause.LOAN) or usable_on is None:
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


def kind_back(contract: Contract, line_id: ContractLineId, variant_id: VariantId, last_day: date) -> Contract:
    """One piece of a kind, whichever it is, is back; a person says so.

    Raises ContractLineNotFound, NotABundle, PartNotOut.
    """
    line = contract.line(line_id)
    bundle, first = _bundle_of(line), last_day + ONE_DAY
    out = {part.variant_id: count for part, count in bundle.out(line.taken_on(first), first)}
    if out.get(variant_id, 0) <= 0:
        raise PartNotOut(line=line.title)
    return _with(contract, line_id, bundle.with_back(PieceBack(variant_id, None, first)))


def kind_kept(contract: Contract, line_id: ContractLineId, variant_id: VariantId, from_on: date | None) -> Contract:
    """The piece of a kind that was noted last is there again from a day on; None: as if it had never come back.

    Raises ContractLineNotFound, NotABundle, PartNotBack.
    """
    line = contract.line(line_id)
    bundle = _bundle_of(line)
    away = [each for each in bundle.back if each.variant_id == variant_id and each.again_on is None]
    if not away:
        raise PartNotBack(line=line.title)
    return _with(contract, line_id, bundle.with_note_ended(away[-1], from_on))


def _bundle_of(line: ContractLine) -> Bundle:
    if line.bundle is None:
        raise NotABundle(line=line.title)
    return line.bundle


def _with(contract: Contract, line_id: ContractLineId, bundle: Bundle) -> Contract:
    lines = (replace(line, bundle=bundle) if line.id == line_id else line for line in contract.lines)
    changed = replace(contract, lines=tuple(lines))
    return contract if changed == contract else changed

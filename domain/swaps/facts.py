"""Where the two things of a swap are, read from what was sent and what came back: the facts alone decide, so that the
order in which they are told does not matter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.clock import legal_day
from domain.contracts.missing_goods import Goods
from domain.ids import AssetId, ReturnId
from domain.returns.model import Return
from domain.returns.take_back_parcel import UNDELIVERED
from domain.shipping.model import Shipment, ShipmentStatus
from domain.shipping.sending_again import WAITING
from domain.swaps.model import Swap
from domain.swaps.stages import Stage, Step


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`new_on`: the customer has the new one from that day on; None: they do not have it. `bounced_on`: it was out and
    is here again. `old_on`: the day of the old one's receipt scan. `new_asset_id` is the thing that is, or was, out."""

    new_on: date | None = None
    new_asset_id: AssetId | None = None
    bounced_on: date | None = None
    old_on: date | None = None


def parcels(swap: Swap, shipments: Sequence[Shipment]) -> list[Shipment]:
    """Those that bring the new thing, or bring it once more; the oldest first."""
    found: list[Shipment] = []
    things: set[AssetId] = set()
    for shipment in shipments:
        for line in shipment.lines:
            answers = (line.answers_return_id, line.replaces_asset_id) == (swap.return_id, swap.old_asset_id)
            if not (answers and line.variant_id == swap.variant_id) and line.replaces_asset_id not in things:
                continue
            if line.contract_line_id == swap.line_id:
                found.append(shipment)
                things |= {line.asset_id} if line.asset_id is not None else set()
    return found


def waiting(swap: Swap, shipments: Sequence[Shipment]) -> list[Shipment]:
    """Those parcels of the swap that did not leave."""
    return [each for each in parcels(swap, shipments) if each.status in WAITING]


def whereabouts(swap: Swap, goods: Goods) -> Whereabouts:
    old_on = min((day for day in _receipts(swap.old_asset_id, goods.returns) if day >= swap.agreed_on), default=None)
    bounced: Whereabouts | None = None
    for parcel in parcels(swap, goods.shipments):
        if parcel.status is not ShipmentStatus.DISPATCHED or parcel.dispatched_at is None:
            continue
        for line in parcel.lines:
            if line.contract_line_id != swap.line_id or line.asset_id is None:
                continue
            back_on = _bounced(line.asset_id, legal_day(parcel.dispatched_at), goods.returns, swap.recall_id)
            if back_on is None:
                return Whereabouts(goods.usable_on(parcel), line.asset_id, None, old_on)
            bounced = Whereabouts(None, line.asset_id, back_on, old_on)
    return bounced or Whereabouts(old_on=old_on)


def _receipts(asset_id: AssetId, returns: Sequence[Return]) -> list[date]:
    lines = [each for case in returns for each in case.lines if each.asset_id == asset_id]
    return [legal_day(each.received_at) for each in lines if each.received_at is not None]


def _bounced(asset_id: AssetId, sent_on: date, returns: Sequence[Return], recall_id: ReturnId | None) -> date | None:
    """The day on which it was here again because nobody took it in, or because the swap was called off."""
    cases = [case for case in returns if case.reason == UNDELIVERED or case.id == recall_id]
    return min((day for day in _receipts(asset_id, cases) if day >= sent_on), default=None)


_OLD_BACK = frozenset({Stage.OLD_HERE, Stage.DONE})
_NEW_OUT = frozenset({Stage.NEW_OUT, Stage.TURNING_BACK, Stage.DONE})


def followed(swap: Swap, known: Whereabouts, *, goes_on: bool, is_expected: bool, day: date) -> Swap:
    """The swap with the steps that the facts tell of. What nobody wants any more is over.

    `goes_on`: the customer is to have the thing still. `is_expected`: the old one's return was not withdrawn.
    """
    if swap.stage is Stage.CALLED_OFF:
        return swap
    if known.old_on is not None and swap.stage not in _OLD_BACK:
        swap = swap.stepped(Step.TAKE_BACK, known.old_on)
    if known.new_on is not None and swap.stage not in _NEW_OUT:
        swap = swap.stepped(Step.HAND_OVER, known.new_on)
    elif known.new_on is None and known.bounced_on is not None and swap.stage in _NEW_OUT:
        swap = swap.stepped(Step.BOUNCE, known.bounced_on)
    is_pointless = not goes_on or (swap.stage is Stage.AGREED and not is_expected)
    if is_pointless and swap.stage in (Stage.AGREED, Stage.OLD_HERE):
        swap = swap.stepped(Step.CALL_OFF, day)
    return swap

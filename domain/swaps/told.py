"""What commands of swaps answer with, and the letters about a swap."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.application import Event
from domain.contracts.model import Contract
from domain.ids import AssetId, ContractId, ReturnId
from domain.messages.contract_letter import LetterKind, Told
from domain.returns.model import Return
from domain.shipping.model import Shipment
from domain.swaps.model import Swap, SwapId, SwapOrder
from domain.swaps.stages import Stage, Step


@dataclass(frozen=True, slots=True)
class SwapMoved(Event):
    """`stage` is where the swap stands now. `return_id`: the return that was just announced for one of the two."""

    swap_id: SwapId
    contract_id: ContractId
    asset_id: AssetId
    stage: Stage
    shipment_number: str = ""
    return_number: str = ""
    return_id: ReturnId | None = None

    def touched(self) -> Iterable[str]:
        topics = ("swaps", "returns", "shipments", "assets", "contracts", "tasks")
        return (*topics, f"contract:{self.contract_id}", f"asset:{self.asset_id}")


def moved(swap: Swap, parcel: Shipment | None = None, back: Return | None = None) -> SwapMoved:
    """`parcel` and `back` were opened by the command."""
    numbers = (parcel.number if parcel else "", back.number if back else "", back.id if back else None)
    return SwapMoved(swap.id, swap.contract_id, swap.old_asset_id, swap.stage, *numbers)


_AGREED: Final = {
    SwapOrder.NEW_FIRST: LetterKind.SWAP_NEW_FIRST,
    SwapOrder.OLD_FIRST: LetterKind.SWAP_OLD_FIRST,
    SwapOrder.COUNTER: LetterKind.SWAP_AT_COUNTER,
}


def letter(swap: Swap, contract: Contract) -> Told | None:
    """About the swap's last step; None: the customer hears of it elsewhere, or knows."""
    kind = _kind(swap)
    if kind is None:
        return None
    days = {"until": swap.return_until or swap.wanted_on, "on": swap.priced_on or swap.steps[-1].on}
    texts = {"old": swap.old_title, "new": swap.title}
    return Told(kind, days, {"price": swap.price, "old_price": swap.old_price}, texts=texts)


def _kind(swap: Swap) -> LetterKind | None:
    step = swap.steps[-1].step
    if step is Step.AGREE:
        return LetterKind.SWAP_AFTER_LOSS if swap.is_lost else _AGREED[swap.order]
    if step is Step.CALL_OFF:
        back = swap.stage is Stage.TURNING_BACK
        return LetterKind.SWAP_TURNS_BACK if back else LetterKind.SWAP_CALLED_OFF
    if step is Step.WRITE_OFF:
        return LetterKind.SWAP_CHARGED
    if swap.stage is Stage.NEW_OUT and step is Step.HAND_OVER:
        return None if swap.order is SwapOrder.COUNTER else LetterKind.SWAP_ON_ITS_WAY
    if swap.stage is Stage.CALLED_OFF:
        return LetterKind.SWAP_CALLED_OFF
    return LetterKind.SWAP_DONE if swap.stage is Stage.DONE else None

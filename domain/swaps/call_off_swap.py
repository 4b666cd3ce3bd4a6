"""The customer keeps the old thing after all, wherever the two are at that moment."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar, Final

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.contracts.model import Contract
from domain.ports import Unit
from domain.returns.call_off_return import withdraw
from domain.returns.effects import take_effect
from domain.returns.model import Return, ReturnLine
from domain.returns.opening import approve_facts, opened
from domain.returns.stages import Step as ReturnStep
from domain.shipping.model import Shipment
from domain.shipping.sending_again import opened_again
from domain.swaps.catching_up import located, priced, settle
from domain.swaps.facts import Whereabouts
from domain.swaps.model import Swap, SwapId
from domain.swaps.stages import Stage, Step
from domain.swaps.told import SwapMoved, moved

SWAP_CALLED_OFF: Final = "swap_called_off"
"""The reason of the new one's return."""


@dataclass(frozen=True, slots=True)
class CallOffSwap(Command):
    """`reason` is kept with the step."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    swap_id: SwapId
    reason: str = ""


def call_off_swap(command: CallOffSwap, unit: Unit, clock: Clock) -> SwapMoved:
    """Nothing moved yet: nothing happens. The new one is out: it is asked back, and the old one is not. The old one is
    here, or lost: one of its kind goes out in its place.

    Raises UnknownSwap; IllegalSwapStep: it is done, called off, or on its way back already.
    """
    before = unit.swaps.get(command.swap_id)
    contract = unit.contracts.get(before.contract_id)
    found, known = located(before, contract, unit, unit.today())
    swap = found.stepped(Step.CALL_OFF, unit.today(), command.reason.strip())
    parcel: Shipment | None = None
    recall: Return | None = None
    if found.stage is Stage.OLD_HERE:
        old = unit.assets.get(swap.old_asset_id)
        parcel = opened_again(contract, swap.line_id, old, swap.return_id, unit)
    else:
        case = None if swap.return_id is None else unit.returns.find(swap.return_id)
        if case is not None and case.withdrawn_on is None:
            withdraw(case, unit, clock)
    changed, swap = priced(contract, found, swap, known, unit.today())
    if changed != contract:
        unit.contracts.save(changed)
    if found.stage is Stage.NEW_OUT:
        recall = _recalled(swap, changed, known, unit, clock)
        swap = replace(swap, recall_id=None if recall is None else recall.id)
    swap = settle(found, swap, unit, clock)
    unit.swaps.save(before, swap)
    return moved(swap, parcel, recall)


def _recalled(swap: Swap, contract: Contract, known: Whereabouts, unit: Unit, clock: Clock) -> Return | None:
    """The customer is done with the new thing: the line goes on with the old one."""
    if known.new_asset_id is None:
        return None
    days = unit.swaps.group(swap.group_id).rules.return_days
    line = ReturnLine(known.new_asset_id, swap.line_id, contract_id=contract.id)
    case = opened(contract, [line], SWAP_CALLED_OFF, unit, until=unit.today() + timedelta(days=days))
    case = case.stepped(ReturnStep.APPROVE, approve_facts(unit))
    unit.returns.add(case)
    take_effect(case, unit, clock)
    return case

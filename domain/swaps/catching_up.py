"""A swap as the facts have it now, with its price where they put it. Every command of a swap begins with this."""

from dataclasses import replace
from datetime import date

from domain.clock import Clock
from domain.contracts.follow_goods import goods_of
from domain.contracts.model import Contract
from domain.loyalty.steps import with_loyalty
from domain.ports import Unit
from domain.returns.call_off_return import withdraw
from domain.returns.effects import nothing_came
from domain.shipping.calling_off import call_off
from domain.shipping.sending_again import goes_on
from domain.swaps.facts import Whereabouts, followed, waiting, whereabouts
from domain.swaps.model import Swap
from domain.swaps.pricing import moved, price_day, turned_back
from domain.swaps.stages import Stage


def located(swap: Swap, contract: Contract, unit: Unit, day: date) -> tuple[Swap, Whereabouts]:
    """With the steps that the facts tell of, not stored yet."""
    known = whereabouts(swap, goods_of(contract, unit))
    wanted = goes_on(contract, contract.line(swap.line_id), day)
    case = None if swap.return_id is None else unit.returns.find(swap.return_id)
    is_expected = case is None or case.withdrawn_on is None
    return followed(swap, known, goes_on=wanted, is_expected=is_expected, day=day), known


def priced(contract: Contract, before: Swap, swap: Swap, known: Whereabouts, today: date) -> tuple[Contract, Swap]:
    """With the price from the day on that the facts name."""
    if swap.stage is Stage.CALLED_OFF and before.stage is Stage.TURNING_BACK and known.bounced_on is not None:
        contract, swap = turned_back(contract, swap, known.bounced_on)
    else:
        contract, swap = moved(contract, swap, price_day(swap, known))
    return with_loyalty(contract, today), swap


def settle(before: Swap, swap: Swap, unit: Unit, clock: Clock) -> Swap:
    """What is not wanted any more goes back to the shelf, or is not asked back any more."""
    if swap.stage is Stage.CALLED_OFF and before.stage is not Stage.CALLED_OFF:
        for parcel in waiting(swap, unit.shipments.of_contract(swap.contract_id)):
            call_off(parcel, unit, clock)
    if swap.stage is Stage.DONE and swap.recall_id is not None:
        recall = unit.returns.find(swap.recall_id)
        if recall is not None and recall.withdrawn_on is None and nothing_came(recall):
            withdraw(recall, unit, clock)
        return replace(swap, recall_id=None)
    return swap

"""The price of a swap as dated versions of the contract's line. What is billed follows by the difference alone.

A dearer price holds from the day on which the customer has the new thing, a cheaper one from the day on which the old
one is here; of what was lost both hold from the hand-over. Source: BILLING.md, lesson 13.
"""

from dataclasses import replace
from datetime import date

from domain.contracts.edits import NewPlan, plan_changed
from domain.contracts.model import Contract, ContractLine, LineVersion
from domain.swaps.facts import Whereabouts
from domain.swaps.model import Swap
from domain.swaps.stages import Stage, Step


def price_day(swap: Swap, known: Whereabouts) -> date | None:
    """The first day at the new price as far as the facts tell; None: the old price holds."""
    if swap.stage in (Stage.AGREED, Stage.CALLED_OFF):
        return None
    if swap.is_dearer or swap.is_lost:
        return known.new_on
    if known.old_on is not None:
        return known.old_on
    return swap.day_of(Step.WRITE_OFF)


def moved(contract: Contract, swap: Swap, on: date | None) -> tuple[Contract, Swap]:
    """With the new price from `on` on, and from no other day; None: as before the swap.

    What a person changed on that very line and day since then stays as it is.
    """
    if swap.priced_on == on:
        return contract, swap
    if swap.priced_on is not None:
        line = contract.line(swap.line_id)
        ours = next((each for each in line.versions[1:] if _is_ours(each, swap)), None)
        if ours is None:
            return contract, swap
        contract = _without(contract, line, ours)
    if on is not None:
        contract = plan_changed(contract, swap.line_id, on, NewPlan(swap.title, swap.price, plan_id=swap.plan_id))
    return contract, replace(swap, priced_on=on)


def turned_back(contract: Contract, swap: Swap, back_on: date) -> tuple[Contract, Swap]:
    """The customer had the new one for a while and is back at the old: its days cost what it costs."""
    if swap.priced_on is None or back_on <= swap.priced_on:
        return moved(contract, swap, None)
    old = NewPlan(swap.old_title, swap.old_price, plan_id=swap.old_plan_id)
    return plan_changed(contract, swap.line_id, back_on, old), swap


def _is_ours(version: LineVersion, swap: Swap) -> bool:
    return (version.from_on, version.price, version.title) == (swap.priced_on, swap.price, swap.title)


def _without(contract: Contract, line: ContractLine, ours: LineVersion) -> Contract:
    kept = replace(ours, price=None, title=None, plan_id=None, phases=())
    others = [each for each in line.versions if each != ours]
    if kept.quantity is not None:
        others = sorted([*others, kept], key=lambda each: each.from_on or date.min)
    changed = replace(line, versions=tuple(others))
    return replace(contract, lines=tuple(changed if each.id == line.id else each for each in contract.lines))

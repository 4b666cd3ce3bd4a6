"""The old thing of a swap never came: the customer pays what it is worth by the group's rule, and keeps the new one."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.assets.status import OUT, Kind
from domain.clock import Clock, legal_day
from domain.contracts.charge_once import ChargedItem, ChargeOnce
from domain.contracts.model import Contract
from domain.errors import RuleViolation
from domain.ids import AssetId, ContractLineId
from domain.money import Money
from domain.ports import Unit
from domain.returns.stages import Step as ReturnStep
from domain.swaps.catching_up import located, priced
from domain.swaps.groups import ExchangeGroup
from domain.swaps.model import Swap, SwapId
from domain.swaps.stages import Step
from domain.swaps.told import SwapMoved, moved
from domain.tasks.model import TaskKind


class ResidualUnknown(RuleViolation):
    """Nobody knows what the thing was bought for, so the rule has nothing to start from."""

    code = "residual_unknown"


@dataclass(frozen=True, slots=True)
class WriteOffOld(Command):
    """`amount` None: by the rule of the exchange group; zero: nothing is charged. `title` stands on the invoice."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    swap_id: SwapId
    title: str
    amount: Money | None = None


def write_off_old(command: WriteOffOld, unit: Unit, clock: Clock) -> SwapMoved:
    """It is lost in the books; found again, it is received as everything that is found.

    Raises UnknownSwap, ResidualUnknown, TitleMissing; IllegalSwapStep: it came, or the new one is not out.
    """
    before = unit.swaps.get(command.swap_id)
    contract, today = unit.contracts.get(before.contract_id), unit.today()
    found, known = located(before, contract, unit, today)
    swap = found.stepped(Step.WRITE_OFF, today)
    asset = unit.assets.get(swap.old_asset_id)
    amount = command.amount
    if amount is None:
        group = unit.swaps.group(swap.group_id)
        amount = residual(
            swap, group, unit.swaps.cost_of(asset.id), had_since(swap.old_asset_id, contract, unit), today
        )
    if asset.state.status in OUT:
        unit.assets.append(*asset.record(Kind.LOST, unit.context, clock.now(), {"swap": str(swap.id)}))
        unit.assignments.close(asset.id, unit.context.effective_at)
    case = None if swap.return_id is None else unit.returns.find(swap.return_id)
    if case is not None and case.withdrawn_on is None:
        unit.returns.withdraw(case.withdrawn(ReturnStep.WITHDRAW, today, {"swap": str(swap.id)}))
    changed, swap = priced(contract, found, swap, known, today)
    if amount.minor:
        item = ChargedItem(ContractLineId(unit.new_id()), command.title, amount)
        changed = ChargeOnce(contract.id, contract.version, items=(item,)).edited(changed, today)
    if changed != contract:
        unit.contracts.save(changed)
    unit.swaps.save(before, swap)
    for task in unit.tasks.waiting(TaskKind.SWAP_OVERDUE, contract.number):
        unit.tasks.clear(task.id, clock.now())
    return moved(swap)


def had_since(asset_id: AssetId, contract: Contract, unit: Unit) -> date | None:
    """The day on which the thing was sent to the customer, the last time."""
    sent = [
        each.dispatched_at
        for each in unit.shipments.of_contract(contract.id)
        if each.dispatched_at is not None and each.line_of(asset_id) is not None
    ]
    return legal_day(max(sent)) if sent else contract.start_on


def residual(swap: Swap, group: ExchangeGroup, cost: Money | None, since: date | None, today: date) -> Money:
    """Raises ResidualUnknown."""
    if cost is None:
        raise ResidualUnknown(title=swap.old_title)
    months = 0 if since is None else (today.year - since.year) * 12 + today.month - since.month
    begun = months if since is None or today.day < since.day else months + 1
    return group.rules.residual.of(cost, begun)

"""Another thing of the exchange group takes the place of one that is with the customer. RULES.md 1.5."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar, Final

from domain.application import SELF_SERVICE, Command, Seat
from domain.assets.model import Asset
from domain.assets.status import OUT, Kind
from domain.clock import Clock
from domain.contracts.model import Contract
from domain.dunning.blocking import check_may_begin
from domain.ids import AssetId, ContractId, PlanId, VariantId
from domain.ports import Unit
from domain.returns.model import NotOut, Purpose, Return, ReturnLine, Way
from domain.returns.opening import approve_facts, check_not_expected, opened
from domain.returns.stages import Step
from domain.shipping.sending_again import opened_again
from domain.swaps.asking import Case, Deal, check_line, deal
from domain.swaps.model import NotExchangeable, Swap, SwapDayWrong, SwapId, SwapOrder, SwapReason
from domain.swaps.told import SwapMoved, moved

SWAP: Final = "swap"
"""The reason of the old one's return."""


@dataclass(frozen=True, slots=True)
class AgreeSwap(Command):
    """`asset_id` is the old thing; `plan_id` any version of a plan for `variant_id`. `wanted_on`: by when the new one
    is to be there. `return_until` None: as many days later as the group says. With reason LOST the old one is reported
    lost and the new one goes out at once, whatever `order` says.
    """

    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE
    has_consequences: ClassVar[bool] = True

    contract_id: ContractId
    asset_id: AssetId
    variant_id: VariantId
    plan_id: PlanId
    reason: SwapReason
    wanted_on: date
    order: SwapOrder = SwapOrder.NEW_FIRST
    return_until: date | None = None


def agree_swap(command: AgreeSwap, unit: Unit, clock: Clock) -> SwapMoved:
    """Announces the old one's return and opens the new one's parcel. No price changes yet: that is for the facts.

    Raises:
        NotOut: the thing is not with a customer of this contract.
        AnnouncedAlready: it is expected back already.
        CustomerBlocked: nothing new begins with this customer.
        NoPricePlan, UnknownVariant: the new one is not offered.
        SwapDayWrong: `return_until` is before `wanted_on`, or that before today.
        AppError: what `check_line` and `deal` refuse.
    """
    contract, asset = unit.contracts.get(command.contract_id), unit.assets.get(command.asset_id)
    if asset.state.status not in OUT:
        raise NotOut(asset=asset.code, status=asset.state.status)
    holding = unit.assignments.holding(asset.id)
    if holding.contract_id != contract.id:
        raise NotOut(asset=asset.code, status=asset.state.status)
    line, today = contract.line(holding.contract_line_id), unit.today()
    check_may_begin(contract.customer_id, unit)
    kind = unit.customers.get(contract.customer_id).kind
    case = Case(contract, line, kind, unit.swaps.of_contract(contract.id), unit.swaps, today)
    check_line(case)
    check_not_expected(asset, contract.id, unit)
    target = unit.catalog.plan_target(line.plan_on(today), command.plan_id, command.variant_id)
    if unit.catalog.variant(command.variant_id).product.id != target.plan.product_id:
        raise NotExchangeable
    found = deal(case, asset.variant_id, target, command.wanted_on)
    until = command.return_until or command.wanted_on + timedelta(days=found.group.rules.return_days)
    if until < command.wanted_on:
        raise SwapDayWrong(day=until)
    swap = begun(command, case, found, until, SwapId(unit.new_id()))
    back = None if swap.is_lost else _announced(asset, swap, contract, unit, clock)
    swap = replace(swap, return_id=None if back is None else back.id)
    unit.swaps.add(swap)
    if swap.is_lost:
        unit.assets.append(*asset.record(Kind.LOST, unit.context, clock.now(), {"swap": str(swap.id)}))
        unit.assignments.close(asset.id, unit.context.effective_at)
    parcel = None
    if swap.is_lost or command.order is not SwapOrder.OLD_FIRST:
        parcel = opened_again(contract, line.id, asset, swap.return_id, unit, variant_id=swap.variant_id)
    return moved(swap, parcel, back)


def begun(command: AgreeSwap, case: Case, found: Deal, until: date, swap_id: SwapId) -> Swap:
    """What the command agrees; the old one's return is not announced yet."""
    line, target, today = case.line, found.target, case.today
    return Swap(
        swap_id,
        case.contract.id,
        line.id,
        command.asset_id,
        found.group.id,
        command.variant_id,
        target.plan.id,
        line.plan_on(today),
        target.title,
        line.title_on(today),
        found.price,
        found.old_price,
        found.member.credits,
        command.reason,
        command.order,
        today,
        command.wanted_on,
        None if command.reason is SwapReason.LOST else until,
        None,
    ).begun()


def _announced(asset: Asset, swap: Swap, contract: Contract, unit: Unit, clock: Clock) -> Return:
    """The old one is expected back, as for a replacement: its receipt ends nothing."""
    lines = [ReturnLine(asset.id, swap.line_id, contract_id=contract.id)]
    case = opened(contract, lines, SWAP, unit, until=swap.return_until, purpose=Purpose.REPLACEMENT)
    case = replace(case, way=Way.DROP_OFF if swap.order is SwapOrder.COUNTER else Way.LABEL)
    case = case.stepped(Step.APPROVE, approve_facts(unit))
    unit.returns.add(case)
    facts = {"return": case.number, "purpose": case.purpose}
    unit.assets.append(*asset.record(Kind.RETURN_ANNOUNCED, unit.context, clock.now(), facts))
    return case

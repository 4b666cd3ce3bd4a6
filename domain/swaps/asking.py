"""Whether a swap is possible, and what it comes to. The command and its preview ask the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.billing.periods import rhythm_on
from domain.billing.stretches import rate_on
from domain.contracts.effective import started
from domain.contracts.model import Contract, ContractLine
from domain.contracts.plan_target import PlanTarget, check_fits
from domain.contracts.status import Status
from domain.contracts.withdraw_contract import last_day_to_withdraw
from domain.customers.model import CustomerKind
from domain.ids import VariantId
from domain.money import Money
from domain.swaps.allowance import Left, left
from domain.swaps.book import Free, SwapShelf
from domain.swaps.groups import ExchangeGroup, Member
from domain.swaps.model import (
    NotExchangeable,
    Swap,
    SwapAllowanceUsed,
    SwapDayWrong,
    SwapInWithdrawal,
    SwapNeedsRunningContract,
    SwapNotInStock,
    SwapOfOneThing,
    SwapPaymentFailed,
    SwapRhythmDiffers,
    SwapRunsAlready,
    SwapsUsedUp,
    SwapWhileOwing,
)
from domain.swaps.stages import LIVE, Stage


@dataclass(frozen=True, slots=True)
class Deal:
    """What a swap comes to. `left` is what the allowance holds before it; None: the group has none."""

    group: ExchangeGroup
    member: Member
    target: PlanTarget
    price: Money
    old_price: Money
    left: Left | None
    free: Free

    @property
    def is_dearer(self) -> bool:
        return self.price > self.old_price


@dataclass(frozen=True, slots=True)
class Case:
    """The line a swap is asked for, and all that stands in its books. `swaps` are those of the contract so far."""

    contract: Contract
    line: ContractLine
    kind: CustomerKind
    swaps: Sequence[Swap]
    shelf: SwapShelf
    today: date


def counted(swaps: Sequence[Swap]) -> list[Swap]:
    """Those that use up what the rules allow: what was called off was none."""
    return [each for each in swaps if each.stage is not Stage.CALLED_OFF]


def check_line(case: Case) -> None:
    """What stands against any swap of this line.

    Raises SwapNeedsRunningContract, SwapRunsAlready, SwapOfOneThing, SwapInWithdrawal, SwapPaymentFailed,
    SwapWhileOwing.
    """
    contract, line, today = case.contract, case.line, case.today
    if contract.status is not Status.ACTIVE or contract.start_on is None or line.end_on is not None:
        raise SwapNeedsRunningContract(contract=contract.number)
    if any(each.line_id == line.id and each.stage in LIVE for each in case.swaps):
        raise SwapRunsAlready(line=line.title_on(today))
    if line.at(today)[1] != 1:
        raise SwapOfOneThing(line=line.title_on(today))
    until = last_day_to_withdraw(contract)
    if case.kind is CustomerKind.CONSUMER and until is not None and today <= until:
        raise SwapInWithdrawal(until=until)
    bounced_on = case.shelf.bounced_on(contract.customer_id)
    if bounced_on is not None:
        raise SwapPaymentFailed(day=bounced_on)
    since = case.shelf.overdue_since(contract.customer_id, today)
    if since is not None:
        raise SwapWhileOwing(day=since)


def group_between(old: VariantId, new: VariantId, shelf: SwapShelf) -> tuple[ExchangeGroup, Member]:
    """Raises NotExchangeable."""
    group = shelf.group_of(old)
    member = None if group is None else group.member(new)
    if group is None or member is None or old == new:
        raise NotExchangeable
    return group, member


def allowance_left(case: Case, group: ExchangeGroup) -> Left | None:
    rule, start_on = group.rules.allowance, case.contract.start_on
    if rule is None or start_on is None:
        return None
    used = [(each.agreed_on, each.credits) for each in counted(case.swaps)]
    return left(rule, start_on, used, max(case.today, start_on))


def deal(case: Case, old: VariantId, target: PlanTarget, wanted_on: date) -> Deal:
    """Raises NotExchangeable, SwapsUsedUp, SwapAllowanceUsed, SwapRhythmDiffers, SwapDayWrong, SwapNotInStock,
    PlansDoNotFit, PlanTaxDiffers, BundleKeepsItsParts."""
    if target.variant_id is None:
        raise NotExchangeable
    contract, line, shelf, today = case.contract, case.line, case.shelf, case.today
    group, member = group_between(old, target.variant_id, shelf)
    rules = group.rules
    done = len(counted(case.swaps))
    if rules.most is not None and done >= rules.most:
        raise SwapsUsedUp(most=rules.most)
    credit = allowance_left(case, group)
    if credit is not None and credit.credits < member.credits:
        raise SwapAllowanceUsed(day=credit.next_on, left=credit.credits, needed=member.credits)
    check_fits(target, contract, line)
    first = started(contract, line, today)
    if target.plan.terms.interval != rhythm_on(contract, line, first).interval:
        raise SwapRhythmDiffers(plan=target.plan.name)
    if wanted_on < today:
        raise SwapDayWrong(day=wanted_on)
    free = shelf.free(target.variant_id, wanted_on)
    if free.left < 1:
        raise SwapNotInStock(title=target.title, day=wanted_on)
    old_price = rate_on(contract, line, first).price
    return Deal(group, member, target, rules.price(target.plan.price), old_price, credit, free)

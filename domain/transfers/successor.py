"""The two timelines of a transfer: the old party's ends the day before, the new party's takes over what is to come.

The successor has the old first day, so that rhythm, minimum term and renewals go on; its lines begin on the day. What
was paid of phases and discounts counts as used; a tier stays with whoever reached it. Pure: command and preview call
the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from domain.billing.cells import cells
from domain.billing.periods import charged_from, rhythm_on
from domain.billing.proration import is_free_part, rules_of
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.parts import ANNIVERSARY, Cycle, Discount, Duration, DurationKind, Ending, Phase
from domain.contracts.payment import Payment
from domain.contracts.status import RUNNING, Action
from domain.contracts.terms import Proration
from domain.ids import ContractId, ContractLineId, CustomerId
from domain.loyalty.scheme import Loyalty
from domain.loyalty.steps import without_loyalty
from domain.loyalty.tier_discounts import is_of_tier, with_tier
from domain.loyalty.tiers import Standing
from domain.period import ONE_DAY, add_months
from domain.transfers.model import MOST_AHEAD, Agreement, ContractDoesNotRun, TransferDayWrong, TransferToSamePerson

LineIds = Mapping[ContractLineId, ContractLineId]

_KEPT_NAME: Final = "kept-"


@dataclass(frozen=True, slots=True)
class Heir:
    """The new party's side: `contract_id` and `number` of the successor, how they pay, and the tier they have reached
    themselves, None for none."""

    customer_id: CustomerId
    contract_id: ContractId
    number: str
    payment: Payment
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class PassedOn:
    """`lines`: each line of the old contract that goes on, with that of the new one."""

    old: Contract
    new: Contract
    lines: LineIds


def check_day(contract: Contract, agreed: Agreement, today: date) -> None:
    """Raises ContractDoesNotRun, TransferToSamePerson, TransferDayWrong."""
    if contract.status not in RUNNING or contract.start_on is None:
        raise ContractDoesNotRun(contract=contract.number, status=contract.status)
    if agreed.to_customer_id == contract.customer_id:
        raise TransferToSamePerson(contract=contract.number)
    free = [charged_from(contract, line, contract.start_on) for line in contract.lines if line.is_recurring]
    first = max([contract.start_on, *free])
    last = today + timedelta(days=MOST_AHEAD)
    if contract.end_on is not None:
        last = min(last, contract.end_on - ONE_DAY)
    if not first <= agreed.from_on <= last:
        raise TransferDayWrong(first=first, last=last)


def passed_on(contract: Contract, agreed: Agreement, heir: Heir, new_id: Callable[[], UUID]) -> PassedOn:
    """Both timelines. Raises IllegalContractTransition, EndBeforeStart."""
    day = agreed.from_on
    going = [line for line in contract.lines if _goes_on(contract, line, day)]
    ids = {line.id: ContractLineId(new_id()) for line in going}
    lines = tuple(_line_from(contract, line, day, ids[line.id]) for line in going)
    kept = agreed.keeps_discounts
    going_on = [each for each in _discounts(contract, day) if not is_of_tier(each)]
    discounts = [each for each in going_on if kept or each.id.startswith("loyalty-")]
    new = replace(
        contract,
        id=heir.contract_id,
        number=heir.number,
        customer_id=heir.customer_id,
        terms=replace(contract.terms, pay_by=heir.payment.method, pay_within=heir.payment.days),
        lines=tuple(replace(line, position=n) for n, line in enumerate(lines, start=1)),
        version=0,
        cycles=_cycles(contract, going, day, ids),
        pauses=tuple(
            replace(each, line_ids=_of(each.line_ids, ids)) for each in contract.pauses if _concerns(each.line_ids, ids)
        ),
        discounts=tuple(
            replace(each, line_ids=_of(each.line_ids, ids)) for each in discounts if _concerns(each.line_ids, ids)
        ),
        given_back=(),
        due_moves=tuple(
            replace(each, line_id=ids[each.line_id])
            for each in contract.due_moves
            if each.line_id in ids and each.first_day >= day
        ),
        kept=(),
        outages=tuple(
            replace(each, line_id=ids[each.line_id])
            for each in contract.outages
            if each.line_id in ids and (each.until is None or each.until > day)
        ),
        payment_terms=(),
        beginning=None,
        ending=_ending(contract, ids),
    )
    loyal = _loyal(new, contract, agreed)
    return PassedOn(_old(contract, day), with_tier(loyal, heir.standing) if heir.standing else loyal, ids)


def _old(contract: Contract, day: date) -> Contract:
    """Charged up to the day before; a deposit and what would be charged later go."""
    first_day = contract.start_on or day
    changed = without_loyalty(contract, day - ONE_DAY) if contract.loyalty is not None else contract
    for line in changed.lines:
        begins = line.start_on or first_day
        if (line.kind is LineKind.DEPOSIT and line.end_on is None) or _is_later_fee(line, day):
            changed = changed.line_ended(line.id, begins - ONE_DAY)
    return replace(changed.ended(day - ONE_DAY).acted(Action.END), ending=None)


def _goes_on(contract: Contract, line: ContractLine, day: date) -> bool:
    if line.kind is LineKind.DEPOSIT:
        return line.end_on is None
    if not line.is_recurring:
        return _is_later_fee(line, day)
    span = contract.span(line)
    return span is not None and (span.end is None or span.end > day)


def _is_later_fee(line: ContractLine, day: date) -> bool:
    """The fee of an end that is agreed: whoever has the contract then owes it."""
    return line.kind is LineKind.FEE and line.start_on is not None and line.start_on >= day and line.end_on is None


def _line_from(contract: Contract, line: ContractLine, day: date, line_id: ContractLineId) -> ContractLine:
    if not line.is_recurring:
        return replace(line, id=line_id, start_on=max(line.start_on or day, day))
    begins = _first_day(contract, line, day)
    rhythm = rhythm_on(contract, line, begins)
    price, quantity = line.at(begins)
    since, phases = line.phased_on(begins)
    return replace(
        line,
        id=line_id,
        title=line.title_on(begins),
        plan_id=line.plan_on(begins),
        versions=(
            LineVersion(None, price, quantity),
            *(each for each in line.versions[1:] if each.from_on is not None and each.from_on > begins),
        ),
        start_on=begins,
        anchor_on=rhythm.anchor,
        anchor_day=rhythm.anchor_day,
        phases=_left_of(phases, _paid_before(contract, line, begins, since)),
    )


def _first_day(contract: Contract, line: ContractLine, day: date) -> date:
    """Where the period that the day lies in is charged whole, the old party paid for it: then the next one's."""
    begins = max(line.start_on or day, day)
    rhythm = rhythm_on(contract, line, begins)
    is_whole = rules_of(contract.terms, line, rhythm.interval).down is Proration.NONE
    is_first = begins == line.start_on or rhythm.start_of(rhythm.index_of(begins)) == begins
    return begins if is_first or not is_whole else rhythm.next_start(begins)


def _paid_before(contract: Contract, line: ContractLine, day: date, since: date | None = None) -> int:
    """The paid periods that were over by that day; the one it lies in goes on with the new party."""
    count = 0
    for cell in cells(contract, line):
        if cell.covered.start >= day or cell.full.end is None or cell.full.end > day:
            break
        rules = rules_of(contract.terms, line, cell.rhythm.interval)
        is_paid = cell.pause is None and not cell.is_trial and not is_free_part(cell.full, cell.covered, rules)
        count += is_paid and (since is None or cell.covered.start >= since)
    return count


def _left_of(phases: tuple[Phase, ...], used: int) -> tuple[Phase, ...]:
    left: list[Phase] = []
    for phase in phases:
        if phase.periods is None:
            left.append(phase)
        elif used >= phase.periods:
            used -= phase.periods
        else:
            left.append(replace(phase, periods=phase.periods - used))
            used = 0
    return tuple(left)


def _cycles(contract: Contract, lines: list[ContractLine], day: date, ids: LineIds) -> tuple[Cycle, ...]:
    """Each line with its own: the rhythm it has on the day, and the changes that are still to come."""
    found: list[Cycle] = []
    for line in lines:
        if not line.is_recurring:
            continue
        begins = _first_day(contract, line, day)
        found.append(Cycle(None, rhythm_on(contract, line, begins).interval, ANNIVERSARY, ids[line.id]))
        own = [each for each in contract.cycles if each.line_id == line.id]
        followed = own or [each for each in contract.cycles if each.line_id is None]
        found += [
            replace(each, line_id=ids[line.id])
            for each in followed
            if each.from_on is not None and each.from_on > begins
        ]
    return tuple(found)


def _discounts(contract: Contract, day: date) -> list[Discount]:
    """What is left of each from that day on."""
    found: list[Discount] = []
    for each in contract.discounts:
        count, duration = each.duration.count, each.duration
        if each.until is not None and each.until <= day:
            continue
        if duration.kind is DurationKind.MONTHS and count is not None:
            until = add_months(each.from_on or contract.start_on or day, count)
            if until > day:
                found.append(replace(each, duration=Duration(), until=min(until, each.until or until)))
            continue
        if duration.periods is None or (each.from_on is not None and each.from_on >= day):
            found.append(each)
            continue
        used = max((_used(contract, line, each, day) for line in contract.lines if line.is_recurring), default=0)
        if used < duration.periods:
            found.append(replace(each, duration=Duration(DurationKind.PERIODS, duration.periods - used)))
    return found


def _used(contract: Contract, line: ContractLine, discount: Discount, day: date) -> int:
    if discount.line_ids and line.id not in discount.line_ids:
        return 0
    count = 0
    for cell in cells(contract, line):
        if cell.covered.start >= day or cell.full.end is None or cell.full.end > day:
            break
        count += discount in cell.discounts
    return count


def _loyal(new: Contract, old: Contract, agreed: Agreement) -> Contract:
    """What a step of loyalty gives now goes on as a plain discount; steps to come keep their month, free months are
    counted anew. Without it nothing of it goes on but a price that holds already."""
    loyalty, day = old.loyalty, agreed.from_on
    others = tuple(each for each in new.discounts if not each.id.startswith("loyalty-"))
    if loyalty is None or not agreed.keeps_loyalty:
        return replace(new, discounts=others, loyalty=None)
    begun = tuple(
        replace(each, id=f"{_KEPT_NAME}{each.id}-{day.isoformat()}", until=None)
        for each in new.discounts
        if each.id.startswith("loyalty-step-") and (each.from_on is None or each.from_on <= day)
    )
    return replace(new, discounts=(*others, *begun[-1:]), loyalty=_shifted(loyalty, old, day))


def _shifted(loyalty: Loyalty, old: Contract, day: date) -> Loyalty | None:
    line = next((each for each in old.lines if each.is_recurring), None)
    if line is None:
        return None
    months = _paid_before(old, line, day) * rhythm_on(old, line, day).interval.measure[1]
    steps = tuple(
        replace(each, from_month=each.from_month - months)
        for each in loyalty.rule.steps
        if each.from_month - months >= 2
    )
    if not steps and loyalty.rule.free_every is None:
        return None
    return replace(loyalty, rule=replace(loyalty.rule, steps=steps), agreed_on=day, given=())


def _ending(contract: Contract, ids: LineIds) -> Ending | None:
    ending = contract.ending
    if ending is None or ending.fee_line_id is None:
        return ending
    return replace(ending, fee_line_id=ids.get(ending.fee_line_id))


def _of(line_ids: tuple[ContractLineId, ...], ids: LineIds) -> tuple[ContractLineId, ...]:
    return tuple(ids[each] for each in line_ids if each in ids)


def _concerns(line_ids: tuple[ContractLineId, ...], ids: LineIds) -> bool:
    return not line_ids or any(each in ids for each in line_ids)

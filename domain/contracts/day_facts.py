"""What a day makes true of a contract: dated wishes become facts. A pure function; told twice, it changes nothing more.

Days that were missed are caught up: each step looks at the timeline, never at yesterday.
Source: RULES.md 1.3.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from domain.contracts.deadlines import next_working_day
from domain.contracts.goods_back import goods_back_on
from domain.contracts.model import Contract, ContractLine, LineKind
from domain.contracts.outages import rested
from domain.contracts.parts import EndKind, Kept
from domain.contracts.pausing import whole_pause_on
from domain.contracts.plan_target import PlanTarget
from domain.contracts.renewals import renewed, running_term_end
from domain.contracts.status import RUNNING, Action, Status, open_actions
from domain.contracts.terms import StopRule
from domain.ids import ContractLineId
from domain.loyalty.steps import loyalty_told, next_loyalty_look, with_loyalty
from domain.messages.contract_letter import LetterKind, PriceTold, Told
from domain.period import ONE_DAY

NEVER: Final = date.max
_UNENDED: Final = frozenset({Status.ACTIVE, Status.PAUSED})
_NOT_KEEPING: Final = frozenset({Status.DRAFT, Status.WITHDRAWN, Status.BOUGHT_OUT, Status.PENDING_BUYOUT})
_MOST_TERMS: Final = 100


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the timeline does not say: what kind of customer it is, and how many things of each line are out.

    `offer` is the plan that the terms offer for the next term; None: they offer none, or it cannot be had any more.
    """

    out: Mapping[ContractLineId, int]
    is_consumer: bool = True
    offer: PlanTarget | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """The timeline with its new facts, and what the customer is told. `asks_person`: an outage to decide about."""

    contract: Contract
    told: tuple[Told, ...] = ()
    asks_person: bool = False


def reached(contract: Contract, day: date, known: Circumstances) -> Reached:
    """All that is true on `day` and was not noted yet."""
    if contract.start_on is None:
        return Reached(contract)
    told: list[Told] = []
    changed = contract
    if changed.status in _UNENDED:
        changed = _terms_over(changed, day, known, told)
    changed, asks_person = rested(changed, day) if changed.status in RUNNING else (changed, False)
    changed = _pause_status(changed, day, told)
    if changed.status in RUNNING:
        changed = _reminded(changed, day, known, told)
    if changed.status in RUNNING or changed.status is Status.PENDING_RETURN:
        changed = _end_reached(changed, day, known, told)
    if changed.status not in _NOT_KEEPING:
        changed = _kept(changed, day, known)
    changed, letters = loyalty_told(with_loyalty(changed, day), day)
    told += letters
    return Reached(changed, tuple(told), asks_person)


def next_look(contract: Contract, day: date, known: Circumstances) -> date:
    """The first day after `day` on which something may become true; NEVER when nothing is dated."""
    days = [edge for pause in contract.pauses for edge in (pause.from_on, pause.resume_on)]
    limit = contract.terms.repair_pause_days
    if limit is not None:
        days += [each.since + timedelta(days=limit) for each in contract.outages if each.until is None]
    if contract.beginning is not None and contract.beginning.promised_on is not None:
        days.append(contract.beginning.promised_on + ONE_DAY)
    last = _last_day(contract, known)
    if last is not None:
        days += [last + ONE_DAY, last - timedelta(days=contract.terms.reminder_days)]
    for line in contract.lines:
        span = contract.span(line)
        if line.kind is LineKind.RENTAL and span is not None and span.end is not None:
            days += [span.end, next_working_day(span.end - ONE_DAY) + ONE_DAY]
    days.append(next_loyalty_look(contract, day))
    return min((each for each in days if each is not None and each > day), default=NEVER)


def _last_day(contract: Contract, known: Circumstances) -> date | None:
    if contract.end_on is not None:
        return contract.end_on - ONE_DAY
    return running_term_end(contract, is_consumer=known.is_consumer)


def _terms_over(contract: Contract, day: date, known: Circumstances, told: list[Told]) -> Contract:
    """Each term that ended before `day`, one after the other; only of the last one the customer is told."""
    before = len(contract.renewed)
    for _ in range(_MOST_TERMS):
        last = running_term_end(contract, is_consumer=known.is_consumer)
        if contract.end_on is not None or last is None or last >= day:
            break
        contract = renewed(contract, is_consumer=known.is_consumer)
    if len(contract.renewed) > before:
        newest = contract.renewed[-1]
        days = {"on": newest.on} | ({} if newest.until is None else {"last_day": newest.until})
        told.append(Told(LetterKind.RENEWED if newest.until is None else LetterKind.RENEWED_FOR_TERM, days))
    return contract


def _pause_status(contract: Contract, day: date, told: list[Told]) -> Contract:
    pause = whole_pause_on(contract, day)
    if pause is not None and contract.status is Status.ACTIVE:
        told.append(Told(LetterKind.PAUSE_STARTED, {"on": pause.from_on}))
        return contract.acted(Action.PAUSE)
    if pause is None and contract.status is Status.PAUSED:
        rests = [each.resume_on for each in contract.pauses if not each.line_ids]
        ended = [each for each in rests if each is not None and each <= day]
        told.append(Told(LetterKind.PAUSE_ENDED, {"on": max(ended, default=day)}))
        return contract.acted(Action.RESUME)
    return contract


def _reminded(contract: Contract, day: date, known: Circumstances, told: list[Told]) -> Contract:
    last = _last_day(contract, known)
    if last is None or contract.reminded_of == last:
        return contract
    if not last - timedelta(days=contract.terms.reminder_days) <= day <= last:
        return contract
    told.append(_reminder(contract, last, known))
    return replace(contract, reminded_of=last)


def _reminder(contract: Contract, last: date, known: Circumstances) -> Told:
    """With the offer for the next term, where the contract goes on."""
    on, offer = last + ONE_DAY, known.offer
    back_on = goods_back_on(contract)
    if back_on is not None and any(known.out.values()):
        return Told(LetterKind.REMINDER_OF_GOODS, {"last_day": last, "goods_back_on": back_on})
    if offer is None or contract.end_on is not None:
        return Told(LetterKind.REMINDER_BEFORE_END, {"last_day": last})
    main = next((line for line in contract.lines if line.is_recurring), contract.lines[0])
    title = f"{offer.title or main.title_on(on)} · {offer.plan.name}"
    price = offer.plan.offer.phases[0].price if offer.plan.offer.phases else offer.plan.price
    told = PriceTold(title, on, None, price, offer.plan.terms.interval)
    return Told(LetterKind.REMINDER_WITH_OFFER, {"last_day": last, "on": on}, prices=(told,))


def _end_reached(contract: Contract, day: date, known: Circumstances, told: list[Told]) -> Contract:
    if contract.end_on is None or contract.end_on > day:
        return contract
    if any(known.out.values()):
        return contract if contract.status is Status.PENDING_RETURN else contract.acted(Action.REQUIRE_RETURN)
    told.append(Told(LetterKind.CONTRACT_ENDED, {"last_day": contract.end_on - ONE_DAY}))
    by_us = contract.ending is not None and contract.ending.kind is EndKind.TERMINATION
    action = Action.TERMINATE if by_us and Action.TERMINATE in open_actions(contract.status) else Action.END
    return contract.acted(action)


def _kept(contract: Contract, day: date, known: Circumstances) -> Contract:
    """Things that are out though their line has ended, and should have been here by now."""
    kept = list(contract.kept)
    for line in contract.lines:
        count = known.out.get(line.id, 0)
        if count and is_overdue(contract, line, day):
            noted = sum(each.quantity for each in kept if each.line_id == line.id and each.back_on is None)
            if noted < count:
                kept = [each for each in kept if each.line_id != line.id or each.back_on is not None]
                kept.append(Kept(line.id, count))
    return contract if tuple(kept) == contract.kept else replace(contract, kept=tuple(kept))


def is_overdue(contract: Contract, line: ContractLine, day: date) -> bool:
    """Whether a rented thing of this line should have been here before `day`. Where billing stops at the request, the
    things of a line that ended with it are on their way, and cost nothing more."""
    span = contract.span(line)
    if line.kind is not LineKind.RENTAL or span is None or span.end is None:
        return False
    ended_at_request = line.end_on is not None and (contract.end_on is None or line.end_on < contract.end_on)
    if contract.terms.stop_rule is StopRule.AT_REQUEST and ended_at_request:
        return False
    return next_working_day(span.end - ONE_DAY) < day


def thing_back(contract: Contract, line_id: ContractLineId, received_on: date) -> Contract:
    """One thing of a line is here: rent after the end goes up to that day. In time, nothing is owed."""
    line = contract.line(line_id)
    missed = next((each for each in contract.kept if each.line_id == line_id and each.back_on is None), None)
    others = tuple(each for each in contract.kept if each is not missed)
    if missed is not None and missed.quantity > 1:
        others = (*others, replace(missed, quantity=missed.quantity - 1))
    if is_overdue(contract, line, received_on):
        others = (*others, Kept(line_id, 1, received_on))
    return contract if others == contract.kept else replace(contract, kept=others)

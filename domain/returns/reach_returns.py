"""The worker's daily look at returns: reminders before and after the day, what follows when it went by, and claims
whose days to object are over. RULES.md 1.3, 1.4."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.contracts.terms import LapseRule
from domain.ids import ReturnId
from domain.messages.contract_letter import LetterKind
from domain.ports import Unit
from domain.returns.deciding import known
from domain.returns.effects import keep, nothing_came, running_again
from domain.returns.model import Purpose, Return
from domain.returns.stages import UNDERWAY, Stage, Step
from domain.returns.telling import promise, reminders_told, told_of
from domain.settings.returns import ReturnSettings


@dataclass(frozen=True, slots=True)
class ReachReturns(Command):
    """`day` is the legal day that has come; days that were missed are caught up."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    return_ids: tuple[ReturnId, ...]
    day: date


@dataclass(frozen=True, slots=True)
class ReturnsReached(Event):
    """`changed` are the returns of which something new was noted."""

    changed: tuple[ReturnId, ...]

    def touched(self) -> Iterable[str]:
        if not self.changed:
            return ()
        return ("returns", "contracts", "assets", *(f"return:{each}" for each in self.changed))


def reach_returns(command: ReachReturns, unit: Unit, clock: Clock) -> ReturnsReached:
    """Looks at each; told twice, nothing more happens. Raises UnknownReturnCase."""
    settings = unit.settings.returns().value
    changed = [each for each in command.return_ids if _look(known(each, unit), command.day, settings, unit, clock)]
    return ReturnsReached(tuple(changed))


def _look(case: Return, day: date, settings: ReturnSettings, unit: Unit, clock: Clock) -> bool:
    if case.return_until is None or case.withdrawn_on is not None:
        return False
    if case.stage not in UNDERWAY and case.stage is not Stage.PARTLY_RECEIVED:
        return False
    if day > case.return_until + timedelta(days=settings.lapse_after) and _lapsed(case, unit, clock):
        return True
    return _reminded(case, day, settings, unit)


def due_reminders(case: Return, day: date, settings: ReturnSettings) -> list[int]:
    """Offsets that have come and were not told, the latest last. Past the day, nobody is told that it is near."""
    until = case.return_until
    if until is None:
        return []
    offsets = sorted([*(-each for each in settings.remind_before), *settings.remind_after])
    come = [each for each in offsets if until + timedelta(days=each) <= day]
    told = reminders_told(case)
    late = [each for each in come if each > 0] if day > until else come
    return [each for each in late if each not in told and each > max(told, default=-10_000)]


def _reminded(case: Return, day: date, settings: ReturnSettings, unit: Unit) -> bool:
    due = due_reminders(case, day, settings)
    until = case.return_until
    if not due or until is None or unit.losses.open_case(case.customer_id) is not None:
        return False
    kind = LetterKind.RETURN_OVERDUE if due[-1] > 0 else LetterKind.RETURN_REMINDER
    promise(case, told_of(case, kind, unit), unit)
    unit.returns.step(case.stepped(Step.REMIND, {"offset": due[-1], "until": until.isoformat()}))
    return True


def _lapsed(case: Return, unit: Unit, clock: Clock) -> bool:
    """By the plans of its contracts; once. Of a return that is partly here, the rest runs on at most."""
    if case.purpose is not Purpose.END or any(step.step is Step.RUN_ON for step in case.steps):
        return False
    contracts = [unit.contracts.get(each) for each in case.contracts]
    rules = {each.terms.lapse_rule for each in contracts}
    ends = any(each.ending is not None or each.end_on is not None for each in contracts)
    if rules == {LapseRule.REACTIVATES} and not ends and case.stage in UNDERWAY and nothing_came(case):
        keep(case, unit, clock, Step.LAPSE)
        promise(case, told_of(case, LetterKind.RETURN_LAPSED, unit), unit)
        return True
    is_changed = False
    for contract in contracts:
        if contract.terms.lapse_rule is LapseRule.NOTHING:
            continue
        waiting = case.of_contract(contract.id)
        changed = running_again(contract, waiting, unit.today(), reactivates=False)
        if changed != contract:
            unit.contracts.save(changed)
            is_changed = True
    if is_changed:
        unit.returns.step(case.stepped(Step.RUN_ON))
        promise(case, told_of(case, LetterKind.RETURN_RUNS_ON, unit), unit)
    return is_changed

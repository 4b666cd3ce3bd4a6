"""Pauses on a contract's timeline: put on, ended earlier, and what they do to the end of the term.

Source: DECISIONS 12; BILLING.md, lesson 19.
"""

from dataclasses import replace
from datetime import date

from domain.billing.periods import rhythm_on
from domain.contracts.deadlines import min_term_end
from domain.contracts.model import Contract, ContractLine
from domain.contracts.parts import Pause
from domain.errors import RuleViolation
from domain.ids import ContractLineId
from domain.period import ONE_DAY


class PausesOverlap(RuleViolation):
    """The contract, or one of these lines, rests already on some of these days."""

    code = "pauses_overlap"


class NotPaused(RuleViolation):
    """There is no pause that this day could end."""

    code = "not_paused"


def whole_pause_on(contract: Contract, day: date) -> Pause | None:
    """The pause of the whole contract on a day; while some lines rest alone, the contract runs."""
    return next((each for each in contract.pauses if not each.line_ids and day in each.days), None)


def paused(contract: Contract, pause: Pause) -> Contract:
    """With one more pause. With `moves_end` a known end and resume day move the end as far.

    Raises PausesOverlap, ContractLineNotFound.
    """
    for line_id in pause.line_ids:
        contract.line(line_id)
    if any(each.meets(pause) for each in contract.pauses):
        raise PausesOverlap(from_on=pause.from_on)
    changed = replace(contract, pauses=tuple(sorted((*contract.pauses, pause), key=_begin)))
    return _end_moved(changed, pause) if pause.moves_end else changed


def resumed(contract: Contract, resume_on: date, line_id: ContractLineId | None = None) -> Contract:
    """The pause that holds on the day before ends earlier, or at last; one that has not begun by then goes.

    `line_id` names a line that rests; None: the pause of the whole contract, or else the first one of a line.

    Raises NotPaused.
    """
    open_ones = [each for each in contract.pauses if each.resume_on is None or each.resume_on > resume_on]
    if line_id is None:
        open_ones.sort(key=_of_all_first)
    else:
        open_ones = [each for each in open_ones if each.is_for(line_id)]
    if not open_ones:
        raise NotPaused(day=resume_on)
    found = open_ones[0]
    others = tuple(each for each in contract.pauses if each is not found)
    changed = replace(contract, pauses=others)
    if found.moves_end and found.resume_on is not None:
        changed = _end_moved(changed, found, back=True)
    if found.from_on >= resume_on:
        return changed
    return paused(changed, replace(found, resume_on=resume_on))


def _begin(pause: Pause) -> date:
    return pause.from_on


def _of_all_first(pause: Pause) -> tuple[bool, date]:
    return bool(pause.line_ids), pause.from_on


def _end_moved(contract: Contract, pause: Pause, *, back: bool = False) -> Contract:
    """The end moves by the days of a pause to the day, else by the periods it covers; the ends of lines that rest
    alone, where they have one of their own."""
    sign = -1 if back else 1
    if not pause.line_ids:
        return replace(contract, end_on=_end_of(contract, contract.end_on, pause, sign))
    lines = tuple(
        replace(line, end_on=_end_of(contract, line.end_on, pause, sign)) if line.id in pause.line_ids else line
        for line in contract.lines
    )
    return replace(contract, lines=lines)


def _end_of(contract: Contract, end_on: date | None, pause: Pause, sign: int) -> date | None:
    if end_on is None or pause.resume_on is None or pause.from_on >= end_on:
        return end_on
    if pause.to_the_day:
        return end_on + sign * pause.days.days * ONE_DAY
    return _later(contract, end_on, pause, sign * paused_periods(contract, pause))


def _leading(contract: Contract, pause: Pause) -> ContractLine | None:
    """The line whose rhythm a pause counts in."""
    return next((each for each in contract.lines if each.is_recurring and pause.is_for(each.id)), None)


def _later(contract: Contract, day: date, pause: Pause, periods: int) -> date:
    """So many periods of the rhythm that holds in the pause; a day that begins a period stays one, there and back."""
    line = _leading(contract, pause)
    if line is None:
        return day
    rhythm = rhythm_on(contract, line, pause.from_on)
    n = rhythm.index_of(day)
    return rhythm.start_of(n + periods) if rhythm.start_of(n) == day else rhythm.interval.after(day, periods)


def paused_periods(contract: Contract, pause: Pause) -> int:
    """How many whole periods of the contract's rhythm begin within a pause. Raises ValueError for an open one."""
    if pause.resume_on is None:
        raise ValueError("an open pause covers no known number of periods")
    line = _leading(contract, pause)
    if line is None:
        return 0
    rhythm = rhythm_on(contract, line, pause.from_on)
    first = rhythm.index_of(pause.from_on)
    if rhythm.start_of(first) < pause.from_on:
        first += 1
    last = rhythm.index_of(pause.resume_on - ONE_DAY)
    return max(last - first + 1, 0)


def term_end(contract: Contract) -> date | None:
    """Last day of the minimum term, later by the pauses that move it; None when there is none, or no start yet."""
    if contract.start_on is None:
        return None
    last_day = min_term_end(contract.terms, contract.start_on)
    for pause in contract.pauses:
        if last_day is None or not pause.moves_end or pause.resume_on is None or pause.from_on > last_day:
            continue
        if pause.line_ids:
            continue
        if pause.to_the_day:
            last_day += pause.days.days * ONE_DAY
        else:
            last_day = _later(contract, last_day + ONE_DAY, pause, paused_periods(contract, pause)) - ONE_DAY
    return last_day

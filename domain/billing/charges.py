"""What ought to be charged: a pure function of a contract's timeline and a day. It knows no invoice and no clock."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.billing.cells import Cell, is_plain, our_cells
from domain.billing.given_back import with_given_back
from domain.billing.kept import kept_charges, next_kept_due
from domain.billing.model import Charge, ChargeKind, Reason
from domain.billing.periods import counted_days, rhythm_on
from domain.billing.proration import rules_of
from domain.billing.stretches import stretches
from domain.contracts.model import Contract, ContractLine, LineKind
from domain.contracts.terms import Billing, Proration
from domain.money import Money
from domain.period import ONE_DAY, Period

_PERIOD: Final = ChargeKind.PERIOD
_RECURRING: Final = Reason.RECURRING
_NEVER_FREE: Final = frozenset({Proration.DAILY, Proration.NONE})
_ONCE_REASONS: Final = {
    LineKind.SALE: Reason.SALE,
    LineKind.FEE: Reason.FEE,
    LineKind.DEPOSIT: Reason.DEPOSIT,
    LineKind.CHARGE: Reason.ONE_OFF,
    LineKind.BUYOUT: Reason.BUYOUT,
}


def charges(contract: Contract, until: date, since: date | None = None) -> tuple[Charge, ...]:
    """All that ought to have been charged for periods due on or before `until`, oldest first, then by position.

    In advance a period is due on the first day it is charged for, in arrears on the day after its last. With
    `since`, what lies before that day is known to be settled: full periods that ended by then and earlier one-offs
    are left out. A draft owes nothing.
    """
    found = [charge for line in contract.lines for charge in line_charges(contract, line, until, None, since)]
    found.sort(key=_oldest_first)
    return tuple(found)


def line_charges(
    contract: Contract, line: ContractLine, until: date, covering: date | None = None, since: date | None = None
) -> list[Charge]:
    """The charges of one line, in order of days.

    Beside what is due on or before `until`: all full periods that begin on or before `covering` (the first day of the
    last billed period), so that what was billed early is compared with its own target.
    """
    span = contract.span(line)
    if span is None:
        return []
    if not line.is_recurring:
        if (since is not None and span.start < since) or contract.is_settled_elsewhere(line, span.start):
            return []
        charge = _once(contract, line, span.start)
        found = [charge] if charge.due_on <= until or covering is not None else []
    else:
        found = _recurring(contract, line, until, covering, since)
    if contract.given_back and found:
        found = _less_given_back(contract, line, found, until, since)
    return found + kept_charges(contract, line, until, covering) if contract.kept else found


def _less_given_back(
    contract: Contract, line: ContractLine, found: list[Charge], until: date, since: date | None
) -> list[Charge]:
    """With what was given back taken off. All charges that a gift concerns share it, whichever of them is looked at."""
    gifts = [each for each in contract.given_back if each.line_id == line.id]
    first_day = found[0].period.start
    if not any(each.period.end is None or each.period.end > first_day for each in gifts):
        return found
    if not line.is_recurring:
        return with_given_back(found, gifts)
    last = max(each.period.last_day or each.period.start for each in gifts)
    start = None if since is None else min(since, *(each.period.start for each in gifts))
    whole = _recurring(contract, line, until, max(last, found[-1].period.start), start)
    wanted = {charge.period.start for charge in found}
    return [charge for charge in with_given_back(whole, gifts) if charge.period.start in wanted]


def _recurring(
    contract: Contract, line: ContractLine, until: date, covering: date | None, since: date | None
) -> list[Charge]:
    found: list[Charge] = []
    limit = max([until if covering is None else max(until, covering), *_moved_up(contract, line, until)])
    price, quantity = line.versions[0].price, line.versions[0].quantity
    is_whole = line.bundle is None or not line.bundle.back
    is_steady = len(line.versions) == 1 and price is not None and is_whole and is_plain(contract, line)
    steady = price.times(quantity) if is_steady and price is not None and quantity is not None else None
    nothing = Money(0, contract.terms.currency)
    counting = rules_of(contract.terms, line, contract.terms.interval).of_full()
    for cell in our_cells(contract, line, since):
        full = cell.full
        due_on = _due_on(contract, line, cell)
        if full.start > limit and (due_on is None or due_on > limit):
            break
        if due_on is None:
            continue
        if due_on > until and (covering is None or full.start > covering):
            continue
        if steady is None or price is None or quantity is None or cell.covered is not full:
            found.extend(_parts(contract, line, cell, due_on))
            continue
        days = counted_days(counting, cell.rhythm.interval, full)
        found.append(
            Charge(
                *(line, _PERIOD, _RECURRING, full, days, days, price, quantity, steady, due_on),
                *(nothing, nothing, nothing),
            )
        )
    return found


def _moved_up(contract: Contract, line: ContractLine, until: date) -> list[date]:
    """The first days of later periods that are asked for by then already."""
    moves = contract.due_moves
    return [each.first_day for each in moves if each.line_id == line.id and each.due_on <= until]


def settled_before(contract: Contract, line: ContractLine, since: date) -> date:
    """The first day that `line_charges` looks at for this line when all before `since` is settled."""
    span = contract.span(line)
    if span is None or not line.is_recurring:
        return since
    if not contract.cycles and not contract.terms.has_free_start and (span.end is None or span.end > since):
        rhythm = rhythm_on(contract, line, since)
        return rhythm.start_of(rhythm.index_of(since))
    cell = next(our_cells(contract, line, since), None)
    return since if cell is None else cell.covered.start


def open_since(contract: Contract, due_on: date) -> date | None:
    """The day before which all is settled when nothing due before `due_on` is open: `since` for `charges`.

    None when that is the start or earlier: the whole timeline has to be compared. So a timeline that changes is marked
    by the day of its start, whatever was settled. In arrears a period is due on the day after its last. A payment that
    was moved to another day says nothing about the days before it, and rent after the end is always asked for late.
    """
    if contract.start_on is None or due_on <= contract.start_on or contract.due_moves or contract.kept:
        return None
    return due_on if contract.terms.billing is Billing.IN_ADVANCE else due_on - ONE_DAY


def next_due_on(contract: Contract, billed_until: date | None) -> date | None:
    """The day on which the next charge becomes due after `billed_until` (None: the very first); None: never again."""
    days = [_line_due_after(contract, line, billed_until) for line in _different(contract)]
    if contract.kept:
        days += [next_kept_due(contract, line, billed_until) for line in contract.lines]
    return min((day for day in days if day is not None), default=None)


def _different(contract: Contract) -> Sequence[ContractLine]:
    """The lines that may be due on days of their own."""
    if contract.cycles or contract.pauses or contract.due_moves:
        return contract.lines
    different = {
        (line.is_recurring, line.start_on, line.end_on, line.anchor_on, line.anchor_day): line
        for line in contract.lines
    }
    return list(different.values())


def _line_due_after(contract: Contract, line: ContractLine, after: date | None) -> date | None:
    span = contract.span(line)
    if span is None:
        return None
    if not line.is_recurring:
        is_past = (after is not None and span.start <= after) or contract.is_settled_elsewhere(line, span.start)
        return None if is_past else span.start
    moved = {each.first_day: each.due_on for each in contract.due_moves if each.line_id == line.id}
    later = [day for day in moved.values() if after is None or day > after]
    for cell in our_cells(contract, line, after):
        if cell.covered.start in moved:
            continue
        due_on = _due_on(contract, line, cell)
        if due_on is not None and (after is None or due_on > after):
            return min([due_on, *later])
    return min(later, default=None)


def _due_on(contract: Contract, line: ContractLine, cell: Cell) -> date | None:
    """None: nothing of the period is charged. What is free from the start, or as a part, stands on no invoice."""
    if cell.is_trial or _is_free_part(contract, line, cell):
        return None
    charged = cell.charged if cell.pause or cell.pauses else cell.covered
    if charged is None:
        return None
    for moved in contract.due_moves:
        if moved.line_id == line.id and moved.first_day == cell.covered.start:
            return moved.due_on
    if contract.terms.billing is Billing.IN_ADVANCE or charged.end is None:
        return charged.start
    return charged.end


def _is_free_part(contract: Contract, line: ContractLine, cell: Cell) -> bool:
    if cell.covered is cell.full and not cell.pauses:
        return False
    rules = rules_of(contract.terms, line, cell.rhythm.interval)
    return not {rules.up, rules.down} <= _NEVER_FREE and not any(stretches(contract, line, cell))


def _once(contract: Contract, line: ContractLine, day: date) -> Charge:
    price, quantity = line.at(day)
    period = Period(day, day + ONE_DAY)
    nothing = Money(0, contract.terms.currency)
    amount, reason = price.times(quantity), _ONCE_REASONS[line.kind]
    return Charge(
        *(line, ChargeKind.ONCE, reason, period, 1, 1, price, quantity, amount, day, nothing, nothing, nothing),
    )


def _parts(contract: Contract, line: ContractLine, cell: Cell, due_on: date) -> list[Charge]:
    nothing = Money(0, contract.terms.currency)
    found: list[Charge] = []
    for part in stretches(contract, line, cell):
        reason = _RECURRING if part.period == cell.full else Reason.PART_PERIOD
        price, quantity, off, shared = part.rate
        found.append(
            Charge(
                *(line, _PERIOD, reason, part.period, part.days, part.of_days, price, quantity, part.amount, due_on),
                *(off, shared, nothing),
            )
        )
    return found


def _oldest_first(charge: Charge) -> tuple[date, date, int]:
    return charge.due_on, charge.period.start, charge.line.position

"""Which billed days still hold: the days that a billed row and a charge have in common at the same price."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.billing.model import BilledPeriod, Charge
from domain.billing.proration import worth
from domain.money import Money
from domain.period import Period


@dataclass(frozen=True, slots=True)
class Keep:
    """Days of row number `row` that pay for days of charge number `target`.

    `amount` is what they cost before anything was given back, `given` what of it was given back already.
    """

    target: int
    row: int
    period: Period
    amount: Money
    days: int
    given: Money


def kept_days(targets: Sequence[Charge], rows: Sequence[BilledPeriod]) -> list[Keep]:
    """The kept days, in order; targets and rows each come in order and without overlap.

    Whatever is kept leaves a credit and a rest that are not negative, and none where all days are kept: where cents
    would not come out even, the row is rather credited as a whole and charged anew.
    """
    keeps = _with_given(_common_days(targets, rows), rows)
    while True:
        uneven_rows = {i for i, row in enumerate(rows) if _is_uneven(row, [k for k in keeps if k.row == i])}
        uneven_targets = {i for i, one in enumerate(targets) if _is_uneven(one, [k for k in keeps if k.target == i])}
        uneven_targets |= {i for i, one in enumerate(targets) if _gave_more(one, [k for k in keeps if k.target == i])}
        if not uneven_rows and not uneven_targets:
            return keeps
        keeps = [keep for keep in keeps if keep.row not in uneven_rows and keep.target not in uneven_targets]


def _common_days(targets: Sequence[Charge], rows: Sequence[BilledPeriod]) -> list[Keep]:
    keeps: list[Keep] = []
    first = 0
    for number, charge in enumerate(targets):
        while first < len(rows) and _ends_by(rows[first].period, charge.period):
            first += 1
        i = first
        while i < len(rows) and not _ends_by(charge.period, rows[i].period):
            common = charge.period.intersect(rows[i].period)
            if common is not None and _same_basis(charge, rows[i]):
                nothing = Money(0, charge.amount.currency)
                keeps.append(Keep(number, i, common, *_worth(charge, rows[i], common), nothing))
            i += 1
    return keeps


def _ends_by(earlier: Period, later: Period) -> bool:
    return earlier.end is not None and earlier.end <= later.start


def _with_given(keeps: Sequence[Keep], rows: Sequence[BilledPeriod]) -> list[Keep]:
    """What was given back on a row stays with its kept days, as far as they are worth it, the first ones first."""
    left = [row.given.minor for row in rows]
    found: list[Keep] = []
    for keep in keeps:
        given = min(left[keep.row], keep.amount.minor)
        left[keep.row] -= given
        found.append(replace(keep, given=Money(given, keep.amount.currency)) if given else keep)
    return found


def _same_basis(charge: Charge, row: BilledPeriod) -> bool:
    return (charge.price, charge.quantity, charge.of_days, charge.off) == (
        row.price,
        row.quantity,
        row.of_days,
        row.off,
    )


def _worth(charge: Charge, row: BilledPeriod, common: Period) -> tuple[Money, int]:
    if common == charge.period:
        return charge.amount + charge.given, charge.days
    if common == row.period:
        return row.amount + row.given, row.days
    return worth(charge.price, charge.quantity, charge.off, common.days, charge.of_days), common.days


def _is_uneven(whole: Charge | BilledPeriod, keeps: Sequence[Keep]) -> bool:
    if not keeps:
        return False
    before = whole.amount.minor + whole.given.minor
    amount = sum(keep.amount.minor for keep in keeps)
    if sum(keep.period.days for keep in keeps) == whole.period.days:
        return amount != before
    return amount > before


def _gave_more(charge: Charge, keeps: Sequence[Keep]) -> bool:
    """What was given back is taken back: the days are credited and charged anew."""
    return sum(keep.given.minor for keep in keeps) > charge.given.minor

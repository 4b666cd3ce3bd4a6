"""What a voucher is worth when periods are paid ahead: as much as over the periods it was made for, once for all of
them together. Source: docs/decisions, "A voucher counts beside paying ahead"."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from domain.catalog.offer import PaidUp, StartDiscount
from domain.contracts.parts import Duration, DurationKind
from domain.money import Money, half_up
from domain.period import Interval, Unit

_HUNDRED: Final = Decimal(100)
_DAYS_OF_YEAR: Final = 365
_MONTHS_OF_YEAR: Final = 12


def vouchers_ahead(
    discounts: tuple[StartDiscount, ...], ahead: PaidUp, one: Interval, due: Money
) -> tuple[StartDiscount, ...]:
    """The vouchers among `discounts` as they count for terms of `ahead.periods` times `one`.

    `due` is what all pieces cost for such a term, the discount for paying ahead taken off. What everyone gets at the
    start is left out: paying ahead has a discount of its own.
    """
    found = (_ahead(each, ahead.periods, _periods(each.duration, one), due) for each in discounts if each.code)
    return tuple(part for parts in found for part in parts)


def _periods(duration: Duration, one: Interval) -> int | None:
    """For how many periods of `one` a discount counts: those that begin within its months. None: for all."""
    months = duration.count
    if duration.kind is not DurationKind.MONTHS or months is None:
        return duration.periods
    if one.unit in (Unit.MONTH, Unit.YEAR):
        return -(-months // (one.count * (_MONTHS_OF_YEAR if one.unit is Unit.YEAR else 1)))
    days = one.count * (7 if one.unit is Unit.WEEK else 1)
    return -(-months * _DAYS_OF_YEAR // (_MONTHS_OF_YEAR * days))


def _ahead(discount: StartDiscount, of: int, periods: int | None, due: Money) -> Iterator[StartDiscount]:
    """Whole terms at full strength. The term that it ends in has its part; that part counts in the terms before, too,
    so that it needs no day of its own."""
    whole, rest = (1, 0) if periods is None else divmod(periods, of)
    if not rest:
        duration = discount.duration if periods is None else Duration(DurationKind.PERIODS, whole)
        amount = None if discount.amount is None else discount.amount.times(Decimal(of))
        yield replace(discount, amount=amount, duration=duration)
        return
    last = _worth(discount, rest, of, due)
    before = _worth(discount, of, of, due) - last
    if whole and before.minor:
        yield _of_amount(discount, before, whole)
    if last.minor:
        yield _of_amount(discount, last, whole + 1)


def _worth(discount: StartDiscount, periods: int, of: int, due: Money) -> Money:
    if discount.amount is not None:
        return discount.amount.times(Decimal(periods))
    percent = discount.percent or Decimal(0)
    return Money(half_up(due.minor * percent * periods / (_HUNDRED * of)), due.currency)


def _of_amount(discount: StartDiscount, amount: Money, terms: int) -> StartDiscount:
    return replace(discount, percent=None, amount=amount, duration=Duration(DurationKind.PERIODS, terms))

"""What a charge still lacks beside the days that are billed already."""

from collections.abc import Sequence

from domain.billing.gaps import gaps, total_of
from domain.billing.matching import Keep
from domain.billing.model import Charge, Posting, Reason
from domain.money import Money
from domain.period import Period


def additions_of(charge: Charge, keeps: Sequence[Keep], credited: Sequence[Period]) -> list[Posting]:
    """What one charge still lacks: all of it, or the rest beside the days that are kept."""
    free = gaps(charge.period, [keep.period for keep in keeps])
    if not free:
        return []
    before = charge.amount + charge.given - total_of(charge.amount, [keep.amount for keep in keeps])
    given = _open_given(charge, keeps)
    rest = before - given
    weights = [gap.days for gap in free]
    days = Money(max(charge.days - sum(keep.days for keep in keeps), 0)).split(weights)
    return [
        Posting(*charge)._replace(
            period=gap,
            amount=part,
            days=day.minor,
            reason=_reason(charge, gap, credited),
            given=back,
        )
        for gap, part, day, back in zip(free, rest.split(weights), days, given.split(weights), strict=True)
    ]


def _open_given(charge: Charge, keeps: Sequence[Keep]) -> Money:
    """What is given back on the days that are charged anew: all that the kept ones are not worth."""
    kept = sum(keep.amount.minor for keep in keeps)
    return Money(max(charge.given.minor - kept, 0), charge.given.currency)


def _reason(charge: Charge, gap: Period, credited: Sequence[Period]) -> Reason:
    if any(gap.overlaps(period) for period in credited):
        return Reason.CHANGE_CHARGE
    return charge.reason if gap == charge.period else Reason.PART_PERIOD

"""Days that are left over between others, and who replaces them."""

from collections.abc import Sequence

from domain.billing.model import Charge
from domain.money import Money
from domain.period import Period


def gaps(whole: Period, kept: Sequence[Period]) -> list[Period]:
    """The days of `whole` outside of `kept` (in order, inside of `whole`)."""
    found: list[Period] = []
    start = whole.start
    for period in kept:
        if start < period.start:
            found.append(Period(start, period.start))
        start = period.end or start
    if whole.end is None or start < whole.end:
        found.append(Period(start, whole.end))
    return found


def by_replacement(gap: Period, targets: Sequence[Charge]) -> list[tuple[Period, bool]]:
    """The gap cut into stretches that other charges replace (True) and stretches nobody owes for (False)."""
    replaced: list[Period] = []
    for charge in targets:
        common = charge.period.intersect(gap)
        if common is None:
            continue
        if replaced and replaced[-1].end == common.start:
            common = Period(replaced.pop().start, common.end)
        replaced.append(common)
    pieces = [(period, True) for period in replaced] + [(period, False) for period in gaps(gap, replaced)]
    return sorted(pieces, key=lambda piece: piece[0].start)


def total_of(like: Money, amounts: Sequence[Money]) -> Money:
    return Money(sum(amount.minor for amount in amounts), like.currency)

"""What parts of a period cost: by days, by months of 30 days, the full price, or nothing; upwards and downwards apart.

Seen from the left, a period is cut where something begins or becomes dearer (the start of a line, the end of a pause,
a dearer price: the rule of `proration`), and where something ends or becomes cheaper (`proration_down`). A rule by
days cuts there. The others know whole periods only: a dearer or cheaper price waits for the next one, and a part that
begins or ends within the period costs all of it (NONE: as if it had begun with the period, or lasted to its end or
to the next part) or nothing (SKIP). Where one rule says all and the other nothing, it costs nothing. What is free by
these rules, also the 31st of a month of 30 days, is no charge rather than one of 0.00 (docs/decisions/0024).

Days are counted in one way within a period: in months of 30 days only where nothing in it is cut by actual days.
Source: BILLING.md, "Part of a period", lessons 9 and 10; docs/decisions/0023.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from domain.billing.periods import counted_days
from domain.contracts.model import ContractLine, LineKind
from domain.contracts.terms import ContractTerms, Proration
from domain.money import Money, half_up
from domain.period import Interval, Period

_BY_DAYS: Final = (Proration.DAILY, Proration.FIXED_30)


class Rate(NamedTuple):
    """What a full period costs as it applies on a day: price of one unit, quantity, and what discounts take off.

    `shared` is the part of `off` that several lines share; it stands on a line of its own (DECISIONS 11).
    """

    price: Money
    quantity: Decimal
    off: Money
    shared: Money

    @property
    def full(self) -> Money:
        """For a full period, discounts taken off."""
        return self.price.times(self.quantity) - self.off


class Stretch(NamedTuple):
    """Charged days of one rate. `days` of `of_days` are the counted part of the full period."""

    period: Period
    rate: Rate
    days: int
    of_days: int
    amount: Money


Piece = tuple[Period, Rate]


@dataclass(frozen=True, slots=True)
class Rules:
    """How parts are charged that begin or become dearer (`up`), and that end or become cheaper (`down`)."""

    up: Proration
    down: Proration
    interval: Interval

    def of_full(self) -> Proration:
        """How the days of a period are counted that nothing cuts."""
        return self.up if self.up in _BY_DAYS else self.down


def rules_of(terms: ContractTerms, line: ContractLine, interval: Interval) -> Rules:
    """As agreed; what we deliver period by period is sent whole, so it is charged whole."""
    if line.kind is LineKind.CONSUMABLE and line.variant_id is not None:
        return Rules(Proration.NONE, Proration.NONE, interval)
    return Rules(terms.proration, terms.proration_down or terms.proration, interval)


def is_cut(proration: Proration) -> bool:
    """Whether such parts are charged by their days; the other rules know whole periods only."""
    return proration in _BY_DAYS


def is_free_part(full: Period, covered: Period, rules: Rules) -> bool:
    """Whether the days that a line is there for are a part of a period that is free by agreement."""
    begins_free = rules.up is Proration.SKIP and covered.start > full.start
    return begins_free or (rules.down is Proration.SKIP and covered.end != full.end)


def worth(price: Money, quantity: Decimal, off: Money, days: int, of_days: int) -> Money:
    """The part of a full period, rounded once."""
    return Money(half_up((price.minor * quantity - off.minor) * days / of_days), price.currency)


def charged_parts(full: Period, pieces: Sequence[Piece], rules: Rules) -> Iterator[Stretch]:
    """What the charged days of one period cost, in order; what is free by agreement is left out.

    `pieces` are days of one rate, with gaps where none is.
    """
    runs = [_merged(run, rules) for run in _runs(pieces)]
    counting = _Counting(full, rules, runs)
    right, price = 0, _Pricing(counting.of_days)
    for number, run in enumerate(runs):
        if counting.is_free(run):
            continue
        following = next((each for each in runs[number + 1 :] if not counting.is_free(each)), None)
        left, right = counting.edges(run, right, following)
        for period, rate in run:
            first = left if period == run[0][0] else counting.at(period.start)
            amount = price(rate, first, right if period == run[-1][0] else counting.at(_end(period)))
            days = counting.days(period)
            if days or amount:
                yield Stretch(period, rate, days, counting.of_days, amount)


def _runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that touch each other together."""
    runs: list[list[Piece]] = []
    for piece in pieces:
        if runs and runs[-1][-1][0].end == piece[0].start:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs


def _merged(run: list[Piece], rules: Rules) -> list[Piece]:
    """Without the changes that wait for the next period."""
    found = run[:1]
    for period, rate in run[1:]:
        before, current = found[-1]
        rule = rules.down if rate.full < current.full else rules.up
        if is_cut(rule) and rate != current:
            found.append((period, rate))
        else:
            found[-1] = (Period(before.start, period.end), current)
    return found


class _Counting:
    """The days of one full period as its cuts let them be counted."""

    def __init__(self, full: Period, rules: Rules, runs: Sequence[Sequence[Piece]]) -> None:
        self._full, self._rules = full, rules
        used = {rule for run in runs for rule in self._rules_of(run) if is_cut(rule)}
        self._proration = (Proration.DAILY if Proration.DAILY in used else Proration.FIXED_30) if used else None
        self._proration = self._proration or rules.of_full()
        self.of_days = counted_days(self._proration, rules.interval, full)

    def _rules_of(self, run: Sequence[Piece]) -> Iterator[Proration]:
        if self._begins(run):
            yield self._rules.up
        if self._ends(run):
            yield self._rules.down
        for (_, before), (_, after) in pairwise(run):
            yield self._rules.down if after.full < before.full else self._rules.up

    def _begins(self, run: Sequence[Piece]) -> bool:
        return run[0][0].start > self._full.start

    def _ends(self, run: Sequence[Piece]) -> bool:
        return run[-1][0].end != self._full.end

    def is_free(self, run: Sequence[Piece]) -> bool:
        is_skipped = self._begins(run) and self._rules.up is Proration.SKIP
        return is_skipped or (self._ends(run) and self._rules.down is Proration.SKIP)

    def at(self, day: date) -> int:
        """Counted days before `day`. With months of 30 days the last part of a period takes what is left of the 30."""
        if day == self._full.end:
            return self.of_days
        days = (day - self._full.start).days
        return min(days, self.of_days) if self._proration is Proration.FIXED_30 else days

    def days(self, period: Period) -> int:
        return self.at(_end(period)) - self.at(period.start)

    def edges(self, run: Sequence[Piece], before: int, following: Sequence[Piece] | None) -> tuple[int, int]:
        """Between which counted days a run is paid for. `before`: where the run before it ended."""
        left = self.at(run[0][0].start)
        if self._begins(run) and not is_cut(self._rules.up):
            left = before
        if not self._ends(run) or is_cut(self._rules.down):
            return left, self.at(_end(run[-1][0]))
        return left, self.of_days if following is None else self.at(following[0][0].start)


class _Pricing:
    """Amounts of parts in order; parts of one rate that touch are rounded together, so that they add up."""

    def __init__(self, of_days: int) -> None:
        self._of_days = of_days
        self._rate: Rate | None = None
        self._first = self._past = self._asked = 0

    def __call__(self, rate: Rate, first: int, past: int) -> Money:
        if rate != self._rate or first != self._past:
            self._rate, self._first, self._asked = rate, first, 0
        days = past - self._first
        whole = rate.full if days == self._of_days else worth(*rate[:3], days, self._of_days)
        amount = whole.minor - self._asked
        self._past, self._asked = past, whole.minor
        return Money(amount, whole.currency)


def _end(period: Period) -> date:
    if period.end is None:
        raise ValueError("a period of a rhythm has an end")
    return period.end

"""Customers bring customers: what the friend saves, what the referrer gets, and when. Set by the owner."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from domain.catalog.offer import StartDiscount
from domain.contracts.parts import Duration, DurationKind
from domain.errors import InvalidInput, RuleViolation
from domain.money import Money
from domain.period import Interval, Unit

_MONTH: Final = Interval(Unit.MONTH)
_ONCE: Final = Duration(DurationKind.ONCE)
_TWENTY: Final = Money(2000)


class ProgrammeNotUnderstood(InvalidInput):
    """No reward, fewer than no days, or a limit below 1."""

    code = "programme_not_understood"


class ProgrammeClosed(RuleViolation):
    """No new friends are brought at the moment."""

    code = "programme_closed"


@dataclass(frozen=True, slots=True)
class ReferralProgramme:
    """`percent` or `amount` for `duration` is what a friend saves, `reward` what the referrer gets to their balance.

    The reward waits for the friend's withdrawal window, and for at least `hold_days` after their contract began. It
    can be used for `reward_months`, None: without end. A code works `most_per_code` times and brings `most_per_year`
    rewards in a calendar year (None: no limit). `takes_back`: what is left of a reward goes when the friend withdraws.

    Raises ProgrammeNotUnderstood, DiscountNotUnderstood.
    """

    is_open: bool = False
    percent: Decimal | None = None
    amount: Money | None = _TWENTY
    duration: Duration = _ONCE
    title: str = "Willkommen"
    reward: Money = _TWENTY
    hold_days: int = 14
    reward_months: int | None = 24
    most_per_code: int | None = None
    most_per_year: int | None = 10
    takes_back: bool = True

    def __post_init__(self) -> None:
        StartDiscount(self.title, self.percent, self.amount, self.duration)
        limits = [self.reward_months, self.most_per_code, self.most_per_year]
        if self.reward.minor <= 0 or not 0 <= self.hold_days <= 365 or not self.title.strip():
            raise ProgrammeNotUnderstood(reward=self.reward, days=self.hold_days)
        if any(limit is not None and not 1 <= limit <= 10_000 for limit in limits):
            raise ProgrammeNotUnderstood(reward=self.reward, days=self.hold_days)

    def friends_discount(self, code: str) -> StartDiscount:
        return StartDiscount(self.title, self.percent, self.amount, self.duration, code)

    def reward_until(self, booked_on: date) -> date | None:
        """The last day on which a reward of that day can be used; None: without end."""
        if self.reward_months is None:
            return None
        return _MONTH.after(booked_on, self.reward_months) - timedelta(days=1)

"""What starts a contract: the order, a day the customer asked for, or a fact about its goods. Source: RULES.md 1.3."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.contracts.terms import StartRule
from domain.errors import InvalidInput


class StartDayMissing(InvalidInput):
    """The plan starts on a day that the customer chooses, and none was named."""

    code = "start_day_missing"


class StartDayInThePast(InvalidInput):
    """A contract starts on the day of its order at the earliest."""

    code = "start_day_in_the_past"


class StartDayNotOffered(InvalidInput):
    """None of the ordered plans starts on a day of the customer's choice."""

    code = "start_day_not_offered"


class StartFact(StrEnum):
    """What became known. CARRIES_NOTHING: an order without goods. HANDED_OVER: the customer has the goods."""

    ORDERED = "ordered"
    CARRIES_NOTHING = "carries_nothing"
    SENT = "sent"
    HANDED_OVER = "handed_over"
    DAY_COME = "day_come"


@dataclass(frozen=True, slots=True)
class Beginning:
    """`wanted_on` belongs to ON_DATE. `promised_on` is the day by which the goods should be there, for a contract that
    runs without waiting for them; None: it waits for them, or there are none."""

    rule: StartRule = StartRule.AT_ARRIVAL
    wanted_on: date | None = None
    promised_on: date | None = None

    def first_day(self, fact: StartFact, on: date, transit_days: int, ordered_on: date | None) -> date | None:
        """The first day of a contract once a fact of `on` is known; None: this fact does not start it.

        Whichever fact is told first, and however late, the day is the same.
        """
        if self.rule is StartRule.ON_DATE:
            return self.wanted_on if self.wanted_on is not None and self.wanted_on <= on else None
        if self.rule is StartRule.AT_ORDER:
            return ordered_on or on
        if fact in (StartFact.CARRIES_NOTHING, StartFact.HANDED_OVER):
            return on
        if fact is not StartFact.SENT or self.rule is StartRule.AT_HAND_OVER:
            return None
        return on + timedelta(days=transit_days) if self.rule is StartRule.AT_ARRIVAL else on

    @property
    def waits_for_no_parcel(self) -> bool:
        """The goods may be out, and even back again, before the contract begins."""
        return self.rule in (StartRule.ON_DATE, StartRule.AT_HAND_OVER)


AS_USUAL = Beginning()


def beginning_of(
    rules: Iterable[StartRule], wanted_on: date | None, today: date, transit_days: int, *, has_goods: bool
) -> Beginning:
    """What an order agrees to: the first plan's rule, as its terms. `transit_days`: the longest of all plans.

    Raises StartDayMissing, StartDayInThePast, StartDayNotOffered.
    """
    rule = next(iter(rules), StartRule.AT_ARRIVAL)
    if rule is not StartRule.ON_DATE:
        if wanted_on is not None:
            raise StartDayNotOffered(day=wanted_on)
        waits = rule is not StartRule.AT_ORDER or not has_goods
        return Beginning(rule, promised_on=None if waits else today + timedelta(days=transit_days))
    if wanted_on is None:
        raise StartDayMissing
    if wanted_on < today:
        raise StartDayInThePast(day=wanted_on)
    promised_on = max(wanted_on, today + timedelta(days=transit_days)) if has_goods else None
    return Beginning(rule, wanted_on, promised_on)

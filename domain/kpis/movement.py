"""How recurring revenue moved between two days, customer by customer, and the ratios that follow.

Source: RULES.md 5. One day is compared with the other: who came and left in between is on neither.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from domain.money import Money


class Move(StrEnum):
    """NEW: worth something for the first time ever. BACK: was worth something before, and nothing at the start.
    EXPANSION, CONTRACTION: worth more, worth less, also by a pause. CHURN: worth nothing any more.
    """

    NEW = "new"
    BACK = "back"
    EXPANSION = "expansion"
    CONTRACTION = "contraction"
    CHURN = "churn"


@dataclass(frozen=True, slots=True)
class Change:
    """Amounts are never below zero; `customers` are those who moved so."""

    amount: Money
    customers: int = 0


@dataclass(frozen=True, slots=True)
class Movement:
    """From the morning of `start_on` to the morning of `end_on`. `at_start` and `at_end` are a month's worth."""

    start_on: date
    end_on: date
    at_start: Money
    at_end: Money
    customers_at_start: int
    customers_at_end: int
    new: Change
    back: Change
    expansion: Change
    contraction: Change
    churn: Change

    def of(self, move: Move) -> Change:
        found: Change = getattr(self, str(move))
        return found

    @property
    def is_whole(self) -> bool:
        """What moved explains the difference, in money and in customers."""
        moved = self.new.amount + self.back.amount + self.expansion.amount
        moved = moved - self.contraction.amount - self.churn.amount
        people = self.new.customers + self.back.customers - self.churn.customers
        return self.at_start + moved == self.at_end and self.customers_at_start + people == self.customers_at_end


class Ratio(StrEnum):
    """NRR, GRR: of what was there at the start, what is left with and without expansion. QUICK: what came for each
    euro that went. The churns are shares of the start. LTV: money; what a customer brings at this churn a month.
    """

    ARR = "arr"
    ARPU = "arpu"
    NRR = "nrr"
    GRR = "grr"
    QUICK = "quick"
    CUSTOMER_CHURN = "customer_churn"
    MONEY_CHURN = "money_churn"
    NET_CHURN = "net_churn"
    LTV = "ltv"


MONEY_RATIOS: Final = frozenset({Ratio.ARR, Ratio.ARPU, Ratio.LTV})
"""These are amounts in cents; the others are plain numbers, 1 being the whole."""


def ratio(which: Ratio, moved: Movement) -> Decimal | None:
    """None where there is nothing to divide by: no customers, nothing lost. Source: RULES.md 5."""
    return _RATIOS[which](moved)


def _over(part: Money | int, whole: Money | int) -> Decimal | None:
    below = whole.minor if isinstance(whole, Money) else whole
    above = part.minor if isinstance(part, Money) else part
    return Decimal(above) / Decimal(below) if below > 0 else None


def _lifetime(moved: Movement) -> Decimal | None:
    """Revenue a customer a month, over the share of customers lost a month."""
    arpu, churn = ratio(Ratio.ARPU, moved), ratio(Ratio.CUSTOMER_CHURN, moved)
    if arpu is None or not churn:
        return None
    months = Decimal((moved.end_on - moved.start_on).days) * 12 / Decimal("365.25")
    return arpu * months / churn


_RATIOS: Final[Mapping[Ratio, Callable[[Movement], Decimal | None]]] = {
    Ratio.ARR: lambda m: Decimal(12 * m.at_end.minor),
    Ratio.ARPU: lambda m: _over(m.at_end, m.customers_at_end),
    Ratio.NRR: lambda m: _over(m.at_start + m.expansion.amount - m.contraction.amount - m.churn.amount, m.at_start),
    Ratio.GRR: lambda m: _over(m.at_start - m.contraction.amount - m.churn.amount, m.at_start),
    Ratio.QUICK: lambda m: _over(m.new.amount + m.expansion.amount, m.churn.amount + m.contraction.amount),
    Ratio.CUSTOMER_CHURN: lambda m: _over(m.churn.customers, m.customers_at_start),
    Ratio.MONEY_CHURN: lambda m: _over(m.churn.amount, m.at_start),
    Ratio.NET_CHURN: lambda m: _over(m.churn.amount - m.expansion.amount, m.at_start),
    Ratio.LTV: _lifetime,
}

"""What a price plan offers beside its price and terms: phases, deposit, discounts at the start, paying ahead."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from domain.catalog.bundle_table import BundleTable
from domain.contracts.parts import FOREVER, Discount, Duration, Phase
from domain.errors import InvalidInput
from domain.money import Currency, Money

_HUNDRED: Final = Decimal(100)
MOST_PERIODS: Final = 1200
"""A hundred years of months: more is a slip of the pen."""


class Audience(StrEnum):
    """Who may order under a plan. What consumers may order has to keep to the rules for consumers."""

    ALL = "all"
    CONSUMERS = "consumers"
    COMPANIES = "companies"


class PhasesWrong(InvalidInput):
    """Phases belong to recurring plans, count at least one period each, and only the last may have no end."""

    code = "phases_wrong"


class DepositWrong(InvalidInput):
    """A deposit is above zero, in the plan's currency, and taken for what comes back: a rental."""

    code = "deposit_wrong"


class PaidUpWrong(InvalidInput):
    """Paid ahead are at least two periods of a recurring plan without phases, each number of periods once."""

    code = "paid_up_wrong"


@dataclass(frozen=True, slots=True)
class StartDiscount:
    """A discount that a new contract begins with. `code` "": for everyone; else only who names this voucher.

    Raises DiscountNotUnderstood.
    """

    title: str
    percent: Decimal | None = None
    amount: Money | None = None
    duration: Duration = FOREVER
    code: str = ""
    new_customers_only: bool = False

    def __post_init__(self) -> None:
        Discount("", self.title, self.percent, self.amount, self.duration)


@dataclass(frozen=True, slots=True)
class PaidUp:
    """So many periods paid at once, `percent` cheaper than one by one. Raises PaidUpWrong."""

    periods: int
    percent: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if not 2 <= self.periods <= MOST_PERIODS or not (self.percent.is_finite() and 0 <= self.percent <= _HUNDRED):
            raise PaidUpWrong(periods=self.periods, percent=self.percent)

    def price(self, of_one: Money) -> Money:
        """What all these periods cost together."""
        return of_one.times(self.periods * (_HUNDRED - self.percent) / _HUNDRED)


@dataclass(frozen=True, slots=True)
class Offer:
    """`deposit` and `buyout` are for one piece; None: none is taken, none is promised.

    `is_rental_confirmed`: a manager confirmed that the contract is plain rental, for which the strict term rules for
    consumers do not count (RULES.md 3.1). `bundle`: what the rest of a bundle costs; None: the price stays.
    """

    phases: tuple[Phase, ...] = ()
    deposit: Money | None = None
    discounts: tuple[StartDiscount, ...] = ()
    paid_up: tuple[PaidUp, ...] = ()
    buyout: Money | None = None
    audience: Audience = Audience.ALL
    is_rental_confirmed: bool = False
    bundle: BundleTable | None = None

    @property
    def currencies(self) -> frozenset[Currency]:
        amounts = [self.deposit, self.buyout, *(phase.price for phase in self.phases)]
        amounts += [discount.amount for discount in self.discounts]
        of_parts = self.bundle.currencies if self.bundle is not None else frozenset()
        return of_parts | {amount.currency for amount in amounts if amount is not None}

    def check(self, *, is_recurring: bool, is_rental: bool) -> None:
        """Raises PhasesWrong, DepositWrong, PaidUpWrong."""
        counts = [phase.periods for phase in self.phases]
        wrong = any(count is None for count in counts[:-1]) or any(
            count is not None and not 1 <= count <= MOST_PERIODS for count in counts
        )
        if wrong or (counts and not is_recurring) or any(phase.price.minor < 0 for phase in self.phases):
            raise PhasesWrong(phases=len(counts))
        if self.deposit is not None and (self.deposit.minor <= 0 or not is_rental):
            raise DepositWrong(deposit=self.deposit)
        ahead = [each.periods for each in self.paid_up]
        if ahead and (not is_recurring or counts or len(set(ahead)) != len(ahead)):
            raise PaidUpWrong(periods=ahead[-1], percent=self.paid_up[-1].percent)


NO_EXTRAS: Final = Offer()

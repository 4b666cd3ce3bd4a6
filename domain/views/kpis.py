"""What the owner asks of the numbers. Every figure leads to the rows behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from domain.contracts.payment import PaymentMethod
from domain.ids import CustomerId, ProductId
from domain.kpis.depreciation import DepreciationSettings
from domain.kpis.movement import Move, Movement
from domain.money import Money
from domain.payments.reasons import ReasonClass
from domain.settings.book import Kept


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One customer who moved between two days. `contracts`: the numbers of those that changed, shared by commas."""

    customer_id: CustomerId
    number: str
    name: str
    move: Move
    before: Money
    after: Money
    contracts: str

    @property
    def change(self) -> Money:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class ProductWorth:
    """What one product's lines are worth a month on a day. `title` "" for lines without a product."""

    title: str
    lines: int
    customers: int
    monthly: Money


@dataclass(frozen=True, slots=True)
class Cohort:
    """Customers whose first day of worth lies in the month. `still[n]`: those who were worth something on the last day
    of the n-th month after it; the last one is that of the month that ended last."""

    month: date
    customers: int
    still: tuple[int, ...]

    def share(self, n: int) -> Decimal | None:
        """None: that month is not over."""
        return Decimal(self.still[n]) / self.customers if n < len(self.still) and self.customers else None


@dataclass(frozen=True, slots=True)
class FleetRow:
    """One product's things over a span of days; money net, in euros.

    `owned_days`, `rented_days`: summed over things and days. `income`: what was billed for lines of the product less
    credits; `repairs` what mending cost; `lost` what was written off. `acquired`: what the things that were there cost.
    `book`: what its things are still worth on the evening of the last day, `depreciated` what they lost in the span by
    their rule; None: there is no rule.

    `turnaround_days`: median from receipt until ready (None: none came back). `returns`, `repaired`: how often.
    """

    product_id: ProductId
    title: str
    things: int
    owned_days: int
    rented_days: int
    income: Money
    acquired: Money
    repairs: Money
    lost: Money
    returns: int
    repaired: int
    turnaround_days: Decimal | None
    book: Money | None = None
    depreciated: Money | None = None

    @property
    def after_depreciation(self) -> Money | None:
        """What is left of the result when the things have lost their value."""
        return None if self.depreciated is None else self.result - self.depreciated

    @property
    def utilisation(self) -> Decimal | None:
        """Days rented of days owned. Source: RULES.md 5."""
        return Decimal(self.rented_days) / self.owned_days if self.owned_days else None

    @property
    def result(self) -> Money:
        """Income less repairs and what was written off."""
        return self.income - self.repairs - self.lost


@dataclass(frozen=True, slots=True)
class ThingRow:
    """One thing from its first day on. `idle_days`: how long it has been in stock in a row; None: it is not.

    `book`: what it is worth on the evening that is asked for; nothing when it is gone, None: there is no rule.
    `recovered`: net income of what it cost; None: nobody said what it cost.
    """

    code: str
    title: str
    status: str
    acquired: Money | None
    income: Money
    repairs: Money
    rented_days: int
    owned_days: int
    idle_days: int | None
    book: Money | None = None

    @property
    def after_depreciation(self) -> Money | None:
        """None: nobody said what it cost, or by which rule it loses its value."""
        if self.acquired is None or self.book is None:
            return None
        return self.result - (self.acquired - self.book)

    @property
    def result(self) -> Money:
        return self.income - self.repairs

    @property
    def recovered(self) -> Decimal | None:
        if self.acquired is None or self.acquired.minor <= 0:
            return None
        return Decimal(self.result.minor) / self.acquired.minor


class Count(StrEnum):
    """What is counted over a span, each with the whole it is a share of (RULES.md 5)."""

    LOST = "lost"
    SWAPS = "swaps"
    BUYOUTS = "buyouts"
    ENDED = "ended"
    RENEWED = "renewed"
    RETURN_DEBITS = "return_debits"
    PAID_IN_TIME = "paid_in_time"
    PAID_AT_ALL = "paid_at_all"


@dataclass(frozen=True, slots=True)
class Counted:
    """`of` is what it is a share of: things out, running contracts, ended contracts, due invoices. 0: no share."""

    what: Count
    number: int
    of: int

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.number) / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A customer with something overdue who holds things. `value`: what they are worth by the owner's
    table of losses, where that is known. The same rows as dunning's list, costs of late payment included."""

    customer_id: CustomerId
    number: str
    name: str
    overdue: Money
    since: date
    things: int
    value: Money


@dataclass(frozen=True, slots=True)
class ComingBack:
    """Things expected in a week (its Monday). `known`: by an end that is agreed; `likely`: of open-ended contracts, at
    the churn of the last year."""

    week: date
    known: int
    likely: Decimal


@dataclass(frozen=True, slots=True)
class CollectedRow:
    """Invoices that were asked for by direct debit, card or wallet, by the month and method of their first result.

    `reason`: why the first attempt failed or went back; None: it stayed. `paid_first`, `paid_later`: of `invoices`
    those that the first attempt, or a later one, had paid by the day that is asked for.
    """

    month: date
    kind: PaymentMethod
    reason: ReasonClass | None
    invoices: int
    paid_first: int
    paid_later: int


@dataclass(frozen=True, slots=True)
class Success:
    """`recovered`: of those that the first attempt did not bring, what a later one did."""

    invoices: int
    paid_first: int
    paid_later: int

    @classmethod
    def of(cls, rows: Iterable[CollectedRow]) -> "Success":
        every = tuple(rows)
        sums = (sum(each.invoices for each in every), sum(each.paid_first for each in every))
        return cls(*sums, sum(each.paid_later for each in every))

    @property
    def left(self) -> int:
        return self.invoices - self.paid_first - self.paid_later

    @property
    def at_first(self) -> Decimal | None:
        return Decimal(self.paid_first) / self.invoices if self.invoices else None

    @property
    def recovered(self) -> Decimal | None:
        failed = self.invoices - self.paid_first
        return Decimal(self.paid_later) / failed if failed else None

    @property
    def in_the_end(self) -> Decimal | None:
        return Decimal(self.paid_first + self.paid_later) / self.invoices if self.invoices else None


class KpiQuestions(Protocol):
    """For logins that may read money. Amounts in euros; contracts in other currencies are left out."""

    def movements(self, marks: Sequence[date]) -> Sequence[Movement]:
        """One for each pair of neighbouring days, in order."""
        ...

    def moved(self, start_on: date, end_on: date) -> Sequence[MoveRow]:
        """Who moved most first."""
        ...

    def products(self, day: date) -> Sequence[ProductWorth]: ...

    def cohorts(self, first_month: date, day: date) -> Sequence[Cohort]:
        """Of customers who came from that month on, as of a day."""
        ...

    def fleet(self, start_on: date, end_on: date) -> Sequence[FleetRow]: ...

    def things(self, product_id: ProductId, day: date) -> Sequence[ThingRow]: ...

    def depreciation(self) -> Kept[DepreciationSettings]:
        """By which rules things lose value."""
        ...

    def counted(self, start_on: date, end_on: date) -> Mapping[Count, Counted]: ...

    def collected(self, start_on: date, end_on: date) -> Sequence[CollectedRow]:
        """Of first results in the span, as it stood when the span ended; by month, method and reason."""
        ...

    def at_risk(self, day: date) -> Sequence[AtRisk]: ...

    def coming_back(self, day: date, weeks: int) -> Sequence[ComingBack]: ...

"""A quote: what would be ordered, at which plans and prices, for whom and until when.

Everything a customer could rely on is frozen when it is made: the versions of the plans, the prices, what it comes to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, NewType
from uuid import UUID

from domain.availability.model import ReservationId
from domain.catalog.plan import PricePlan
from domain.customers.model import CustomerKind, PersonalData
from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import ContractId, CustomerId, OrderId, PlanId, StoreId
from domain.money import Money
from domain.orders.agreeing import Wish
from domain.orders.place_order import OrderedItem
from domain.orders.try_order import TriedOrder
from domain.quotes.stages import OPEN, Stage, Step, after

QuoteId = NewType("QuoteId", UUID)
StepFacts = Mapping[str, str | int]

PREFIX: Final = "QU"
MOST_DAYS: Final = 365
LONGEST_WORDS: Final = 2000
LONGEST_REASON: Final = 500


class UnknownQuote(NotFound):
    """No quote of this id, or this role may not see it."""

    code = "unknown_quote"


class QuoteOver(RuleViolation):
    """Its last day is over, so that nobody is bound by it any more."""

    code = "quote_over"


class QuoteDaysWrong(InvalidInput):
    """The last day lies before today or too far ahead."""

    code = "quote_days_wrong"


class QuoteNeedsPerson(InvalidInput):
    """Whom it is for: a customer, or somebody with a name and a mail address."""

    code = "quote_needs_person"


class QuoteNotNewest(Conflict):
    """A newer version of it was made meanwhile."""

    code = "quote_not_newest"


@dataclass(frozen=True, slots=True)
class QuotedItem:
    """`plan` is the version as the catalogue had it, `title` the name of the thing then."""

    item: OrderedItem
    title: str
    plan: PricePlan

    @property
    def agreed(self) -> PricePlan:
        """The plan as it counts: at the agreed price, with the periods that are paid at once."""
        wish = Wish(self.plan, self.title, self.item.quantity, self.item.variant_id, self.item.price, self.item.paid_up)
        return wish.agreed

    @property
    def deposit(self) -> Money | None:
        """Of one piece; None: none is asked for."""
        return self.plan.offer.deposit


@dataclass(frozen=True, slots=True)
class TakenStep:
    """One step of a quote's way, and where it stood after it. `at` None: it is being taken by this command."""

    step: Step
    stage: Stage
    facts: StepFacts = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a quote is for as long as nobody took them in as a customer."""

    personal: PersonalData
    kind: CustomerKind = CustomerKind.CONSUMER
    vat_id: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """One version of a quote. All versions share number and `family_id`, the id of the first.

    `customer_id` None: `person` is not a customer yet. `note` goes to the warehouse with the order, `words` stand on
    the paper. `tried`: what it comes to. `reservations`: what is kept until it ends.
    """

    id: QuoteId
    family_id: QuoteId
    number: str
    version: int
    store_id: StoreId
    customer_id: CustomerId | None
    person: Person | None
    language: str
    items: tuple[QuotedItem, ...]
    tried: TriedOrder
    made_on: date
    valid_until: date
    voucher: str = ""
    start_on: date | None = None
    note: str = ""
    words: str = ""
    reserves: bool = False
    steps: tuple[TakenStep, ...] = ()
    reservations: tuple[ReservationId, ...] = ()
    order_id: OrderId | None = None
    contract_id: ContractId | None = None

    @property
    def stage(self) -> Stage:
        return self.steps[-1].stage

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    @property
    def known_as(self) -> str:
        """Number and version, as on paper."""
        return version_name(self.number, self.version)

    def stepped(self, step: Step, **facts: str | int) -> "Quote":
        """Raises IllegalQuoteStep."""
        taken = TakenStep(step, after(self.stage, step), facts)
        return replace(self, steps=(*self.steps, taken))

    def accepted(self, today: date, **facts: str | int) -> "Quote":
        """Raises IllegalQuoteStep, QuoteOver."""
        quote = self.stepped(Step.ACCEPT, **facts)
        if today > self.valid_until:
            raise QuoteOver(number=self.number, until=self.valid_until)
        return quote


def version_name(number: str, version: int) -> str:
    return number if version == 1 else f"{number}/{version}"


def plans_of(quote: Quote) -> dict[PlanId, PricePlan]:
    """As they were quoted."""
    return {each.plan.id: each.plan for each in quote.items}

"""Everything a quote says on paper and on its page, as facts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.business import Recipient
from domain.contracts.model import LineKind
from domain.contracts.terms import PricesAre
from domain.customers.model import CustomerKind
from domain.money import Currency, Money, total
from domain.orders.try_order import TriedOrder
from domain.period import Interval
from domain.quotes.model import QuotedItem


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """`price` of one piece for one `interval`, None: paid once. `deposit` of all pieces, None: none is asked for.

    `min_term` and `notice` None: none is agreed.
    """

    title: str
    plan: str
    quantity: int
    price: Money
    interval: Interval | None
    min_term: Interval | None
    notice: Interval | None
    deposit: Money | None
    is_net: bool
    is_rental: bool

    @property
    def sum(self) -> Money:
        """Of all pieces, for one interval."""
        return self.price.times(Decimal(self.quantity))


@dataclass(frozen=True, slots=True)
class QuoteSheet:
    """`number` with its version. `recipient` has an incomplete address where none is known yet."""

    number: str
    made_on: date
    valid_until: date
    customer_number: str
    recipient: Recipient
    kind: CustomerKind
    language: str
    lines: tuple[QuoteLine, ...]
    tried: TriedOrder
    start_on: date | None = None
    voucher: str = ""
    words: str = ""
    keeps_goods: bool = False

    @property
    def currency(self) -> Currency:
        return self.tried.year.currency

    @property
    def today(self) -> Money:
        """What is to pay with the first invoice, the deposit in it."""
        return self.tried.first + self.tried.deposit

    @property
    def is_consumer(self) -> bool:
        """Whoever orders from afar as a consumer may withdraw."""
        return self.kind is CustomerKind.CONSUMER

    @property
    def deposits(self) -> Money:
        return total((line.deposit for line in self.lines if line.deposit is not None), self.currency)


def line_of(item: QuotedItem) -> QuoteLine:
    """As it was agreed: the periods that are paid at once are one interval."""
    plan, quantity = item.agreed, item.item.quantity
    terms = plan.terms
    return QuoteLine(
        item.title,
        plan.name,
        quantity,
        plan.price,
        terms.interval if plan.is_recurring else None,
        terms.min_term if plan.is_recurring else None,
        terms.notice if plan.is_recurring else None,
        None if item.deposit is None else item.deposit.times(Decimal(quantity)),
        terms.prices_are is PricesAre.NET,
        plan.kind is LineKind.RENTAL,
    )

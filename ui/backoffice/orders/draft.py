"""An order while it is being written: what is in it, what it will cost, what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from domain.catalog.model import NoPricePlan, ProductKind
from domain.catalog.plan import PricePlan
from domain.customers.model import Customer, CustomerWithoutAddress
from domain.errors import AppError
from domain.money import Money
from domain.orders.agreeing import PlansDoNotFit
from domain.orders.model import OrderEmpty, PriceNegative, QuantityWrong
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.period import Interval
from domain.views.office_rows import OfferedVariant


@dataclass(frozen=True, slots=True)
class DraftLine:
    """`price` None: what was typed is no price."""

    variant: OfferedVariant
    plan: PricePlan
    quantity: int = 1
    price: Money | None = None

    @property
    def total(self) -> Money:
        price = self.price or Money(0, self.plan.price.currency)
        return Money(price.minor * self.quantity, price.currency)

    @property
    def is_short(self) -> bool:
        """More is ordered than lies ready; allowed, the rest has to come in first."""
        return self.variant.kind is ProductKind.GOODS and self.quantity > self.variant.free

    @property
    def item(self) -> OrderedItem:
        price = self.price if self.price != self.plan.price else None
        return OrderedItem(self.variant.id, self.quantity, self.plan.id, price)


@dataclass(slots=True)
class OrderDraft:
    """Lines in the order in which they were added. Customer and lines stay when placing is refused."""

    customer: Customer | None = None
    lines: list[DraftLine] = field(default_factory=list)
    note: str = ""

    def add(self, variant: OfferedVariant) -> None:
        """One more of it: on the line there is, or on a new one with the first plan.

        Raises NoPricePlan.
        """
        if not variant.plans:
            raise NoPricePlan(title=variant.title)
        for number, line in enumerate(self.lines):
            if line.variant.id == variant.id:
                self.lines[number] = replace(line, quantity=line.quantity + 1)
                return
        plan = variant.plans[0]
        self.lines.append(DraftLine(variant, plan, 1, plan.price))

    def choose_plan(self, number: int, plan: PricePlan) -> None:
        """Another plan brings its own price."""
        self.lines[number] = replace(self.lines[number], plan=plan, price=plan.price)

    def set_quantity(self, number: int, quantity: int) -> None:
        self.lines[number] = replace(self.lines[number], quantity=quantity)

    def set_price(self, number: int, price: Money | None) -> None:
        self.lines[number] = replace(self.lines[number], price=price)

    def remove(self, number: int) -> DraftLine:
        return self.lines.pop(number)

    def recurring(self) -> Mapping[Interval, Money]:
        """Sums by rhythm, as gross or net as the plans are."""
        sums: dict[Interval, Money] = {}
        for line in self.lines:
            if line.plan.is_recurring:
                rhythm = line.plan.terms.interval
                sums[rhythm] = sums.get(rhythm, Money(0, line.plan.price.currency)) + line.total
        return sums

    def once(self) -> Money:
        one_off = [line.total for line in self.lines if not line.plan.is_recurring]
        currency = self.lines[0].plan.price.currency if self.lines else Money(0).currency
        return Money(sum(amount.minor for amount in one_off), currency)

    def problem(self) -> AppError | None:
        """Why it cannot be placed as it stands, beside the customer not being chosen; None: it can."""
        if not self.lines:
            return OrderEmpty()
        if self.customer is not None and (
            self.customer.personal.address is None or not self.customer.personal.address.is_complete
        ):
            return CustomerWithoutAddress(customer=self.customer.number)
        for line in self.lines:
            if not 1 <= line.quantity <= 999:
                return QuantityWrong(value=line.quantity)
            if line.price is not None and line.price.minor < 0:
                return PriceNegative(value=line.price)
        return self._mixed()

    def command(self) -> PlaceOrder | None:
        """None while something is missing."""
        if self.customer is None or self.problem() is not None or any(line.price is None for line in self.lines):
            return None
        return PlaceOrder(self.customer.id, tuple(line.item for line in self.lines), self.note)

    def _mixed(self) -> AppError | None:
        recurring = [line for line in self.lines if line.plan.is_recurring]
        for line in recurring[1:]:
            own, common = line.plan.terms, recurring[0].plan.terms
            if (own.billing, own.free_start) != (common.billing, common.free_start):
                return PlansDoNotFit(title=line.variant.title)
        first = self.lines[0].plan.terms
        for line in self.lines:
            own = line.plan.terms
            if (own.currency, own.prices_are) != (first.currency, first.prices_are):
                return PlansDoNotFit(title=line.variant.title)
        return None

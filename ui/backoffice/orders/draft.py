"""An order while it is being written: what is in it, what it will cost, what is still missing."""

from dataclasses import dataclass, field, replace
from datetime import date

from domain.availability.model import OrderPromise
from domain.billing.recurring import Rate, Recurring, summed
from domain.catalog.model import NoPricePlan, ProductKind
from domain.catalog.plan import PricePlan
from domain.contracts.terms import StartRule
from domain.customers.model import Customer, CustomerWithoutAddress
from domain.errors import AppError
from domain.money import Money
from domain.orders.agreeing import PlansDoNotFit, Wish, fits
from domain.orders.model import OrderEmpty, PriceNegative, QuantityWrong
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.orders.try_order import OrderTrial
from domain.views.office_rows import OfferedVariant


@dataclass(frozen=True, slots=True)
class DraftLine:
    """`price` None: what was typed is no price. `paid_up`: so many periods at once; the price is for all of them."""

    variant: OfferedVariant
    plan: PricePlan
    quantity: int = 1
    price: Money | None = None
    paid_up: int | None = None

    @property
    def agreed(self) -> PricePlan:
        """The plan with the periods that are paid at once, at its own price."""
        return Wish(self.plan, self.variant.title, max(self.quantity, 1), paid_up=self.paid_up).agreed

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
        price = self.price if self.price != self.agreed.price else None
        return OrderedItem(self.variant.id, self.quantity, self.plan.id, price, self.paid_up)


@dataclass(slots=True)
class OrderDraft:
    """Lines in the order in which they were added. All that was entered stays when placing is refused.

    `start_on` counts where the plans let the customer choose the first day. `promise`: when the goods are there.
    """

    customer: Customer | None = None
    lines: list[DraftLine] = field(default_factory=list)
    note: str = ""
    voucher: str = ""
    start_on: date | None = None
    promise: OrderPromise | None = None
    is_pick_up: bool = False

    @property
    def asks_start(self) -> bool:
        """Whether the customer chooses the first day: the first recurring plan says so for all, as its terms do."""
        plans = sorted((line.plan for line in self.lines), key=lambda plan: not plan.is_recurring)
        return bool(plans) and plans[0].start_rule is StartRule.ON_DATE

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
        self.lines[number] = replace(self.lines[number], plan=plan, price=plan.price, paid_up=None)

    def pay_ahead(self, number: int, periods: int | None) -> None:
        """So many periods at once, None: one by one. Brings its own price."""
        changed = replace(self.lines[number], paid_up=periods)
        self.lines[number] = replace(changed, price=changed.agreed.price)

    def set_quantity(self, number: int, quantity: int) -> None:
        self.lines[number] = replace(self.lines[number], quantity=quantity)

    def set_price(self, number: int, price: Money | None) -> None:
        self.lines[number] = replace(self.lines[number], price=price)

    def take_over(self, voucher: str, start_on: date) -> None:
        """What stands beside the lines."""
        self.voucher, self.start_on = voucher, start_on

    def remove(self, number: int) -> DraftLine:
        return self.lines.pop(number)

    def recurring(self) -> Recurring:
        """Sums by rhythm, as gross or net as the plans are."""
        return summed(Rate(line.total, line.agreed.terms.interval) for line in self.lines if line.plan.is_recurring)

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
        start_on = self.start_on if self.asks_start else None
        items = tuple(line.item for line in self.lines)
        code = self.voucher.strip()
        return PlaceOrder(self.customer.id, items, self.note, code, start_on, self.promise, self.is_pick_up)

    def trial(self) -> OrderTrial | None:
        """The order as far as it is written; None: nothing in it yet, or an entry of a line makes no sense."""
        is_sound = all(line.price is not None and 1 <= line.quantity <= 999 for line in self.lines)
        if not self.lines or not is_sound:
            return None
        return OrderTrial(
            tuple(line.item for line in self.lines),
            None if self.customer is None else self.customer.id,
            self.voucher.strip(),
            self.start_on if self.asks_start else None,
            self.is_pick_up,
        )

    def _mixed(self) -> AppError | None:
        recurring = [line for line in self.lines if line.plan.is_recurring]
        terms = (recurring or self.lines)[0].agreed.terms
        wrong = next((line for line in self.lines if not fits(line.agreed, terms)), None)
        return None if wrong is None else PlansDoNotFit(title=wrong.variant.title)

"""What lies on the counter before it is paid: lines with their plans and things, the customer, and a way back."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from domain.billing.recurring import Rate, Recurring, summed
from domain.catalog.model import NoPricePlan, ProductKind
from domain.catalog.plan import PricePlan
from domain.contracts.terms import StartRule
from domain.counter.model import SoldItem
from domain.customers.model import Customer
from domain.money import Money, total
from domain.orders.place_order import OrderedItem
from domain.orders.try_order import OrderTrial
from domain.views.office_rows import OfferedVariant
from domain.views.till_page import UnitRow

MOST: int = 999
HISTORY: int = 50


@dataclass(frozen=True, slots=True)
class BasketLine:
    """`price` None: as the plan says; else `because` says why another one was agreed. `things` were scanned for it."""

    variant: OfferedVariant
    plan: PricePlan
    quantity: int = 1
    price: Money | None = None
    because: str = ""
    things: tuple[UnitRow, ...] = ()

    @property
    def each(self) -> Money:
        return self.plan.price if self.price is None else self.price

    @property
    def total(self) -> Money:
        return Money(self.each.minor * self.quantity, self.each.currency)

    @property
    def open_things(self) -> int:
        """How many of it nobody scanned yet; 0 for what has no code of its own."""
        return self.quantity - len(self.things) if self.variant.kind is ProductKind.GOODS else 0

    @property
    def is_short(self) -> bool:
        return self.variant.kind is ProductKind.GOODS and self.quantity > self.variant.free

    @property
    def item(self) -> OrderedItem:
        return OrderedItem(self.variant.id, self.quantity, self.plan.id, self.price)

    @property
    def sold(self) -> SoldItem:
        return SoldItem(self.item, self.plan.price, tuple(thing.id for thing in self.things), self.because)


@dataclass(frozen=True, slots=True)
class Lying:
    """One state of a basket."""

    lines: tuple[BasketLine, ...] = ()
    customer: Customer | None = None
    voucher: str = ""
    start_on: date | None = None

    @property
    def is_empty(self) -> bool:
        return not self.lines and self.customer is None and not self.voucher

    @property
    def title(self) -> str:
        """What a parked basket is known by."""
        names = [line.variant.title for line in self.lines]
        who = "" if self.customer is None else self.customer.personal.name
        return " · ".join([*([who] if who else []), *names[:2], *(["…"] if len(names) > 2 else [])])

    @property
    def runs_on(self) -> bool:
        """Whether somebody has to be named: it is rented, comes again, or holds money back."""
        return any(line.plan.is_recurring or line.plan.offer.deposit is not None for line in self.lines)

    @property
    def asks_start(self) -> bool:
        """Whether the customer chooses the first day: the first recurring plan says so for all, as its terms do."""
        plans = sorted((line.plan for line in self.lines), key=lambda plan: not plan.is_recurring)
        return bool(plans) and plans[0].start_rule is StartRule.ON_DATE

    @property
    def open_things(self) -> int:
        return sum(line.open_things for line in self.lines)

    @property
    def trial(self) -> OrderTrial:
        who = None if self.customer is None else self.customer.id
        start_on = self.start_on if self.asks_start else None
        return OrderTrial(tuple(line.item for line in self.lines), who, self.voucher.strip(), start_on)

    @property
    def once(self) -> Money:
        """What plans say is paid once, as net or gross as they are."""
        amounts = [line.total for line in self.lines if not line.plan.is_recurring]
        return total(amounts, self.lines[0].each.currency) if self.lines else Money(0)

    @property
    def recurring(self) -> Recurring:
        return summed(Rate(line.total, line.plan.terms.interval) for line in self.lines if line.plan.is_recurring)


class InBasket(ValueError):
    """The thing lies in the basket already."""


@dataclass(slots=True)
class Basket:
    """The basket in front, those that wait, and what each change was before it."""

    now: Lying = field(default_factory=Lying)
    parked: list[Lying] = field(default_factory=list)
    _before: list[Lying] = field(default_factory=list)

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    def undo(self) -> None:
        if self._before:
            self.now = self._before.pop()

    def add(self, variant: OfferedVariant, thing: UnitRow | None = None) -> int:
        """One more of it, on the line that it has, or on a new one with its first plan; with the thing that was
        scanned. Gives the place of its line.

        Raises NoPricePlan: it is offered under none. InBasket: this very thing lies there.
        """
        if not variant.plans:
            raise NoPricePlan(title=variant.title)
        if thing is not None and any(thing.id == known.id for line in self.now.lines for known in line.things):
            raise InBasket
        lines = list(self.now.lines)
        place = next((n for n, line in enumerate(lines) if line.variant.id == variant.id), len(lines))
        if place == len(lines):
            lines.append(BasketLine(variant, variant.plans[0], things=() if thing is None else (thing,)))
        else:
            lines[place] = _one_more(lines[place], thing)
        self._become(replace(self.now, lines=tuple(lines)))
        return place

    def set_quantity(self, place: int, quantity: int) -> None:
        """Things beyond it are not taken along."""
        line = self.now.lines[place]
        wanted = min(max(quantity, 1), MOST)
        self._put(place, replace(line, quantity=wanted, things=line.things[:wanted]))

    def choose_plan(self, place: int, plan: PricePlan) -> None:
        """With its own price."""
        self._put(place, replace(self.now.lines[place], plan=plan, price=None, because=""))

    def agree_price(self, place: int, price: Money | None, because: str) -> None:
        """None: as the plan says."""
        line = self.now.lines[place]
        agreed = None if price == line.plan.price else price
        self._put(place, replace(line, price=agreed, because=because.strip() if agreed is not None else ""))

    def take_thing_out(self, place: int, thing: UnitRow) -> None:
        line = self.now.lines[place]
        self._put(place, replace(line, things=tuple(each for each in line.things if each.id != thing.id)))

    def remove(self, place: int) -> None:
        self._become(replace(self.now, lines=(*self.now.lines[:place], *self.now.lines[place + 1 :])))

    def serve(self, customer: Customer | None) -> None:
        self._become(replace(self.now, customer=customer))

    def take_over(self, voucher: str, start_on: date | None) -> None:
        """What is typed beside the lines: no step of its own on the way back."""
        self.now = replace(self.now, voucher=voucher, start_on=start_on)

    def park(self) -> bool:
        """Sets it aside for the next customer; False: there is nothing."""
        if self.now.is_empty:
            return False
        self.parked.append(self.now)
        self.clear()
        return True

    def recall(self, place: int) -> None:
        """What lies in front is parked meanwhile."""
        wanted = self.parked.pop(place)
        self.park()
        self.now = wanted

    def clear(self) -> None:
        """For the next customer."""
        self.now = Lying()
        self._before.clear()

    def _put(self, place: int, line: BasketLine) -> None:
        if self.now.lines[place] != line:
            self._become(replace(self.now, lines=_with(self.now.lines, place, line)))

    def _become(self, lying: Lying) -> None:
        self._before = [*self._before[-HISTORY:], self.now]
        self.now = lying


def _one_more(line: BasketLine, thing: UnitRow | None) -> BasketLine:
    """A thing that was scanned fills a piece that was asked for before it makes another one."""
    if thing is None:
        return replace(line, quantity=min(line.quantity + 1, MOST))
    things = (*line.things, thing)
    return replace(line, things=things, quantity=max(line.quantity, len(things)))


def _with(lines: Sequence[BasketLine], place: int, line: BasketLine) -> tuple[BasketLine, ...]:
    return (*lines[:place], line, *lines[place + 1 :])

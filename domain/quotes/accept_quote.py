"""The customer takes a quote: the order is placed in the same moment, at what was quoted.

One command does all of it: whoever is no customer yet becomes one, what was kept goes into the order, and the quote is
done. Where something stands against the order nothing happens at all, and the quote stays open.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import ClassVar

from domain.application import PERSONAL, SELF_SERVICE, Command, Event, Seat
from domain.catalog.model import NoPricePlan, Variant
from domain.catalog.plan import PricePlan
from domain.clock import Clock
from domain.customers.model import PersonalData
from domain.errors import InvalidInput
from domain.ids import CustomerId, PlanId, VariantId
from domain.orders.place_order import Beforehand, OrderPlaced, PlaceOrder, Shelf, book_order
from domain.ports import Unit
from domain.quotes.keeping import handed_over
from domain.quotes.model import Quote, QuoteId, plans_of
from domain.quotes.moved import topics
from domain.quotes.person import customer_of


class AcceptedBy(StrEnum):
    """PAGES: by the link, with the button that the law asks for. The others: the office, on the customer's word."""

    PAGES = "pages"
    PHONE = "phone"
    WRITTEN = "written"
    IN_PERSON = "in_person"


class QuoteNotSigned(InvalidInput):
    """Whoever accepts writes their name, and agrees to what belongs to the contract."""

    code = "quote_not_signed"


@dataclass(frozen=True, slots=True)
class AcceptQuote(Command):
    """`name` as it was typed. `has_terms`, `has_withdrawal`: they were shown and agreed to. `personal`: what was
    completed; its mail address is not looked at."""

    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE
    has_consequences: ClassVar[bool] = True

    quote_id: QuoteId
    name: str = field(default="", metadata=PERSONAL)
    has_terms: bool = False
    has_withdrawal: bool = False
    personal: PersonalData | None = field(default=None, metadata=PERSONAL)
    by: AcceptedBy = AcceptedBy.PAGES


@dataclass(frozen=True, slots=True)
class QuoteAccepted(Event):
    quote_id: QuoteId
    number: str
    customer_id: CustomerId
    placed: OrderPlaced

    def touched(self) -> Iterable[str]:
        return (*topics(self.quote_id, self.customer_id), "customers", *self.placed.touched())


@dataclass(frozen=True, slots=True)
class _QuotedShelf:
    """The plans as they were quoted, whatever is offered today."""

    catalog: Shelf
    plans: dict[PlanId, PricePlan]

    def variant(self, variant_id: VariantId) -> Variant:
        """Raises UnknownVariant."""
        return self.catalog.variant(variant_id)

    def plan(self, plan_id: PlanId) -> PricePlan:
        """Raises NoPricePlan."""
        if plan_id not in self.plans:
            raise NoPricePlan(title=plan_id)
        return self.plans[plan_id]


def accept_quote(command: AcceptQuote, unit: Unit, _clock: Clock) -> QuoteAccepted:
    """Raises UnknownQuote, IllegalQuoteStep, QuoteOver, QuoteNotSigned, and what `customer_of` and `book_order` do."""
    quote = unit.quotes.get(command.quote_id).accepted(unit.today(), by=command.by.value)
    if not command.name.strip() or not (command.has_terms and command.has_withdrawal):
        raise QuoteNotSigned(number=quote.number)
    customer = customer_of(quote, command.personal, unit)
    known = Beforehand(
        shelf=_QuotedShelf(unit.catalog, plans_of(quote)),
        store_id=quote.store_id,
        kept=handed_over(quote, unit),
        postage=quote.tried.postage,
    )
    placed = book_order(_order(quote, customer.id, unit), unit, known)
    quote = replace(quote, customer_id=customer.id, order_id=placed.order_id, contract_id=placed.contract_id)
    unit.quotes.save(quote)
    unit.quotes.note_signature(quote.id, command.name.strip())
    return QuoteAccepted(quote.id, quote.number, customer.id, placed)


def _order(quote: Quote, customer_id: CustomerId, unit: Unit) -> PlaceOrder:
    """A wished day that went by meanwhile becomes today."""
    start_on = None if quote.start_on is None else max(quote.start_on, unit.today())
    items = tuple(each.item for each in quote.items)
    return PlaceOrder(customer_id, items, quote.note, quote.voucher, start_on)

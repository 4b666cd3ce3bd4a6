"""The house tells what something would cost: for a customer, or for somebody whose name and mail address are known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Event, Seat
from domain.availability.forecast import Fact
from domain.availability.model import ReservationAction
from domain.clock import Clock
from domain.contracts.deadlines import last_day_to_declare
from domain.customers.model import Customer, CustomerKind, PersonalData
from domain.customers.register_customer import check_customer
from domain.customers.timeline import timeline_of
from domain.ids import CustomerId, VariantId
from domain.loyalty.offered import Asking
from domain.orders.agreeing import Buyer
from domain.orders.ordering import Orderer, agreed_of, anybody, tried_order
from domain.orders.place_order import OrderedItem
from domain.orders.try_order import OrderTrial
from domain.ports import Unit
from domain.quotes.keeping import handed_over, kept_for
from domain.quotes.model import (
    LONGEST_WORDS,
    MOST_DAYS,
    PREFIX,
    Person,
    Quote,
    QuoteDaysWrong,
    QuotedItem,
    QuoteId,
    QuoteNeedsPerson,
    QuoteNotNewest,
    TakenStep,
)
from domain.quotes.moved import topics
from domain.quotes.person import taken_in
from domain.quotes.stages import Stage, Step


@dataclass(frozen=True, slots=True)
class MakeQuote(Command):
    """`customer_id` None: for `person`, who needs a name and a mail address. `replaces`: it is the next version of that
    one. `valid_until` None: as long as the owner set it. `sends`: its letter goes at once; else it is a draft.
    `keeps_goods`: they are reserved until it ends."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    items: tuple[OrderedItem, ...]
    customer_id: CustomerId | None = None
    person: PersonalData | None = field(default=None, metadata=PERSONAL)
    customer_kind: CustomerKind = CustomerKind.CONSUMER
    language: str = "de"
    vat_id: str = ""
    voucher: str = ""
    start_on: date | None = None
    valid_until: date | None = None
    note: str = ""
    words: str = ""
    keeps_goods: bool = False
    sends: bool = True
    replaces: QuoteId | None = None


@dataclass(frozen=True, slots=True)
class QuoteMade(Event):
    quote_id: QuoteId
    number: str
    version: int
    stage: Stage
    valid_until: date
    customer_id: CustomerId | None = None

    def touched(self) -> Iterable[str]:
        return (*topics(self.quote_id, self.customer_id), "customers", "availability")


def make_quote(command: MakeQuote, unit: Unit, _clock: Clock) -> QuoteMade:
    """Plans, prices and sums are frozen as they are now.

    Raises:
        QuoteNeedsPerson, MailAddressWrong, NameMissing, LanguageUnknown, UnknownCustomer: whom it is for.
        QuoteDaysWrong: the last day. UnknownQuote, QuoteNotNewest, IllegalQuoteStep: what it replaces.
        NotFreeThen: what is to be kept is not there. What `agreed_of` and `tried_order` refuse.
    """
    until = _last_day(command, unit)
    before = None if command.replaces is None else unit.quotes.get(command.replaces)
    if before is not None and before.version != unit.quotes.newest(before.family_id):
        raise QuoteNotNewest(number=before.number)
    person = None if command.customer_id is not None else _person(command)
    customer = None if command.customer_id is None else unit.customers.get(command.customer_id)
    if customer is None and person is not None and command.keeps_goods and command.sends:
        customer, person = taken_in(person, command.language, unit), None
    freed = _replaced(before, unit)
    quote = _frozen(command, (customer, person), until, before, unit)
    if command.sends:
        quote = kept_for(quote.stepped(Step.SEND), unit, freed)
    unit.quotes.add(quote)
    return QuoteMade(quote.id, quote.number, quote.version, quote.stage, until, quote.customer_id)


def _last_day(command: MakeQuote, unit: Unit) -> date:
    """Moved from days at rest where nobody named one. Raises QuoteDaysWrong."""
    today, settings = unit.today(), unit.settings.quotes().value
    until = command.valid_until or last_day_to_declare(today + timedelta(days=settings.valid_days))
    if not today <= until <= today + timedelta(days=MOST_DAYS):
        raise QuoteDaysWrong(day=until, most=MOST_DAYS)
    return until


def _person(command: MakeQuote) -> Person:
    """Raises QuoteNeedsPerson, MailAddressWrong, NameMissing, LanguageUnknown."""
    personal = command.person
    if personal is None or not personal.email.strip():
        raise QuoteNeedsPerson
    check_customer(personal, command.language)
    return Person(personal, command.customer_kind, command.vat_id.strip())


def _replaced(before: Quote | None, unit: Unit) -> Mapping[VariantId, Sequence[Fact]]:
    """The former version binds nobody any more; one that had ended stays as it ended. What was kept for it stands in
    nobody's way. Raises IllegalQuoteStep."""
    if before is None or before.stage in (Stage.DECLINED, Stage.EXPIRED):
        return {}
    unit.quotes.save(before.stepped(Step.REPLACE))
    return handed_over(before, unit, ReservationAction.RELEASE)


def _frozen(
    command: MakeQuote, who: tuple[Customer | None, Person | None], until: date, before: Quote | None, unit: Unit
) -> Quote:
    customer, person = who
    trial = OrderTrial(command.items, command.customer_id, command.voucher, command.start_on)
    agreed = agreed_of(trial, unit.catalog)
    terms = (unit.billing.rules, unit.today())
    tried = tried_order(trial, agreed, _orderer(customer, person, unit), unit.loyalty, terms)
    quote_id = QuoteId(unit.new_id())
    items = tuple(
        QuotedItem(item, each.variant.title, each.wish.plan) for item, each in zip(command.items, agreed, strict=True)
    )
    return Quote(
        quote_id,
        quote_id if before is None else before.family_id,
        unit.numbers.next_code(PREFIX) if before is None else before.number,
        1 if before is None else before.version + 1,
        unit.context.store_id,
        None if customer is None else customer.id,
        person,
        command.language if customer is None else customer.language,
        items,
        tried,
        unit.today(),
        until,
        command.voucher.strip(),
        command.start_on,
        command.note.strip(),
        command.words.strip()[:LONGEST_WORDS],
        command.keeps_goods,
        (TakenStep(Step.MAKE, Stage.DRAFT),),
    )


def _orderer(customer: Customer | None, person: Person | None, unit: Unit) -> Orderer:
    """Who would order, for prices, taxes, codes and sending."""
    postage = unit.settings.postage().value
    if customer is None:
        kind = CustomerKind.CONSUMER if person is None else person.kind
        address = None if person is None else person.personal.address
        country, vat_id = "" if address is None else address.country, "" if person is None else person.vat_id
        return replace(anybody(unit.billing.rules, kind, country, vat_id), to=address, postage=postage)
    address = customer.personal.address
    home = unit.billing.rules.seller.country
    party = timeline_of(customer, home if address is None else address.country).party()
    buyer = Buyer(customer.kind, unit.orders.is_first_of(customer.id))
    asking = Asking(customer.id, customer.personal)
    return Orderer(buyer, party, asking, unit.loyalty.standing(customer.id), address, postage)

"""What stands around a customer beside contracts and invoices: money so far, things they had, offers, notes, pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.billing.recurring import Recurring
from domain.business import Recipient
from domain.buyout.offer import OfferStatus
from domain.ids import CustomerId
from domain.money import Money
from domain.refurbishment.repairs import RepairStage


@dataclass(frozen=True, slots=True)
class ThingOf:
    """A thing that is with the customer, or was. `until` None: it still is. `worth`: what it was bought for, None: that
    is not known, or this seat does not read it."""

    code: str
    title: str
    contract: str
    since: datetime
    until: datetime | None
    worth: Money | None


@dataclass(frozen=True, slots=True)
class OfferOf:
    """An offer to buy what is rented."""

    number: str
    contract: str
    things: str
    price: Money
    status: OfferStatus
    valid_until: date


@dataclass(frozen=True, slots=True)
class RepairOf:
    number: str
    asset: str
    problem: str
    stage: RepairStage
    reported_on: date


@dataclass(frozen=True, slots=True)
class NoteOf:
    """A note or a file of one of their contracts. `file_name` "": words alone. Erased ones are not among them."""

    at: datetime
    contract: str
    words: str
    file_name: str


@dataclass(frozen=True, slots=True)
class WishOf:
    """Something they did themselves on their pages: the name of its command. `done` None: nobody carried it out yet."""

    at: datetime
    name: str
    done: bool | None


@dataclass(frozen=True, slots=True)
class Around:
    """`paid`: money in so far less what went back, a currency each. `signed_in`: when they were on their pages last."""

    paid: tuple[Money, ...] = ()
    things: tuple[ThingOf, ...] = ()
    offers: tuple[OfferOf, ...] = ()
    repairs: tuple[RepairOf, ...] = ()
    notes: tuple[NoteOf, ...] = ()
    wishes: tuple[WishOf, ...] = ()
    signed_in: datetime | None = None

    @property
    def held(self) -> Sequence[ThingOf]:
        return [each for each in self.things if each.until is None]

    @property
    def before(self) -> Sequence[ThingOf]:
        return [each for each in self.things if each.until is not None]


class AroundQuestions(Protocol):
    def around(self, customer_id: CustomerId) -> Around:
        """The newest of each; asked after the page is there."""
        ...


@dataclass(frozen=True, slots=True)
class CustomerSheetLine:
    """A contract or a thing on paper. `recurring` None: a thing, with its `worth`."""

    title: str
    detail: str
    recurring: Recurring | None = None
    worth: Money | None = None


@dataclass(frozen=True, slots=True)
class CustomerSheet:
    """All that matters of a customer on one page, as the screen shows it."""

    number: str
    recipient: Recipient
    since: date
    printed_on: date
    phone: str
    email: str
    contracts: tuple[CustomerSheetLine, ...]
    things: tuple[CustomerSheetLine, ...]
    paid: tuple[Money, ...]
    open: tuple[Money, ...]
    deposits: tuple[Money, ...]

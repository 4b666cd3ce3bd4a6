"""What a counter asks about the customer who stands at it: the customer's own pages, for as long as they are served."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.application import Command
from domain.errors import RuleViolation
from domain.ids import AssetId, CustomerId, PersonId
from domain.money import Money
from domain.refunds.model import RefundCause, RefundId
from domain.swaps.model import SwapId
from domain.views.office_rows import StoredPaper
from domain.views.portal import CustomerPages, Filed, Outcome


class PagesWithoutAddress(RuleViolation):
    """A link leads to the customers' pages, and the owner has not said where they are."""

    code = "pages_without_address"


class TooManyServed(RuleViolation):
    """More customers within an hour than a counter has: somebody reads through the book."""

    code = "too_many_served"


class ServingOver(RuleViolation):
    """The time for this customer is over, or this till serves another one: it has to be begun again."""

    code = "serving_over"


@dataclass(frozen=True, slots=True)
class Served:
    """Whom this counter serves, and until when. `secret` opens the customer's rows to this login alone."""

    id: UUID
    customer_id: CustomerId
    until: datetime
    secret: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a thing that somebody brought along."""

    customer_id: CustomerId
    customer_number: str
    customer_name: str
    contract_number: str


@dataclass(frozen=True, slots=True)
class FinalStatement:
    """What became of a deposit, told with the document of this number."""

    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class PayLink:
    """A link by which the customer leaves a payment method. `wish_id`: that it counts is carried out by the worker."""

    address: str
    digest: bytes
    wish_id: UUID


@dataclass(frozen=True, slots=True)
class PayLinkState:
    """`is_asked` False: the worker has not been there. `is_left`: a method was left, and money is collected from it:
    on `collects_on`, or `paid` is here already. `has_failed`: it was refused, and nothing more is under way."""

    is_asked: bool = False
    is_left: bool = False
    collects_on: date | None = None
    paid: Money = Money(0)  # noqa: RUF009 - frozen
    has_failed: bool = False


@dataclass(frozen=True, slots=True)
class AgreedSwap:
    """The new thing waits in parcel `parcel`. `is_back`: the old one is here already. `id` None: just agreed."""

    asset_id: AssetId
    code: str
    old_title: str
    title: str
    parcel: str
    is_back: bool = False
    id: SwapId | None = None


@dataclass(frozen=True, slots=True)
class DueRefund:
    """An approved refund that may go out of a drawer now. `contract` "": out of the balance. `is_agreed`: somebody at
    another workplace agreed to that."""

    id: RefundId
    number: str
    cause: RefundCause
    contract: str
    amount: Money
    is_agreed: bool


class ServingDesk(Protocol):
    """On the database thread. That a customer is looked at is written down, with person and time."""

    def holder_of(self, asset_id: UUID) -> Holder | None:
        """None: nobody has it now."""
        ...

    def serve(self, customer_id: CustomerId, person_id: PersonId | None = None) -> Served:
        """Whoever was served here before, is no more. `person_id` None: who sits here.

        Raises TooManyServed, NotForThisSeat.
        """
        ...

    def pages(self, served: Served) -> AbstractContextManager[CustomerPages]:
        """What is asked inside belongs together. Raises ServingOver."""
        ...

    def file(self, served: Served, command: Command, wish_id: UUID | None = None) -> Filed:
        """The worker carries it out as a command of this counter's person. With the id of a wish that is filed, it is
        that one. Raises ServingOver, NotYours, TooManyWishes, and what `check_counter_fields` does."""
        ...

    def outcome(self, served: Served, wish_id: UUID) -> Outcome:
        """Raises ServingOver, NotYours."""
        ...

    def due_refunds(self, served: Served) -> tuple[DueRefund, ...]:
        """Raises ServingOver."""
        ...

    def agreed_swaps(self, served: Served) -> tuple[AgreedSwap, ...]:
        """Of which the new thing is still to be handed over. Raises ServingOver."""
        ...

    def statements(self, served: Served) -> tuple[FinalStatement, ...]:
        """The newest first. Raises ServingOver."""
        ...

    def statement(self, served: Served, number: str) -> StoredPaper:
        """Its paper. Raises ServingOver, NotYours."""
        ...

    def open_link(self, served: Served, receipt: str) -> PayLink:
        """For what this receipt (its number) left to be paid by link. Raises ServingOver, TooManyWishes,
        UnknownReceipt, PagesWithoutAddress."""
        ...

    def link_state(self, link: PayLink) -> PayLinkState:
        """Also when nobody is served any more."""
        ...

    def stop(self) -> None:
        """Whoever is served here, is no more."""
        ...

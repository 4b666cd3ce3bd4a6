"""What a counter knows of the customer it serves, and does for them. Plain Python; all of it on the database thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeVar
from uuid import UUID

from domain.application import Command
from domain.assets.resolve import Meaning
from domain.assets.scan import Scan
from domain.contracts.status import OVER
from domain.customers.model import Customer, UnknownCustomer
from domain.ids import CustomerId
from domain.money import Money
from domain.returns.ask_return import AskReturn
from domain.views.office_rows import StoredPaper
from domain.views.portal import ContractView, CustomerPages, Filed, Outcome, Overview, OwnDocument, OwnThing
from domain.views.serving import AgreedSwap, DueRefund, FinalStatement, Served, ServingDesk, ServingOver
from domain.views.swaps import SwapPage
from domain.views.till import TillRow
from domain.views.till_page import FoundCustomer
from ui.desk import Desk
from ui.portal.told import Effect, effects
from ui.pos.ends import till_here

T = TypeVar("T")
SHOWN: Final = 12
DOCUMENTS: Final = 6
"""So many running contracts, and of the newest documents so many."""


@dataclass(frozen=True, slots=True)
class Front:
    """The customer as they stand there. `contracts`: those that are not over, with things and what comes next.
    `till` None: no till of this counter is in use. `causes`: the owner's reasons for ending a contract."""

    customer: Customer
    until: datetime
    today: date
    overview: Overview
    contracts: tuple[ContractView, ...]
    documents: tuple[OwnDocument, ...]
    statements: tuple[FinalStatement, ...]
    swaps: tuple[AgreedSwap, ...]
    refunds: tuple[DueRefund, ...]
    till: TillRow | None
    causes: tuple[str, ...]
    return_reasons: tuple[str, ...]
    longest_pause: int

    @property
    def open_items(self) -> tuple[OwnDocument, ...]:
        return self.overview.open_items

    @property
    def open(self) -> Money:
        return sum_of([each.open for each in self.open_items])

    @property
    def overdue(self) -> Money:
        late = [each.open for each in self.open_items if each.due_on is not None and each.due_on < self.today]
        return sum_of(late)

    def thing(self, asset_id: UUID) -> OwnThing | None:
        return next((each for each in self.overview.things if each.asset_id == asset_id), None)

    def contract_of(self, thing: OwnThing) -> ContractView | None:
        return next((each for each in self.contracts if each.contract.id == thing.contract_id), None)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a scan led to: somebody to serve (`front`), and the thing that they brought along, if it was one."""

    front: Front | None
    thing: OwnThing | None = None
    sentence: str = ""


def sum_of(amounts: Sequence[Money]) -> Money:
    """In the currency of the first of them: a counter takes one at a time."""
    currency = amounts[0].currency if amounts else Money(0).currency
    return Money(sum(each.minor for each in amounts if each.currency == currency), currency)


class Counter:
    """Holds whom it serves. Every question is asked anew."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._served: Served | None = None

    @property
    def serving(self) -> ServingDesk:
        if self._desk.serving is None:
            raise ServingOver
        return self._desk.serving

    def find(self, words: str) -> tuple[FoundCustomer, ...]:
        return () if self._desk.till_page is None else self._desk.till_page.customers(words)

    def serve(self, customer_id: CustomerId) -> Front:
        """Raises what serving refuses."""
        self._served = self.serving.serve(customer_id)
        return self._front(self._served)

    def serve_called(self, ref: str) -> Front:
        """By id or number. Raises UnknownCustomer, and what serving refuses."""
        try:
            return self.serve(CustomerId(UUID(ref)))
        except ValueError:
            found = next((each for each in self.find(ref) if each.number == ref), None)
        if found is None:
            raise UnknownCustomer(customer=ref)
        return self.serve(found.id)

    def again(self) -> Front:
        """As it stands now. Raises ServingOver: nobody is served, or the time is over."""
        return self._within(self._front)

    def stop(self) -> None:
        self._served = None
        self.serving.stop()

    def brought(self, scan: Scan) -> Brought:
        """A thing leads to whoever has it, a customer's code to them."""
        found = self._desk.resolve(scan)
        if found.id is not None and found.meaning is Meaning.CUSTOMER:
            return Brought(self.serve(CustomerId(found.id)))
        if found.id is None or found.meaning is not Meaning.ASSET:
            return Brought(None, sentence="no_thing")
        holder = self.serving.holder_of(found.id)
        if holder is None:
            return Brought(None, sentence="nobody_has_it")
        is_here = self._served is not None and self._served.customer_id == holder.customer_id
        front = self.again() if is_here else self.serve(holder.customer_id)
        return Brought(front, front.thing(found.id))

    def preview(self, command: Command) -> tuple[Effect, ...]:
        """Raises what the command would."""
        return self._asked(lambda pages: effects(pages.preview(command)))

    def preview_return(self, thing: OwnThing) -> tuple[Effect, ...]:
        """What its coming back today does to the bills."""
        return self._asked(lambda pages: effects(pages.preview(AskReturn((thing.asset_id,), pages.today))))

    def file(self, command: Command, wish_id: UUID) -> Filed:
        return self._within(lambda served: self.serving.file(served, command, wish_id))

    def outcome(self, wish_id: UUID) -> Outcome:
        return self._within(lambda served: self.serving.outcome(served, wish_id))

    def swaps(self, number: str, day: date) -> SwapPage:
        return self._asked(lambda pages: pages.swaps(number, day))

    def statement(self, number: str) -> StoredPaper:
        return self._within(lambda served: self.serving.statement(served, number))

    def paper(self, number: str) -> StoredPaper:
        return self._asked(lambda pages: pages.paper(number))

    def _asked(self, question: Callable[[CustomerPages], T]) -> T:
        def ask(served: Served) -> T:
            with self.serving.pages(served) as pages:
                return question(pages)

        return self._within(ask)

    def _within(self, act: Callable[[Served], T]) -> T:
        """Before its time is over a session ends only because another page of this till served somebody: then it is
        begun again. Raises ServingOver."""
        served = self._served
        if served is None:
            raise ServingOver
        try:
            return act(served)
        except ServingOver:
            if self._desk.clock.now() >= served.until:
                raise
        self._served = again = self.serving.serve(served.customer_id)
        return act(again)

    def _front(self, served: Served) -> Front:
        statements, swaps = self.serving.statements(served), self.serving.agreed_swaps(served)
        refunds = self.serving.due_refunds(served)
        with self.serving.pages(served) as pages:
            overview, settings = pages.overview(), pages.settings()
            running = [each.contract.number for each in overview.contracts if each.contract.status not in OVER]
            return Front(
                pages.customer,
                served.until,
                pages.today,
                overview,
                tuple(pages.contract(number) for number in running[:SHOWN]),
                pages.documents()[:DOCUMENTS],
                statements,
                swaps,
                refunds,
                till_here(self._desk),
                settings.cancellations.customer_reasons,
                settings.returns.reasons,
                settings.portal.longest_pause,
            )

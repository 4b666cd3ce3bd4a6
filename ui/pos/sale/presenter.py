"""Decides what the page of a till does: find, scan, add, serve, price, and begin to take money."""

import secrets
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, Protocol

from domain.assets.resolve import Card, Meaning, Resolved
from domain.assets.scan import Scan
from domain.catalog.plan import PricePlan
from domain.counter.basket import TriedBasket
from domain.counter.model import NotForAnybody, SaleId
from domain.customers.model import Customer, PersonalData
from domain.customers.register_customer import CustomerRegistered, RegisterCustomer
from domain.errors import AppError, Unavailable
from domain.ids import AssetId, CustomerId, VariantId, new_uuid
from domain.money import Money
from domain.views.office_rows import Found, OfferedVariant
from domain.views.till import TillRow
from domain.views.till_page import FoundCustomer, UnitRow
from ui.backoffice.asking import Asker, give
from ui.desk import Desk
from ui.language import N_, _
from ui.pos.ends import page_of, sales_of, till_here
from ui.pos.sale.basket import Basket, InBasket, Lying
from ui.pos.sale.served import CustomerCard, card_of
from ui.pos.things import why_not_out
from ui.shell.port import Shell
from ui.sounds import Sound
from ui.texts import refusal

_CUT: Final = N_(
    "Without a connection only a basket that was priced before can be sold, and handed over what was opened before."
    " Contracts, mandates and checks need the server: park the basket meanwhile."
)


class SaleView(Protocol):
    """What the presenter needs of the page."""

    def show_basket(self, basket: Basket, marked: int | None = None) -> None:
        """`marked`: the line that was touched last."""
        ...

    def show_goods(self, found: Found[OfferedVariant]) -> None: ...

    def show_categories(self, categories: Sequence[str]) -> None: ...

    def show_till(self, till: TillRow | None) -> None: ...

    def show_tried(self, tried: TriedBasket | None) -> None: ...

    def show_card(self, card: CustomerCard | None) -> None: ...

    def say(self, sentence: str, *, is_bad: bool = False) -> None:
        """ "" takes it away."""
        ...


class SalePresenter:
    """Everything is asked in the background; an answer that a newer question has overtaken is dropped."""

    def __init__(self, shell: Shell, desk: Desk, view: SaleView, asker: Callable[[], Asker]) -> None:
        self.shell, self.desk, self.view = shell, desk, view
        self._goods, self._people, self._price, self._card = asker(), asker(), asker(), asker()
        self._scan, self._start = asker(), asker()
        self.page, self.sales = page_of(desk), sales_of(desk)
        self.basket = Basket()
        self.till: TillRow | None = None
        self.tried: TriedBasket | None = None
        self.card: CustomerCard | None = None
        self.problem: AppError | None = None
        self.sale_id = self._new_id()

    def begin(self) -> None:
        """Till, groups and goods as they are now."""
        self._start.ask(self._beginning, self._on_begun)
        self.search("", "")

    def search(self, words: str, category: str) -> None:
        self._goods.ask(lambda: self.page.goods(words, category), self.view.show_goods)

    def find_people(self, words: str, done: Callable[[Sequence[FoundCustomer]], None]) -> None:
        self._people.ask(lambda: self.page.customers(words), done)

    def alike(self, personal: PersonalData, done: Callable[[Sequence[FoundCustomer]], None]) -> None:
        self._people.ask(lambda: self.page.alike(personal), done)

    def serve(self, customer_id: CustomerId) -> None:
        self._card.ask(lambda: self.page.customer(customer_id), self._on_customer)

    def serve_nobody(self) -> None:
        self._card.forget()
        self.basket.serve(None)
        self._show_card(None)
        self._changed()

    def register(
        self, command: RegisterCustomer, done: Callable[[], object], refused: Callable[[Exception], None]
    ) -> None:
        """Taken in, and served at once."""

        def registered(event: object) -> None:
            done()
            if isinstance(event, CustomerRegistered):
                self.serve(event.customer_id)

        give(self.shell, self.desk, command, registered, refused)

    def add(self, variant: OfferedVariant, thing: UnitRow | None = None) -> None:
        try:
            place = self.basket.add(variant, thing)
        except AppError as error:
            self._refuse(refusal(error))
        except InBasket:
            self.shell.play(Sound.DUPLICATE)
            self.view.say(_("{code} lies in the basket already.").format(code=thing.code if thing else variant.sku))
        else:
            self.view.say("")
            self._changed(place)

    def scanned(self, scan: Scan) -> None:
        """A thing or a barcode adds, a customer's code serves, an order's code leads to its hand-over."""
        self._scan.ask(lambda: self._found(scan), self._on_found, self._on_not_found)

    def set_quantity(self, place: int, quantity: int) -> None:
        self.basket.set_quantity(place, quantity)
        self._changed(place)

    def choose_plan(self, place: int, plan: PricePlan) -> None:
        self.basket.choose_plan(place, plan)
        self._changed(place)

    def agree_price(self, place: int, price: Money | None, because: str) -> None:
        self.basket.agree_price(place, price, because)
        self._changed(place)

    def take_thing_out(self, place: int, thing: UnitRow) -> None:
        self.basket.take_thing_out(place, thing)
        self._changed(place)

    def remove(self, place: int) -> None:
        self.basket.remove(place)
        self._changed()

    def undo(self) -> None:
        if self.basket.can_undo:
            self.basket.undo()
            self._look_at_customer()
            self._changed()

    def park(self) -> None:
        if self.basket.park():
            self._fresh()

    def recall(self, place: int) -> None:
        self.basket.recall(place)
        self.sale_id = self._new_id()
        self._look_at_customer()
        self._changed()

    def clear(self) -> None:
        """The next customer."""
        self.basket.clear()
        self._fresh()

    def take_over(self, voucher: str, start_on: date | None) -> None:
        self.basket.take_over(voucher, start_on)
        self._changed()

    def hindrance(self) -> str:
        """Why it cannot be paid now, in a sentence; "": it can."""
        lying = self.basket.now
        if not lying.lines:
            return _("Scan something, or choose it on the left.")
        if self.till is None:
            return _("No till stands here. The owner adds one under “Tills” in the settings.")
        if lying.customer is None:
            return self._hindrance_of_nobody(lying)
        return self._unpriced()

    def _hindrance_of_nobody(self, lying: Lying) -> str:
        if lying.runs_on or isinstance(self.problem, NotForAnybody):
            return _("What is rented or comes again needs a customer. Choose one, or take in a new one.")
        if lying.open_things:
            line = next(line for line in lying.lines if line.open_things)
            return _("Scan the code on each thing that is taken along: {title}.").format(title=line.variant.title)
        return self._unpriced()

    def _unpriced(self) -> str:
        if self.problem is not None:
            return refusal(self.problem)
        return "" if self.tried else _("The sum is being worked out. Try again in a moment.")

    def _new_id(self) -> SaleId:
        return SaleId(new_uuid(self.desk.clock.now(), secrets.token_bytes))

    def _fresh(self) -> None:
        self.sale_id = self._new_id()
        self.view.say("")
        self._show_card(None)
        self._changed()

    def _beginning(self) -> tuple[tuple[str, ...], TillRow | None]:
        return self.page.categories(), till_here(self.desk)

    def _on_begun(self, found: tuple[tuple[str, ...], TillRow | None]) -> None:
        categories, self.till = found
        self.view.show_categories(categories)
        self.view.show_till(self.till)
        self.view.show_basket(self.basket)

    def _on_customer(self, customer: Customer) -> None:
        self.basket.serve(customer)
        self.view.say("")
        self._look_at_customer()
        self._changed()

    def _look_at_customer(self) -> None:
        customer = self.basket.now.customer
        self._show_card(None)
        if customer is None or self.desk.serving is None:
            return
        serving = self.desk.serving
        self._card.ask(lambda: card_of(serving, customer), self._show_card)

    def _show_card(self, card: CustomerCard | None) -> None:
        self.card = card
        self.view.show_card(card)

    def _found(self, scan: Scan) -> tuple[Resolved, OfferedVariant | None, UnitRow | None]:
        found = self.desk.resolve(scan)
        if found.id is not None and found.meaning is Meaning.ASSET:
            thing = self.page.unit(AssetId(found.id))
            return found, self.page.one(thing.variant_id), thing
        if found.id is not None and found.meaning is Meaning.PRODUCT:
            return found, self.page.one(VariantId(found.id)), None
        return found, None, None

    def _on_found(self, answer: tuple[Resolved, OfferedVariant | None, UnitRow | None]) -> None:
        found, variant, thing = answer
        if variant is not None:
            self._on_goods(variant, thing)
        elif found.meaning is Meaning.CUSTOMER and found.id is not None:
            self.shell.play(Sound.ACCEPTED)
            self.serve(CustomerId(found.id))
        elif found.meaning in (Meaning.ORDER, Meaning.SHIPMENT):
            self.shell.open("handovers", found.text)
        elif found.card is Card.UNDO:
            self.undo()
        else:
            self._refuse(_("“{code}” is nothing that is sold here.").format(code=found.text))

    def _on_goods(self, variant: OfferedVariant, thing: UnitRow | None) -> None:
        hindrance = "" if thing is None else why_not_out(thing)
        if hindrance:
            self._refuse(hindrance)
            return
        self.shell.play(Sound.ACCEPTED)
        self.add(variant, thing)

    def _on_not_found(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._refuse(refusal(error))
        else:
            self.shell.show_refusal(error)

    def _refuse(self, sentence: str) -> None:
        self.shell.play(Sound.REFUSED)
        self.view.say(sentence, is_bad=True)

    def _changed(self, marked: int | None = None) -> None:
        self.view.show_basket(self.basket, marked)
        self._try(self.basket.now)

    def _try(self, lying: Lying) -> None:
        self.tried, self.problem = None, None
        if not lying.lines:
            self._price.forget()
            self.view.show_tried(None)
            return
        trial = lying.trial
        self._price.ask(lambda: self.sales.try_basket(trial), self._on_tried, self._on_not_tried)

    def _on_tried(self, tried: TriedBasket) -> None:
        self.tried = tried
        self.view.show_tried(tried)

    def _on_not_tried(self, error: Exception) -> None:
        self.view.show_tried(None)
        if not isinstance(error, AppError):
            self.shell.show_refusal(error)
            return
        self.problem = error
        if isinstance(error, NotForAnybody):
            self.view.say(self.hindrance())
        elif isinstance(error, Unavailable):
            self.view.say(f"{refusal(error)} {_(_CUT)}")
        else:
            self.view.say(refusal(error), is_bad=True)

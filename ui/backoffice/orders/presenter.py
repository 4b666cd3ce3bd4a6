"""Decides what the form for a new order does: pick, add, change, check, place."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, cast

from domain.application import Event
from domain.assets.scan import Scan
from domain.clock import today
from domain.customers.model import Customer, CustomerWithoutAddress
from domain.customers.register_customer import CustomerRegistered, RegisterCustomer
from domain.errors import AppError
from domain.ids import ShipmentId
from domain.orders.agreeing import VoucherNotForCustomer, VoucherUnknown
from domain.orders.place_order import OrderPlaced
from domain.orders.try_order import TriedOrder
from domain.views.office_rows import CustomerRow, OfferedVariant
from ui.backoffice.asking import Asker, give
from ui.backoffice.orders.draft import OrderDraft
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.sounds import Sound
from ui.texts import refusal


class NewOrderView(Protocol):
    """What the presenter needs of the form."""

    def show_draft(self, draft: OrderDraft) -> None:
        """Customer, lines, sums and whether it can be placed."""
        ...

    def show_problem(self, sentence: str) -> None:
        """Beside the button; "" takes it away."""
        ...

    def show_tried(self, tried: TriedOrder | None) -> None:
        """What the customer would pay; None: not known just now."""
        ...

    def show_voucher_problem(self, sentence: str) -> None:
        """Beside the voucher; "" takes it away."""
        ...

    def show_placed(self, placed: OrderPlaced) -> None: ...

    def show_busy(self, busy: bool) -> None: ...


class DeliveryNotes:
    """Draws the delivery note of a shipment as it stands, keeps it and shows it."""

    def __init__(self, shell: Shell, desk: Desk, asker: Asker) -> None:
        self._shell, self._desk, self._asker = shell, desk, asker

    def open(self, shipment_id: ShipmentId, number: str) -> None:
        self._asker.ask(lambda: self._kept(shipment_id, number), self._desk.folder.show)

    def _kept(self, shipment_id: ShipmentId, number: str) -> Path:
        sheet = self._desk.floor.delivery_sheet(shipment_id, today(self._desk.clock))
        return self._desk.folder.keep(f"{number}.pdf", self._desk.papers.delivery_note(sheet))


class NewOrderPresenter:
    def __init__(self, shell: Shell, desk: Desk, view: NewOrderView, asker: Callable[[], Asker]) -> None:
        self._shell, self._desk, self._view = shell, desk, view
        self._customers, self._products, self._scans, self._page = asker(), asker(), asker(), asker()
        self._ahead = asker()
        self.draft = OrderDraft()
        self.is_busy = False

    def find_customers(self, words: str, done: Callable[[Sequence[CustomerRow]], None]) -> None:
        self._customers.ask(lambda: self._desk.office.customers(words, 12), lambda found: done(found.rows))

    def find_products(self, words: str, done: Callable[[Sequence[OfferedVariant]], None]) -> None:
        self._products.ask(lambda: self._desk.office.offered(words, 12), lambda found: done(found.rows))

    def choose_customer(self, number: str) -> None:
        self._page.ask(lambda: self._desk.office.customer(number).customer, self._on_customer)

    def forget_customer(self) -> None:
        self.draft.customer = None
        self._changed()

    def register(self, command: RegisterCustomer, refused: Callable[[Exception], None]) -> None:
        """A new customer, chosen at once."""

        def done(event: Event) -> None:
            self.choose_customer(cast(CustomerRegistered, event).number)

        give(self._shell, self._desk, command, done, refused)

    def add(self, variant: OfferedVariant) -> None:
        try:
            self.draft.add(variant)
        except AppError as error:
            self._view.show_problem(refusal(error))
            return
        self._changed()

    def scanned(self, scan: Scan) -> None:
        """A product's code adds one of it."""
        self._scans.ask(
            lambda: self._desk.office.offered(scan.text.strip(), 2), lambda found: self._on_scan(found.rows)
        )

    def change(self, edit: Callable[[OrderDraft], object]) -> None:
        edit(self.draft)
        self._changed()

    def place(self) -> None:
        """Once, however often the key is pressed."""
        if self.is_busy:
            return
        if self.draft.customer is None:
            self._view.show_problem(_("Choose a customer first, or take in a new one."))
            return
        problem = self.draft.problem()
        if problem is not None:
            self._view.show_problem(refusal(problem))
            return
        command = self.draft.command()
        if command is None:
            self._view.show_problem(_("A price is not possible. Correct the marked field."))
            return
        self._set_busy(True)
        give(self._shell, self._desk, command, self._on_placed, self._on_refused)

    def take_draft(self, draft: OrderDraft) -> None:
        """One that was written elsewhere takes the place of this one."""
        self.draft = draft
        self._changed()

    def show_problem(self, sentence: str) -> None:
        self._view.show_problem(sentence)

    def start_again(self, customer: Customer | None = None) -> None:
        self.draft = OrderDraft(customer)
        self._changed()

    def _changed(self) -> None:
        self._view.show_problem("")
        self._view.show_draft(self.draft)
        self._try()

    def _try(self) -> None:
        """Asks what it will cost; an answer that a newer entry has overtaken is dropped."""
        trial = self.draft.trial()
        if trial is None:
            self._ahead.forget()
            self._on_tried(None)
        else:
            self._ahead.ask(lambda: self._desk.office.try_order(trial), self._on_tried, self._on_not_tried)

    def _on_tried(self, tried: TriedOrder | None) -> None:
        self._view.show_voucher_problem("")
        self._view.show_tried(tried)

    def _on_not_tried(self, error: Exception) -> None:
        self._view.show_tried(None)
        if isinstance(error, VoucherUnknown | VoucherNotForCustomer):
            self._view.show_voucher_problem(refusal(error))
        elif isinstance(error, AppError):
            self._view.show_problem(refusal(error))
        else:
            self._shell.show_refusal(error)

    def _on_customer(self, customer: Customer) -> None:
        self.draft.customer = customer
        self._changed()
        problem = self.draft.problem()
        if isinstance(problem, CustomerWithoutAddress):
            self._view.show_problem(refusal(problem))

    def _on_scan(self, found: Sequence[OfferedVariant]) -> None:
        if len(found) == 1:
            self._shell.play(Sound.ACCEPTED)
            self.add(found[0])
        else:
            self._shell.play(Sound.REFUSED)
            self._view.show_problem(_("This code names no single product. Search for it by name."))

    def _on_placed(self, event: Event) -> None:
        self._set_busy(False)
        self._view.show_placed(cast(OrderPlaced, event))

    def _on_refused(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, AppError):
            self._view.show_problem(refusal(error))
        else:
            self._shell.show_refusal(error)

    def _set_busy(self, busy: bool) -> None:
        self.is_busy = busy
        self._view.show_busy(busy)

"""The form for a new order: customer, products, sums; the keyboard alone is enough."""

from datetime import date
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QWidget

from domain.assets.scan import Scan
from domain.catalog.model import ProductKind
from domain.clock import today
from domain.customers.model import Customer
from domain.errors import AppError
from domain.orders.place_order import OrderPlaced
from domain.orders.try_order import TriedOrder
from domain.views.office_rows import CustomerRow, OfferedVariant
from ui.backoffice.asking import Asker
from ui.backoffice.customers.form import CustomerForm
from ui.backoffice.orders.ahead import PriceAhead
from ui.backoffice.orders.draft import OrderDraft
from ui.backoffice.orders.lines import OrderLines
from ui.backoffice.orders.presenter import DeliveryNotes, NewOrderPresenter
from ui.backoffice.orders.promise import PromisedDay
from ui.backoffice.orders.quoting import Quoting, is_quote
from ui.backoffice.parts import PickField, Sides, bring_into_view, link
from ui.backoffice.words import shown_rate
from ui.countries import shown_address
from ui.desk import Desk
from ui.language import _, count, shown_date, shown_money
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, line, panel, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import DateField, TextField, WrongEntry
from ui.widgets.key_values import Fact, KeyValues

TYPING_MS: Final = 400
_MOVES: Final = frozenset({"availability", "assets", "orders", "returns"})
"""After which the day of the goods may be another one."""


class NewOrder(Page):
    """Customer and products on the left, sums and the deed on the right."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("New order"))
        self._desk = desk
        self.presenter = NewOrderPresenter(shell, desk, self, lambda: Asker(shell, self))
        self.notes = DeliveryNotes(shell, desk, Asker(shell, self))
        self.customer_search: PickField[CustomerRow] = PickField(
            _("Name, number or e-mail"), self.presenter.find_customers, _shown_customer
        )
        self.product_search: PickField[OfferedVariant] = PickField(
            _("Product, number or barcode"), self.presenter.find_products, _shown_product
        )
        self.form, self.lines = CustomerForm(), OrderLines()
        self.note = TextField(_("Note for the warehouse"), lines=3, longest=500)
        self.picked_up = QCheckBox(_("The customer picks it up in the store"))
        self.picked_up.toggled.connect(self._on_picked_up)
        self.picked_up.setToolTip(_("Packed, it waits at the counter, and the customer gets a letter."))
        self.voucher = TextField(_("Voucher"), longest=40)
        self.start_on = DateField(_("First day"), today(desk.clock), earliest=today(desk.clock))
        self.promised = PromisedDay(desk, shell, self._on_earliest)
        self.ahead = PriceAhead()
        self.sums, self.problem = KeyValues(), text("", tone=Tone.BAD, wrap=True)
        self._last: OrderPlaced | None = None
        self._done_title, self._done_words = text("", "title", Tone.OK, wrap=True), text("", wrap=True)
        self._go_contract = button(_("Go to the contract"), self._open_contract, kind="primary")
        self._print = button(_("Print delivery note"), self._open_note, sign="printer-outline")
        self.place = button(_("Place order"), self._on_place, kind="primary", sign="check", shortcut="Ctrl+Return")
        self.quoting = Quoting(desk, shell, self.presenter, self)
        self.quote = button(_("As a quote …"), self._on_quote, sign="file-sign", shortcut="Ctrl+Shift+Return")
        self.quote.setToolTip(_("Prices are frozen until a day. Nobody has to be a customer for it."))
        self._build()
        self.show_draft(self.presenter.draft)

    def show_target(self, argument: str) -> None:
        """`argument` is the number of the customer it is for, or the id of the quote of which another version is to be
        made; empty: nobody yet."""
        if is_quote(argument):
            self.quoting.load(argument)
        elif argument:
            self.presenter.choose_customer(argument)
        if self._side.currentWidget() is self._placed:
            self._start_again()
        (self.product_search if self.presenter.draft.customer else self.customer_search).setFocus()

    @property
    def last_placed(self) -> OrderPlaced | None:
        """The order that was placed last from here, None while the next one is being entered."""
        return self._last

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & _MOVES and self._side.currentWidget() is self._deed:
            self.promised.look_again()

    def on_scan(self, scan: Scan) -> bool:
        self.presenter.scanned(scan)
        return True

    def show_draft(self, draft: OrderDraft) -> None:
        self._show_customer(draft.customer)
        self.lines.show_lines(draft.lines)
        self._nothing.setVisible(not draft.lines)
        facts = [Fact(_("Recurring"), shown_rate(each.amount, each.interval)) for each in draft.recurring().rates]
        self.sums.set_facts([*facts, Fact(_("Once"), draft.once())])
        self.start_on.setVisible(draft.asks_start)
        self.promised.show_draft(draft)
        self.place.setEnabled(not self.presenter.is_busy)

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            bring_into_view(self.place)

    def show_tried(self, tried: TriedOrder | None) -> None:
        self.ahead.show_tried(tried)

    def show_voucher_problem(self, sentence: str) -> None:
        self.voucher.show_error(sentence)

    def show_busy(self, busy: bool) -> None:
        self.place.setEnabled(not busy)

    def show_placed(self, placed: OrderPlaced) -> None:
        self._done_title.setText(_("Order {number} is placed.").format(number=placed.order_number))
        if placed.shipment_id is None:
            words = _("Nothing has to be carried: the contract starts today and its first invoice is on its way.")
        else:
            words = _("The warehouse sees it as {shipment}. The contract starts when the goods leave.")
            if placed.promised_on is not None:
                told = _("Promised for {day}.").format(day=shown_date(placed.promised_on))
                words = f"{words} {told}"
        self._done_words.setText(words.format(shipment=placed.shipment_number))
        self._last = placed
        self._print.setVisible(placed.shipment_id is not None)
        self._side.setCurrentWidget(self._placed)
        self._main.setEnabled(False)
        self._go_contract.setFocus()
        bring_into_view(self._placed)

    def _build(self) -> None:
        self._main = QWidget()
        self._main.setLayout(column(self._customer_card(), self._product_card(), None, gap=24))
        self._side = QStackedWidget()
        self._deed = self._deed_card()
        self._placed = self._placed_card()
        self._side.addWidget(self._deed)
        self._side.addWidget(self._placed)
        self.setLayout(column(Sides(self._main, self._side)))
        self.customer_search.picked.connect(lambda found: self.presenter.choose_customer(found.number))
        self.product_search.picked.connect(self.presenter.add)
        self.lines.edited.connect(self.presenter.change)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPING_MS)
        self._typed.timeout.connect(self._take_over)
        self.voucher.changed.connect(self._typed.start)
        self.start_on.changed.connect(self._typed.start)

    def _customer_card(self) -> QWidget:
        self._chosen = QWidget()
        self._name, self._where = text("", "title"), text("", "muted", wrap=True)
        change = link(_("Change"), self._on_change_customer)
        self._chosen.setLayout(column(row(self._name, None, change), self._where, gap=4))
        new = button(_("New customer"), self._on_new_customer, sign="account-plus-outline")
        self._search = QWidget()
        self._search.setLayout(column(self.customer_search, row(new, None), gap=12))
        save = button(_("Save customer"), self._on_save_customer, kind="primary")
        self._entry = QWidget()
        self._entry.setLayout(
            column(self.form, row(save, button(_("Back to search"), self._on_change_customer), None), gap=16)
        )
        self._entry.hide()
        return Card(_("Customer")).add(self._search, self._entry, self._chosen)

    def _product_card(self) -> QWidget:
        self._nothing = text(_("Nothing ordered yet. Search above, or scan a product’s barcode."), "muted", wrap=True)
        return Card(_("Products")).add(self.product_search, self._nothing, self.lines)

    def _deed_card(self) -> QWidget:
        self.note.editor.setObjectName("note")
        card = Card(_("Sums"))
        card.add(
            self.sums,
            self.promised,
            self.start_on,
            self.voucher,
            line(),
            self.picked_up,
            self.note,
            self.problem,
            self.place,
            self.quote,
        )
        self.problem.hide()
        self.start_on.hide()
        holder = QWidget()
        holder.setLayout(column(card, self.ahead, None, gap=24))
        return holder

    def _placed_card(self) -> QWidget:
        self._go_order = button(_("Go to the order"), self._open_order)
        self._again = button(_("Another order"), self._start_again, shortcut="Ctrl+N")
        box = panel(
            "note", self._done_title, self._done_words, 8, self._go_contract, self._go_order, self._print,
            self._again,
            tone=Tone.OK, gap=12, margin=24,
        )  # fmt: skip
        holder = QWidget()
        holder.setLayout(column(box, None))
        return holder

    def _show_customer(self, customer: Customer | None) -> None:
        self._chosen.setVisible(customer is not None)
        if customer is None:
            self._search.setVisible(not self._entry.isVisibleTo(self))
            return
        is_chosen_now = not (self._search.isHidden() and self._entry.isHidden())
        self._search.hide()
        self._entry.hide()
        if is_chosen_now:
            self.product_search.setFocus()
        self._name.setText(customer.personal.name)
        where = shown_address(customer.personal.address)
        self._where.setText(" · ".join(filter(None, (customer.number, where, customer.personal.email))))

    def _on_new_customer(self) -> None:
        self.form.start(self.customer_search.line.text())
        self.customer_search.close_hits()
        self._search.hide()
        self._entry.show()
        self.form.setFocus()

    def _on_change_customer(self) -> None:
        self._entry.hide()
        self.presenter.forget_customer()
        self._search.show()
        self.customer_search.setFocus()

    def _on_save_customer(self) -> None:
        command = self.form.command()
        if command is not None:
            self.presenter.register(command, self._on_customer_refused)

    def _on_customer_refused(self, error: Exception) -> None:
        if not isinstance(error, AppError) or not self.form.show_refusal(error):
            self.shell.show_refusal(error)

    def _on_place(self) -> None:
        if self._take_fields():
            self.presenter.place()

    def _on_quote(self) -> None:
        if self._take_fields():
            self.quoting.ask()

    def _take_fields(self) -> bool:
        """Whether all that stands beside the lines makes sense; then it is in the draft."""
        draft = self.presenter.draft
        for field in (self.voucher, self.note, self.promised.because):
            try:
                field.value()
            except WrongEntry as wrong:
                field.show_error(str(wrong))
                field.setFocus()
                return False
        draft.note, draft.voucher = self.note.value(), self.voucher.value()
        draft.is_pick_up = self.picked_up.isChecked()
        draft.start_on = self.start_on.value()
        draft.promise = self.promised.promise(draft.start_on if draft.asks_start else None)
        return True

    def _on_picked_up(self, is_pick_up: bool) -> None:
        """Nothing is sent, so sending costs nothing."""
        self.presenter.change(lambda draft: setattr(draft, "is_pick_up", is_pick_up))

    def _on_earliest(self, day: date) -> None:
        """What is not there cannot begin: the first day follows."""
        if self.start_on.value() < day:
            self.start_on.set_value(day)

    def _take_over(self) -> None:
        """Voucher and first day are looked at as soon as one stops typing."""
        self._typed.stop()
        try:
            voucher = self.voucher.value()
        except WrongEntry as wrong:
            self.voucher.show_error(str(wrong))
            return
        self.presenter.change(lambda draft: draft.take_over(voucher, self.start_on.value()))

    def _open_contract(self) -> None:
        if self._last is not None:
            self.shell.open("contract", self._last.contract_number)

    def _open_order(self) -> None:
        if self._last is not None:
            self.shell.open("order", self._last.order_number)

    def _open_note(self) -> None:
        if self._last is not None and self._last.shipment_id is not None:
            self.notes.open(self._last.shipment_id, self._last.shipment_number)

    def _start_again(self) -> None:
        self._last = None
        self.quoting.replaces = None
        self.note.set_value("")
        self.picked_up.setChecked(False)
        self.voucher.set_value("")
        self.promised.start_again()
        self.start_on.set_value(today(self._desk.clock))
        self._entry.hide()
        self._main.setEnabled(True)
        self._side.setCurrentWidget(self._deed)
        self.presenter.start_again()
        self.customer_search.setFocus()


def _shown_customer(found: CustomerRow) -> tuple[str, str, str]:
    sign = "account-outline" if found.has_address else "account-alert-outline"
    return found.name, " · ".join(filter(None, (found.number, found.city, found.email))), sign


def _shown_product(found: OfferedVariant) -> tuple[str, str, str]:
    if not found.plans:
        return found.title, _("no price plan"), "tag-off-outline"
    plan = found.plans[0]
    price = shown_rate(plan.price, plan.terms.interval) if plan.is_recurring else shown_money(plan.price)
    if found.kind is ProductKind.SERVICE:
        return found.title, price, "shield-outline"
    if found.kind is ProductKind.CONSUMABLE:
        return found.title, price, "package-variant"
    return found.title, f"{price} · {count('{count} ready', '{count} ready', found.free)}", "bicycle"

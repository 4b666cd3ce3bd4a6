"""Money that is taken for what is owed: the pay dialog, the receipt at once, the booking by the worker."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from domain.application import Event
from domain.money import Money
from domain.serving.pay_at_counter import PaidAtCounter, PaidPart, PayAtCounter, payment_lines
from domain.till.model import Tendered, Way
from domain.till.signing import Signature
from domain.views.portal import OwnDocument
from domain.views.till import TillRow
from ui.desk import Desk
from ui.language import _, shown_money
from ui.pos.ends import is_drawer_open
from ui.pos.paying.dialog import PayDialog
from ui.pos.paying.written import Written
from ui.pos.service.front import Front, sum_of
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.forms import Form, MoneyField


def ways_of(front: Front, desk: Desk) -> frozenset[Way]:
    """Cash while it is taken here and the drawer is open; a card where a terminal stands."""
    ways = set[Way]()
    if front.till is not None and is_drawer_open(front.till):
        ways.add(Way.CASH)
    if desk.devices is not None and desk.devices.terminal is not None:
        ways.add(Way.CARD)
    return frozenset(ways)


def why_no_money(front: Front) -> str:
    """In a sentence; "": money can be taken."""
    if front.till is None:
        return _("No till stands here. The owner adds one under “Tills” in the settings.")
    return ""


def why_no_cash(front: Front) -> str:
    if front.till is not None and front.till.till.is_cash_on and not is_drawer_open(front.till):
        return _("The drawer is not open: count it first to take cash.")
    return ""


class Till:
    """Takes money of the customer who is served; `then` is called when a receipt is written."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, then: Callable[[], None]) -> None:
        self._desk, self._shell, self._parent, self._then = desk, shell, parent, then
        self._written = Written(desk, shell, parent)
        self.dialog: PayDialog | None = None

    def take(self, front: Front, items: tuple[OwnDocument, ...]) -> None:
        currency = items[0].open.currency
        chosen = [each for each in items if each.open.currency == currency]
        parts = tuple(PaidPart(each.id, each.number, each.open) for each in chosen)
        self._take(front, parts)

    def take_on_account(self, front: Front, amount: Money) -> None:
        """To the customer's credit."""
        self._take(front, (PaidPart(None, _("On account"), amount),))

    def _take(self, front: Front, parts: tuple[PaidPart, ...]) -> None:
        if front.till is None:
            return
        till, owed = front.till, sum_of([each.amount for each in parts])
        dialog = PayDialog(
            self._shell,
            self._parent,
            owed,
            ways_of(front, self._desk),
            lambda tendered: self._give(till, front, parts, tendered),
            terminal=None if self._desk.devices is None else self._desk.devices.terminal,
            why=why_no_cash(front),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()

    def _give(self, till: TillRow, front: Front, parts: tuple[PaidPart, ...], tendered: tuple[Tendered, ...]) -> None:
        dialog = self.dialog
        if dialog is None:
            return

        def done(event: Event | None) -> None:
            dialog.finish()
            if isinstance(event, PaidAtCounter):
                words = _("{amount} taken, receipt {number}")
                self._shell.toast(words.format(amount=shown_money(event.amount), number=event.number))
                self._written.hand_out(event.number)
            if event is not None:
                self._then()

        def make(signed: Signature | None) -> PayAtCounter:
            return PayAtCounter(till.till.id, front.customer.id, parts, tendered, signed=signed)

        self._written.give(till.till, (payment_lines(parts), tendered), make, done, dialog.refuse)


def ask_amount(parent: QWidget, then: Callable[[Money], None]) -> QDialog:
    """How much is paid on account."""
    made = QDialog(parent)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.setWindowTitle(_("On account"))
    made.setMinimumWidth(theme().px(420))
    form = Form()
    form.add(amount=MoneyField(_("Amount"), zero=False))

    def go_on() -> None:
        values = form.read()
        if values is not None:
            made.accept()
            then(values["amount"])

    save = button(_("To the payment"), go_on, kind="primary", touch=True)
    save.setDefault(True)
    about = text(_("It stands to the customer's credit, and pays the next bills."), "muted", wrap=True)
    head = text(_("On account"), "title")
    made.setLayout(column(head, about, form, row(None, button(_("Cancel"), made.reject), save), gap=16, margin=24))
    made.open()
    return made

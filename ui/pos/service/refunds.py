"""What the customer who is served gets back: approved refunds, paid out of the drawer; another till agrees to large
ones."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from domain.application import Event
from domain.counter.agree_pay_out import AgreePayOut
from domain.counter.pay_out_at_counter import PaidOutAtCounter, PayOutAtCounter, pay_out_parts
from domain.errors import AppError
from domain.till.signing import Signature
from domain.views.serving import DueRefund
from domain.views.till import TillRow
from ui.backoffice.asking import give
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_money
from ui.pos.ends import is_drawer_open
from ui.pos.paying.written import Written
from ui.pos.service.front import Front
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card


class RefundsDue(Card):
    """`paid_out` and `agreed` get the refund. Hidden where nothing is due."""

    paid_out, agreed = Signal(object), Signal(object)

    def __init__(self) -> None:
        super().__init__(_("To be paid out"))
        self._rows = column(gap=12)
        self.add(self._rows)
        self.hide()

    def show_refunds(self, refunds: Iterable[DueRefund], till: TillRow | None) -> None:
        clear(self._rows)
        for each in refunds:
            self._rows.addLayout(self._row(each, till))
        self.setVisible(self._rows.count() > 0)

    def _row(self, each: DueRefund, till: TillRow | None) -> QVBoxLayout:
        head = row(gap=12)
        about = " · ".join(filter(None, (each.number, label(each.cause), each.contract)))
        head.addWidget(text(about, "code", wrap=True), 1)
        head.addWidget(text(shown_money(each.amount), "strong"))
        pay = button(_("Pay out in cash"), partial(self.paid_out.emit, each), sign="cash-refund", touch=True)
        why = why_not(each, till)
        pay.setEnabled(not why)
        deeds = row(pay, gap=8)
        if is_large(each, till):
            agree = button(_("Agree to it"), partial(self.agreed.emit, each), sign="account-check-outline", touch=True)
            agree.setToolTip(_("For somebody else's till: two people, at two workplaces"))
            deeds.addWidget(agree)
        deeds.addStretch(1)
        return column(head, deeds, *([text(why, "muted", wrap=True)] if why else []), gap=8)


def is_large(each: DueRefund, till: TillRow | None) -> bool:
    """Whether a second person has to agree first."""
    return till is not None and till.till.void_limit < each.amount and not each.is_agreed


def why_not(each: DueRefund, till: TillRow | None) -> str:
    """In a sentence; "": it can be paid out here and now."""
    if till is None:
        return _("No till stands here. The owner adds one under “Tills” in the settings.")
    if not till.till.is_cash_on:
        return _("Cash is off at this till.")
    if not is_drawer_open(till):
        return _("Cash: count the drawer first, under “Drawer”.")
    if is_large(each, till):
        return _("Above {limit} somebody else agrees first, in the office or at another till.").format(
            limit=shown_money(till.till.void_limit)
        )
    return ""


class PayOuts:
    """For one page; `then` is called when something changed."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, then: Callable[[], None]) -> None:
        self._desk, self._shell, self._parent, self._then = desk, shell, parent, then
        self._written = Written(desk, shell, parent)
        self.dialog: PayOutDialog | None = None

    def agree(self, due: DueRefund) -> None:
        def done(_event: Event) -> None:
            self._shell.toast(_("Agreed: {number} may be paid out at another till.").format(number=due.number))
            self._then()

        give(self._shell, self._desk, AgreePayOut(due.id), done, self._shell.show_refusal, owner=self._parent)

    def begin(self, front: Front, due: DueRefund) -> None:
        till = front.till
        if till is not None:
            self.dialog = PayOutDialog(self._shell, self._parent, due, lambda: self._pay(front, till, due))
            self.dialog.open()

    def _pay(self, front: Front, till: TillRow, due: DueRefund) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        title = _("Paid out, refund {number}").format(number=due.number)
        line, paid = pay_out_parts(title, due.amount)

        def make(signed: Signature | None) -> PayOutAtCounter:
            return PayOutAtCounter(till.till.id, due.id, front.customer.id, title, due.amount, signed)

        def done(event: Event | None) -> None:
            dialog.accept()
            if isinstance(event, PaidOutAtCounter):
                words = _("{amount} paid out, receipt {number}")
                self._shell.toast(words.format(amount=shown_money(event.amount), number=event.number))
                self._written.hand_out(event.number)
            self._then()

        self._written.give(till.till, ([line], [paid]), make, done, dialog.refuse)


class PayOutDialog(QDialog):
    """Counted twice before it leaves the drawer; `then` pays it out, once."""

    def __init__(self, shell: Shell, parent: QWidget, due: DueRefund, then: Callable[[], None]) -> None:
        super().__init__(parent)
        self._shell, self._then_pay = shell, then
        title = _("Pay out {number}").format(number=due.number)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(520))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        about = _("The customer wants it in cash. Count it out, then confirm: a receipt is written at once.")
        self.problem = text("", tone=Tone.BAD, wrap=True)
        self.problem.hide()
        self.deed = button(_("Paid out"), self.pay, kind="primary", sign="cash-refund", touch=True)
        self.deed.setDefault(True)
        buttons = row(None, button(_("Cancel"), self.reject, touch=True), self.deed)
        head, amount = text(title, "title", wrap=True), text(shown_money(due.amount), "answer")
        self.setLayout(column(head, amount, text(about, "muted", wrap=True), self.problem, buttons, gap=16, margin=24))

    def pay(self) -> None:
        if self.deed.isEnabled():
            self.deed.setEnabled(False)
            self._then_pay()

    def refuse(self, error: Exception) -> None:
        self.deed.setEnabled(True)
        if isinstance(error, AppError):
            self.problem.setText(refusal(error))
            self.problem.show()
        else:
            self._shell.show_refusal(error)

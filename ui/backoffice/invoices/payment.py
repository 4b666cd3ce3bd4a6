"""Money that came in for an invoice, and money that went back again: the two dialogs of an invoice's page."""

from collections.abc import Mapping
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from domain.application import Command, Event
from domain.billing.record_payment import PaymentRecorded, RecordPayment
from domain.billing.reverse_payment import ReversePayment
from domain.billing.settlement import REFERENCE_LENGTH
from domain.clock import today
from domain.money import Money
from domain.views.office_rows import InvoicePage
from domain.views.settlement import EntryRow
from ui.backoffice.asking import give
from ui.backoffice.invoices.money_dialog import MoneyDialog, paid_by_field
from ui.desk import Desk
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.widgets.forms import DateField, MoneyField, TextField, WrongEntry
from ui.widgets.overlays import ConfirmDialog


class PaymentDialog(MoneyDialog):
    """Starts with all that is open. What is too much has to be said to become balance."""

    def __init__(self, page: InvoicePage, desk: Desk, shell: Shell, parent: QWidget) -> None:
        still = page.row.open
        detail = _("{open} of {number} is open. Enter what came in, as your bank or till shows it.")
        super().__init__(
            desk,
            shell,
            parent,
            title=_("Record payment"),
            detail=detail.format(open=shown_money(still), number=page.row.number),
            deed=_("Record payment"),
        )
        self._page = page
        amount = MoneyField(_("Amount"), currency=still.currency, zero=False)
        if still:
            amount.set_value(still)
        self.form.add(amount=amount, paid_on=DateField(_("Paid on"), today(desk.clock)))
        self.form.add(by=paid_by_field(_("How")))
        hint = _("What the transfer says, or the number of the receipt.")
        self.form.add(reference=TextField(_("Reference"), longest=REFERENCE_LENGTH, hint=hint))
        self.keeps_rest = QCheckBox()
        self.keeps_rest.setObjectName("keeps_rest")
        self.below.addWidget(self.keeps_rest)
        amount.changed.connect(self._on_amount)
        self._on_amount()
        amount.setFocus()

    def command(self, values: Mapping[str, Any]) -> Command:
        keeps = self.keeps_rest.isVisibleTo(self) and self.keeps_rest.isChecked()
        return RecordPayment(
            self._page.row.id,
            self._page.row.open,
            values["amount"],
            values["paid_on"],
            values["by"],
            keeps_rest=keeps,
            reference=values["reference"],
        )

    def _on_amount(self) -> None:
        try:
            more: Money = self.form["amount"].value() - self._page.row.open
        except WrongEntry:
            return
        is_more = more > Money(0, more.currency)
        self.keeps_rest.setVisible(is_more)
        if is_more:
            self.keeps_rest.setText(_("Keep {amount} as balance for the next invoice").format(amount=shown_money(more)))


def record_payment(page: InvoicePage, desk: Desk, shell: Shell, parent: QWidget) -> PaymentDialog:
    """Opens the dialog without blocking."""
    dialog = PaymentDialog(page, desk, shell, parent)

    def told(event: Event) -> None:
        done = cast(PaymentRecorded, event)
        words = _("Booked. {open} is still open.") if done.open else _("Booked. The invoice is settled.")
        shell.toast(words.format(open=shown_money(done.open)))

    dialog.done_with = told
    dialog.open()
    return dialog


def take_back(entry: EntryRow, desk: Desk, shell: Shell, parent: QWidget) -> ConfirmDialog:
    """Asks for the day on which the money went back; the invoice is open again afterwards."""
    day = DateField(_("Went back on"), today(desk.clock))
    whole = entry.amount if entry.kept is None else entry.amount + entry.kept
    title = _("Take the payment of {amount} back?").format(amount=shown_money(whole))
    detail = _("It was booked for {day}. The invoice will be open again; both entries stay in the history.")
    dialog = ConfirmDialog(
        parent, title, detail.format(day=shown_date(entry.booked_on)), _("Take back"), danger=True, extra=day
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def agreed() -> None:
        command = ReversePayment(entry.id, day.value())
        give(shell, desk, command, partial(_told, shell), shell.show_refusal, owner=parent)

    dialog.accepted.connect(agreed)
    dialog.open()
    return dialog


def _told(shell: Shell, _event: Event) -> None:
    shell.toast(_("Taken back. The invoice is open again."))

"""Asks where a receipt goes by mail, and has it sent."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from domain.till.mail_receipt import MailReceipt
from domain.views.till import ReceiptRow
from ui.backoffice.asking import give
from ui.desk import Desk
from ui.language import _, current_language
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.forms import Form, TextField

LONGEST = 254


class MailDialog(QDialog):
    """`then` gets the address; "" where the customer's own is meant. `own`: that address, "" where it is not known
    here. `has_customer`: the receipt belongs to somebody."""

    def __init__(
        self, parent: QWidget, number: str, own: str, then: Callable[[str], object], *, has_customer: bool
    ) -> None:
        super().__init__(parent)
        self._then = then
        self.setWindowTitle(_("Receipt by mail"))
        self.setMinimumWidth(theme().px(520))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = Form()
        self.address = TextField(_("Mail address"), required=not has_customer, longest=LONGEST)
        self.form.add(address=self.address)
        self.address.set_value(own)
        about = (
            _("Leave it empty to write to the customer's own address, in their language.")
            if has_customer
            else _("The address is used for this letter alone, and is not kept.")
        )
        self.deed = button(_("Send it"), self.give, kind="primary", sign="email-outline", touch=True)
        self.deed.setDefault(True)
        head = text(_("Receipt {number} by mail").format(number=number), "title", wrap=True)
        buttons = row(None, button(_("Cancel"), self.reject, touch=True), self.deed)
        self.setLayout(column(head, text(about, "muted", wrap=True), self.form, buttons, gap=16, margin=24))
        self.address.setFocus()

    def give(self) -> None:
        values = self.form.read()
        if values is not None:
            self.accept()
            self._then(values["address"])


def ask_mail(shell: Shell, desk: Desk, parent: QWidget, receipt: ReceiptRow, own: str = "") -> MailDialog:
    """Opens the dialog; the worker writes the letter. `own`: the customer's address, where it is known here."""

    def send(address: str) -> None:
        is_own = receipt.customer_id is not None and address == own
        command = MailReceipt(receipt.receipt_id, current_language(), "" if is_own else address)
        give(shell, desk, command, lambda _event: shell.toast(_("It goes by mail.")), shell.show_refusal, owner=parent)

    made = MailDialog(parent, receipt.number, own, send, has_customer=receipt.customer_id is not None)
    made.open()
    return made

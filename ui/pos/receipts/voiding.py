"""Asks why a receipt is taken back, and how its money goes back."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from domain.till.drawer import NOTE_LENGTH
from domain.till.model import Receipt, Way
from ui.language import _, shown_money
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.forms import ChoiceField, Form, TextField


class VoidDialog(QDialog):
    """`then` gets the reason, and whether money of a card goes back in cash."""

    def __init__(self, parent: QWidget, receipt: Receipt, then: Callable[[str, bool], object]) -> None:
        super().__init__(parent)
        self._then = then
        title = _("Take receipt {number} back").format(number=receipt.number)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(520))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = Form()
        self.form.add(reason=TextField(_("Why"), required=True, longest=NOTE_LENGTH))
        has_card = any(each.way is Way.CARD for each in receipt.payments)
        ways = [(False, _("onto the card, by the terminal")), (True, _("in cash"))]
        self.way = ChoiceField(_("What was paid by card goes back"), ways)
        self.form.add(in_cash=self.way)
        self.way.setVisible(has_card)
        about = _("{amount} go back. The receipt stays; a new one names it and takes it back.")
        self.deed = button(_("Take back"), self.give, kind="danger", sign="receipt-text-remove-outline", touch=True)
        head = text(title, "title", wrap=True)
        words = text(about.format(amount=shown_money(receipt.sum)), "muted", wrap=True)
        buttons = row(None, button(_("Cancel"), self.reject, touch=True), self.deed)
        self.setLayout(column(head, words, self.form, buttons, gap=16, margin=24))

    def give(self) -> None:
        values = self.form.read()
        if values is not None:
            self.accept()
            self._then(values["reason"], bool(values["in_cash"]))

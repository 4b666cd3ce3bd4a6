"""A transfer given out by hand: to invoices that are looked up, and what is left to a customer's balance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from domain.application import Command
from domain.banking.book_transfer import BookTransfer, PartOf
from domain.banking.suggest import OpenItem, Suggestion
from domain.ids import CustomerId, InvoiceId
from domain.money import Money
from domain.views.banking import TransferRow
from ui.backoffice.asking import Asker
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.parts import PickField
from ui.desk import Desk
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import tool
from ui.widgets.forms import MoneyField, WrongEntry

MOST = 12
MOST_CUSTOMERS = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """An open invoice; or, without one, a customer whose balance takes it."""

    customer_id: CustomerId
    customer: str
    item: OpenItem | None = None
    number: str = ""


class _Line(QWidget):
    """An invoice that takes something."""

    def __init__(
        self, item: OpenItem, customer: str, amount: Money, changed: Callable[[], None], gone: Callable[[], None]
    ):
        super().__init__()
        self.item, self.customer = item, customer
        self.amount = MoneyField("", currency=item.open.currency, zero=False)
        self.amount.set_value(amount)
        self.amount.setMaximumWidth(theme().px(160))
        self.amount.editor.setAccessibleName(_("Amount for {number}").format(number=item.number))
        self.amount.changed.connect(changed)
        about = _("{number} · {customer} · {open} open").format(
            number=item.number, customer=customer, open=shown_money(item.open)
        )
        out = tool("close", _("Take it out"), gone)
        layout = row(gap=12)
        layout.addWidget(text(about, wrap=True), 1, Qt.AlignmentFlag.AlignVCenter)
        for part in (self.amount, out):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(layout)

    def value(self) -> Money | None:
        """None: what stands there is no amount."""
        try:
            found: Money = self.amount.value()
        except WrongEntry:
            return None
        return found


class BookDialog(DeedDialog):
    """Begins with a proposal, or empty. The sum of all lines and what becomes balance is shown all the time."""

    def __init__(
        self, desk: Desk, shell: Shell, parent: QWidget, transfer: TransferRow, found: Suggestion | None = None
    ) -> None:
        detail = _("{amount} from {payer}: {text}").format(
            amount=shown_money(transfer.left), payer=transfer.payer or "–", text=transfer.text or "–"
        )
        super().__init__(desk, shell, parent, title=_("Book transfer"), detail=detail, deed=_("Book"))
        self.setMinimumWidth(theme().px(680))
        self._transfer, self._asker = transfer, Asker(shell, self)
        self._customer: tuple[CustomerId, str] | None = None if found is None else (found.customer_id, found.customer)
        self.lines: list[_Line] = []
        self._rows = column(gap=8)
        self.pick: PickField[Hit] = PickField(_("Invoice, contract or customer"), self._ask, _shown)
        self.pick.picked.connect(self.take)
        self.rest = text("", wrap=True)
        self.form.hide()
        self.below.addWidget(self.pick)
        self.below.addLayout(self._rows)
        self.below.addWidget(self.rest)
        self.below.addStretch(1)
        if found is not None:
            for part in found.parts:
                item = OpenItem(part.invoice_id, part.number, found.customer_id, part.open, transfer.booked_on)
                self._add(item, found.customer, part.amount)
        self._settle()
        self.pick.line.setFocus()

    def take(self, hit: Hit) -> None:
        """An invoice more; it takes what is open of it, at most what is left."""
        item = hit.item
        if item is None or self._customer is None:
            self._customer = (hit.customer_id, hit.customer)
        if item is None or item.invoice_id in {each.item.invoice_id for each in self.lines}:
            self._settle()
            return
        left = self._left()
        amount = min(item.open, left, key=lambda one: one.minor) if left is not None and left.minor > 0 else item.open
        self._add(item, hit.customer, amount)
        self._settle()

    def command(self, _values: Mapping[str, Any]) -> Command | None:
        left = self._left()
        if left is None or left.minor < 0 or self._customer is None:
            return None
        parts = tuple(PartOf(each.item.invoice_id, each.item.open, each.value() or left) for each in self.lines)
        return BookTransfer(self._transfer.id, self._customer[0], self._transfer.left, parts, left)

    def _add(self, item: OpenItem, customer: str, amount: Money) -> None:
        made = _Line(item, customer, amount, self._settle, partial(self._take_out, item.invoice_id))
        self.lines.append(made)
        self._rows.addWidget(made)

    def _take_out(self, invoice_id: InvoiceId) -> None:
        kept = [(each.item, each.customer, each.value() or each.item.open) for each in self.lines]
        self.lines = []
        clear(self._rows)
        for item, customer, amount in kept:
            if item.invoice_id != invoice_id:
                self._add(item, customer, amount)
        self._settle()

    def _left(self) -> Money | None:
        """None: an amount cannot be read."""
        left = self._transfer.left
        for each in self.lines:
            value = each.value()
            if value is None or value.currency != left.currency:
                return None
            left -= value
        return left

    def _settle(self) -> None:
        left = self._left()
        name = self._customer[1] if self._customer else ""
        is_fine = left is not None and left.minor >= 0 and self._customer is not None
        self.save.setEnabled(is_fine)
        if self._customer is None:
            words = _("Look up an invoice or a customer with something open. More may follow.")
        elif left is None:
            words = _("An amount cannot be read.")
        elif left.minor < 0:
            words = _("{amount} too much is given out.").format(amount=shown_money(-left))
        elif left:
            words = _("{amount} become balance of {customer}.").format(amount=shown_money(left), customer=name)
        else:
            words = _("All of it is given out.")
        self.rest.setText(words)

    def _ask(self, words: str, done: Callable[[Sequence[Hit]], None]) -> None:
        self._asker.ask(lambda: found_by(self._desk, words), done)


def found_by(desk: Desk, words: str) -> list[Hit]:
    """Open invoices first, then customers for whom it may be kept. On the database's thread."""
    items = [Hit(item.customer_id, name, item, item.number) for item, name in desk.office.bank.open_items(words, MOST)]
    people = desk.office.customers(words, MOST_CUSTOMERS).rows
    return [*items, *(Hit(each.id, each.name, None, each.number) for each in people)]


def _shown(hit: Hit) -> tuple[str, str, str]:
    if hit.item is None:
        return f"{hit.customer} · {hit.number}", _("Keep as balance"), "account-outline"
    detail = _("{open} open, due {day}").format(open=shown_money(hit.item.open), day=shown_date(hit.item.due_on))
    return f"{hit.number} · {hit.customer}", detail, "receipt-text-outline"

"""What is done with a balance beside paying it out: used at once, or there again because a pay-out failed."""

from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from domain.application import Command, Event
from domain.billing.reverse_pay_out import PayOutReversed, ReversePayOut
from domain.billing.settlement import REFERENCE_LENGTH
from domain.billing.use_balance import BalanceUsed, UseBalance
from domain.clock import today
from domain.ids import CustomerId
from domain.views.settlement import CustomerBalance, EntryRow, OpenUse
from ui.backoffice.invoices.money_dialog import MoneyDialog
from ui.backoffice.parts import SmallTable
from ui.desk import Desk
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.base import text
from ui.widgets.forms import DateField, TextField
from ui.widgets.table import Align, Column


class UseDialog(MoneyDialog):
    """Shows which open invoices would take how much, before anything is booked."""

    def __init__(
        self, customer_id: CustomerId, balance: CustomerBalance, desk: Desk, shell: Shell, parent: QWidget
    ) -> None:
        detail = _("There is {amount}. The invoice that was due first takes first; nothing is paid in or out.")
        super().__init__(
            desk,
            shell,
            parent,
            title=_("Use the balance now"),
            detail=detail.format(amount=shown_money(balance.amount)),
            deed=_("Use {amount} now").format(amount=shown_money(balance.used)),
        )
        self.setMinimumWidth(theme().px(560))
        self._customer_id, self._balance = customer_id, balance
        self.uses = SmallTable(_columns(), _("Nothing is open."), name=_("Open invoices"), most=6)
        self.uses.set_rows(balance.uses)
        left = balance.amount - balance.used
        words = _("{left} stays for the next invoice.") if left else _("Nothing of the balance is left then.")
        self.below.addWidget(self.uses)
        self.below.addWidget(text(words.format(left=shown_money(left)), "muted", wrap=True))
        self.done_with = self._told
        self.save.setFocus()

    def command(self, values: Mapping[str, Any]) -> Command:
        return UseBalance(self._customer_id, self._balance.amount, self._balance.used)

    def _told(self, event: Event) -> None:
        used = cast(BalanceUsed, event)
        words = _("{amount} used. {left} stays to their credit.") if used.left else _("{amount} used.")
        self._shell.toast(words.format(amount=shown_money(used.amount), left=shown_money(used.left)))


class FailedPayOutDialog(MoneyDialog):
    """The day the money came back, and why."""

    def __init__(self, entry: EntryRow, desk: Desk, shell: Shell, parent: QWidget) -> None:
        detail = _(
            "The pay-out of {day} came back from the bank. The whole of it is to the customer’s credit again; both"
            " entries stay in the history."
        )
        super().__init__(
            desk,
            shell,
            parent,
            title=_("Pay-out came back"),
            detail=detail.format(day=shown_date(entry.booked_on)),
            deed=_("Take pay-out back"),
        )
        self._entry = entry
        hint = _("As the bank says it, for example: account closed.")
        self.form.add(on=DateField(_("Came back on"), today(desk.clock)))
        self.form.add(reason=TextField(_("Reason"), longest=REFERENCE_LENGTH, hint=hint, required=True))
        self.done_with = self._told
        self.form["reason"].setFocus()

    def command(self, values: Mapping[str, Any]) -> Command:
        return ReversePayOut(self._entry.id, values["on"], values["reason"])

    def _told(self, event: Event) -> None:
        amount = cast(PayOutReversed, event).amount
        self._shell.toast(_("Taken back. {amount} is to their credit again.").format(amount=shown_money(amount)))


def _columns() -> list[Column[OpenUse]]:
    return [
        Column("document", _("Invoice"), lambda use: use.document, code=True, fills=True),
        Column("due_on", _("Due on"), lambda use: use.due_on, width=128),
        Column("open", _("Open amount"), lambda use: use.open, align=Align.RIGHT, width=120),
        Column("used", _("Takes"), lambda use: use.used, align=Align.RIGHT, width=104),
    ]

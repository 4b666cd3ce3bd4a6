"""A balance is used at once for what is open, instead of waiting for the next invoice."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from domain.application import Command, Event
from domain.billing.use_balance import BalanceUsed, UseBalance
from domain.ids import CustomerId
from domain.money import total
from domain.views.settlement import CustomerBalance, OpenUse
from ui.backoffice.invoices.money_dialog import MoneyDialog
from ui.backoffice.parts import SmallTable
from ui.desk import Desk
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.base import text
from ui.widgets.forms import ChoiceField
from ui.widgets.table import Align, Column


class UseDialog(MoneyDialog):
    """Shows which open invoices would take how much, before anything is booked; one of them may be chosen."""

    def __init__(
        self, customer_id: CustomerId, balance: CustomerBalance, desk: Desk, shell: Shell, parent: QWidget
    ) -> None:
        detail = _("There is {amount}. Nothing is paid in or out.")
        super().__init__(
            desk,
            shell,
            parent,
            title=_("Use the balance now"),
            detail=detail.format(amount=shown_money(balance.amount)),
            deed="",
        )
        self.setMinimumWidth(theme().px(560))
        self._customer_id, self._balance = customer_id, balance
        words = _("{number}, due on {day}")
        single = [(each, words.format(number=each.document, day=shown_date(each.due_on))) for each in balance.uses]
        which = ChoiceField(_("For"), [(None, _("All that is open, the one due first first")), *single])
        which.setVisible(len(single) > 1)
        which.changed.connect(self._settle)
        self.form.add(which=which)
        self.uses = SmallTable(_columns(), _("Nothing is open."), name=_("Open invoices"), most=6)
        self.left = text("", "muted", wrap=True)
        self.below.addWidget(self.uses)
        self.below.addWidget(self.left)
        self.done_with = self._told
        self._settle()
        self.save.setFocus()

    def _settle(self) -> None:
        rows = self._rows(self.form["which"].value())
        used = total((each.used for each in rows), self._balance.amount.currency)
        self.uses.set_rows(rows)
        left = self._balance.amount - used
        words = _("{left} stays for the next invoice.") if left else _("Nothing of the balance is left then.")
        self.left.setText(words.format(left=shown_money(left)))
        self.save.setText(_("Use {amount} now").format(amount=shown_money(used)))

    def _rows(self, chosen: OpenUse | None) -> list[OpenUse]:
        """What would be booked."""
        if chosen is None:
            return [each for each in self._balance.uses if each.used]
        least = min(chosen.open, self._balance.amount, key=lambda each: each.minor)
        return [replace(chosen, used=least)]

    def command(self, values: Mapping[str, Any]) -> Command:
        chosen: OpenUse | None = values["which"]
        used = total((each.used for each in self._rows(chosen)), self._balance.amount.currency)
        only = () if chosen is None else (chosen.invoice_id,)
        return UseBalance(self._customer_id, self._balance.amount, used, only)

    def _told(self, event: Event) -> None:
        used = cast(BalanceUsed, event)
        words = _("{amount} used. {left} stays to their credit.") if used.left else _("{amount} used.")
        self._shell.toast(words.format(amount=shown_money(used.amount), left=shown_money(used.left)))


def _columns() -> list[Column[OpenUse]]:
    return [
        Column("document", _("Invoice"), lambda use: use.document, code=True, fills=True),
        Column("due_on", _("Due on"), lambda use: use.due_on, width=128),
        Column("open", _("Open amount"), lambda use: use.open, align=Align.RIGHT, width=120),
        Column("used", _("Takes"), lambda use: use.used, align=Align.RIGHT, width=104),
    ]

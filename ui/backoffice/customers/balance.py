"""What a customer has to their credit, where it came from and went, and how it is paid out or used."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from domain.application import Command, Event
from domain.billing.pay_out_balance import BalancePaidOut, PayOutBalance
from domain.billing.settlement import REFERENCE_LENGTH
from domain.clock import today
from domain.ids import CustomerId
from domain.money import Money
from domain.views.office_rows import CustomerPage
from domain.views.settlement import CustomerBalance, EntryRow
from ui.backoffice.customers.balance_deeds import FailedPayOutDialog, UseDialog
from ui.backoffice.invoices.money_dialog import MoneyDialog, paid_by_field
from ui.backoffice.invoices.settlement import entry_tone, entry_words
from ui.backoffice.parts import SmallTable
from ui.backoffice.words import shown_sums
from ui.desk import Desk
from ui.language import _, shown_money
from ui.shell.port import Shell
from ui.widgets.base import row
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import DateField, MoneyField, TextField
from ui.widgets.table import Column


class BalanceCard(Card):
    """`show_page` fills it; it hides itself where there never was a balance."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Balance"), parent=parent)
        self._desk, self._shell = desk, shell
        self._page: CustomerPage | None = None
        self.entries = SmallTable(_columns(), _("Nothing yet."), name=_("Balance"), most=6)
        self.entries.opened.connect(self._open)
        self.entries.current_changed.connect(lambda _chosen: self._settle())
        self.pay_out = button(_("Pay out …"), self._on_pay_out, sign="cash-refund")
        self.use = button(_("Use now …"), self._on_use, sign="cash-check")
        self.use.setToolTip(_("Settle invoices that are open with the balance, instead of waiting for the next one."))
        self.came_back = button(_("Pay-out came back …"), self._on_came_back, sign="undo")
        self.came_back.setToolTip(_("Choose a pay-out that the bank sent back; its amount is balance again."))
        self.add(self.entries, Bend(row(self.use, self.pay_out, None), row(None, self.came_back), gap=12))

    def show_page(self, page: CustomerPage) -> None:
        self._page = page
        self.setVisible(bool(page.balances))
        sums = tuple(balance.amount for balance in page.balances)
        self.set_title(_("Balance"), _("{amount} to their credit").format(amount=shown_sums(sums)))
        self.entries.set_rows([entry for balance in page.balances for entry in balance.entries])
        self.pay_out.setEnabled(any(sums))
        self.use.setVisible(any(balance.uses for balance in page.balances))
        self.came_back.setVisible(bool(self._pay_outs()))
        self._settle()

    def _settle(self) -> None:
        self.came_back.setEnabled(self._failed() is not None)

    def _pay_outs(self) -> list[EntryRow]:
        balances = self._page.balances if self._page is not None else ()
        return [entry for balance in balances for entry in balance.entries if entry.can_come_back]

    def _failed(self) -> EntryRow | None:
        """The chosen pay-out; where there is only one, nobody has to choose."""
        chosen: EntryRow | None = self.entries.current()
        if chosen is not None and chosen.can_come_back:
            return chosen
        known = self._pay_outs()
        return known[0] if len(known) == 1 else None

    def _meant(self, balances: Sequence[CustomerBalance]) -> CustomerBalance | None:
        """That of the currency of the chosen entry, else the first."""
        chosen: EntryRow | None = self.entries.current()
        of_chosen = [each for each in balances if chosen is not None and each.amount.currency == chosen.amount.currency]
        return next(iter([*of_chosen, *balances]), None)

    def _on_pay_out(self) -> None:
        balance = self._meant([each for each in self._page.balances if each.amount] if self._page else [])
        if balance is not None and self._page is not None:
            PayOutDialog(self._page.customer.id, balance.amount, self._desk, self._shell, self).open()

    def _on_use(self) -> None:
        balance = self._meant([each for each in self._page.balances if each.uses] if self._page else [])
        if balance is not None and self._page is not None:
            UseDialog(self._page.customer.id, balance, self._desk, self._shell, self).open()

    def _on_came_back(self) -> None:
        failed = self._failed()
        if failed is not None:
            FailedPayOutDialog(failed, self._desk, self._shell, self).open()

    def _open(self, chosen: EntryRow) -> None:
        if chosen.document:
            self._shell.open("invoice", chosen.document)


class PayOutDialog(MoneyDialog):
    """Starts with all of it."""

    def __init__(self, customer_id: CustomerId, balance: Money, desk: Desk, shell: Shell, parent: QWidget) -> None:
        detail = _("There is {amount}. Pay it back outside of Umlauf, then enter here what was paid and to whom.")
        super().__init__(
            desk,
            shell,
            parent,
            title=_("Pay out balance"),
            detail=detail.format(amount=shown_money(balance)),
            deed=_("Record pay-out"),
        )
        self._customer_id, self._balance = customer_id, balance
        amount = MoneyField(_("Amount"), currency=balance.currency, zero=False)
        amount.set_value(balance)
        self.form.add(amount=amount, paid_on=DateField(_("Paid on"), today(desk.clock)))
        self.form.add(by=paid_by_field(_("How")))
        hint = _("Account or name it went to.")
        self.form.add(reference=TextField(_("Paid to"), longest=REFERENCE_LENGTH, hint=hint, required=True))
        self.done_with = self._told
        amount.setFocus()

    def command(self, values: Mapping[str, Any]) -> Command:
        return PayOutBalance(
            self._customer_id,
            self._balance,
            values["amount"],
            values["paid_on"],
            values["by"],
            reference=values["reference"],
        )

    def _told(self, event: Event) -> None:
        left = cast(BalancePaidOut, event).left
        words = _("Booked. {left} stays to their credit.") if left else _("Booked. The balance is paid out.")
        self._shell.toast(words.format(left=shown_money(left)))


def _columns() -> list[Column[EntryRow]]:
    return [
        Column("booked_on", _("Day"), lambda entry: entry.booked_on, width=112),
        Column("what", _("What"), entry_words, tone=entry_tone, fills=True),
        Column("document", _("Document"), lambda entry: entry.document or None, code=True, width=152, yields=1),
        Column("reference", _("Reference"), lambda entry: entry.reference or None, width=176, yields=2),
        Column("left", _("Left of it"), lambda entry: entry.left or None, width=104, yields=3),
        Column("amount", _("Amount"), lambda entry: entry.amount, width=112),
    ]

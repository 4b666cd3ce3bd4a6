"""What a customer has to their credit, where it came from and went, and how it is paid out or used."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from PySide6.QtWidgets import QCheckBox, QWidget

from domain.application import Command, Event
from domain.billing.pay_out_balance import BalancePaidOut, PayOutBalance
from domain.clock import today
from domain.ids import CustomerId
from domain.money import Money
from domain.refunds.model import ACCOUNT_LENGTH, REASON_LENGTH
from domain.views.office_rows import CustomerPage
from domain.views.refunds import RefundsOfCustomer
from domain.views.settlement import CustomerBalance, EntryRow
from ui.backoffice.customers.balance_deeds import UseDialog
from ui.backoffice.invoices.money_dialog import MoneyDialog, paid_by_field
from ui.backoffice.invoices.settlement import entry_tone, entry_words
from ui.backoffice.parts import SmallTable
from ui.backoffice.words import shown_sums
from ui.desk import Desk
from ui.language import _, shown_money
from ui.shell.port import Shell
from ui.widgets.base import row
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import DateField, MoneyField, TextField
from ui.widgets.table import Column


class BalanceCard(Card):
    """`show_page` fills it, `show_refunds` says what of it may go out; hidden where there never was a balance."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Balance"), parent=parent)
        self._desk, self._shell = desk, shell
        self._page: CustomerPage | None = None
        self._refunds: RefundsOfCustomer | None = None
        self.entries = SmallTable(_columns(), _("Nothing yet."), name=_("Balance"), most=6)
        self.entries.opened.connect(self._open)
        self.pay_out = button(_("Pay out …"), self._on_pay_out, sign="cash-refund")
        self.use = button(_("Use now …"), self._on_use, sign="cash-check")
        self.use.setToolTip(_("Settle invoices that are open with the balance, instead of waiting for the next one."))
        self.add(self.entries, row(self.use, self.pay_out, None))

    def show_page(self, page: CustomerPage) -> None:
        self._page, self._refunds = page, None
        self.setVisible(bool(page.balances))
        sums = tuple(balance.amount for balance in page.balances)
        kept = tuple(balance.kept for balance in page.balances if balance.kept)
        words = _("{amount} to their credit, {kept} of it kept for orders that have no invoice yet")
        if not kept:
            words = _("{amount} to their credit")
        self.set_title(_("Balance"), words.format(amount=shown_sums(sums), kept=shown_sums(kept)))
        self.entries.set_rows([entry for balance in page.balances for entry in balance.entries])
        self.pay_out.setEnabled(False)
        self.use.setVisible(any(balance.uses for balance in page.balances))

    def show_refunds(self, refunds: RefundsOfCustomer) -> None:
        self._refunds = refunds
        sums = [each for each in refunds.payable if each]
        self.pay_out.setEnabled(any(refunds.free(each.currency) for each in sums))
        words = _(
            "Nothing of it may go out: it is a reward, was never paid in, is kept for an order, or another refund takes"
            " it."
        )
        if sums:
            words = _("A pay-out is under way: finish it first.")
        self.pay_out.setToolTip("" if self.pay_out.isEnabled() else words)

    def _meant(self, balances: Sequence[CustomerBalance]) -> CustomerBalance | None:
        """That of the currency of the chosen entry, else the first."""
        chosen: EntryRow | None = self.entries.current()
        of_chosen = [each for each in balances if chosen is not None and each.amount.currency == chosen.amount.currency]
        return next(iter([*of_chosen, *balances]), None)

    def _on_pay_out(self) -> None:
        page, refunds = self._page, self._refunds
        if page is None or refunds is None:
            return
        payable = {each.currency: each for each in refunds.payable if each and refunds.free(each.currency)}
        balance = self._meant([each for each in page.balances if each.amount.currency in payable])
        if balance is not None:
            known = (balance.amount, payable[balance.amount.currency])
            PayOutDialog(page.customer.id, known, self._desk, self._shell, self).open()

    def _on_use(self) -> None:
        balance = self._meant([each for each in self._page.balances if each.uses] if self._page else [])
        if balance is not None and self._page is not None:
            UseDialog(self._page.customer.id, balance, self._desk, self._shell, self).open()

    def _open(self, chosen: EntryRow) -> None:
        if chosen.refund:
            self._shell.open("refund", chosen.refund)
        elif chosen.document:
            self._shell.open("invoice", chosen.document)


class PayOutDialog(MoneyDialog):
    """Starts with all that may go out; `known`: the whole balance, and that part of it."""

    def __init__(
        self, customer_id: CustomerId, known: tuple[Money, Money], desk: Desk, shell: Shell, parent: QWidget
    ) -> None:
        self._balance, payable = known
        detail = _("There is {amount}. Above your limit it waits until somebody else lets it go.")
        if payable != self._balance:
            detail = _(
                "There is {amount}, of which {payable} may go out: the rest is a reward, was never paid in, is kept for"
                " an order, or another refund takes it. Above your limit it waits until somebody else lets it go."
            )
        super().__init__(
            desk,
            shell,
            parent,
            title=_("Pay out balance"),
            detail=detail.format(amount=shown_money(self._balance), payable=shown_money(payable)),
            deed=_("Pay out"),
        )
        self._customer_id = customer_id
        amount = MoneyField(_("Amount"), currency=payable.currency, zero=False)
        amount.set_value(payable)
        self.form.add(amount=amount, paid_on=DateField(_("Paid on"), today(desk.clock)))
        self.form.add(by=paid_by_field(_("How")))
        hint = _("IBAN; for cash who took it.")
        self.form.add(account=TextField(_("Paid to"), longest=ACCOUNT_LENGTH, hint=hint, required=True))
        self.form.add(reason=TextField(_("Reason for the books"), longest=REASON_LENGTH))
        self.agreed = QCheckBox(_("Another way than they paid: the customer agreed"))
        self.below.addWidget(self.agreed)
        self.done_with = self._told
        amount.setFocus()

    def command(self, values: Mapping[str, Any]) -> Command:
        return PayOutBalance(
            self._customer_id,
            self._balance,
            values["amount"],
            values["paid_on"],
            values["by"],
            values["reason"],
            self.agreed.isChecked(),
            values["account"],
        )

    def _told(self, event: Event) -> None:
        paid = cast(BalancePaidOut, event)
        words = _("Pay-out {number} is booked. {left} stays to their credit.")
        if not paid.is_sent:
            words = _("Pay-out {number} waits for somebody who may approve it.")
        elif not paid.left:
            words = _("Pay-out {number} is booked. The balance is paid out.")
        self._shell.toast(words.format(number=paid.number, left=shown_money(paid.left)))


def _columns() -> list[Column[EntryRow]]:
    return [
        Column("booked_on", _("Day"), lambda entry: entry.booked_on, width=112),
        Column("what", _("What"), entry_words, tone=entry_tone, fills=True),
        Column("document", _("Document"), _document, code=True, width=152, yields=1),
        Column("reference", _("Reference"), lambda entry: entry.reference or None, width=176, yields=2),
        Column("left", _("Left of it"), lambda entry: entry.left or None, width=104, yields=3),
        Column("amount", _("Amount"), lambda entry: entry.amount, width=112),
    ]


def _document(entry: EntryRow) -> str | None:
    """Of a pay-out its refund."""
    return entry.refund or entry.document or None

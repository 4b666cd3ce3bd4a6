"""The forms with which a refund is asked for and moved on."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QCheckBox, QWidget

from domain.application import Command
from domain.billing.settlement import PaidBy
from domain.contracts.model import Contract
from domain.contracts.status import Status
from domain.errors import AppError
from domain.money import Money
from domain.period import Period
from domain.refunds.ask_refund import AskRefund
from domain.refunds.credit_refund import CreditRefund
from domain.refunds.fail_refund import FailRefund
from domain.refunds.model import ACCOUNT_LENGTH, REASON_LENGTH, GiftAsked, RefundCause, RefundId
from domain.refunds.refuse_refund import RefuseRefund
from domain.refunds.send_refund import SendRefund
from domain.refunds.settle_refund import SettleRefund
from domain.settings.business import IbanWrong, iban_from
from domain.views.refunds import RefundPage, RefundPreview, RefundSpot
from ui.backoffice.asking import Asker
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.invoices.money_dialog import paid_by_field
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_money
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import text
from ui.widgets.forms import ChoiceField, DateField, MoneyField, TextField, WrongEntry


class AskRefundDialog(DeedDialog):
    """By line and days, or what is credited anyway; what it comes to stands below before anything is saved.

    `spot`: the line and days that it starts with, None: the last week that ran, of all lines.
    """

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        parent: QWidget,
        contract: Contract,
        today: date,
        *,
        spot: RefundSpot | None = None,
    ) -> None:
        detail = _("The credit note is written at once. Only what was paid goes out; the rest lowers open invoices.")
        title = _("Refund from contract {number}").format(number=contract.number)
        super().__init__(desk, shell, parent, title=title, detail=detail, deed=_("Ask for refund"))
        self.setMinimumWidth(theme().px(600))
        self._contract, self._id, self._asker = contract, RefundId(uuid4()), Asker(shell, self)
        self._preview: RefundPreview | None = None
        is_withdrawn = contract.status is Status.WITHDRAWN
        causes = [RefundCause.WITHDRAWAL] if is_withdrawn else []
        causes += [each for each in RefundCause if each not in (RefundCause.WITHDRAWAL, RefundCause.BALANCE)]
        first, last = _days_of(contract, today) if spot is None else (spot.first_day, spot.last_day)
        scopes = [("days", _("For days that were charged")), ("credited", _("What is credited already"))]
        lines = [(None, _("All lines")), *((each.id, each.title) for each in contract.lines if each.is_recurring)]
        starts_credited = is_withdrawn and spot is None
        scope = ChoiceField(_("What goes back"), scopes[::-1] if starts_credited else scopes)
        self.form.add(cause=ChoiceField(_("Why"), [(each, label(each)) for each in causes]), scope=scope)
        line = ChoiceField(_("Line"), lines)
        hint = _("As the contract's prices are; left empty, all that these days cost.")
        self.form.add(line=line)
        self.form.add(first=DateField(_("First day"), first), last=DateField(_("Last day"), last))
        account = TextField(_("Account of the customer"), longest=ACCOUNT_LENGTH, hint=_("IBAN"))
        self.form.add(part=TextField(_("Part of it"), longest=14, hint=hint), account=account)
        self.form.add(reason=TextField(_("Reason for the books"), required=True, longest=REASON_LENGTH))
        self.says = text("", wrap=True)
        self.below.addWidget(self.says)
        self._part = MoneyField("")
        if spot is not None:
            line.set_value(spot.line_id)
        for name in ("cause", "scope", "line", "first", "last", "part"):
            self.form[name].changed.connect(self._look)
        self._look()
        self.form["cause"].setFocus()

    def gift(self) -> GiftAsked | None:
        """Raises WrongEntry, PeriodReversed."""
        if self.form["scope"].value() == "credited":
            return None
        period = Period.through(self.form["first"].value(), self.form["last"].value())
        line = self.form["line"].value()
        return GiftAsked(period, self._amount(), () if line is None else (line,))

    def command(self, values: Mapping[str, Any]) -> Command | None:
        """The most that goes out is what the preview said."""
        found = self._preview
        if found is None:
            return None
        try:
            gift = self.gift()
        except (WrongEntry, AppError):
            return None
        account = self._account(values["account"])
        if account is None:
            return None
        amount = found.money if gift is None else found.credited
        cause, reason = values["cause"], values["reason"]
        return AskRefund(self._id, self._contract.id, cause, amount, reason, gift, account)

    def _account(self, typed: str) -> str | None:
        """A misread number is said here, not to whoever pays it out weeks later. None: it was said."""
        try:
            return iban_from(typed) if typed else ""
        except IbanWrong as error:
            self.form["account"].show_error(refusal(error))
            return None

    def _amount(self) -> Money | None:
        typed = self.form["part"].value().strip()
        if not typed:
            return None
        self._part.editor.setProperty("text", typed)
        return self._part.value()

    def _look(self) -> None:
        by_days = self.form["scope"].value() == "days"
        for name in ("line", "first", "last", "part"):
            self.form[name].setVisible(by_days)
        self._preview = None
        self.save.setEnabled(False)
        try:
            gift = self.gift()
        except WrongEntry as wrong:
            self._say("", None)
            self.form["part"].show_error(str(wrong))
            return
        except AppError as error:
            self._say(refusal(error), Tone.BAD)
            return
        ask = partial(self._desk.office.refunds.preview, self._contract.id, self.form["cause"].value(), gift)
        self._asker.ask(ask, partial(self._show, gift is None), self._on_refused)

    def _show(self, is_credited: bool, found: RefundPreview) -> None:
        self._preview = found
        amount = found.money if is_credited else found.credited
        self.save.setEnabled(bool(amount))
        words = _("Credited today: {credited}. Of it goes out as money: {money} at most.")
        if is_credited and not amount:
            words = _("Nothing was credited that was also paid: there is nothing to send.")
        self._say(words.format(credited=shown_money(found.credited), money=shown_money(found.money)), None)

    def _say(self, words: str, tone: Tone | None) -> None:
        self.problem.setVisible(tone is not None)
        self.problem.setText(words if tone is not None else "")
        self.says.setText("" if tone is not None else words)

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._say(refusal(error), Tone.BAD)
        else:
            self._shell.show_refusal(error)


def _days_of(contract: Contract, today: date) -> tuple[date, date]:
    """The last week that ran, or the first of a contract that is younger."""
    start = contract.start_on or today
    last = max(start, today)
    return max(start, date.fromordinal(last.toordinal() - 6)), last


def send_dialog(desk: Desk, shell: Shell, parent: QWidget, page: RefundPage, today: date) -> DeedDialog:
    amount = shown_money(page.payable)
    about = _("{amount} leave the balance and stand on the list for the bank. The customer gets a letter.")
    made = DeedDialog(
        desk, shell, parent, title=_("Send refund"), detail=about.format(amount=amount), deed=_("Send {amount}").format(
            amount=amount)
    )  # fmt: skip
    account = TextField(_("Account"), longest=ACCOUNT_LENGTH, hint=_("IBAN; not needed for cash."))
    account.set_value(page.row.account)
    made.form.add(account=account)
    how = paid_by_field(_("How"))
    if page.paid:
        how.set_value(page.paid[0].by)
    made.form.add(by=how, sent_on=DateField(_("Sent on"), today))
    agreed = QCheckBox(_("Another way than they paid: the customer agreed"))
    agreed.setObjectName("other_way")
    made.below.addWidget(agreed)
    waits = page.may_wait and bool(page.still_out)
    if waits:
        proofs = [(False, _("No proof yet")), (True, _("A proof of dispatch is there"))]
        proof, proof_on = ChoiceField(_("Things are still out"), proofs), DateField(_("Sent by the customer on"), today)
        proof.changed.connect(lambda: proof_on.setVisible(proof.value()))
        proof_on.hide()
        made.form.add(proof=proof)
        made.form.add(proof_on=proof_on)

    def command(values: Mapping[str, Any]) -> Command:
        by: PaidBy = values["by"]
        shown = values["proof_on"] if waits and values["proof"] else None
        return SendRefund(
            page.row.refund.id,
            page.payable,
            values["sent_on"],
            by,
            goods_sent_on=shown,
            other_way_agreed=agreed.isChecked(),
            account=values["account"],
        )

    made.make = command
    return made


def fail_dialog(desk: Desk, shell: Shell, parent: QWidget, page: RefundPage, today: date) -> DeedDialog:
    about = _("The amount is balance again, a task is opened, and the customer is asked for an account by letter.")
    made = DeedDialog(desk, shell, parent, title=_("The refund came back"), detail=about, deed=_("It came back"))
    made.form.add(on=DateField(_("Came back on"), today))
    made.form.add(why=TextField(_("What the bank says"), required=True, longest=REASON_LENGTH))
    made.make = lambda values: FailRefund(page.row.refund.id, values["on"], values["why"])
    return made


def settle_dialog(desk: Desk, shell: Shell, parent: QWidget, page: RefundPage, today: date) -> DeedDialog:
    about = _("The bank's statement shows it. Nothing more is to be done.")
    made = DeedDialog(desk, shell, parent, title=_("The refund arrived"), detail=about, deed=_("It arrived"))
    made.form.add(on=DateField(_("Day of the statement"), today))
    made.make = lambda values: SettleRefund(page.row.refund.id, values["on"])
    return made


def refuse_dialog(desk: Desk, shell: Shell, parent: QWidget, page: RefundPage) -> DeedDialog:
    about = _("Nothing is credited. The reason stays in the books; no letter goes out.")
    made = DeedDialog(desk, shell, parent, title=_("Refuse refund"), detail=about, deed=_("Refuse"))
    made.form.add(why=TextField(_("Reason"), required=True, longest=REASON_LENGTH))
    made.make = lambda values: RefuseRefund(page.row.refund.id, values["why"])
    return made


def credit_dialog(desk: Desk, shell: Shell, parent: QWidget, page: RefundPage) -> DeedDialog:
    about = _("Nothing is sent: what was credited lowered an open invoice, or stays balance for the next ones.")
    made = DeedDialog(desk, shell, parent, title=_("Close as credited"), detail=about, deed=_("Close as credited"))
    made.form.add(why=TextField(_("Reason"), longest=REASON_LENGTH))
    made.make = lambda values: CreditRefund(page.row.refund.id, values["why"])
    return made

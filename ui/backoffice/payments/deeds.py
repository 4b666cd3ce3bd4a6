"""What a person may do about one attempt: a row of buttons that knows which of them fit."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from domain.application import Command, Event
from domain.clock import today
from domain.money import Money
from domain.payments.ask_method import AskMethod
from domain.payments.attempt import ASKED, AttemptStatus
from domain.payments.decide_attempt import DECIDED, DecideAttempt
from domain.payments.look_up_payment import LookUpPayment
from domain.payments.provider import AttemptId
from domain.payments.retry_payment import RetryPayment
from domain.payments.withdraw_attempt import WithdrawAttempt
from domain.views.payments import AttemptRow
from ui.backoffice.asking import give
from ui.desk import Desk
from ui.language import _, shown_money
from ui.shell.port import Shell
from ui.widgets.base import row
from ui.widgets.buttons import button
from ui.widgets.overlays import ConfirmDialog

_ENDED = frozenset({AttemptStatus.FAILED, AttemptStatus.RETURNED, AttemptStatus.WITHDRAWN})


class AttemptDeeds(QWidget):
    """`show_attempt` with the chosen one, None: none is. What was done touches the pages that show it."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._shell = desk, shell
        self._chosen: AttemptRow | None = None
        self.look_up = self._button(_("Look up now"), self._look_up, "magnify")
        self.look_up.setToolTip(_("The provider is asked what became of it. The answer comes in some seconds."))
        self.came = self._button(_("It came …"), partial(self._decide, came=True), "cash-check")
        self.came.setToolTip(_("The provider's page or the bank statement shows the money."))
        self.not_come = self._button(_("It did not come …"), partial(self._decide, came=False), "cash-remove")
        self.not_come.setToolTip(_("Somebody looked, and the money is not there."))
        self.again = self._button(_("Collect now"), self._again, "refresh")
        self.again.setToolTip(_("Plans one more attempt, whatever became of the earlier ones."))
        self.withdraw = self._button(_("Do not collect"), self._withdraw, "cancel")
        self.withdraw.setToolTip(_("It is not collected, also not by itself later."))
        self.ask = self._button(_("Ask for a method"), self._ask, "email-edit-outline")
        self.ask.setToolTip(_("The customer gets a letter with a link to leave another method."))
        buttons = (self.look_up, self.came, self.not_come, self.again, self.withdraw, self.ask)
        self.setLayout(row(*buttons, None, gap=8))
        self.show_attempt(None)

    def show_attempt(self, chosen: AttemptRow | None) -> None:
        self._chosen = chosen
        status = None if chosen is None else chosen.status
        self.look_up.setVisible(status in ASKED)
        self.came.setVisible(status in DECIDED)
        self.not_come.setVisible(status in DECIDED)
        self.again.setVisible(status in _ENDED)
        self.withdraw.setVisible(status is AttemptStatus.PLANNED)
        self.ask.setVisible(status in _ENDED)

    def _button(self, words: str, work: Callable[[], None], sign: str) -> QPushButton:
        return button(words, work, sign=sign)

    def _look_up(self) -> None:
        if self._chosen is not None:
            self._give(LookUpPayment(self._chosen.id), _("The provider is being asked."))

    def _again(self) -> None:
        if self._chosen is not None:
            self._give(RetryPayment(self._chosen.invoice_id), _("One more attempt is planned."))

    def _withdraw(self) -> None:
        if self._chosen is not None:
            self._give(WithdrawAttempt(self._chosen.id), _("Nothing is collected for this invoice now."))

    def _ask(self) -> None:
        if self._chosen is not None:
            self._give(AskMethod(self._chosen.customer_id), _("The customer is asked for another method."))

    def _decide(self, *, came: bool) -> None:
        """Said once, with what it means."""
        chosen = self._chosen
        if chosen is None:
            return
        dialog, command = decide_dialog(self._desk, self, chosen.id, chosen.amount, chosen.invoice, came=came)
        dialog.accepted.connect(partial(self._give, command, _("Noted.")))
        dialog.open()

    def _give(self, command: Command, told: str) -> None:
        def done(_event: Event) -> None:
            self._shell.toast(told)

        give(self._shell, self._desk, command, done, self._shell.show_refusal, owner=self)


def decide_dialog(
    desk: Desk, parent: QWidget, attempt_id: AttemptId, amount: Money, invoice: str, *, came: bool
) -> tuple[ConfirmDialog, DecideAttempt]:
    """The question, and the command that a yes gives."""
    title = _("{amount} came?") if came else _("{amount} did not come?")
    detail = _("The payment is booked for {invoice}. Should the provider say otherwise later, that counts.")
    if not came:
        detail = _("{invoice} stays open, and is collected again by the schedule.")
    deed = _("It came") if came else _("It did not come")
    dialog = ConfirmDialog(parent, title.format(amount=shown_money(amount)), detail.format(invoice=invoice), deed)
    return dialog, DecideAttempt(attempt_id, came, today(desk.clock))

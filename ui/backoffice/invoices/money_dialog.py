"""One form about money that changed hands, with its deed on the button; a refusal is shown beside its field."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from domain.application import Command, Event
from domain.billing.pay_out_balance import MoreThanPaidIn
from domain.billing.settlement import (
    AmountNotPositive,
    MoreThanBalance,
    MoreThanOpen,
    PaidBy,
    PaidInTheFuture,
    RewardIsNotPaidOut,
    WentBackBefore,
)
from domain.errors import AppError
from domain.settings.business import IbanWrong
from ui.backoffice.asking import give
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.forms import ChoiceField, Form

_BESIDE = {
    AmountNotPositive.code: "amount",
    MoreThanOpen.code: "amount",
    MoreThanBalance.code: "amount",
    PaidInTheFuture.code: "paid_on",
    WentBackBefore.code: "on",
    RewardIsNotPaidOut.code: "amount",
    MoreThanPaidIn.code: "amount",
    IbanWrong.code: "account",
}
"""The field that a refusal is about."""


class MoneyDialog(QDialog):
    """Derive: add fields to `form`, then `settle(…)`. `command` makes the command from what the form reads."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, *, title: str, detail: str, deed: str) -> None:
        super().__init__(parent)
        self._desk, self._shell = desk, shell
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(480))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = Form()
        self.save = button(deed, self.give, kind="primary", sign="check")
        self.save.setDefault(True)
        back = button(_("Cancel"), self.reject)
        self.below = column(gap=8)
        head = text(title, "title", wrap=True)
        buttons = row(None, back, self.save)
        self.setLayout(
            column(head, text(detail, "muted", wrap=True), self.form, self.below, buttons, gap=16, margin=24)
        )
        self.done_with: Callable[[Event], None] = lambda _event: None

    def command(self, values: Mapping[str, Any]) -> Command:
        raise TypeError("a dialog about money makes a command")

    def give(self) -> None:
        """Once, even if the button is pressed twice."""
        values = self.form.read()
        if values is None or not self.save.isEnabled():
            return
        self.save.setEnabled(False)
        give(self._shell, self._desk, self.command(values), self._on_done, self._on_refused, owner=self)

    def _on_done(self, event: Event) -> None:
        self.done_with(event)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self.save.setEnabled(True)
        field = _BESIDE.get(error.code) if isinstance(error, AppError) else None
        if field is None or not isinstance(error, AppError):
            self._shell.show_refusal(error)
            return
        self.form[field].show_error(refusal(error))
        self.form[field].setFocus()


def paid_by_field(words: str) -> ChoiceField:
    return ChoiceField(words, [(by, label(by)) for by in PaidBy])

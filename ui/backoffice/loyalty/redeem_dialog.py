"""A voucher for a contract that runs: what it takes off is shown while the code is typed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from domain.application import Command
from domain.contracts.model import Contract
from domain.contracts.preview_change import ChangePreview
from domain.errors import AppError
from domain.loyalty.codes import LONGEST
from domain.loyalty.redeem_voucher import RedeemVoucher
from ui.backoffice.asking import Asker
from ui.backoffice.invoices.money_dialog import MoneyDialog
from ui.desk import Desk
from ui.language import _, shown_money
from ui.shell.port import Shell
from ui.texts import refusal
from ui.widgets.base import text
from ui.widgets.forms import TextField

_WAIT_MS = 350


class RedeemDialog(MoneyDialog):
    def __init__(self, contract: Contract, desk: Desk, shell: Shell, parent: QWidget) -> None:
        super().__init__(
            desk,
            shell,
            parent,
            title=_("Redeem a voucher"),
            detail=_("It counts from the next period on. A voucher that is used stays used, also when taken back."),
            deed=_("Redeem"),
        )
        self._contract = contract
        self._asker = Asker(shell, self)
        self.form.add(voucher=TextField(_("Voucher"), longest=LONGEST, required=True))
        self.effect = text("", "muted", wrap=True)
        self.below.addWidget(self.effect)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.preview)
        self.form["voucher"].changed.connect(self._timer.start)
        self.done_with = lambda _event: shell.toast(_("The voucher is redeemed."))
        self.form["voucher"].setFocus()

    def command(self, values: Mapping[str, Any]) -> Command:
        return RedeemVoucher(self._contract.id, self._contract.version, values["voucher"])

    def preview(self) -> None:
        """What a year costs with it, or why it is not taken."""
        typed = self.form["voucher"].editor.text().strip()  # type: ignore[attr-defined]  # a QLineEdit
        if not typed:
            self.effect.setText("")
            return
        office, contract_id = self._desk.office, self._contract.id
        self._asker.ask(lambda: office.loyalty.redeeming(contract_id, typed), self._show, self._refused)

    def _show(self, seen: ChangePreview) -> None:
        if self._contract.start_on is None:
            self.effect.setText(_("It counts as soon as the contract has begun."))
            return
        words = _("Within twelve months the customer pays {amount} less.")
        self.effect.setText(words.format(amount=shown_money(-seen.year_more)))

    def _refused(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self.effect.setText(refusal(error))
        else:
            self._shell.show_refusal(error)

"""One form about money that changed hands, with its deed on the button; a refusal is shown beside its field."""

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
from ui.backoffice.deed_dialog import DeedDialog
from ui.labels import label
from ui.texts import refusal
from ui.widgets.forms import ChoiceField

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


class MoneyDialog(DeedDialog):
    """Derive: add fields to `form` and make the command of what it reads."""

    def show_problem(self, error: Exception) -> None:
        field = _BESIDE.get(error.code) if isinstance(error, AppError) else None
        if field is None or field not in self.form or not isinstance(error, AppError):
            super().show_problem(error)
            return
        self.save.setEnabled(True)
        self.form[field].show_error(refusal(error))
        self.form[field].setFocus()


def paid_by_field(words: str) -> ChoiceField:
    return ChoiceField(words, [(by, label(by)) for by in PaidBy])

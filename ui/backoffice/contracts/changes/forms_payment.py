"""The form for how a contract's invoices are paid."""

from decimal import Decimal
from typing import Any

from domain.contracts.change_payment_terms import ChangePaymentTerms
from domain.contracts.effective import When
from domain.contracts.payment import MOST_PAYMENT_DAYS, USUAL, Payment, PaymentMethod
from ui.backoffice.contracts.changes.kit import (
    Case,
    ChangeForm,
    asked_on,
    settle_timing,
    timing_fields,
    timing_of,
)
from ui.labels import label
from ui.language import _, count
from ui.widgets.forms import ChoiceField, NumberField


class PaymentTermsForm(ChangeForm):
    """Counts for invoices from the chosen day on."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        now = case.contract.payment_on(case.today, USUAL)
        hint = _("Now: {terms}").format(terms=payment_words(now))
        method = ChoiceField(_("How it is paid"), [(each, label(each)) for each in PaymentMethod], hint=hint)
        method.set_value(now.method)
        days = NumberField(
            _("Days to pay"), least=Decimal(0), most=Decimal(MOST_PAYMENT_DAYS), places=0,
            hint=_("After the day of the invoice; 0: at once."),
        )  # fmt: skip
        days.set_value(now.days)
        self.add(method=method, days=days)
        self.add(**timing_fields(case, When.NOW, When.NEXT_PERIOD, When.ON_DATE))
        self.explain(_("Invoices that are written stay as they are."))
        self.settle()

    def settle(self) -> None:
        settle_timing(self)

    def command(self, values: dict[str, Any], reason: str) -> ChangePaymentTerms:
        contract = self.case.contract
        return ChangePaymentTerms(
            contract.id, contract.version, reason, method=values["method"], days=int(values["days"]),
            timing=timing_of(values), asked_on=asked_on(values, self.case.today),
        )  # fmt: skip


def payment_words(payment: Payment) -> str:
    """So: "Bank transfer, 14 days"."""
    days = count("{count} day", "{count} days", payment.days) if payment.days else _("at once")
    return _("{method}, {days}").format(method=label(payment.method), days=days)

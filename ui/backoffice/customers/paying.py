"""How a customer pays and what shares their invoices, and the dialog that changes it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from domain.contracts.payment import MOST_PAYMENT_DAYS, PaymentMethod
from domain.ids import CustomerId
from domain.settings.billing import BillingSettings, Collective
from domain.settings.book import Kept
from domain.settings.change_customer_billing import ChangeCustomerBilling
from domain.settings.customer import CustomerBilling
from ui.backoffice.asking import Asker, give
from ui.backoffice.contracts.changes.forms_payment import payment_words
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count
from ui.owner.fields import OptionalWholeField
from ui.shell.port import Shell
from ui.widgets.base import row
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import ChoiceField, Form, TextField
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.overlays import ConfirmDialog

Found = tuple[Kept[CustomerBilling], BillingSettings]


class CustomerPayingCard(Card):
    """Asks for what it shows itself, each time the customer is shown."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Payment"), parent=parent)
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._customer: CustomerId | None = None
        self._found: Found | None = None
        self.facts = KeyValues()
        self.change = button(_("Change payment …"), self.ask, sign="pencil-outline")
        self.change.setEnabled(False)
        self.add(self.facts, row(self.change, None))

    def show_customer(self, customer_id: CustomerId) -> None:
        self._customer = customer_id
        office = self._desk.office

        def ask() -> Found:
            return office.customer_billing(customer_id), office.billing_settings()

        self._asker.ask(ask, self._show)

    def ask(self) -> None:
        if self._found is None:
            return
        kept, house = self._found
        dialog = PayingDialog(self, kept.value, house)
        dialog.accepted.connect(lambda: self._give(dialog.billing, kept.version, dialog.why))
        dialog.open()

    def _show(self, found: Found) -> None:
        self._found = found
        own, house = found[0].value, found[1]
        collective = own.collective or house.collective
        self.facts.set_facts(
            [
                Fact(_("New contracts"), _marked(payment_words(own.payment(house.payment)), own.method, own.days)),
                Fact(_("Invoices"), _marked(label(collective), own.collective)),
            ]
        )
        self.change.setEnabled(True)

    def _give(self, billing: CustomerBilling, version: int, reason: str) -> None:
        customer_id = self._customer
        if customer_id is None:
            return
        command = ChangeCustomerBilling(customer_id, version, billing, reason)

        def done(_event: object) -> None:
            self.show_customer(customer_id)

        give(self._shell, self._desk, command, done, self._shell.show_refusal, owner=self)


class PayingDialog(ConfirmDialog):
    """`billing` and `why` hold what was agreed when it closes."""

    def __init__(self, parent: QWidget, own: CustomerBilling, house: BillingSettings) -> None:
        self.form, self.billing, self.why = _form(own, house), own, ""
        detail = _("Terms of payment count for contracts made from now on; what shares an invoice counts at once.")
        super().__init__(parent, _("How this customer pays"), detail, _("Save"), extra=self.form)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def accept(self) -> None:
        """Not while a field is wrong."""
        values = self.form.read()
        if values is not None:
            self.billing, self.why = _billing(values), values["reason"]
            super().accept()


def _form(own: CustomerBilling, house: BillingSettings) -> Form:
    as_house = _("as the house: {words}")
    usual = count("{count} day", "{count} days", house.payment.days)
    form = Form().add(
        method=ChoiceField(
            _("How they pay"),
            [
                (None, as_house.format(words=label(house.payment.method))),
                *((each, label(each)) for each in PaymentMethod),
            ],
        )
    )
    form.add(
        days=OptionalWholeField(
            _("Days to pay"), least=0, most=MOST_PAYMENT_DAYS,
            hint=_("Left empty: {words}").format(words=as_house.format(words=usual)),
        )
    )  # fmt: skip
    form.add(
        collective=ChoiceField(
            _("Collective invoices"),
            [(None, as_house.format(words=label(house.collective))), *((each, label(each)) for each in Collective)],
        )
    )
    form.add(reason=TextField(_("Reason"), longest=200))
    for name, value in (("method", own.method), ("days", own.days), ("collective", own.collective)):
        form[name].set_value(value)  # type: ignore[attr-defined]  # all three have it
    return form


def _billing(values: Mapping[str, Any]) -> CustomerBilling:
    return CustomerBilling(values["method"], values["days"], values["collective"])


def _marked(words: str, *own: object) -> str:
    """What differs from the house says so."""
    return words if all(each is None for each in own) else _("{words} (agreed with them)").format(words=words)

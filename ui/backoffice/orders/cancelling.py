"""The form that calls an order off before anything left."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from domain.application import Command
from domain.ids import ContractId, OrderId
from domain.orders.cancel_order import LONGEST, CancelOrder
from domain.views.office_rows import OrderPage
from ui.backoffice.deed_dialog import DeedDialog
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.forms import TextField


def cancel_dialog(desk: Desk, shell: Shell, parent: QWidget, thing: OrderPage) -> DeedDialog:
    about = _("Nothing is sent or charged: what is packed goes back to its place, what was billed is credited.")
    if any(invoice.used for invoice in thing.invoices):
        about += " " + _("What was paid stays to the customer's credit; pay it out from the customer's page.")
    title = _("Cancel order {number}").format(number=thing.row.number)
    made = DeedDialog(desk, shell, parent, title=title, detail=about, deed=_("Cancel order"))
    made.form.add(reason=TextField(_("Reason, for the house"), longest=LONGEST))
    tells = QCheckBox(_("Tell the customer by a letter"))
    tells.setObjectName("tells")
    tells.setChecked(True)
    made.below.addWidget(tells)

    def command(values: Mapping[str, Any]) -> Command:
        order, contract = OrderId(thing.row.id), ContractId(thing.contracts[0].id)
        return CancelOrder(order, contract, values["reason"], tells=tells.isChecked())

    made.make = command
    made.done_with = lambda _event: shell.toast(_("The order is cancelled."))
    return made

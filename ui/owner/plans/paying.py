"""Fields for how a plan's invoices are paid; left open, the customer or the house decides with each order."""

from collections.abc import Mapping
from typing import Any, Final

from domain.contracts.payment import MOST_PAYMENT_DAYS, PaymentMethod
from ui.labels import label
from ui.language import _
from ui.owner.fields import OptionalWholeField
from ui.widgets.forms import ChoiceField, Field

PAYING: Final = ("pay_by", "pay_within")
"""The members of the terms that have a field here."""


def paying_fields() -> Mapping[str, Field[Any]]:
    methods = [(each, label(each)) for each in PaymentMethod]
    return {
        "pay_by": ChoiceField(_("How it is paid"), [(None, _("as customer or house have it")), *methods]),
        "pay_within": OptionalWholeField(
            _("Days to pay"), least=0, most=MOST_PAYMENT_DAYS, hint=_("Left empty: as customer or house have it.")
        ),
    }

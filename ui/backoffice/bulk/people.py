"""What can be done with many customers."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.payments.ask_method import AskMethod
from domain.views.office_rows import CustomerRow
from ui.backoffice.bulk.bar import Bulk
from ui.backoffice.bulk.deed import BulkDeed, Plan
from ui.backoffice.bulk.holding import day_and_reason, dunning_hold
from ui.desk import Desk
from ui.language import _


def customers_bulk(desk: Desk) -> Bulk:
    def everything(words: str, _choice: Any, most: int) -> Sequence[CustomerRow]:
        return desk.office.customers(words, most).rows

    return Bulk(desk, (_held(desk), _asked()), everything)


def named(row: CustomerRow) -> tuple[str, str]:
    return row.number, row.company or row.name


def _held(desk: Desk) -> BulkDeed[CustomerRow]:
    def plan(row: CustomerRow, values: Mapping[str, Any]) -> Plan:
        return dunning_hold(row.id, values)

    return BulkDeed(
        "hold",
        _("No reminders …"),
        "email-off-outline",
        _("These customers get no reminder about anything before that day."),
        _("Hold reminders"),
        named,
        plan,
        lambda: day_and_reason(desk, _("Until"), _("Reason")),
    )


def _asked() -> BulkDeed[CustomerRow]:
    def plan(row: CustomerRow, _values: Mapping[str, Any]) -> Plan:
        return Plan(AskMethod(row.id), _("letter with a link to {address}").format(address=row.email or "–"))

    about = _("Each gets a letter with a link to leave a payment method.")
    words, deed = _("Ask for a payment method …"), _("Send the letters")
    return BulkDeed("method", words, "credit-card-plus-outline", about, deed, named, plan)

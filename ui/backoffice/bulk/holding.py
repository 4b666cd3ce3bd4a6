"""What the deeds of several lists share."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from domain.clock import today
from domain.dunning.hold_dunning import HoldDunning
from domain.dunning.model import LONGEST_REASON, HoldId, HoldKind
from domain.ids import CustomerId, InvoiceId
from ui.backoffice.bulk.deed import Plan
from ui.desk import Desk
from ui.language import _, shown_date
from ui.widgets.forms import DateField, Form, TextField


def day_and_reason(desk: Desk, day: str, reason: str, ahead: int = 14) -> Form:
    """A day to come and a line about why; `day` and `reason` are the words before them."""
    now = today(desk.clock)
    form = Form().add(until=DateField(day, now + timedelta(days=ahead), earliest=now + timedelta(days=1)))
    return form.add(reason=TextField(reason, required=True, longest=LONGEST_REASON))


def dunning_hold(customer_id: CustomerId, values: Mapping[str, Any], invoice_id: InvoiceId | None = None) -> Plan:
    """No letters until that day."""
    until: date = values["until"]
    command = HoldDunning(HoldId(uuid4()), customer_id, HoldKind.BLOCK, invoice_id, until, values["reason"])
    return Plan(command, _("no reminders until {day}").format(day=shown_date(until)))

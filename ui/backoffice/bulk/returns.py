"""What can be done with many returns."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from domain.clock import today
from domain.returns.extend_return import ExtendReturn
from domain.returns.remind_return import RemindReturn
from domain.views.returns import OfficeReturn
from ui.backoffice.bulk.bar import Bulk
from ui.backoffice.bulk.deed import BulkDeed, Plan
from ui.desk import Desk
from ui.language import _, shown_date
from ui.widgets.forms import DateField, Form


def returns_bulk(desk: Desk) -> Bulk:
    def everything(words: str, choice: Any, most: int) -> Sequence[OfficeReturn]:
        return desk.office.returns.list(words, choice, most).rows

    return Bulk(desk, (_remind(), _extend(desk)), everything)


def named(row: OfficeReturn) -> tuple[str, str]:
    return row.number, row.customer


def _remind() -> BulkDeed[OfficeReturn]:
    def plan(row: OfficeReturn, _values: Mapping[str, Any]) -> Plan:
        return Plan(RemindReturn(row.id), _("letter to the customer"))

    about = _("Each customer gets the letter about what is still to come back. Reminders by day go on after it.")
    words = _("Remind customers …")
    return BulkDeed("remind", words, "email-alert-outline", about, _("Remind"), named, plan)


def _extend(desk: Desk) -> BulkDeed[OfficeReturn]:
    def form() -> Form:
        now = today(desk.clock)
        return Form().add(until=DateField(_("Everything back by"), now + timedelta(days=7), earliest=now))

    def plan(row: OfficeReturn, values: Mapping[str, Any]) -> Plan:
        words = _("until {day}, letter to the customer").format(day=shown_date(values["until"]))
        return Plan(ExtendReturn(row.id, values["until"]), words)

    about = _("What is missing is waited for until then too. The customer gets a letter, and reminders begin anew.")
    words = _("Give more time …")
    return BulkDeed("extend", words, "calendar-arrow-right", about, _("Give more time"), named, plan, form)

"""What can be done with many attempts to collect, and with many stuck things."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from domain.application import Command
from domain.matters.assign_matter import AssignMatter
from domain.matters.model import LONGEST_WORDS
from domain.matters.snooze_matter import SnoozeMatter
from domain.payments.ask_method import AskMethod
from domain.payments.attempt import ASKED, AttemptStatus, IllegalAttemptTransition
from domain.payments.look_up_payment import LookUpPayment
from domain.payments.retry_payment import RetryPayment
from domain.payments.withdraw_attempt import WithdrawAttempt
from domain.views.matters import MatterRow
from domain.views.payments import AttemptQuestion, AttemptRow
from ui.backoffice.bulk.bar import Bulk
from ui.backoffice.bulk.deed import BulkDeed, Plan
from ui.backoffice.bulk.holding import day_and_reason
from ui.desk import Desk
from ui.language import _, shown_date
from ui.widgets.forms import ChoiceField, Form

_ENDED = frozenset({AttemptStatus.FAILED, AttemptStatus.RETURNED, AttemptStatus.WITHDRAWN})


def attempts_bulk(desk: Desk) -> Bulk:
    def everything(words: str, choice: Any, most: int) -> Sequence[AttemptRow]:
        return desk.office.payments.attempts(AttemptQuestion(words, choice or (), most))

    return Bulk(desk, (_retry(), _look_up(), _withdraw(), _ask()), everything)


def named(row: AttemptRow) -> tuple[str, str]:
    return row.invoice, row.customer


def _of(
    row: AttemptRow, fits: frozenset[AttemptStatus], command: Callable[[], Command], words: str, *, counts: bool = True
) -> Plan:
    """Raises IllegalAttemptTransition."""
    if row.status not in fits:
        raise IllegalAttemptTransition(status=row.status)
    return Plan(command(), words, row.amount if counts else None)


def _retry() -> BulkDeed[AttemptRow]:
    def plan(row: AttemptRow, _values: Mapping[str, Any]) -> Plan:
        return _of(row, _ENDED, lambda: RetryPayment(row.invoice_id), _("one more attempt"))

    about = _("Plans one more attempt for what is open of each invoice, whatever became of the earlier ones.")
    return BulkDeed("retry", _("Collect again …"), "refresh", about, _("Collect again"), named, plan)


def _look_up() -> BulkDeed[AttemptRow]:
    def plan(row: AttemptRow, _values: Mapping[str, Any]) -> Plan:
        return _of(row, frozenset(ASKED), lambda: LookUpPayment(row.id), _("the provider is asked"))

    about = _("The providers are asked what became of each. The answers come in some seconds.")
    return BulkDeed("look_up", _("Look up now …"), "magnify", about, _("Look up"), named, plan)


def _withdraw() -> BulkDeed[AttemptRow]:
    def plan(row: AttemptRow, _values: Mapping[str, Any]) -> Plan:
        planned = frozenset({AttemptStatus.PLANNED})
        return _of(row, planned, lambda: WithdrawAttempt(row.id), _("not collected"))

    about = _("They are not collected, also not by themselves later.")
    words, deed = _("Do not collect …"), _("Do not collect")
    return BulkDeed("withdraw", words, "cancel", about, deed, named, plan, danger=True)


def _ask() -> BulkDeed[AttemptRow]:
    def plan(row: AttemptRow, _values: Mapping[str, Any]) -> Plan:
        words = _("letter with a link")
        return _of(row, _ENDED, lambda: AskMethod(row.customer_id), words, counts=False)

    about = _("Each customer gets a letter with a link to leave another method.")
    return BulkDeed("ask", _("Ask for a method …"), "email-edit-outline", about, _("Send the letters"), named, plan)


def matters_bulk(desk: Desk, everything: Callable[[str, Any, int], Sequence[MatterRow]]) -> Bulk:
    return Bulk(desk, (_given(desk), _rested(desk)), everything)


def _named(row: MatterRow) -> tuple[str, str]:
    return row.number, row.customer


def _given(desk: Desk) -> BulkDeed[MatterRow]:
    names: dict[Any, str] = {}

    def prepare() -> None:
        names.update({each.id: each.name for each in desk.office.matters.colleagues()})

    def form() -> Form:
        choices = [*names.items(), (None, _("Nobody"))]
        return Form().add(whom=ChoiceField(_("Person"), choices))

    def plan(row: MatterRow, values: Mapping[str, Any]) -> Plan:
        return Plan(AssignMatter(row.kind, row.id, values["whom"]), names.get(values["whom"], _("Nobody")))

    about = _("Who looks after them sees them under “Given to me”.")
    words = _("Give to somebody …")
    sign = "account-arrow-right-outline"
    return BulkDeed("assign", words, sign, about, _("Give"), _named, plan, form, prepare=prepare)


def _rested(desk: Desk) -> BulkDeed[MatterRow]:
    def plan(row: MatterRow, values: Mapping[str, Any]) -> Plan:
        reason = values["reason"][:LONGEST_WORDS]
        words = _("shown again on {day}").format(day=shown_date(values["until"]))
        return Plan(SnoozeMatter(row.kind, row.id, values["until"], reason), words)

    return BulkDeed(
        "snooze",
        _("Put off …"),
        "clock-outline",
        _("They are not shown until that day, unless their cause goes before."),
        _("Put off"),
        _named,
        plan,
        lambda: day_and_reason(desk, _("Show it again on"), _("Why it can wait"), 7),
    )

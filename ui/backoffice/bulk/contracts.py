"""What can be done with many contracts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from domain.billing.hold_billing import HoldBilling
from domain.clock import today
from domain.contracts.add_note import AddNote
from domain.contracts.changing import ContractChange
from domain.contracts.notes import NoteId
from domain.contracts.parts import Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.terminate_contract import TerminateContract
from domain.period import add_months
from domain.views.office import ContractQuestion
from domain.views.office_rows import ContractRow
from ui.backoffice.bulk.bar import Bulk
from ui.backoffice.bulk.deed import BulkDeed, Plan
from ui.backoffice.bulk.holding import day_and_reason
from ui.desk import Desk
from ui.language import _, shown_date
from ui.shell.port import Shell
from ui.widgets.forms import DateField, Form, TextField

_NOTE = 2000


def contracts_bulk(desk: Desk, shell: Shell, question: Any) -> Bulk:
    """`question` makes a ContractQuestion of words and filter."""

    def everything(words: str, choice: Any, most: int) -> Sequence[ContractRow]:
        asked: ContractQuestion = question(words, choice)
        return desk.office.contracts(replace(asked, limit=most)).rows

    prices = (_("Announced prices …"), "bullhorn-outline", lambda *_args: shell.open("announced_prices"))
    return Bulk(desk, (_pause(desk), _hold(desk), _note(), _end(desk)), everything, (prices,))


def named(row: ContractRow) -> tuple[str, str]:
    return row.number, row.customer


def _changed(desk: Desk, row: ContractRow, make: Any, words: str) -> Plan:
    """With what the change costs or gives back today, by the engine."""
    contract = desk.office.contract(str(row.id)).contract
    command: ContractChange = make(contract)
    return Plan(command, words, desk.office.preview_change(command).today_more)


def _pause(desk: Desk) -> BulkDeed[ContractRow]:
    def form() -> Form:
        begin = today(desk.clock) + timedelta(days=1)
        resume = DateField(_("First day charged again"), add_months(begin, 1))
        made = Form().add(begin=DateField(_("First day of the pause"), begin), resume=resume)
        return made.add(reason=TextField(_("Reason"), required=True, longest=200))

    def plan(row: ContractRow, values: Mapping[str, Any]) -> Plan:
        pause = Pause(values["begin"], values["resume"], moves_end=True)
        words = _("rests from {begin}, charged again from {resume}")
        said = words.format(begin=shown_date(values["begin"]), resume=shown_date(values["resume"]))
        return _changed(desk, row, lambda c: PauseContract(c.id, c.version, values["reason"], pause=pause), said)

    about = _("Whole periods that begin in the pause are not charged, and the term is as much longer.")
    words = _("Pause contracts …")
    return BulkDeed("pause", words, "pause-circle-outline", about, _("Pause"), named, plan, form)


def _hold(desk: Desk) -> BulkDeed[ContractRow]:
    def plan(row: ContractRow, values: Mapping[str, Any]) -> Plan:
        words = _("no bills until {day}").format(day=shown_date(values["until"]))
        return Plan(HoldBilling(row.id, values["until"], values["reason"]), words)

    return BulkDeed(
        "hold",
        _("Hold bills …"),
        "receipt-clock-outline",
        _("No run bills them before that day; then all that is due comes at once. A task stands for it."),
        _("Hold back"),
        named,
        plan,
        lambda: day_and_reason(desk, _("Until"), _("Reason")),
    )


def _note() -> BulkDeed[ContractRow]:
    def plan(row: ContractRow, values: Mapping[str, Any]) -> Plan:
        return Plan(AddNote(row.id, NoteId(uuid4()), values["words"]), values["words"])

    return BulkDeed(
        "note",
        _("Note …"),
        "note-edit-outline",
        _("The same note is kept with each of them, for the people of the house."),
        _("Keep the note"),
        named,
        plan,
        lambda: Form().add(words=TextField(_("Note"), required=True, lines=3, longest=_NOTE)),
    )


def _end(desk: Desk) -> BulkDeed[ContractRow]:
    def form() -> Form:
        made = Form().add(last=DateField(_("Last day"), today(desk.clock)))
        return made.add(reason=TextField(_("Reason, as the customer reads it"), required=True, lines=2, longest=500))

    def plan(row: ContractRow, values: Mapping[str, Any]) -> Plan:
        words = _("ends on {day}, letter to the customer").format(day=shown_date(values["last"]))
        reason, last = values["reason"], values["last"]
        return _changed(desk, row, lambda c: TerminateContract(c.id, c.version, reason, last_day=last), words)

    about = _("The house ends them for a good reason; each customer gets a letter with it, word for word.")
    words, deed = _("End contracts …"), _("End them")
    return BulkDeed("end", words, "file-remove-outline", about, deed, named, plan, form, danger=True)

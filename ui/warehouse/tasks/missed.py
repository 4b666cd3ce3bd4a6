"""The two ways out of a delivery that was charged and never sent: send it late, or give its money back."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from domain.deliveries.give_back_delivery import GiveBackDelivery
from domain.deliveries.send_missed import SendMissed
from domain.ids import ContractId, ContractLineId
from domain.money import Money
from domain.tasks.model import TaskKind
from domain.views.floor_rows import TaskRow
from ui.desk import Desk
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.widgets.base import row
from ui.widgets.buttons import button
from ui.widgets.forms import Form, TextField
from ui.widgets.overlays import ConfirmDialog

if TYPE_CHECKING:
    from domain.application import Answer


class MissedDeeds(QWidget):
    """Two buttons, shown while such a task is chosen."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.shell = desk, shell
        self.task: TaskRow | None = None
        self.dialog: GiveBackDialog | None = None
        self.send = button(_("Send late"), self._send, kind="primary", sign="truck-fast-outline", touch=True)
        self.give_back = button(_("Give the money back …"), self._look, sign="cash-refund", touch=True)
        self.setLayout(row(self.send, self.give_back, gap=12))

    def show_task(self, task: TaskRow | None) -> None:
        self.task = task if task is not None and task.kind is TaskKind.DELIVERY_MISSED else None
        self.setVisible(self.task is not None)
        self._enable(True)

    def _enable(self, on: bool) -> None:
        for each in (self.send, self.give_back):
            each.setEnabled(on)

    def _send(self) -> None:
        if self.task is None:
            return
        contract_id, line_id, day = place_of(self.task)
        self._enable(False)
        words = _("On the packing list: {what}").format(what=what_of(self.task))
        work = partial(self.desk.run, SendMissed(contract_id, line_id, day))
        self.shell.services.background.run(work, partial(self._done, words), self._refused, owner=self)

    def _look(self) -> None:
        """What is given back is worked out before anybody is asked."""
        task = self.task
        if task is None:
            return
        self._enable(False)
        work = partial(_foretold, self.desk, task)
        self.shell.services.background.run(work, partial(self._ask, task), self._refused, owner=self)

    def _ask(self, task: TaskRow, found: tuple[GiveBackDelivery, Money]) -> None:
        self._enable(True)
        command, amount = found
        self.dialog = GiveBackDialog(self, task, amount)
        self.dialog.agreed.connect(partial(self._give_back, command))
        self.dialog.open()

    def _give_back(self, seen: GiveBackDelivery, reason: str) -> None:
        self._enable(False)
        command = GiveBackDelivery(
            seen.contract_id, seen.version, reason, line_id=seen.line_id, first_day=seen.first_day
        )
        words = _("The money goes back with the next run.")
        work = partial(self.desk.run, command)
        self.shell.services.background.run(work, partial(self._done, words), self._refused, owner=self)

    def _done(self, words: str, answer: "Answer") -> None:
        self._enable(True)
        self.shell.toast(words)
        if answer.event is not None:
            self.shell.services.changes.touch(answer.event.touched())

    def _refused(self, error: Exception) -> None:
        """Somebody else may have decided it already: the list is read again with the reason."""
        self._enable(True)
        self.shell.show_refusal(error)
        self.shell.services.changes.touch(("tasks",))


class GiveBackDialog(ConfirmDialog):
    """Says what goes back and asks why; `agreed` gives the reason."""

    agreed = Signal(str)

    def __init__(self, parent: QWidget, task: TaskRow, amount: Money) -> None:
        reason = TextField(_("Reason"), required=True, longest=200)
        reason.set_value(_usual_reason())
        form = Form().add(reason=reason)
        words = _("{what} was charged and never sent. {amount} go back with the next run; it is sent no more.")
        if amount.minor <= 0:
            words = _("{what} was never sent, and nothing is charged for it any more.")
        detail = words.format(what=what_of(task), amount=shown_money(amount))
        super().__init__(parent, _("Give the money of this delivery back?"), detail, _("Give money back"), extra=form)
        self.form, self.detail = form, detail
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form["reason"].setFocus()

    def accept(self) -> None:
        """Not without a reason."""
        values = self.form.read()
        if values is not None:
            self.agreed.emit(values["reason"])
            super().accept()


def place_of(task: TaskRow) -> tuple[ContractId, ContractLineId, date]:
    """Which delivery the task is about."""
    facts = task.facts
    line_id, day = ContractLineId(UUID(str(facts["line"]))), date.fromisoformat(str(facts["day"]))
    return ContractId(UUID(str(facts["contract"]))), line_id, day


def what_of(task: TaskRow) -> str:
    """Pieces, product and the day on which they were due."""
    words = _("{quantity} × {title}").format(quantity=task.facts["pieces"], title=task.facts["title"])
    return f"{words} · {shown_date(place_of(task)[2])}"


def _foretold(desk: Desk, task: TaskRow) -> tuple[GiveBackDelivery, Money]:
    """The change, and what it gives back."""
    contract_id, line_id, day = place_of(task)
    contract = desk.office.contract(str(contract_id)).contract
    command = GiveBackDelivery(contract.id, contract.version, _usual_reason(), line_id=line_id, first_day=day)
    return command, -desk.office.preview_change(command).today_more


def _usual_reason() -> str:
    return _("Delivery could not be sent in time")

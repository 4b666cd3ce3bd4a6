"""The two ways out of a delivery that was charged and never sent: send it late, or give its money back."""

from datetime import date
from functools import partial
from uuid import UUID

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
from ui.warehouse.tasks.deeds import ReasonDialog, TaskDeeds
from ui.widgets.buttons import button


class MissedDeeds(TaskDeeds):
    kind = TaskKind.DELIVERY_MISSED

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(desk, shell, parent)
        self.dialog: ReasonDialog | None = None
        self.send = button(_("Send late"), self._send, kind="primary", sign="truck-fast-outline", touch=True)
        self.give_back = button(_("Give the money back …"), self._look, sign="cash-refund", touch=True)
        self.set_buttons(self.send, self.give_back)

    def _send(self) -> None:
        if self.task is None:
            return
        contract_id, line_id, day = place_of(self.task)
        words = _("On the packing list: {what}").format(what=what_of(self.task))
        self.give(SendMissed(contract_id, line_id, day), words)

    def _look(self) -> None:
        """What is given back is worked out before anybody is asked."""
        task = self.task
        if task is not None:
            self.ask(partial(_foretold, self.desk, task), partial(self._agree, task))

    def _agree(self, task: TaskRow, found: tuple[GiveBackDelivery, Money]) -> None:
        self.enable(True)
        command, amount = found
        words = _("{what} was charged and never sent. {amount} go back with the next run; it is sent no more.")
        if amount.minor <= 0:
            words = _("{what} was never sent, and nothing is charged for it any more.")
        detail = words.format(what=what_of(task), amount=shown_money(amount))
        title = _("Give the money of this delivery back?")
        self.dialog = ReasonDialog(self, title, detail, _("Give money back"), _usual_reason())
        self.dialog.agreed.connect(partial(self._give_back, command))
        self.dialog.open()

    def _give_back(self, seen: GiveBackDelivery, reason: str) -> None:
        command = GiveBackDelivery(
            seen.contract_id, seen.version, reason, line_id=seen.line_id, first_day=seen.first_day
        )
        self.give(command, _("The money goes back with the next run."))


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

"""The way out of work in the background that failed: have it done once more."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from domain.counter.book_pay_out_again import BookPayOutAgain
from domain.money import Currency, Money
from domain.refunds.model import RefundId
from domain.tasks.model import TaskKind
from domain.tasks.try_again import TryAgain
from domain.till.model import ReceiptId
from domain.views.floor_rows import TaskRow
from ui.desk import Desk
from ui.language import _, shown_money
from ui.shell.port import Shell
from ui.warehouse.tasks.deeds import TaskDeeds
from ui.widgets.buttons import button


class AgainDeed(TaskDeeds):
    kind = TaskKind.JOB_FAILED

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(desk, shell, parent)
        self.again = button(_("Try again"), self._try, sign="refresh", touch=True)
        self.set_buttons(self.again)

    def _try(self) -> None:
        if self.task is not None:
            self.give(TryAgain(self.task.id), _("It is tried again now. Should it fail once more, it comes back here."))


class PayOutAgainDeed(TaskDeeds):
    kind = TaskKind.COUNTER_PAY_OUT_UNBOOKED

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(desk, shell, parent)
        self.again = button(_("Book it again"), self._try, kind="primary", sign="refresh", touch=True)
        self.set_buttons(self.again)

    def _try(self) -> None:
        if self.task is not None:
            receipt, refund = (UUID(str(self.task.facts[name])) for name in ("receipt_id", "refund_id"))
            done = _("It is booked again now. Should the balance still not hold it, the task stays here.")
            self.give(BookPayOutAgain(ReceiptId(receipt), RefundId(refund)), done)


def pay_out_words(task: TaskRow) -> str:
    """How much left the drawer, and for which refund."""
    out = Money(int(task.facts["minor"]), Currency(str(task.facts["currency"])))
    return " · ".join((shown_money(out), str(task.facts["refund"])))


def failed_words(task: TaskRow) -> str:
    """What was to be done, and what stood against it; both as the program calls them, for whoever is asked for help."""
    what = " · ".join(filter(None, (str(task.facts["job"]), str(task.facts["what"]))))
    return _("{what}: {error}").format(what=what, error=task.facts["error"])

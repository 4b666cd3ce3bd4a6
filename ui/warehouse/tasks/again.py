"""The way out of work in the background that failed: have it done once more."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from domain.tasks.model import TaskKind
from domain.tasks.try_again import TryAgain
from domain.views.floor_rows import TaskRow
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.base import row
from ui.widgets.buttons import button

if TYPE_CHECKING:
    from domain.application import Answer


class AgainDeed(QWidget):
    """One button, shown while such a task is chosen."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._shell = desk, shell
        self.task: TaskRow | None = None
        self.again = button(_("Try again"), self._try, sign="refresh", touch=True)
        self.setLayout(row(self.again))

    def show_task(self, task: TaskRow | None) -> None:
        self.task = task if task is not None and task.kind is TaskKind.JOB_FAILED else None
        self.setVisible(self.task is not None)
        self.again.setEnabled(True)

    def _try(self) -> None:
        if self.task is None:
            return
        self.again.setEnabled(False)
        work = partial(self._desk.run, TryAgain(self.task.id))
        self._shell.services.background.run(work, self._done, self._refused, owner=self)

    def _done(self, answer: "Answer") -> None:
        self._shell.toast(_("It is tried again now. Should it fail once more, it comes back here."))
        if answer.event is not None:
            self._shell.services.changes.touch(answer.event.touched())

    def _refused(self, error: Exception) -> None:
        """Somebody else may have been faster: the list is read again with the reason."""
        self.again.setEnabled(True)
        self._shell.show_refusal(error)
        self._shell.services.changes.touch(("tasks",))


def failed_words(task: TaskRow) -> str:
    """What was to be done, and what stood against it; both as the program calls them, for whoever is asked for help."""
    what = " · ".join(filter(None, (str(task.facts["job"]), str(task.facts["what"]))))
    return _("{what}: {error}").format(what=what, error=task.facts["error"])

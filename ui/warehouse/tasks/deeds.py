"""What tasks with ways out of their own share: buttons that show with the task, one deed at a time, and its reason."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from domain.tasks.model import TaskKind
from domain.views.floor_rows import TaskRow
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.base import row
from ui.widgets.forms import Form, TextField
from ui.widgets.overlays import ConfirmDialog

if TYPE_CHECKING:
    from domain.application import Answer, Command


class TaskDeeds(QWidget):
    """Shown while a task of `kind` is chosen. Derive: make the buttons and hand them to `set_buttons`."""

    kind: ClassVar[TaskKind]

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.shell = desk, shell
        self.task: TaskRow | None = None
        self._buttons: tuple[QPushButton, ...] = ()

    def set_buttons(self, *buttons: QPushButton) -> None:
        self._buttons = buttons
        self.setLayout(row(*buttons, gap=12))

    def show_task(self, task: TaskRow | None) -> None:
        self.task = task if task is not None and task.kind is self.kind else None
        self.setVisible(self.task is not None)
        self.enable(True)

    def enable(self, on: bool) -> None:
        for each in self._buttons:
            each.setEnabled(on)

    def ask(self, question: Callable[[], Any], found: Callable[[Any], None]) -> None:
        """What has to be known before anybody is asked."""
        self.enable(False)
        self.shell.services.background.run(question, found, self.refused, owner=self)

    def give(self, command: "Command", words: str) -> None:
        self.ask(partial(self.desk.run, command), partial(self._done, words))

    def _done(self, words: str, answer: "Answer") -> None:
        self.enable(True)
        self.shell.toast(words)
        if answer.event is not None:
            self.shell.services.changes.touch(answer.event.touched())

    def refused(self, error: Exception) -> None:
        """Somebody else may have been faster: the list is read again with the reason."""
        self.enable(True)
        self.shell.show_refusal(error)
        self.shell.services.changes.touch(("tasks",))


class ReasonDialog(ConfirmDialog):
    """Asks why, beginning with `usual`; `agreed` gives the reason."""

    agreed = Signal(str)

    def __init__(self, parent: QWidget, title: str, detail: str, deed: str, usual: str = "") -> None:
        reason = TextField(_("Reason"), required=True, longest=200)
        reason.set_value(usual)
        self.form, self.detail = Form().add(reason=reason), detail
        super().__init__(parent, title, detail, deed, extra=self.form)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form["reason"].setFocus()

    def accept(self) -> None:
        """Not without a reason."""
        values = self.form.read()
        if values is not None:
            self.agreed.emit(values["reason"])
            super().accept()

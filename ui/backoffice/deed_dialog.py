"""One deed with the fields that it needs: what most dialogs of the office are."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from domain.application import Command, Event
from domain.errors import AppError
from ui.backoffice.asking import give
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.forms import Form

Make = Callable[[Mapping[str, Any]], Command]


class DeedDialog(QDialog):
    """One deed with the fields that it needs. A refusal is shown above the buttons; what was typed stays."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, *, title: str, detail: str, deed: str) -> None:
        super().__init__(parent)
        self._desk, self._shell = desk, shell
        self.make: Make | None = None
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(480))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = Form()
        self.problem = text("", tone=Tone.BAD, wrap=True)
        self.problem.hide()
        self.save = button(deed, self.give, kind="primary", sign="check")
        self.save.setDefault(True)
        self.done_with: Callable[[Event], None] = lambda _event: None
        buttons = row(None, button(_("Cancel"), self.reject), self.save)
        head, about = text(title, "title", wrap=True), text(detail, "muted", wrap=True)
        self.below = column(gap=12)
        self.setLayout(column(head, about, self.form, self.below, self.problem, buttons, gap=16, margin=24))

    def showEvent(self, event: QShowEvent) -> None:
        """Who begins to type at once fills the first field: a blank must not press the button."""
        super().showEvent(event)
        focused = self.focusWidget()
        if focused is None or not self.form.isAncestorOf(focused):
            self.form.begin()

    def command(self, values: Mapping[str, Any]) -> Command | None:
        """None: something is wrong with it, and it was said."""
        return None if self.make is None else self.make(values)

    def give(self) -> None:
        """Once, even if the button is pressed twice."""
        values = self.form.read()
        if values is None or not self.save.isEnabled():
            return
        command = self.command(values)
        if command is not None:
            self.save.setEnabled(False)
            give(self._shell, self._desk, command, self._on_done, self.show_problem, owner=self)

    def show_problem(self, error: Exception) -> None:
        self.save.setEnabled(True)
        if not isinstance(error, AppError):
            self._shell.show_refusal(error)
            return
        self.problem.setText(refusal(error))
        self.problem.show()

    def _on_done(self, event: Event) -> None:
        self.done_with(event)
        self.accept()

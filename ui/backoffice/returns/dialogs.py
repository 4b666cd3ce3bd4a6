"""The small forms with which a return is moved on."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from domain.application import Command, Event
from domain.errors import AppError
from domain.ids import ReturnId
from domain.returns.drop_claim import DropClaim
from domain.returns.extend_return import ExtendReturn
from domain.returns.note_return_sent import NoteReturnSent
from domain.returns.object_to_claim import LONGEST as LONGEST_OBJECTION
from domain.returns.object_to_claim import ObjectToClaim
from domain.returns.refuse_return import LONGEST as LONGEST_WHY
from domain.returns.refuse_return import RefuseReturn
from domain.returns.send_return_label import LONGEST as LONGEST_TRACKING
from domain.returns.send_return_label import SendReturnLabel
from ui.backoffice.asking import give
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.forms import DateField, Field, Form, TextField

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


def refuse_dialog(desk: Desk, shell: Shell, parent: QWidget, return_id: ReturnId) -> DeedDialog:
    about = _("The customer keeps the things and gets a letter with this reason, word for word.")
    made = DeedDialog(desk, shell, parent, title=_("Refuse return"), detail=about, deed=_("Refuse and tell them"))
    why = TextField(_("Reason, as the customer reads it"), required=True, lines=4, longest=LONGEST_WHY)
    return _with(made, {"why": why}, lambda values: RefuseReturn(return_id, values["why"]))


def label_dialog(desk: Desk, shell: Shell, parent: QWidget, return_id: ReturnId) -> DeedDialog:
    about = _("The customer is told that the label is on its way. With a number the parcel can be followed.")
    made = DeedDialog(desk, shell, parent, title=_("Send label"), detail=about, deed=_("Label is sent"))
    tracking = TextField(_("Parcel number"), longest=LONGEST_TRACKING)
    return _with(made, {"tracking": tracking}, lambda values: SendReturnLabel(return_id, values["tracking"]))


def sent_dialog(desk: Desk, shell: Shell, parent: QWidget, return_id: ReturnId) -> DeedDialog:
    about = _("The customer or the carrier says that it is on its way. No letter goes out.")
    made = DeedDialog(desk, shell, parent, title=_("On its way"), detail=about, deed=_("Note it"))
    tracking = TextField(_("Parcel number"), longest=LONGEST_TRACKING)
    return _with(made, {"tracking": tracking}, lambda values: NoteReturnSent(return_id, values["tracking"]))


def extend_dialog(desk: Desk, shell: Shell, parent: QWidget, return_id: ReturnId, day: date) -> DeedDialog:
    about = _("What is missing is waited for until then too. The customer gets a letter, and reminders begin anew.")
    made = DeedDialog(desk, shell, parent, title=_("Give more time"), detail=about, deed=_("Give more time"))
    until = DateField(_("Everything back by"), day)
    return _with(made, {"until": until}, lambda values: ExtendReturn(return_id, values["until"]))


def object_dialog(desk: Desk, shell: Shell, parent: QWidget, return_id: ReturnId) -> DeedDialog:
    about = _("Nothing is charged by itself then: you decide whether it is charged all the same, or let go.")
    made = DeedDialog(desk, shell, parent, title=_("Customer objects"), detail=about, deed=_("Note the objection"))
    words = TextField(_("What the customer says"), lines=4, longest=LONGEST_OBJECTION)
    return _with(made, {"words": words}, lambda values: ObjectToClaim(return_id, values["words"]))


def drop_dialog(desk: Desk, shell: Shell, parent: QWidget, return_id: ReturnId) -> DeedDialog:
    about = _("Nothing is charged, and the customer is told so.")
    made = DeedDialog(desk, shell, parent, title=_("Let the claim go"), detail=about, deed=_("Let it go"))
    reason = TextField(_("Reason, for the house"), longest=200)
    return _with(made, {"reason": reason}, lambda values: DropClaim(return_id, values["reason"]))


def _with(made: DeedDialog, fields: Mapping[str, Field[Any]], make: Make) -> DeedDialog:
    made.form.add(**fields)
    made.make = make
    next(iter(fields.values())).setFocus()
    return made

"""A wish of the customer at the counter: what it causes is shown as it is entered; then it waits for the worker."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from domain.application import Command
from domain.errors import AppError
from domain.views.portal import Outcome
from ui.backoffice.asking import Asker
from ui.language import _, shown_date, shown_money
from ui.portal.told import Bill, Effect
from ui.pos.service.front import Counter
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button
from ui.widgets.forms import Field, Form, WrongEntry
from ui.widgets.key_values import Fact, KeyValues

Values = Mapping[str, Any]
Make = Callable[[Values], Command | None]
LOOK_MS: Final = 250
ASK_MS: Final = 250
SLOW_AFTER: Final = 4
"""So many answers of "not yet" are a second."""
_TONES: Final = {"good": Tone.OK, "bad": Tone.WARN}


class Effects(QWidget):
    """What a wish would cause, contract by contract; nothing where nothing changes."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = column(gap=12)
        self.setLayout(self._rows)
        self.shown: tuple[Effect, ...] = ()

    def show_effects(self, effects: Sequence[Effect]) -> None:
        clear(self._rows)
        self.shown = tuple(effects)
        for each in effects:
            if each.title:
                self._rows.addWidget(text(each.title, "section"))
            facts = [Fact(fact.what, fact.value, _TONES.get(fact.tone)) for fact in each.facts]
            self._rows.addWidget(KeyValues([*facts, *(_bill(bill) for bill in each.bills[:3])]))


def _bill(bill: Bill) -> Fact:
    before, after = (_("nothing") if each is None else shown_money(each) for each in (bill.before, bill.after))
    is_same = bill.before == bill.after
    words = after if is_same else _("{before} → {after}").format(before=before, after=after)
    return Fact(_("Bill of {day}").format(day=shown_date(bill.on)), words, None if is_same else Tone.ACCENT)


class WishDialog(QDialog):
    """`make` gives the command from the fields, None where something is missing. `done_with` gets what was done;
    `left` is told of a wish that still waits when the dialog is closed."""

    left = Signal(object, str)

    def __init__(
        self, counter: Counter, shell: Shell, parent: QWidget, *, title: str, detail: str, deed: str, make: Make
    ) -> None:
        super().__init__(parent)
        self._counter, self._shell, self._make = counter, shell, make
        self._looks, self._asks = Asker(shell, self), Asker(shell, self)
        self._wish: UUID = uuid4()
        self._asked = 0
        self.is_waiting = False
        self.previews = True
        self.done_with: Callable[[Mapping[str, Any]], None] = lambda _event: None
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(560))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form, self.effects = Form(), Effects()
        self._fields: dict[str, Field[Any]] = {}
        self.problem, self.says = text("", tone=Tone.BAD, wrap=True), text("", "muted", wrap=True)
        self.save = button(deed, self.file, kind="primary", sign="check", touch=True)
        self.save.setDefault(True)
        self.back = button(_("Cancel"), self.reject, touch=True)
        self._timer = _timer(self, LOOK_MS, self._look)
        self._again = _timer(self, ASK_MS, self._ask)
        self._title = title
        head, about = text(title, "title", wrap=True), text(detail, "muted", wrap=True)
        buttons = row(None, self.back, self.save)
        self.setLayout(
            column(head, about, self.form, self.effects, None, self.says, self.problem, buttons, gap=16, margin=24)
        )
        self.problem.hide()
        self.says.hide()

    def add(self, **fields: Field[Any]) -> None:
        """Several stand side by side."""
        self._fields.update(fields)
        self.form.add(**fields)

    def __getitem__(self, name: str) -> Field[Any]:
        return self._fields[name]

    def begin(self) -> None:
        """Once all fields are there."""
        for field in self._fields.values():
            field.changed.connect(self._timer.start)
        self._look()
        self.open()

    def command(self) -> Command | None:
        """None: something is missing or wrong, and stands beside its field once the deed is pressed."""
        try:
            return self._make({name: field.value() for name, field in self._fields.items()})
        except WrongEntry:
            return None

    def file(self) -> None:
        """Once, even if the button is pressed twice."""
        if self.is_waiting or not self.save.isEnabled() or self.form.read() is None:
            return
        command = self.command()
        if command is None:
            return
        self.is_waiting, self._asked = True, 0
        self.save.setEnabled(False)
        self.problem.hide()
        self._asks.ask(partial(self._counter.file, command, self._wish), lambda _filed: self._ask(), self.show_problem)

    def show_problem(self, error: Exception) -> None:
        """It did not happen; what was entered stays, and the next try is a wish of its own."""
        self.is_waiting, self._wish = False, uuid4()
        self.save.setEnabled(True)
        self.says.hide()
        self.back.setText(_("Cancel"))
        if not isinstance(error, AppError):
            self._shell.show_refusal(error)
            return
        self.problem.setText(refusal(error))
        self.problem.show()

    def reject(self) -> None:
        if self.is_waiting:
            self.left.emit(self._wish, self._title)
        super().reject()

    def _look(self) -> None:
        command = self.command() if self.previews and not self.is_waiting else None
        if command is None:
            self._looks.forget()
            self.effects.show_effects(())
            return
        self._looks.ask(partial(self._counter.preview, command), self._on_seen, self._on_unseen)

    def _on_seen(self, effects: tuple[Effect, ...]) -> None:
        self.problem.hide()
        self.save.setEnabled(not self.is_waiting)
        self.effects.show_effects(effects)

    def _on_unseen(self, error: Exception) -> None:
        self.effects.show_effects(())
        self.show_problem(error)
        self.save.setEnabled(False)

    def _ask(self) -> None:
        self._asks.ask(partial(self._counter.outcome, self._wish), self._on_outcome, self.show_problem)

    def _on_outcome(self, outcome: Outcome) -> None:
        if outcome.refusal is not None:
            self.show_problem(outcome.refusal)
        elif outcome.is_done:
            self.is_waiting = False
            self.done_with(outcome.event)
            self.accept()
        else:
            self._asked += 1
            if self._asked == SLOW_AFTER:
                self.says.setText(_("Waiting for the worker. It is kept, and done as soon as the worker comes to it."))
                self.says.show()
                self.back.setText(_("Close and go on"))
            self._again.start()


def _timer(owner: QWidget, after_ms: int, act: Callable[[], object]) -> QTimer:
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(after_ms)
    made.timeout.connect(act)
    return made

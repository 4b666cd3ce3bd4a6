"""Steps to tick off in the workshop: each passed, failed or still open, with a note where something is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QWidget

from ui.language import _
from ui.widgets.base import clear, column, line, row, text
from ui.widgets.bend import Bend
from ui.widgets.icons import icon


class Outcome(StrEnum):
    """What a step came to."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to look at. `key` is a code; `title` is shown."""

    key: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class StepResult:
    key: str
    outcome: Outcome
    note: str = ""


class CheckList(QWidget):
    """`set_steps(steps)`, then `results()`; `changed` at every tick. Buttons are large enough for gloves."""

    changed = Signal()

    def __init__(self, steps: Sequence[Step] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = column(gap=8)
        self.setLayout(self._layout)
        self._rows: list[_StepRow] = []
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        clear(self._layout)
        self._rows = []
        for number, step in enumerate(steps):
            if number:
                self._layout.addWidget(line())
            shown = _StepRow(step)
            shown.changed.connect(self.changed)
            self._rows.append(shown)
            self._layout.addWidget(shown)

    def results(self) -> tuple[StepResult, ...]:
        """In the order of the steps."""
        return tuple(shown.result() for shown in self._rows)

    @property
    def open_steps(self) -> int:
        return sum(result.outcome is Outcome.OPEN for result in self.results())

    def set_outcome(self, key: str, outcome: Outcome) -> None:
        for shown in self._rows:
            if shown.step.key == key:
                shown.set_outcome(outcome)


class _StepRow(QWidget):
    changed = Signal()

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step
        self._passed = _choice(_("OK"), "check", "ok")
        self._failed = _choice(_("Defect"), "close", "bad")
        for pressed in (self._passed, self._failed):
            pressed.setAccessibleName(f"{step.title}: {pressed.text()}")
            pressed.clicked.connect(self._on_clicked)
        self._group = QButtonGroup(self)
        self._group.addButton(self._passed)
        self._group.addButton(self._failed)
        self._note = QLineEdit()
        self._note.setPlaceholderText(_("What is wrong?"))
        self._note.setAccessibleName(f"{step.title}: {_('What is wrong?')}")
        self._note.setMaxLength(500)
        self._note.textChanged.connect(self.changed)
        self._note.hide()
        words = column(text(step.title, "strong", wrap=True), gap=2)
        if step.detail:
            words.addWidget(text(step.detail, "small", wrap=True))
        head = Bend(words, row(self._passed, self._failed, gap=8), gap=8)
        self.setLayout(column(head, self._note, gap=8))

    def result(self) -> StepResult:
        outcome = Outcome.OPEN
        if self._passed.isChecked():
            outcome = Outcome.PASSED
        elif self._failed.isChecked():
            outcome = Outcome.FAILED
        return StepResult(self.step.key, outcome, self._note.text().strip() if outcome is Outcome.FAILED else "")

    def set_outcome(self, outcome: Outcome) -> None:
        self._group.setExclusive(False)
        self._passed.setChecked(outcome is Outcome.PASSED)
        self._failed.setChecked(outcome is Outcome.FAILED)
        self._group.setExclusive(True)
        self._on_clicked()

    def _on_clicked(self) -> None:
        self._note.setVisible(self._failed.isChecked())
        self.changed.emit()


def _choice(word: str, sign: str, colour: str) -> QPushButton:
    made = QPushButton(icon(sign, "muted", on=colour), word)
    made.setCheckable(True)
    made.setAutoDefault(False)
    made.setProperty("kind", "choice")
    made.setProperty("tone", colour)
    return made

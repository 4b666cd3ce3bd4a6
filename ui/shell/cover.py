"""In place of the page while the business cannot be opened yet: how far it is, or why it does not open."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from domain.errors import AppError
from domain.setup.first_house import HouseUndecided
from ui.language import N_, _
from ui.shell.first_choice import FirstChoice
from ui.texts import refusal
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.empty import Sign

_WIDTH_PX: Final = 560
_STEPS: Final = {
    "initialising": N_("The database is set up. This happens once on this computer."),
    "recovering": N_("The database repairs itself after it was stopped suddenly. Nothing is lost."),
    "migrating": N_("The database is brought to this version. Please leave the program open."),
    "demo": N_("The demo business is loaded, once: a year of orders, rentals and bills."),
}
"""Steps that take long enough to be told; the others pass behind the page."""


@dataclass(frozen=True, slots=True)
class NotYet:
    """Why the business is not open: a step on the way (`of` 0: nobody knows how far), or what went wrong."""

    step: str = ""
    done: int = 0
    of: int = 0
    error: Exception | None = None

    @property
    def is_told(self) -> bool:
        return self.error is not None or self.step in _STEPS


class Cover(QWidget):
    """`retry` and `leave`: their buttons were pressed. `retry` carries the first house that was chosen, else ""."""

    retry = Signal(str)
    leave = Signal()
    spoken = Signal(str)
    """A language was chosen on the very first page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = Sign("database-clock-outline", 56, "accent")
        self._title, self._words = text("", "header"), text("", "muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words.setFixedWidth(theme().px(_WIDTH_PX))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme().px(_WIDTH_PX))
        self.again = button(_("Try again"), lambda: self.retry.emit(""), kind="primary", touch=True)
        self.quit = button(_("Quit"), self.leave.emit, touch=True)
        self._buttons = QWidget()
        self._buttons.setLayout(row(None, self.again, self.quit, None, gap=16))
        self._far = text("", "muted")
        parts = (self._sign, self._title, self._words, self._bar, self._far, self._buttons)
        middle = column(None, *parts, None, gap=16)
        for part in parts[:-1]:
            middle.setAlignment(part, Qt.AlignmentFlag.AlignHCenter)
        told = QWidget()
        told.setLayout(middle)
        self._stack = QStackedWidget()
        self._stack.addWidget(told)
        self.choice: FirstChoice | None = None
        self.setLayout(column(self._stack))

    def take_focus(self) -> None:
        if self.choice is not None:
            self.choice.begin()
        elif not self._buttons.isHidden():
            self.again.setFocus()
        else:
            self.setFocus()

    def show_why(self, why: NotYet) -> None:
        is_asked = isinstance(why.error, HouseUndecided)
        if is_asked and self.choice is None:
            self.choice = FirstChoice()
            self.choice.chosen.connect(self.retry)
            self.choice.spoken.connect(self.spoken)
            self._stack.addWidget(self.choice)
        elif not is_asked and self.choice is not None:
            self._stack.removeWidget(self.choice)
            self.choice.deleteLater()
            self.choice = None
        self._stack.setCurrentIndex(self._stack.count() - 1)
        has_failed = why.error is not None
        self._sign.name = "database-alert-outline" if has_failed else "database-clock-outline"
        self._sign.colour = "warn" if has_failed else "accent"
        self._sign.update()
        self._title.setText(_("Umlauf cannot open") if has_failed else _("One moment …"))
        self._words.setText(_sentence(why))
        self._words.setFixedHeight(self._words.heightForWidth(self._words.width()))
        self._far.setText(_("Day {done} of {of}").format(done=why.done, of=why.of) if why.of else "")
        self._far.setVisible(bool(why.of))
        self._bar.setVisible(not has_failed)
        self._bar.setRange(0, why.of)
        self._bar.setValue(why.done)
        self._buttons.setVisible(has_failed)
        self.setAccessibleName(self.words())

    def words(self) -> str:
        if self.choice is not None:
            return self.choice.words
        return f"{self._title.text()}: {self._words.text()} {self._far.text()}".strip()


def _sentence(why: NotYet) -> str:
    if isinstance(why.error, AppError):
        return refusal(why.error)
    if why.error is not None:
        return _("This is a mistake in the program, not yours. Try again, or start the program anew.")
    return _(_STEPS.get(why.step, ""))

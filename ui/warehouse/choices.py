"""One of a few answers as big buttons: for gloves, and for the keyboard by the sign in front of each word."""

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget

from domain.assets.status import Condition, Grade
from domain.returns.model import Purpose
from ui.labels import label
from ui.language import _
from ui.theme import theme

T = TypeVar("T")


class Choice(NamedTuple, Generic[T]):
    """`key` is the plain key that chooses it; `tone` "ok" or "bad"."""

    value: T
    word: str
    key: str
    tone: str = "ok"


class Choices(QWidget, Generic[T]):
    """`choices.value()` is the chosen one or None. What is chosen again is not taken away, unless `can_clear`."""

    changed = Signal()

    def __init__(self, name: str, choices: Sequence[Choice[T]], *, across: int = 1, can_clear: bool = False) -> None:
        super().__init__()
        self._choices, self._can_clear = tuple(choices), can_clear
        self._is_narrow = across > 2
        self._group = QButtonGroup(self)
        self._group.setExclusive(not can_clear)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme().px(8))
        for number, choice in enumerate(self._choices):
            made = self._made(name, choice)
            self._group.addButton(made, number)
            grid.addWidget(made, number // across, number % across)
        self.setLayout(grid)
        self._group.idToggled.connect(self._on_toggled)

    def value(self) -> T | None:
        chosen = next((n for n in range(len(self._choices)) if self.button(n).isChecked()), None)
        return None if chosen is None else self._choices[chosen].value

    def set_value(self, value: T | None) -> None:
        self._group.setExclusive(False)
        for number, choice in enumerate(self._choices):
            self.button(number).setChecked(choice.value == value)
        self._group.setExclusive(not self._can_clear)

    def press(self, key: str) -> bool:
        """Chooses by its key; False: no answer has this key."""
        for number, choice in enumerate(self._choices):
            if choice.key.casefold() == key.casefold():
                self.button(number).click()
                return True
        return False

    def button(self, number: int) -> QPushButton:
        found = self._group.button(number)
        if not isinstance(found, QPushButton):
            raise IndexError(number)
        return found

    def _made(self, name: str, choice: Choice[T]) -> QPushButton:
        shown = choice.word if choice.word == choice.key else f"{choice.key}   {choice.word}"
        made = QPushButton(shown)
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setProperty("kind", "choice")
        made.setProperty("tone", choice.tone)
        made.setMinimumHeight(theme().px(52))
        if self._is_narrow:
            made.setText(shown if shown == choice.key else f"{choice.key} {choice.word}")
            made.setStyleSheet("min-width: 0; padding-left: 0; padding-right: 0;")
        made.setAccessibleName(f"{name}: {choice.word}")
        return made

    def _on_toggled(self, number: int, is_on: bool) -> None:
        if is_on and self._can_clear:
            for other in range(len(self._choices)):
                if other != number:
                    self.button(other).setChecked(False)
        self.changed.emit()


def condition_choices() -> Choices[Condition]:
    """By the keys 1 to 4."""
    tones = {Condition.DAMAGED_REPAIRABLE: "bad", Condition.DAMAGED_BEYOND_REPAIR: "bad"}
    return Choices(
        _("Condition"),
        [Choice(each, label(each), str(n), tones.get(each, "ok")) for n, each in enumerate(Condition, start=1)],
    )


def grade_choices() -> Choices[Grade]:
    """By the keys A to D; none: left to the inspection."""
    return Choices(
        _("Grade"), [Choice(each, str(each.value), str(each.value)) for each in Grade], across=4, can_clear=True
    )


def purpose_choices() -> Choices[Purpose]:
    """By the keys 5 to 7, after those of the condition."""
    words = {Purpose.END: _("end"), Purpose.REPAIR: _("repair"), Purpose.REPLACEMENT: _("exchange")}
    return Choices(
        _("What for"), [Choice(each, word, str(n)) for n, (each, word) in enumerate(words.items(), start=5)], across=3
    )


Pressed = Callable[[str], bool]


def pressed_first(text: str, *presses: Pressed) -> bool:
    """Gives a plain key to the first that has a use for it; False: nobody."""
    return bool(text.strip()) and any(press(text) for press in presses)

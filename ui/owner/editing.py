"""Editors of one thing: what is typed stays until it is saved or discarded, and beside it stands what comes of it."""

from abc import abstractmethod
from functools import partial
from typing import ClassVar, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from domain.errors import AppError
from ui.backoffice.parts import SIDE
from ui.language import _
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.warehouse.sides import ANY_WIDTH
from ui.widgets.base import column, text
from ui.widgets.overlays import confirm

WAIT_MS: Final = 250
STACK_BELOW: Final = 1280
"""Width of the window in px before scaling; below it the preview stands under the form."""


class EditorPage(Page):
    """`screen`: its key, to come back to when somebody keeps what is typed. `_base` is what `_typed` gave when all of
    it was saved; None while nothing is shown."""

    screen: ClassVar[str]

    def __init__(self, shell: Shell, title: str) -> None:
        super().__init__(shell, title)
        self.target = ""
        self._base: object = None

    def show_target(self, argument: str) -> None:
        """What is typed stays while nothing else is wanted; before another thing it asks."""
        if not argument or (argument == self.target and self.is_unsaved):
            return
        if self.is_unsaved:
            detail = _("What you typed for “{title}” is not saved.").format(title=self.subtitle or self.title)
            asked = confirm(self, _("Discard it?"), detail, _("Discard"), partial(self._load, argument), danger=True)
            asked.rejected.connect(lambda: self.shell.open(self.screen, self.target))
            return
        self._load(argument)

    @property
    def is_unsaved(self) -> bool:
        return self._base is not None and self._typed() != self._base

    @abstractmethod
    def _load(self, argument: str) -> None:
        """Shows the thing; `target` is `argument` from now on."""

    @abstractmethod
    def _typed(self) -> object:
        """All that is typed, right or wrong."""


class PreviewedEditor(EditorPage):
    """With a preview beside the form, which follows what is typed: `_timer` is started by every change."""

    save: QPushButton

    def __init__(self, shell: Shell, title: str) -> None:
        super().__init__(shell, title)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.show_preview)
        self.problem = text("", "small", Tone.BAD, wrap=True)

    @abstractmethod
    def show_preview(self) -> None:
        """What comes of it as it stands; what is missing is said instead."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """By the window: this page is as wide as its fields need, also where that is wider than what is seen."""
        super().resizeEvent(event)
        is_narrow = self.window().width() < theme().px(STACK_BELOW)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(down if is_narrow else across)
        self._side.setMinimumWidth(0 if is_narrow else theme().px(SIDE))
        self._side.setMaximumWidth(ANY_WIDTH if is_narrow else theme().px(SIDE))

    def _lay_out(self, form: list[QWidget], beside: list[QWidget]) -> None:
        main, self._side = QWidget(), QWidget()
        main.setLayout(column(*form, None, gap=24))
        self._side.setLayout(column(*beside, None, gap=24))
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(theme().px(24))
        self._sides.addWidget(main, 1)
        self._sides.addWidget(self._side)
        self.setLayout(self._sides)

    def _on_refused(self, error: Exception) -> None:
        """Of what was to be saved."""
        self.save.setEnabled(True)
        self._say(error)

    def _say(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self.problem.setText(refusal(error))
        else:
            self.shell.show_refusal(error)

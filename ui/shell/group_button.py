"""A button of the bar that stands for several screens: pressing it lists them."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ui.language import _
from ui.shell.port import Screen
from ui.widgets.icons import icon


class GroupButton(QToolButton):
    """Checked while one of its screens is in front. `screens` are at least two, in the order of the menu."""

    def __init__(
        self, screens: Sequence[Screen], on_chosen: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setText(_(screens[0].group))
        self.setProperty("group", "true")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self._actions: dict[str, QAction] = {}
        for screen in screens:
            action = menu.addAction(icon(screen.icon, "muted"), _(screen.title), partial(on_chosen, screen.key))
            self._actions[screen.key] = action
        menu.aboutToShow.connect(lambda: menu.setActiveAction(self._first()))
        menu.aboutToHide.connect(self._forget_mouse)
        self.setMenu(menu)

    def nextCheckState(self) -> None:
        """Pressing opens the list and marks nothing: the screen in front decides."""

    def mark(self, screen: str) -> None:
        """The screen in front, which stands out in the list; another one than its own marks none."""
        self.setChecked(screen in self._actions)
        for key, action in self._actions.items():
            font = self.font()
            font.setBold(key == screen)
            action.setFont(font)

    def titles(self) -> str:
        """Its screens as one line, for the tip."""
        return ", ".join(action.text() for action in self._actions.values())

    def _forget_mouse(self) -> None:
        """The list takes the mouse away without a word; the button would look touched for ever."""
        self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
        self.update()

    def _first(self) -> QAction:
        """With the keyboard the list begins at the screen in front, else at its top."""
        actions = list(self._actions.values())
        return next((action for action in actions if action.font().bold()), actions[0])

"""Above every page: the seat's screens and the search, then the page's title with its badges."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QWidget

from ui.language import _
from ui.shell.port import Screen
from ui.shell.search import SearchField
from ui.theme import Tone, theme
from ui.widgets.badge import Badge
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button, tool
from ui.widgets.icons import beside_words, icon


class Header(QWidget):
    """Emits `screen_chosen` with a screen's key, `back` and `forward`, and `camera_off` when its sign is pressed."""

    screen_chosen = Signal(str)
    back = Signal()
    forward = Signal()
    camera_off = Signal()

    def __init__(self, search: SearchField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = search
        search.setMinimumWidth(theme().px(200))
        search.setMaximumWidth(theme().px(440))
        self._screens = QFrame()
        self._screens.setProperty("role", "screens")
        self._strip = row(gap=4)
        self._screens.setLayout(self._strip)
        self._group: QButtonGroup | None = None
        self._buttons: dict[str, QToolButton] = {}
        self._back = tool("arrow-left", _("Back (Alt+Left)"), self.back.emit)
        self._forward = tool("arrow-right", _("Forward (Alt+Right)"), self.forward.emit)
        self._title, self._subtitle = text("", "header"), text("", "subtitle")
        self._badges = row(gap=8)
        self._camera = button(_("Camera"), self.camera_off.emit, kind="plain", sign="camera-outline")
        self._camera.setToolTip(_("The camera looks for codes. Press to turn it off."))
        self._camera.setAccessibleName(self._camera.toolTip())
        self._camera.hide()
        top = row(self._screens, None, self._camera, gap=16)
        top.addWidget(search, 1)
        below = row(self._back, self._forward, 4, self._title, self._subtitle, self._badges, None, gap=8)
        self.setLayout(column(top, below, gap=16))

    def show_screens(self, screens: Sequence[Screen], touch: bool) -> None:
        """The listed screens of one seat; Ctrl+1 … Ctrl+9 in their order."""
        clear(self._strip)
        self._screens.setProperty("touch", "true" if touch else "false")
        self._group, self._buttons = QButtonGroup(self), {}
        for number, screen in enumerate(screens, 1):
            made = self._screen_button(screen, f"Ctrl+{number}" if number < 10 else "")
            self._group.addButton(made)
            self._strip.addWidget(made)
            self._buttons[screen.key] = made

    def show_heading(self, title: str, subtitle: str, badges: Sequence[tuple[str, Tone]]) -> None:
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        clear(self._badges)
        for word, tone in badges:
            self._badges.addWidget(Badge(word, tone))

    def show_camera(self, on: bool) -> None:
        self._camera.setVisible(on)

    def show_place(self, screen: str, can_go_back: bool, can_go_forward: bool) -> None:
        """Marks the screen in the strip; none, when it has no place there."""
        if self._group is not None:
            self._group.setExclusive(False)
            for key, made in self._buttons.items():
                made.setChecked(key == screen)
            self._group.setExclusive(True)
        self._back.setEnabled(can_go_back)
        self._forward.setEnabled(can_go_forward)

    def _screen_button(self, screen: Screen, shortcut: str) -> QToolButton:
        made = QToolButton()
        made.setText(_(screen.title))
        made.setIcon(icon(screen.icon, "muted", on="accent"))
        made.setIconSize(beside_words(20))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setCheckable(True)
        made.setShortcut(shortcut)
        made.setToolTip(f"{_(screen.title)} ({shortcut})" if shortcut else _(screen.title))
        made.clicked.connect(lambda _checked=False: self.screen_chosen.emit(screen.key))
        return made

"""The two buttons at the side of a mouse: back and forward, wherever the pointer is in the window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent, QWindow
from PySide6.QtWidgets import QWidget


class SideButtons(QObject):
    """Lives with the window. It listens to the window of the system, so it is asked before any widget, and seldom."""

    def __init__(self, window: QWidget, back: Callable[[], object], forward: Callable[[], object]) -> None:
        super().__init__(window)
        self._window = window
        self._acts = {Qt.MouseButton.BackButton: back, Qt.MouseButton.ForwardButton: forward}
        self._heard: QWindow | None = None
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() is QEvent.Type.Show:
                self._listen()
            return False
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            act = self._acts.get(event.button())
            if act is not None:
                act()
                return True
        return False

    def _listen(self) -> None:
        handle = self._window.windowHandle()
        if handle is not None and handle is not self._heard:
            self._heard = handle
            handle.installEventFilter(self)

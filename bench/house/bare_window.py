"""The least a desktop program can do: one empty window. Says "usable" when it is painted, and ends."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class BareWindow(QWidget):
    """Ends the program after its first painting."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - overrides a method of Qt
        super().paintEvent(event)
        QTimer.singleShot(0, self._usable)

    def _usable(self) -> None:
        print("usable", flush=True)
        QApplication.quit()


if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = BareWindow()
    window.resize(1280, 800)
    window.show()
    sys.exit(application.exec())

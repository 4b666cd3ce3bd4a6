"""Python's cycle collector, on the GUI thread alone.

It runs on whatever thread happens to allocate, and would there delete widgets that hang in a cycle: Qt objects may
only die on the thread they live on. So it is switched off and called from a timer of the window instead.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MS: Final = 1000


class Collector(QObject):
    """Collects while it lives, generation by generation as the interpreter would. Made on the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """The oldest generation that is due, with all younger ones."""
        due = [
            generation
            for generation, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > limit
        ]
        if due:
            gc.collect(max(due))

    def stop(self) -> None:
        """Gives the interpreter its own way back. Safe to call twice."""
        self._timer.stop()
        if self._was_on:
            gc.enable()

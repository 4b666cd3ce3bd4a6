"""A short word on a tinted pill: a status, a result. Colour never alone: the word says it too."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import Tone
from ui.widgets.base import styled


class Badge(QLabel):
    """`Badge(_("rented"), Tone.ACCENT)`. `show_as` changes word and tone together."""

    def __init__(self, shown: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(shown, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setProperty("role", "badge")
        self.setProperty("tone", str(tone))

    def show_as(self, shown: str, tone: Tone) -> None:
        self.setText(shown)
        styled(self, tone=tone)

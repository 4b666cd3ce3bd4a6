"""A calm surface with a title: the building block of every page. Cards are never put into cards."""

from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import Tone
from ui.widgets.base import Item, column, row, text


class Card(QFrame):
    """`Card(_("Scope of delivery"), aside=_("Parcel 1"))`; put things in with `add`."""

    def __init__(
        self,
        title: str = "",
        aside: str = "",
        tone: Tone | None = None,
        margin: int = 24,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        if tone:
            self.setProperty("tone", str(tone))
        self._title = text(title, "title")
        self._aside = text(aside, "muted")
        self.body: QVBoxLayout = column(gap=12)
        self._heading = QWidget()
        self._heading.setLayout(row(self._title, None, self._aside))
        self._heading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setLayout(column(self._heading, self.body, gap=12, margin=margin))
        self.set_title(title, aside)

    def set_title(self, title: str, aside: str = "") -> None:
        self._title.setText(title)
        self._aside.setText(aside)
        self._heading.setVisible(bool(title or aside))
        self.setAccessibleName(title)

    def add(self, *items: Item, stretch: int = 0) -> "Card":
        """Below what is there; `stretch` lets a widget take the free height. Gives the card back."""
        for item in items:
            if isinstance(item, QWidget):
                self.body.addWidget(item, stretch)
            elif item is None:
                self.body.addStretch(1)
            elif isinstance(item, int):
                self.body.addSpacing(item)
            else:
                self.body.addLayout(item, stretch)
        return self

    def title_label(self) -> QLabel:
        return self._title

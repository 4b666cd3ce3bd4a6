"""The very first page: whether one looks around in the demo, or begins with a business of one's own."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from domain.setup.first_house import FirstHouse
from ui.language import N_, _, current_language
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import Sign

_WIDTH_PX: Final = 340
_HOUSES: Final = {
    FirstHouse.DEMO: (
        "bicycle",
        N_("Look around"),
        N_(
            "A bicycle rental in Berlin with a year of orders, contracts and bills, to try everything out. Loading it"
            " takes about a minute."
        ),
        N_("Start with the demo"),
    ),
    FirstHouse.OWN: (
        "store-outline",
        N_("My own business"),
        N_(
            "Empty, with the set-up in front: who you are, your stores, products, mail, payments and people. Each step"
            " can be put off."
        ),
        N_("Begin with my business"),
    ),
}
_LANGUAGES: Final = {"de": "Deutsch", "en": "English"}


class FirstChoice(QWidget):
    """Tab and Enter, or Alt+1 and Alt+2."""

    chosen = Signal(str)
    """The value of a `FirstHouse`."""

    spoken = Signal(str)
    """A language was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[FirstHouse, QPushButton] = {}
        title = text(_("Welcome to Umlauf"), "header")
        words = text(_("What would you like to begin with? The data stays on this computer."), "muted")
        self.words = f"{title.text()}: {words.text()}"
        cards = row(None, gap=24)
        for number, house in enumerate(_HOUSES, start=1):
            cards.addWidget(self._card(house, number))
        cards.addStretch(1)
        later = text(
            _("You can have both: another data folder holds another business, each with its own window."), "muted"
        )
        talks = row(None, gap=12)
        for language, name in _LANGUAGES.items():
            if language != current_language():
                talks.addWidget(self._talk(language, name))
        talks.addStretch(1)
        middle = column(None, title, words, gap=16)
        middle.addLayout(cards)
        middle.addWidget(later)
        middle.addLayout(talks)
        middle.addStretch(1)
        for each in (title, words, later):
            middle.setAlignment(each, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(middle)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.begin)

    def begin(self) -> None:
        """The keyboard goes to the demo: nothing is founded by a blank that was typed too soon."""
        self.buttons[FirstHouse.DEMO].setFocus()

    def _card(self, house: FirstHouse, number: int) -> Card:
        sign, title, words, deed = _HOUSES[house]
        made = button(
            _(deed),
            lambda: self.chosen.emit(house.value),
            kind="primary" if house is FirstHouse.DEMO else "",
            shortcut=f"Alt+{number}",
            touch=True,
        )
        made.setAutoDefault(True)
        made.setAccessibleDescription(_(words))
        self.buttons[house] = made
        card = Card(margin=24)
        said = text(_(words), "", wrap=True)
        said.setMinimumHeight(theme().px(96))
        card.add(Sign(sign, 48, "accent"), text(_(title), "title"), said, made)
        card.setFixedWidth(theme().px(_WIDTH_PX))
        return card

    def _talk(self, language: str, name: str) -> QPushButton:
        made = button(name, lambda: self.spoken.emit(language), kind="plain", sign="translate")
        made.setAutoDefault(True)
        return made

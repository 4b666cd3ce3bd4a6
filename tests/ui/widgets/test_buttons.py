"""A button keeps its keys whatever its words become."""

from PySide6.QtWidgets import QApplication

from ui.theme import Theme
from ui.widgets.buttons import button


def test_other_words_take_no_shortcut_away(qapp: QApplication, theme: Theme) -> None:
    made = button("Book in 1 thing", shortcut="Ctrl+Return")
    made.setText("Book in 2 things")
    assert made.shortcut().toString() == "Ctrl+Return"
    assert made.toolTip().startswith("Book in 2 things (")
    plain = button("Retire")
    plain.setText("Offer again")
    assert plain.shortcut().isEmpty()
    assert plain.toolTip() == ""

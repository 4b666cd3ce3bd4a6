"""F1: every key the window knows. Plain letters are no shortcuts: they belong to the scanner."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from ui.language import N_, _
from ui.shell.side_buttons import SideButtons
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button

SHORTCUTS: Final = (
    ("Ctrl+K", N_("Search everything")),
    ("Alt+1", N_("Seats, from top to bottom: Alt+1 to Alt+4")),
    ("Ctrl+1", N_("Screens, from left to right: Ctrl+1 to Ctrl+9")),
    ("Alt+Left", N_("Back, also with the button at the side of the mouse")),
    ("Alt+Right", N_("Forward, also with the button at the side of the mouse")),
    ("Ctrl+Z", N_("Undo the last scan")),
    ("Ctrl+F", N_("Filter a table")),
    ("Ctrl+C", N_("Copy the selected rows")),
    ("Ctrl+V", N_("Read the codes in a copied picture")),
    ("Ctrl++", N_("Larger")),
    ("Ctrl+-", N_("Smaller")),
    ("F5", N_("Load again")),
    ("F1", N_("This list")),
)


def bind(window: QWidget, acts: Mapping[str, Callable[[], object]]) -> None:
    """Keys that work everywhere in the window. A field with the cursor keeps its own undo and paste.

    What goes back and forward also has the two buttons at the side of a mouse.
    """
    for keys, act in acts.items():
        QShortcut(QKeySequence(keys), window).activated.connect(act)
    if "Alt+Left" in acts and "Alt+Right" in acts:
        SideButtons(window, acts["Alt+Left"], acts["Alt+Right"])


class ShortcutList(QDialog):
    """Keys on the left as the machine writes them, what they do on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(32))
        grid.setVerticalSpacing(theme().px(10))
        for number, (keys, what) in enumerate(SHORTCUTS):
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            grid.addWidget(text(shown, "code"), number, 0)
            grid.addWidget(text(_(what)), number, 1)
        close = button(_("Close"), self.accept, kind="primary")
        close.setDefault(True)
        note = text(_("A scanner works on every screen without clicking a field first."), "muted", wrap=True)
        self.setLayout(column(text(_("Keyboard"), "title"), grid, note, row(None, close), gap=16, margin=24))

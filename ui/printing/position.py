"""Where printing goes on, on a sheet that was begun: one taps the first label that is still there."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QPushButton, QWidget

from domain.labels.medium import Medium
from ui.language import _
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button


class PositionDialog(QDialog):
    """`chosen` gets the number of the label, 1 for the top left."""

    def __init__(self, parent: QWidget, medium: Medium, position: int, chosen: Callable[[int], object]) -> None:
        super().__init__(parent)
        self._chosen = chosen
        title = _("Next free label")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setSpacing(theme().px(4))
        self.labels: list[QPushButton] = []
        for at in range(1, medium.per_page + 1):
            made = QPushButton(str(at))
            made.setCheckable(True)
            made.setChecked(at == position)
            made.setAutoDefault(False)
            made.setAccessibleName(_("Label {number}").format(number=at))
            made.setMinimumSize(theme().px(44), theme().px(28))
            made.clicked.connect(partial(self._on_chosen, at))
            grid.addWidget(made, (at - 1) // medium.columns, (at - 1) % medium.columns)
            self.labels.append(made)
        about = text(_("Tap the first label of the sheet that is not used yet."), "muted", wrap=True)
        back = row(None, button(_("Cancel"), self.reject, touch=True))
        self.setLayout(column(text(title, "title"), about, grid, back, gap=16, margin=24))
        self.labels[position - 1].setFocus()

    def _on_chosen(self, at: int, _checked: bool = False) -> None:
        self.accept()
        self._chosen(at)

"""Until when bills are held back, and why. Stays open until both are there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.forms import Form
from ui.widgets.overlays import ConfirmDialog


class HoldDialog(ConfirmDialog):
    """`agreed` gives the values of the form."""

    agreed = Signal(dict)

    def __init__(self, parent: QWidget, title: str, detail: str, deed: str, form: Form) -> None:
        super().__init__(parent, title, detail, deed, extra=form)
        self.form = form
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form["reason"].setFocus()

    def accept(self) -> None:
        """Not before the form is whole."""
        values = self.form.read()
        if values is not None:
            self.agreed.emit(values)
            super().accept()

"""Until when bills are held back, and why. Stays open until both are there."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.language import _, count
from ui.widgets.forms import DateField, Form, TextField
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


def ask_to_hold(parent: QWidget, day: date, contracts: int) -> HoldDialog:
    """Two weeks are offered; `day` is today."""
    form = Form().add(until=DateField(_("Until"), day + timedelta(days=14), earliest=day + timedelta(days=1)))
    form.add(reason=TextField(_("Reason"), required=True, longest=200))
    words = count("Hold the bills of {count} contract?", "Hold the bills of {count} contracts?", contracts)
    detail = _("No run bills them before that day; then all that is due comes at once. A task stands for it.")
    return HoldDialog(parent, words, detail, _("Hold back"), form)

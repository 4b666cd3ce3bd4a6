"""A damage that is not on the owner's list, in somebody's own words."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from domain.returns.note_damage import LONGEST
from ui.language import _
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.forms import Form, TextField


class DamageDialog(QDialog):
    """`noted` gets the words, without spaces around them."""

    def __init__(self, parent: QWidget, code: str, noted: Callable[[str], None]) -> None:
        super().__init__(parent)
        self._noted = noted
        title = _("Damage at {code}").format(code=code)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(480))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.words = TextField(_("What is it?"), required=True, longest=LONGEST)
        self.form = Form()
        self.form.add(words=self.words)
        self.save = button(_("Note it"), self.give, kind="primary", sign="check")
        self.save.setDefault(True)
        buttons = row(None, button(_("Cancel"), self.reject), self.save)
        self.setLayout(column(text(title, "title", wrap=True), self.form, buttons, gap=16, margin=24))
        self.words.setFocus()

    def give(self) -> None:
        values = self.form.read()
        if values is not None:
            self.accept()
            self._noted(values["words"])

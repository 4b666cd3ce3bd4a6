"""The category of a product: typed freely, with those there are proposed, so that checklists find their things."""

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from ui.categories import category_name, category_of, usual_categories
from ui.language import _
from ui.widgets.forms import TextField

LONGEST = 40


class CategoryField(TextField):
    """Shows words, gives what is kept: a code for the usual ones."""

    def __init__(self) -> None:
        hint = _("Checklists go by category. Choose one there is, or write another.")
        super().__init__(_("Category"), required=True, longest=LONGEST, hint=hint)
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        if isinstance(self.editor, QLineEdit):
            self.editor.setCompleter(completer)
        self.propose(())

    def propose(self, kept: Iterable[str]) -> None:
        """Those of the catalogue beside the usual ones."""
        self._words.setStringList(sorted({category_name(each) for each in (*usual_categories(), *kept) if each}))

    def value(self) -> str:
        return category_of(super().value())

    def set_value(self, text: str) -> None:
        super().set_value(category_name(text))

"""The button of a list that keeps views under a name and brings them back."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QDialog, QMenu, QPushButton, QWidget

from ui.language import _
from ui.shell.saved_views import LONGEST_NAME, SavedViews, View
from ui.theme import theme
from ui.widgets.base import column, row
from ui.widgets.buttons import button
from ui.widgets.forms import Form, TextField


class Viewed(Protocol):
    """The list whose views these are."""

    def view_now(self, name: str) -> View: ...

    def show_view(self, view: View) -> None: ...


class ViewsButton(QWidget):
    """`key` tells the list from others, in every language."""

    def __init__(self, key: str, viewed: Viewed, views: SavedViews) -> None:
        super().__init__()
        self._key, self._viewed, self._views = key, viewed, views
        self.button: QPushButton = button(_("Views"), self.open, sign="bookmark-outline")
        self.button.setToolTip(_("Searches and filters that you keep under a name"))
        self.menu = QMenu(self)
        self.setLayout(row(self.button))

    def open(self) -> None:
        """Below the button."""
        self.fill()
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def fill(self) -> None:
        """With what is saved now."""
        self.menu.clear()
        saved = self._views.of(self._key)
        for view in saved:
            self.menu.addAction(view.name, _later(self._viewed.show_view, view))
        if saved:
            self.menu.addSeparator()
        self.menu.addAction(_("Save this view …"), self._ask)
        if saved:
            gone = self.menu.addMenu(_("Remove"))
            for view in saved:
                gone.addAction(view.name, _later(self._remove, view))

    def _ask(self) -> None:
        NameDialog(self, self.save).open()

    def save(self, name: str) -> None:
        self._views.save(self._key, self._viewed.view_now(name))

    def _remove(self, view: View) -> None:
        self._views.remove(self._key, view.name)


def _later(deed: Callable[[View], None], view: View) -> Callable[[], None]:
    return lambda: deed(view)


class NameDialog(QDialog):
    """Asks for the name of a view; one of that name is replaced."""

    def __init__(self, parent: QWidget, save: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Save this view"))
        self._save = save
        self.form = Form().add(name=TextField(_("Name"), required=True, longest=LONGEST_NAME))
        self.form.setMinimumWidth(theme().px(320))
        self.keep = button(_("Save"), self._on_save, kind="primary")
        self.keep.setDefault(True)
        buttons = row(None, button(_("Cancel"), self.reject), self.keep)
        self.setLayout(column(self.form, buttons, gap=24, margin=24))

    def _on_save(self) -> None:
        read = self.form.read()
        if read is not None:
            self._save(read["name"])
            self.accept()

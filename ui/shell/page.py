"""The base of every screen: a heading, and what the shell asks a screen."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from domain.assets.scan import Scan
from domain.errors import AppError
from ui.shell.port import Shell
from ui.theme import Tone


class Page(QWidget):
    """Derive, build the layout in `__init__`, override what is needed. All of it runs on the GUI thread.

    `key` is that of its screen, once the window has it.
    """

    heading_changed = Signal()

    def __init__(self, shell: Shell, title: str, subtitle: str = "") -> None:
        super().__init__()
        self.shell = shell
        self.key = ""
        self.title, self.subtitle = title, subtitle
        self.badges: Sequence[tuple[str, Tone]] = ()
        self.setProperty("role", "page")

    def set_heading(self, title: str, subtitle: str = "", badges: Sequence[tuple[str, Tone]] = ()) -> None:
        """What the header says of this page; `badges`: words with their tone beside it."""
        self.title, self.subtitle, self.badges = title, subtitle, tuple(badges)
        self.heading_changed.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """A part that is hidden gives its focus to the page, not to whatever comes next: that would scroll."""
        focus = QApplication.focusWidget()
        if self.isVisible() and focus is not None and self.isAncestorOf(focus) and not focus.isVisible():
            self.setFocus()
            return True
        return super().focusNextPrevChild(forward)

    def show_target(self, argument: str) -> None:
        """The page was opened for this thing (a number or id); empty: for nothing in particular. Also on going back."""

    def on_scan(self, scan: Scan) -> bool:
        """Something was scanned while this page is in front. True: it is mine; False: let the shell open its page."""
        return False

    def on_refused(self, scan: Scan, error: AppError) -> bool:
        """A scan that may not count here. True: the page itself says so; False: the shell does."""
        return False

    def on_unknown(self, scan: Scan) -> bool:
        """Nobody knows the code of a scan that the page left to the shell. True: the page says so itself."""
        return False

    def undo(self) -> None:
        """Ctrl+Z outside a text field: take back the last scan, where the page has one."""

    def on_changes(self, kinds: frozenset[str]) -> None:
        """These kinds of things changed, here or at another station. Reload if it concerns this page."""

    @property
    def is_unsaved(self) -> bool:
        """Something is typed that only this page knows; the window asks before it closes over it."""
        return False

    def entered(self) -> Mapping[str, str]:
        """What was typed and not yet saved, by the object names of the fields: kept over a crash or a language."""
        found: dict[str, str] = {}
        for field in self.findChildren(QLineEdit):
            if field.objectName() and field.isModified() and not field.objectName().startswith("qt_"):
                found[field.objectName()] = field.text()
        for area in self.findChildren(QPlainTextEdit):
            if area.objectName() and area.document().isModified():
                found[area.objectName()] = area.toPlainText()
        return found

    def restore(self, entered: Mapping[str, str]) -> None:
        """Puts back what `entered` gave."""
        for name, typed in entered.items():
            field = self.findChild(QWidget, name)
            if isinstance(field, QLineEdit):
                field.setText(typed)
                field.setModified(True)
            elif isinstance(field, QPlainTextEdit):
                field.setPlainText(typed)
                field.document().setModified(True)
            elif isinstance(field, QComboBox):
                field.setCurrentText(typed)

"""Whose contract a declaration ends, asked where it was found."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from domain.application import Command, Event
from domain.views.declarations import DeclarationPage
from ui.backoffice.asking import give
from ui.backoffice.cancellations.match_panel import MatchPanel
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button


class MatchDialog(QDialog):
    """The same suggestions and fields as on the declaration's own page."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, page: DeclarationPage) -> None:
        super().__init__(parent)
        self._desk, self._shell = desk, shell
        title = _("Whose contract is it? {number}").format(number=page.declaration.number)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme().px(560))
        self.panel = MatchPanel(desk, shell)
        self.panel.asked.connect(self._give)
        self.panel.show_page(page)
        words = text(page.sender.words, "muted", wrap=True)
        words.setVisible(bool(page.sender.words.strip()))
        close = button(_("Cancel"), self.reject)
        self.setLayout(column(text(title, "title", wrap=True), words, self.panel, row(None, close), gap=16, margin=24))

    def _give(self, command: Command) -> None:
        give(self._shell, self._desk, command, self._done, self._shell.show_refusal, owner=self)

    def _done(self, _event: Event) -> None:
        self._shell.toast(_("It belongs to this contract; the customer hears of it."))
        self.accept()

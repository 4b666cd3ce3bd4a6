"""What is damaged at a thing: one of the owner's list, or somebody's own words."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from domain.ids import AssetId
from domain.views.returns import DamageName
from ui.damages.dialog import DamageDialog
from ui.language import _
from ui.shell.port import Shell

Noted = Callable[[str, str], None]
"""Gets the code of the owner's list, "" for what is not on it, and what was seen."""


class DamageAsking(QObject):
    """`known` is asked on the database thread for the list of a thing's kind."""

    def __init__(self, shell: Shell, known: Callable[[AssetId], tuple[DamageName, ...]], parent: QWidget) -> None:
        super().__init__(parent)
        self._shell, self._known, self._parent = shell, known, parent
        self.menu: QMenu | None = None
        self.describing: DamageDialog | None = None

    def ask(self, asset_id: AssetId, code: str, noted: Noted) -> None:
        show = partial(self._show, code, noted)
        self._shell.services.background.run(partial(self._known, asset_id), show, self._shell.show_refusal, self)

    def _show(self, code: str, noted: Noted, names: tuple[DamageName, ...]) -> None:
        if not names:
            self._describe(code, noted)
            return
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        for name in names:
            menu.addAction(name.title, partial(noted, name.code, name.title))
        menu.addSeparator()
        menu.addAction(_("Something else …"), partial(self._describe, code, noted))
        self.menu = menu
        menu.popup(QCursor.pos())

    def _describe(self, code: str, noted: Noted) -> None:
        self.describing = DamageDialog(self._parent, code, partial(noted, ""))
        self.describing.open()

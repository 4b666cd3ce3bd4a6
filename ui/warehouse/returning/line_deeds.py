"""What a person does about one thing of a return: it was not there, it is damaged, a photo is taken."""

import secrets
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from domain.ids import new_uuid
from domain.returns.photos import PhotoId
from domain.views.floor_rows import ReturnLineRow
from domain.views.returns import DamageName
from ui.language import _
from ui.photos.dialog import PhotoDialog, photo_dialog
from ui.warehouse.returning.damage_dialog import DamageDialog

if TYPE_CHECKING:
    from ui.warehouse.returning.view import ReturnScreen


class LineDeeds(QObject):
    """Asks what has to be asked, and gives it to the lane of the screen."""

    def __init__(self, screen: "ReturnScreen") -> None:
        super().__init__(screen)
        self._screen = screen
        self.menu: QMenu | None = None
        self.photographing: PhotoDialog | None = None
        self.describing: DamageDialog | None = None
        case, taking = screen.case, screen.taking
        case.missing_wanted.connect(lambda line: screen.lane.do(partial(taking.not_there, line)))
        case.other_wanted.connect(lambda line: screen.lane.do(partial(taking.something_else, line)))
        case.damage_wanted.connect(self.ask_damage)
        case.photo_wanted.connect(self.ask_photo)

    def ask_damage(self, line: ReturnLineRow) -> None:
        """From the owner's list; what is not on it is described."""
        ask = partial(self._screen.desk.floor.damages_for, line.asset_id)
        services = self._screen.shell.services
        services.background.run(ask, partial(self._show_damages, line), self._screen.shell.show_refusal, self)

    def ask_photo(self, line: ReturnLineRow) -> None:
        self.photographing = photo_dialog(self._screen.shell, self._screen, line.code, partial(self.keep_photo, line))

    def keep_photo(self, line: ReturnLineRow, content: bytes) -> None:
        photo_id = PhotoId(new_uuid(self._screen.desk.clock.now(), secrets.token_bytes))
        self._screen.lane.do(partial(self._screen.taking.photo, line, photo_id, content))

    def note(self, line: ReturnLineRow, code: str, title: str) -> None:
        self._screen.lane.do(partial(self._screen.taking.damage, line, code, title))

    def _show_damages(self, line: ReturnLineRow, names: tuple[DamageName, ...]) -> None:
        menu = QMenu(self._screen)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        for name in names:
            menu.addAction(name.title, partial(self.note, line, name.code, name.title))
        if not names:
            self._describe(line)
            return
        menu.addSeparator()
        menu.addAction(_("Something else …"), partial(self._describe, line))
        self.menu = menu
        menu.popup(QCursor.pos())

    def _describe(self, line: ReturnLineRow) -> None:
        self.describing = DamageDialog(self._screen, line.code, lambda words: self.note(line, "", words))
        self.describing.open()

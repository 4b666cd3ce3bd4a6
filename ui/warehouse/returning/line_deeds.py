"""What a person does about one thing of a return: it was not there, it is damaged, a photo is taken."""

import secrets
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from domain.ids import new_uuid
from domain.returns.photos import PhotoId
from domain.views.floor_rows import ReturnLineRow
from ui.damages.asking import DamageAsking
from ui.photos.dialog import PhotoDialog, photo_dialog

if TYPE_CHECKING:
    from ui.warehouse.returning.view import ReturnScreen


class LineDeeds(QObject):
    """Asks what has to be asked, and gives it to the lane of the screen."""

    def __init__(self, screen: "ReturnScreen") -> None:
        super().__init__(screen)
        self._screen = screen
        self.photographing: PhotoDialog | None = None
        self.asking = DamageAsking(screen.shell, screen.desk.floor.damages_for, screen)
        case, taking = screen.case, screen.taking
        case.missing_wanted.connect(lambda line: screen.lane.do(partial(taking.not_there, line)))
        case.other_wanted.connect(lambda line: screen.lane.do(partial(taking.something_else, line)))
        case.damage_wanted.connect(self.ask_damage)
        case.photo_wanted.connect(self.ask_photo)

    def ask_damage(self, line: ReturnLineRow) -> None:
        self.asking.ask(line.asset_id, line.code, partial(self.note, line))

    def ask_photo(self, line: ReturnLineRow) -> None:
        self.photographing = photo_dialog(self._screen.shell, self._screen, line.code, partial(self.keep_photo, line))

    def keep_photo(self, line: ReturnLineRow, content: bytes) -> None:
        photo_id = PhotoId(new_uuid(self._screen.desk.clock.now(), secrets.token_bytes))
        self._screen.lane.do(partial(self._screen.taking.photo, line, photo_id, content))

    def note(self, line: ReturnLineRow, code: str, title: str) -> None:
        self._screen.lane.do(partial(self._screen.taking.damage, line, code, title))

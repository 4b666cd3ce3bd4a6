"""What a person does about one thing of a return: it was not there, it is damaged, a photo is taken."""

import secrets
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QObject, Qt
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu

from domain.contracts.notes import FileKindRefused
from domain.ids import new_uuid
from domain.returns.note_damage import LONGEST
from domain.returns.photos import PhotoId
from domain.views.floor_rows import ReturnLineRow
from domain.views.returns import DamageName
from ui.language import _
from ui.warehouse.scanned import Outcome

if TYPE_CHECKING:
    from ui.warehouse.returning.view import ReturnScreen

LONGEST_SIDE: Final = 2000
QUALITY: Final = 85


class LineDeeds(QObject):
    """Asks what has to be asked, and gives it to the lane of the screen."""

    def __init__(self, screen: "ReturnScreen") -> None:
        super().__init__(screen)
        self._screen = screen
        self.menu: QMenu | None = None
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
        kinds = _("Pictures") + " (*.jpg *.jpeg *.png)"
        path, _kind = QFileDialog.getOpenFileName(self._screen, _("Photo"), "", kinds)
        if path:
            self.take_photo(line, Path(path))

    def take_photo(self, line: ReturnLineRow, path: Path) -> None:
        photo_id = PhotoId(new_uuid(self._screen.desk.clock.now(), secrets.token_bytes))

        def keep() -> Outcome:
            return self._screen.taking.photo(line, photo_id, picture(path))

        self._screen.lane.do(keep)

    def note(self, line: ReturnLineRow, code: str, title: str) -> None:
        self._screen.lane.do(partial(self._screen.taking.damage, line, code, title))

    def _show_damages(self, line: ReturnLineRow, names: tuple[DamageName, ...]) -> None:
        menu = QMenu(self._screen)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        for name in names:
            menu.addAction(name.title, partial(self.note, line, name.code, name.title))
        if names:
            menu.addSeparator()
        menu.addAction(_("Something else …"), partial(self._describe, line))
        self.menu = menu
        menu.popup(self._screen.mapToGlobal(self._screen.rect().center()))

    def _describe(self, line: ReturnLineRow) -> None:
        title = _("Damage at {code}").format(code=line.code)
        words, is_said = QInputDialog.getText(self._screen, title, _("What is it?"))
        if is_said and words.strip():
            self.note(line, "", words.strip()[:LONGEST])


def picture(path: Path) -> bytes:
    """As it is kept: upright, no side longer than needed, JPEG. Raises FileKindRefused: it is no picture."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    image: QImage = reader.read()
    if image.isNull():
        raise FileKindRefused
    if max(image.width(), image.height()) > LONGEST_SIDE:
        image = image.scaled(
            LONGEST_SIDE, LONGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", QUALITY)  # type: ignore[call-overload]  # a device is as good as a name
    return bytes(kept.data())

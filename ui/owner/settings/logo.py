"""The logo on papers: shown as it is kept, taken from any picture, made fit for an archive before it is sent."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from domain.settings.logo import LogoWrong, check_logo
from ui.language import _
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.files import ask_open

_PICTURES: Final = "*.png *.jpg *.jpeg *.svg *.webp *.bmp"
_WIDE: Final = 720
_HIGH: Final = 190
"""Points: 70 by 18 mm on paper at 260 dpi; more would make every PDF larger and slower, and nobody would see it."""


class LogoCard(QWidget):
    """`on_choose` gets the PNG that is to be kept, `on_remove` takes the logo off papers."""

    def __init__(self, on_choose: Callable[[bytes], object], on_remove: Callable[[], object]) -> None:
        super().__init__()
        self._on_choose = on_choose
        self.picture = QLabel()
        self.picture.setAccessibleName(_("Logo"))
        self.picture.setMinimumHeight(theme().px(72))
        self.none = text(_("No logo yet: papers show the name."), "muted")
        self.problem = text("", "small", Tone.BAD, wrap=True)
        self.choose = button(_("Choose picture …"), self._ask, sign="image-plus-outline")
        self.remove = button(_("Remove"), on_remove, sign="image-remove-outline")
        about = text(
            _("Stands on papers made from now on, at most 70 by 18 mm. A picture with transparent ground fits."),
            "muted",
            wrap=True,
        )
        deeds = row(self.none, None, self.remove, self.choose)
        self.setLayout(column(Card(_("Logo")).add(about, self.picture, self.problem, deeds)))
        self.show_logo(None)

    def show_logo(self, content: bytes | None) -> None:
        """None: there is none."""
        self.problem.hide()
        self.none.setVisible(content is None)
        self.remove.setVisible(content is not None)
        self.picture.setVisible(content is not None)
        if content is not None:
            found = QPixmap()
            found.loadFromData(content)
            size = (theme().px(280), theme().px(72))
            fitted = found.scaled(*size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            self.picture.setPixmap(fitted)

    def take(self, path: Path) -> None:
        """A picture from a file, made as large as papers show it."""
        try:
            content = as_png(QImage(str(path)))
        except LogoWrong as wrong:
            self.problem.setText(refusal(wrong) if path.is_file() else _("This file cannot be read."))
            self.problem.show()
            return
        self._on_choose(content)

    def _ask(self) -> None:
        path = ask_open(self, _("Choose picture"), f"{_('Pictures')} ({_PICTURES})")
        if path is not None:
            self.take(path)


def as_png(image: QImage) -> bytes:
    """With 8 bits a colour, not larger than papers show it. Raises LogoWrong: no picture."""
    if image.isNull():
        check_logo(b"")
    if image.width() > _WIDE or image.height() > _HIGH:
        shape = (Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        image = image.scaled(_WIDE, _HIGH, *shape)
    kind = QImage.Format.Format_RGBA8888 if image.hasAlphaChannel() else QImage.Format.Format_RGB888
    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(kind).save(buffer, "PNG")  # type: ignore[call-overload]  # a device is as good as a name
    content = bytes(written.data())
    check_logo(content)
    return content

"""A photo of a thing: what the camera sees, one press that holds it still, and another one that keeps it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QSizePolicy, QWidget

from domain.assets.scan import Scan
from domain.errors import AppError
from ui.language import _, count
from ui.photos.pictures import as_kept, picture
from ui.shell.camera import PhotoPort
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button

LOOK_EVERY_MS: Final = 60
LEAST: Final = QSize(480, 270)


class PhotoDialog(QDialog):
    """Emits `kept` with each picture as it is to be stored; open for the next one until it is closed.

    Without a camera, or when it breaks, that is said, and a file can be chosen instead.
    """

    kept = Signal(bytes)

    def __init__(self, shell: Shell, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self._shell = shell
        self._camera: PhotoPort | None = None
        self._held: QImage | None = None
        self.count = 0
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.seen = _Screen()
        self.says = text("", "muted", wrap=True)
        self.take = button(_("Take photo"), self._on_take, kind="primary", sign="camera-outline", touch=True)
        self.keep = button(_("Keep"), self._on_keep, kind="primary", sign="check-bold", touch=True)
        self.again = button(_("Once more"), self._on_again, sign="refresh", touch=True)
        self.file = button(_("Choose a file …"), self._on_file, sign="folder-open-outline", touch=True)
        self.leave = button(_("Done"), self.accept, touch=True)
        for name, made in {"take": self.take, "keep": self.keep, "again": self.again, "file": self.file}.items():
            made.setObjectName(f"photo_{name}")
        deeds = row(self.take, self.keep, self.again, None, self.file, self.leave, gap=12)
        layout = column(text(title, "title", wrap=True), gap=16, margin=24)
        layout.addWidget(self.seen, 1)
        layout.addWidget(self.says)
        layout.addLayout(deeds)
        self.setLayout(layout)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self.finished.connect(self._free)
        self._begin()

    def on_scan(self, _scan: Scan) -> bool:
        """A label in the picture is no scan."""
        return True

    def choose(self, path: Path) -> None:
        """A file in the place of what the camera sees."""
        try:
            self._hold(QImage.fromData(picture(path)))
        except AppError as refused:
            self._say(refusal(refused), Tone.BAD)

    def _begin(self) -> None:
        open_camera = self._shell.services.photos
        if open_camera is None:
            self._give_up(_("There is no camera here. Choose a file instead."))
            return
        self._camera = open_camera()
        self._camera.start()
        self._say(_("The camera starts …"))
        self._show_deeds(can_take=False)
        self._timer.start()

    def _look(self) -> None:
        if self._camera is None or self._held is not None:
            return
        try:
            seen = self._camera.glance()
        except AppError as error:
            self._give_up(f"{refusal(error)} {_('Or choose a file instead.')}")
            return
        if seen is not None:
            width, height, pixels = seen
            self.seen.show_image(QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888).copy())
            if not self.take.isEnabled():
                self._live()

    def _live(self) -> None:
        words = count("{count} photo kept.", "{count} photos kept.", self.count) if self.count else ""
        self._say(words or _("The whole thing, in good light; then each damage from near."))
        self._show_deeds(can_take=True)
        self.take.setFocus()

    def _on_take(self) -> None:
        if self._camera is None:
            return
        try:
            self._hold(QImage.fromData(self._camera.take()))
        except AppError as error:
            self._give_up(f"{refusal(error)} {_('Or choose a file instead.')}")

    def _hold(self, image: QImage) -> None:
        self._held = image
        self.seen.show_image(image)
        self._say(_("Is it sharp? Then keep it."))
        self._show_deeds(can_take=False)
        self.keep.setFocus()

    def _on_keep(self) -> None:
        held, self._held = self._held, None
        if held is None:
            return
        self.count += 1
        self.kept.emit(as_kept(held))
        self._go_on()

    def _on_again(self) -> None:
        self._held = None
        self._go_on()

    def _go_on(self) -> None:
        if self._camera is not None:
            self._live()
            return
        self.seen.clear()
        words = count("{count} photo kept.", "{count} photos kept.", self.count) if self.count else ""
        self._give_up(words or _("Choose a file."))

    def _on_file(self) -> None:
        kinds = _("Pictures") + " (*.jpg *.jpeg *.png)"
        path, _kind = QFileDialog.getOpenFileName(self, _("Photo"), "", kinds)
        if path:
            self.choose(Path(path))

    def _give_up(self, words: str) -> None:
        self._timer.stop()
        self._free()
        self._say(words, Tone.WARN if not self.count else None)
        self._show_deeds(can_take=False)
        self.file.setFocus()

    def _show_deeds(self, *, can_take: bool) -> None:
        is_held = self._held is not None
        self.take.setVisible(self._camera is not None and not is_held)
        self.take.setEnabled(can_take)
        self.keep.setVisible(is_held)
        self.again.setVisible(is_held)
        self.file.setVisible(not is_held)

    def _say(self, words: str, tone: Tone | None = None) -> None:
        self.says.setText(words)
        self.says.setProperty("tone", str(tone) if tone else None)
        self.says.style().polish(self.says)

    def _free(self) -> None:
        """The device is let go off the GUI thread: a driver may take its time."""
        camera, self._camera = self._camera, None
        self._timer.stop()
        if camera is not None:
            self._shell.services.background.run_other(camera.stop, _nothing, _nothing)


class _Screen(QLabel):
    """A picture as large as there is room, in its own proportions."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(theme().px(LEAST.width()), theme().px(LEAST.height()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setProperty("role", "picture")
        self.setAccessibleName(_("What the camera sees"))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(720), theme().px(405))

    def show_image(self, image: QImage) -> None:
        self._image = image
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def clear(self) -> None:
        self._image = QImage()
        super().clear()

    def _fit(self) -> None:
        if not self._image.isNull():
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.setPixmap(QPixmap.fromImage(self._image.scaled(self.size(), keep, smooth)))


def _nothing(_result: object) -> None:
    """Nobody waits for it."""


def photo_dialog(shell: Shell, parent: QWidget, code: str, keep: Callable[[bytes], object]) -> PhotoDialog:
    """Opened for one thing; `keep` gets each picture."""
    made = PhotoDialog(shell, parent, _("Photo of {code}").format(code=code))
    made.kept.connect(keep)
    made.open()
    return made

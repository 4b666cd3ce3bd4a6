"""A photo is seen before it is taken, and taken before it is kept; without a camera a file does."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from domain.clock import MovableClock
from domain.contracts.notes import MediaType, media_type_of
from hardware.scanners.camera import OpenCvCamera
from hardware.scanners.photos import PhotoCamera
from tests.hardware.film import Film, shot
from ui.background import Background
from ui.changes import Changes
from ui.photos.dialog import PhotoDialog
from ui.photos.pictures import LONGEST_SIDE
from ui.scanning import ScanHub
from ui.shell.camera import OpenPhotos
from ui.shell.port import Services
from ui.sounds import Sounds
from ui.theme import Theme


class Station:
    """A shell that is nothing but its services."""

    def __init__(self, background: Background, clock: MovableClock, photos: OpenPhotos | None) -> None:
        hub = ScanHub(clock, background)
        self.services = Services(background, Changes(), hub, Sounds(muted=True), photos=photos)

    def open(self, screen: str, argument: str = "") -> None: ...

    def show_refusal(self, error: Exception) -> None:
        raise error

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None: ...


@pytest.fixture
def asked(theme: Theme, background: Background, clock: MovableClock, qtbot: QtBot) -> Callable[..., PhotoDialog]:
    around = QWidget()
    qtbot.addWidget(around)

    def ask(photos: OpenPhotos | None) -> PhotoDialog:
        made = PhotoDialog(Station(background, clock, photos), around, "RB-000214-F")
        made.show()
        return made

    return ask


def test_taken_again_and_kept(
    asked: Callable[..., PhotoDialog], background: Background, tmp_path: Path, qtbot: QtBot
) -> None:
    film = Film(shot(tmp_path / "wall.avi"))
    dialog = asked(lambda: PhotoCamera(film.open))
    kept: list[bytes] = []
    dialog.kept.connect(kept.append)
    assert not dialog.take.isEnabled()
    qtbot.waitUntil(dialog.take.isEnabled)
    seen = dialog.seen.pixmap().toImage()
    assert QColor(seen.pixel(2, seen.height() - 2)).green() > 100
    dialog.take.click()
    assert (dialog.take.isVisible(), dialog.keep.isVisible(), dialog.file.isVisible()) == (False, True, False)
    dialog.again.click()
    assert kept == []
    for number in (1, 2):
        dialog.take.click()
        dialog.keep.click()
        dialog.keep.click()
        assert len(kept) == number
    assert "2" in dialog.says.text()
    assert {media_type_of(each) for each in kept} == {MediaType.JPEG}
    picture = QImage.fromData(kept[0])
    assert (picture.width(), picture.height()) == (1280, 720)
    dialog.leave.click()
    qtbot.waitUntil(lambda: film.closed == 1 and not background.is_busy)


def test_no_camera_and_one_that_is_not_there_are_said_and_a_file_does(
    asked: Callable[..., PhotoDialog], background: Background, tmp_path: Path, qtbot: QtBot
) -> None:
    image = QImage(3000, 1500, QImage.Format.Format_RGB32)
    image.fill(QColor("#2B8A3E"))
    path, noise = tmp_path / "rad.png", tmp_path / "rad.txt"
    image.save(str(path))
    noise.write_text("kein Bild")
    kept: list[bytes] = []
    for photos, words in ((None, "no camera"), (lambda: PhotoCamera(lambda: OpenCvCamera(91)), "Check its cable")):
        dialog = asked(photos)
        dialog.kept.connect(kept.append)
        qtbot.waitUntil(lambda said=words, shown=dialog: said in shown.says.text())
        assert not dialog.take.isVisible()
        dialog.choose(noise)
        assert not dialog.keep.isVisible()
        dialog.choose(path)
        dialog.keep.click()
        dialog.reject()
    assert [QImage.fromData(each).width() for each in kept] == [LONGEST_SIDE] * 2
    qtbot.waitUntil(lambda: not background.is_busy)

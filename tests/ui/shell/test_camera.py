"""The camera as a scanner: turned on in the menu, seen in the header, off by a press, off when it fails."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from domain.assets.scan import Scan
from domain.clock import MovableClock
from domain.errors import AppError
from hardware.scanners.camera import CameraListener, CameraScanner, CameraUnavailable, Frame
from tests.hardware.frames import station_frame
from tests.ui.shell.conftest import World, page
from ui.shell.lens import Seen
from ui.shell.menu import person_menu
from ui.shell.window import MainWindow


class FakeCamera:
    """Opened by the window; the test shows it codes and breaks it."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.scanned: Callable[[Scan], None] = lambda _scan: None
        self.failed: Callable[[AppError], None] = lambda _error: None
        self.seen: Seen = lambda *_frame: None
        self.refuses: AppError | None = None

    def open(self, scanned: Callable[[Scan], None], failed: Callable[[AppError], None], seen: Seen) -> "FakeCamera":
        self.scanned, self.failed, self.seen = scanned, failed, seen
        return self

    def start(self) -> None:
        if self.refuses:
            raise self.refuses
        assert threading.current_thread() is not threading.main_thread()
        self.told.append("start")

    def stop(self) -> None:
        self.told.append("stop")


@pytest.fixture
def camera() -> FakeCamera:
    return FakeCamera()


@pytest.fixture
def window(world: World, camera: FakeCamera, qtbot: QtBot) -> Iterator[MainWindow]:
    world.camera = camera.open
    opened = world.open()
    qtbot.addWidget(opened)
    opened.show()
    yield opened
    opened.close()


def _sign(window: MainWindow, word: str = "Camera") -> QPushButton | None:
    """The camera sign in the header, when it is there to be seen."""
    return next((b for b in window.header.findChildren(QPushButton) if b.text() == word and b.isVisible()), None)


def _entry(window: MainWindow) -> QAction | None:
    menu = person_menu(window, window, window.services, camera_is_on=window.camera.is_on)
    return next((action for action in menu.actions() if action.text() == "Scan with the camera"), None)


def _turned_on(window: MainWindow, camera: FakeCamera, qtbot: QtBot) -> None:
    entry = _entry(window)
    assert entry is not None
    entry.trigger()
    qtbot.waitUntil(lambda: camera.told[-1:] == ["start"])


def test_the_menu_turns_it_on_and_the_sign_turns_it_off(window: MainWindow, camera: FakeCamera, qtbot: QtBot) -> None:
    assert _sign(window) is None
    _turned_on(window, camera, qtbot)
    assert (entry := _entry(window)) is not None
    assert entry.isChecked()
    sign = _sign(window)
    assert sign is not None
    qtbot.mouseClick(sign, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: camera.told == ["start", "stop"])
    assert _sign(window) is None


def test_what_it_sees_is_a_scan_of_the_page_in_front(
    window: MainWindow, camera: FakeCamera, clock: MovableClock, qtbot: QtBot
) -> None:
    _turned_on(window, camera, qtbot)
    scan = Scan("MINE-1", "QRCODE", clock.now(), "camera:0")
    other = threading.Thread(target=camera.scanned, args=(scan,))
    other.start()
    qtbot.waitUntil(lambda: page(window).scans == ["MINE-1"])
    other.join()


def test_a_camera_that_cannot_be_had_is_off_again_and_says_why(
    window: MainWindow, camera: FakeCamera, qtbot: QtBot
) -> None:
    camera.refuses = CameraUnavailable(device="camera:0")
    window.set_camera(True)
    qtbot.waitUntil(window.notice.isVisible)
    assert "Check its cable" in window.notice.words()
    assert not window.camera.is_on
    camera.refuses = None
    _turned_on(window, camera, qtbot)


def test_a_camera_that_breaks_while_it_runs_is_turned_off(window: MainWindow, camera: FakeCamera, qtbot: QtBot) -> None:
    _turned_on(window, camera, qtbot)
    camera.failed(CameraUnavailable(device="camera:0"))
    qtbot.waitUntil(lambda: camera.told == ["start", "stop"])
    assert "Check its cable" in window.notice.words()
    assert _sign(window) is None


def test_a_quick_hand_ends_with_what_it_wanted_last(window: MainWindow, camera: FakeCamera, qtbot: QtBot) -> None:
    for wanted in (True, False, True, False, True):
        window.set_camera(wanted)
    qtbot.waitUntil(lambda: camera.told[-1:] == ["start"])
    window.set_camera(False)
    qtbot.waitUntil(lambda: camera.told[-1:] == ["stop"])
    assert camera.told.count("start") == camera.told.count("stop")


def test_it_goes_on_in_another_language_and_ends_with_the_window(
    window: MainWindow, camera: FakeCamera, qtbot: QtBot
) -> None:
    _turned_on(window, camera, qtbot)
    window.set_language("de")
    assert camera.told == ["start"]
    qtbot.waitUntil(lambda: _sign(window, "Kamera") is not None)
    window.close()
    assert camera.told == ["start", "stop"]


def test_a_program_without_a_camera_offers_none(world: World, qtbot: QtBot) -> None:
    opened = world.open()
    qtbot.addWidget(opened)
    assert _entry(opened) is None
    opened.set_camera(True)
    assert not opened.camera.is_on


def test_a_label_before_a_real_camera_scanner_reaches_the_page(world: World, qtbot: QtBot) -> None:
    frame = station_frame(2, "clean")
    shown: Iterator[Frame] = iter([frame.picture] * 3)
    gone = threading.Event()

    def next_frame() -> Frame | None:
        picture = next(shown, None)
        return picture if picture is not None else gone.wait(10) and None

    world.takes = lambda _scan: True
    world.camera = lambda scanned, failed, _seen: CameraScanner(
        lambda: next_frame, CameraListener(scanned, failed), world.clock
    )
    opened = world.open()
    qtbot.addWidget(opened)
    opened.show()
    opened.set_camera(True)
    qtbot.waitUntil(lambda: page(opened).scans == [frame.codes[0][1]], timeout=20_000)
    gone.set()
    opened.close()


def test_what_it_sees_is_shown_small_with_the_codes_outlined_and_goes_with_it(
    window: MainWindow, camera: FakeCamera, qtbot: QtBot
) -> None:
    _turned_on(window, camera, qtbot)
    outline = [([(10, 10), (60, 10), (60, 30), (10, 30)], "RB-000214-E")]
    seeing = threading.Thread(target=lambda: [camera.seen(160, 90, bytes(160 * 90 * 3), outline) for _ in range(50)])
    seeing.start()
    seeing.join()
    lens = window._frame.lens
    qtbot.waitUntil(lens.isVisible)
    assert lens.accessibleDescription() == "RB-000214-E"
    lens.grab()
    places = []
    for _ in range(4):
        qtbot.mouseClick(lens, Qt.MouseButton.LeftButton)
        places.append(lens.pos().toTuple())
    assert len(set(places)) == 4, "it goes out of the way"
    window.set_camera(False)
    qtbot.waitUntil(lambda: not lens.isVisible())

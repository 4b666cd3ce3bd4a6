"""The device lab on a real workplace: set up, tried, corrected by the card, removed, and heard."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cv2
import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from domain.assets.scan import Scan
from domain.clock import MovableClock
from domain.devices.keyboard import CARD, Keyboard, written
from domain.devices.model import Camera, DeviceKind, Meter, SerialScanner, Wedge
from domain.labels.printers import LabelPrinter, PrinterState, WayOut
from domain.till.devices import DeviceSetup, PrinterKind
from hardware.simulators.serial_port import FakeScale
from hardware.simulators.tcp_printer import FakePrinter
from hardware.workplace import Workplace
from tests.hardware.frames import station_frame
from ui import language
from ui.background import Background
from ui.devices.card import CardDialog
from ui.devices.dialog import DeviceDialog
from ui.devices.lens import LensDialog
from ui.devices.trial import TrialDialog
from ui.devices.view import DevicesPage
from ui.sounds import Hearing, Sound, Sounds, Tune
from ui.theme import Theme


@dataclass
class Lab:
    """A page on a real workplace, and what the shell was told."""

    page: DevicesPage
    place: Workplace
    played: list[Sound]
    said: list[str]
    sounds: Sounds

    def dialog(self, kind: type[QDialog]) -> Any:
        (found,) = [each for each in self.page.findChildren(kind) if each.isVisible()]
        return found


class FakeShell:
    def __init__(self, background: Background) -> None:
        self.services: Any = SimpleNamespace(background=background, sounds=Sounds(muted=True))
        self.played: list[Sound] = []
        self.said: list[str] = []

    def play(self, sound: Sound) -> None:
        self.played.append(sound)

    def toast(self, words: str, undo: object = None) -> None:
        self.said.append(words)

    def open(self, screen: str, argument: str = "") -> None:
        self.said.append(screen)

    def show_refusal(self, error: Exception) -> None:
        raise error


@pytest.fixture
def lab(theme: Theme, background: Background, clock: MovableClock, tmp_path: Path, qtbot: QtBot) -> Iterator[Lab]:
    place = Workplace(tmp_path / "station", clock)
    shell = FakeShell(background)
    place.lab.start(lambda _scan: None)
    desk: Any = SimpleNamespace(lab=place.lab, devices=place.counter, papers=None, folder=None, printing=None)
    page = DevicesPage(desk, shell)  # type: ignore[arg-type]  # a small shell is enough
    qtbot.addWidget(page)
    page.show()
    yield Lab(page, place, shell.played, shell.said, shell.services.sounds)
    place.lab.stop()


def names(lab: Lab) -> list[str]:
    return [row.accessibleName() for row in lab.page.rows]


def test_a_scale_is_set_up_tried_and_removed(lab: Lab, qtbot: QtBot) -> None:
    assert names(lab) == ["Any scanner that types"]
    scale = FakeScale()
    lab.page.ask(DeviceKind.METER)
    qtbot.waitUntil(lambda: bool(lab.page.findChildren(DeviceDialog)))
    dialog = lab.dialog(DeviceDialog)
    dialog.give()
    assert dialog.isVisible(), "it has no name yet"
    dialog.form["name"].set_value("Paketwaage")
    dialog.form["port"].set_value(scale.path)
    dialog.give()
    qtbot.waitUntil(lambda: names(lab) == ["Paketwaage", "Any scanner that types"])
    assert lab.place.lab.devices == (Meter("Paketwaage", scale.path),)
    scale.put("12.345")
    lab.page.try_out(lab.place.lab.devices[0])
    trial = lab.dialog(TrialDialog)
    qtbot.waitUntil(lambda: trial.shown.text() == "12.345 kg")
    assert trial.badge.text() == "ready"
    trial.accept()
    scale.close()
    qtbot.waitUntil(lambda: (lab.page.look(), lab.page.rows[0].badge.text())[1] == "not there")
    assert "unplugged" in lab.page.rows[0].trouble.text()
    lab.page.ask_removal(lab.place.lab.devices[0])
    QApplication.activeModalWidget().accept()
    qtbot.waitUntil(lambda: lab.place.lab.devices == () and len(lab.page.rows) == 1)


def test_two_scanners_that_cannot_be_told_apart_are_refused_beside_the_prefix(lab: Lab, qtbot: QtBot) -> None:
    lab.place.lab.change([Wedge("Ring", prefix="~1")])
    lab.page.show_devices()
    lab.page.ask(DeviceKind.WEDGE)
    dialog = lab.dialog(DeviceDialog)
    dialog.form["name"].set_value("ring")
    dialog.form["prefix"].set_value("~12")
    dialog.give()
    assert "called “Ring” already" in dialog.wrong.text()
    dialog.form["name"].set_value("Tisch")
    dialog.give()
    assert "cannot be told apart" in dialog.wrong.text()
    dialog.form["prefix"].set_value("A")
    dialog.give()
    assert dialog.isVisible()
    dialog.form["prefix"].set_value("~2")
    dialog.give()
    qtbot.waitUntil(lambda: names(lab)[:2] == ["Ring", "Tisch"])
    lab.page.ask(DeviceKind.WEDGE, lab.place.lab.devices[1])
    assert lab.dialog(DeviceDialog).form["prefix"].value() == "~2"


def test_the_card_corrects_a_scanner_that_nobody_set_up(lab: Lab, qtbot: QtBot) -> None:
    lab.page.show_card(lab.page.rows[0].device)
    dialog, framing = lab.dialog(CardDialog), lab.place.framing
    at = 0
    for line in (CARD[1], *CARD):
        for sign in written(line, Keyboard.US, Keyboard.DE) + "\n":
            at += 12
            assert not framing.feed(sign, at)
    assert lab.played == [Sound.REFUSED] + [Sound.ACCEPTED] * 4
    assert "scanner: American; of the computer: German" in dialog.says.text()
    dialog.accept()
    qtbot.waitUntil(lambda: names(lab) == ["Scanner"])
    heard = [framing.feed(sign, at + 5000 + 9 * n) for n, sign in enumerate("RBß000214ßE\n")]
    assert heard[-1] == "RB-000214-E"
    assert framing.device == "Scanner"


def test_a_scan_here_is_only_shown_and_another_device_is_named(lab: Lab) -> None:
    device = SerialScanner("Tisch", "/dev/none")
    assert lab.page.on_scan(Scan("RB-000214-E", None, lab.place.counter._clock.now(), "Ring"))
    assert lab.said == ["Ring: RB-000214-E"]
    lab.page.try_out(device)
    trial = lab.dialog(TrialDialog)
    assert trial.on_scan(Scan("A\x1b", None, lab.place.counter._clock.now(), "Ring"))
    assert "from “Ring”" in trial.says.text()
    assert trial.shown.text() == "A�"
    trial.on_scan(Scan("B", None, lab.place.counter._clock.now(), "Tisch"))
    assert lab.played[-1] is Sound.ACCEPTED


def test_a_camera_is_seen_with_its_codes_outlined(lab: Lab, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    frame = station_frame(2, "clean")
    cv2.imwrite(str(folder / "label.png"), frame.picture)
    lab.page.try_out(Camera("Decke", str(folder)))
    lens = lab.dialog(LensDialog)
    qtbot.waitUntil(lambda: lens.picture.accessibleDescription() == frame.codes[0][1], timeout=15_000)
    assert "1 code found." in lens.says.text()
    lens.picture.grab()
    lens.accept()
    lab.page.try_out(Camera("Leer", str(tmp_path / "nothing")))
    qtbot.waitUntil(lambda: "cable" in lab.dialog(LensDialog).says.text(), timeout=15_000)


def test_of_two_cameras_the_other_one_is_used(lab: Lab, qtbot: QtBot) -> None:
    lab.place.lab.change([Camera("Decke"), Camera("Hand", "1")])
    lab.page.show_devices()
    (use,) = [each for each in lab.page.rows[1].findChildren(QPushButton) if each.text() == "Use this one"]
    assert use.accessibleName() == "Use this one: Hand"
    use.click()
    qtbot.waitUntil(lambda: names(lab)[:2] == ["Hand", "Decke"])
    assert lab.place.lab.camera.name == "Hand"


def test_a_label_printer_that_takes_nothing_is_seen_and_tried(lab: Lab, qtbot: QtBot) -> None:
    printer = LabelPrinter("Lager", WayOut.ZPL_NETWORK, host="10.0.0.9")
    tried: list[str] = []
    states = [PrinterState(printer, False, 2, "No route to host", 1)]
    room: Any = SimpleNamespace(states=lambda: tuple(states), test=tried.append)
    desk: Any = SimpleNamespace(lab=None, devices=None, papers=None, folder=None, printing=room)
    page = DevicesPage(desk, lab.page.shell)
    qtbot.addWidget(page)
    assert page.printers is not None
    (line,) = [each for each in page.printers.findChildren(QWidget) if each.accessibleName().startswith("Lager")]
    assert line.accessibleName() == "Lager: takes nothing"
    page.printers.tests["Lager"].click()
    qtbot.waitUntil(lambda: tried == ["Lager"] and lab.said == ["A test label goes to Lager."])
    states[0] = PrinterState(printer, False, 0, "", 1)
    page.look()
    assert page.printers.tests["Lager"].accessibleName() == "Test label: Lager"


def test_sounds_are_chosen_heard_and_kept(lab: Lab) -> None:
    kept: list[Hearing] = []
    lab.sounds.chosen.connect(kept.append)
    card = lab.page.sounds
    card.on.setChecked(True)
    card.volume.setValue(40)
    card.tunes[Sound.REFUSED].setCurrentIndex(list(Tune).index(Tune.HORN))
    assert kept[-1] == Hearing(is_muted=False, volume=40, tunes={Sound.REFUSED: Tune.HORN})
    assert card.tunes[Sound.REFUSED].accessibleName() == "Sound: Refused"


def test_the_receipt_printer_takes_a_slip_or_says_why_not(lab: Lab, qtbot: QtBot, background: Background) -> None:
    took: list[bytes] = []
    printer = FakePrinter(took.append)
    setup = DeviceSetup(printer=PrinterKind.NETWORK, printer_host=printer.host, printer_port=printer.port)
    lab.place.counter.change(setup)
    language.use("de")
    desk: Any = SimpleNamespace(lab=None, devices=lab.place.counter, papers=None, folder=None, printing=None)
    page = DevicesPage(desk, lab.page.shell)
    qtbot.addWidget(page)
    assert page.till is not None
    page.till.print.click()
    qtbot.waitUntil(lambda: page.till.says.text() == "Der Drucker hat es angenommen.")
    printer.close()
    assert b"Testbon" in took[0]
    page.till.open.click()
    qtbot.waitUntil(lambda: "Bondrucker" in page.till.says.text())

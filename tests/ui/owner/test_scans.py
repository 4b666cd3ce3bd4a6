"""The owner says which codes count where, and sees which scans were of no use."""

from PySide6.QtCore import Qt

from domain.assets.codes import format_code
from domain.scans.model import WrongKind
from domain.settings.scanning import ScanSettings
from tests.storage.scan_story import wrong
from tests.ui.owner.conftest import Owner
from ui.owner.scans.view import WrongScansPage
from ui.owner.settings.history import change_words
from ui.owner.settings.view import SettingsScreen


def test_kinds_of_codes_are_ticked_page_by_page_and_never_all_left_out(owner: Owner) -> None:
    page = owner.show(SettingsScreen, "scanning")
    assert isinstance(page, SettingsScreen)
    section, field = page.scanning, page.scanning.form["returns"]
    assert field.value() == ScanSettings().returns
    opened: list[object] = []
    field.menu.popup = opened.append  # an unseen screen has no room for menus
    owner.qtbot.keyClick(field.editor, Qt.Key.Key_Space)
    assert len(opened) == 1
    for name in ("CODE128", "QRCODE"):
        field.ticks[name].trigger()
    section.save.click()
    assert "Code 128 or QR" in section.form["receiving"]._below.text()
    owner.qtbot.mouseClick(field.editor, Qt.MouseButton.LeftButton)
    field.ticks["QRCODE"].trigger()
    section.save.click()
    owner.settle()
    kept = owner.desk.floor.scan_rules()
    assert kept.returns == ("GS1_128", "QRCODE", "DATAMATRIX", "CODE39", "CODE93", "ITF")
    page.presenter.load()
    owner.settle()
    assert "QR, Data Matrix, Code 39" in change_words(page.history.rows()[0])


def test_wrong_scans_are_counted_by_station_and_kind_and_listed_without_names(owner: Owner) -> None:
    page = owner.show(WrongScansPage)
    assert isinstance(page, WrongScansPage)
    assert page.scans.rows() == []
    for noted in (wrong("Jo Brückner"), wrong("Jo Brückner"), wrong(format_code("RB", 9), WrongKind.NOT_NEEDED)):
        owner.desk.run(noted)
    page.on_changes(frozenset({"wrong_scans"}))
    owner.settle()
    assert [(row.kind, row.scans, row.people) for row in page.figures.rows()] == [
        (WrongKind.UNKNOWN, 2, 1),
        (WrongKind.NOT_NEEDED, 1, 1),
    ]
    assert sorted(row.shown for row in page.scans.rows()) == ["A2·A8", "A2·A8", format_code("RB", 9)]

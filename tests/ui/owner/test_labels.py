"""The owner sees what is printed before it is saved."""

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from domain.errors import InvalidInput
from domain.labels.medium import MEDIA
from domain.labels.template import CodeType, LabelField, Subject
from hardware.printers.room import StationPrinting
from tests.reports.reading import PAPERS, pages_of
from tests.storage.business import Business
from tests.ui.desk import ShownPapers
from tests.ui.owner.conftest import Owner
from tests.ui.paper import ZEBRA
from ui.owner.labels.editor import TemplateEditor
from ui.owner.labels.list import TemplatesPage


def test_the_owner_sees_what_is_printed_before_it_is_saved(owner: Owner, business: Business, tmp_path: Path) -> None:
    business.product()
    room = StationPrinting(tmp_path / "station", business.clock, PAPERS)
    room.change([replace(ZEBRA, medium=MEDIA["roll_57_32"])])
    owner.desk = replace(owner.desk, printing=room)
    page = owner.show(TemplateEditor, "new:")
    assert isinstance(page, TemplateEditor)
    assert page.medium.value() == MEDIA["roll_57_32"], "what lies in the usual printer"
    owner.qtbot.waitUntil(lambda: not page.picture.pixmap().isNull())
    page.code_type.set_value(CodeType.CODE_128)
    page.medium.known.set_value("own")
    page.medium.wide.set_value(30)
    page.show_preview()
    assert "needs 41.3 mm, the label has 30.1 mm" in page.problem.text()
    page.save.click()
    assert business.rows("SELECT 1 FROM umlauf.label_template") == []
    page.medium.wide.set_value(60)
    page.name.set_value("Räder")
    page.target_field.set_value((Subject.THING, "bike"))
    page.boxes[LabelField.TEXT].setChecked(True)
    page.boxes[LabelField.SERIAL].setChecked(False)
    page.own.set_value("Bitte zurück ^XZ")
    page.test.click()
    folder = owner.desk.folder
    assert isinstance(folder, ShownPapers)
    owner.qtbot.waitUntil(lambda: len(folder.shown) == 1)
    assert "Bitte zurück ^XZ" in pages_of(folder.shown[0].read_bytes())[0], "no printer holds such labels"
    page.save.click()
    owner.settle()
    [row] = business.rows("SELECT name, category, version FROM umlauf.label_template")
    assert (row["name"], row["category"], row["version"]) == ("Räder", "bike", 1)
    assert not page.is_unsaved
    listed = owner.show(TemplatesPage)
    assert isinstance(listed, TemplatesPage)
    listed.templates.select(lambda _row: True)
    listed.close_one.click()
    owner.settle()
    assert [each.is_closed for each in listed.templates.rows()] == [True]
    room.close()


def test_a_preview_that_comes_late_shows_nothing_and_one_that_fails_frees_no_save(
    owner: Owner, business: Business, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = StationPrinting(tmp_path / "station", business.clock, PAPERS)
    owner.desk = replace(owner.desk, printing=room)
    page = owner.show(TemplateEditor, "new:")
    assert isinstance(page, TemplateEditor)
    owner.qtbot.waitUntil(lambda: not page.picture.pixmap().isNull())
    picture, is_late, began = room.picture, Event(), Event()

    def slow(*_asked: object) -> bytes:
        began.set()
        is_late.wait(5)
        return b"no picture"

    def refused(*_asked: object) -> bytes:
        raise InvalidInput(value="…")

    monkeypatch.setattr(room, "picture", slow)
    page.show_preview()
    assert began.wait(5)
    monkeypatch.setattr(room, "picture", picture)
    before = page.picture.pixmap().cacheKey()
    page.show_preview()
    owner.qtbot.waitUntil(lambda: page.picture.pixmap().cacheKey() != before)
    is_late.set()
    owner.settle()
    assert not page.picture.pixmap().isNull(), "the one before came last"
    monkeypatch.setattr(room, "picture", refused)
    page.save.setEnabled(False)  # while a save runs
    page.show_preview()
    owner.settle()
    assert page.problem.text()
    assert not page.save.isEnabled()
    room.close()

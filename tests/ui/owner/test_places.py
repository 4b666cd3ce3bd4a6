"""The owner builds a rack with its bins, changes and closes places, prints labels, and lifts a quarantine."""

from PySide6.QtWidgets import QPushButton

from domain.application import Seat
from domain.places.model import PlaceKind, PlaceNotEmpty, PlaceState, QuarantineReason
from domain.places.move_things import MoveThings
from domain.places.quarantine_things import QuarantineThings
from tests.storage.business import Business
from tests.ui.desk import ShownPapers
from tests.ui.owner.conftest import Owner
from ui.backoffice.deed_dialog import DeedDialog
from ui.places.view import HELD, PlacesPage


def _press(owner: Owner, page: PlacesPage, name: str) -> None:
    found = page.findChild(QPushButton, name)
    assert found is not None, name
    found.click()
    owner.settle()


def _give(owner: Owner, page: PlacesPage, **values: object) -> None:
    dialog = page.dialog
    assert isinstance(dialog, DeedDialog)
    for name, value in values.items():
        if isinstance(value, str | int) and not isinstance(value, PlaceKind | QuarantineReason):
            dialog.form[name].editor.setProperty("text", str(value))
        else:
            dialog.form[name].set_value(value)  # type: ignore[attr-defined]  # a choice
    dialog.save.click()
    owner.settle()


def test_a_rack_is_built_changed_emptied_and_given_up(owner: Owner, business: Business) -> None:
    page = owner.show(lambda desk, shell: PlacesPage(desk, shell, is_owner=True))
    assert isinstance(page, PlacesPage)
    _press(owner, page, "add_place")
    _give(owner, page, name="Regal A", kind=PlaceKind.RACK)
    _press(owner, page, "add_places")
    _give(owner, page, prefix="A-", first="1", last="3")
    nodes = page.tree.rows()
    assert [(node.name, node.depth, node.kind) for node in nodes] == [
        ("Regal A", 0, PlaceKind.RACK),
        *((f"A-0{n}", 1, PlaceKind.BIN) for n in (1, 2, 3)),
    ]
    [bike] = business.receive(business.product(), "S1").asset_ids
    business.do(Seat.WAREHOUSE, MoveThings((bike,), nodes[1].id))
    page.show_target(nodes[1].code)
    owner.settle()
    assert [row.serial for row in page.things.rows()] == ["S1"]
    _press(owner, page, "close_place")
    assert isinstance(owner.shell.refused[-1], PlaceNotEmpty)
    page.tree.select(lambda node: node.name == "A-03")
    owner.settle()
    _press(owner, page, "change_place")
    _give(owner, page, name="A-03 unten")
    page.tree.select(lambda node: node.name == "A-02")
    owner.settle()
    _press(owner, page, "close_place")
    assert {node.name: node.state for node in page.tree.rows()}["A-02"] is PlaceState.CLOSED
    _press(owner, page, "print_labels")
    folder = owner.desk.folder
    assert isinstance(folder, ShownPapers)
    assert len(folder.shown) == 1

    page.show_target(nodes[1].code)
    owner.settle()
    page.things.view.selectAll()
    [move] = [each for each in page.bulk.menu.actions() if each.objectName() == "move"]
    move.trigger()
    owner.settle()
    dialog = page.bulk.dialog
    assert dialog is not None
    dialog.form["place"].set_value(next(each for each in owner.desk.floor.places() if each.name == "A-03 unten"))
    dialog.preview()
    owner.settle()
    assert [line.words for line in dialog.lines] == ["A-01 → A-03 unten"]
    dialog.carry_out()
    owner.settle()
    assert {node.name: node.things for node in page.tree.rows()}["A-03 unten"] == 1

    business.do(Seat.WAREHOUSE, QuarantineThings((bike,), QuarantineReason.RECALL, "Rückruf 7"))
    page.show_target("")
    owner.settle()
    page.tabs.setCurrentIndex(HELD)
    page.held.view.selectAll()
    owner.settle()
    _press(owner, page, "lift_things")
    _give(owner, page, note="geprüft")
    assert page.held.rows() == []

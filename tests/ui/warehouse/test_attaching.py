"""An unknown code finds its thing on the spot; a kind of code that does not count is named; wrong scans are noted."""

import pytest
from PySide6.QtWidgets import QPushButton

from domain.application import Seat
from domain.assets.attach_code import AttachCode
from domain.assets.codes import format_code
from domain.assets.scan import Scan
from domain.settings.change_scan_settings import ChangeScanSettings
from domain.settings.scanning import ScanSettings
from tests.ui.warehouse.conftest import Floor
from ui.shell.port import Services
from ui.sounds import Sound
from ui.warehouse.assets.view import AssetScreen
from ui.warehouse.refurbishing.view import RefurbishScreen
from ui.warehouse.shipping.view import ShipPage
from ui.widgets.answer import Verdict


@pytest.fixture
def noting(floor: Floor) -> Floor:
    """As the program wires it: rules are read, wrong scans are written."""
    services: Services = floor.window.services
    object.__setattr__(services, "scan_rules", floor.desk.floor.scan_rules)
    object.__setattr__(services, "note_scan", floor.desk.run)
    return floor


def test_an_unknown_code_goes_to_the_last_thing_or_to_the_next_and_back_again(noting: Floor) -> None:
    floor = noting
    first, second = floor.business.receive(floor.business.product(), "", "").codes
    page = floor.open("ship", ShipPage)
    floor.scan("OLD-1")
    assert (floor.answer.title, page.strip.to_last.isVisible(), page.strip.to_next.isVisible()) == (
        *("Unknown code", False, True),
    )
    floor.press(page.strip.to_next.click)
    assert (floor.answer.verdict, page.strip.to_next.isVisible()) == (Verdict.READY, False)
    floor.scan(first)
    assert (floor.answer.title, floor.sound) == ("Code attached", Sound.ACCEPTED)
    assert floor.desk.floor.asset("OLD-1").row.code == first

    floor.scan(format_code("CC", 2))
    assert floor.answer.title == "Code taken off"
    floor.scan(second, "OLD-1")
    assert page.strip.to_last.text() == f"Attach to {second}"
    floor.press(page.strip.to_last.click)
    assert floor.desk.floor.asset("OLD-1").row.code == second

    floor.scan(first, "OLD-2")
    floor.press(page.strip.to_next.click)
    floor.scan(format_code("CC", 2))
    assert floor.answer.title == "Put aside"
    noted = floor.business.rows("SELECT kind, page, shown FROM umlauf.wrong_scan ORDER BY at, ctid")
    assert [(row["kind"], row["page"]) for row in noted if row["shown"] == "A3-9"] == [("unknown", "ship")] * 3
    assert page.strip.wrong == len(noted) == 5


def test_a_code_waits_for_its_thing_a_minute_and_on_its_page_only(noting: Floor) -> None:
    floor = noting
    [code] = floor.business.receive(floor.business.product()).codes
    page = floor.open("ship", ShipPage)

    def leave() -> None:
        floor.window.open("tasks")
        floor.window.open("ship")

    for drop in (leave, page.lane.patience.timeout.emit):
        floor.scan("OLD-1")
        floor.press(page.strip.to_next.click)
        assert floor.answer.verdict is Verdict.READY
        drop()
        floor.settle()
        assert floor.answer.title != "Scan the thing now"
        floor.scan(code)
        assert floor.answer.title != "Code attached"
    assert floor.desk.floor.asset(code).aliases == ()


def test_a_code_that_somebody_attached_meanwhile_names_its_thing(noting: Floor) -> None:
    floor = noting
    made = floor.business.receive(floor.business.product(), "", "")
    page = floor.open("refurbish", RefurbishScreen)
    floor.scan("OLD-9")
    floor.business.do(Seat.WAREHOUSE, AttachCode(made.asset_ids[1], "OLD-9"))
    floor.press(page.strip.to_next.click)
    floor.scan(made.codes[0])
    assert floor.answer.verdict is Verdict.REFUSED
    assert made.codes[1] in floor.answer.detail
    floor.press(page.strip.to_next.click)
    assert floor.answer.verdict is Verdict.REFUSED


def test_a_symbol_that_does_not_count_is_named_and_not_acted_on(noting: Floor) -> None:
    floor = noting
    [code] = floor.business.receive(floor.business.product()).codes
    floor.business.do(Seat.OWNER, ChangeScanSettings(0, ScanSettings(workshop=("QRCODE",))))
    page = floor.open("refurbish", RefurbishScreen)
    floor.scan("X")
    for symbology, verdict in (("CODE128", Verdict.REFUSED), (None, Verdict.REFUSED), ("QRCODE", Verdict.REFUSED)):
        floor.hub.scanned.emit(Scan(code, symbology, floor.business.clock.now(), "camera"))
        floor.settle()
        assert floor.answer.verdict is verdict
        assert ("Code 128" in floor.answer.detail) is (symbology == "CODE128")
    kinds = [row["kind"] for row in floor.business.rows("SELECT kind FROM umlauf.wrong_scan ORDER BY at, ctid")]
    assert kinds[:2] == ["unknown", "symbology"]
    assert page.key == "refurbish"


def test_the_page_of_a_thing_offers_itself_and_takes_codes_off(noting: Floor) -> None:
    floor = noting
    code, other = floor.business.receive(floor.business.product(), "", "").codes
    page = floor.open("asset", AssetScreen, code)
    floor.scan("OLD-7")
    assert page.strip.to_last.isVisible()
    floor.press(page.strip.to_last.click)
    assert page.thing is not None
    assert page.thing.aliases == ("OLD-7",)
    floor.open("asset", AssetScreen, other)
    ways_back = [each for each in floor.window.findChildren(QPushButton) if each.text() == "Undo" and each.isVisible()]
    floor.press(ways_back[0].click)
    floor.open("asset", AssetScreen, code)
    assert page.thing.aliases == (), "the undo is for the thing that got the code, not for the one that is open"

"""Labels of a receipt wait for their printer, and any scan is printed again."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.codes import format_code, gtin_check_digit
from domain.catalog.add_product import AddProduct, NewPlan, NewVariant
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.labels.jobs import JobState
from domain.labels.medium import MEDIA
from domain.labels.template import TemplateId
from domain.money import Money
from hardware.printers.room import StationPrinting
from tests.reports.reading import PAPERS
from tests.storage.business import Business
from tests.storage.label_story import saving
from tests.ui import desk as desks
from tests.ui.paper import ZEBRA, Paper
from tests.ui.warehouse import conftest as warehouse
from tests.ui.warehouse.conftest import Floor
from ui.printing.bridge import PrintBridge
from ui.printing.page import PrintingPage
from ui.printing.printer_dialog import PrinterDialog
from ui.warehouse.receiving.view import ReceivePage
from ui.warehouse.shipping.view import ShipPage

CONFIRM, PRINT = format_code("CC", 1), format_code("CC", 3)
GTIN = "401234567890" + gtin_check_digit("401234567890")


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def room(
    business: Business, tmp_path: Path, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> Iterator[StationPrinting]:
    """The printers of the station, whose window is made after this."""
    made = StationPrinting(tmp_path / "station", business.clock, PAPERS, reach=lambda _printer: paper, waits_s=())
    monkeypatch.setattr(warehouse, "desk_for", lambda *given: replace(desks.desk_for(*given), printing=made))
    yield made
    made.close()


@pytest.fixture
def station(room: StationPrinting, floor: Floor) -> Iterator[Floor]:
    bridge = PrintBridge(room, floor.changes, floor.window)
    bridge.start()
    yield floor
    bridge.stop()


def until(floor: Floor, is_so: Callable[[], object]) -> None:
    floor.qtbot.waitUntil(lambda: bool(is_so()), timeout=5000)


def set_up(station: Floor, room: StationPrinting) -> None:
    """A person tells of the printer beside them."""
    page = station.open("printing", PrintingPage)
    assert not page.test.isEnabled()
    page.make.click()
    dialog = page.findChild(PrinterDialog)
    assert dialog is not None
    dialog.form["name"].set_value("Zebra")  # type: ignore[attr-defined]  # a field for text
    dialog.on_save()
    assert "cannot be reached like this" in dialog.wrong.text(), "a printer in the network needs its address"
    dialog.form["host"].set_value("127.0.0.1")  # type: ignore[attr-defined]  # a field for text
    dialog.medium.set_value(MEDIA["dymo_89_36"])
    dialog.on_save()
    assert room.printers == (ZEBRA,)


def test_labels_of_a_receipt_wait_for_their_printer_and_any_scan_is_printed_again(
    station: Floor, room: StationPrinting, paper: Paper, business: Business
) -> None:
    plan = NewPlan("E-Bike", LineKind.RENTAL, Money.of("79.00"))
    variant = NewVariant("KIEZ3-M", "M", gtin=GTIN, cost=Money.of("900.00"))
    business.do(Seat.OWNER, AddProduct("E-Bike Kiez 3", "bikes", ProductKind.GOODS, (variant,), (plan,)))
    business.place("C-04-2")
    business.do(Seat.OWNER, saving(TemplateId(uuid4())))
    set_up(station, room)
    paper.is_off = True
    station.open("receive", ReceivePage)
    station.scan(GTIN, "WDB-1", "WDB-2", CONFIRM)
    until(station, lambda: [each.state for each in room.jobs()] == [JobState.FAILED])
    assert paper.parts == []
    page = station.open("printing", PrintingPage)
    until(station, lambda: page.badges)
    assert "Connection refused" in page.trouble.text()
    paper.is_off = False
    page.again.click()
    until(station, lambda: room.jobs()[0].state is JobState.DONE)
    until(station, lambda: not page.badges)
    things = [row["code"] for row in business.rows("SELECT code FROM umlauf.asset ORDER BY code")]
    lines = ["E-Bike Kiez 3", "Eigentum von Kiezrad"]
    assert paper.words() == [things[0], *lines, things[1], *lines]
    paper.parts.clear()
    station.open("ship", ShipPage)
    station.scan(things[1], PRINT)
    until(station, lambda: paper.parts)
    assert paper.words()[0] == things[1]
    [place] = business.rows("SELECT code FROM umlauf.place WHERE name = 'C-04-2'")
    station.scan(place["code"], PRINT)
    until(station, lambda: "C-04-2" in paper.words())
    paper.parts.clear()
    station.page.lane.print()
    until(station, lambda: "C-04-2" in paper.words())
    assert station.papers == [], "nothing is shown as a page where there is a printer"

"""The warehouse relocates, puts away and counts on real windows, with a hand that scans."""

from pathlib import Path

import pytest

from domain.application import Seat
from domain.assets.codes import format_code
from domain.assets.ledger import UndoTooLate
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.counts.finish_count import FinishCount
from domain.counts.model import CountId, CountStage, Decision, Finding
from domain.counts.open_count import OpenCount
from domain.counts.reopen_count import ReopenCount
from domain.counts.scan_count import ScanCount
from domain.counts.take_back_scan import TakeBackScan
from domain.places.close_place import ClosePlace
from domain.places.model import QuarantineReason
from domain.places.move_things import MoveThings
from domain.places.quarantine_things import QuarantineThings
from domain.supplies.receive_supplies import ReceiveSupplies
from tests.storage.business import Business
from tests.storage.queries.office import send
from tests.ui.desk import desk_for
from tests.ui.warehouse.conftest import Floor
from ui.sounds import Sound
from ui.warehouse.counting.view import CountPageView
from ui.warehouse.relocating.moving import Moving
from ui.warehouse.relocating.view import RelocatePage
from ui.widgets.answer import Verdict
from ui.widgets.overlays import ConfirmDialog

CONFIRM, UNDO, NEXT = (format_code("CC", number) for number in (1, 2, 4))


def _places(business: Business) -> dict[str, str]:
    rows = business.rows("SELECT a.serial, coalesce(l.name, '') AS place FROM umlauf.asset a"
                               " LEFT JOIN umlauf.place l ON l.id = a.place_id")  # fmt: skip
    return {row["serial"]: row["place"] for row in rows}


def test_things_are_carried_by_scans_alone(floor: Floor) -> None:
    business = floor.business
    bike = business.product()
    oil = business.product("Öl", kind=LineKind.SALE, product_kind=ProductKind.CONSUMABLE, price="9.00", sku="OEL")
    left, right = business.place("Links"), business.place("Rechts")
    gone = business.receive(bike, "OUT")
    [out], (a, b, c) = gone.codes, business.receive(bike, "A", "B", "C").codes
    business.do(Seat.WAREHOUSE, ReceiveSupplies(oil.variant_ids[0], left.place_id, 7))
    ids = {row["serial"]: row["id"] for row in business.rows("SELECT id, serial FROM umlauf.asset")}
    business.do(Seat.WAREHOUSE, MoveThings((ids["C"],), right.place_id))
    page = floor.open("relocate", RelocatePage)
    assert [row.proposed and row.proposed.name for row in page.homeless.rows()] == ["Rechts"] * 3

    floor.scan(left.code, a, b)
    assert (floor.answer.verdict, floor.answer.title, floor.sound) == (Verdict.ACCEPTED, "Links", Sound.ACCEPTED)
    assert _places(business) == {"A": "Links", "B": "Links", "C": "Rechts", "OUT": ""}
    floor.scan(UNDO)
    assert _places(business)["B"] == ""

    floor.scan(NEXT, b)
    assert floor.answer.title == "E-Bike Kiez 3 · M"
    floor.scan(b)
    assert floor.answer.verdict is Verdict.DUPLICATE
    floor.scan(right.code)
    assert _places(business)["B"] == "Rechts"

    page.side.is_batch.click()
    floor.settle()
    order = business.order(business.customer(), bike)
    send(business, order, gone)
    floor.scan(left.code, c, out)
    assert (floor.answer.verdict, page.side.book.isEnabled(), len(page.state.blockers)) == (Verdict.NOTE, False, 1)
    floor.scan(CONFIRM)
    assert floor.answer.verdict is Verdict.REFUSED
    page.side.findChild(type(page.side.book), "drop_blocked").click()
    floor.settle()
    floor.scan(CONFIRM)
    assert _places(business)["C"] == "Links"

    page.side.show_places(floor.desk.floor.places(), floor.desk.floor.supplies())
    floor.scan(right.code)
    page.side.pieces["pieces"].editor.setProperty("text", "3")
    floor.press(page.side.carry.click)
    rows = business.rows("SELECT l.name, h.on_hand FROM umlauf.supply_on_hand h"
                         " JOIN umlauf.place l ON l.id = h.place_id")  # fmt: skip
    assert {row["name"]: row["on_hand"] for row in rows} == {"Links": 4, "Rechts": 3}


def test_what_was_put_in_several_places_is_undone_as_one_and_a_refused_undo_is_not_forgotten(
    business: Business, tmp_path: Path
) -> None:
    desk = desk_for(business, Seat.WAREHOUSE, tmp_path)
    moving = Moving(desk)
    [bike] = business.receive(business.product(), "RAD").asset_ids
    business.receive(business.product("Schloss", price="5.00", sku="LOCK"), "SCHLOSS")
    for name in ("Links", "Mitte"):
        business.place(name)
    rows = desk.floor.depot.to_put_away().rows
    moving.put(rows)
    assert _places(business) == {"RAD": "Links", "SCHLOSS": "Mitte"}
    moving.undo()
    assert _places(business) == {"RAD": "", "SCHLOSS": ""}

    [middle] = business.rows("SELECT id FROM umlauf.place WHERE name = 'Mitte'")
    business.do(Seat.OWNER, ClosePlace(middle["id"]))
    outcome = moving.put(rows)
    assert (outcome.verdict, outcome.state.can_undo) == (Verdict.REFUSED, True)
    assert _places(business) == {"RAD": "Links", "SCHLOSS": ""}
    business.do(Seat.WAREHOUSE, QuarantineThings((bike,), QuarantineReason.UNCLEAR))
    with pytest.raises(UndoTooLate):
        moving.undo()
    assert moving.state().can_undo


def test_a_place_is_counted_reviewed_and_booked(floor: Floor) -> None:
    business = floor.business
    place, bike = business.place("Regal"), business.product()
    oil = business.product("Öl", kind=LineKind.SALE, product_kind=ProductKind.CONSUMABLE, price="9.00", sku="OEL")
    received = business.receive(bike, "A", "B", "C")
    business.do(Seat.WAREHOUSE, MoveThings(received.asset_ids[:2], place.place_id))
    business.do(Seat.WAREHOUSE, ReceiveSupplies(oil.variant_ids[0], place.place_id, 5))
    count = business.do(Seat.WAREHOUSE, OpenCount(place.place_id)).count_id
    page = floor.open("count", CountPageView, str(count))
    assert "hidden" in page.side.figures.text()

    floor.scan(received.codes[0], received.codes[0])
    assert floor.answer.verdict is Verdict.DUPLICATE
    floor.scan(received.codes[2], "WAS-IST-DAS")
    assert (floor.answer.title, len(page.scanned.rows())) == ("Unknown code, written down", 3)
    colleague = business.do(Seat.POS, ScanCount(count, "KOLLEGE")).scan_id
    floor.scan("NOCH-EINS", UNDO, UNDO)
    assert page.scanned.rows()[0].id == colleague
    business.do(Seat.POS, TakeBackScan(count, colleague))
    floor.scan("FREMD-1")
    variant = floor.desk.floor.variant(oil.variant_ids[0])
    floor.press(lambda: page.side.pieces_counted.emit(variant, 4))
    floor.scan(CONFIRM)
    assert page.state.page is not None
    assert page.state.page.row.stage is CountStage.REVIEW
    assert [row.line.finding for row in page.lines.rows()] == [
        Finding.MISSING,
        Finding.UNEXPECTED,
        Finding.UNKNOWN,
        Finding.PIECES,
    ]
    assert not page.side.book.isEnabled()
    floor.press(page.side.propose.click)
    page.lines.select(lambda row: row.line.finding is Finding.PIECES)
    floor.settle()
    page.side.note.setText("eine Dose ausgelaufen")
    floor.press(page.side.ways[Decision.BOOK].click)
    assert page.side.second.isVisible()
    assert not page.side.book.isEnabled()
    for finding in (Finding.MISSING, Finding.PIECES):
        page.lines.select(lambda row, finding=finding: row.line.finding is finding)
        floor.press(page.side.ways[Decision.KEEP].click)
    floor.press(page.side.book.click)
    assert floor.answer.title == "Count booked"
    assert _places(business) == {"A": "Regal", "B": "Regal", "C": "Regal"}
    floor.press(page.side.sheet.click)
    assert [path.name[:11] for path in floor.papers] == ["Stock count"]
    again = business.do(Seat.WAREHOUSE, OpenCount(place.place_id)).count_id
    _keeps_a_reason_until_it_is_taken(floor, page, again)
    _is_dropped_after_a_question(floor, page, again)


def _is_dropped_after_a_question(floor: Floor, page: CountPageView, count: CountId) -> None:
    page.show_target(str(count))
    floor.settle()
    for agree, stage in ((False, "review"), (True, "dropped")):
        floor.press(page.side.drop.click)
        [asked] = [each for each in page.findChildren(ConfirmDialog) if each.isVisible()]
        floor.press(asked.deed.click if agree else asked.reject)
        rows = floor.business.rows("SELECT stage FROM umlauf.stock_count WHERE id = %(id)s", id=count)
        assert rows == [{"stage": stage}]


def _keeps_a_reason_until_it_is_taken(floor: Floor, page: CountPageView, count: CountId) -> None:
    """A colleague scans on meanwhile, so the first try is refused."""
    page.show_target(str(count))
    floor.press(page.side.finish.click)
    floor.business.do(Seat.WAREHOUSE, ReopenCount(count))
    for kept in ("liegt beim Händler", ""):
        page.lines.select(lambda row: row.line.finding is Finding.MISSING)
        floor.settle()
        page.side.note.setText("liegt beim Händler")
        floor.press(page.side.ways[Decision.KEEP].click)
        assert (page.side.note.text(), floor.answer.verdict is Verdict.REFUSED) == (kept, bool(kept))
        if kept:
            floor.business.do(Seat.WAREHOUSE, FinishCount(count))

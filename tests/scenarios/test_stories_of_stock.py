"""A rack is built and filled, something is held back, a shelf is counted: what is missing is sought, then lost."""

from typing import Any

import pytest

from domain.application import NotForThisSeat, Seat
from domain.assets.ledger import UndoTooLate
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.counts.agree_count import AgreeCount
from domain.counts.book_count import BookCount
from domain.counts.count_pieces import CountPieces
from domain.counts.decide_lines import DecideLines
from domain.counts.drop_count import DropCount
from domain.counts.errors import CountNeedsSecond, PlaceIsCounted, SameWhoCounted, ScannedBefore, ScannedByAnother
from domain.counts.finish_count import FinishCount
from domain.counts.model import CountId, Decided, Decision
from domain.counts.open_count import OpenCount
from domain.counts.reopen_count import ReopenCount
from domain.counts.scan_count import ScanCount
from domain.counts.take_back_scan import TakeBackScan
from domain.ids import AssetId, PlaceId, VariantId
from domain.losses.find_lost import FindLost
from domain.money import Money
from domain.places.add_place import AddPlace
from domain.places.add_places import AddPlaces, numbered
from domain.places.change_place import ChangePlace
from domain.places.change_stock_settings import ChangeStockSettings
from domain.places.close_place import ClosePlace
from domain.places.lift_place import LiftPlace
from domain.places.lift_quarantine import LiftQuarantine
from domain.places.model import (
    PlaceClosed,
    PlaceInItself,
    PlaceKind,
    PlaceNameTaken,
    PlaceNotEmpty,
    QuarantineReason,
    ThingInQuarantine,
)
from domain.places.move_things import MoveThings
from domain.places.quarantine_place import QuarantinePlace
from domain.places.quarantine_things import QuarantineThings
from domain.places.reopen_place import ReopenPlace
from domain.places.settings import StockSettings
from domain.places.undo_move import UndoMove
from domain.shipping.pick_asset import PickAsset
from domain.shipping.pick_consumable import PickConsumable
from domain.shipping.unpick_asset import UnpickAsset
from domain.supplies.move_supplies import MoveSupplies, ShelfHasFewer
from domain.supplies.receive_supplies import ReceiveSupplies
from storage.jobs.place_days import lose_sought
from storage.queries.floor import FloorBook
from tests.storage.business import Business
from tests.storage.trade import today


def _states(business: Business) -> dict[str, tuple[str, str, str | None]]:
    rows = business.rows("SELECT a.serial, a.status, a.readiness, l.name FROM umlauf.asset a"
                         " LEFT JOIN umlauf.place l ON l.id = a.place_id ORDER BY a.serial")  # fmt: skip
    return {row["serial"]: (row["status"], row["readiness"], row["name"]) for row in rows}


def _tasks(business: Business) -> list[str]:
    rows = business.rows("SELECT kind FROM umlauf.task WHERE closed_at IS NULL ORDER BY kind")
    return [row["kind"] for row in rows]


def _day(business: Business) -> int:
    def run(command_id: Any, command: Any) -> Any:
        return business.answer(Seat.WORKER, command, command_id).event

    return lose_sought(today(business), business.connection(Seat.WORKER), run)


def test_places_are_built_filled_held_back_and_given_up(business: Business) -> None:
    bike = business.product()
    hall = business.do(Seat.OWNER, AddPlace("Halle", None, PlaceKind.SITE)).place_id
    rack = business.do(Seat.OWNER, AddPlace("Regal A", hall, PlaceKind.RACK)).place_id
    bins = business.do(Seat.OWNER, AddPlaces(numbered("A-", 1, 3), rack)).place_ids
    with pytest.raises(PlaceNameTaken):
        business.do(Seat.OWNER, AddPlaces(("B", "a-02"), rack))
    with pytest.raises(PlaceInItself):
        business.do(Seat.OWNER, ChangePlace(hall, "Halle", PlaceKind.SITE, rack))
    business.do(Seat.OWNER, ChangePlace(bins[2], "A-03 unten", PlaceKind.BIN, rack))

    one, two, three = business.receive(bike, "S1", "S2", "S3").asset_ids
    moved = business.do(Seat.WAREHOUSE, MoveThings((one, two, three), bins[0]))
    assert (moved.place, moved.held) == ("A-01", 0)
    business.do(Seat.WAREHOUSE, UndoMove((three,)))
    assert _states(business)["S3"] == ("in_stock", "ready", None)
    with pytest.raises(UndoTooLate):
        business.do(Seat.WAREHOUSE, UndoMove((three,)))
    with pytest.raises(PlaceNotEmpty):
        business.do(Seat.OWNER, ClosePlace(bins[0]))
    business.do(Seat.OWNER, ClosePlace(bins[1]))
    with pytest.raises(PlaceClosed):
        business.do(Seat.WAREHOUSE, MoveThings((three,), bins[1]))
    business.do(Seat.OWNER, ReopenPlace(bins[1]))

    order = business.order(business.customer(), bike, quantity=1)
    business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, two))
    held = business.do(Seat.WAREHOUSE, QuarantinePlace(rack, QuarantineReason.HYGIENE, "Wasserschaden"))
    assert held.things == 1
    assert _states(business) == {
        "S1": ("in_stock", "quarantined", "A-01"),
        "S2": ("reserved", "ready", "A-01"),
        "S3": ("in_stock", "ready", None),
    }
    assert business.do(Seat.WAREHOUSE, MoveThings((three,), bins[2])).held == 1
    business.do(Seat.WAREHOUSE, UnpickAsset(order.shipment_id, two))
    with pytest.raises(NotForThisSeat):
        business.do(Seat.WAREHOUSE, LiftPlace(rack))
    business.do(Seat.BACKOFFICE, QuarantineThings((two,), QuarantineReason.RECALL, "Rückruf 7"))
    with pytest.raises(ThingInQuarantine) as refused:
        business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, two))
    assert (refused.value.facts["reason"], refused.value.facts["since"]) == (QuarantineReason.RECALL, today(business))
    assert business.do(Seat.OWNER, LiftPlace(rack, "getrocknet")).things == 2
    assert [state[1] for state in _states(business).values()] == ["ready", "quarantined", "ready"]
    with pytest.raises(NotForThisSeat):
        business.do(Seat.WAREHOUSE, LiftQuarantine((two,)))
    business.do(Seat.OWNER, ChangeStockSettings(0, StockSettings(floor_lifts=True)))
    business.do(Seat.WAREHOUSE, LiftQuarantine((two,), "geprüft"))
    assert _states(business)["S2"] == ("in_stock", "ready", "A-01")


def test_a_shelf_is_counted_and_what_nobody_finds_is_lost(business: Business) -> None:
    bike, oil_sold = business.product(), _oil(business)
    oil = oil_sold.variant_ids[0]
    shelf = business.do(Seat.OWNER, AddPlace("Regal", None, PlaceKind.RACK)).place_id
    other = business.place("Werkbank").place_id
    here, gone, sought, strange = business.receive(bike, "HIER", "WEG", "SUCHE", "FREMD").asset_ids
    business.do(Seat.WAREHOUSE, MoveThings((here, gone, sought), shelf))
    business.do(Seat.WAREHOUSE, MoveThings((strange,), other))
    business.do(Seat.WAREHOUSE, ReceiveSupplies(oil, other, 9))
    with pytest.raises(ShelfHasFewer):
        business.do(Seat.WAREHOUSE, MoveSupplies(oil, other, shelf, 10))
    assert business.do(Seat.WAREHOUSE, MoveSupplies(oil, other, shelf, 6)).left == 3

    business.do(Seat.WAREHOUSE, QuarantinePlace(shelf, QuarantineReason.HYGIENE))
    parcel = business.order(business.customer(), oil_sold, quantity=2).shipment_id
    [line] = FloorBook(business.connection(Seat.WAREHOUSE)).shipment(str(parcel)).lines
    assert (line.place, line.free) == ("Werkbank", 3)
    business.do(Seat.WAREHOUSE, PickConsumable(parcel, oil, 2))
    assert _on_hand(business) == {"Regal": 6, "Werkbank": 1}, "nothing is taken from a shelf in quarantine"
    business.do(Seat.OWNER, LiftPlace(shelf))

    count = _counted(business, shelf, (here, strange), oil)
    assert business.do(Seat.WAREHOUSE, FinishCount(count)).differences == 5
    lines = _lines(business)
    decided = (
        Decided(lines["WEG"], Decision.SEARCH),
        Decided(lines["SUCHE"], Decision.SEARCH),
        Decided(lines["FREMD"], Decision.MOVE),
        Decided(lines["4711-ABC"], Decision.ASK),
        Decided(lines["OEL"], Decision.BOOK, "Dose ausgelaufen"),
    )
    business.do(Seat.WAREHOUSE, DecideLines(count, decided))
    with pytest.raises(CountNeedsSecond):
        business.do(Seat.WAREHOUSE, BookCount(count))
    with pytest.raises(SameWhoCounted):
        business.do(Seat.WAREHOUSE, AgreeCount(count))
    business.do(Seat.BACKOFFICE, AgreeCount(count))
    booked = business.do(Seat.WAREHOUSE, BookCount(count))
    assert (booked.changed, booked.overtaken) == (4, 0)
    assert _states(business) == {
        "FREMD": ("in_stock", "ready", "Regal"),
        "HIER": ("in_stock", "ready", "Regal"),
        "SUCHE": ("in_stock", "quarantined", "Regal"),
        "WEG": ("in_stock", "quarantined", "Regal"),
    }
    assert _tasks(business) == ["count_question", "thing_sought", "thing_sought"]
    assert _on_hand(business) == {"Regal": 4, "Werkbank": 1}

    assert business.do(Seat.WAREHOUSE, MoveThings((sought,), other)).found == 1
    assert _states(business)["SUCHE"] == ("in_stock", "ready", "Werkbank")
    business.pass_days(29)
    assert _day(business) == 0
    business.pass_days(1)
    assert (_day(business), _day(business)) == (1, 0)
    assert _states(business)["WEG"][0] == "lost"
    assert _tasks(business) == ["count_question"]
    business.do(Seat.WAREHOUSE, FindLost(gone, place_id=other))
    assert _states(business)["WEG"] == ("to_repair", "not_ready", "Werkbank")


def _counted(business: Business, shelf: PlaceId, seen: tuple[AssetId, AssetId], oil: VariantId) -> CountId:
    """Two things, a label nobody knows, and oil that was first counted wrong."""
    count: CountId = business.do(Seat.WAREHOUSE, OpenCount(shelf)).count_id
    with pytest.raises(PlaceIsCounted):
        business.do(Seat.WAREHOUSE, OpenCount(shelf))
    here, strange = seen
    scan = business.do(Seat.WAREHOUSE, ScanCount(count, "x", here))
    with pytest.raises(ScannedBefore):
        business.do(Seat.WAREHOUSE, ScanCount(count, "x", here))
    business.do(Seat.WAREHOUSE, TakeBackScan(count, scan.scan_id))
    for text, asset in (("x", here), ("x", strange), ("4711-ABC", None)):
        business.do(Seat.WAREHOUSE, ScanCount(count, text, asset))
    business.do(Seat.WAREHOUSE, CountPieces(count, oil, 2))
    business.do(Seat.WAREHOUSE, CountPieces(count, oil, 4))
    return count


def test_a_second_count_that_misses_it_again_proposes_that_it_is_lost(business: Business) -> None:
    business.do(Seat.OWNER, ChangeStockSettings(0, StockSettings(two_person_above=Money.of("5000.00"))))
    bike = business.product()
    shelf = business.place("Regal").place_id
    away, picked, out = business.receive(bike, "WEG", "GEPACKT", "DRAUSSEN").asset_ids
    business.do(Seat.WAREHOUSE, MoveThings((away, picked, out), shelf))
    for decision in (Decision.SEARCH, Decision.LOST):
        business.pass_days(1)
        count = business.do(Seat.WAREHOUSE, OpenCount(None, bike.product_id)).count_id
        for asset in (picked, out):
            business.do(Seat.WAREHOUSE, ScanCount(count, "x", asset, shelf))
        business.do(Seat.WAREHOUSE, FinishCount(count))
        business.do(Seat.WAREHOUSE, ReopenCount(count))
        business.do(Seat.WAREHOUSE, FinishCount(count))
        line = Decided(_lines(business)["WEG"], decision)
        business.do(Seat.WAREHOUSE, DecideLines(count, (line,)))
        order = business.order(business.customer(), bike)
        business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, picked))
        business.do(Seat.WAREHOUSE, BookCount(count))
        business.do(Seat.WAREHOUSE, UnpickAsset(order.shipment_id, picked))
    assert {serial: state[:2] for serial, state in _states(business).items()} == {
        "DRAUSSEN": ("in_stock", "ready"),
        "GEPACKT": ("in_stock", "ready"),
        "WEG": ("lost", "quarantined"),
    }
    assert _tasks(business) == []
    last = business.do(Seat.BACKOFFICE, OpenCount(shelf)).count_id
    business.do(Seat.BACKOFFICE, DropCount(last))


def test_several_count_what_their_store_has_and_each_takes_back_what_they_scanned(business: Business) -> None:
    bike = business.product()
    here, seen, _away = business.receive(bike, "A", "B", "ANDERSWO").asset_ids
    [other] = business.rows("INSERT INTO umlauf.store (id, name) VALUES (gen_random_uuid(), 'Zweite') RETURNING id")
    business.rows("UPDATE umlauf.asset SET store_id = %(id)s WHERE serial = 'ANDERSWO' RETURNING id", id=other["id"])
    count = business.do(Seat.WAREHOUSE, OpenCount(None, bike.product_id, is_blind=False)).count_id
    mine = business.do(Seat.WAREHOUSE, ScanCount(count, "x", here))
    theirs = business.do(Seat.POS, ScanCount(count, "x", seen))
    page = FloorBook(business.connection(Seat.WAREHOUSE)).depot.count(str(count))
    assert (page.expected, [(scan.id, scan.is_mine) for scan in page.scans]) == (
        2,
        [(theirs.scan_id, False), (mine.scan_id, True)],
    )
    with pytest.raises(ScannedByAnother):
        business.do(Seat.WAREHOUSE, TakeBackScan(count, theirs.scan_id))
    business.do(Seat.WAREHOUSE, TakeBackScan(count, mine.scan_id))
    business.do(Seat.POS, TakeBackScan(count, theirs.scan_id))


def _oil(business: Business) -> Any:
    return business.product(
        "Kettenöl", kind=LineKind.SALE, product_kind=ProductKind.CONSUMABLE, price="9.00", sku="OEL"
    )


def _lines(business: Business) -> dict[str, int]:
    rows = business.rows("SELECT l.n, coalesce(a.serial, l.text) AS text FROM umlauf.count_line l"
                         " JOIN umlauf.stock_count s ON s.id = l.count_id AND s.round = l.round"
                         " LEFT JOIN umlauf.asset a ON a.id = l.asset_id ORDER BY s.opened_at")  # fmt: skip
    return {row["text"]: row["n"] for row in rows}


def _on_hand(business: Business) -> dict[str, int]:
    rows = business.rows("SELECT l.name, h.on_hand FROM umlauf.supply_on_hand h"
                         " JOIN umlauf.place l ON l.id = h.place_id")  # fmt: skip
    return {row["name"]: row["on_hand"] for row in rows}

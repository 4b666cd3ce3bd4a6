"""Places and counts: things are carried about, held back, let go; shelves are counted by one, agreed by another."""

from domain.application import Seat
from domain.assets.ledger import AssetState
from domain.assets.status import Status
from domain.counts.agree_count import AgreeCount
from domain.counts.book_count import BookCount
from domain.counts.count_pieces import CountPieces
from domain.counts.decide_lines import DecideLines
from domain.counts.drop_count import DropCount
from domain.counts.finish_count import FinishCount
from domain.counts.model import CountId, Decided, Decision, ways_of
from domain.counts.open_count import OpenCount
from domain.counts.reopen_count import ReopenCount
from domain.counts.scan_count import ScanCount
from domain.ids import AssetId
from domain.places.add_places import AddPlaces
from domain.places.change_place import ChangePlace
from domain.places.close_place import ClosePlace
from domain.places.lift_place import LiftPlace
from domain.places.lift_quarantine import LiftQuarantine
from domain.places.model import PlaceKind, QuarantineReason
from domain.places.move_things import MoveThings
from domain.places.quarantine_place import QuarantinePlace
from domain.places.quarantine_things import QuarantineThings
from domain.places.reopen_place import ReopenPlace
from domain.places.undo_move import UndoMove
from domain.supplies.move_supplies import MoveSupplies
from storage.repositories.counts import line_from
from tests.machines.house.world import Chances, House, Row

_LINES = (
    "SELECT l.*, NULL AS decision, '' AS note, a.status FROM umlauf.count_line l JOIN umlauf.stock_count s"
    " ON s.id = l.count_id AND s.round = l.round LEFT JOIN umlauf.asset a ON a.id = l.asset_id"
    " WHERE l.count_id = %(id)s ORDER BY l.n"
)
_PLACES = "SELECT id, name FROM umlauf.place ORDER BY name, id"


def carry(house: House) -> None:
    place, thing = house.any_row(_PLACES), house.any_asset("in_stock", "reserved", "to_repair", "received")
    if place is None or thing is None:
        return
    moved = house.tries(MoveThings((AssetId(thing),), place["id"]))
    if moved is not None and house.chance(20):
        house.tries(UndoMove((AssetId(thing),)))


def carry_pieces(house: House) -> None:
    shelf = house.any_row(
        "SELECT place_id, variant_id, on_hand FROM umlauf.supply_on_hand ORDER BY variant_id, place_id"
    )
    place = house.any_row(_PLACES)
    if shelf is not None and place is not None:
        pieces = house.between(1, shelf["on_hand"] + 1)
        house.tries(MoveSupplies(shelf["variant_id"], shelf["place_id"], place["id"], pieces))


def hold(house: House) -> None:
    reason, place = house.one_of(tuple(QuarantineReason)), house.any_row(_PLACES)
    thing = house.any_asset("in_stock", "to_repair", "received", "in_repair")
    if place is not None and house.chance(25):
        house.tries(QuarantinePlace(place["id"], reason, "nass"))
    elif thing is not None:
        house.tries(QuarantineThings((AssetId(thing),), reason))


def let_go(house: House) -> None:
    place = house.any_row("SELECT id FROM umlauf.place WHERE state = 'blocked' ORDER BY name, id")
    thing = house.any_row("SELECT id FROM umlauf.asset WHERE readiness = 'quarantined' ORDER BY code")
    if place is not None:
        house.tries(LiftPlace(place["id"]))
    if thing is not None:
        house.tries(LiftQuarantine((thing["id"],)))


def build(house: House) -> None:
    place, other = house.any_row(_PLACES), house.any_row(_PLACES)
    if place is None or other is None or len(house.rows(_PLACES)) > 12:
        house.tries(AddPlaces((f"Regal {house.number}", f"Fach {house.number}"), None, PlaceKind.RACK))
        return
    command = house.one_of((
        AddPlaces((f"Fach {house.number}",), place["id"]),
        ChangePlace(place["id"], f"{place['name'][:40]}'", PlaceKind.BIN, other["id"]),
        ClosePlace(place["id"]),
        ReopenPlace(place["id"]),
    ))  # fmt: skip
    house.tries(command)


def _ways(row: Row) -> tuple[Decision, ...]:
    return ways_of(line_from(row), None if row["status"] is None else AssetState(Status(row["status"])))


def begin_a_count(house: House) -> None:
    place, product = house.any_row(_PLACES), house.any_row("SELECT id FROM umlauf.product ORDER BY name, id")
    if place is not None and product is not None:
        scope = OpenCount(place["id"]) if house.chance(70) else OpenCount(None, product["id"])
        house.tries(scope)


def _running(house: House, stage: str) -> Row | None:
    return house.any_row("SELECT id, place_id FROM umlauf.stock_count WHERE stage = %(s)s ORDER BY number", s=stage)


def scan(house: House) -> None:
    """Most of what is there, now and then something else."""
    count = _running(house, "open")
    if count is None:
        return
    there = house.rows("SELECT id FROM umlauf.asset WHERE place_id = %(p)s ORDER BY code LIMIT 6", p=count["place_id"])
    for thing in there:
        if house.chance(75):
            house.tries(ScanCount(CountId(count["id"]), "", thing["id"]))
    stray = house.any_asset("rented", "in_stock", "lost")
    if stray is not None and house.chance(40):
        house.tries(ScanCount(CountId(count["id"]), "", AssetId(stray)))
    if house.chance(15):
        house.tries(ScanCount(CountId(count["id"]), "UNBEKANNT"))
    [beans] = house.rows("SELECT id FROM umlauf.variant WHERE sku = 'BEANS'")
    if house.chance(50):
        house.tries(CountPieces(CountId(count["id"]), beans["id"], house.between(0, 12)))
    if house.chance(50):
        house.tries(FinishCount(CountId(count["id"])))


def decide(house: House) -> None:
    """One decides, another agrees where it has to be, and it is booked."""
    count = _running(house, "review")
    if count is None:
        return
    found = CountId(count["id"])
    if house.chance(20):
        house.tries(house.one_of((ReopenCount(found), DropCount(found))))
        return
    ways = {row["n"]: _ways(row) for row in house.rows(_LINES, id=found)}
    decided = [(n, house.one_of(each)) for n, each in ways.items() if each and house.chance(90)]
    if decided:
        lines = tuple(Decided(n, way, "gezählt") for n, way in decided)
        house.tries(DecideLines(found, lines), house.one_of((Seat.WAREHOUSE, Seat.OWNER)))
    if house.chance(60):
        house.tries(AgreeCount(found))
    house.tries(BookCount(found))


STEPS: Chances = (
    (3, carry),
    (1, carry_pieces),
    (2, hold),
    (3, let_go),
    (1, build),
    (2, begin_a_count),
    (3, scan),
    (3, decide),
)

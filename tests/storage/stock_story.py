"""Every command of places and stock counts, each from the seat that is asked for: what `test_seats.py` tells."""

from collections.abc import Callable
from typing import Any

from domain.application import Command, Seat
from domain.assets.receive_assets import ReceiveAssets
from domain.catalog.add_product import ProductAdded
from domain.counts.agree_count import AgreeCount
from domain.counts.book_count import BookCount
from domain.counts.count_pieces import CountPieces
from domain.counts.decide_lines import DecideLines
from domain.counts.drop_count import DropCount
from domain.counts.finish_count import FinishCount
from domain.counts.model import Decided, Decision
from domain.counts.open_count import OpenCount
from domain.counts.reopen_count import ReopenCount
from domain.counts.scan_count import ScanCount
from domain.counts.take_back_scan import TakeBackScan
from domain.places.add_place import AddPlace
from domain.places.add_places import AddPlaces
from domain.places.change_place import ChangePlace
from domain.places.change_stock_settings import ChangeStockSettings
from domain.places.close_place import ClosePlace
from domain.places.lift_place import LiftPlace
from domain.places.lift_quarantine import LiftQuarantine
from domain.places.lose_missing import LoseMissing
from domain.places.model import PlaceKind, QuarantineReason
from domain.places.move_things import MoveThings
from domain.places.quarantine_place import QuarantinePlace
from domain.places.quarantine_things import QuarantineThings
from domain.places.reopen_place import ReopenPlace
from domain.places.settings import StockSettings
from domain.places.undo_move import UndoMove
from domain.supplies.move_supplies import MoveSupplies
from domain.supplies.receive_supplies import ReceiveSupplies
from tests.storage.business import Business
from tests.storage.trade import today

Do = Callable[[Command], Any]


def tell_stock(
    do: Do, business: Business, seat_for: Callable[[type[Command]], Seat], bike: ProductAdded, oil: ProductAdded
) -> None:
    do(ChangeStockSettings(0, StockSettings(floor_lifts=True)))
    shelf = do(AddPlace("Regal 9", None, PlaceKind.RACK)).place_id
    first, second = do(AddPlaces(("Fach 1", "Fach 2"), shelf)).place_ids
    do(ChangePlace(second, "Fach zwei", PlaceKind.BIN, shelf))
    do(ClosePlace(second))
    do(ReopenPlace(second))
    one, two = do(ReceiveAssets(bike.variant_ids[0], ("P-1", "P-2"))).asset_ids
    do(MoveThings((one,), first))
    do(UndoMove((one,)))
    do(MoveThings((one, two), first))
    do(QuarantineThings((one,), QuarantineReason.UNCLEAR, "Rahmen prüfen"))
    do(LiftQuarantine((one,)))
    do(QuarantinePlace(shelf, QuarantineReason.HYGIENE))
    do(LiftPlace(shelf))
    do(ReceiveSupplies(oil.variant_ids[0], first, 5))
    do(MoveSupplies(oil.variant_ids[0], first, second, 2))
    _count(do, business, seat_for, shelf, (one, two), oil)
    do(LoseMissing((two,), today(business)))
    do(DropCount(do(OpenCount(None, bike.product_id)).count_id))


def _count(do: Do, business: Business, seat_for: Any, shelf: Any, things: Any, oil: ProductAdded) -> None:
    """Whoever agrees neither counted nor decided: that is somebody else's seat here, and told once more."""
    dropped = do(OpenCount(shelf)).count_id
    scan = do(ScanCount(dropped, "", things[0])).scan_id
    do(TakeBackScan(dropped, scan))
    do(CountPieces(dropped, oil.variant_ids[0], 1, None))
    do(FinishCount(dropped))
    lines = business.rows("SELECT n, finding FROM umlauf.count_line WHERE count_id = %(id)s", id=dropped)
    ways = {"missing": Decision.SEARCH, "pieces": Decision.KEEP, "unexpected": Decision.KEEP}
    do(DecideLines(dropped, tuple(Decided(each["n"], ways[each["finding"]]) for each in lines)))
    do(ReopenCount(dropped))
    do(DropCount(dropped))
    counter = next(seat for seat in (Seat.WAREHOUSE, Seat.OWNER) if seat is not seat_for(AgreeCount))
    count = business.do(counter, OpenCount(shelf)).count_id
    business.do(counter, ScanCount(count, "", things[0]))
    business.do(counter, FinishCount(count))
    lines = business.rows(
        "SELECT n, finding FROM umlauf.count_line WHERE count_id = %(id)s AND finding <> 'found'", id=count
    )
    decided = tuple(Decided(each["n"], ways[each["finding"]]) for each in lines)
    business.do(counter, DecideLines(count, decided))
    do(AgreeCount(count))
    if seat_for(BookCount) is seat_for(AgreeCount):
        business.do(counter, BookCount(count))
        empty = do(OpenCount(business.place("Leer").place_id)).count_id
        do(FinishCount(empty))
        do(BookCount(empty))
    else:
        do(BookCount(count))

"""Counted goods on shelves: received, picked, put back, used and counted; what lies there is the fold of it all."""

import threading
from dataclasses import dataclass
from datetime import date

import pytest

from domain.application import Seat
from domain.assets.status import Condition, Grade
from domain.catalog.add_product import ProductAdded
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.deliveries.skip_delivery import SkipDelivery
from domain.errors import AppError
from domain.ids import PlaceId, VariantId
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.model import PartUsed
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_consumable import PickConsumable
from domain.supplies.count_supplies import CountSupplies
from domain.supplies.model import CountNeedsReason, NotCounted, PiecesWrong, UnknownPlace
from domain.supplies.receive_supplies import ReceiveSupplies
from domain.tasks.model import TaskKind
from storage.queries.floor import FloorBook
from tests.scenarios.kitchen import SECOND, opened
from tests.storage.business import Business
from tests.storage.intruder import at_the_seat
from tests.storage.queries.office import send


@dataclass
class Shelf:
    """Oil in place C-04, and an order of five tins."""

    business: Business
    oil: ProductAdded
    place_id: PlaceId

    @property
    def variant_id(self) -> VariantId:
        return self.oil.variant_ids[0]

    def received(self, quantity: int, place_id: PlaceId | None = None) -> int:
        command = ReceiveSupplies(self.variant_id, place_id or self.place_id, quantity, "LS 4711")
        on_hand: int = self.business.do(Seat.WAREHOUSE, command).on_hand
        return on_hand

    def counted(self, pieces: int, reason: str = "") -> None:
        self.business.do(Seat.WAREHOUSE, CountSupplies(self.variant_id, self.place_id, pieces, reason))

    def on_hand(self) -> dict[str, int]:
        rows = self.business.rows("SELECT l.name, s.on_hand FROM umlauf.supply_on_hand s"
                                  " JOIN umlauf.place l ON l.id = s.place_id")  # fmt: skip
        return {row["name"]: row["on_hand"] for row in rows}

    def told(self) -> list[tuple[str, int, int]]:
        rows = self.business.rows("SELECT kind, quantity, on_hand FROM umlauf.supply_movement ORDER BY recorded_at, n")
        return [(row["kind"], row["quantity"], row["on_hand"]) for row in rows]

    def asked(self, seat: Seat = Seat.WAREHOUSE) -> list[tuple[str, int]]:
        tasks = FloorBook(self.business.connection(seat)).tasks().rows
        return [(task.subject, int(task.facts["missing"])) for task in tasks if task.kind is TaskKind.SUPPLY_SHORT]


@pytest.fixture
def shelf(business: Business) -> Shelf:
    oil = business.product("Kettenöl", kind=LineKind.SALE, product_kind=ProductKind.CONSUMABLE, sku="OIL", price="9.00")
    return Shelf(business, oil, business.place("C-04").place_id)


def test_what_comes_in_lies_there_and_picking_takes_it(shelf: Shelf) -> None:
    business = shelf.business
    assert (shelf.received(10), shelf.received(2)) == (10, 12)
    order = business.order(business.customer(), shelf.oil, quantity=5)
    for quantity in (3, -1, 2):
        business.do(Seat.WAREHOUSE, PickConsumable(order.shipment_id, shelf.variant_id, quantity))
    assert shelf.on_hand() == {"C-04": 8}
    assert shelf.told()[2:] == [("picked", -3, 9), ("put_back", 1, 10), ("picked", -2, 8)]
    assert shelf.asked() == []
    assert all(after == sum(step for _, step, _ in shelf.told()[: n + 1]) for n, (_, _, after) in
               enumerate(shelf.told()))  # fmt: skip


def test_a_count_says_by_how_much_the_books_were_wrong_and_why(shelf: Shelf) -> None:
    shelf.received(10)
    shelf.counted(10)
    with pytest.raises(CountNeedsReason) as refused:
        shelf.counted(7)
    assert refused.value.facts == {"before": 10, "counted": 7}
    shelf.counted(7, "drei ausgelaufen")
    shelf.counted(8, "eine stand daneben")
    assert shelf.told()[1:] == [("counted", 0, 10), ("counted", -3, 7), ("counted", 1, 8)]


def test_who_holds_more_than_the_books_have_is_right_and_somebody_counts(shelf: Shelf) -> None:
    """Two in the books, five in the hand: the parcel is packed, no shelf falls below zero, one task is opened."""
    business = shelf.business
    shelf.received(2)
    order = business.order(business.customer(), shelf.oil, quantity=5)
    picked = business.do(Seat.WAREHOUSE, PickConsumable(order.shipment_id, shelf.variant_id, 4))
    assert (picked.done, picked.missing) == (4, 2)
    again = business.do(Seat.WAREHOUSE, PickConsumable(order.shipment_id, shelf.variant_id))
    assert again.missing == 1
    assert shelf.on_hand() == {"C-04": 0}
    assert shelf.asked() == shelf.asked(Seat.BACKOFFICE) == [("OIL", 2)], "one task a product"
    business.do(Seat.WAREHOUSE, FinishPacking(order.shipment_id))
    shelf.counted(3, "zweiter Karton")
    assert (shelf.on_hand(), shelf.asked()) == ({"C-04": 3}, [])


def test_what_was_never_in_the_books_does_not_come_back_into_them(shelf: Shelf) -> None:
    business = shelf.business
    shelf.received(2)
    order = business.order(business.customer(), shelf.oil, quantity=5)
    business.do(Seat.WAREHOUSE, PickConsumable(order.shipment_id, shelf.variant_id, 5))
    for taken_out, there in ((3, 0), (1, 1), (1, 2)):
        business.do(Seat.WAREHOUSE, PickConsumable(order.shipment_id, shelf.variant_id, -taken_out))
        assert shelf.on_hand() == {"C-04": there}


def test_a_product_that_nobody_counted_yet_is_never_short(shelf: Shelf) -> None:
    business = shelf.business
    order = business.order(business.customer(), shelf.oil)
    assert business.do(Seat.WAREHOUSE, PickConsumable(order.shipment_id, shelf.variant_id)).missing == 0
    assert (shelf.told(), shelf.asked()) == ([], [])


def test_the_fullest_shelf_is_taken_first_then_the_next(shelf: Shelf) -> None:
    business = shelf.business
    shelf.received(2)
    shelf.received(3, business.place("D-01").place_id)
    order = business.order(business.customer(), shelf.oil, quantity=4)
    business.do(Seat.WAREHOUSE, PickConsumable(order.shipment_id, shelf.variant_id, 4))
    assert shelf.on_hand() == {"C-04": 1, "D-01": 0}


def test_a_parcel_that_is_called_off_puts_its_pieces_back(business: Business) -> None:
    """By the office, which moves nothing else; and by the worker, when the delivery is skipped in the night."""
    with opened(business) as kitchen:
        [first] = kitchen.open()
        kitchen.ship(first)
        beans = Shelf(business, kitchen.beans, business.place().place_id)
        beans.received(10)
        kitchen.nights(date(2026, 2, 20))
        [parcel] = kitchen.open()
        business.do(Seat.WAREHOUSE, PickConsumable(parcel, beans.variant_id, 2))
        assert beans.on_hand() == {"C-04": 8}
        kitchen.one(SkipDelivery, SECOND)
        assert beans.on_hand() == {"C-04": 10}
        assert beans.told()[-1] == ("put_back", 2, 10)


def test_the_workshop_takes_its_parts_from_the_shelf(shelf: Shelf) -> None:
    business = shelf.business
    bike = business.product()
    things = business.receive(bike, "SN-1")
    send(business, business.order(business.customer(), bike), things)
    shelf.received(3)
    business.do(Seat.WAREHOUSE, TakeBackAsset(things.asset_ids[0], Condition.USED, Grade.B))
    business.do(Seat.WAREHOUSE, StartRefurbishment(things.asset_ids[0]))
    parts = (PartUsed(shelf.variant_id, 1), PartUsed(shelf.variant_id, 1))
    business.do(Seat.WAREHOUSE, FinishRefurbishment(things.asset_ids[0], True, 5, (), parts, Grade.B))
    assert shelf.told()[1:] == [("used", -2, 1)]


def test_what_makes_no_sense_is_refused(shelf: Shelf) -> None:
    business = shelf.business
    bike = business.product().variant_ids[0]
    elsewhere = PlaceId(business.customer().customer_id)
    for command, error in (
        (ReceiveSupplies(bike, shelf.place_id, 1), NotCounted),
        (ReceiveSupplies(shelf.variant_id, shelf.place_id, 0), PiecesWrong),
        (ReceiveSupplies(shelf.variant_id, shelf.place_id, 100_001), PiecesWrong),
        (ReceiveSupplies(shelf.variant_id, elsewhere, 1), UnknownPlace),
        (CountSupplies(bike, shelf.place_id, 1), NotCounted),
        (CountSupplies(shelf.variant_id, shelf.place_id, -1), PiecesWrong),
        (CountSupplies(shelf.variant_id, elsewhere, 1), UnknownPlace),
    ):
        with pytest.raises(error):
            business.do(Seat.WAREHOUSE, command)
    assert shelf.told() == []


def test_two_stations_at_one_shelf_lose_nothing_and_never_go_below_zero(shelf: Shelf) -> None:
    """Ten tins, two stations that pick six each at the same time: ten leave the books, two are asked about."""
    business = shelf.business
    shelf.received(10)
    orders = [business.order(business.customer(), shelf.oil, quantity=6) for _ in range(2)]
    found: list[int] = []

    def work(seat: Seat, n: int) -> None:
        for _ in range(6):
            done = business.answer(seat, PickConsumable(orders[n].shipment_id, shelf.variant_id)).event
            found.append(getattr(done, "missing", 0))

    for seat in (Seat.WAREHOUSE, Seat.POS):
        business.seat(seat)
    stations = [threading.Thread(target=work, args=each) for each in ((Seat.WAREHOUSE, 0), (Seat.POS, 1))]
    for station in stations:
        station.start()
    for station in stations:
        station.join()
    assert (len(found), sum(found), shelf.on_hand()) == (12, 2, {"C-04": 0})


MOVE = (
    "INSERT INTO umlauf.supply_movement (id, store_id, place_id, variant_id, kind, quantity, reason, command_id)"
    " VALUES (gen_random_uuid(), (SELECT store_id FROM umlauf.place LIMIT 1), %s, %s, %s, %s, %s, %s)"
)


@pytest.fixture
def stocked(shelf: Shelf) -> Shelf:
    shelf.received(5)
    return shelf


@pytest.mark.parametrize("seat", [Seat.WAREHOUSE, Seat.POS, Seat.OWNER])
def test_the_floor_moves_within_its_commands_and_never_below_zero(stocked: Shelf, seat: Seat) -> None:
    place = (stocked.place_id, stocked.variant_id)
    with at_the_seat(stocked.business, seat) as intruder:
        with intruder.refused("UM003"):
            intruder.run(MOVE, *place, "received", 1, "", stocked.place_id)
        command = intruder.begin("ReceiveSupplies")
        with intruder.refused("23514"):
            intruder.run(MOVE, *place, "counted", -6, "weg", command)
        command = intruder.begin("ReceiveSupplies")
        with intruder.refused("23514"):
            intruder.run(MOVE, *place, "received", -1, "", command)
        with intruder.refused("42501"):
            intruder.run("INSERT INTO umlauf.supply_movement (id, on_hand) VALUES (gen_random_uuid(), 99)")
        for act in ("UPDATE umlauf.supply_movement SET on_hand = 9", "DELETE FROM umlauf.supply_movement",
                    "TRUNCATE umlauf.supply_movement"):  # fmt: skip
            with intruder.refused("42501"):
                intruder.run(act)
    assert stocked.on_hand() == {"C-04": 5}


@pytest.mark.parametrize(("seat", "command"), [(Seat.BACKOFFICE, "SkipDelivery"), (Seat.WORKER, "ReachDay")])
def test_office_and_worker_put_back_and_do_nothing_else(stocked: Shelf, seat: Seat, command: str) -> None:
    with at_the_seat(stocked.business, seat) as intruder:
        for kind, quantity in (("received", 1), ("counted", 1), ("used", -1)):
            begun = intruder.begin(command)
            with intruder.refused("UM403"):
                intruder.run(MOVE, stocked.place_id, stocked.variant_id, kind, quantity, "weil", begun)


@pytest.mark.parametrize("seat", [Seat.AUDITOR, Seat.PORTAL])
def test_others_move_nothing(stocked: Shelf, seat: Seat) -> None:
    with at_the_seat(stocked.business, seat) as intruder, intruder.refused("42501"):
        intruder.run(MOVE, stocked.place_id, stocked.variant_id, "received", 1, "", stocked.place_id)


@pytest.mark.parametrize("seat", [Seat.BACKOFFICE, Seat.WORKER])
def test_only_the_floor_receives_and_counts(stocked: Shelf, seat: Seat) -> None:
    for command in (
        ReceiveSupplies(stocked.variant_id, stocked.place_id, 1),
        CountSupplies(stocked.variant_id, stocked.place_id, 5),
    ):
        with pytest.raises(AppError) as refused:
            stocked.business.do(seat, command)
        assert refused.value.code == "not_for_this_seat"

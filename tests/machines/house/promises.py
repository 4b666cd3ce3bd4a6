"""What is kept for customers, who waits for what, and what is expected to come in."""

from datetime import date

from domain.availability.drop_expectation import DropExpectation
from domain.availability.expect_receipt import ExpectReceipt
from domain.availability.join_waiting_list import JoinWaitingList
from domain.availability.leave_waiting_list import LeaveWaitingList
from domain.availability.release_reservation import ReleaseReservation
from domain.availability.reserve_product import ProductReserved, ReserveProduct
from storage.queries.availability import Availability
from tests.machines.house.world import Chances, House

_KINDS = "SELECT id FROM umlauf.variant WHERE sku IN ('CITY', 'CARGO', 'PRAM', 'PIANO') ORDER BY sku"


def _reserve(house: House) -> None:
    customer, kind = house.any_customer(), house.any_row(_KINDS)
    if customer is not None and kind is not None:
        first = house.day(0, 30)
        until = None if house.chance(40) else first + (house.day(2, 40) - house.today)
        why = house.one_of(["", "", "Messe"])
        done = house.tries(ReserveProduct(customer, kind["id"], house.between(1, 2), first, until, because=why))
        if done is not None:
            _is_said_aloud(house, done, until)


def _is_said_aloud(house: House, done: ProductReserved, until: date | None) -> None:
    """More than is free is promised with a reason and a task alone."""
    [kept] = house.rows("SELECT * FROM umlauf.reservation WHERE id = %(id)s", id=done.reservation_id)
    noted = house.rows("SELECT missing FROM umlauf.overbooking WHERE reservation_id = %(id)s", id=done.reservation_id)
    assert [row["missing"] for row in noted] == ([done.missing] if done.missing else [])
    if not done.missing:
        free = Availability(house.reader, house.business.clock).kind(str(kept["variant_id"])).forecast
        assert free.free(kept["from_on"], until) >= 0, kept


def _release(house: House) -> None:
    row = house.any_row("SELECT id FROM umlauf.reservation WHERE status = 'held' ORDER BY made_at, id")
    if row is not None:
        house.tries(ReleaseReservation(row["id"]))


def _wait(house: House) -> None:
    customer, kind = house.any_customer(), house.any_row(_KINDS)
    if customer is not None and kind is not None:
        house.tries(JoinWaitingList(customer, kind["id"]))


def _leave(house: House) -> None:
    row = house.any_row("SELECT id FROM umlauf.waiting_place WHERE status IN ('waiting', 'offered') ORDER BY id")
    if row is not None:
        house.tries(LeaveWaitingList(row["id"]))


def _expect(house: House) -> None:
    kind = house.any_row(_KINDS)
    known = house.any_row("SELECT id FROM umlauf.expected_receipt WHERE quantity > 0 ORDER BY expected_on, id")
    if known is not None and house.chance(50):
        house.tries(DropExpectation(known["id"]))
    elif kind is not None:
        house.tries(ExpectReceipt(kind["id"], house.between(1, 3), house.day(0, 25)))


STEPS: Chances = ((3, _reserve), (1, _release), (2, _wait), (1, _leave), (1, _expect))

"""The ledger's own rules, tried with a database client and the warehouse's password."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from domain.application import Seat
from domain.assets.receive_assets import ReceiveAssets
from domain.assets.status import Condition, Kind, Status
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from storage.embedded import EmbeddedServer
from tests.storage.business import Business, open_business
from tests.storage.intruder import Intruder, at_the_seat

OUTSIDE, SEQUENCE, TABLE, ASSIGNMENT, UNFINISHED = ("UM010",), ("UM409",), ("UM012",), ("UM013",), ("UM003",)


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, template: str) -> Iterator[Business]:
    with open_business(server) as opened:
        opened.product()
        yield opened


@pytest.fixture
def intruder(house: Business) -> Iterator[Intruder]:
    with at_the_seat(house, Seat.WAREHOUSE) as client:
        yield client


def _received(house: Business) -> UUID:
    variant = house.rows("SELECT id FROM umlauf.variant")[0]["id"]
    asset: UUID = house.do(Seat.WAREHOUSE, ReceiveAssets(variant, ("",))).asset_ids[0]
    return asset


@pytest.fixture
def in_stock(house: Business) -> UUID:
    return _received(house)


@pytest.fixture
def rented(house: Business, in_stock: UUID) -> UUID:
    variant = house.rows("SELECT v.id, p.id AS plan FROM umlauf.variant v JOIN umlauf.plan p USING (product_id)")[0]
    order = house.do(
        Seat.BACKOFFICE, PlaceOrder(house.customer().customer_id, (OrderedItem(variant["id"], 1, variant["plan"]),))
    )
    house.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, in_stock))
    house.do(Seat.WAREHOUSE, FinishPacking(order.shipment_id))
    house.do(Seat.WAREHOUSE, DispatchShipment(order.shipment_id))
    return in_stock


def test_an_event_needs_a_command_of_the_same_transaction(house: Business, intruder: Intruder, in_stock: UUID) -> None:
    with intruder.refused(*OUTSIDE):
        intruder.event(uuid4(), in_stock, 2, "lost", "lost")
    earlier = house.rows("SELECT command_id AS id FROM umlauf.command WHERE seat = 'warehouse'")[0]["id"]
    with intruder.refused(*OUTSIDE):
        intruder.event(earlier, in_stock, 2, "lost", "lost")


def test_an_event_after_the_end_of_its_command_is_too_late(intruder: Intruder, in_stock: UUID) -> None:
    command = intruder.begin()
    intruder.end(command)
    with intruder.refused(*OUTSIDE):
        intruder.event(command, in_stock, 2, "lost", "lost")


def test_an_event_carries_the_name_of_who_began_the_command(
    house: Business, intruder: Intruder, in_stock: UUID
) -> None:
    owner = house.seat(Seat.OWNER)[1]
    command = intruder.begin()
    with intruder.refused(*OUTSIDE):
        intruder.event(command, in_stock, 2, "lost", "lost", actor=owner)


def test_nobody_acts_for_a_person_who_does_not_work_here(intruder: Intruder) -> None:
    with intruder.refused("UM403"):
        intruder.begin(actor=uuid4())


@pytest.mark.parametrize("seq", [1, 3, 0, -1])
def test_event_numbers_have_no_gap_and_no_second(intruder: Intruder, in_stock: UUID, seq: int) -> None:
    command = intruder.begin()
    with intruder.refused(*SEQUENCE):
        intruder.event(command, in_stock, seq, "lost", "lost")


def test_a_step_outside_the_table_is_refused(intruder: Intruder, in_stock: UUID) -> None:
    command = intruder.begin()
    with intruder.refused(*TABLE):
        intruder.event(command, in_stock, 2, Kind.TAKEN_BACK, Status.RECEIVED)


def test_a_legal_step_to_a_wrong_status_is_refused(intruder: Intruder, in_stock: UUID) -> None:
    command = intruder.begin()
    with intruder.refused(*TABLE):
        intruder.event(command, in_stock, 2, Kind.LOST, Status.SOLD)


def test_an_unknown_kind_is_refused(intruder: Intruder, in_stock: UUID) -> None:
    command = intruder.begin()
    with intruder.refused(*TABLE):
        intruder.event(command, in_stock, 2, "beamed", "in_stock")


def test_a_note_changes_nothing_whatever_it_claims(house: Business, intruder: Intruder, in_stock: UUID) -> None:
    command = intruder.begin()
    intruder.event(command, in_stock, 2, Kind.NOTED, Status.SOLD, {"claimed": "sold"})
    intruder.end(command)
    intruder.connection.commit()
    asset = house.rows("SELECT status, seq, effective_seq FROM umlauf.asset WHERE id = %(id)s", id=in_stock)
    assert asset == [{"status": "in_stock", "seq": 2, "effective_seq": 1}]
    event = house.rows("SELECT status FROM umlauf.asset_event WHERE asset_id = %(id)s AND seq = 2", id=in_stock)
    assert event == [{"status": "in_stock"}]


def test_an_undo_names_the_last_effective_event(intruder: Intruder, rented: UUID) -> None:
    for named in (3, 5, 0):
        command = intruder.begin()
        with intruder.refused("UM011"):
            intruder.event(command, rented, 5, Kind.UNDONE, Status.IN_STOCK, {"seq": named})


def test_a_new_asset_has_no_past(house: Business, intruder: Intruder) -> None:
    values = (
        "(gen_random_uuid(), 'XX-000001', (SELECT id FROM umlauf.variant), (SELECT id FROM umlauf.store), 'rented')"
    )
    with intruder.refused("42501"):
        intruder.run(f"INSERT INTO umlauf.asset (id, code, variant_id, store_id, status) VALUES {values}")
    with house.connection().connection() as admin, pytest.raises(Exception, match="without a past"):
        admin.execute(f"INSERT INTO umlauf.asset (id, code, variant_id, store_id, status) VALUES {values}")


def _line(house: Business) -> UUID:
    found: UUID = house.rows("SELECT id FROM umlauf.contract_line ORDER BY id DESC LIMIT 1")[0]["id"]
    return found


def _open(intruder: Intruder, asset: UUID, line: UUID, during: str) -> None:
    intruder.run("INSERT INTO umlauf.assignment VALUES (gen_random_uuid(), %s, %s, %s)", asset, line, during)


def test_nothing_is_assigned_that_was_not_handed_out(house: Business, intruder: Intruder, rented: UUID) -> None:
    line = _line(house)
    shelf = _received(house)
    for asset, whose, during in (
        (shelf, line, "[2026-01-01,)"),
        (rented, uuid4(), "[2026-01-01,)"),
        (rented, line, "[2026-01-01,2026-01-02)"),
        (rented, line, "[2020-01-01,)"),
        (rented, line, "(,)"),
        (rented, line, "empty"),
    ):
        with intruder.refused(*ASSIGNMENT, "23P01"):
            _open(intruder, asset, whose, during)


@pytest.mark.parametrize(
    "during",
    [
        "tstzrange(lower(during), NULL)",
        "'empty'",
        "tstzrange(NULL, now())",
        "tstzrange(lower(during), 'infinity')",
        "tstzrange(lower(during) - interval '1 day', now())",
        "tstzrange(lower(during), lower(during) + interval '1 day')",
    ],
)
def test_what_is_out_stays_assigned_as_it_is(intruder: Intruder, rented: UUID, during: str) -> None:
    """Neither lengthened nor emptied nor moved, and not closed while the customer has the thing."""
    with intruder.refused(*ASSIGNMENT):
        intruder.run(f"UPDATE umlauf.assignment SET during = {during} WHERE asset_id = %s", rented)


def test_a_closed_assignment_stays_closed(house: Business, intruder: Intruder, rented: UUID) -> None:
    house.pass_days(3)
    house.do(Seat.WAREHOUSE, TakeBackAsset(rented, Condition.USED))
    for during in ("tstzrange(lower(during), NULL)", "tstzrange(lower(during), upper(during) + interval '1 day')"):
        with intruder.refused(*ASSIGNMENT):
            intruder.run(f"UPDATE umlauf.assignment SET during = {during} WHERE asset_id = %s", rented)


def test_a_seat_gives_only_its_own_commands(intruder: Intruder) -> None:
    for name in ("PlaceOrder", "BillCustomers", "AddProduct", "NoSuchCommand"):
        with intruder.refused("UM403"):
            intruder.begin(name)


def test_a_command_is_ended_in_its_transaction_or_never_was(house: Business, intruder: Intruder) -> None:
    with intruder.refused(*UNFINISHED):
        intruder.begin()
        intruder.connection.commit()
    command = intruder.begin()
    intruder.end(command)
    intruder.connection.commit()
    with intruder.refused(*UNFINISHED):
        intruder.end(command)
    assert house.rows("SELECT FROM umlauf.command WHERE outcome IS NULL") == []


def test_nobody_ends_the_command_of_another_seat(house: Business, intruder: Intruder) -> None:
    with at_the_seat(house, Seat.OWNER) as owner:
        theirs = owner.begin("AddPlace")
        with intruder.refused(*UNFINISHED):
            intruder.end(theirs)


def test_a_refused_command_leaves_no_event(intruder: Intruder, in_stock: UUID) -> None:
    command = intruder.begin()
    intruder.event(command, in_stock, 2, Kind.LOST, Status.LOST)
    with intruder.refused(*UNFINISHED):
        intruder.end(command, "rejected")


@pytest.mark.parametrize("outcome", ["done", "", None])
def test_a_command_is_applied_or_rejected(intruder: Intruder, outcome: str) -> None:
    command = intruder.begin()
    with intruder.refused(*UNFINISHED):
        intruder.end(command, outcome)


@pytest.mark.parametrize("instant", ["infinity", "-infinity", "9999-12-31", "1970-01-01"])
def test_nothing_happens_outside_of_time(intruder: Intruder, instant: str) -> None:
    """Such an instant could not even be shown on the asset's timeline."""
    with intruder.refused("UM400"):
        intruder.begin_as(uuid4(), "PickAsset", intruder.person, instant)


def test_the_database_dates_what_it_records(house: Business, intruder: Intruder, in_stock: UUID) -> None:
    """An event takes the command's instant; when it was recorded is the server's word."""
    happened, command = datetime(2026, 2, 3, 4, 5, tzinfo=UTC), uuid4()
    intruder.begin_as(command, "PickAsset", intruder.person, happened)
    intruder.event(command, in_stock, 2, Kind.NOTED, Status.IN_STOCK)
    intruder.end(command)
    intruder.connection.commit()
    row = house.rows("SELECT * FROM umlauf.asset_event WHERE asset_id = %(id)s AND seq = 2", id=in_stock)[0]
    assert row["effective_at"] == happened
    assert abs(row["recorded_at"] - datetime.now(UTC)) < timedelta(minutes=5)

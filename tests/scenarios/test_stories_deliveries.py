"""The espresso machine: beans every three weeks, a grinder, an insurance, an app; one order, one first invoice."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import uuid4

import psycopg
import pytest

from domain.application import Seat
from domain.assets.status import Condition
from domain.catalog.model import ProductKind
from domain.contracts.change_quantity import ChangeQuantity
from domain.contracts.effective import Timing, When
from domain.contracts.model import LineKind
from domain.contracts.move_end import MoveEnd
from domain.contracts.parts import Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.status import Status
from domain.contracts.undo_change import UndoChange
from domain.deliveries.change_delivery import ChangeDelivery
from domain.deliveries.change_rhythm import ChangeRhythm
from domain.deliveries.changing import DeliveryOnItsWay
from domain.deliveries.deliver_once import DeliverOnce
from domain.deliveries.restore_delivery import RestoreDelivery
from domain.deliveries.skip_delivery import SkipDelivery
from domain.ids import ContractLineId
from domain.period import Interval, Unit
from domain.returns.announce_return import AnnounceReturn
from domain.returns.take_back_asset import TakeBackAsset
from domain.settings.change_delivery_settings import ChangeDeliverySettings
from domain.settings.deliveries import DeliverySettings, LeadDaysWrong
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.model import ShipmentCause
from domain.shipping.pick_asset import PickAsset
from domain.shipping.pick_consumable import PickConsumable
from domain.tasks.model import TaskKind
from domain.views.floor_rows import TaskRow
from storage.queries.floor import FloorBook
from tests.scenarios.kitchen import FOURTH, SECOND, START, THIRD, Kitchen, opened
from tests.storage.business import Business
from tests.storage.intruder import at_the_seat
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.trade import check_books, differences, invoices, lines, today


@pytest.fixture
def kitchen(business: Business) -> Iterator[Kitchen]:
    """The first parcel left on 31 January; the contract runs from 2 February."""
    with opened(business) as made:
        [first] = made.open()
        made.ship(first)
        yield made


def missed(kitchen: Kitchen) -> list[TaskRow]:
    """What the office is asked about deliveries that were never sent."""
    office = FloorBook(kitchen.business.connection(Seat.BACKOFFICE))
    return [task for task in office.tasks().rows if task.kind is TaskKind.DELIVERY_MISSED]


def test_one_order_makes_one_contract_one_parcel_and_one_first_invoice(business: Business) -> None:
    """49.00 + 199.00 + 6.00 + 24.00 = 278.00 at 19 %: 233.61 net, 44.39. Beans 36.00 at 7 %: 33.64 net, 2.36."""
    with opened(business) as kitchen:
        [parcel] = kitchen.open()
        carried = business.rows("SELECT title, quantity, treatment FROM umlauf.shipment_line ORDER BY position")
        assert [(each["title"], each["quantity"], each["treatment"]) for each in carried] == [
            ("Espressomaschine · M", 1, "rental"), ("Mühle · M", 1, "sale"), ("Bohnen 1 kg", 2, "sale"),
        ]  # fmt: skip
        assert invoices(business) == []
        kitchen.ship(parcel)
    [first] = invoices(business)
    assert (first["issued_on"], first["net"], first["vat"], first["gross"]) == ("2026-01-31", 26725, 4675, 31400)
    told = [(each["title"], each["first"], each["last"], each["amount"]) for each in lines(business, first["number"])]
    assert told == [
        ("Espressomaschine · M", "2026-02-02", "2026-03-01", 4900),
        ("Mühle · M", "2026-02-02", "2026-02-02", 19900),
        ("Bohnen 1 kg", "2026-02-02", "2026-02-22", 3600),
        ("Schutz", "2026-02-02", "2026-03-01", 600),
        ("App", "2026-02-02", "2027-02-01", 2400),
    ]
    check_books(business)


def test_beans_come_every_three_weeks_for_months_and_each_is_paid_once(kitchen: Kitchen) -> None:
    business = kitchen.business
    kitchen.nights(date(2026, 2, 19))
    assert kitchen.parcels() == []
    for day in (SECOND, THIRD, FOURTH):
        kitchen.nights(day.replace(day=day.day - 3))
        kitchen.worker.reach_today()
        [parcel] = kitchen.open()
        start = kitchen.contract.start_on
        kitchen.ship(parcel)
        kitchen.nights(day)
        assert kitchen.contract.start_on == start
    kitchen.nights(date(2026, 4, 20))
    assert kitchen.parcels() == [(day.isoformat(), "dispatched", 2) for day in (SECOND, THIRD, FOURTH)]
    paid = business.rows("SELECT first_day::text AS day, amount_minor AS amount FROM umlauf.billed_period"
                         " WHERE contract_line_id = %(line)s ORDER BY 1", line=kitchen.line.id)  # fmt: skip
    assert [(each["day"], each["amount"]) for each in paid] == [
        (day.isoformat(), 3600) for day in (START, SECOND, THIRD, FOURTH)
    ]
    assert differences(business, kitchen.contract.id, today(business)) == ()
    check_books(business)


def test_a_skipped_delivery_leaves_the_packing_list_and_comes_back(kitchen: Kitchen) -> None:
    kitchen.nights(date(2026, 2, 20))
    assert kitchen.parcels() == [("2026-02-23", "open", 2)]
    assert kitchen.one(SkipDelivery, SECOND).moves_parcels
    assert (kitchen.parcels(), kitchen.open()) == ([], [])
    kitchen.one(RestoreDelivery, SECOND)
    assert kitchen.parcels() == [("2026-02-23", "open", 2)]
    kitchen.one(SkipDelivery, SECOND)
    kitchen.nights(THIRD)
    assert kitchen.parcels() == [("2026-03-16", "open", 2)]
    paid = [line["first"] for each in invoices(kitchen.business) for line in lines(kitchen.business, each["number"])
            if line["title"] == "Bohnen 1 kg"]  # fmt: skip
    assert paid == ["2026-02-02", "2026-03-16"]
    check_books(kitchen.business)


def test_the_last_skip_is_taken_back_with_its_parcel(kitchen: Kitchen) -> None:
    kitchen.nights(date(2026, 2, 21))
    kitchen.one(SkipDelivery, SECOND)
    business, contract = kitchen.business, kitchen.contract
    business.do(Seat.BACKOFFICE, UndoChange(contract.id, contract.version))
    assert kitchen.parcels() == [("2026-02-23", "open", 2)]


def test_one_delivery_and_all_from_one_on_are_of_another_size(kitchen: Kitchen) -> None:
    kitchen.nights(date(2026, 2, 20))
    [parcel] = kitchen.open()
    kitchen.one(ChangeDelivery, SECOND, quantity=Decimal(5))
    assert (kitchen.parcels(), kitchen.open()) == ([("2026-02-23", "open", 5)], [parcel])
    kitchen.ship(parcel)
    timing = Timing(When.ON_DATE, THIRD)
    kitchen.does(ChangeQuantity, line_id=kitchen.line.id, quantity=Decimal(3), timing=timing)
    kitchen.nights(FOURTH)
    assert [pieces for _, _, pieces in kitchen.parcels()] == [5, 3, 3]
    amounts = [each["gross"] for each in invoices(kitchen.business)[1:]]
    assert sorted(amounts) == sorted([9000, 5500, 5400, 5500, 5400])
    check_books(kitchen.business)


def test_what_is_packed_or_gone_is_neither_skipped_nor_changed(kitchen: Kitchen) -> None:
    kitchen.nights(date(2026, 2, 20))
    [parcel] = kitchen.open()
    kitchen.pack(parcel)
    for kind, values in ((SkipDelivery, {}), (ChangeDelivery, {"quantity": Decimal(1)})):
        with pytest.raises(DeliveryOnItsWay) as refused:
            kitchen.one(kind, SECOND, **values)
        assert refused.value.facts["shipment"].startswith("SH-")
    kitchen.does(ChangeQuantity, line_id=kitchen.line.id, quantity=Decimal(9), timing=Timing(When.ON_DATE, SECOND))
    assert kitchen.parcels() == [("2026-02-23", "packed", 2)]
    with pytest.raises(DeliveryOnItsWay):
        kitchen.one(SkipDelivery, START)


def test_another_rhythm_takes_the_open_parcel_along(kitchen: Kitchen) -> None:
    kitchen.nights(date(2026, 2, 20))
    kitchen.one(ChangeRhythm, SECOND, interval=Interval(Unit.WEEK, 2))
    assert kitchen.parcels() == [("2026-02-23", "open", 2)]
    kitchen.nights(date(2026, 3, 20))
    assert [day for day, _, _ in kitchen.parcels()] == ["2026-02-23", "2026-03-09", "2026-03-23"]


def test_an_extra_parcel_leaves_at_once_and_is_paid_once(kitchen: Kitchen) -> None:
    kitchen.nights(date(2026, 2, 10))
    extra = ContractLineId(uuid4())
    kitchen.does(DeliverOnce, line_id=extra, like_id=kitchen.line.id, quantity=Decimal(4))
    assert kitchen.parcels() == [("2026-02-10", "open", 4)]
    [parcel] = kitchen.open()
    kitchen.ship(parcel)
    kitchen.nights(SECOND)
    assert kitchen.parcels() == [("2026-02-10", "dispatched", 4), ("2026-02-23", "open", 2)]
    [paper] = [each for each in invoices(kitchen.business) if each["issued_on"] == "2026-02-11"]
    assert [(line["reason"], line["amount"]) for line in lines(kitchen.business, paper["number"])] == [("sale", 7200)]


def test_an_end_and_a_pause_of_the_contract_call_open_parcels_back(kitchen: Kitchen) -> None:
    kitchen.nights(date(2026, 2, 20))
    kitchen.does(PauseContract, pause=Pause(SECOND, date(2026, 3, 10)))
    assert kitchen.parcels() == []
    kitchen.nights(date(2026, 3, 13))
    assert kitchen.parcels() == [("2026-03-16", "open", 2)]
    kitchen.does(MoveEnd, last_day=date(2026, 3, 15))
    assert kitchen.parcels() == []


def test_nights_that_were_missed_send_what_is_still_of_use_and_nothing_twice(kitchen: Kitchen) -> None:
    """The worker slept from 10 February to 20 March: the parcel for 23 February is over, that for 16 March is due."""
    kitchen.nights(date(2026, 2, 10))
    kitchen.business.pass_days((date(2026, 3, 20) - date(2026, 2, 10)).days)
    for _ in range(3):
        kitchen.worker.reach_today()
    assert kitchen.parcels() == [("2026-03-16", "open", 2)]
    assert [each.facts["day"] for each in missed(kitchen)] == ["2026-02-23"], "nobody is asked twice"


def test_several_supplies_of_one_day_go_in_one_parcel(business: Business) -> None:
    machine = business.product("Espressomaschine", price="49.00", sku="ESP")
    every = {"kind": LineKind.CONSUMABLE, "product_kind": ProductKind.CONSUMABLE}
    beans, milk = (business.product(name, sku=name, price="9.00", **every) for name in ("Bohnen", "Milch"))
    order = business.order(business.customer(), machine, beans, milk)
    asset = business.receive(machine).asset_ids[0]
    business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, asset))
    for each in (beans, milk):
        business.do(Seat.WAREHOUSE, PickConsumable(order.shipment_id, each.variant_ids[0]))
    business.do(Seat.WAREHOUSE, FinishPacking(order.shipment_id))
    business.do(Seat.WAREHOUSE, DispatchShipment(order.shipment_id))
    worker = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    kitchen = Kitchen(business, worker, order, beans, machine, machine)
    try:
        kitchen.nights(date(2026, 2, 27))
        assert kitchen.parcels() == [("2026-03-02", "open", 1), ("2026-03-02", "open", 1)]
        [parcel] = kitchen.open()
        kitchen.one(SkipDelivery, date(2026, 3, 2))
        [rest] = kitchen.open()
        assert (rest != parcel, kitchen.parcels()) == (True, [("2026-03-02", "open", 1)])
    finally:
        worker.close()


def test_what_was_sent_stays_whoever_asks_the_database(kitchen: Kitchen) -> None:
    kitchen.nights(date(2026, 2, 20))
    [parcel] = kitchen.open()
    kitchen.ship(parcel)
    dsn = kitchen.business.server.admin_dsn(kitchen.business.database)
    with psycopg.connect(dsn) as admin, pytest.raises(psycopg.Error) as refused:
        admin.execute("DELETE FROM umlauf.delivery")
    assert refused.value.sqlstate == "UM405"


def test_the_packing_list_tells_for_which_day(kitchen: Kitchen) -> None:
    kitchen.nights(date(2026, 2, 20))
    floor = FloorBook(kitchen.business.connection(Seat.WAREHOUSE))
    [waiting] = floor.shipments().rows
    assert (waiting.cause, waiting.wanted_on, waiting.wanted) == (ShipmentCause.SUPPLY, SECOND, 2)
    assert floor.delivery_sheet(waiting.id, SECOND).lines[0].title == "Bohnen 1 kg"


def test_the_beans_stop_with_the_machine(kitchen: Kitchen) -> None:
    """Announced for return, beans still come, for they are paid; with the receipt the contract ends and they stop."""
    kitchen.nights(date(2026, 2, 20))
    business, [parcel] = kitchen.business, kitchen.open()
    business.do(Seat.BACKOFFICE, AnnounceReturn(kitchen.contract.id, date(2026, 3, 6)))
    kitchen.nights(date(2026, 2, 21))
    assert kitchen.parcels() == [("2026-02-23", "open", 2)]
    kitchen.ship(parcel)
    kitchen.nights(date(2026, 3, 13))
    assert kitchen.parcels()[1:] == [("2026-03-16", "open", 2)]
    [machine] = business.rows("SELECT id FROM umlauf.asset WHERE status = 'due_back'")
    business.do(Seat.WAREHOUSE, TakeBackAsset(machine["id"], Condition.USED))
    assert kitchen.contract.status is Status.ENDED
    assert [day for day, _, _ in kitchen.parcels()] == ["2026-02-23"]


def test_the_owner_says_how_early_parcels_are_made(kitchen: Kitchen) -> None:
    """Three days ahead it would be 20 February; from 15 February on it is to be ten days."""
    kitchen.nights(date(2026, 2, 14))
    assert kitchen.parcels() == []
    kitchen.business.do(Seat.OWNER, ChangeDeliverySettings(0, DeliverySettings(10), "Ostern"))
    kitchen.nights(date(2026, 2, 15))
    assert kitchen.parcels() == [("2026-02-23", "open", 2)]
    with pytest.raises(LeadDaysWrong):
        DeliverySettings(31)


def test_one_period_has_one_parcel_and_the_floor_makes_none(kitchen: Kitchen) -> None:
    kitchen.nights(date(2026, 2, 20))
    another = "INSERT INTO umlauf.delivery SELECT contract_line_id, first_day, past, shipment_id FROM umlauf.delivery"
    dsn = kitchen.business.server.admin_dsn(kitchen.business.database)
    with psycopg.connect(dsn) as admin, pytest.raises(psycopg.errors.UniqueViolation):
        admin.execute(another)
    with at_the_seat(kitchen.business, Seat.WAREHOUSE) as intruder:
        intruder.run("SELECT * FROM umlauf.delivery")
        for act in (another, "DELETE FROM umlauf.delivery", "UPDATE umlauf.delivery SET past = '2030-01-01'"):
            with intruder.refused("42501"):
                intruder.run(act)

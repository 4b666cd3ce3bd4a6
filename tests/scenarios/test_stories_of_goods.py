"""Months with goods that come and go, told by scans: the nights find the days without a thing by themselves."""

from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

from domain.application import Envelope, Seat
from domain.assets.status import Condition
from domain.contracts.status import Status
from domain.contracts.terms import ContractTerms, StartRule
from domain.ids import AssetId, CommandId, ShipmentId, new_uuid
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.period import Interval, Unit
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.announce_return import AnnounceReturn
from domain.returns.model import Purpose
from domain.returns.replace_asset import ReplaceAsset, ReplaceReason
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.trade import Rented, bill, check_books, contract_of, differences, invoices, lines, rent, today

AGREED = ContractTerms(notice=Interval(Unit.MONTH), repair_pause_days=7)


def nights(business: Business, until: date) -> None:
    """The daily look, then the bills, for each day up to and with `until`."""
    hands = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    try:
        while today(business) < until:
            business.pass_days(1)
            hands.reach_today()
            bill(business)
    finally:
        hands.close()


def send(business: Business, shipment_id: ShipmentId, asset: AssetId) -> None:
    for step in (PickAsset(shipment_id, asset), FinishPacking(shipment_id), DispatchShipment(shipment_id)):
        business.do(Seat.WAREHOUSE, step)


def waiting(business: Business) -> ShipmentId:
    [row] = business.rows("SELECT id FROM umlauf.shipment WHERE status = 'open'")
    return ShipmentId(row["id"])


def told(business: Business) -> list[tuple[Any, ...]]:
    """Every document: day, kind, gross, and its lines."""
    return [
        (
            each["issued_on"],
            each["kind"],
            each["gross"],
            [(line["reason"], line["first"], line["last"], line["amount"]) for line in lines(business, each["number"])],
        )
        for each in sorted(invoices(business), key=itemgetter("issued_on"))
    ]


def test_a_bike_through_repair(business: Business) -> None:
    """79.00 from 2 February on, 28 days to 1 March. It comes in on the 12th, which is paid still, and goes out on the
    22nd with two days on the way. On the 20th it is missing for more than a week: 11 days stay, 79.00 · 11/28 = 31.04,
    so 47.96 goes back. From the 24th on six days cost 79.00 · 6/28 = 16.93, asked for in the night after the parcel
    left. March is as ever.
    """
    what = rent(business, business.customer(), business.product(terms=AGREED))
    nights(business, date(2026, 2, 10))
    announce = AnnounceReturn(what.contract_id, date(2026, 2, 20), "repair", Purpose.REPAIR)
    business.do(Seat.BACKOFFICE, announce)
    nights(business, date(2026, 2, 12))
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.DAMAGED_REPAIRABLE))
    business.do(Seat.WAREHOUSE, StartRefurbishment(what.assets[0]))
    nights(business, date(2026, 2, 20))
    assert contract_of(business, what.contract_id).status is Status.PAUSED
    nights(business, date(2026, 2, 22))
    business.do(Seat.WAREHOUSE, FinishRefurbishment(what.assets[0], True, 40, ()))
    send(business, waiting(business), what.assets[0])
    nights(business, date(2026, 3, 3))
    assert told(business) == [
        ("2026-01-31", "invoice", 7900, [("recurring", "2026-02-02", "2026-03-01", 7900)]),
        ("2026-02-20", "credit_note", 4796, [("pause_credit", "2026-02-13", "2026-03-01", 4796)]),
        ("2026-02-23", "invoice", 1693, [("part_period", "2026-02-24", "2026-03-01", 1693)]),
        ("2026-03-02", "invoice", 7900, [("recurring", "2026-03-02", "2026-04-01", 7900)]),
    ]
    assert contract_of(business, what.contract_id).status is Status.ACTIVE
    assert differences(business, what.contract_id, today(business)) == ()
    check_books(business)


def test_a_cradle_that_comes_late_though_its_rent_runs_from_the_order(business: Business) -> None:
    """31.00 a month from 1 January on, so a day costs 1.00. Promised for 3 January, sent on the 12th, there on the
    14th: from the 10th on the contract rests, 29.00 go back, and 18 days from the 14th on cost 18.00.
    """
    nights(business, date(2027, 1, 1))
    cradle = business.product("Wiege", price="31.00", sku="WIEGE", terms=AGREED, start_rule=StartRule.AT_ORDER)
    asset = business.receive(cradle).asset_ids[0]
    item = OrderedItem(cradle.variant_ids[0], 1, cradle.plan_ids[0])
    order = business.do(Seat.BACKOFFICE, PlaceOrder(business.customer().customer_id, (item,)))
    nights(business, date(2027, 1, 12))
    send(business, order.shipment_id, asset)
    nights(business, date(2027, 2, 1))
    assert told(business) == [
        ("2027-01-01", "invoice", 3100, [("recurring", "2027-01-01", "2027-01-31", 3100)]),
        ("2027-01-10", "credit_note", 2900, [("pause_credit", "2027-01-03", "2027-01-31", 2900)]),
        ("2027-01-13", "invoice", 1800, [("part_period", "2027-01-14", "2027-01-31", 1800)]),
        ("2027-02-01", "invoice", 3100, [("recurring", "2027-02-01", "2027-02-28", 3100)]),
    ]
    [row] = business.rows("SELECT status FROM umlauf.customer_order")
    assert row["status"] == "fulfilled"
    assert differences(business, order.contract_id, today(business)) == ()
    check_books(business)


def test_a_worn_seat_of_a_stroller_is_replaced_twice_and_no_invoice_knows(business: Business) -> None:
    """The new one first, then, months later, the old one first within two days: the rent is the same every month."""
    seat = business.product("Sitz", price="9.00", sku="SITZ", terms=AGREED)
    what = rent(business, business.customer(), seat)
    old = what.assets[0]
    nights(business, date(2026, 2, 20))
    replaced = business.do(Seat.BACKOFFICE, ReplaceAsset(what.contract_id, old, ReplaceReason.WORN))
    new = business.receive(seat).asset_ids[0]
    send(business, replaced.shipment_id, new)
    nights(business, date(2026, 3, 1))
    business.do(Seat.WAREHOUSE, TakeBackAsset(old, Condition.USED))
    nights(business, date(2026, 4, 10))
    business.do(Seat.BACKOFFICE, ReplaceAsset(what.contract_id, new, ReplaceReason.DEFECT, new_first=False))
    nights(business, date(2026, 4, 14))
    business.do(Seat.WAREHOUSE, TakeBackAsset(new, Condition.USED))
    third = business.receive(seat).asset_ids[0]
    nights(business, date(2026, 4, 15))
    send(business, waiting(business), third)
    nights(business, date(2026, 6, 3))
    months = [date(2026, month, 2) for month in range(2, 8)]
    assert told(business) == [
        (
            (first if n else date(2026, 1, 31)).isoformat(),
            "invoice",
            900,
            [("recurring", first.isoformat(), (months[n + 1] - timedelta(days=1)).isoformat(), 900)],
        )
        for n, first in enumerate(months[:-1])
    ]
    held = business.rows("SELECT asset_id FROM umlauf.assignment ORDER BY lower(during)")
    assert [row["asset_id"] for row in held] == [old, new, third]
    check_books(business)


def test_both_change_hands_at_the_counter_whatever_is_told_first(business: Business) -> None:
    """9.00 a month. On 10 February the old one is scanned first, on the 20th the new one, each in the same minute.

    On 5 March the old one comes, and the new one goes along; but the station that scans it has no connection until the
    20th. After seven days, on the 13th, the contract rests from the 6th on: 27 of 31 days, 9.00 · 27/31 = 7.84, go
    back. When the scan is told there were no such days: the 7.84 are charged again, and nobody has to see to it.
    """
    seat = business.product("Sitz", price="9.00", sku="SITZ", terms=AGREED)
    what = rent(business, business.customer(), seat)
    one, two, three = business.receive(seat, "A", "B", "C").asset_ids
    nights(business, date(2026, 2, 10))
    parcel = replaced(business, what, what.assets[0])
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
    handed_over(business, parcel, one)
    nights(business, date(2026, 2, 20))
    handed_over(business, replaced(business, what, one), two)
    business.do(Seat.WAREHOUSE, TakeBackAsset(one, Condition.USED))
    assert contract_of(business, what.contract_id).outages == ()
    nights(business, date(2026, 3, 5))
    parcel, then = replaced(business, what, two), business.clock.now()
    business.do(Seat.WAREHOUSE, TakeBackAsset(two, Condition.USED))
    nights(business, date(2026, 3, 20))
    resting = contract_of(business, what.contract_id)
    assert (resting.status, [each.from_on for each in resting.pauses]) == (Status.PAUSED, [date(2026, 3, 6)])
    handed_over(business, parcel, three, then)
    nights(business, date(2026, 4, 3))
    contract = contract_of(business, what.contract_id)
    assert (contract.status, contract.outages, contract.pauses) == (Status.ACTIVE, (), ())
    months = [("2026-01-31", "2026-02-02", "2026-03-01"), ("2026-03-02", "2026-03-02", "2026-04-01")]
    rented = [(on, "invoice", 900, [("recurring", first, last, 900)]) for on, first, last in months]
    assert told(business) == [
        *rented,
        ("2026-03-13", "credit_note", 784, [("pause_credit", "2026-03-06", "2026-04-01", 784)]),
        ("2026-03-21", "invoice", 784, [("part_period", "2026-03-06", "2026-04-01", 784)]),
        ("2026-04-02", "invoice", 900, [("recurring", "2026-04-02", "2026-05-01", 900)]),
    ]
    assert differences(business, what.contract_id, today(business)) == ()
    check_books(business)


def replaced(business: Business, what: Rented, asset: AssetId) -> ShipmentId:
    done = business.do(Seat.BACKOFFICE, ReplaceAsset(what.contract_id, asset, ReplaceReason.DEFECT))
    return ShipmentId(done.shipment_id)


def handed_over(business: Business, parcel: ShipmentId, asset: AssetId, at: datetime | None = None) -> None:
    """Over the counter, at an instant that a station tells later, or now."""
    application, person = business.seat(Seat.WAREHOUSE)
    hands = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    for step in (PickAsset(parcel, asset), FinishPacking(parcel), DispatchShipment(parcel, is_handed_over=True)):
        now = business.clock.now()
        command_id = CommandId(new_uuid(now, business.entropy))
        application.run(Envelope(command_id, step, person, at or now))
        hands.follow_command(command_id)
    hands.close()

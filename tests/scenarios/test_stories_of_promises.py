"""Who gets what when: a summer of prams, a late return, a long repair, the last one for two, midnight, summer time."""

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest

from domain.application import Application, Command, Envelope, Seat
from domain.assets.status import Condition
from domain.availability.expect_receipt import ExpectReceipt
from domain.availability.forecast import Forecast, forecast_of
from domain.availability.join_waiting_list import JoinWaitingList
from domain.availability.leave_waiting_list import LeaveWaitingList
from domain.availability.model import (
    NotFreeThen,
    NotInSight,
    OrderPromise,
    OverbookingNotAllowed,
    PromiseOfAnother,
    WaitsAlready,
)
from domain.availability.move_expectation import MoveExpectation
from domain.availability.release_reservation import ReleaseReservation
from domain.availability.reserve_product import ReserveProduct
from domain.catalog.add_product import ProductAdded
from domain.clock import legal_day
from domain.customers.register_customer import CustomerRegistered
from domain.errors import AppError
from domain.handlers import HANDLERS
from domain.ids import CommandId, VariantId, new_uuid
from domain.orders.place_order import OrderedItem, OrderPlaced, PlaceOrder
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.announce_return import AnnounceReturn
from domain.returns.call_off_return import CallOffReturn
from domain.returns.extend_return import ExtendReturn
from domain.returns.take_back_asset import TakeBackAsset
from domain.settings.availability import AvailabilitySettings, Overbooking
from domain.settings.change_availability_settings import ChangeAvailabilitySettings
from storage.jobs.availability_days import reach_availability
from storage.queries.availability_facts import facts_of
from tests.storage.business import Business
from tests.storage.trade import rent, today

SETTINGS = AvailabilitySettings()


def kind(product: ProductAdded) -> VariantId:
    return product.variant_ids[0]


def forecast(business: Business, product: ProductAdded) -> Forecast:
    [store] = business.rows("SELECT id FROM umlauf.store")
    day, read = today(business), business.connection(Seat.BACKOFFICE).read
    facts = facts_of(read, [kind(product)], store["id"], day)
    return forecast_of(facts.get(kind(product), []), "bike", SETTINGS, day)


def morning(business: Business) -> int:
    """The worker's daily look."""

    def run(command_id: CommandId, command: Any) -> Any:
        return business.answer(Seat.WORKER, command, command_id).event

    return reach_availability(today(business), business.connection(Seat.WORKER), run)


def letters(business: Business) -> list[str]:
    """Kinds and days of the letters since the last look, in order."""
    rows = business.rows(
        "SELECT id, facts FROM umlauf.outbox WHERE kind IN ('customer', 'contract') ORDER BY created_at, ctid"
    )
    seen = getattr(business, "letters_seen", set())
    found = [row for row in rows if row["id"] not in seen]
    business.letters_seen = {row["id"] for row in rows}  # type: ignore[attr-defined]  # remembered for the next look
    return [
        " ".join([row["facts"]["kind"], *(str(day) for _, day in sorted(row["facts"].get("days", {}).items()))])
        for row in found
    ]


def tasks(business: Business) -> list[tuple[str, str]]:
    rows = business.rows("SELECT kind, subject FROM umlauf.task WHERE closed_at IS NULL ORDER BY opened_at, ctid")
    return [(row["kind"], row["subject"]) for row in rows]


def reserve(business: Business, who: CustomerRegistered, product: ProductAdded, **more: Any) -> Any:
    known = {"quantity": 1, "from_on": today(business), **more}
    return business.do(Seat.BACKOFFICE, ReserveProduct(who.customer_id, kind(product), **known))


def order(business: Business, who: CustomerRegistered, product: ProductAdded, promise: OrderPromise) -> Any:
    items = (OrderedItem(kind(product), 1, product.plan_ids[0]),)
    return business.do(Seat.BACKOFFICE, PlaceOrder(who.customer_id, items, promise=promise))


@pytest.fixture
def prams(business: Business) -> Iterator[ProductAdded]:
    return business.product("Kinderwagen Park", sku="PRAM-1", price="29.00")


def test_a_summer_with_twelve_prams(business: Business, prams: ProductAdded) -> None:
    """1 June to 15 September: twelve are there, ten are taken for the whole summer, the rest week by week."""
    business.clock = business.clock.__class__(datetime(2026, 5, 4, 9, tzinfo=UTC))
    business.seats.clear()
    business.receive(prams, *(f"S{number}" for number in range(12)))
    people = [business.customer(f"Kunde{number}") for number in range(4)]
    reserve(business, people[0], prams, quantity=10, from_on=date(2026, 6, 1), until_on=date(2026, 9, 15))
    reserve(business, people[1], prams, quantity=2, from_on=date(2026, 6, 1), until_on=date(2026, 6, 15))
    known = forecast(business, prams)
    assert [known.on(each) for each in (date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 17))] == [12, 0, 2]
    with pytest.raises(NotFreeThen) as refused:
        reserve(business, people[2], prams, from_on=date(2026, 6, 10), until_on=date(2026, 6, 20))
    assert (refused.value.facts["missing"], refused.value.facts["first"]) == (1, date(2026, 6, 17))
    assert tasks(business) == []
    over = reserve(
        business, people[2], prams, from_on=date(2026, 6, 10), until_on=date(2026, 6, 20), because="Vorführer geht mit"
    )
    assert over.missing == 1
    assert tasks(business) == [("overbooked", "PRAM-1")]
    [row] = business.rows("SELECT missing, from_on, because FROM umlauf.overbooking")
    assert row == {"missing": 1, "from_on": date(2026, 6, 10), "because": "Vorführer geht mit"}
    known = forecast(business, prams)
    assert known.on(date(2026, 6, 10)) == -1
    weeks = known.weeks()
    assert [(week.first_day, week.free) for week in weeks[4:8]] == [
        (date(2026, 6, 1), 0),
        (date(2026, 6, 8), -1),
        (date(2026, 6, 15), -1),
        (date(2026, 6, 22), 2),
    ]
    business.do(Seat.BACKOFFICE, ReleaseReservation(over.reservation_id))
    assert forecast(business, prams).on(date(2026, 6, 10)) == 0
    assert letters(business) == [
        "reservation_made 2026-06-01 2026-06-15",
        "reservation_made 2026-06-01 2026-06-15",
        "reservation_made 2026-06-10 2026-06-24",
    ]


def test_a_late_return_tells_the_orders_it_breaks(business: Business, prams: ProductAdded) -> None:
    """One pram, due back on 10 February; promised for the 20th, it comes after 10 February and again a week later."""
    rented = rent(business, business.customer(), prams)
    business.do(Seat.BACKOFFICE, AnnounceReturn(rented.contract_id, date(2026, 2, 10), asset_ids=rented.assets))
    assert forecast(business, prams).first_day(1, today(business)) == date(2026, 2, 13)
    friend = business.customer("Freund")
    with pytest.raises(NotFreeThen):
        order(business, friend, prams, OrderPromise(date(2026, 2, 12)))
    placed = order(business, friend, prams, OrderPromise(date(2026, 2, 13)))
    assert forecast(business, prams).first_day(1, today(business)) is None
    letters(business)
    business.pass_days(10)
    assert morning(business) == 0
    business.pass_days(1)
    assert today(business) == date(2026, 2, 11)
    assert morning(business) == 1
    assert letters(business) == ["order_later 2026-02-20 2026-02-13"]
    assert tasks(business) == [("order_late", placed.order_number)]
    for _ in range(6):
        business.pass_days(1)
        assert morning(business) == 0
    business.pass_days(1)
    assert morning(business) == 1
    assert letters(business) == ["order_later 2026-02-27 2026-02-13"]
    assert tasks(business) == [("order_late", placed.order_number)]
    business.do(Seat.WAREHOUSE, TakeBackAsset(rented.assets[0], Condition.USED))
    business.do(Seat.WAREHOUSE, StartRefurbishment(rented.assets[0]))
    business.do(Seat.WAREHOUSE, FinishRefurbishment(rented.assets[0], True, 20, ()))
    assert tasks(business) == []
    assert forecast(business, prams).on(today(business)) == 0


def test_a_repair_takes_longer(business: Business, prams: ProductAdded) -> None:
    """Seven days are expected; on the eighth the day moves by a week, and so does what was promised on it."""
    rented = rent(business, business.customer(), prams)
    business.do(Seat.WAREHOUSE, TakeBackAsset(rented.assets[0], Condition.DAMAGED_REPAIRABLE))
    business.do(Seat.WAREHOUSE, StartRefurbishment(rented.assets[0]))
    first = forecast(business, prams).first_day(1, today(business))
    assert first == today(business) + timedelta(days=7)
    order(business, business.customer("Freund"), prams, OrderPromise(first))
    letters(business)
    business.pass_days(6)
    assert morning(business) == 0
    business.pass_days(1)
    assert morning(business) == 1
    assert letters(business) == [f"order_later {first + timedelta(days=7)} {first}"]


def test_two_people_at_once_for_the_last_one(business: Business, prams: ProductAdded) -> None:
    """Both ask in the same instant on connections of their own; one gets it, the other hears that it is gone. So with
    a reservation, with an order for a day, and with orders that name none: one of these is promised the day."""
    people = [business.customer("Eins"), business.customer("Zwei")]
    [person] = business.rows("SELECT id FROM umlauf.person WHERE name = 'Anna'")
    together, day = Barrier(2), today(business)
    item = (OrderedItem(kind(prams), 1, prams.plan_ids[0]),)

    def ask(command: Command) -> str:
        application = Application(business.gate(Seat.BACKOFFICE), HANDLERS, Seat.BACKOFFICE)
        together.wait()
        known = CommandId(new_uuid(business.clock.now(), secrets.token_bytes))
        try:
            answer = application.run(Envelope(known, command, person["id"], business.clock.now()))
        except AppError as refused:
            return refused.code
        return str(answer.event.promised_on) if isinstance(answer.event, OrderPlaced) else "reserved"

    def at_once(*commands: Command) -> list[str]:
        business.receive(prams, f"S{secrets.token_hex(4)}")
        with ThreadPoolExecutor(2) as pool:
            return sorted(pool.map(ask, commands))

    reserved = at_once(*(ReserveProduct(who.customer_id, kind(prams), 1, day) for who in people))
    assert reserved == ["not_in_sight", "reserved"]
    told = at_once(*(PlaceOrder(who.customer_id, item, promise=OrderPromise(day)) for who in people))
    assert told == [str(day), "not_in_sight"]
    assert at_once(*(PlaceOrder(who.customer_id, item) for who in people)) == [str(day), "None"]
    promised = business.rows("SELECT promised_on FROM umlauf.order_promise ORDER BY promised_on")
    assert [row["promised_on"] for row in promised] == [day, day, None]
    assert forecast(business, prams).on(day) == -1, "of four wishes one waits without a day"


def test_an_order_without_a_day_hears_it_as_soon_as_it_is_known(business: Business, prams: ProductAdded) -> None:
    """Nothing is in sight; a delivery is announced, moved, and comes. All of it is told at once, not at night."""
    anna = business.customer("Anna")
    placed = business.order(anna, prams)
    assert placed.promised_on is None
    assert tasks(business) == [("order_without_day", placed.order_number)]
    assert morning(business) == 0
    coming = business.do(Seat.BACKOFFICE, ExpectReceipt(kind(prams), 1, date(2026, 2, 20)))
    assert letters(business) == ["order_day 2026-02-20"]
    assert tasks(business) == []
    business.do(Seat.BACKOFFICE, MoveExpectation(coming.expectation_id, date(2026, 3, 3), 1))
    assert letters(business) == ["order_later 2026-03-03 2026-02-20"]
    assert tasks(business) == [("order_late", placed.order_number)]
    business.do(Seat.BACKOFFICE, MoveExpectation(coming.expectation_id, date(2026, 2, 18), 2))
    assert (letters(business), tasks(business)) == ([], [])
    ben = business.order(business.customer("Ben"), prams)
    assert ben.promised_on == date(2026, 2, 18), "the first day with one more is promised by itself"
    business.receive(prams, "S1", "S2")
    known = forecast(business, prams)
    assert [known.on(each) for each in (today(business), date(2026, 2, 18), date(2026, 2, 20))] == [2, 1, 0]


def test_what_comes_back_sooner_or_later_is_told_at_once(business: Business, prams: ProductAdded) -> None:
    """The only pram: its return is announced, moved and called off, and somebody waits for it."""
    rented = rent(business, business.customer(), prams)
    ben = business.order(business.customer("Ben"), prams)
    assert tasks(business) == [("order_without_day", ben.order_number)]
    until = date(2026, 2, 10)
    back = business.do(Seat.BACKOFFICE, AnnounceReturn(rented.contract_id, until, asset_ids=rented.assets))
    assert "order_day 2026-02-13" in letters(business)
    business.do(Seat.BACKOFFICE, ExtendReturn(back.return_id, date(2026, 2, 17)))
    assert "order_later 2026-02-20 2026-02-13" in letters(business)
    business.do(Seat.BACKOFFICE, CallOffReturn(rented.contract_id, back.return_id))
    assert letters(business) == ["order_later_unknown 2026-02-13 2026-02-13"]
    business.do(Seat.WAREHOUSE, TakeBackAsset(rented.assets[0], Condition.USED))
    assert tasks(business) == [], "it is here, and ready in two days: in time"
    business.do(Seat.WAREHOUSE, StartRefurbishment(rented.assets[0]))
    business.do(Seat.WAREHOUSE, FinishRefurbishment(rented.assets[0], True, 20, ()))
    assert forecast(business, prams).on(date(2026, 2, 13)) == 0


def test_the_owner_decides_who_promises_too_much(business: Business, prams: ProductAdded) -> None:
    anna = business.customer("Anna")

    def decide(version: int, **values: Any) -> None:
        business.do(Seat.OWNER, ChangeAvailabilitySettings(version, AvailabilitySettings(**values)))

    decide(0, overbooking=Overbooking.OWNER, backorders=False)
    with pytest.raises(NotInSight):
        business.order(anna, prams)
    promise = OrderPromise(today(business), because="Vorführer geht mit")
    with pytest.raises(OverbookingNotAllowed):
        order(business, anna, prams, promise)
    with pytest.raises(OverbookingNotAllowed):
        reserve(business, anna, prams, because="Messe")
    items = (OrderedItem(kind(prams), 1, prams.plan_ids[0]),)
    business.do(Seat.OWNER, PlaceOrder(anna.customer_id, items, promise=promise))
    decide(1, overbooking=Overbooking.NOBODY)
    with pytest.raises(OverbookingNotAllowed):
        business.do(Seat.OWNER, PlaceOrder(anna.customer_id, items, promise=promise))
    assert business.order(anna, prams).promised_on is None


def test_the_waiting_list_goes_on_in_turn(business: Business, prams: ProductAdded) -> None:
    """Three wait; the first lets the offer run out, the second takes it, the third stays."""
    anna, ben, cem = (business.customer(name) for name in ("Anna", "Ben", "Cem"))
    places = [business.do(Seat.BACKOFFICE, JoinWaitingList(each.customer_id, kind(prams))) for each in (anna, ben, cem)]
    assert [each.position for each in places] == [1, 2, 3]
    with pytest.raises(WaitsAlready):
        business.do(Seat.BACKOFFICE, JoinWaitingList(ben.customer_id, kind(prams)))
    assert letters(business) == ["waiting_joined"] * 3
    business.receive(prams, "S1")
    assert letters(business) == ["waiting_offer 2026-02-03"]
    assert forecast(business, prams).on(today(business)) == 0
    business.pass_days(3)
    assert morning(business) == 0
    business.pass_days(1)
    assert morning(business) == 2
    assert sorted(letters(business)) == ["waiting_expired", "waiting_offer 2026-02-07"]
    promise = OrderPromise(today(business), waiting_id=places[1].waiting_id)
    with pytest.raises(PromiseOfAnother):
        order(business, cem, prams, promise)
    order(business, ben, prams, promise)
    rows = business.rows("SELECT status FROM umlauf.waiting_place ORDER BY joined_at, ctid")
    assert [row["status"] for row in rows] == ["expired", "taken", "waiting"]
    assert business.rows("SELECT FROM umlauf.overbooking") == []
    business.pass_days(1)
    assert morning(business) == 0
    business.do(Seat.BACKOFFICE, LeaveWaitingList(places[2].waiting_id))
    assert letters(business) == []


def test_a_reservation_is_turned_into_an_order(business: Business, prams: ProductAdded) -> None:
    """It takes its own place: no second one has to be free."""
    business.receive(prams, "S1")
    anna = business.customer("Anna")
    kept = reserve(business, anna, prams, from_on=date(2026, 2, 10))
    with pytest.raises(NotFreeThen):
        order(business, business.customer("Ben"), prams, OrderPromise(date(2026, 2, 10)))
    order(business, anna, prams, OrderPromise(date(2026, 2, 10), reservation_id=kept.reservation_id))
    known = forecast(business, prams)
    assert [known.on(each) for each in (date(2026, 2, 9), date(2026, 2, 10))] == [1, 0]
    assert business.rows("SELECT status FROM umlauf.reservation") == [{"status": "taken"}]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (datetime(2026, 2, 10, 22, 59, tzinfo=UTC), datetime(2026, 2, 10, 23, 1, tzinfo=UTC)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), datetime(2026, 3, 29, 22, 1, tzinfo=UTC)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), datetime(2026, 10, 25, 23, 1, tzinfo=UTC)),
    ],
)
def test_it_runs_out_at_midnight_where_the_house_stands(
    business: Business, prams: ProductAdded, before: datetime, after: datetime
) -> None:
    """Also on the nights on which the clocks are put forward and back."""
    business.receive(prams, "S1")
    last_day = legal_day(before)
    reserve(business, business.customer(), prams, hold_until=last_day)
    letters(business)
    business.clock.advance(before - business.clock.now())
    assert (morning(business), letters(business)) == (0, [])
    business.clock.advance(after - business.clock.now())
    assert today(business) == last_day + timedelta(days=1)
    assert morning(business) == 1
    assert letters(business) == [f"reservation_expired 2026-01-31 {last_day}"]
    assert forecast(business, prams).on(today(business)) == 1


def test_what_comes_in_is_taken_off_what_was_announced(business: Business, prams: ProductAdded) -> None:
    """Ten are announced for March; four come early, the day of the rest stands."""
    business.do(Seat.BACKOFFICE, ExpectReceipt(kind(prams), 10, date(2026, 3, 2), "Bestellung 17"))
    assert forecast(business, prams).first_day(10, today(business)) == date(2026, 3, 2)
    business.receive(prams, "S1", "S2", "S3", "S4")
    known = forecast(business, prams)
    assert [known.on(each) for each in (today(business), date(2026, 3, 2))] == [4, 10]

"""Goods that go out and come back while a contract runs: repair, replacement, late parcels; told in any order."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.application import Seat
from domain.assets.status import Condition
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.changing import ContractIsOver
from domain.contracts.end_returned_line import EndReturnedLine
from domain.contracts.keep_contract import KeepContract
from domain.contracts.parts import PauseReason
from domain.contracts.status import Status
from domain.contracts.terms import ContractTerms, StartRule, StopRule
from domain.contracts.withdraw_contract import WithdrawContract
from domain.ids import AssetId, ShipmentId
from domain.orders.place_order import OrderedItem, OrderPlaced, PlaceOrder
from domain.period import Interval, Unit
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.announce_return import AnnounceReturn
from domain.returns.call_off_return import CallOffReturn, ReturnCannotStay
from domain.returns.model import AnnouncedAlready, NotOut, Purpose
from domain.returns.replace_asset import AssetReplaced, ReplaceAsset, ReplaceReason
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.confirm_arrival import ConfirmArrival
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.model import IllegalShipmentTransition
from domain.shipping.pick_asset import PickAsset
from tests.storage.business import Business
from tests.storage.test_contract_endings import change, night, now, rented, told
from tests.storage.trade import Rented, bill, check_books, contract_of, differences, invoices, lines, rent, today

MONTH = Interval(Unit.MONTH)


def send(business: Business, shipment_id: ShipmentId, *assets: AssetId, **more: Any) -> None:
    for asset in assets:
        business.do(Seat.WAREHOUSE, PickAsset(shipment_id, asset))
    business.do(Seat.WAREHOUSE, FinishPacking(shipment_id))
    business.do(Seat.WAREHOUSE, DispatchShipment(shipment_id, **more))


def take_back(business: Business, asset: AssetId, **more: Any) -> Any:
    return business.do(Seat.WAREHOUSE, TakeBackAsset(asset, Condition.USED, **more))


def repaired(business: Business, asset: AssetId) -> None:
    business.do(Seat.WAREHOUSE, StartRefurbishment(asset))
    business.do(Seat.WAREHOUSE, FinishRefurbishment(asset, True, 5, ()))


def waiting(business: Business) -> list[ShipmentId]:
    rows = business.rows("SELECT id FROM umlauf.shipment WHERE status IN ('open', 'packed') ORDER BY id")
    return [row["id"] for row in rows]


def outages(business: Business, what: Rented) -> list[tuple[date, date | None, PauseReason]]:
    return [(each.since, each.until, each.reason) for each in now(business, what).outages]


def replace_one(business: Business, what: Rented, **more: Any) -> AssetReplaced:
    command = ReplaceAsset(what.contract_id, what.assets[0], ReplaceReason.DEFECT, **more)
    replaced: AssetReplaced = business.do(Seat.BACKOFFICE, command)
    return replaced


def status_of(business: Business, asset: AssetId) -> str:
    [row] = business.rows("SELECT status FROM umlauf.asset WHERE id = %(id)s", id=asset)
    status: str = row["status"]
    return status


# A thing comes back to be repaired.


def test_a_repair_ends_nothing_and_its_days_are_found_in_the_scans(business: Business) -> None:
    """In on 12 February, out again on the 22nd with two days on the way: no thing from the 13th to the 23rd.

    79.00 for 28 days from 2 February: 11 of them cost 31.04, and the last six 16.93, so 31.03 go back.
    """
    what = rented(business, notice=MONTH, repair_pause_days=7)
    documents = len(invoices(business))
    business.pass_days(12)
    business.do(Seat.BACKOFFICE, AnnounceReturn(what.contract_id, today(business), purpose=Purpose.REPAIR))
    assert now(business, what).status is Status.ACTIVE
    take_back(business, what.assets[0])
    since = today(business) + timedelta(days=1)
    contract = now(business, what)
    assert (contract.status, contract.end_on, contract.lines[0].end_on) == (Status.ACTIVE, None, None)
    assert outages(business, what) == [(since, None, PauseReason.REPAIR)]
    business.pass_days(9)
    night(business)
    assert now(business, what).status is Status.PAUSED
    business.pass_days(1)
    repaired(business, what.assets[0])
    [again] = waiting(business)
    send(business, again, what.assets[0])
    back_on = today(business) + timedelta(days=2)
    assert outages(business, what) == [(since, back_on, PauseReason.REPAIR)]
    [pause] = now(business, what).pauses
    assert (pause.from_on, pause.resume_on, pause.to_the_day) == (since, back_on, True)
    business.pass_days(2)
    night(business)
    assert now(business, what).status is Status.ACTIVE
    bill(business)
    written = invoices(business)[documents:]
    [credit] = [row for each in written for row in lines(business, each["number"])]
    assert (credit["reason"], credit["first"], credit["days"]) == ("pause_credit", since.isoformat(), 11)
    assert (credit["amount"], credit["of_days"]) == (7900 - 3104 - 1693, 28)
    assert differences(business, what.contract_id, today(business)) == ()
    check_books(business)


def test_a_short_repair_costs_what_it_always_costs(business: Business) -> None:
    what = rented(business, notice=MONTH, repair_pause_days=7)
    business.pass_days(12)
    take_back(business, what.assets[0], purpose=Purpose.REPAIR)
    repaired(business, what.assets[0])
    business.pass_days(2)
    send(business, waiting(business)[0], what.assets[0])
    night(business)
    assert (now(business, what).pauses, now(business, what).status) == ((), Status.ACTIVE)
    assert [row["kind"] for row in invoices(business)] == ["invoice"]


def test_told_twice_nothing_more_happens(business: Business) -> None:
    what = rented(business, notice=MONTH, repair_pause_days=7)
    business.pass_days(12)
    command = TakeBackAsset(what.assets[0], Condition.USED, purpose=Purpose.REPAIR)
    answer = business.answer(Seat.WAREHOUSE, command)
    assert answer.event is not None
    for _ in range(3):
        business.follow(Seat.WAREHOUSE, answer.command_id, command, answer.event)
    assert len(waiting(business)) == len(outages(business, what)) == 1


def test_the_sending_may_be_told_before_the_receipt(business: Business) -> None:
    """Two workers: what follows from the scan of the 12th is drawn after that of the 20th."""
    what = rented(business, notice=MONTH, repair_pause_days=7)
    business.pass_days(10)
    replaced = replace_one(business, what)
    other = business.receive(bike_of(business)).asset_ids[0]
    business.pass_days(2)
    since = today(business) + timedelta(days=1)
    command = TakeBackAsset(what.assets[0], Condition.USED)
    answer = business.answer(Seat.WAREHOUSE, command)
    assert answer.event is not None
    assert replaced.shipment_id is not None
    business.pass_days(8)
    send(business, replaced.shipment_id, other)
    business.follow(Seat.WAREHOUSE, answer.command_id, command, answer.event)
    assert outages(business, what) == [(since, today(business) + timedelta(days=2), PauseReason.REPAIR)]
    night(business)
    assert [pause.resume_on for pause in now(business, what).pauses] == [today(business) + timedelta(days=2)]


def bike_of(business: Business) -> Any:
    """The product that the first contract is about, for another piece of it."""
    [row] = business.rows("SELECT variant_id FROM umlauf.contract_line ORDER BY id LIMIT 1")

    class Known:
        variant_ids = (row["variant_id"],)

    return Known


# Another thing takes the old one's place.


def test_a_new_one_goes_out_first_and_the_contract_does_not_notice(business: Business) -> None:
    what = rented(business, notice=MONTH, repair_pause_days=1)
    before, documents = now(business, what), invoices(business)
    business.pass_days(5)
    replaced = replace_one(business, what)
    assert replaced.shipment_id is not None
    assert status_of(business, what.assets[0]) == "due_back"
    new = business.receive(bike_of(business)).asset_ids[0]
    send(business, replaced.shipment_id, new)
    business.pass_days(6)
    take_back(business, what.assets[0])
    night(business)
    contract = now(business, what)
    assert (contract.start_on, contract.status, contract.lines, contract.outages) == (
        before.start_on, Status.ACTIVE, before.lines, (),
    )  # fmt: skip
    assert invoices(business) == documents
    held = business.rows("SELECT asset_id FROM umlauf.assignment WHERE upper_inf(during)")
    assert [row["asset_id"] for row in held] == [new]
    [order] = business.rows("SELECT status FROM umlauf.customer_order")
    assert order["status"] == "fulfilled"
    assert waiting(business) == []


def test_the_ledger_of_both_names_the_other(business: Business) -> None:
    what = rented(business)
    replaced = replace_one(business, what)
    new = business.receive(bike_of(business))
    assert replaced.shipment_id is not None
    send(business, replaced.shipment_id, new.asset_ids[0])
    [sent] = business.rows(
        "SELECT facts FROM umlauf.asset_event WHERE asset_id = %(id)s AND kind = 'shipped'", id=new.asset_ids[0]
    )
    assert sent["facts"]["replaces"] == replaced.asset_code
    [left] = business.rows(
        "SELECT facts FROM umlauf.asset_event WHERE asset_id = %(id)s AND kind = 'return_announced'",
        id=what.assets[0],
    )
    assert left["facts"] == {"return": replaced.return_number, "purpose": "replacement"}


def test_old_first_the_new_one_waits_for_it(business: Business) -> None:
    what = rented(business, notice=MONTH, repair_pause_days=7)
    business.pass_days(5)
    replaced = replace_one(business, what, new_first=False)
    assert (replaced.shipment_id, waiting(business)) == (None, [])
    business.pass_days(3)
    take_back(business, what.assets[0])
    new = business.receive(bike_of(business)).asset_ids[0]
    send(business, waiting(business)[0], new)
    first = today(business) + timedelta(days=1)
    assert outages(business, what) == [(first, first + timedelta(days=1), PauseReason.REPAIR)]
    assert now(business, what).lines[0].end_on is None


def test_what_is_lost_is_replaced_without_a_return(business: Business) -> None:
    what = rented(business)
    command = ReplaceAsset(what.contract_id, what.assets[0], ReplaceReason.STOLEN)
    replaced = business.do(Seat.BACKOFFICE, command)
    assert (replaced.return_id, status_of(business, what.assets[0])) == (None, "stolen")
    new = business.receive(bike_of(business)).asset_ids[0]
    send(business, replaced.shipment_id, new)
    assert now(business, what).status is Status.ACTIVE


def test_what_cannot_be_replaced(business: Business) -> None:
    what, other = rented(business), business.receive(business.product(sku="OTHER")).asset_ids[0]
    with pytest.raises(NotOut):
        business.do(Seat.BACKOFFICE, ReplaceAsset(what.contract_id, other, ReplaceReason.WORN))
    replace_one(business, what)
    with pytest.raises(AnnouncedAlready):
        replace_one(business, what)
    gone = rented_again(business)
    take_back(business, gone.assets[0])
    with pytest.raises(NotOut):
        replace_one(business, gone)
    ended = rented_again(business)
    business.do(Seat.BACKOFFICE, AnnounceReturn(ended.contract_id, today(business)))
    with pytest.raises(ContractIsOver):
        replace_one(business, ended)


def rented_again(business: Business) -> Rented:
    bike = business.product(sku=f"K-{len(business.rows('SELECT id FROM umlauf.variant'))}")
    return rent(business, business.customer(), bike)


def test_a_replacement_is_called_off_and_everything_is_as_before(business: Business) -> None:
    what = rented(business)
    replaced = replace_one(business, what)
    new = business.receive(bike_of(business)).asset_ids[0]
    assert replaced.shipment_id is not None
    assert replaced.return_id is not None
    business.do(Seat.WAREHOUSE, PickAsset(replaced.shipment_id, new))
    business.do(Seat.WAREHOUSE, FinishPacking(replaced.shipment_id))
    business.do(Seat.BACKOFFICE, CallOffReturn(what.contract_id, replaced.return_id))
    assert [status_of(business, each) for each in (what.assets[0], new)] == ["rented", "in_stock"]
    with pytest.raises(IllegalShipmentTransition):
        business.do(Seat.WAREHOUSE, DispatchShipment(replaced.shipment_id))
    replaced = replace_one(business, what)
    assert replaced.shipment_id is not None
    send(business, replaced.shipment_id, new)
    assert replaced.return_id is not None
    with pytest.raises(IllegalShipmentTransition):
        business.do(Seat.BACKOFFICE, CallOffReturn(what.contract_id, replaced.return_id))


def test_a_return_at_the_end_is_not_called_off(business: Business) -> None:
    what = rented(business)
    announced = business.do(Seat.BACKOFFICE, AnnounceReturn(what.contract_id, today(business)))
    with pytest.raises(ReturnCannotStay):
        business.do(Seat.BACKOFFICE, CallOffReturn(what.contract_id, announced.return_id))


# The contract ends meanwhile.


def test_the_new_one_was_never_sent_and_the_customer_is_done(business: Business) -> None:
    """The end takes over what was expected for the replacement, and frees what was picked for it."""
    what = rented(business)
    replaced = replace_one(business, what)
    new = business.receive(bike_of(business)).asset_ids[0]
    business.do(Seat.WAREHOUSE, PickAsset(replaced.shipment_id, new))
    business.pass_days(4)
    business.do(Seat.BACKOFFICE, AnnounceReturn(what.contract_id, today(business) + timedelta(days=7)))
    assert (waiting(business), status_of(business, new)) == ([], "in_stock")
    business.pass_days(3)
    back = take_back(business, what.assets[0])
    assert back.purpose is Purpose.END
    contract = now(business, what)
    assert (contract.status, contract.end_on) == (Status.ENDED, today(business) + timedelta(days=1))
    bill(business)
    assert differences(business, what.contract_id, today(business)) == ()


def test_both_are_out_and_both_come_back(business: Business) -> None:
    """The old one never came; at the end two are there, and the last one ends the contract."""
    what = rented(business)
    replaced = replace_one(business, what)
    new = business.receive(bike_of(business)).asset_ids[0]
    assert replaced.shipment_id is not None
    send(business, replaced.shipment_id, new)
    business.pass_days(20)
    business.do(Seat.BACKOFFICE, AnnounceReturn(what.contract_id, today(business)))
    take_back(business, new)
    assert now(business, what).status is Status.PENDING_RETURN
    business.pass_days(2)
    take_back(business, what.assets[0])
    assert now(business, what).status is Status.ENDED
    bill(business)
    check_books(business)


def test_the_new_one_comes_back_instead_of_the_old_one(business: Business) -> None:
    """The customer mixes them up: the line goes on with the old one, and ends when that comes too."""
    what = rented(business)
    replaced = replace_one(business, what)
    new = business.receive(bike_of(business)).asset_ids[0]
    assert replaced.shipment_id is not None
    send(business, replaced.shipment_id, new)
    business.pass_days(3)
    take_back(business, new)
    assert now(business, what).lines[0].end_on is None
    take_back(business, what.assets[0])
    assert now(business, what).status is Status.ENDED


def test_in_repair_when_the_contract_ends(business: Business) -> None:
    what = rented(business)
    business.pass_days(5)
    take_back(business, what.assets[0], purpose=Purpose.REPAIR)
    assert len(waiting(business)) == 1
    change(business, what, CancelContract, received_on=today(business))
    business.pass_days(30)
    night(business)
    assert (now(business, what).status, waiting(business)) == (Status.ENDED, [])
    night(business)
    assert told(business)[-1] == "contract_ended"


def test_one_of_two_stays_while_the_other_is_repaired(business: Business) -> None:
    """The customer is done with the second one: the line goes on, because the first goes out again."""
    bike = business.product(terms=ContractTerms(notice=MONTH, repair_pause_days=2))
    what = rent(business, business.customer(), bike, quantity=2)
    business.pass_days(5)
    first, second = what.assets
    take_back(business, first, purpose=Purpose.REPAIR)
    take_back(business, second)
    assert now(business, what).lines[0].end_on is None
    repaired(business, first)
    business.pass_days(4)
    night(business)
    assert now(business, what).pauses == ()
    assert [row["kind"] for row in business.rows("SELECT kind FROM umlauf.task")] == ["long_outage"]
    send(business, waiting(business)[0], first)
    take_back(business, first)
    assert now(business, what).status is Status.ENDED


# When it starts.


def ordered(business: Business, rule: StartRule, start_on: date | None = None, **terms: Any) -> OrderPlaced:
    bike = business.product(start_rule=rule, terms=ContractTerms(notice=MONTH, **terms))
    item = OrderedItem(bike.variant_ids[0], 1, bike.plan_ids[0])
    placed: OrderPlaced = business.do(
        Seat.BACKOFFICE, PlaceOrder(business.customer().customer_id, (item,), start_on=start_on)
    )
    return placed


def goods_sent(business: Business, order: OrderPlaced, **more: Any) -> Rented:
    asset = business.receive(bike_of(business)).asset_ids[0]
    assert order.shipment_id is not None
    send(business, order.shipment_id, asset, **more)
    return Rented(order, (asset,))


@pytest.mark.parametrize(("rule", "days_after_dispatch"), [(StartRule.AT_DISPATCH, 0), (StartRule.AT_ARRIVAL, 2)])
def test_goods_start_it_on_their_day(business: Business, rule: StartRule, days_after_dispatch: int) -> None:
    order = ordered(business, rule)
    business.pass_days(3)
    assert contract_of(business, order.contract_id).start_on is None
    goods_sent(business, order)
    contract = contract_of(business, order.contract_id)
    assert contract.start_on == today(business) + timedelta(days=days_after_dispatch)
    assert len(invoices(business)) == 1


def test_it_runs_from_the_order_and_a_late_parcel_rests_it(business: Business) -> None:
    """Ordered on 31 January, promised for 2 February, there on the 14th: twelve days without the bike."""
    order = ordered(business, StartRule.AT_ORDER, repair_pause_days=7)
    start = today(business)
    assert contract_of(business, order.contract_id).start_on == start
    assert len(invoices(business)) == 1
    [row] = business.rows("SELECT status FROM umlauf.customer_order")
    assert row["status"] == "open"
    for _ in range(12):
        business.pass_days(1)
        night(business)
    what = Rented(order, ())
    promised = start + timedelta(days=2)
    assert outages(business, what) == [(promised, None, PauseReason.LATE_DELIVERY)]
    assert now(business, what).status is Status.PAUSED
    goods_sent(business, order)
    arrived = today(business) + timedelta(days=2)
    assert outages(business, what) == [(promised, arrived, PauseReason.LATE_DELIVERY)]
    assert (now(business, what).start_on, len(invoices(business))) == (start, 1)
    business.pass_days(2)
    night(business)
    bill(business)
    credit = lines(business, invoices(business)[-1]["number"])[0]
    assert (credit["reason"], credit["first"], credit["days"]) == ("pause_credit", promised.isoformat(), 12)
    assert credit["amount"] == round(7900 * 12 / credit["of_days"])
    check_books(business)


def test_a_parcel_in_time_rests_nothing(business: Business) -> None:
    order = ordered(business, StartRule.AT_ORDER, repair_pause_days=1)
    what = goods_sent(business, order)
    business.pass_days(40)
    night(business)
    assert (outages(business, what), now(business, what).pauses) == ([], ())


@pytest.mark.parametrize("is_sent_before", [True, False])
def test_it_starts_on_the_day_the_customer_named(business: Business, is_sent_before: bool) -> None:
    wanted = today(business) + timedelta(days=20)
    order = ordered(business, StartRule.ON_DATE, wanted)
    if is_sent_before:
        goods_sent(business, order)
        [row] = business.rows("SELECT status FROM umlauf.customer_order")
        assert row["status"] == "fulfilled"
    business.pass_days(19)
    night(business)
    assert (contract_of(business, order.contract_id).start_on, invoices(business)) == (None, [])
    business.pass_days(4)
    night(business)
    night(business)
    assert contract_of(business, order.contract_id).start_on == wanted
    bill(business)
    if not is_sent_before:
        goods_sent(business, order)
    bill(business)
    assert len(invoices(business)) == 1
    assert contract_of(business, order.contract_id).start_on == wanted
    check_books(business)


def test_it_starts_today_when_the_customer_names_today(business: Business) -> None:
    order = ordered(business, StartRule.ON_DATE, today(business))
    assert contract_of(business, order.contract_id).start_on == today(business)
    assert len(invoices(business)) == 1


def test_a_parcel_on_its_way_does_not_start_what_begins_at_hand_over(business: Business) -> None:
    order = ordered(business, StartRule.AT_HAND_OVER)
    goods_sent(business, order)
    assert (contract_of(business, order.contract_id).start_on, invoices(business)) == (None, [])
    business.pass_days(3)
    business.do(Seat.BACKOFFICE, ConfirmArrival(order.shipment_id, today(business) - timedelta(days=1)))
    assert contract_of(business, order.contract_id).start_on == today(business) - timedelta(days=1)
    assert len(invoices(business)) == 1


def test_what_the_customer_takes_along_starts_at_once(business: Business) -> None:
    order = ordered(business, StartRule.AT_ARRIVAL)
    what = goods_sent(business, order, is_handed_over=True)
    assert contract_of(business, order.contract_id).start_on == today(business)
    [event] = business.rows(
        "SELECT kind FROM umlauf.asset_event WHERE asset_id = %(id)s ORDER BY seq DESC LIMIT 1", id=what.assets[0]
    )
    assert event["kind"] == "handed_over"


# How it ends.


def test_only_a_person_ends_the_line(business: Business) -> None:
    what = rented(business, notice=MONTH, stop_rule=StopRule.BY_HAND)
    business.pass_days(10)
    take_back(business, what.assets[0])
    assert (now(business, what).status, now(business, what).lines[0].end_on) == (Status.ACTIVE, None)
    [task] = business.rows("SELECT kind, subject FROM umlauf.task")
    assert task == {"kind": "line_to_end", "subject": now(business, what).number}
    change(business, what, CancelContract, received_on=today(business))
    business.pass_days(40)
    night(business)
    assert now(business, what).status is Status.ENDED


def test_an_end_that_is_near_asks_for_the_thing_by_itself(business: Business) -> None:
    """Notice three months ahead: the return is opened with the reminder, six weeks before the last day."""
    what = rented(business, notice=Interval(Unit.DAY, 14), min_term=Interval(Unit.MONTH, 3))
    business.pass_days(3)
    change(business, what, CancelContract, received_on=today(business))
    assert business.rows("SELECT FROM umlauf.return_case") == []
    business.pass_days(50)
    night(business)
    [case] = business.rows("SELECT return_until, reason, purpose, withdrawn_on FROM umlauf.return_case")
    ending = now(business, what).ending
    assert ending is not None
    assert case == {
        "return_until": ending.goods_back_on, "reason": "contract_ends", "purpose": "end", "withdrawn_on": None,
    }  # fmt: skip
    assert status_of(business, what.assets[0]) == "due_back"
    assert told(business) == ["cancellation_received_at", "reminder_of_goods"]
    night(business)
    assert len(business.rows("SELECT FROM umlauf.return_case")) == 1
    change(business, what, KeepContract)
    assert status_of(business, what.assets[0]) == "rented"
    assert business.rows("SELECT FROM umlauf.return_case WHERE withdrawn_on IS NULL") == []
    business.pass_days(60)
    night(business)
    assert now(business, what).status is Status.ACTIVE


def test_a_draft_that_is_withdrawn_frees_what_was_packed_for_it(business: Business) -> None:
    order = ordered(business, StartRule.AT_ARRIVAL)
    asset = business.receive(bike_of(business)).asset_ids[0]
    business.do(Seat.WAREHOUSE, PickAsset(order.shipment_id, asset))
    business.do(Seat.WAREHOUSE, FinishPacking(order.shipment_id))
    change(business, Rented(order, ()), WithdrawContract, received_on=today(business))
    assert (status_of(business, asset), waiting(business)) == ("in_stock", [])
    [row] = business.rows("SELECT status FROM umlauf.customer_order")
    assert row["status"] == "cancelled"
    assert business.rows("SELECT FROM umlauf.task") == []
    other = rented_again(business)
    assert other.assets


def test_a_withdrawal_asks_for_the_thing_within_14_days(business: Business) -> None:
    what = rented(business)
    business.pass_days(5)
    change(business, what, WithdrawContract, received_on=today(business))
    [case] = business.rows("SELECT return_until FROM umlauf.return_case")
    assert case["return_until"] == today(business) + timedelta(days=14)
    take_back(business, what.assets[0])
    assert now(business, what).status is Status.WITHDRAWN


def test_the_daily_look_is_not_lost_with_what_was_looked_at_before(business: Business) -> None:
    """Nothing is dated, so the look has no next day; then a parcel moves, and later a person changes something."""
    what = rented(business, notice=MONTH, repair_pause_days=7)
    night(business)
    [row] = business.rows("SELECT look_on FROM umlauf.contract")
    assert row["look_on"] == date.max
    business.pass_days(30)
    take_back(business, what.assets[0], purpose=Purpose.REPAIR)
    business.pass_days(8)
    night(business)
    assert now(business, what).status is Status.PAUSED
    night(business)
    change(business, what, CancelContract, received_on=today(business))
    business.pass_days(40)
    night(business)
    assert now(business, what).status is Status.ENDED


def test_the_worker_alone_draws_what_follows(business: Business) -> None:
    what = rented(business)
    contract = now(business, what)
    command = EndReturnedLine(contract.id, contract.lines[0].id, today(business))
    with pytest.raises(Exception, match="seat"):
        business.answer(Seat.WAREHOUSE, command)

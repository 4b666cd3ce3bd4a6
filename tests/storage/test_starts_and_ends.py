"""What starts a contract, what a late parcel does, and what an end says about goods."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.application import Seat
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.end_returned_line import EndReturnedLine
from domain.contracts.keep_contract import KeepContract
from domain.contracts.parts import PauseReason
from domain.contracts.status import Status
from domain.contracts.terms import ContractTerms, StartRule, StopRule
from domain.contracts.withdraw_contract import WithdrawContract
from domain.orders.place_order import OrderedItem, OrderPlaced, PlaceOrder
from domain.period import Interval, Unit
from domain.returns.model import Purpose
from domain.shipping.confirm_arrival import ConfirmArrival
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from tests.storage.business import Business
from tests.storage.goods import bike_of, outages, rented_again, send, status_of, take_back, waiting
from tests.storage.test_contract_endings import change, night, now, rented, told
from tests.storage.trade import Rented, bill, check_books, contract_of, invoices, lines, today

MONTH = Interval(Unit.MONTH)


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


def test_a_parcel_that_was_not_taken_in_leaves_the_contract_to_a_person(business: Business) -> None:
    order = ordered(business, StartRule.AT_HAND_OVER)
    what = goods_sent(business, order)
    business.pass_days(6)
    take_back(business, what.assets[0])
    assert contract_of(business, order.contract_id).status is Status.DRAFT
    open_ones = business.rows("SELECT kind FROM umlauf.task WHERE closed_at IS NULL")
    assert [row["kind"] for row in open_ones] == ["line_to_end"]


def test_the_wrong_thing_came_before_the_contract_began_and_the_right_one_starts_it(business: Business) -> None:
    order = ordered(business, StartRule.AT_HAND_OVER)
    what = goods_sent(business, order)
    business.pass_days(3)
    take_back(business, what.assets[0], purpose=Purpose.REPLACEMENT)
    right = business.receive(bike_of(business)).asset_ids[0]
    [again] = waiting(business)
    send(business, again, right, is_handed_over=True)
    assert contract_of(business, order.contract_id).start_on == today(business)


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
    assert business.rows("SELECT FROM umlauf.task WHERE closed_at IS NULL") == []
    other = rented_again(business)
    assert other.assets


def test_the_days_to_withdraw_do_not_run_before_the_goods_are_there(business: Business) -> None:
    order = ordered(business, StartRule.AT_ARRIVAL)
    business.pass_days(30)
    change(business, Rented(order, ()), WithdrawContract, received_on=today(business))
    assert contract_of(business, order.contract_id).status is Status.WITHDRAWN


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

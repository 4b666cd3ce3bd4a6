"""Things that are repaired or replaced while a contract runs; the scans are told in any order."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.application import Seat
from domain.assets.status import Condition, Kind
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.changing import ContractIsOver
from domain.contracts.parts import PauseReason
from domain.contracts.status import Status
from domain.contracts.terms import ContractTerms
from domain.period import Interval, Unit
from domain.returns.announce_return import AnnounceReturn
from domain.returns.call_off_return import CallOffReturn, ReturnCannotStay
from domain.returns.model import AnnouncedAlready, NotOut, Purpose
from domain.returns.replace_asset import ReplaceAsset, ReplaceReason
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.model import IllegalShipmentTransition
from domain.shipping.pick_asset import PickAsset
from storage.queries.floor import FloorBook
from tests.storage.business import Business
from tests.storage.goods import (
    bike_of,
    outages,
    rented_again,
    repaired,
    replace_one,
    send,
    status_of,
    take_back,
    waiting,
)
from tests.storage.test_contract_endings import change, night, now, rented, told
from tests.storage.trade import bill, check_books, contract_of, differences, edit, invoices, lines, rent, today

MONTH = Interval(Unit.MONTH)


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
    business.pass_days(1)
    take_back(business, what.assets[0])
    pages = FloorBook(business.connection(Seat.WAREHOUSE))
    day = today(business)
    old = pages.passport_sheet(what.assets[0], day).events
    other = pages.passport_sheet(new.asset_ids[0], day).events
    assert next(each for each in old if each.kind is Kind.TAKEN_BACK).replaced_by == new.codes[0]
    assert next(each for each in other if each.kind is Kind.SHIPPED).replaces == replaced.asset_code


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


def test_a_return_that_ends_the_contract_is_called_off_as_long_as_no_end_was_agreed(business: Business) -> None:
    """The contract runs on; with notice given, the notice has to be taken back instead."""
    what = rented(business)
    announced = business.do(Seat.BACKOFFICE, AnnounceReturn(what.contract_id, today(business)))
    business.do(Seat.BACKOFFICE, CallOffReturn(what.contract_id, announced.return_id))
    contract = contract_of(business, what.contract_id)
    assert (contract.status, status_of(business, what.assets[0])) == (Status.ACTIVE, "rented")
    announced = business.do(Seat.BACKOFFICE, AnnounceReturn(what.contract_id, today(business)))
    edit(business, what.contract_id, lambda known: replace(known, end_on=today(business) + timedelta(days=9)))
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

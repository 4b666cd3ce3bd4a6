"""Deliveries that nobody could send in time: somebody is asked, sends late or gives the money back. And parcels that
follow an outage at once."""

from collections.abc import Iterator
from datetime import date

import pytest

from domain.application import Seat
from domain.assets.status import Condition
from domain.contracts.end_outage import EndOutage
from domain.contracts.parts import Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.report_outage import ReportOutage
from domain.contracts.terminate_contract import TerminateContract
from domain.contracts.undo_change import UndoChange
from domain.deliveries.give_back_delivery import GiveBackDelivery
from domain.deliveries.schedule import NoSuchDelivery
from domain.deliveries.send_missed import SendMissed
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.announce_return import AnnounceReturn
from domain.returns.model import Purpose
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from domain.tasks.clear_task import ClearTask
from domain.tasks.model import TaskNeedsDecision
from tests.scenarios.kitchen import SECOND, Kitchen, opened
from tests.scenarios.test_stories_deliveries import missed
from tests.storage.business import Business
from tests.storage.trade import bill, check_books, differences, invoices, lines, today

AWAKE = date(2026, 3, 20)


@pytest.fixture
def kitchen(business: Business) -> Iterator[Kitchen]:
    """The worker slept from 10 February to 20 March: the beans of 23 February are charged and were never sent."""
    with opened(business) as made:
        [first] = made.open()
        made.ship(first)
        made.nights(date(2026, 2, 10))
        business.pass_days((AWAKE - today(business)).days)
        made.worker.reach_today()
        bill(business)
        yield made


def paid_for(kitchen: Kitchen) -> list[tuple[str, int]]:
    rows = kitchen.business.rows(
        "SELECT first_day::text AS day, amount_minor FROM umlauf.billed_period WHERE contract_line_id = %(line)s"
        " ORDER BY 1", line=kitchen.line.id,
    )  # fmt: skip
    return [(row["day"], row["amount_minor"]) for row in rows]


def test_what_was_charged_and_never_sent_is_asked_once_with_all_that_is_known(kitchen: Kitchen) -> None:
    [task] = missed(kitchen)
    assert task.subject == kitchen.contract.number
    known = {name: task.facts[name] for name in ("line", "day", "title", "pieces")}
    assert known == {"line": str(kitchen.line.id), "day": "2026-02-23", "title": "Bohnen 1 kg", "pieces": 2}
    assert paid_for(kitchen) == [("2026-02-02", 3600), ("2026-02-23", 3600), ("2026-03-16", 3600)]
    kitchen.nights(date(2026, 3, 25))
    assert [each.id for each in missed(kitchen)] == [task.id]
    with pytest.raises(TaskNeedsDecision):
        kitchen.business.do(Seat.BACKOFFICE, ClearTask(task.id))


def test_it_is_sent_late_and_nothing_is_given_back(kitchen: Kitchen) -> None:
    business, contract = kitchen.business, kitchen.contract
    business.do(Seat.BACKOFFICE, SendMissed(contract.id, kitchen.line.id, SECOND))
    assert missed(kitchen) == []
    assert kitchen.parcels() == [("2026-02-23", "open", 2), ("2026-03-16", "open", 2)]
    with pytest.raises(NoSuchDelivery):
        business.do(Seat.BACKOFFICE, SendMissed(contract.id, kitchen.line.id, SECOND))
    kitchen.nights(date(2026, 3, 22))
    for parcel in kitchen.open():
        kitchen.ship(parcel)
    kitchen.nights(date(2026, 3, 25))
    assert kitchen.parcels() == [("2026-02-23", "dispatched", 2), ("2026-03-16", "dispatched", 2)]
    assert missed(kitchen) == []
    assert differences(business, contract.id, today(business)) == ()
    check_books(business)


def test_its_money_is_given_back_for_that_period_alone(kitchen: Kitchen) -> None:
    """Two deliveries stood on one invoice: 72.00 at 7 % are 67.29 net, 33.65 of it this one's; 36.00 - 33.65 = 2.35."""
    kitchen.one(GiveBackDelivery, SECOND)
    assert (missed(kitchen), kitchen.parcels()) == ([], [("2026-03-16", "open", 2)])
    kitchen.nights(date(2026, 3, 21))
    [note] = [each for each in invoices(kitchen.business) if each["kind"] == "credit_note"]
    assert (note["net"], note["vat"], note["gross"]) == (3365, 235, 3600)
    [line] = lines(kitchen.business, note["number"])
    assert (line["title"], line["first"], line["last"]) == ("Bohnen 1 kg", "2026-02-23", "2026-03-15")
    assert paid_for(kitchen) == [("2026-02-02", 3600), ("2026-03-16", 3600)]
    with pytest.raises(NoSuchDelivery):
        kitchen.one(GiveBackDelivery, SECOND)
    check_books(kitchen.business)


def test_giving_back_is_taken_back_and_asked_again(kitchen: Kitchen) -> None:
    kitchen.one(GiveBackDelivery, SECOND)
    contract = kitchen.contract
    kitchen.business.do(Seat.BACKOFFICE, UndoChange(contract.id, contract.version))
    assert [each.facts["day"] for each in missed(kitchen)] == ["2026-02-23"]


def test_what_is_sent_late_can_still_be_given_back_until_it_is_packed(kitchen: Kitchen) -> None:
    kitchen.business.do(Seat.BACKOFFICE, SendMissed(kitchen.contract.id, kitchen.line.id, SECOND))
    kitchen.one(GiveBackDelivery, SECOND)
    assert kitchen.parcels() == [("2026-03-16", "open", 2)]


def test_a_period_that_is_not_over_is_no_missed_one(kitchen: Kitchen) -> None:
    with pytest.raises(NoSuchDelivery):
        kitchen.one(GiveBackDelivery, date(2026, 3, 16))


def test_a_pause_over_those_days_takes_the_question_away(kitchen: Kitchen) -> None:
    kitchen.does(PauseContract, pause=Pause(SECOND, date(2026, 3, 16)))
    assert missed(kitchen) == []


def test_a_contract_that_is_over_still_owes_what_it_charged(kitchen: Kitchen) -> None:
    kitchen.does(TerminateContract, last_day=AWAKE)
    kitchen.nights(date(2026, 3, 24))
    assert [each.facts["day"] for each in missed(kitchen)] == ["2026-02-23"]
    kitchen.one(GiveBackDelivery, SECOND)
    kitchen.nights(date(2026, 3, 25))
    assert missed(kitchen) == []
    assert differences(kitchen.business, kitchen.contract.id, today(kitchen.business)) == ()
    check_books(kitchen.business)


def test_parcels_follow_the_pause_of_an_outage_at_once(business: Business) -> None:
    """In repair since 3 February, told on the 21st: the contract rests, and nobody packs the beans of the 23rd."""
    with opened(business, repair_pause_days=7) as kitchen:
        [first] = kitchen.open()
        kitchen.ship(first)
        kitchen.nights(date(2026, 2, 21))
        assert kitchen.parcels() == [("2026-02-23", "open", 2)]
        machine = next(line for line in kitchen.contract.lines if line.title.startswith("Espresso"))
        kitchen.does(ReportOutage, line_id=machine.id, since=date(2026, 2, 3))
        assert [pause.from_on for pause in kitchen.contract.pauses] == [date(2026, 2, 3)]
        assert kitchen.parcels() == []
        kitchen.does(EndOutage, line_id=machine.id, until=date(2026, 2, 22))
        assert kitchen.parcels() == [("2026-02-23", "open", 2)]


def test_the_machine_that_came_late_takes_its_parcels_along_at_once(business: Business) -> None:
    """It comes back to be repaired on 12 February and leaves again on the 21st, a day before it can be used."""
    with opened(business, repair_pause_days=7) as kitchen:
        [first] = kitchen.open()
        kitchen.ship(first)
        kitchen.nights(date(2026, 2, 12))
        [machine] = business.rows("SELECT id FROM umlauf.asset WHERE status = 'rented'")
        business.do(Seat.BACKOFFICE, AnnounceReturn(kitchen.contract.id, today(business), purpose=Purpose.REPAIR))
        business.do(Seat.WAREHOUSE, TakeBackAsset(machine["id"], Condition.DAMAGED_REPAIRABLE))
        kitchen.nights(date(2026, 2, 21))
        assert kitchen.parcels() == [], "the contract rests"
        business.do(Seat.WAREHOUSE, StartRefurbishment(machine["id"]))
        business.do(Seat.WAREHOUSE, FinishRefurbishment(machine["id"], True, 5, ()))
        [again] = kitchen.open()
        business.do(Seat.WAREHOUSE, PickAsset(again, machine["id"]))
        business.do(Seat.WAREHOUSE, FinishPacking(again))
        business.do(Seat.WAREHOUSE, DispatchShipment(again))
        assert kitchen.parcels() == [("2026-02-23", "open", 2)]

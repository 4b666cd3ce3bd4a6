"""Things that break: reported, lent for, repaired by others, kept by their maker; the bills know what they must."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.status import Condition
from domain.contracts.changing import ContractIsOver
from domain.contracts.status import Status
from domain.ids import AssetId
from domain.money import Money
from domain.refurbishment.await_parts import AwaitParts
from domain.refurbishment.book_outside_cost import BookOutsideCost
from domain.refurbishment.call_off_repair import CallOffRepair
from domain.refurbishment.credit_repair import CreditRepair
from domain.refurbishment.diagnose_repair import DiagnoseRepair
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.lend_asset import LendAsset, LentAlready, NobodyWaits
from domain.refurbishment.repairs import (
    CostKind,
    IllegalRepairStep,
    NotInHouse,
    Origin,
    RepairId,
    RepairOpen,
    RepairStage,
)
from domain.refurbishment.report_problem import ReportProblem
from domain.refurbishment.send_to_supplier import SendToSupplier
from domain.refurbishment.send_to_workshop import SendToWorkshop
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.refurbishment.take_back_repair import TakeBackRepair
from domain.returns.announce_return import AnnounceReturn
from domain.returns.model import Purpose
from domain.returns.take_back_asset import TakeBackAsset
from storage.queries.floor import FloorBook
from tests.scenarios.test_stories_of_goods import AGREED, nights, send, told, waiting
from tests.storage.business import Business
from tests.storage.trade import check_books, contract_of, differences, rent, today


def report(business: Business, asset: AssetId, problem: str = "Die Bremse schleift.", **values: Any) -> RepairId:
    repair = RepairId(uuid4())
    business.do(Seat.BACKOFFICE, ReportProblem(repair, asset, problem, **values))
    return repair


def stage(business: Business, repair: RepairId) -> RepairStage:
    [row] = business.rows("SELECT stage FROM umlauf.repair WHERE id = %(id)s", id=repair)
    [last] = business.rows(
        "SELECT coalesce((SELECT stage FROM umlauf.repair_step WHERE repair_id = %(id)s ORDER BY n DESC LIMIT 1),"
        " 'reported') AS stage",
        id=repair,
    )
    assert row["stage"] == last["stage"]
    return RepairStage(row["stage"])


def status(business: Business, asset: AssetId) -> str:
    [row] = business.rows("SELECT status FROM umlauf.asset WHERE id = %(id)s", id=asset)
    found: str = row["status"]
    return found


def letters(business: Business) -> list[str]:
    rows = business.rows("SELECT facts ->> 'letter' AS kind, facts FROM umlauf.outbox ORDER BY id")
    return [str(row["facts"]) for row in rows]


def test_a_bike_with_a_loan_and_no_invoice_knows(business: Business) -> None:
    """79.00 a month from 2 February on. The brake is reported on the 10th, a loan is sent at once and there on the
    13th; the own bike comes in on the 14th, waits for parts, is repaired by a workshop, and goes out on 20 March. For
    five weeks it is missing, longer than the seven days after which the contract would rest: with the loan it does not.
    """
    bike = business.product(terms=AGREED)
    what = rent(business, business.customer(), bike)
    own = what.assets[0]
    nights(business, date(2026, 2, 10))
    repair = report(business, own)
    lent = business.do(Seat.BACKOFFICE, LendAsset(repair))
    with pytest.raises(LentAlready):
        business.do(Seat.BACKOFFICE, LendAsset(repair))
    loan = business.receive(bike).asset_ids[0]
    nights(business, date(2026, 2, 11))
    send(business, lent.shipment_id, loan)
    announce = AnnounceReturn(what.contract_id, date(2026, 2, 20), "repair", Purpose.REPAIR, asset_ids=(own,))
    business.do(Seat.BACKOFFICE, announce)
    with pytest.raises(NotInHouse):
        business.do(Seat.BACKOFFICE, SendToWorkshop(repair, "Radwerk Nord"))
    nights(business, date(2026, 2, 14))
    business.do(Seat.WAREHOUSE, TakeBackAsset(own, Condition.DAMAGED_REPAIRABLE))
    business.do(Seat.WAREHOUSE, DiagnoseRepair(repair, "Bremsscheibe verzogen"))
    business.do(Seat.WAREHOUSE, AwaitParts(repair, "Bremsscheibe 180 mm", date(2026, 2, 25)))
    nights(business, date(2026, 2, 25))
    business.do(Seat.WAREHOUSE, SendToWorkshop(repair, "Radwerk Nord", date(2026, 3, 18)))
    assert (stage(business, repair), status(business, own)) == (RepairStage.AT_WORKSHOP, "in_repair")
    nights(business, date(2026, 3, 18))
    business.do(Seat.WAREHOUSE, TakeBackRepair(repair, note="Scheibe und Beläge neu"))
    business.do(Seat.WAREHOUSE, FinishRefurbishment(own, True, 15, ()))
    assert stage(business, repair) is RepairStage.PASSED
    nights(business, date(2026, 3, 20))
    assert status(business, loan) == "rented"
    send(business, waiting(business), own)
    assert status(business, loan) == "due_back"
    nights(business, date(2026, 3, 27))
    back = business.do(Seat.WAREHOUSE, TakeBackAsset(loan, Condition.USED))
    assert back.purpose is Purpose.LOAN
    business.do(
        Seat.BACKOFFICE, BookOutsideCost(repair, CostKind.WORKSHOP, Money.of("119.00"), today(business), "Nord")
    )
    nights(business, date(2026, 4, 3))
    assert [row[:3] for row in told(business)] == [
        ("2026-01-31", "invoice", 7900),
        ("2026-03-02", "invoice", 7900),
        ("2026-04-02", "invoice", 7900),
    ]
    assert contract_of(business, what.contract_id).status is Status.ACTIVE
    assert contract_of(business, what.contract_id).outages == ()
    book = FloorBook(business.connection(Seat.OWNER))
    [row] = book.repairs.of_asset(own, today(business))
    assert (row.minutes, row.cost) == (15, Money.of("134.00")), "15 minutes at 60.00 an hour, and 119.00"
    [seen] = FloorBook(business.connection(Seat.WAREHOUSE)).repairs.of_asset(own, today(business))
    assert (seen.minutes, seen.cost) == (15, None), "the floor sees no money"
    earned = [money.revenue for each in (own, loan) if (money := book.asset(str(each)).money)]
    assert earned == [Money.of("132.78"), Money.of("66.39")], "March was served by the loan; 79.00 gross are 66.39 net"
    assert business.rows("SELECT FROM umlauf.shipment WHERE status = 'open'") == []
    assert differences(business, what.contract_id, today(business)) == ()
    check_books(business)


def test_a_loan_that_comes_back_too_early_leaves_days_without_a_thing(business: Business) -> None:
    """The loan is there from 13 to 19 February, the own bike is with us from the 14th on and back on 6 March. From 20
    February on nothing is there; a week later the contract rests from the 20th on: 79.00 · 10/28 = 28.21 go back, and
    from 6 March on 27 of 31 days cost 79.00 · 27/31 = 68.81.
    """
    bike = business.product(terms=AGREED)
    what = rent(business, business.customer(), bike)
    own = what.assets[0]
    nights(business, date(2026, 2, 10))
    lent = business.do(Seat.BACKOFFICE, LendAsset(report(business, own)))
    loan = business.receive(bike).asset_ids[0]
    nights(business, date(2026, 2, 11))
    send(business, lent.shipment_id, loan)
    nights(business, date(2026, 2, 14))
    came = business.do(Seat.WAREHOUSE, TakeBackAsset(own, Condition.DAMAGED_REPAIRABLE))
    assert came.purpose is Purpose.REPAIR, "an order is open: nobody meant the end"
    nights(business, date(2026, 2, 19))
    assert business.do(Seat.WAREHOUSE, TakeBackAsset(loan, Condition.USED)).purpose is Purpose.LOAN
    nights(business, date(2026, 2, 28))
    assert contract_of(business, what.contract_id).status is Status.PAUSED
    nights(business, date(2026, 3, 4))
    business.do(Seat.WAREHOUSE, StartRefurbishment(own))
    business.do(Seat.WAREHOUSE, FinishRefurbishment(own, True, 30, ()))
    send(business, waiting(business), own)
    nights(business, date(2026, 4, 1))
    assert [row[:3] for row in told(business)] == [
        ("2026-01-31", "invoice", 7900),
        ("2026-02-27", "credit_note", 2821),
        ("2026-03-06", "invoice", 6881),
    ]
    assert differences(business, what.contract_id, today(business)) == ()
    check_books(business)


def test_the_supplier_keeps_a_bike_and_gives_its_value_back(business: Business) -> None:
    """Another bike takes its place; what the first one cost us is reversed, and it is nobody's any more."""
    bike = business.product(terms=AGREED)
    what = rent(business, business.customer(), bike)
    own = what.assets[0]
    nights(business, date(2026, 2, 10))
    repair = report(business, own, "Der Rahmen ist gerissen.")
    business.do(Seat.WAREHOUSE, TakeBackAsset(own, Condition.DAMAGED_REPAIRABLE))
    business.do(Seat.WAREHOUSE, SendToSupplier(repair, "Kiez Bikes GmbH", "RMA-88", date(2026, 2, 20)))
    assert (stage(business, repair), status(business, own)) == (RepairStage.AT_SUPPLIER, "sent_to_supplier")
    nights(business, date(2026, 2, 12))
    business.do(Seat.BACKOFFICE, CreditRepair(repair, Money.of("756.30"), "GS-4711"))
    assert (stage(business, repair), status(business, own)) == (RepairStage.FAILED, "retired")
    send(business, waiting(business), business.receive(bike).asset_ids[0])
    nights(business, date(2026, 3, 3))
    assert [row[:3] for row in told(business)] == [("2026-01-31", "invoice", 7900), ("2026-03-02", "invoice", 7900)]
    with pytest.raises(IllegalRepairStep):
        business.do(Seat.BACKOFFICE, CreditRepair(repair, Money.of("1.00")))
    check_books(business)


def test_the_supplier_sends_it_back_and_it_is_finished_on_our_bench(business: Business) -> None:
    asset = business.receive(business.product()).asset_ids[0]
    repair = report(business, asset, "Der Motor brummt.", origin=Origin.INSPECTION)
    assert status(business, asset) == "to_repair", "what is broken is promised to nobody"
    with pytest.raises(RepairOpen):
        report(business, asset)
    with pytest.raises(NobodyWaits):
        business.do(Seat.BACKOFFICE, LendAsset(repair))
    business.do(Seat.BACKOFFICE, SendToSupplier(repair, "Motorwerk", "R-1"))
    business.pass_days(9)
    business.do(Seat.WAREHOUSE, TakeBackRepair(repair, is_repaired=False, note="kein Fehler gefunden"))
    assert (stage(business, repair), status(business, asset)) == (RepairStage.IN_WORK, "in_repair")
    business.do(Seat.WAREHOUSE, FinishRefurbishment(asset, False, 20, (), reason="Motor tot"))
    assert (stage(business, repair), status(business, asset)) == (RepairStage.FAILED, "retired")


def test_a_problem_that_was_none_keeps_the_loan_here_or_asks_for_it(business: Business) -> None:
    bike = business.product()
    what = rent(business, business.customer(), bike)
    repair = report(business, what.assets[0])
    business.do(Seat.BACKOFFICE, LendAsset(repair))
    business.do(Seat.BACKOFFICE, CallOffRepair(repair, "am Telefon gelöst"))
    [row] = business.rows("SELECT status FROM umlauf.shipment WHERE cause = 'loan'")
    assert row["status"] == "cancelled"
    again = report(business, what.assets[0], "Es schleift wieder.")
    lent = business.do(Seat.BACKOFFICE, LendAsset(again))
    loan = business.receive(bike).asset_ids[0]
    send(business, lent.shipment_id, loan)
    business.do(Seat.BACKOFFICE, CallOffRepair(again, "war nur Schmutz"))
    assert status(business, loan) == "due_back"
    business.do(Seat.WAREHOUSE, TakeBackAsset(loan, Condition.USED))
    assert status(business, what.assets[0]) == "rented"
    assert contract_of(business, what.contract_id).status is Status.ACTIVE
    check_books(business)


def test_nothing_is_lent_under_a_contract_that_is_over(business: Business) -> None:
    what = rent(business, business.customer(), business.product(terms=AGREED))
    repair = report(business, what.assets[0])
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED, purpose=Purpose.END))
    with pytest.raises(ContractIsOver):
        business.do(Seat.BACKOFFICE, LendAsset(repair))

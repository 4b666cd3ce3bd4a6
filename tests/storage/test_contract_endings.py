"""Contracts that end, through the database: notice, things that stay, letters, renewals, missed days."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.status import Condition
from domain.contracts.agreed import AtRenewal, EarlyEnd, FeeRule
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.end_outage import EndOutage
from domain.contracts.keep_contract import KeepContract
from domain.contracts.model import Contract
from domain.contracts.parts import EndKind, Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.report_outage import ReportOutage
from domain.contracts.status import Status
from domain.contracts.terminate_contract import TerminateContract
from domain.contracts.terms import ContractTerms
from domain.contracts.withdraw_contract import WithdrawContract
from domain.ids import ContractLineId
from domain.period import Interval, Unit
from domain.returns.take_back_asset import TakeBackAsset
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.trade import Rented, bill, check_books, contract_of, differences, invoices, lines, rent, today

MONTH, YEAR = Interval(Unit.MONTH), Interval(Unit.MONTH, 12)


def rented(business: Business, **terms: Any) -> Rented:
    """A bike for 79.00 a month, delivered on 2 February 2026; concluded on 31 January."""
    agreed = ContractTerms(**terms) if terms else ContractTerms(notice=MONTH)
    return rent(business, business.customer(), business.product(terms=agreed))


def now(business: Business, what: Rented) -> Contract:
    return contract_of(business, what.contract_id)


def change(business: Business, what: Rented, kind: type, **values: object) -> None:
    contract = now(business, what)
    business.do(Seat.BACKOFFICE, kind(contract.id, contract.version, **values))


def night(business: Business, box: Letterbox | None = None) -> int:
    """The worker's daily look, then the letters it promised."""
    hands = chores(business.server.seat_dsn("worker", business.database), box or Letterbox(), business.clock)
    try:
        return hands.reach_today()
    finally:
        hands.close()


def told(business: Business) -> list[str]:
    found = business.rows(
        "SELECT facts->>'kind' AS kind FROM umlauf.outbox WHERE kind = 'contract' ORDER BY created_at"
    )
    return [row["kind"] for row in found]


def test_a_bike_that_comes_back_late_costs_the_days_until_it_is_here(business: Business) -> None:
    """Notice on 10 February ends the contract on 10 March; the bike comes on 20 March: ten days of 31 of 79.00."""
    what = rented(business)
    business.pass_days(10)
    change(business, what, CancelContract, received_on=today(business))
    contract = now(business, what)
    assert (contract.status, contract.end_on) == (Status.CANCELLATION_REQUESTED, date(2026, 3, 11))
    business.pass_days(29)
    assert night(business) == 1
    assert now(business, what).status is Status.PENDING_RETURN
    assert night(business) == 0
    business.pass_days(9)
    night(business)
    assert [each.back_on for each in now(business, what).kept] == [None]
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
    contract = now(business, what)
    assert (contract.status, contract.end_on) == (Status.ENDED, date(2026, 3, 11))
    business.pass_days(1)
    bill(business)
    found = [row for each in invoices(business) for row in lines(business, each["number"])]
    late = [row for row in found if row["reason"] == "use_after_end"]
    first, last = date(2026, 3, 11), today(business) - timedelta(days=1)
    assert [(row["first"], row["last"]) for row in late] == [(first.isoformat(), last.isoformat())]
    assert [row["amount"] for row in late] == [round(7900 * late[0]["days"] / late[0]["of_days"])]
    assert differences(business, what.contract_id, today(business)) == ()
    assert told(business) == ["cancellation_received_at", "return_overdue", "contract_ended", "return_received"]
    check_books(business)


def test_missed_nights_are_caught_up_and_open_things_are_billed_month_by_month(business: Business) -> None:
    what = rented(business)
    change(business, what, CancelContract, received_on=today(business))
    business.pass_days(120)
    night(business)
    bill(business)
    rows = [row for each in invoices(business) for row in lines(business, each["number"])]
    late = [row for row in rows if row["reason"] == "use_after_end"]
    assert late[0]["first"] == now(business, what).end_on.isoformat()  # type: ignore[union-attr]  # it has ended
    assert len(late) == 3
    bill(business)
    assert len([row for each in invoices(business) for row in lines(business, each["number"])]) == len(rows)
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
    business.pass_days(1)
    bill(business)
    assert differences(business, what.contract_id, today(business)) == ()
    check_books(business)


def test_notice_and_letter_and_notice_taken_back(business: Business) -> None:
    what = rented(business, min_term=YEAR, notice=MONTH, early_end=EarlyEnd(FeeRule.PERCENT, percent=Decimal(50)))
    values = {"received_on": today(business), "end_kind": EndKind.EARLY, "fee_line_id": ContractLineId(uuid4())}
    change(business, what, CancelContract, **values)
    contract = now(business, what)
    assert contract.ending is not None
    assert contract.ending.fee_line_id == contract.lines[-1].id
    box = Letterbox()
    hands = chores(business.server.seat_dsn("worker", business.database), box, business.clock)
    [row] = business.rows("SELECT batch_id FROM umlauf.outbox WHERE kind = 'contract'")
    hands.send_letters(row["batch_id"])
    hands.send_letters(row["batch_id"])
    hands.close()
    [letter] = box.sent
    assert letter.subject == f"Ihre Kündigung des Vertrags {contract.number}"
    assert "31.01.2026" in letter.body
    assert "$" not in letter.body
    change(business, what, KeepContract)
    assert (now(business, what).status, now(business, what).end_on) == (Status.ACTIVE, None)
    business.pass_days(40)
    bill(business)
    assert differences(business, what.contract_id, today(business)) == ()
    check_books(business)


def test_a_withdrawal_gives_everything_back_and_asks_for_the_refund(business: Business) -> None:
    what = rented(business)
    business.pass_days(9)
    change(business, what, WithdrawContract, received_on=today(business))
    bill(business)
    documents = invoices(business)
    assert [each["kind"] for each in documents] == ["invoice", "credit_note"]
    assert documents[0]["gross"] == documents[1]["gross"]
    assert business.rows("SELECT kind, facts FROM umlauf.task") == [
        {"kind": "refund_due", "facts": {"until": (today(business) + timedelta(days=14)).isoformat()}}
    ]
    assert told(business) == ["withdrawal_received"]
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
    assert now(business, what).status is Status.WITHDRAWN
    check_books(business)


def test_the_house_ends_a_contract(business: Business) -> None:
    what = rented(business)
    business.pass_days(20)
    change(business, what, TerminateContract, reason="zwei Mieten offen")
    business.pass_days(1)
    night(business)
    assert now(business, what).status is Status.PENDING_RETURN
    assert told(business)[0] == "ended_by_us"


def test_a_term_that_is_over_goes_on_with_the_agreed_price_and_bonus(business: Business) -> None:
    """A year from 2 February 2026; afterwards 10 percent dearer, the first month at half."""
    agreed = AtRenewal(Decimal(10), Decimal(50), 1)
    what = rented(business, min_term=YEAR, notice=MONTH, at_renewal=agreed)
    start = now(business, what).start_on
    assert start is not None
    business.pass_days(400)
    night(business)
    contract = now(business, what)
    assert [(each.on, each.until) for each in contract.renewed] == [(start.replace(year=2027), None)]
    assert contract.end_on is None
    assert contract.lines[0].at(date(2027, 3, 5))[0].minor == 8690
    bill(business)
    amounts = [row["amount"] for each in invoices(business) for row in lines(business, each["number"])]
    assert amounts[-2:] == [4345, 8690]
    night(business)
    assert told(business) == ["renewed"]
    check_books(business)


def test_pauses_begin_and_end_by_the_day(business: Business) -> None:
    what = rented(business)
    start = now(business, what).start_on
    assert start is not None
    change(business, what, PauseContract, pause=Pause(start.replace(month=3), start.replace(month=5)))
    business.pass_days(31)
    night(business)
    assert now(business, what).status is Status.PAUSED
    business.pass_days(62)
    night(business)
    assert now(business, what).status is Status.ACTIVE
    assert told(business) == ["pause_started", "pause_ended"]


def test_a_long_repair_rests_the_contract_from_its_first_day(business: Business) -> None:
    what = rented(business, notice=MONTH, repair_pause_days=7)
    business.pass_days(12)
    line_id = now(business, what).lines[0].id
    since = today(business)
    change(business, what, ReportOutage, line_id=line_id, since=since)
    business.pass_days(6)
    night(business)
    assert now(business, what).pauses == ()
    business.pass_days(1)
    night(business)
    assert now(business, what).status is Status.PAUSED
    business.pass_days(3)
    change(business, what, EndOutage, line_id=line_id, until=today(business))
    night(business)
    [pause] = now(business, what).pauses
    assert (pause.from_on, pause.resume_on, now(business, what).status) == (since, today(business), Status.ACTIVE)
    bill(business)
    credit = [row for each in invoices(business) for row in lines(business, each["number"])][-1]
    assert (credit["reason"], credit["first"], credit["days"]) == ("pause_credit", since.isoformat(), 10)
    check_books(business)


@pytest.mark.parametrize("days", [1, 30, 200])
def test_a_contract_on_which_nothing_is_dated_is_looked_at_once(business: Business, days: int) -> None:
    what = rented(business)
    night(business)
    [row] = business.rows("SELECT look_on, version FROM umlauf.contract")
    business.pass_days(days)
    night(business)
    assert business.rows("SELECT look_on, version FROM umlauf.contract") == [row]
    assert now(business, what).status is Status.ACTIVE

"""Months with returns: refused and agreed, late, half there, damaged, undelivered, forgotten; with all they cost."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.status import Condition
from domain.contracts.charge_once import ChargedItem
from domain.contracts.model import ContractLine, LineKind, LineVersion
from domain.contracts.status import Status
from domain.contracts.terms import ContractTerms, LapseRule, StopRule
from domain.ids import AssetId, ContractId, ContractLineId
from domain.money import Money
from domain.period import Interval, Unit
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.announce_return import AnnounceReturn, OtherCustomer, ReturnAnnounced
from domain.returns.approve_return import ApproveReturn
from domain.returns.ask_return import AskReturn
from domain.returns.charge_claim import ChargeClaim, ObjectionStillPossible
from domain.returns.claim_damage import ClaimDamage
from domain.returns.close_return import CloseReturn, ReturnHasOpenEnds
from domain.returns.extend_return import ExtendReturn
from domain.returns.model import AnnouncedAlready, AskedBy, Purpose
from domain.returns.note_damage import NoteDamage
from domain.returns.note_missing import NoteMissing
from domain.returns.note_other_thing import NoteOtherThing
from domain.returns.object_to_claim import ObjectToClaim
from domain.returns.refuse_return import RefuseReturn
from domain.returns.send_return_label import SendReturnLabel
from domain.returns.stages import IllegalReturnStep
from domain.returns.take_back_asset import TakeBackAsset
from domain.returns.take_back_parcel import TakeBackParcel
from domain.settings.change_return_settings import ChangeReturnSettings
from domain.settings.returns import Approval, DamagePrice, ReturnSettings
from tests.scenarios.test_stories_of_goods import nights, send, told, waiting
from tests.storage.business import Business
from tests.storage.trade import Rented, bill, check_books, contract_of, differences, edit, rent, today

SCRATCH = DamagePrice("scratch", "Kratzer am Rahmen", Money.of("25.00"), "bike")


def letters(business: Business) -> list[str]:
    """The kinds of all letters about contracts, in the order in which they were promised."""
    rows = business.rows(
        "SELECT o.facts ->> 'kind' AS kind FROM umlauf.outbox o WHERE o.kind = 'contract' ORDER BY o.created_at, o.id"
    )
    return [row["kind"] for row in rows]


def stage(business: Business, number: str) -> str:
    [row] = business.rows(
        "SELECT s.stage FROM umlauf.return_step s JOIN umlauf.return_case c ON c.id = s.return_id"
        " WHERE c.number = %(number)s ORDER BY s.n DESC LIMIT 1",
        number=number,
    )
    return str(row["stage"])


def status_of(business: Business, asset: AssetId) -> str:
    [row] = business.rows("SELECT status FROM umlauf.asset WHERE id = %(id)s", id=asset)
    return str(row["status"])


def claimed(title: str, amount: str) -> ChargedItem:
    return ChargedItem(ContractLineId(uuid4()), title, Money.of(amount))


def with_deposit(business: Business, contract_id: Any, amount: str) -> None:
    line = ContractLine(
        ContractLineId(uuid4()),
        9,
        "Kaution",
        LineKind.DEPOSIT,
        "standard",
        (LineVersion(None, Money.of(amount), Decimal(1)),),
    )
    edit(business, contract_id, lambda contract: contract.line_added(line))


def test_process_08_returns(business: Business) -> None:
    """Two bikes for 79.00 each, deposit 200.00. Asked for by the customer, so it waits: no bike is due back by that.

    Agreed on 12 February with last day 20 February; reminded on the 17th and the 23rd. One bike comes on the 24th, the
    other one was not in the parcel and comes on 10 March: the rent runs until then. From 2 February on, 158.00 a month
    of 28 days to 1 March; from 2 March on a month of 31 days: up to 10 March nine days, 158.00 · 9/31 = 45.87. March
    was asked for whole, so 112.13 goes back. A scratch of 25.00: the customer objects, the office insists, and it is
    set against the deposit in one go.
    """
    business.do(Seat.OWNER, ChangeReturnSettings(0, ReturnSettings(Approval.CUSTOMERS, damages=(SCRATCH,))))
    what = rent(business, business.customer(), business.product(), quantity=2)
    with_deposit(business, what.contract_id, "200.00")
    nights(business, date(2026, 2, 10))
    case = refused_then_agreed(business, what)
    nights(business, date(2026, 2, 24))
    one, two = what.assets
    one_comes_late(business, case, one, two)
    assert stage(business, case.number) == "inspected"
    insisted_on(business, case, what.contract_id, one)
    nights(business, date(2026, 4, 3))
    assert told(business) == [
        ("2026-01-31", "invoice", 15800, [("recurring", "2026-02-02", "2026-03-01", 15800)]),
        ("2026-02-02", "invoice", 20000, [("deposit", "2026-02-02", "2026-02-02", 20000)]),
        ("2026-03-02", "invoice", 15800, [("recurring", "2026-03-02", "2026-04-01", 15800)]),
        ("2026-03-11", "credit_note", 11213, [("end_credit", "2026-03-11", "2026-04-01", 11213)]),
        ("2026-04-01", "invoice", 2500, [("one_off", "2026-04-01", "2026-04-01", 2500)]),
        ("2026-04-01", "credit_note", 20000, [("end_credit", "2026-02-02", "2026-02-02", 20000)]),
    ]
    assert letters(business) == [
        "return_asked_for",
        "return_refused",
        "return_asked_for",
        "return_by_label",
        "return_label",
        "return_reminder",
        "return_overdue",
        "return_incomplete",
        "return_extended",
        "return_reminder",
        "contract_ended",
        "return_received",
        "damage_claimed",
    ]
    check_books(business)


def refused_then_agreed(business: Business, what: Rented) -> ReturnAnnounced:
    """Asked for in the portal on 10 February, refused, asked again, and agreed on the 12th; the label is sent."""
    wish = AnnounceReturn(what.contract_id, date(2026, 2, 20), "not_needed", asked_by=AskedBy.PORTAL)
    asked = business.do(Seat.BACKOFFICE, wish)
    assert asked.waits
    assert status_of(business, what.assets[0]) == "rented"
    business.do(Seat.BACKOFFICE, RefuseReturn(asked.return_id, "Bitte erst kündigen."))
    with pytest.raises(IllegalReturnStep):
        business.do(Seat.BACKOFFICE, ApproveReturn(asked.return_id))
    case = business.do(Seat.BACKOFFICE, wish)
    nights(business, date(2026, 2, 12))
    business.do(Seat.BACKOFFICE, ApproveReturn(case.return_id))
    assert contract_of(business, what.contract_id).status is Status.PENDING_RETURN
    business.do(Seat.BACKOFFICE, SendReturnLabel(case.return_id, "00340434"))
    return case


def one_comes_late(business: Business, case: ReturnAnnounced, one: AssetId, two: AssetId) -> None:
    """The parcel holds one of the two; the other one comes on 10 March. Both are inspected."""
    business.do(Seat.WAREHOUSE, TakeBackAsset(one, Condition.DAMAGED_REPAIRABLE))
    business.do(Seat.WAREHOUSE, NoteMissing(case.return_id, two))
    assert stage(business, case.number) == "received"
    with pytest.raises(ReturnHasOpenEnds):
        business.do(Seat.BACKOFFICE, CloseReturn(case.return_id))
    business.do(Seat.BACKOFFICE, ExtendReturn(case.return_id, date(2026, 3, 9)))
    nights(business, date(2026, 3, 10))
    business.do(Seat.WAREHOUSE, TakeBackAsset(two, Condition.USED))
    business.do(Seat.WAREHOUSE, NoteDamage(case.return_id, one, "scratch", "Kratzer am Rahmen"))
    for asset in (one, two):
        business.do(Seat.WAREHOUSE, StartRefurbishment(asset))
        business.do(Seat.WAREHOUSE, FinishRefurbishment(asset, True, 20, ()))


def insisted_on(business: Business, case: ReturnAnnounced, contract_id: ContractId, one: AssetId) -> None:
    """The scratch is claimed, objected to, and charged after all."""
    business.do(Seat.BACKOFFICE, ClaimDamage(case.return_id, contract_id, (claimed(SCRATCH.title, "25.00"),)))
    with pytest.raises(ReturnHasOpenEnds):
        business.do(Seat.BACKOFFICE, CloseReturn(case.return_id))
    with pytest.raises(ObjectionStillPossible):
        business.do(Seat.BACKOFFICE, ChargeClaim(case.return_id))
    nights(business, date(2026, 3, 12))
    business.do(Seat.BACKOFFICE, ObjectToClaim(case.return_id, "Das war schon da."))
    nights(business, date(2026, 4, 1))
    assert stage(business, case.number) == "inspected", "an objection stops the clock"
    business.do(Seat.BACKOFFICE, ChargeClaim(case.return_id))
    assert stage(business, case.number) == "closed"


def stopping(rule: LapseRule) -> ContractTerms:
    return ContractTerms(notice=Interval(Unit.MONTH), stop_rule=StopRule.AT_REQUEST, lapse_rule=rule)


@pytest.mark.parametrize("rule", LapseRule)
def test_the_day_goes_by_and_nothing_comes(business: Business, rule: LapseRule) -> None:
    """79.00 from 2 February on, stopped at the request of the 10th: 9 days of 28 stay, 25.39, and 53.61 goes back.

    Everything was to be here by the 20th; two weeks later, in the night of 7 March, the plan says what follows. Where
    billing goes on, the 19 days that went back are charged again (53.61) and March is charged whole; with NOTHING the
    machine reminds, and no more.
    """
    what = rent(business, business.customer(), business.product(terms=stopping(rule)))
    nights(business, date(2026, 2, 10))
    case = business.do(Seat.BACKOFFICE, AnnounceReturn(what.contract_id, date(2026, 2, 20)))
    assert case.billing_stops
    nights(business, date(2026, 4, 3))
    stopped = [
        ("2026-01-31", "invoice", 7900, [("recurring", "2026-02-02", "2026-03-01", 7900)]),
        ("2026-02-11", "credit_note", 5361, [("end_credit", "2026-02-11", "2026-03-01", 5361)]),
    ]
    again = [
        (
            "2026-03-07",
            "invoice",
            13261,
            [("part_period", "2026-02-11", "2026-03-01", 5361), ("recurring", "2026-03-02", "2026-04-01", 7900)],
        ),
        ("2026-04-02", "invoice", 7900, [("recurring", "2026-04-02", "2026-05-01", 7900)]),
    ]
    assert told(business) == (stopped if rule is LapseRule.NOTHING else stopped + again)
    contract, asset = contract_of(business, what.contract_id), status_of(business, what.assets[0])
    is_over = rule is LapseRule.REACTIVATES
    assert (contract.status, asset) == ((Status.ACTIVE, "rented") if is_over else (Status.PENDING_RETURN, "due_back"))
    assert stage(business, case.number) == ("lapsed" if is_over else "approved")
    last = {LapseRule.GOES_ON: "return_runs_on", LapseRule.REACTIVATES: "return_lapsed"}.get(rule)
    shown = ["return_by_label", "return_reminder", "return_overdue", "return_overdue"]
    assert letters(business) == (shown if last is None else [*shown, last])
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
    nights(business, date(2026, 4, 5))
    assert contract_of(business, what.contract_id).status is Status.ENDED
    assert differences(business, what.contract_id, today(business)) == ()
    check_books(business)


def test_a_first_parcel_that_nobody_took_in(business: Business) -> None:
    """Undelivered and not wanted any more: all that was charged goes back, whole. 79.00 for a bike nobody had."""
    what = rent(business, business.customer(), business.product())
    nights(business, date(2026, 2, 9))
    back = business.do(Seat.WAREHOUSE, TakeBackParcel(what.order.shipment_id, sends_again=False))
    nights(business, date(2026, 3, 5))
    assert told(business) == [
        ("2026-01-31", "invoice", 7900, [("recurring", "2026-02-02", "2026-03-01", 7900)]),
        ("2026-02-10", "credit_note", 7900, [("end_credit", "2026-02-02", "2026-03-01", 7900)]),
    ]
    assert contract_of(business, what.contract_id).status is Status.ENDED
    assert "parcel_came_back" in letters(business)
    assert stage(business, back.return_number) == "received"
    check_books(business)


def test_a_parcel_that_comes_back_is_sent_once_more(business: Business) -> None:
    """Back on 9 February, out again on the 14th, two days on the way: no rent from the 10th to the 15th, 6 of 28 days:
    79.00 · 6/28 = 16.93 less. The contract rests after seven days without the thing, so nothing is credited before."""
    terms = ContractTerms(notice=Interval(Unit.MONTH), repair_pause_days=2)
    what = rent(business, business.customer(), business.product(terms=terms))
    nights(business, date(2026, 2, 9))
    business.do(Seat.WAREHOUSE, TakeBackParcel(what.order.shipment_id))
    business.do(Seat.WAREHOUSE, StartRefurbishment(what.assets[0]))
    business.do(Seat.WAREHOUSE, FinishRefurbishment(what.assets[0], True, 5, ()))
    nights(business, date(2026, 2, 14))
    send(business, waiting(business), what.assets[0])
    nights(business, date(2026, 3, 3))
    paid = sum(gross if kind == "invoice" else -gross for _, kind, gross, _ in told(business))
    assert paid == 7900 - 1693 + 7900
    assert contract_of(business, what.contract_id).status is Status.ACTIVE
    assert letters(business)[0] == "parcel_sent_again"
    check_books(business)


def test_two_contracts_in_one_parcel_and_somebody_elses_bike_in_it(business: Business) -> None:
    """One return for both contracts of a customer. In the parcel lies a neighbour's bike instead of the second one: it
    is noted at both, changes nobody's contract, and the right one comes later."""
    bike, customer = business.product(), business.customer()
    first, second = rent(business, customer, bike), rent(business, customer, bike)
    other = rent(business, business.customer("Nachbar"), bike)
    nights(business, date(2026, 2, 10))
    wrong = AnnounceReturn(first.contract_id, date(2026, 2, 20), also=(other.contract_id,))
    with pytest.raises(OtherCustomer):
        business.do(Seat.BACKOFFICE, wrong)
    wish = AnnounceReturn(first.contract_id, date(2026, 2, 20), also=(second.contract_id,))
    case = business.do(Seat.BACKOFFICE, wish)
    assert case.pieces == 2
    business.do(Seat.WAREHOUSE, TakeBackAsset(first.assets[0], Condition.USED))
    assert contract_of(business, first.contract_id).status is Status.ENDED
    assert contract_of(business, second.contract_id).status is Status.PENDING_RETURN
    found = NoteOtherThing(case.return_id, second.assets[0], other.assets[0])
    business.do(Seat.WAREHOUSE, found)
    assert [status_of(business, each) for each in (second.assets[0], other.assets[0])] == ["due_back", "rented"]
    assert contract_of(business, other.contract_id).status is Status.ACTIVE
    tasks = [row["kind"] for row in business.rows("SELECT kind FROM umlauf.task WHERE closed_at IS NULL")]
    assert "other_thing" in tasks
    nights(business, date(2026, 2, 16))
    business.do(Seat.WAREHOUSE, TakeBackAsset(second.assets[0], Condition.USED))
    assert contract_of(business, second.contract_id).status is Status.ENDED
    assert stage(business, case.number) == "received"
    bill(business)
    assert differences(business, first.contract_id, today(business)) == ()
    check_books(business)


def test_a_repair_that_waits_for_a_word_of_the_office(business: Business) -> None:
    business.do(Seat.OWNER, ChangeReturnSettings(0, ReturnSettings(Approval.ALL)))
    what = rent(business, business.customer(), business.product())
    wish = AnnounceReturn(what.contract_id, date(2026, 2, 9), "defect", Purpose.REPAIR)
    case = business.do(Seat.BACKOFFICE, wish)
    assert case.waits
    business.do(Seat.BACKOFFICE, ApproveReturn(case.return_id))
    assert (contract_of(business, what.contract_id).status, status_of(business, what.assets[0])) == (
        Status.ACTIVE,
        "due_back",
    )


def test_asked_for_at_the_counter_and_what_nobody_announced(business: Business) -> None:
    """Two bikes under one contract, one under another, 79.00 a month each. At the counter one of the two and the other
    one are asked for, in one go; the station reads no contract, so the worker announces it, and it waits for a word.
    Both come on 12 February: the other one's line is over, 79.00 · 17/28 = 47.96 go back; the line of two goes on. On
    the 20th the last one simply stands there: 158.00 · 9/28 = 50.79. Nobody is asked to send what is here already.
    """
    business.do(Seat.OWNER, ChangeReturnSettings(0, ReturnSettings(Approval.ALL)))
    bike, customer = business.product(), business.customer()
    first, second = rent(business, customer, bike, quantity=2), rent(business, customer, bike)
    other = rent(business, business.customer("Nachbar"), bike)
    nights(business, date(2026, 2, 10))
    stays, goes = first.assets
    wish = AskReturn((goes, second.assets[0]), date(2026, 2, 20))
    with pytest.raises(OtherCustomer):
        business.do(Seat.POS, AskReturn((goes, other.assets[0]), date(2026, 2, 20)))
    business.do(Seat.POS, wish)
    [case] = business.rows("SELECT id, number, asked_by FROM umlauf.return_case")
    assert (case["asked_by"], letters(business)) == ("counter", ["return_asked_for"])
    assert status_of(business, goes) == "rented"
    business.do(Seat.BACKOFFICE, ApproveReturn(case["id"]))
    with pytest.raises(AnnouncedAlready):
        business.do(Seat.POS, wish)
    assert [status_of(business, each) for each in (stays, goes, second.assets[0])] == ["rented", "due_back", "due_back"]
    nights(business, date(2026, 2, 12))
    for asset in (goes, second.assets[0]):
        business.do(Seat.POS, TakeBackAsset(asset, Condition.USED))
    assert stage(business, case["number"]) == "received"
    both = [contract_of(business, each.contract_id).status for each in (first, second)]
    assert both == [Status.ACTIVE, Status.ENDED]
    [task] = business.rows("SELECT kind, subject FROM umlauf.task WHERE kind = 'part_back'")
    assert task["subject"] == contract_of(business, first.contract_id).number, "somebody decides about the price"
    nights(business, date(2026, 2, 20))
    came = business.do(Seat.POS, TakeBackAsset(stays, Condition.USED))
    assert (came.was_announced, stage(business, came.return_number)) == (False, "received")
    nights(business, date(2026, 3, 3))
    assert contract_of(business, first.contract_id).status is Status.ENDED
    given_back = [gross for _, kind, gross, _ in told(business) if kind == "credit_note"]
    assert given_back == [4796, 5079]
    assert letters(business) == [
        *("return_asked_for", "return_drop_off", "contract_ended", "return_received"),
        *("contract_ended", "return_received"),
    ]
    check_books(business)

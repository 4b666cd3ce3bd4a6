"""An announced price over many contracts, through the database: preview, letters, objections, the day itself."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from domain.application import Event, NotForThisSeat, Seat
from domain.contracts.announce_price_change import AnnouncePriceChange
from domain.contracts.apply_price_change import ApplyPriceChange
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.change_price import ChangePrice
from domain.contracts.price_campaign import (
    CampaignId,
    CampaignNotUnderstood,
    CampaignTooLateToWithdraw,
    CampaignWithdrawn,
    Consent,
    LeftOut,
    PlanPrice,
    PriceChangedBefore,
    PriceNoticeTooShort,
    PriceRule,
    UnknownCampaign,
)
from domain.contracts.record_objection import RecordObjection
from domain.contracts.terms import ContractTerms
from domain.contracts.withdraw_price_change import WithdrawPriceChange
from domain.errors import Unavailable
from domain.ids import CommandId
from domain.money import Money
from domain.period import Interval, Unit
from domain.views.campaigns import CampaignQuestion, LetterState
from storage.jobs.contract_days import apply_prices
from storage.queries.price_campaigns import PriceCampaigns
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.trade import Rented, bill, check_books, contract_of, differences, invoices, lines, rent, today

TEN = PriceRule(Decimal(10))


def fleet(business: Business, count: int) -> list[Rented]:
    """Bikes for 79.00 a month from 2 February on."""
    bike = business.product(terms=ContractTerms(notice=Interval(Unit.MONTH)))
    return [rent(business, business.customer(f"Kunde {n}"), bike) for n in range(count)]


def announce(
    business: Business, fleet: list[Rented], effective_on: date, rule: PriceRule = TEN, *, days_to_object: int = 14
) -> CampaignId:
    campaign = CampaignId(uuid4())
    object_until = effective_on - timedelta(days=days_to_object)
    contracts = tuple(each.contract_id for each in fleet)
    command = AnnouncePriceChange(campaign, "Preise 2026", rule, effective_on, object_until, contracts)
    business.do(Seat.OWNER, command)
    return campaign


def said(business: Business, campaign: CampaignId, seat: Seat = Seat.BACKOFFICE) -> dict[object, Consent]:
    page = PriceCampaigns(business.connection(seat)).one(campaign)
    return {line.concerned.contract_id: line.concerned.consent for line in page.lines}


def night(business: Business) -> int:
    hands = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    try:
        return hands.reach_today()
    finally:
        hands.close()


def test_nothing_changes_for_who_objected_and_the_others_pay_more_from_their_next_period(business: Business) -> None:
    """79.00 become 86.90 from the first period that begins on 20 March or later: that of 2 April."""
    first, second, third = fleet(business, 3)
    effective_on = date(2026, 3, 20)
    book = PriceCampaigns(business.connection(Seat.BACKOFFICE))
    preview = book.preview(CampaignQuestion(TEN, effective_on))
    prices = [line.concerned.lines[0] for line in preview.lines]
    assert [(each.old, each.new) for each in prices] == [(Money.of("79"), Money.of("86.90"))] * 3
    assert [line.concerned.year_after for line in preview.lines] == [Money.of("1042.80")] * 3
    assert (preview.last, preview.of) == (None, 3)
    assert book.all() == ()

    campaign = announce(business, [first, second, third], effective_on)
    [row] = book.all()
    assert (row.contracts, row.chosen, row.announced, row.year_more) == (3, 0, 3, Money.of("284.40"))
    business.pass_days(20)
    business.do(Seat.BACKOFFICE, RecordObjection(campaign, second.contract_id, today(business)))
    contract = contract_of(business, third.contract_id)
    business.do(Seat.BACKOFFICE, CancelContract(contract.id, contract.version, received_on=today(business)))
    night(business)
    assert contract_of(business, first.contract_id).lines[0].versions[1:] == ()
    business.pass_days(75)
    night(business)
    bill(business)

    assert said(business, campaign) == {
        first.contract_id: Consent.APPLIED,
        second.contract_id: Consent.OBJECTED,
        third.contract_id: Consent.LEFT_OUT,
    }
    start = contract_of(business, first.contract_id).start_on
    assert start is not None
    [change] = contract_of(business, first.contract_id).lines[0].versions[1:]
    assert (change.from_on, change.price) == (prices[0].from_on, Money.of("86.90"))
    assert change.from_on is not None
    assert (change.from_on.day, change.from_on >= effective_on) == (start.day, True)
    assert contract_of(business, second.contract_id).lines[0].versions[1:] == ()
    amounts = {row["amount"] for each in invoices(business) for row in lines(business, each["number"])}
    assert amounts >= {7900, 8690}
    for each in (first, second, third):
        assert differences(business, each.contract_id, today(business)) == ()
    version = contract_of(business, first.contract_id).version
    night(business)
    assert contract_of(business, first.contract_id).version == version
    with pytest.raises(PriceChangedBefore):
        business.do(Seat.BACKOFFICE, RecordObjection(campaign, first.contract_id, today(business)))
    with pytest.raises(CampaignTooLateToWithdraw):
        business.do(Seat.OWNER, WithdrawPriceChange(campaign))
    check_books(business)


def test_the_letter_names_both_prices_the_day_and_the_last_day_to_object(business: Business) -> None:
    [one] = fleet(business, 1)
    campaign = announce(business, [one], date(2026, 5, 1))
    [row] = business.rows("SELECT batch_id FROM umlauf.outbox WHERE kind = 'contract'")
    book = PriceCampaigns(business.connection(Seat.OWNER))
    assert [line.letter for line in book.one(campaign).lines] == [LetterState.WAITING]
    box = Letterbox()
    hands = chores(business.server.seat_dsn("worker", business.database), box, business.clock)
    hands.send_letters(row["batch_id"])
    hands.close()
    [letter] = box.sent
    for text in ("79,00", "86,90", "je Monat", "02.05.2026", "17.04.2026"):
        assert text in letter.body
    assert "$" not in letter.subject + letter.body
    assert [line.letter for line in book.one(campaign).lines] == [LetterState.SENT]


def test_what_makes_no_sense_or_comes_too_soon_is_refused(business: Business) -> None:
    [one] = fleet(business, 1)
    may = date(2026, 5, 1)
    for percent in (Decimal(0), Decimal(-100), Decimal("NaN")):
        with pytest.raises(CampaignNotUnderstood):
            PriceRule(percent)
    with pytest.raises(CampaignNotUnderstood):
        announce(business, [one], date(2026, 2, 1))
    with pytest.raises(CampaignNotUnderstood):
        announce(business, [], may)
    with pytest.raises(PriceNoticeTooShort):
        announce(business, [one], today(business) + timedelta(days=27))
    with pytest.raises(PriceNoticeTooShort):
        announce(business, [one], may, days_to_object=(may - today(business)).days - 13)
    announce(business, [one], today(business) + timedelta(days=27), PriceRule(Decimal(-5)))
    with pytest.raises(UnknownCampaign):
        business.do(Seat.BACKOFFICE, RecordObjection(CampaignId(uuid4()), one.contract_id, today(business)))


def test_a_campaign_over_one_plan_leaves_out_the_others_and_gives_it_its_new_price(business: Business) -> None:
    fleet(business, 1)
    other = business.product("Cargo", sku="CARGO", price="129.00")
    rented = rent(business, business.customer(), other)
    book = PriceCampaigns(business.connection(Seat.OWNER))
    assert [(plan.product, plan.running) for plan in book.plans()] == [("Cargo", 1), ("E-Bike Kiez 3", 1)]
    cargo = book.plans()[0]
    rule = PriceRule(prices=(PlanPrice(cargo.plan_ids, Money.of("135")),))
    preview = book.preview(CampaignQuestion(rule, date(2026, 5, 1)))
    [line] = preview.lines
    assert line.concerned.contract_id == rented.contract_id
    assert [(each.old, each.new) for each in line.concerned.lines] == [(Money.of("129"), Money.of("135"))]
    before = CampaignQuestion(rule, date(2026, 5, 1), date(2026, 1, 1))
    assert book.preview(before).of == 0


def test_who_got_another_price_meanwhile_keeps_it(business: Business) -> None:
    [one] = fleet(business, 1)
    campaign = announce(business, [one], date(2026, 4, 1))
    contract = contract_of(business, one.contract_id)
    change = ChangePrice(contract.id, contract.version, line_id=contract.lines[0].id, price=Money.of("75"))
    business.do(Seat.BACKOFFICE, change)
    business.pass_days(70)
    night(business)
    page = PriceCampaigns(business.connection(Seat.OWNER)).one(campaign)
    assert page.lines[0].concerned.left_out is LeftOut.CHANGED_MEANWHILE
    assert contract_of(business, one.contract_id).lines[0].at(today(business))[0] == Money.of("75")


def test_a_contract_is_in_one_campaign_at_a_time(business: Business) -> None:
    [one] = fleet(business, 1)
    announce(business, [one], date(2026, 4, 1))
    book = PriceCampaigns(business.connection(Seat.OWNER))
    [line] = book.preview(CampaignQuestion(TEN, date(2026, 5, 1))).lines
    assert line.concerned.left_out is LeftOut.IN_CAMPAIGN
    second = announce(business, [one], date(2026, 5, 1))
    assert said(business, second) == {one.contract_id: Consent.LEFT_OUT}
    same_days = announce(business, [one], date(2026, 4, 1))
    [left_out] = book.one(same_days).lines
    assert left_out.letter is LetterState.NONE, "the letter was the first campaign's"
    assert len(business.rows("SELECT FROM umlauf.outbox WHERE kind = 'contract'")) == 1


def test_a_withdrawn_campaign_changes_nothing_and_says_so(business: Business) -> None:
    first, second = fleet(business, 2)
    campaign = announce(business, [first, second], date(2026, 4, 1))
    business.do(Seat.BACKOFFICE, RecordObjection(campaign, second.contract_id, today(business)))
    business.do(Seat.OWNER, WithdrawPriceChange(campaign))
    told = business.rows("SELECT facts->>'kind' AS kind, subject_id FROM umlauf.outbox WHERE kind = 'contract'")
    stays = [row["subject_id"] for row in told if row["kind"] == "price_stays"]
    assert stays == [first.contract_id]
    business.pass_days(70)
    night(business)
    assert said(business, campaign) == {first.contract_id: Consent.WITHDRAWN, second.contract_id: Consent.OBJECTED}
    assert contract_of(business, first.contract_id).lines[0].versions[1:] == ()
    with pytest.raises(CampaignWithdrawn):
        business.do(Seat.OWNER, WithdrawPriceChange(campaign))
    with pytest.raises(CampaignWithdrawn):
        business.do(Seat.BACKOFFICE, RecordObjection(campaign, first.contract_id, today(business)))


def test_an_objection_can_be_taken_back(business: Business) -> None:
    [one] = fleet(business, 1)
    campaign = announce(business, [one], date(2026, 4, 1))
    business.do(Seat.BACKOFFICE, RecordObjection(campaign, one.contract_id, today(business)))
    business.do(Seat.BACKOFFICE, RecordObjection(campaign, one.contract_id, today(business), is_taken_back=True))
    business.pass_days(70)
    night(business)
    assert said(business, campaign) == {one.contract_id: Consent.APPLIED}


def test_a_worker_that_dies_half_way_changes_no_price_twice(business: Business) -> None:
    """The first contract's price is applied, then the power goes; the next night does the other one."""
    first, second = fleet(business, 2)
    campaign = announce(business, [first, second], date(2026, 4, 1))
    business.pass_days(70)
    database, day = business.connection(Seat.WORKER), today(business)
    order = sorted((first.contract_id, second.contract_id), key=str)

    def dies(_command_id: CommandId, command: ApplyPriceChange) -> Event:
        business.do(Seat.WORKER, ApplyPriceChange(command.campaign_id, (order[0],), day))
        raise Unavailable

    with pytest.raises(Unavailable):
        apply_prices(day, database, dies)
    assert said(business, campaign) == {order[0]: Consent.APPLIED, order[1]: Consent.ANNOUNCED}
    versions = {each: contract_of(business, each).version for each in order}
    night(business)
    assert set(said(business, campaign).values()) == {Consent.APPLIED}
    assert contract_of(business, order[0]).version == versions[order[0]]
    for each in order:
        assert [change.price for change in contract_of(business, each).lines[0].versions[1:]] == [Money.of("86.90")]
    bill(business)
    for each in order:
        assert differences(business, each, day) == ()
    check_books(business)


def test_the_office_announces_no_prices(business: Business) -> None:
    [one] = fleet(business, 1)
    day = date(2026, 4, 1)
    command = AnnouncePriceChange(CampaignId(uuid4()), "Neu", TEN, day, day - timedelta(days=14), (one.contract_id,))
    with pytest.raises(NotForThisSeat):
        business.do(Seat.BACKOFFICE, command)
    database = business.connection(Seat.BACKOFFICE)
    with pytest.raises(NotForThisSeat), database.translating() as connection:
        connection.execute(
            "INSERT INTO umlauf.price_campaign_contract (campaign_id, contract_id, consent)"
            " VALUES (gen_random_uuid(), gen_random_uuid(), 'chosen')"
        )

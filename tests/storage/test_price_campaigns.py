"""An announced price over many contracts, through the database: preview, letters, objections, the day itself."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.contracts.announce_price_change import AnnouncePriceChange
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.price_campaign import (
    CampaignId,
    CampaignNotUnderstood,
    Consent,
    PriceChangedBefore,
    UnknownCampaign,
)
from domain.contracts.record_objection import RecordObjection
from domain.contracts.terms import ContractTerms
from domain.money import Money
from domain.period import Interval, Unit
from storage.queries.price_campaigns import PriceCampaigns
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.trade import Rented, bill, check_books, contract_of, differences, invoices, lines, rent, today

TEN = Decimal(10)


def fleet(business: Business, count: int) -> list[Rented]:
    """Bikes for 79.00 a month from 2 February on."""
    bike = business.product(terms=ContractTerms(notice=Interval(Unit.MONTH)))
    return [rent(business, business.customer(f"Kunde {n}"), bike) for n in range(count)]


def announce(business: Business, fleet: list[Rented], effective_on: date, percent: Decimal = TEN) -> CampaignId:
    campaign = CampaignId(uuid4())
    object_until = effective_on - timedelta(days=14)
    contracts = tuple(each.contract_id for each in fleet)
    command = AnnouncePriceChange(campaign, "Preise 2026", percent, effective_on, object_until, contracts)
    business.do(Seat.OWNER, command)
    return campaign


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
    preview = book.preview(TEN, effective_on)
    assert [(row.before, row.after) for row in preview.rows] == [(Money.of("79"), Money.of("86.90"))] * 3
    assert preview.year_before == (Money.of("2844"),)
    assert preview.year_after == (Money.of("3128.40"),)

    campaign = announce(business, [first, second, third], effective_on)
    sent = business.rows("SELECT facts->'amounts'->'new'->>'minor' AS new FROM umlauf.outbox WHERE kind = 'contract'")
    assert [row["new"] for row in sent] == ["8690"] * 3
    business.pass_days(20)
    business.do(Seat.BACKOFFICE, RecordObjection(campaign, second.contract_id, today(business)))
    contract = contract_of(business, third.contract_id)
    business.do(Seat.BACKOFFICE, CancelContract(contract.id, contract.version, received_on=today(business)))
    night(business)
    assert contract_of(business, first.contract_id).lines[0].versions[1:] == ()
    business.pass_days(75)
    night(business)
    bill(business)

    _, rows = book.one(campaign)
    said = {row.contract_id: row.consent for row in rows}
    assert said == {
        first.contract_id: Consent.APPLIED,
        second.contract_id: Consent.OBJECTED,
        third.contract_id: Consent.LEFT_OUT,
    }
    start = contract_of(business, first.contract_id).start_on
    assert start is not None
    [change] = contract_of(business, first.contract_id).lines[0].versions[1:]
    assert (change.from_on, change.price) == (rows[0].from_on, Money.of("86.90"))
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
    check_books(business)


def test_the_letter_names_both_prices_the_day_and_the_last_day_to_object(business: Business) -> None:
    [one] = fleet(business, 1)
    announce(business, [one], date(2026, 5, 1))
    [row] = business.rows("SELECT batch_id FROM umlauf.outbox WHERE kind = 'contract'")
    box = Letterbox()
    hands = chores(business.server.seat_dsn("worker", business.database), box, business.clock)
    hands.send_letters(row["batch_id"])
    hands.close()
    [letter] = box.sent
    for text in ("79,00", "86,90", "17.04.2026"):
        assert text in letter.body
    assert "$" not in letter.subject + letter.body


def test_what_makes_no_sense_is_refused(business: Business) -> None:
    [one] = fleet(business, 1)
    may = date(2026, 5, 1)
    for percent, effective_on in ((Decimal(0), may), (Decimal(-100), may), (TEN, date(2026, 2, 1))):
        with pytest.raises(CampaignNotUnderstood):
            announce(business, [one], effective_on, percent)
    with pytest.raises(CampaignNotUnderstood):
        announce(business, [], date(2026, 5, 1))
    with pytest.raises(UnknownCampaign):
        business.do(Seat.BACKOFFICE, RecordObjection(CampaignId(uuid4()), one.contract_id, today(business)))
    assert PriceCampaigns(business.connection(Seat.OWNER)).all() == ()


def test_a_preview_of_some_products_leaves_out_the_others(business: Business) -> None:
    fleet(business, 1)
    other = business.product("Cargo", sku="CARGO", price="129.00")
    rent(business, business.customer(), other)
    book = PriceCampaigns(business.connection(Seat.OWNER))
    preview = book.preview(Decimal("-2.5"), date(2026, 5, 1), (other.variant_ids[0],))
    assert [(row.before, row.after) for row in preview.rows] == [(Money.of("129"), Money.of("125.78"))]

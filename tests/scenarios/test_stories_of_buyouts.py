"""Rented things that customers buy, by the real commands; every invoice was computed by hand first. Gross, 19 %."""

from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any

import pytest

from domain.application import Seat
from domain.billing.record_payment import RecordPayment
from domain.buyout.accept_offer import AcceptOffer
from domain.buyout.formula import Formula, FormulaKind
from domain.buyout.offer import IllegalOfferTransition, OfferExpired, OfferId
from domain.buyout.offer_buyout import BuyoutOffered, OfferBuyout, OfferedThing, QuoteChangedMeanwhile
from domain.buyout.rules import BuyoutRules, BuyoutTooEarly, RuleStep
from domain.buyout.set_buyout_rules import SetBuyoutRules
from domain.buyout.take_back_buyout import TakeBackBuyout
from domain.catalog.offer import Offer
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.terms import ContractTerms, StopRule
from domain.customers.change_address import ChangeAddress
from domain.customers.model import Address
from domain.ids import AssetId, InvoiceId
from domain.money import Money
from domain.period import Interval, Unit
from domain.returns.announce_return import AnnounceReturn
from domain.returns.model import Purpose
from tests.scenarios.test_stories_bundle import offered, sent
from tests.scenarios.test_stories_of_goods import nights
from tests.storage.business import Business
from tests.storage.goods import repaired, send, waiting
from tests.storage.goods import take_back as take_in
from tests.storage.trade import Rented, check_books, contract_of, differences, invoices, lines, rent, today

EURO = Money.of
AGREED = ContractTerms(min_term=Interval(Unit.MONTH, 3), notice=Interval(Unit.MONTH))
LESS_PAID = Formula(FormulaKind.RETAIL_LESS_PAID, EURO("1000.00"), first=12)


def ruled(business: Business, plan_id: Any, *steps: RuleStep, on_credit: bool = False, version: int = 0) -> None:
    rules = BuyoutRules(steps, on_credit=on_credit)
    business.do(Seat.OWNER, SetBuyoutRules(plan_id, version, rules, "Abverkauf"))


def an_instrument(business: Business, **more: Any) -> Rented:
    """40.00 a month from 2 February 2026 on."""
    piano = business.product("Digitalpiano", price="40.00", sku="PIANO", terms=AGREED)
    ruled(business, piano.plan_ids[0], RuleStep(6, LESS_PAID), **more)
    return rent(business, business.customer(), piano)


def pay(business: Business, number: str | None = None, amount: str | None = None) -> None:
    """All that is open, or a part of one invoice."""
    rows = business.rows(
        "SELECT i.id, i.number, i.gross_minor - coalesce(d.used_minor, 0) AS open FROM umlauf.invoice i"
        " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id WHERE i.kind = 'invoice' ORDER BY i.number"
    )
    for row in rows:
        if row["open"] and number in (None, row["number"]):
            paid = Money(row["open"]) if amount is None else EURO(amount)
            command = RecordPayment(InvoiceId(row["id"]), Money(row["open"]), paid, today(business))
            business.do(Seat.BACKOFFICE, command)


def offer(business: Business, what: Rented, price: str, *, custom: bool = False, **more: Any) -> BuyoutOffered:
    things = tuple(OfferedThing(asset, EURO(price), custom) for asset in more.pop("assets", what.assets))
    offered: BuyoutOffered = business.do(Seat.BACKOFFICE, OfferBuyout(what.contract_id, things, **more))
    return offered


def accept(business: Business, what: Rented, offer_id: OfferId, **more: Any) -> None:
    version = contract_of(business, what.contract_id).version
    business.do(Seat.BACKOFFICE, AcceptOffer(offer_id, what.contract_id, version, **more))


def take_back(business: Business, what: Rented, offer_id: OfferId) -> None:
    version = contract_of(business, what.contract_id).version
    business.do(Seat.BACKOFFICE, TakeBackBuyout(offer_id, what.contract_id, version, "anders überlegt"))


def last_documents(business: Business, count: int) -> list[tuple[Any, ...]]:
    """Day, kind, gross and lines of the newest documents."""
    found = sorted(invoices(business), key=itemgetter("issued_on"))[-count:]
    return [
        (
            each["issued_on"],
            each["kind"],
            each["gross"],
            [(line["reason"], line["first"], line["last"], line["amount"]) for line in lines(business, each["number"])],
        )
        for each in found
    ]


def standing(business: Business, what: Rented) -> tuple[str, str]:
    """The status of the contract and of its first thing."""
    [row] = business.rows("SELECT status FROM umlauf.asset WHERE id = %(id)s", id=what.assets[0])
    return contract_of(business, what.contract_id).status.value, row["status"]


def state_of(business: Business, offer_id: OfferId) -> str:
    [row] = business.rows("SELECT status FROM umlauf.buyout_offer WHERE id = %(id)s", id=offer_id)
    status: str = row["status"]
    return status


def open_sums(business: Business) -> list[int]:
    """What is left to pay of each invoice of which something is."""
    rows = business.rows(
        "SELECT i.gross_minor - coalesce(d.used_minor, 0) AS open FROM umlauf.invoice i"
        " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id WHERE i.kind = 'invoice' ORDER BY i.number"
    )
    return [row["open"] for row in rows if row["open"]]


def letters(business: Business) -> list[str]:
    rows = business.rows(
        "SELECT facts ->> 'kind' AS kind FROM umlauf.outbox WHERE kind = 'contract' ORDER BY created_at"
    )
    return [row["kind"] for row in rows if row["kind"].startswith("buyout")]


def test_process_11_buyout(business: Business) -> None:
    """40.00 a month, paid twelve times by 10 February 2027, a thirteenth of 2 February too: the first twelve count,
    1000.00 - 480.00 = 520.00. Accepted on the 10th; paid on the 20th. Rent to the 9th: February (2 February to
    1 March) has 28 days, 8 of them stay, 20 go back: 40.00 - 40.00 * 8/28 (11.43) = 28.57.
    """
    what = an_instrument(business)
    nights(business, date(2027, 2, 10))
    with pytest.raises(QuoteChangedMeanwhile):
        offer(business, what, "1000.01")
    pay(business)
    made = offer(business, what, "520.00")
    assert made.number.startswith("BO-")
    accept(business, what, made.offer_id)
    assert standing(business, what) == ("pending_buyout", "rented")
    assert last_documents(business, 1) == [
        ("2027-02-10", "invoice", 52000, [("buyout", "2027-02-10", "2027-02-10", 52000)])
    ]
    nights(business, date(2027, 2, 20))
    assert standing(business, what) == ("pending_buyout", "rented"), "nothing was paid"
    pay(business)
    assert standing(business, what) == ("bought_out", "sold")
    assert state_of(business, made.offer_id) == "settled"
    assert last_documents(business, 1) == [
        ("2027-02-20", "credit_note", 2857, [("end_credit", "2027-02-10", "2027-03-01", 2857)])
    ]
    contract = contract_of(business, what.contract_id)
    assert contract.end_on == date(2027, 2, 10)
    assert business.rows("SELECT FROM umlauf.assignment WHERE upper_inf(during)") == []
    count = len(invoices(business))
    nights(business, date(2027, 4, 5))
    assert len(invoices(business)) == count, "nothing is billed any more"
    assert differences(business, what.contract_id, today(business)) == ()
    assert letters(business) == ["buyout_offer", "buyout_accepted", "buyout_settled"]
    check_books(business)


def test_an_offer_runs_out_and_the_price_changes_between(business: Business) -> None:
    """On 3 August six of seven rents are paid (the seventh is of 2 August): 1000.00 - 240.00 = 760.00. Valid for 14
    days; accepted on the 18th it is too late. Then all seven are paid: 720.00. The rules are changed (goodwill 20.00),
    and the new offer of 720.00 stands all the same."""
    what = an_instrument(business)
    nights(business, date(2026, 7, 31))
    with pytest.raises(BuyoutTooEarly):
        offer(business, what, "760.00")
    pay(business)
    nights(business, date(2026, 8, 3))
    first = offer(business, what, "760.00")
    assert first.valid_until == date(2026, 8, 17)
    nights(business, date(2026, 8, 18))
    assert state_of(business, first.offer_id) == "expired"
    with pytest.raises(IllegalOfferTransition):
        accept(business, what, first.offer_id)
    pay(business)
    second = offer(business, what, "720.00")
    [plan] = business.rows("SELECT id FROM umlauf.plan")
    kinder = Formula(FormulaKind.RETAIL_LESS_PAID, EURO("1000.00"), first=12, goodwill=EURO("20.00"))
    ruled(business, plan["id"], RuleStep(6, kinder), version=1)
    nights(business, date(2026, 9, 1))
    accept(business, what, second.offer_id)
    assert last_documents(business, 1)[0][2] == 72000
    assert letters(business) == ["buyout_offer", "buyout_expired", "buyout_offer", "buyout_accepted"]
    check_books(business)


def test_an_offer_of_yesterday_is_refused_before_the_night_noticed(business: Business) -> None:
    what = an_instrument(business)
    made = offer(business, what, "900.00", custom=True, valid_until=today(business))
    business.pass_days(1)
    with pytest.raises(OfferExpired):
        accept(business, what, made.offer_id)


def test_half_paid_and_taken_back(business: Business) -> None:
    """900.00, of which 300.00 are paid, then it is taken back: a credit note of 900.00 sets off the open 600.00, the
    300.00 are balance, and the rent was never touched."""
    what = an_instrument(business)
    nights(business, date(2026, 2, 10))
    pay(business)
    made = offer(business, what, "900.00", custom=True)
    accept(business, what, made.offer_id)
    [number] = [each["number"] for each in invoices(business) if each["gross"] == 90000]
    pay(business, number, "300.00")
    assert standing(business, what) == ("pending_buyout", "rented")
    nights(business, date(2026, 3, 5))
    take_back(business, what, made.offer_id)
    assert standing(business, what) == ("active", "rented")
    assert last_documents(business, 2) == [
        ("2026-03-02", "invoice", 4000, [("recurring", "2026-03-02", "2026-04-01", 4000)]),
        ("2026-03-05", "credit_note", 90000, [("end_credit", "2026-02-10", "2026-02-10", 90000)]),
    ]
    [balance] = business.rows("SELECT balance_minor FROM umlauf.customer_balance")
    assert balance["balance_minor"] == 30000
    nights(business, date(2026, 4, 2))
    assert last_documents(business, 1)[0][:3] == ("2026-04-02", "invoice", 4000)
    assert differences(business, what.contract_id, today(business)) == ()
    assert letters(business) == ["buyout_offer", "buyout_accepted", "buyout_taken_back"]
    check_books(business)


def test_on_credit_it_is_the_customers_at_once(business: Business) -> None:
    """The rest of the rent is credited the same day: 2 August to 1 September, accepted on the 12th, 21 of 31 days:
    40.00 - 40.00 * 10/31 (12.90) = 27.10."""
    what = an_instrument(business, on_credit=True)
    nights(business, date(2026, 8, 12))
    pay(business)
    made = offer(business, what, "720.00")
    accept(business, what, made.offer_id)
    assert standing(business, what) == ("bought_out", "sold")
    found = sorted(last_documents(business, 2), key=itemgetter(1))
    assert found == [
        ("2026-08-12", "credit_note", 2710, [("end_credit", "2026-08-12", "2026-09-01", 2710)]),
        ("2026-08-12", "invoice", 72000, [("buyout", "2026-08-12", "2026-08-12", 72000)]),
    ]
    assert letters(business) == ["buyout_offer_on_credit", "buyout_settled"]
    check_books(business)


def test_one_of_two_is_bought_and_the_other_stays_rented(business: Business) -> None:
    """Two at 40.00. One is bought for 500.00 on 17 February: for the 13 days left of 28 the
    37.14 of both go back, and 18.57 of one are charged."""
    piano = business.product("Digitalpiano", price="40.00", sku="PIANO", terms=AGREED)
    what = rent(business, business.customer(), piano, quantity=2)
    nights(business, date(2026, 2, 17))
    made = offer(business, what, "500.00", custom=True, assets=what.assets[:1])
    accept(business, what, made.offer_id)
    assert standing(business, what)[0] == "active"
    pay(business)
    assert standing(business, what) == ("active", "sold")
    contract = contract_of(business, what.contract_id)
    rental = contract.lines[0]
    assert rental.at(date(2026, 2, 16))[1] == Decimal(2)
    assert rental.at(date(2026, 2, 17))[1] == Decimal(1)
    changed = sorted((kind, gross) for _, kind, gross, _ in last_documents(business, 2))
    assert changed == [("credit_note", 3714), ("invoice", 1857)]
    nights(business, date(2026, 3, 2))
    assert last_documents(business, 1)[0][:3] == ("2026-03-02", "invoice", 4000)
    held: list[AssetId] = [
        row["asset_id"] for row in business.rows("SELECT asset_id FROM umlauf.assignment WHERE upper_inf(during)")
    ]
    assert held == [what.assets[1]]
    check_books(business)


def test_a_thing_that_breaks_while_its_money_is_awaited(business: Business) -> None:
    """Accepted on 10 February, it comes in for repair on the 12th and is paid on the 13th: nothing can be sold that
    lies in our workshop, so somebody is asked. On the 16th it goes out again, and the night sells it."""
    what = an_instrument(business)
    nights(business, date(2026, 2, 10))
    pay(business)
    made = offer(business, what, "900.00", custom=True)
    accept(business, what, made.offer_id)
    announce = AnnounceReturn(what.contract_id, date(2026, 2, 12), "repair", Purpose.REPAIR)
    business.do(Seat.BACKOFFICE, announce)
    nights(business, date(2026, 2, 12))
    take_in(business, what.assets[0])
    nights(business, date(2026, 2, 13))
    pay(business)
    assert (state_of(business, made.offer_id), standing(business, what)[0]) == ("accepted", "pending_buyout")
    stuck = "SELECT FROM umlauf.task WHERE kind = 'buyout_stuck' AND closed_at IS NULL"
    assert len(business.rows(stuck)) == 1
    nights(business, date(2026, 2, 16))
    assert len(business.rows(stuck)) == 1, "asked once"
    repaired(business, what.assets[0])
    [shipment] = waiting(business)
    send(business, shipment, what.assets[0])
    nights(business, date(2026, 2, 17))
    assert standing(business, what) == ("bought_out", "sold")
    assert business.rows(stuck) == []
    check_books(business)


def test_who_gave_notice_may_still_buy_and_what_is_taken_back_ends_as_it_was(business: Business) -> None:
    """Notice of 10 May ends it with 10 June; bought and taken back in between, notice stands, and the thing is due."""
    what = an_instrument(business)
    nights(business, date(2026, 5, 10))
    version = contract_of(business, what.contract_id).version
    business.do(Seat.BACKOFFICE, CancelContract(what.contract_id, version, received_on=date(2026, 5, 10)))
    made = offer(business, what, "600.00", custom=True)
    accept(business, what, made.offer_id)
    assert standing(business, what)[0] == "pending_buyout"
    nights(business, date(2026, 5, 20))
    take_back(business, what, made.offer_id)
    assert standing(business, what)[0] == "cancellation_requested"
    nights(business, date(2026, 6, 20))
    assert standing(business, what) == ("pending_return", "due_back")
    last = offer(business, what, "550.00", custom=True)
    accept(business, what, last.offer_id)
    pay(business)
    assert standing(business, what) == ("bought_out", "sold")
    open_returns = "SELECT FROM umlauf.return_line l JOIN umlauf.return_case c ON c.id = l.return_id"
    assert business.rows(f"{open_returns} WHERE l.received_at IS NULL AND c.withdrawn_on IS NULL") == []
    nights(business, date(2026, 8, 1))
    assert differences(business, what.contract_id, today(business)) == ()
    check_books(business)


def test_the_deposit_pays_a_part_and_comes_back_when_it_is_taken_back(business: Business) -> None:
    """200.00 are held. 500.00 with the deposit: 300.00 are left to pay. Taken back: the 200.00 are asked for again."""
    piano = business.product(
        "Digitalpiano", price="40.00", sku="PIANO", terms=AGREED, offer=Offer(deposit=EURO("200.00"))
    )
    what = rent(business, business.customer(), piano)
    nights(business, date(2026, 2, 10))
    pay(business)
    first = offer(business, what, "500.00", custom=True)
    accept(business, what, first.offer_id, uses_deposit=True)
    assert open_sums(business) == [30000]
    take_back(business, what, first.offer_id)
    assert sum(open_sums(business)) == 0, "the balance of 200.00 pays the deposit that is asked for again"
    nights(business, date(2026, 3, 2))
    pay(business)
    second = offer(business, what, "500.00", custom=True)
    accept(business, what, second.offer_id, uses_deposit=True)
    pay(business)
    assert standing(business, what) == ("bought_out", "sold")
    assert business.rows("SELECT FROM umlauf.task WHERE kind = 'deposit_to_settle'") == []
    check_books(business)


def test_a_thing_in_vienna_is_sold_with_austrian_vat(business: Business) -> None:
    """The piano lies in Vienna: 600.00 with 20 % are 500.00 and 100.00."""
    customer = business.customer()
    business.do(Seat.BACKOFFICE, ChangeAddress(customer.customer_id, Address("Ring 1", "1010", "Wien", "AT")))
    piano = business.product("Digitalpiano", price="40.00", sku="PIANO", terms=AGREED)
    what = rent(business, customer, piano)
    nights(business, date(2026, 2, 10))
    made = offer(business, what, "600.00", custom=True)
    accept(business, what, made.offer_id)
    [sold] = [each for each in invoices(business) if each["gross"] == 60000]
    assert (sold["net"], sold["vat"]) == (50000, 10000)
    check_books(business)


def test_our_cost_less_half_of_the_rent_that_was_paid(business: Business) -> None:
    """Bought for 900.00 net, 1071.00 with VAT; three rents of 40.00 were asked for, two are paid: 1071.00 - 40.00."""
    piano = business.product("Digitalpiano", price="40.00", sku="PIANO", terms=AGREED)
    half = Formula(FormulaKind.COST_LESS_RENT, share=Decimal(50))
    ruled(business, piano.plan_ids[0], RuleStep(0, half))
    what = rent(business, business.customer(), piano)
    nights(business, date(2026, 3, 20))
    pay(business)
    nights(business, date(2026, 4, 10))
    made = offer(business, what, "1031.00")
    assert made.price == EURO("1031.00")


def test_open_rent_and_a_residual_value(business: Business) -> None:
    """Minimum term to 1 May. On 10 March 23 of 31 days of March's period (29.68) and April's 40.00 are open: 69.68."""
    piano = business.product("Digitalpiano", price="40.00", sku="PIANO", terms=AGREED)
    ruled(business, piano.plan_ids[0], RuleStep(0, Formula(FormulaKind.RESIDUAL, EURO("150.00"))))
    what = rent(business, business.customer(), piano)
    nights(business, date(2026, 3, 10))
    assert offer(business, what, "219.68").price == EURO("219.68")


def test_a_part_of_a_pram_is_bought_and_then_the_rest(business: Business) -> None:
    """79.00 for buggy 55 %, seat 30 % and adapter 15 %; 1000.00 less what was paid. One month is paid: 921.00, of which
    the seat is 30 %, 276.30. Bought on 16 February; from 2 March on the rest costs 70 %. The other two for 1.00 each on
    that day, and all is over: the rent of 2 March goes back."""
    order, things = sent(business, pram := offered(business))
    whole = RuleStep(0, Formula(FormulaKind.RETAIL_LESS_PAID, EURO("1000.00")))
    ruled(business, pram.product.plan_ids[0], whole)
    what = Rented(order, (things["Babyschale"], things["Buggy"], things["Adapter"]))
    nights(business, date(2026, 2, 16))
    pay(business)
    seat = offer(business, what, "276.30", assets=what.assets[:1])
    accept(business, what, seat.offer_id)
    pay(business)
    assert standing(business, what) == ("active", "sold")
    nights(business, date(2026, 3, 2))
    assert last_documents(business, 1)[0][:3] == ("2026-03-02", "invoice", 5530), "70 % of 79.00"
    pay(business)
    rest = tuple(OfferedThing(each, EURO("1.00"), True) for each in what.assets[1:])
    made = business.do(Seat.BACKOFFICE, OfferBuyout(what.contract_id, rest))
    accept(business, what, made.offer_id)
    assert standing(business, what)[0] == "pending_buyout"
    pay(business)
    assert standing(business, what)[0] == "bought_out"
    assert contract_of(business, what.contract_id).end_on == date(2026, 3, 2)
    nights(business, date(2026, 4, 5))
    assert differences(business, what.contract_id, today(business)) == ()
    check_books(business)


def test_a_return_that_was_announced_goes_on_without_what_is_bought(business: Business) -> None:
    """Two pianos are to come back; one is bought instead, the other one comes, and with it all is over."""
    piano = business.product("Digitalpiano", price="40.00", sku="PIANO", terms=AGREED)
    what = rent(business, business.customer(), piano, quantity=2)
    nights(business, date(2026, 2, 10))
    business.do(Seat.BACKOFFICE, AnnounceReturn(what.contract_id, date(2026, 2, 20)))
    made = offer(business, what, "500.00", custom=True, assets=what.assets[:1])
    accept(business, what, made.offer_id)
    pay(business)
    assert state_of(business, made.offer_id) == "settled"
    assert standing(business, what)[1] == "sold"
    nights(business, date(2026, 2, 15))
    take_in(business, what.assets[1])
    nights(business, date(2026, 3, 5))
    assert contract_of(business, what.contract_id).end_on == date(2026, 2, 16)
    assert differences(business, what.contract_id, today(business)) == ()
    check_books(business)


def test_all_of_a_return_is_bought_although_billing_had_stopped(business: Business) -> None:
    """Billing stops at the request, on 10 February; bought on the 12th, so two days more are owed: 40.00 for the month
    less the 20 days of the credit."""
    terms = ContractTerms(min_term=None, notice=None, stop_rule=StopRule.AT_REQUEST)
    piano = business.product("Digitalpiano", price="40.00", sku="PIANO", terms=terms)
    what = rent(business, business.customer(), piano)
    nights(business, date(2026, 2, 10))
    business.do(Seat.BACKOFFICE, AnnounceReturn(what.contract_id, date(2026, 2, 20)))
    nights(business, date(2026, 2, 12))
    made = offer(business, what, "500.00", custom=True)
    accept(business, what, made.offer_id)
    pay(business)
    nights(business, date(2026, 2, 14))
    assert standing(business, what) == ("bought_out", "sold")
    assert contract_of(business, what.contract_id).end_on == date(2026, 2, 12)
    assert differences(business, what.contract_id, today(business)) == ()
    check_books(business)

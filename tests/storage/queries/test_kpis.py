"""The owner's numbers on a real database, with the owner's login: by hand, and against the timelines themselves."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from domain.application import NotForThisSeat, Seat
from domain.assets.receive_assets import ReceiveAssets
from domain.assets.status import Condition, Grade
from domain.billing.record_payment import RecordPayment
from domain.billing.tax import BillingParty
from domain.contracts.parts import Pause
from domain.contracts.payment import PaymentMethod
from domain.customers.model import CustomerKind
from domain.ids import CustomerId, InvoiceId
from domain.kpis.change_depreciation import ChangeDepreciation
from domain.kpis.depreciation import Depreciation, DepreciationSettings
from domain.kpis.movement import Move
from domain.kpis.value import worth_of
from domain.money import EUR, Money
from domain.payments.provider import Outcome
from domain.payments.reasons import ReasonClass
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.take_back_asset import TakeBackAsset
from domain.views.kpis import Count, Success
from storage.jobs.worth_days import keep_worth
from storage.queries.dunning import Dunning
from storage.queries.kpis.book import Kpis
from storage.queries.kpis.worth import stale
from tests.domain.kpis.oracle import movement
from tests.storage.business import Business, tax_rules
from tests.storage.payment_story import answer, billed, collecting, payer, plan, submit
from tests.storage.trade import bill, contract_of, edit, rent, today

UNTIL = date(2026, 7, 1)
_LATER = timedelta(days=40)
MARKS = tuple(date(2026, month, 1) for month in range(1, 8))


def numbers(business: Business) -> Kpis:
    return Kpis(business.connection(Seat.OWNER), tax_rules(), business.clock)


def keep(business: Business) -> int:
    return keep_worth(today(business), business.connection(Seat.WORKER), tax_rules())


def test_half_a_year_by_hand(business: Business) -> None:
    bike = business.product(price="119.00", transit_days=0)
    anna, ben, cleo = (business.customer(name) for name in ("Arnold", "Berger", "Claus"))
    first = rent(business, anna, bike)
    second = rent(business, ben, bike)
    business.pass_days(69)  # 10 April
    rent(business, cleo, bike)
    edit(business, second.contract_id, lambda one: one.ended(date(2026, 3, 31)))
    line = contract_of(business, first.contract_id).lines[0].id
    edit(business, first.contract_id, lambda one: one.price_changed(line, date(2026, 5, 15), Money.of("238.00")))
    assert keep(business) == 3
    assert keep(business) == 0
    kpis = numbers(business)
    moved = kpis.movements(MARKS)
    hundred = Money.of("100.00")
    assert [each.at_end.minor for each in moved] == [20000, 20000, 10000, 20000, 30000, 30000]
    assert all(each.is_whole for each in moved)
    by_month = {each.start_on.month: each for each in moved}
    assert by_month[1].new.amount == hundred + hundred
    assert (by_month[3].churn.amount, by_month[3].churn.customers) == (hundred, 1)
    assert (by_month[4].new.amount, by_month[4].at_end) == (hundred, hundred + hundred)
    assert (by_month[5].expansion.amount, by_month[5].at_end) == (hundred, Money.of("300.00"))
    [gone] = kpis.moved(MARKS[2], MARKS[3])
    assert (gone.number, gone.move, gone.before) == (ben.number, Move.CHURN, hundred)
    assert gone.change == -hundred
    assert gone.contracts == contract_of(business, second.contract_id).number
    [product] = kpis.products(date(2026, 6, 1))
    assert (product.title, product.customers, product.monthly) == ("E-Bike Kiez 3", 2, Money.of("300.00"))
    early, late = kpis.cohorts(date(2026, 1, 1), date(2026, 6, 15))
    assert (early.month, early.customers, early.still) == (date(2026, 1, 1), 2, (2, 2, 2, 1, 1))
    assert (late.month, late.customers, late.still) == (date(2026, 4, 1), 1, (1, 1))
    assert (early.share(3), early.share(5)) == (Decimal("0.5"), None)


def test_what_changed_since_it_was_kept_is_reckoned_anew(business: Business) -> None:
    bike = business.product(price="119.00", transit_days=0)
    rented = rent(business, business.customer(), bike)
    keep(business)
    assert stale(business.connection(Seat.OWNER).read, tax_rules(), UNTIL) == []
    pause = Pause(date(2026, 3, 1), date(2026, 5, 1), to_the_day=True)
    edit(business, rented.contract_id, lambda one: replace(one, pauses=(pause,)))
    kpis = numbers(business)
    assert [each.at_end.minor for each in kpis.movements(MARKS)] == [10000, 0, 0, 10000, 10000, 10000]
    assert keep(business) == 1
    assert [each.at_end.minor for each in kpis.movements(MARKS)] == [10000, 0, 0, 10000, 10000, 10000]
    back = kpis.movements(MARKS)[3]
    assert (back.back.customers, back.new.customers) == (1, 0)


def test_random_timelines_move_as_their_contracts_do(business: Business) -> None:
    chance = Random(5)
    bike = business.product(price="119.00", transit_days=0)
    rented = [rent(business, business.customer(f"Kunde {n}"), bike) for n in range(6)]
    for n, each in enumerate(rented):
        start = MARKS[0] + timedelta(days=chance.randrange(150))
        past = max(start, MARKS[0] + timedelta(days=chance.randrange(40, 250)))
        line = contract_of(business, each.contract_id).lines[0].id
        price = Money(chance.randrange(0, 20000), EUR)
        edit(business, each.contract_id, lambda one, day=start: one.start_moved(day))
        edit(business, each.contract_id, lambda one, day=past: one.ended(day))
        edit(business, each.contract_id, lambda one, i=line, p=price, d=start: one.price_changed(i, d + _LATER, p))
        if n == 3:
            keep(business)
    found = numbers(business).movements(MARKS)
    worth = defaultdict(list)
    for row in business.rows("SELECT id, customer_id FROM umlauf.contract"):
        party = BillingParty(row["customer_id"], CustomerKind.CONSUMER, "DE")
        worth[CustomerId(row["customer_id"])] += worth_of(
            contract_of(business, row["id"]), party, tax_rules(), UNTIL + _LATER
        ).worth

    def on(day: date) -> dict[CustomerId, int]:
        sums = {who: sum(w.monthly.minor for w in all_of if day in w.days) for who, all_of in worth.items()}
        return {who: total for who, total in sums.items() if total}

    for start, end, told in zip(MARKS, MARKS[1:], found, strict=False):
        known = {who for who, all_of in worth.items() if any(w.days.start < start for w in all_of)}
        assert told == movement((start, end), on(start), on(end), known)


def test_things_and_products_by_hand(business: Business) -> None:
    """February to April of two bikes: one out from the 31st of January, one in stock."""
    bike = business.product(price="119.00", transit_days=0)
    rented = rent(business, business.customer(), bike)
    business.do(Seat.WAREHOUSE, ReceiveAssets(bike.variant_ids[0], ("IDLE-1",)))
    business.pass_days(90)
    bill(business)
    kpis = numbers(business)
    [row] = kpis.fleet(date(2026, 2, 1), date(2026, 4, 1))
    assert (row.things, row.owned_days, row.rented_days) == (2, 118, 59)
    assert row.utilisation == Decimal("0.5")
    assert row.income == Money.of("0.00")  # nothing was issued in these months
    [row] = kpis.fleet(date(2026, 1, 1), date(2026, 6, 1))
    billed = business.rows("SELECT sum(net_minor)::bigint AS net FROM umlauf.invoice")[0]["net"]
    assert row.income == row.result == Money(billed, EUR)
    idle, out = sorted(kpis.things(bike.product_id, today(business)), key=lambda one: one.rented_days)
    assert (idle.idle_days, idle.income, idle.recovered) == (90, Money.of("0.00"), Decimal(0))
    assert (out.idle_days, out.rented_days, out.income) == (None, 90, Money(billed, EUR))
    assert out.recovered == Decimal(billed) / 90000
    assert [each.number for each in (kpis.counted(date(2026, 1, 1), date(2026, 6, 1))[Count.LOST],)] == [0]
    assert rented.assets


def test_who_owes_and_still_holds_and_what_is_paid_in_time(business: Business) -> None:
    bike = business.product(price="119.00", transit_days=0)
    rented = rent(business, business.customer(), bike)
    business.pass_days(10)
    assert numbers(business).at_risk(today(business)) == []
    business.pass_days(50)
    [risk] = numbers(business).at_risk(today(business))
    assert (risk.overdue, risk.things, risk.value) == (Money.of("119.00"), 1, Money.of("855.00"))
    holders = Dunning(business.connection(Seat.BACKOFFICE), business.clock).holders().rows
    assert [(each.owing, each.worth) for each in holders] == [(risk.overdue, risk.value)], "one question serves both"
    counted = numbers(business).counted(date(2026, 1, 1), today(business))
    assert (counted[Count.PAID_IN_TIME].number, counted[Count.PAID_IN_TIME].of) == (0, 1)
    [row] = business.rows("SELECT id FROM umlauf.invoice")
    paid = RecordPayment(InvoiceId(row["id"]), risk.overdue, risk.overdue, today(business))
    business.do(Seat.BACKOFFICE, paid)
    counted = numbers(business).counted(date(2026, 1, 1), today(business))
    assert (counted[Count.PAID_IN_TIME].number, counted[Count.PAID_AT_ALL].number) == (0, 1)
    assert numbers(business).at_risk(today(business)) == []
    soon = numbers(business).coming_back(today(business), 3)
    assert [(each.known, each.likely) for each in soon] == [(0, Decimal(0))] * 3
    edit(business, rented.contract_id, lambda one: one.ended(today(business) + timedelta(days=7)))
    assert sum(each.known for each in numbers(business).coming_back(today(business), 3)) == 1


def test_other_seats_read_none_of_it(business: Business) -> None:
    rent(business, business.customer(), business.product())
    with pytest.raises(NotForThisSeat):
        Kpis(business.connection(Seat.WAREHOUSE), tax_rules(), business.clock).products(UNTIL)


def test_what_was_collected_at_once_later_and_not_at_all(business: Business) -> None:
    """Three invoices of 2 February. One is paid at once; one fails for want of money and is paid by the next attempt
    in March; one comes back in March after it was settled. Asked about February, the last two are as they were then."""
    collecting(business)
    first, second, third = (payer(business) for _ in range(3))
    bills = [billed(business, each) for each in (first, second, third)]
    a, b, c = (plan(business, each)[0] for each in bills)
    submit(business, a, b, c)
    answer(business, a, Outcome.SETTLED)
    answer(business, b, Outcome.FAILED, ReasonClass.NO_FUNDS)
    answer(business, c, Outcome.SETTLED)
    business.pass_days(30)
    [again] = business.rows("SELECT id FROM umlauf.payment_attempt WHERE status = 'planned'")
    submit(business, again["id"])
    answer(business, again["id"], Outcome.SETTLED, on=today(business))
    answer(business, c, Outcome.RETURNED, ReasonClass.DISPUTED, on=today(business))
    kpis, start = numbers(business), MARKS[1]
    [row] = [each for each in kpis.collected(start, MARKS[2]) if each.reason is None]
    assert (row.month, row.kind, row.invoices, row.paid_first) == (start, PaymentMethod.CARD, 2, 2)
    now = kpis.collected(start, UNTIL)
    assert {each.reason: (each.invoices, each.paid_first, each.paid_later) for each in now} == {
        None: (1, 1, 0),
        ReasonClass.NO_FUNDS: (1, 0, 1),
        ReasonClass.DISPUTED: (1, 0, 0),
    }
    whole = Success.of(now)
    assert (whole.at_first, whole.recovered, whole.left) == (Decimal(1) / 3, Decimal("0.5"), 1)
    assert Success.of(()).at_first is None
    assert kpis.collected(MARKS[2], UNTIL) == []


def test_things_lose_their_value_by_the_owners_rule(business: Business) -> None:
    """Two bikes for 900.00 each, known from 31 January on; 36 months down to 10 %: 22.50 a month. On 30 April four
    months are gone: 810.00 each. By a rule of its own, 12 months to nothing, 600.00 are left. One is
    scrapped that day and worth nothing; in May the other loses 75.00 and is worth 525.00."""
    bike = business.product(price="119.00", transit_days=0)
    rented = rent(business, business.customer(), bike)
    business.receive(bike)
    kpis, product = numbers(business), bike.product_id
    assert [each.book for each in kpis.things(product, today(business))] == [None, None]
    rule = DepreciationSettings(Depreciation(36, Decimal(10)))
    business.do(Seat.OWNER, ChangeDepreciation(0, rule))
    assert kpis.depreciation().version == 1
    business.pass_days(89)  # 30 April
    bill(business)
    worth = {each.code: each.book for each in kpis.things(product, date(2026, 4, 30))}
    assert list(worth.values()) == [Money.of("810.00")] * 2
    [april] = kpis.fleet(date(2026, 4, 1), date(2026, 5, 1))
    assert (april.book, april.depreciated) == (Money.of("1620.00"), Money.of("45.00"))
    assert april.after_depreciation == april.result - Money.of("45.00")
    [all_time] = kpis.fleet(date(2026, 1, 1), date(2026, 5, 1))
    assert all_time.depreciated == Money.of("180.00")
    own = rule.with_rule(product, Depreciation(12))
    business.do(Seat.OWNER, ChangeDepreciation(1, own, "schneller"))
    assert [each.book for each in kpis.things(product, today(business))] == [Money.of("600.00")] * 2
    [first, _] = kpis.things(product, today(business))
    assert first.after_depreciation == first.result - Money.of("300.00")
    business.do(Seat.WAREHOUSE, TakeBackAsset(rented.assets[0], Condition.DAMAGED_BEYOND_REPAIR))
    business.do(Seat.WAREHOUSE, StartRefurbishment(rented.assets[0]))
    business.do(Seat.WAREHOUSE, FinishRefurbishment(rented.assets[0], False, 15, (), (), Grade.D, "Rahmenbruch"))
    business.pass_days(32)
    [may] = kpis.fleet(date(2026, 5, 1), date(2026, 6, 1))
    assert (may.book, may.depreciated) == (Money.of("525.00"), Money.of("75.00"))
    assert sorted(each.book.minor for each in kpis.things(product, today(business)) if each.book is not None)[0] == 0
    with pytest.raises(NotForThisSeat):
        business.do(Seat.BACKOFFICE, ChangeDepreciation(2, rule))

"""What a price plan brings into a contract, what it may not say, and what a customer would pay under it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

import pytest

from domain.billing.model import TaxCategory
from domain.catalog.offer import Audience, DepositWrong, Offer, PaidUp, PaidUpWrong, PhasesWrong, StartDiscount
from domain.catalog.plan import PlanCurrencyDiffers, PricePlan
from domain.catalog.plan_rules import (
    NoticeTooLongForConsumers,
    PlanWarning,
    RenewalNotForConsumers,
    TermTooLongForConsumers,
    check_plan,
    warnings,
)
from domain.catalog.try_plan import Trial, Tried, try_plan
from domain.contracts.model import LineKind
from domain.contracts.parts import Duration, DurationKind, Phase
from domain.contracts.terms import Align, AlignKind, ContractTerms, LawType, PricesAre, Proration, Renewal
from domain.customers.model import CustomerKind
from domain.ids import PlanId, ProductId
from domain.money import Currency, Money
from domain.orders.agreeing import (
    Buyer,
    PaidUpUnknown,
    PlanNotForCustomer,
    PlansDoNotFit,
    VoucherNotForCustomer,
    VoucherUnknown,
    Wish,
    agree,
)
from domain.period import Interval, Unit
from tests.storage.business import tax_rules

EURO = Money.of
NEW = Buyer(CustomerKind.CONSUMER)
THREE = Duration(DurationKind.PERIODS, 3)


def plan(price: str = "79.00", kind: LineKind = LineKind.RENTAL, **more: Any) -> PricePlan:
    terms = more.pop("terms", ContractTerms())
    offer = Offer(**more)
    return PricePlan(
        PlanId(UUID(int=1)), ProductId(UUID(int=2)), "Monat", kind, "standard", EURO(price), terms, offer=offer
    )


def agreed(*plans: PricePlan, buyer: Buyer = NEW, voucher: str = "", **wish: Any) -> Any:
    ids = count(1)
    wishes = [Wish(each, "Rad", 1, **wish) for each in plans]
    return agree(wishes, buyer, lambda: UUID(int=next(ids)), voucher)


def tried(offered: PricePlan, start_on: date = date(2026, 1, 1), **more: Any) -> Tried:
    return try_plan(Trial(offered, "Rad", start_on, **more), tax_rules())


def paid(found: Tried) -> list[str]:
    return [str(each.signed.decimal()) for each in found.documents]


@pytest.mark.parametrize(
    ("refusal", "values"),
    [
        (PhasesWrong, {"phases": (Phase(None, EURO("1.00")), Phase(2, EURO("2.00")))}),
        (PhasesWrong, {"phases": (Phase(0, EURO("1.00")),)}),
        (PhasesWrong, {"phases": (Phase(1, EURO("-1.00")),)}),
        (PhasesWrong, {"phases": (Phase(3, EURO("59.00")),), "kind": LineKind.SALE}),
        (DepositWrong, {"deposit": EURO("0.00")}),
        (DepositWrong, {"deposit": EURO("50.00"), "kind": LineKind.SALE}),
        (PaidUpWrong, {"paid_up": (PaidUp(12), PaidUp(12))}),
        (PaidUpWrong, {"paid_up": (PaidUp(12),), "phases": (Phase(3, EURO("59.00")),)}),
        (PlanCurrencyDiffers, {"deposit": Money(5000, Currency("CHF"))}),
    ],
)
def test_an_offer_must_make_sense(refusal: type[Exception], values: dict[str, Any]) -> None:
    with pytest.raises(refusal):
        plan(**values)
    for wrong in ({"periods": 1}, {"periods": 12, "percent": Decimal(101)}):
        with pytest.raises(PaidUpWrong):
            PaidUp(**wrong)


@pytest.mark.parametrize(
    ("refusal", "terms"),
    [
        (RenewalNotForConsumers, {"renewal": Renewal.FIXED, "min_term": Interval(Unit.YEAR)}),
        (TermTooLongForConsumers, {"min_term": Interval(Unit.MONTH, 25)}),
        (NoticeTooLongForConsumers, {"notice": Interval(Unit.WEEK, 5)}),
    ],
)
def test_what_a_consumer_may_not_be_asked_a_company_may(refusal: type[Exception], terms: dict[str, Any]) -> None:
    """Section 309 no. 9 BGB; RULES.md 3.1."""
    for audience in (Audience.ALL, Audience.CONSUMERS):
        with pytest.raises(refusal):
            check_plan(plan(terms=ContractTerms(**terms), audience=audience))
    check_plan(plan(terms=ContractTerms(**terms), audience=Audience.COMPANIES))


def test_plain_rental_may_renew_for_a_term_once_a_manager_confirmed_it() -> None:
    terms = ContractTerms(renewal=Renewal.FIXED, min_term=Interval(Unit.YEAR), law_type=LawType.RENTAL)
    check_plan(plan(terms=terms, is_rental_confirmed=True))
    for wrong in (plan(terms=terms), plan(terms=replace(terms, law_type=LawType.MIXED), is_rental_confirmed=True)):
        with pytest.raises(RenewalNotForConsumers):
            check_plan(wrong)


@pytest.mark.parametrize("most", [Interval(Unit.YEAR, 2), Interval(Unit.MONTH, 24), Interval(Unit.WEEK, 104)])
def test_two_years_and_one_month_are_allowed(most: Interval) -> None:
    check_plan(plan(terms=ContractTerms(min_term=most, notice=Interval(Unit.MONTH))))


def test_a_buyout_price_at_signing_is_warned_of_for_consumers_alone() -> None:
    assert list(warnings(plan(buyout=EURO("400.00")))) == [PlanWarning.BUYOUT_AT_SIGNING]
    assert list(warnings(plan(buyout=EURO("400.00"), audience=Audience.COMPANIES))) == []
    assert list(warnings(plan("0.00"))) == [PlanWarning.FREE_OF_CHARGE]


def test_phases_and_deposit_come_into_the_contract() -> None:
    """59.00 for three months, then 79.00; the first invoice comes with a deposit document of 150.00 of its own."""
    offered = plan(phases=(Phase(3, EURO("59.00")), Phase(None, EURO("79.00"))), deposit=EURO("150.00"))
    found = tried(offered, months=5)
    assert sorted(paid(found)) == sorted(["150.00", "59.00", "59.00", "59.00", "79.00", "79.00"])
    assert (found.paid, found.deposit) == (EURO("335.00"), EURO("150.00"))
    [line, deposit] = agreed(offered).lines
    assert (line.kind, deposit.kind, deposit.at(date(2026, 1, 1))[0]) == ("rental", "deposit", EURO("150.00"))


def test_a_price_of_ones_own_takes_the_place_of_the_phases() -> None:
    offered = plan(phases=(Phase(3, EURO("59.00")),))
    assert agreed(offered, price=EURO("70.00")).lines[0].phases == ()
    assert agreed(offered, price=EURO("79.00")).lines[0].phases == offered.offer.phases


def test_a_year_paid_at_once_is_one_invoice_a_year() -> None:
    """12 × 79.00 = 948.00, 10 % off: 853.20."""
    offered = plan(paid_up=(PaidUp(12, Decimal(10)),))
    assert paid(tried(offered, paid_up=12)) == ["853.20", "853.20"]
    assert len(paid(tried(offered))) == 24
    with pytest.raises(PaidUpUnknown):
        tried(offered, paid_up=6)


def test_a_trial_costs_nothing_and_the_rhythm_counts_from_its_end() -> None:
    found = tried(plan(terms=ContractTerms(trial=Interval(Unit.WEEK, 2))), date(2026, 1, 31), months=3)
    days = [date(2026, 2, 14), date(2026, 3, 14), date(2026, 4, 14)]
    assert [each.on for each in found.documents] == days
    assert paid(found) == ["79.00", "79.00", "79.00"]


def test_a_start_on_the_31st_clamps_and_comes_back() -> None:
    """BILLING.md, "Month end"."""
    found = tried(plan(), date(2026, 1, 31), months=5)
    days = [(1, 31), (2, 28), (3, 31), (4, 30), (5, 31)]
    assert [(each.on.month, each.on.day) for each in found.documents] == days


def test_a_term_without_renewal_ends_by_itself() -> None:
    found = tried(plan(terms=ContractTerms(min_term=Interval(Unit.MONTH, 6), renewal=Renewal.NONE)))
    assert (len(found.documents), found.last_day) == (6, date(2026, 6, 30))


def test_a_dutch_company_pays_net_by_reverse_charge() -> None:
    offered = plan("100.00", terms=ContractTerms(prices_are=PricesAre.NET))
    found = tried(offered, kind=CustomerKind.COMPANY, country="NL", vat_id="NL123456789B01", months=1)
    assert (paid(found), found.documents[0].draft.vat[0].category) == (["100.00"], TaxCategory.REVERSE_CHARGE)
    assert paid(tried(offered, months=1)) == ["119.00"]


def test_a_discount_at_the_start_is_for_everyone_or_for_who_names_the_voucher() -> None:
    """10 % of 79.00 is 7.90 less for three periods."""
    for_all = StartDiscount("Start", Decimal(10), duration=THREE)
    assert paid(tried(plan(discounts=(for_all,)), months=4)) == ["71.10", "71.10", "71.10", "79.00"]
    with_code = plan(discounts=(replace(for_all, code="Mai26", new_customers_only=True),))
    assert paid(tried(with_code, months=1)) == ["79.00"]
    assert paid(tried(with_code, months=1, voucher=" mai26 ")) == ["71.10"]
    with pytest.raises(VoucherUnknown):
        agreed(with_code, voucher="JUNI")
    with pytest.raises(VoucherNotForCustomer):
        agreed(with_code, voucher="MAI26", buyer=Buyer(CustomerKind.CONSUMER, is_new=False))


def test_an_old_customer_gets_no_discount_for_new_ones() -> None:
    offered = plan(discounts=(StartDiscount("Neu", amount=EURO("10.00"), new_customers_only=True),))
    assert len(agreed(offered).discounts) == 1
    assert agreed(offered, buyer=Buyer(CustomerKind.CONSUMER, is_new=False)).discounts == ()


def test_a_plan_for_companies_is_not_for_a_consumer() -> None:
    with pytest.raises(PlanNotForCustomer):
        agreed(plan(audience=Audience.COMPANIES))
    assert agreed(plan(audience=Audience.COMPANIES), buyer=Buyer(CustomerKind.COMPANY)).lines


def test_another_rhythm_becomes_the_lines_own() -> None:
    """A machine by the month with beans every three weeks: one contract, two rhythms."""
    beans = plan("24.00", LineKind.CONSUMABLE, terms=ContractTerms(interval=Interval(Unit.WEEK, 3)))
    found = agreed(plan("49.00"), beans)
    [cycle] = found.cycles
    assert (found.terms.interval, cycle.interval) == (Interval(Unit.MONTH), Interval(Unit.WEEK, 3))
    assert cycle.line_id == found.lines[1].id
    by_30 = plan(terms=ContractTerms(proration=Proration.FIXED_30, align=Align(AlignKind.DAY_OF_MONTH, 1)))
    with pytest.raises(PlansDoNotFit):
        agreed(by_30, beans)


def test_two_years_of_days_are_tried_in_a_moment() -> None:
    found = tried(plan("2.00", terms=ContractTerms(interval=Interval(Unit.DAY))))
    assert (len(found.documents), found.paid) == (730, EURO("1460.00"))

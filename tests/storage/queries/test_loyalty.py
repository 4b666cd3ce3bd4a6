"""What the lists of vouchers and friends say, under the seats' own logins."""

from datetime import date
from decimal import Decimal

import pytest

from domain.application import Seat
from domain.loyalty.add_scheme import AddScheme
from domain.loyalty.agree_loyalty import AgreeLoyalty
from domain.loyalty.close_scheme import CloseScheme, SchemeClosed
from domain.loyalty.give_scheme import GiveScheme
from domain.loyalty.referrals import ReferralState
from domain.loyalty.scheme import LoyaltyRule, Step
from domain.loyalty.steps import NextBenefit
from domain.loyalty.vouchers import VoucherRule, VoucherState
from domain.money import Money
from storage.queries.loyalty import Loyalties
from tests.storage.business import Business, tax_rules
from tests.storage.loyalty_story import code_of, nights, opened, orders, pays, person, sent, vouchers
from tests.storage.trade import contract_of, rent, today


def asked(business: Business, seat: Seat) -> Loyalties:
    return Loyalties(business.connection(seat), tax_rules(), business.clock)


@pytest.mark.parametrize("seat", [Seat.BACKOFFICE, Seat.OWNER])
def test_friends_with_what_they_cost_and_bring(business: Business, seat: Seat) -> None:
    """Mia was billed 59.00 and 79.00; her referrer got 20.00."""
    bike, jonas = business.product(), business.customer()
    rent(business, jonas, bike)
    opened(business)
    mia = person(business, "Mia", "Sander")
    sent(business, orders(business, mia, bike, code_of(business, jonas.customer_id)), bike)
    pays(business, mia.customer_id)
    nights(business, date(2026, 3, 3))
    view = asked(business, seat)
    [found] = view.friends("sander", (), 10)
    assert (found.friend, found.revenue, found.cost) == ("Mia Sander", Money.of("138.00"), Money.of("20.00"))
    assert view.friends("", (ReferralState.SUSPECTED,), 10) == []
    seen = view.of_customer(jonas.customer_id, today(business))
    assert (seen.code, seen.rewards, len(seen.friends)) == (found.referral.code, Money.of("20.00"), 1)


def test_vouchers_with_uses_and_a_preview_for_a_running_contract(business: Business) -> None:
    bike, mia = business.product(), person(business, "Mia", "Sander")
    made = vouchers(business, VoucherRule(Decimal(50)), chosen="HALB")
    rented = rent(business, person(business, "Tom", "Berg"), bike)
    sent(business, orders(business, mia, bike, "HALB"), bike)
    view = asked(business, Seat.OWNER)
    [row] = view.batches()
    assert (row.code, row.codes, row.used, row.discounts, row.revenue) == (
        *("HALB", 1, 1),
        *(Money.of("39.50"), Money.of("39.50")),
    )
    [code] = view.codes(made.batch_id, today(business))
    assert (code.state, code.customers) == (
        VoucherState.USED,
        business.rows("SELECT number FROM umlauf.customer WHERE id = %(id)s", id=mia.customer_id)[0]["number"],
    )
    vouchers(business, VoucherRule(Decimal(50)), chosen="WINTER")
    seen = asked(business, Seat.BACKOFFICE).redeeming(rented.contract_id, "winter")
    assert seen.year_more == Money.of("-39.50")


def test_schemes_are_agreed_with_new_contracts_and_given_to_one_customer(business: Business) -> None:
    """From the plan: 5 % from month 13. Tom gets his own: 10 %, for what runs and what comes."""
    bike, rule = business.product(), LoyaltyRule((Step(13, Decimal(5)),))
    scheme = business.do(Seat.OWNER, AddScheme("Treue", rule)).scheme_id
    mia, tom = person(business, "Mia", "Sander"), person(business, "Tom", "Berg")
    first, second = rent(business, mia, bike), rent(business, tom, bike)
    own = business.do(Seat.OWNER, AddScheme("Stammkunden", LoyaltyRule((Step(2, Decimal(10)),)))).scheme_id
    business.do(Seat.OWNER, CloseScheme(scheme))
    with pytest.raises(SchemeClosed):
        business.do(Seat.BACKOFFICE, GiveScheme(mia.customer_id, scheme, "gefragt"))
    business.do(Seat.BACKOFFICE, GiveScheme(tom.customer_id, own, "drei Räder"))
    nights(business, date(2026, 2, 3))
    view = asked(business, Seat.BACKOFFICE)
    [coming] = view.of_customer(mia.customer_id, today(business)).coming
    assert (coming.title, coming.next) == ("Treue", NextBenefit(date(2027, 2, 2), Decimal(5)))
    seen = view.of_customer(tom.customer_id, today(business))
    assert (seen.own_scheme, seen.coming[0].next) == ("Stammkunden", NextBenefit(date(2026, 3, 2), Decimal(10)))
    assert [(row.scheme.title, row.contracts) for row in view.schemes()] == [("Stammkunden", 1), ("Treue", 1)]
    assert [each.title for each in view.families()] == ["E-Bike Kiez 3 · E-Bike Kiez 3"]
    contract = contract_of(business, first.contract_id)
    business.do(Seat.BACKOFFICE, AgreeLoyalty(contract.id, contract.version, "gewünscht", title="", rule=None))
    assert contract_of(business, first.contract_id).discounts == ()
    assert contract_of(business, second.contract_id).discounts[0].percent == Decimal(10)

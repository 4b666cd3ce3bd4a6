"""Customers bring customers, on Postgres: the reward comes late, once, and nobody is their own friend."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from domain.application import NotForThisSeat, Seat
from domain.billing.pay_out_balance import PayOutBalance
from domain.billing.settlement import RewardIsNotPaidOut
from domain.contracts.terms import ContractTerms
from domain.contracts.withdraw_contract import WithdrawContract
from domain.customers.model import Address
from domain.loyalty.codes import FRIEND, made
from domain.loyalty.decide_referral import DecideReferral
from domain.loyalty.look_at_referrals import LookAtReferrals
from domain.loyalty.programme import ReferralProgramme
from domain.loyalty.referrals import (
    IllegalReferralTransition,
    NotANewCustomer,
    OwnReferralCode,
    ReferralId,
    ReferralReasonMissing,
)
from domain.money import Money
from domain.orders.agreeing import VoucherUnknown
from domain.period import Interval, Unit
from domain.tasks.clear_task import ClearTask
from domain.tasks.model import TaskNeedsDecision
from tests.scenarios.test_stories_in_the_books import told
from tests.storage.business import Business
from tests.storage.loyalty_story import (
    balance,
    code_of,
    letters,
    nightly,
    nights,
    opened,
    orders,
    pays,
    person,
    referrals,
    sent,
)
from tests.storage.refund_story import IBAN, asked
from tests.storage.trade import check_books, contract_of, invoices, rent, today


def test_the_reward_comes_when_the_friend_paid_and_kept_and_the_next_invoice_uses_it(business: Business) -> None:
    """Jonas pays 79.00 from 2 February. Mia orders on 31 January with his code: 20.00 off her first 79.00 are 59.00
    (49.58 + 9.42). She pays; her window ends on 16 February, on the 17th 20.00 are Jonas's, and his invoice of
    2 March leaves 59.00 to pay."""
    bike, jonas = business.product(), business.customer()
    rent(business, jonas, bike)
    opened(business)
    code = code_of(business, jonas.customer_id)
    assert code_of(business, jonas.customer_id) == code
    mia = person(business, "Mia", "Sander")
    sent(business, orders(business, mia, bike, f" {code.lower()} "), bike)
    assert told(business, since=1)[0][2:5] == (4958, 942, 5900)
    pays(business, mia.customer_id)
    nights(business, date(2026, 2, 16))
    assert (referrals(business)[0]["state"], balance(business, jonas.customer_id)) == ("open", 0)
    nights(business, date(2026, 2, 17))
    assert (referrals(business)[0]["state"], balance(business, jonas.customer_id)) == ("rewarded", 2000)
    assert referrals(business)[0]["usable_until"] == "2028-02-16"
    wish = PayOutBalance(jonas.customer_id, Money(2000), Money(2000), today(business), account=IBAN)
    with pytest.raises(RewardIsNotPaidOut):
        business.do(Seat.BACKOFFICE, wish)
    nights(business, date(2026, 3, 2))
    assert balance(business, jonas.customer_id) == 0
    used = business.rows("SELECT settled_minor FROM umlauf.settlement WHERE kind = 'used'")
    assert [row["settled_minor"] for row in used] == [2000]
    assert letters(business) == ["referral_thanks", "referral_reward"]
    check_books(business)


def test_nobody_is_their_own_friend_and_no_old_customer_is_new(business: Business) -> None:
    """The same person by mail address, phone, or name and address; and a customer who ordered before."""
    bike, jonas = business.product(), business.customer()
    rent(business, jonas, bike)
    opened(business)
    code = code_of(business, jonas.customer_id)
    again = person(business, "J.", "Brueckner", "Jonas+zwei@example.org")
    with pytest.raises(OwnReferralCode):
        orders(business, again, bike, code)
    home = Address("Kastanienallee 12", "10435", "Berlin")
    with pytest.raises(OwnReferralCode):
        orders(business, person(business, "Jonas", "Brueckner", "other@example.org", address=home), bike, code)
    old = person(business, "Ute", "Klein", phone="0171 555 66 77")
    rent(business, old, bike)
    with pytest.raises(NotANewCustomer):
        orders(business, person(business, "U.", "Klein", "u@example.org", phone="+49 171 5556677"), bike, code)
    with pytest.raises(NotANewCustomer):
        orders(business, old, bike, code)
    with pytest.raises(VoucherUnknown):
        orders(business, person(business, "Mia", "Sander"), bike, made(FRIEND, UUID(int=4711)))
    assert referrals(business) == []


def test_a_flat_share_is_looked_at_by_a_person_who_says_why(business: Business) -> None:
    bike, jonas = business.product(), business.customer()
    rent(business, jonas, bike)
    opened(business)
    home = Address("Kastanienallee 12", "10435", "Berlin")
    for name in ("Mia", "Tom"):
        flat = person(business, name, "Sander", address=home)
        sent(business, orders(business, flat, bike, code_of(business, jonas.customer_id)), bike)
        pays(business, flat.customer_id)
    nights(business, date(2026, 2, 20))
    first, second = referrals(business)
    assert (first["state"], first["likenesses"]) == ("suspected", ["address"])
    tasks = business.rows("SELECT id FROM umlauf.task WHERE kind = 'referral_suspected' AND closed_at IS NULL")
    assert len(tasks) == 2
    with pytest.raises(TaskNeedsDecision):
        business.do(Seat.BACKOFFICE, ClearTask(tasks[0]["id"]))
    with pytest.raises(ReferralReasonMissing):
        business.do(Seat.BACKOFFICE, DecideReferral(ReferralId(first["id"]), True, " "))
    business.do(Seat.BACKOFFICE, DecideReferral(ReferralId(first["id"]), True, "wohnen zusammen, zwei Räder"))
    business.do(Seat.BACKOFFICE, DecideReferral(ReferralId(second["id"]), False, "nie eingezogen"))
    with pytest.raises(IllegalReferralTransition):
        business.do(Seat.BACKOFFICE, DecideReferral(ReferralId(second["id"]), False, "noch einmal"))
    nightly(business)
    assert [each["state"] for each in referrals(business)] == ["rewarded", "refused"]
    assert balance(business, jonas.customer_id) == 2000
    assert business.rows("SELECT FROM umlauf.task WHERE kind = 'referral_suspected' AND closed_at IS NULL") == []
    business.do(Seat.BACKOFFICE, DecideReferral(ReferralId(second["id"]), True, "ist doch eingezogen"))
    nightly(business)
    assert [each["state"] for each in referrals(business)] == ["rewarded", "rewarded"]
    assert balance(business, jonas.customer_id) == 4000


def test_one_account_for_both_is_looked_at_on_the_day_of_the_reward_and_released_with_a_reason(
    business: Business,
) -> None:
    bike, jonas = business.product(), business.customer()
    own = rent(business, jonas, bike)
    opened(business)
    mia = person(business, "Mia", "Sander")
    theirs = sent(business, orders(business, mia, bike, code_of(business, jonas.customer_id)), bike)
    pays(business, jonas.customer_id)
    pays(business, mia.customer_id)
    business.do(Seat.BACKOFFICE, asked(own.contract_id, "5.00", account=IBAN))
    business.do(Seat.BACKOFFICE, asked(theirs.contract_id, "5.00", account=f"{IBAN[:4]} {IBAN[4:]}".lower()))
    nights(business, date(2026, 2, 24), every=4)
    [one] = referrals(business)
    assert (one["state"], one["likenesses"]) == ("suspected", ["account"])
    assert balance(business, jonas.customer_id) == 0
    [task] = business.rows("SELECT facts FROM umlauf.task WHERE kind = 'referral_suspected' AND closed_at IS NULL")
    assert task["facts"] == {"likenesses": "account"}
    business.do(Seat.BACKOFFICE, DecideReferral(ReferralId(one["id"]), True, "Ehepaar, zwei Haushalte"))
    nights(business, date(2026, 2, 25))
    assert [each["state"] for each in referrals(business)] == ["rewarded"]


def test_process_13_referral(business: Business) -> None:
    """Mia withdraws in time: nothing was given. Tom's bike really came on 1 March, so he still may on the 3rd:
    what Jonas has not used of his 90.00 goes. His invoice of 2 March used 79.00; 11.00 were left."""
    bike, jonas = business.product(), business.customer()
    rent(business, jonas, bike)
    opened(business, ReferralProgramme(is_open=True, reward=Money.of("90.00")))
    code = code_of(business, jonas.customer_id)
    rented = []
    for name in ("Mia", "Tom"):
        friend = person(business, name, f"Friend{name}", address=Address(f"Weg {name}", "20095", "Hamburg"))
        rented.append(sent(business, orders(business, friend, bike, code), bike))
        pays(business, friend.customer_id)
    mia, tom = (contract_of(business, each.contract_id) for each in rented)
    business.do(Seat.BACKOFFICE, WithdrawContract(mia.id, mia.version, "per Mail", received_on=today(business)))
    nights(business, date(2026, 2, 20))
    assert [(each["state"], each["reason"]) for each in referrals(business)] == [
        ("lapsed", "friend_withdrew"),
        ("rewarded", ""),
    ]
    nights(business, date(2026, 3, 3))
    assert balance(business, jonas.customer_id) == 1100
    tom = contract_of(business, tom.id)
    business.do(
        Seat.BACKOFFICE,
        WithdrawContract(
            tom.id, tom.version, "Rad kam erst jetzt an", received_on=today(business), goods_on=date(2026, 3, 1)
        ),
    )
    nightly(business)
    assert balance(business, jonas.customer_id) == 0
    assert referrals(business)[1]["state"] == "taken_back"
    assert letters(business)[-1] == "referral_taken_back"
    nightly(business)
    check_books(business)


def test_limits_of_the_year_and_rewards_that_are_not_used_in_time(business: Business) -> None:
    """One reward a year. It is good for one month; Jonas pays by the year and has no invoice to use it."""
    bike = business.product(price="948.00", terms=ContractTerms(interval=Interval(Unit.YEAR)))
    jonas = business.customer()
    rent(business, jonas, bike)
    opened(
        business, ReferralProgramme(is_open=True, percent=Decimal(10), amount=None, most_per_year=1, reward_months=1)
    )
    code = code_of(business, jonas.customer_id)
    for name in ("Mia", "Tom"):
        friend = person(business, name, f"Friend{name}", address=Address(f"Weg {name}", "20095", "Hamburg"))
        sent(business, orders(business, friend, bike, code), bike)
        pays(business, friend.customer_id)
        business.pass_days(1)
    business.pass_days(20)
    nightly(business)
    assert [(each["state"], each["reason"]) for each in referrals(business)] == [
        ("rewarded", ""),
        ("lapsed", "year_is_full"),
    ]
    assert balance(business, jonas.customer_id) == 2000
    nights(business, date(2026, 3, 20), every=5)
    assert balance(business, jonas.customer_id) == 2000
    nights(business, date(2026, 3, 25))
    assert (referrals(business)[0]["state"], balance(business, jonas.customer_id)) == ("expired", 0)


def test_only_the_worker_books_a_reward(business: Business) -> None:

    with pytest.raises(NotForThisSeat):
        business.do(Seat.BACKOFFICE, LookAtReferrals((), today(business)))
    assert invoices(business) == []

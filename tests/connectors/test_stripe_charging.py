"""Money asked for at Stripe: what comes back is read rightly, and no fault anywhere charges twice or loses a charge."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contracts.payment import PaymentMethod
from domain.money import Money
from domain.payments.provider import Outcome, ProviderDown, ProviderRefusesUs
from domain.payments.reasons import ReasonClass
from tests.connectors.stripe_desk import debit, desk, heard_of, key_of, order, pay_back
from tests.connectors.stripe_fake.fake import BROKE_BEFORE, BUSY, CUT_AFTER, CUT_BEFORE, DOWN, FAULTS, NO_JSON


def collected(stripe, asked):
    return stripe.collect([asked]).answers[asked.key]


def test_a_card_is_charged_without_its_holder():
    fake, stripe = desk()
    answer = collected(stripe, order(fake, fake.card()))
    assert (answer.outcome, answer.on, answer.amount) == (Outcome.SETTLED, date(2026, 3, 2), Money.of("29.90"))
    assert answer.fee == Money.of("0.69")  # 1.5 % of 29.90 in whole cents, and 25 cents
    assert [amount for _, amount in fake.charged] == [2990]
    intent = fake.stored[answer.ref]
    assert intent["description"] == "Radwerk Rechnung 2026-0042 für März"


def test_a_direct_debit_is_taken_now_and_settled_later():
    fake, stripe = desk()
    asked = debit(fake, fake.account())
    answer = collected(stripe, asked)
    assert (answer.outcome, fake.charged) == (Outcome.PENDING, [])
    fake.clock.advance(timedelta(days=5))
    fake.clear(answer.ref)
    assert stripe.look_up(asked.key, answer.ref).outcome is Outcome.SETTLED
    pending, settled = heard_of(stripe)
    assert (pending.answer.outcome, settled.answer.outcome) == (Outcome.PENDING, Outcome.SETTLED)
    assert (settled.key, settled.answer.on) == (asked.key, date(2026, 3, 7))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("insufficient_funds", ReasonClass.NO_FUNDS),
        ("expired_card", ReasonClass.METHOD_ENDED),
        ("stolen_card", ReasonClass.METHOD_ENDED),
        ("do_not_honor", ReasonClass.NOT_SAID),
        ("try_again_later", ReasonClass.TECHNICAL),
        ("revocation_of_authorization", ReasonClass.REFUSED_BY_PAYER),
        ("a_word_of_next_year", ReasonClass.NOT_SAID),
    ],
)
def test_a_declined_card_says_why(said, meant):
    fake, stripe = desk()
    asked = order(fake, fake.card(said))
    answer = collected(stripe, asked)
    assert (answer.outcome, answer.reason.of, answer.reason.code) == (Outcome.FAILED, meant, said)
    assert stripe.look_up(asked.key, answer.ref).reason.of is meant
    assert fake.charged == []


def test_a_payment_that_failed_is_not_tried_again_by_telling_it_again():
    fake, stripe = desk()
    asked = order(fake, fake.card("insufficient_funds"))
    assert collected(stripe, asked).outcome is Outcome.FAILED
    assert collected(stripe, asked).outcome is Outcome.FAILED
    assert fake.charged == []


def test_the_payers_bank_wants_to_see_its_customer():
    fake, stripe = desk()
    asked = order(fake, fake.card("authentication_required"))
    answer = collected(stripe, asked)
    assert (answer.outcome, answer.link) == (Outcome.NEEDS_CUSTOMER, f"https://hooks.stripe.com/{answer.ref}")
    assert stripe.look_up(asked.key, answer.ref) == answer
    fake.confirm_by_payer(answer.ref)
    assert stripe.look_up(asked.key, answer.ref).outcome is Outcome.SETTLED


def test_without_a_page_of_ours_nobody_is_sent_to_confirm():
    fake, stripe = desk(return_to="")
    answer = collected(stripe, order(fake, fake.card("authentication_required")))
    assert (answer.outcome, answer.reason.of) == (Outcome.FAILED, ReasonClass.NEEDS_CONFIRMATION)


def test_what_waits_for_the_payer_can_be_taken_back():
    fake, stripe = desk()
    answer = collected(stripe, order(fake, fake.card("authentication_required")))
    assert stripe.cancel(answer.ref).outcome is Outcome.FAILED
    assert fake.stored[answer.ref]["status"] == "canceled"
    paid = collected(stripe, order(fake, fake.card(), seed=2))
    assert stripe.cancel(paid.ref).outcome is Outcome.SETTLED


def test_methods_that_stripe_does_not_know_or_we_do_not_collect():
    fake, stripe = desk()
    gone = collected(stripe, order(fake, ("pm_gone", "cus_gone")))
    assert (gone.outcome, gone.reason.of) == (Outcome.FAILED, ReasonClass.METHOD_ENDED)
    small = collected(stripe, order(fake, fake.card(), amount="0.20", seed=2))
    assert (small.reason.of, small.reason.code) == (ReasonClass.OUR_DATA, "amount_too_small")
    cash = collected(stripe, order(fake, fake.card(), kind=PaymentMethod.CASH, seed=3))
    assert cash.reason.of is ReasonClass.OUR_DATA


def test_several_orders_and_stripe_goes_away_in_between():
    fake, stripe = desk({4: DOWN})
    orders = [order(fake, fake.card(), seed=each) for each in range(3)]
    answers = stripe.collect(orders).answers
    assert set(answers) == {orders[0].key, orders[1].key}
    assert len(stripe.collect(orders).answers) == 3
    assert len(fake.charged) == 3


@pytest.mark.parametrize("fault", [DOWN, BUSY])
def test_nothing_was_asked(fault):
    fake, stripe = desk({0: fault})
    asked = order(fake, fake.card())
    with pytest.raises(ProviderDown):
        stripe.collect([asked])
    assert stripe.look_up(asked.key, "") is None
    assert collected(stripe, asked).outcome is Outcome.SETTLED


def test_an_intent_that_was_lost_moved_no_money():
    for fault in (CUT_BEFORE, CUT_AFTER, NO_JSON):
        fake, stripe = desk({0: fault})
        asked = order(fake, fake.card())
        with pytest.raises(ProviderDown):
            stripe.collect([asked])
        assert fake.charged == []
        assert collected(stripe, asked).outcome is Outcome.SETTLED
        assert len(fake.charged) == len(fake.all("payment_intent")) == 1


def test_a_confirmation_that_was_lost_is_read_at_once_or_is_unknown_with_its_id():
    fake, stripe = desk({1: CUT_AFTER})
    assert collected(stripe, order(fake, fake.card())).outcome is Outcome.SETTLED
    fake, stripe = desk({1: CUT_AFTER, 2: CUT_BEFORE})
    asked = order(fake, fake.card())
    answer = collected(stripe, asked)
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.ref
    assert stripe.look_up(asked.key, answer.ref).outcome is Outcome.SETTLED
    fake, stripe = desk({1: BROKE_BEFORE})
    asked = order(fake, fake.card())
    answer = collected(stripe, asked)
    assert answer.outcome is Outcome.UNKNOWN
    assert stripe.look_up(asked.key, answer.ref) is None  # it never was confirmed
    assert collected(stripe, asked).outcome is Outcome.SETTLED
    assert len(fake.charged) == 1


def test_our_key_is_found_without_an_id_and_after_stripe_forgot_it():
    fake, stripe = desk()
    asked = order(fake, fake.card())
    assert collected(stripe, asked).outcome is Outcome.SETTLED
    assert stripe.look_up(asked.key, "").outcome is Outcome.SETTLED  # the search does not know it yet, the list does
    assert collected(stripe, asked).outcome is Outcome.SETTLED
    fake.clock.advance(timedelta(hours=30))
    assert stripe.look_up(asked.key, "").outcome is Outcome.SETTLED
    assert collected(stripe, asked).outcome is Outcome.SETTLED
    assert len(fake.charged) == len(fake.all("payment_intent")) == 1


def test_other_orders_under_one_key_are_a_fault_of_ours_that_charges_nothing():
    fake, stripe = desk()
    asked, method = order(fake, fake.card()), fake.card()
    collected(stripe, asked)
    assert collected(stripe, order(fake, method, key=asked.key, amount="31.00")).outcome is Outcome.UNKNOWN
    assert len(fake.charged) == 1


def test_a_payment_that_went_back_is_not_settled():
    fake, stripe = desk()
    asked = debit(fake, fake.account())
    answer = collected(stripe, asked)
    fake.clear(answer.ref)
    fake.dispute(answer.ref, "insufficient_funds")
    told = stripe.look_up(asked.key, answer.ref)
    assert (told.outcome, told.reason.of, told.fee) == (Outcome.RETURNED, ReasonClass.NO_FUNDS, Money.of("7.50"))


def test_money_goes_back_once_and_never_more_than_came():
    fake, stripe = desk()
    asked = order(fake, fake.card())
    answer = collected(stripe, asked)
    first = pay_back(fake, asked, answer, "10.00")
    assert stripe.pay_back(first).outcome is Outcome.PAID_BACK
    fake.clock.advance(timedelta(days=40))
    assert stripe.pay_back(first).outcome is Outcome.PAID_BACK
    assert [amount for _, amount in fake.charged] == [2990, -1000]
    too_much = stripe.pay_back(pay_back(fake, asked, answer, "20.00", "second"))
    assert (too_much.outcome, too_much.reason.of) == (Outcome.FAILED, ReasonClass.OUR_DATA)


def test_a_refund_that_was_lost_is_found_again():
    fake, stripe = desk()
    asked = order(fake, fake.card())
    answer = collected(stripe, asked)
    fake.plan = {len(fake.asked) + 1: CUT_AFTER}
    back = pay_back(fake, asked, answer, "29.90")
    assert stripe.pay_back(back).outcome is Outcome.UNKNOWN
    assert stripe.pay_back(back).outcome is Outcome.PAID_BACK
    assert [amount for _, amount in fake.charged] == [2990, -2990]


def test_a_disputed_or_unknown_charge_is_not_paid_back():
    fake, stripe = desk()
    asked = order(fake, fake.card())
    answer = collected(stripe, asked)
    fake.dispute(answer.ref, "fraudulent", "needs_response")
    assert stripe.pay_back(pay_back(fake, asked, answer, "5")).reason.of is ReasonClass.DISPUTED
    gone = pay_back(fake, asked, type(answer)(Outcome.SETTLED, "pi_gone"), "5", "gone")
    assert stripe.pay_back(gone).outcome is Outcome.FAILED


@settings(max_examples=40, deadline=None)
@given(
    faults=st.dictionaries(st.integers(0, 9), st.sampled_from(FAULTS), max_size=5),
    script=st.lists(st.sampled_from(["ok", "insufficient_funds", "authentication_required"]), max_size=2),
    waits=st.lists(st.sampled_from([0, 1, 26]), min_size=6, max_size=6),
)
def test_whatever_breaks_it_is_charged_once_at_most_and_not_forgotten(faults, script, waits):
    """As the worker does it: asked, else looked up, asked again only when it never arrived."""
    fake, stripe = desk(faults)
    asked, ref, outcome = order(fake, fake.card(*script)), "", None
    for wait in waits:
        try:
            told = stripe.look_up(asked.key, ref) if outcome is Outcome.UNKNOWN else None
            answer = told or collected(stripe, asked)
        except ProviderDown:
            answer = None
        if answer is not None:
            outcome, ref = answer.outcome, answer.ref or ref
        fake.clock.advance(timedelta(hours=wait))
    fake.plan = {}
    fake.clock.advance(timedelta(hours=26))
    final = stripe.look_up(asked.key, ref) or collected(stripe, asked)
    assert len(fake.charged) == (1 if final.outcome is Outcome.SETTLED else 0)
    assert final.outcome is not Outcome.UNKNOWN
    assert len([each for each in fake.all("payment_intent") if each["status"] == "succeeded"]) <= 1


def test_a_key_that_is_none_is_refused_before_anything_is_asked():
    from connectors.psp.http import Secret
    from connectors.psp.stripe.provider import Stripe

    with pytest.raises(ProviderRefusesUs):
        Stripe(Secret("pk_test_1"), None)


def test_keys_are_born_when_they_say():
    from connectors.psp.keys import born_at

    fake, _ = desk()
    assert born_at(key_of(fake, 1)) == fake.clock.now()

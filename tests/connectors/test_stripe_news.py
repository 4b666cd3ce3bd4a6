"""What Stripe tells by itself: notices and the poller tell the same, doubled, late and forged ones do no harm."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.psp.http import Secret
from connectors.psp.stripe.notices import StripeReader, StripeSeal
from domain.contracts.payment import PaymentMethod
from domain.payments.notices import NoticeUnreadable, Seen
from domain.payments.provider import DebitAgreed, Outcome, ProviderDown, SetupOrder, SignatureWrong
from domain.payments.reasons import ReasonClass
from tests.connectors.stripe_desk import HOME, debit, desk, heard_of, key_of, order, pay_back
from tests.connectors.stripe_fake.fake import CUT_AFTER

VECTORS = json.loads((Path(__file__).parent / "specs" / "webhook-signatures" / "vectors.json").read_text())
SECRET = Secret("whsec_of_the_test")


def signed(event, now, secret=SECRET, **more):
    body = json.dumps(event, default=str).encode()
    stamp = str(int(now.timestamp()))
    made = hmac.new(secret.told.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return {"stripe-signature": f"t={stamp},v1={made}", **more}, body


def charged(*script, paid_by=order):
    fake, stripe = desk()
    asked = paid_by(fake, fake.card(*script) if paid_by is order else fake.account(*script))
    return fake, stripe, asked, stripe.collect([asked]).answers[asked.key]


@pytest.mark.parametrize("vector", [each for each in VECTORS if each["provider"] == "stripe"])
def test_signatures_are_judged_as_stripes_own_client_judges_them(vector):
    seal = StripeSeal(Secret(vector["secret"]))
    now = datetime.fromtimestamp(vector["now"], UTC)
    headers, body = {"stripe-signature": vector["header_value"]}, vector["body"].encode()
    if vector["valid"]:
        assert seal.look(headers, body, now) == Seen("")  # believed, and of a kind that we do not care for
    else:
        with pytest.raises(SignatureWrong):
            seal.checked(headers, body, now)


def test_a_secret_that_is_being_replaced():
    fake, _, _, _ = charged()
    now, event = fake.clock.now(), fake.events[-1]
    headers, body = signed(event, now)
    assert StripeSeal(Secret("whsec_new"), SECRET).look(headers, body, now) == Seen(event["id"])
    for seal in (StripeSeal(Secret("whsec_new")), StripeSeal(Secret("")), StripeSeal()):
        with pytest.raises(SignatureWrong):
            seal.look(headers, body, now)


@pytest.mark.parametrize("header", ["", "t=,v1=", "v1=00", "t=1", "t=١,v1=00", "t=" + "9" * 40 + ",v1=aa", "t=-5,v1=é"])
def test_headers_that_are_none(header):
    with pytest.raises(SignatureWrong):
        StripeSeal(SECRET).checked({"stripe-signature": header}, b"{}", datetime(2026, 3, 2, tzinfo=UTC))


@given(st.text(max_size=60), st.binary(max_size=60))
def test_nothing_that_somebody_makes_up_is_believed(header, body):
    with pytest.raises(SignatureWrong):
        StripeSeal(SECRET).checked({"stripe-signature": header}, body, datetime(2026, 3, 2, tzinfo=UTC))


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"id": 5}', b"\xff\xfe"])
def test_rightly_signed_and_unreadable(body):
    now = datetime(2026, 3, 2, tzinfo=UTC)
    made = hmac.new(SECRET.told.encode(), str(int(now.timestamp())).encode() + b"." + body, hashlib.sha256).hexdigest()
    with pytest.raises(NoticeUnreadable):
        StripeSeal(SECRET).checked({"stripe-signature": f"t={int(now.timestamp())},v1={made}"}, body, now)


def test_notice_and_poller_tell_the_same_with_the_same_id():
    fake, stripe, asked, _ = charged()
    [polled] = heard_of(stripe)
    now = fake.clock.now()
    headers, body = signed(fake.events[-1], now)
    [noticed] = StripeReader(StripeSeal(SECRET), lambda: stripe.desk).read(headers, body, now)
    assert noticed == polled
    assert (noticed.key, noticed.answer.outcome) == (asked.key, Outcome.SETTLED)


def test_an_event_in_another_version_is_asked_for_again():
    fake, stripe = desk()
    fake.version = "2017-08-15"
    asked = order(fake, fake.card("insufficient_funds"))
    stripe.collect([asked])
    fake.events[-1]["data"]["object"] = {"object": "payment_intent", "id": fake.events[-1]["data"]["object"]["id"]}
    [failed] = heard_of(stripe)
    assert (failed.key, failed.answer.reason.of) == (asked.key, ReasonClass.NO_FUNDS)
    fake.plan = {len(fake.asked): CUT_AFTER}
    now = fake.clock.now()
    with pytest.raises(ProviderDown):  # the notice is kept and read again later
        StripeReader(StripeSeal(SECRET), lambda: stripe.desk).read(*signed(fake.events[-1], now), now)


def test_what_others_do_in_the_same_account_is_no_news():
    fake, stripe, _, answer = charged()
    fake.stored[answer.ref]["metadata"] = {}
    fake.events[-1]["data"]["object"]["metadata"] = {"umlauf_key": "no key of ours"}
    fake.tell("customer.created", fake.all("customer")[0])
    assert heard_of(stripe) == []
    assert stripe.desk.news_of({"id": "evt_1", "type": "payment_intent.succeeded", "data": {}}) == ()


def test_a_debit_comes_back_weeks_later_with_its_reason():
    fake, stripe, asked, answer = charged(paid_by=debit)
    fake.clock.advance(timedelta(days=5))
    fake.clear(answer.ref)
    fake.clock.advance(timedelta(days=30))
    fake.dispute(answer.ref, "debit_not_authorized")
    *_, settled, returned = heard_of(stripe)
    assert [settled.answer.outcome, returned.answer.outcome] == [Outcome.SETTLED, Outcome.RETURNED]
    assert (returned.key, returned.answer.reason.of) == (asked.key, ReasonClass.NO_MANDATE)
    assert returned.at - settled.at == timedelta(days=30)


def test_a_debit_that_the_bank_refuses():
    fake, stripe, asked, answer = charged("refer_to_customer", paid_by=debit)
    fake.clear(answer.ref)
    *_, failed = heard_of(stripe)
    assert (failed.key, failed.answer.outcome, failed.answer.reason.of) == (
        asked.key,
        Outcome.FAILED,
        ReasonClass.NOT_SAID,
    )


def test_a_question_of_the_payers_bank_is_no_return_and_a_dispute_that_we_win_is_settled_again():
    fake, stripe, _asked, answer = charged()
    fake.clock.advance(timedelta(minutes=20))
    asking = fake.dispute(answer.ref, "fraudulent", "warning_needs_response")
    assert heard_of(stripe)[-1].answer.outcome is Outcome.SETTLED
    for status, outcome in (("needs_response", Outcome.RETURNED), ("won", Outcome.SETTLED)):
        fake.clock.advance(timedelta(days=1))
        asking["status"] = status
        fake.tell("charge.dispute.closed", asking)
        assert heard_of(stripe)[-1].answer.outcome is outcome


def test_refunds_mandates_and_methods_are_news_too():
    fake, stripe, asked, answer = charged()
    fake.clock.advance(timedelta(minutes=20))
    back = pay_back(fake, asked, answer, "10.00")
    stripe.pay_back(back)
    refunded = heard_of(stripe)[-1]
    assert (refunded.pay_back_key, refunded.answer.outcome) == (back.key, Outcome.PAID_BACK)
    card = asked.method.token
    fake.stored[card]["card"]["exp_year"] = 2034
    fake.clock.advance(timedelta(minutes=20))
    fake.tell("payment_method.automatically_updated", fake.stored[card])
    renewed = heard_of(stripe)[-1]
    assert (renewed.method_token, renewed.setup.expires_on.year, renewed.ends_method) == (card, 2034, False)
    fake.clock.advance(timedelta(minutes=20))
    fake.tell("payment_method.detached", fake.stored[card])
    assert heard_of(stripe)[-1].ends_method


def test_a_method_is_left_on_stripes_own_page():
    fake, stripe = desk()
    asked = SetupOrder(key_of(fake, 5), PaymentMethod.CARD, "Erika Muster", "erika@example.org")
    open_ = stripe.set_up(asked)
    assert (open_.outcome, open_.link) == (Outcome.NEEDS_CUSTOMER, fake.stored[open_.ref]["url"])
    assert fake.stored[open_.ref]["success_url"] == HOME
    assert stripe.set_up(asked) == open_  # asked again, nothing new is made
    assert len(fake.all("customer")) == 1
    assert stripe.look_up_setup(asked.key, open_.ref) == open_
    fake.fill_in(open_.ref)
    done = stripe.look_up_setup(asked.key, open_.ref)
    assert (done.outcome, done.shown, str(done.expires_on)) == (Outcome.SETTLED, "Visa •••• 4242", "2030-08-31")
    [told] = heard_of(stripe)
    assert (told.setup_key, told.setup.method) == (asked.key, done.method)
    charge = order(fake, (done.method.token, done.method.payer), seed=9)
    assert stripe.collect([charge]).answers[charge.key].outcome is Outcome.SETTLED


def test_a_page_that_is_about_to_close_is_followed_by_another_one():
    fake, stripe = desk()
    asked = SetupOrder(key_of(fake, 5), PaymentMethod.CARD, "Erika Muster", "erika@example.org", "cus_of_old")
    fake.keep({"id": "cus_of_old", "object": "customer"})
    first = stripe.set_up(asked)
    fake.clock.advance(timedelta(hours=23, minutes=30))
    second = stripe.set_up(asked)
    assert second.link != first.link
    assert stripe.set_up(asked) == second
    fake.clock.advance(timedelta(hours=30))
    assert stripe.set_up(asked).link not in {first.link, second.link}


@pytest.mark.parametrize("click", [("", ""), ("203.0.113.7", "Firefox")])
def test_a_mandate_given_with_us_on_paper_or_by_a_click(click):
    fake, stripe = desk()
    agreed = DebitAgreed("DE89370400440532013000", fake.clock.now(), *click)
    asked = SetupOrder(key_of(fake, 6), PaymentMethod.DIRECT_DEBIT, "Erika Muster", "e@example.org", debit=agreed)
    done = stripe.set_up(asked)
    assert (done.outcome, done.shown, done.method.holder) == (Outcome.SETTLED, "DE •••• 3000", "Erika Muster")
    acceptance = fake.all("mandate")[0]["customer_acceptance"]
    assert acceptance["type"] == ("online" if click[0] else "offline")
    assert stripe.look_up_setup(asked.key, "").method == done.method
    asked_for = debit(fake, (done.method.token, done.method.payer))
    assert stripe.collect([asked_for]).answers[asked_for.key].outcome is Outcome.PENDING
    fake.end_mandate(done.method.token)
    assert [(each.method_token, each.ends_method) for each in heard_of(stripe)][-1] == (done.method.token, True)


def test_a_wrong_account_and_a_setup_that_nobody_asked_for():
    fake, stripe = desk()
    agreed = DebitAgreed("DE00", fake.clock.now())
    wrong = stripe.set_up(SetupOrder(key_of(fake, 7), PaymentMethod.DIRECT_DEBIT, "E", "e@example.org", debit=agreed))
    assert (wrong.outcome, wrong.reason.of) == (Outcome.FAILED, ReasonClass.METHOD_WRONG)
    assert stripe.look_up_setup(key_of(fake, 8), "") is None
    fake.plan = {len(fake.asked): CUT_AFTER}
    with pytest.raises(ProviderDown):
        stripe.set_up(SetupOrder(key_of(fake, 9), PaymentMethod.CARD, "E", "e@example.org"))


def test_the_poller_catches_up_after_a_month_away():
    fake, stripe = desk()
    for day in range(12):
        asked = order(fake, fake.card(), seed=day)
        stripe.collect([asked])
        fake.clock.advance(timedelta(days=4))
    heard = heard_of(stripe)
    assert len(heard) == 7  # the last 30 days; what is older is looked up by whoever waits for it
    assert [each.at for each in heard] == sorted(each.at for each in heard)

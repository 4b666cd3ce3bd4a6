"""Mollie: mandates charged, looked up, charged back and told of, with faults in between; judged by recorded answers."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.psp.http import Secret
from connectors.psp.mollie import reading
from connectors.psp.mollie.notices import MollieReader, MollieSeal
from connectors.psp.mollie.provider import Mollie
from domain.clock import MovableClock
from domain.contracts.payment import PaymentMethod
from domain.money import Money
from domain.payments.notices import NoticeUnreadable, Seen
from domain.payments.provider import (
    DebitAgreed,
    Outcome,
    PayBackOrder,
    ProviderDown,
    ProviderRefusesUs,
    SetupOrder,
    SignatureWrong,
)
from domain.payments.reasons import ReasonClass
from tests.connectors.mollie_fake import CUT_AFTER, DOWN, FAULTS, MollieFake, asked_wrongly, recorded
from tests.connectors.stripe_desk import START, debit, key_of

VECTORS = json.loads((Path(__file__).parent / "specs" / "webhook-signatures" / "vectors.json").read_text())
HOOK, HOME = "https://radwerk.example/hooks/mollie", "https://radwerk.example/zahlung"


def desk(plan=None):
    clock = MovableClock(START)
    fake = MollieFake(clock, plan or {})
    return fake, Mollie(Secret("test_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM"), clock, fake, HOME, HOOK)


def collected(mollie, asked):
    return mollie.collect([asked]).answers[asked.key]


def test_the_judge_bites():
    good = {"amount": {"currency": "EUR", "value": "5.00"}, "sequenceType": "recurring"}
    assert asked_wrongly("payment_single", good) == []
    for wrong in (
        good | {"purpose": "x"},
        good | {"amount": {"currency": "EUR", "value": "5"}},
        good | {"amount": 500},
        good | {"sequenceType": "again"},
        good | {"customerId": 5},
    ):
        assert asked_wrongly("payment_single", wrong)


def test_recorded_answers_are_read():
    paid = recorded("payment_single") | {"status": "paid", "paidAt": "2018-03-20T09:20:00+00:00"}
    back = reading.answer_of_payment(paid)
    assert (back.outcome, back.amount) == (Outcome.RETURNED, Money.of("5.00"))
    assert reading.answer_of_payment(recorded("payment_single")).outcome is Outcome.NEEDS_CUSTOMER
    cancelled = reading.answer_of_payment(recorded("payment_canceled"))
    assert (cancelled.outcome, cancelled.reason.of) == (Outcome.FAILED, ReasonClass.NEEDS_CONFIRMATION)
    assert reading.answer_of_refund(recorded("refund_single")).outcome is Outcome.PENDING
    mandate = reading.method_of(recorded("customer_mandate_single"), "cst_1", "ref")
    assert (mandate.outcome, mandate.shown) == (Outcome.SETTLED, "NL •••• 0000")


def test_a_mandate_is_charged_settled_and_comes_back():
    fake, mollie = desk()
    asked = debit(fake, fake.mandate())
    answer = collected(mollie, asked)
    assert answer.outcome is Outcome.PENDING
    assert fake.stored[answer.ref]["webhookUrl"] == HOOK
    fake.clock.advance(timedelta(days=4))
    fake.end(answer.ref)
    settled = mollie.look_up(asked.key, answer.ref)
    assert (settled.outcome, settled.on, settled.amount) == (Outcome.SETTLED, date(2026, 3, 6), Money.of("29.90"))
    fake.clock.advance(timedelta(days=30))
    fake.charge_back(answer.ref, "MD06")
    back = mollie.look_up(asked.key, answer.ref)
    assert (back.outcome, back.reason.of) == (Outcome.RETURNED, ReasonClass.PAID_BACK_BY_BANK)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("AM04", ReasonClass.NO_FUNDS), ("AC04", ReasonClass.METHOD_ENDED), ("card_expired", ReasonClass.METHOD_ENDED)],
)
def test_reasons(said, meant):
    fake, mollie = desk()
    asked = debit(fake, fake.mandate(said))
    answer = collected(mollie, asked)
    fake.end(answer.ref)
    assert mollie.look_up(asked.key, answer.ref).reason.of is meant


def test_a_mandate_that_is_gone_and_kinds_that_are_not_collected():
    fake, mollie = desk()
    gone = collected(mollie, debit(fake, ("mdt_gone", fake.mandate()[1])))
    assert (gone.outcome, gone.reason.of) == (Outcome.FAILED, ReasonClass.METHOD_ENDED)
    with pytest.raises(ProviderRefusesUs):
        Mollie(Secret("sk_test_1"), fake.clock, fake)


def test_a_lost_answer_is_found_among_many_by_our_key():
    fake, mollie = desk({3: CUT_AFTER})
    method = fake.mandate()
    for seed in range(3):
        collected(mollie, debit(fake, method, seed=seed))
    asked = debit(fake, method, seed="lost")
    assert collected(mollie, asked).outcome is Outcome.UNKNOWN
    for seed in range(10, 15):
        collected(mollie, debit(fake, method, seed=seed))
    found = mollie.look_up(asked.key, "")
    assert (found.outcome, fake.stored[found.ref]["metadata"]["umlauf_key"]) == (Outcome.PENDING, str(asked.key))
    assert mollie.look_up(key_of(fake, "never"), "") is None


@settings(max_examples=30, deadline=None)
@given(
    faults=st.dictionaries(st.integers(0, 8), st.sampled_from(FAULTS), max_size=5),
    waits=st.lists(st.sampled_from([0, 1, 26]), min_size=5, max_size=5),
)
def test_whatever_breaks_it_is_asked_for_once(faults, waits):
    fake, mollie = desk(faults)
    asked = debit(fake, fake.mandate())
    for wait in waits:
        with suppress(ProviderDown):
            collected(mollie, asked)
        fake.clock.advance(timedelta(hours=wait))
    fake.plan = {}
    assert collected(mollie, asked).outcome is Outcome.PENDING
    assert len(fake.of("tr")) == 1


def test_money_goes_back_once_and_never_too_much():
    fake, mollie = desk()
    asked = debit(fake, fake.mandate())
    answer = collected(mollie, asked)
    fake.end(answer.ref)

    def back(seed, amount):
        return PayBackOrder(key_of(fake, seed), asked.key, answer.ref, Money.of(amount), "Radwerk")

    fake.plan = {len(fake.asked) + 1: CUT_AFTER}
    first = back(1, "20.00")
    assert mollie.pay_back(first).outcome is Outcome.UNKNOWN
    fake.clock.advance(timedelta(days=3))
    assert mollie.pay_back(first).outcome is Outcome.PENDING
    assert len(fake.of("re")) == 1
    assert mollie.pay_back(back(2, "10.00")).outcome is Outcome.FAILED
    fake.plan = {len(fake.asked): DOWN}
    with pytest.raises(ProviderDown):
        mollie.pay_back(back(3, "1.00"))


def test_a_card_is_left_on_mollies_page_and_an_account_with_us():
    fake, mollie = desk()
    asked = SetupOrder(key_of(fake, 1), PaymentMethod.CARD, "Erika Muster", "erika@example.org")
    open_ = mollie.set_up(asked)
    assert (open_.outcome, open_.link.startswith("https://")) == (Outcome.NEEDS_CUSTOMER, True)
    assert fake.stored[open_.ref]["amount"] == {"currency": "EUR", "value": "0.00"}
    fake.fill_in(open_.ref)
    done = mollie.look_up_setup(asked.key, open_.ref)
    assert (done.outcome, done.shown, done.expires_on) == (Outcome.SETTLED, "Visa •••• 4242", date(2030, 8, 31))
    [news] = mollie.news_of(open_.ref)
    assert (news.setup_key, news.setup) == (asked.key, done)
    agreed = DebitAgreed("DE89370400440532013000", fake.clock.now())
    account = SetupOrder(key_of(fake, 2), PaymentMethod.DIRECT_DEBIT, "Erika Muster", "e@example.org", debit=agreed)
    made = mollie.set_up(account)
    assert (made.outcome, made.shown) == (Outcome.SETTLED, "DE •••• 3000")
    assert mollie.look_up_setup(account.key, made.ref) == made
    wrong = SetupOrder(key_of(fake, 3), PaymentMethod.DIRECT_DEBIT, "E", "e", debit=DebitAgreed("DE", START))
    assert mollie.set_up(wrong).reason.of is ReasonClass.METHOD_ENDED


def test_notice_and_poller_tell_the_same_with_the_same_ids():
    fake, mollie = desk()
    asked = debit(fake, fake.mandate())
    answer = collected(mollie, asked)
    cursor = mollie.listen("").cursor
    fake.clock.advance(timedelta(days=2))
    fake.end(answer.ref)
    heard = mollie.listen(cursor)
    noticed = MollieReader(lambda: mollie).read({}, f"id={answer.ref}".encode(), fake.clock.now())
    assert list(heard.news) == list(noticed)
    fake.clock.advance(timedelta(days=40))
    fake.charge_back(answer.ref, "MS03")
    [back] = mollie.listen(heard.cursor).news
    assert (back.key, back.answer.outcome, back.event_id) == (asked.key, Outcome.RETURNED, f"{answer.ref}:back:2990")
    settled, again = mollie.news_of(answer.ref)
    assert (settled.answer.outcome, again) == (Outcome.SETTLED, back)


@pytest.mark.parametrize("vector", [each for each in VECTORS if each["provider"] == "mollie"])
def test_signed_notices_as_mollies_own_client_judges_them(vector):
    seal, body = MollieSeal(Secret(vector["secret"])), vector["body"].encode()
    headers = {"x-mollie-signature": vector["header_value"]}
    if vector["valid"]:
        assert seal.look(headers, body, START) == Seen("")
        with pytest.raises(SignatureWrong):
            MollieSeal().look(headers, body, START)
    else:
        with pytest.raises(SignatureWrong):
            seal.look(headers, body, START)


@pytest.mark.parametrize(
    "body", [b"", b"id=", b"id=tr_1&id=tr_2", b"id=../../x", b"id=ord_12345", b"id=tr_" + b"x" * 99]
)
def test_a_classic_notice_names_a_payment_or_is_none(body):
    assert MollieSeal().look({}, b"id=tr_7UhSN1zuXS", datetime(2026, 3, 2, tzinfo=UTC)) == Seen("tr_7UhSN1zuXS", False)
    with pytest.raises(NoticeUnreadable):
        MollieSeal().look({}, body, START)


def test_a_payment_of_others_is_no_news():
    fake, mollie = desk()
    asked = debit(fake, fake.mandate())
    ref = collected(mollie, asked).ref
    fake.end(ref)
    fake.stored[ref]["metadata"] = {"order_id": "12345"}
    assert mollie.news_of(ref) == []
    assert mollie.news_of("tr_gone") == ()
    mollie.greet()

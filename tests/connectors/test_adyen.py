"""Adyen: stored methods charged and paid back, notices believed by their signature; judged by Adyen's description."""

import base64
import hashlib
import hmac
import json
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.psp.adyen.notices import AdyenReader, AdyenSeal
from connectors.psp.adyen.provider import Adyen
from connectors.psp.adyen.wire import Account
from connectors.psp.http import Secret
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
from tests.connectors.adyen_fake import CUT_AFTER, DOWN, FAULTS, AdyenFake, faults, spec
from tests.connectors.stripe_desk import START, debit, key_of, order

VECTORS = json.loads((Path(__file__).parent / "specs" / "webhook-signatures" / "vectors.json").read_text())
SIGNED = [each for each in VECTORS if each["provider"] == "adyen-notification"]
HEX = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056"
OURS = "RadwerkBerlinECOM"


def desk(plan=None):
    clock = MovableClock(START)
    fake = AdyenFake(clock, plan or {})
    return fake, Adyen(Secret("AQE_test"), Account(OURS), clock, fake, "https://radwerk.example/")


def card(fake, *script):
    return fake.store("shopper-1", "scheme", *script), "shopper-1"


def collected(adyen, asked):
    return adyen.collect([asked]).answers[asked.key]


def item(code, *, success="true", key=None, amount=2990, merchant=OURS, **more):
    """A notice, signed as Adyen does it."""
    told = {
        "pspReference": "QFQTPCQ8HXSKGK82",
        "merchantAccountCode": merchant,
        "merchantReference": str(key or "4711"),
        "amount": {"currency": "EUR", "value": amount},
        "eventCode": code,
        "success": success,
        "eventDate": "2026-03-09T13:40:54+01:00",
        "paymentMethod": "visa",
        **more,
    }
    names = ("pspReference", "originalReference", "merchantAccountCode", "merchantReference")
    signed = ":".join([*(told.get(each, "") for each in names), str(amount), "EUR", code, success])
    made = base64.b64encode(hmac.new(bytes.fromhex(HEX), signed.encode(), hashlib.sha256).digest()).decode()
    told["additionalData"] = {**told.get("additionalData", {}), "hmacSignature": made}
    return told


def body(*items):
    told = {"live": "false", "notificationItems": [{"NotificationRequestItem": each} for each in items]}
    return json.dumps(told).encode()


def heard(*items):
    return AdyenReader(AdyenSeal(OURS, Secret(HEX))).read({}, body(*items), START)


def test_the_judge_bites():
    good = {"merchantAccount": "x", "amount": {"currency": "EUR", "value": 1}, "reference": "r"}
    stored = {"type": "scheme", "storedPaymentMethodId": "M1"}
    assert faults("PaymentRequest", good | {"paymentMethod": stored}) == []
    for wrong in (
        good,
        good | {"paymentMethod": stored, "amount": {"currency": "EUR", "value": "1"}},
        good | {"paymentMethod": stored, "purpose": "x"},
        good | {"paymentMethod": stored, "shopperInteraction": "Again"},
        good | {"paymentMethod": {"type": 5}},
    ):
        assert faults("PaymentRequest", wrong)


def test_a_stored_card_is_charged_and_paid_back():
    fake, adyen = desk()
    asked = order(fake, card(fake))
    answer = collected(adyen, asked)
    assert (answer.outcome, answer.on, answer.amount) == (Outcome.SETTLED, date(2026, 3, 2), Money.of("29.90"))
    back = PayBackOrder(key_of(fake, "back"), asked.key, answer.ref, Money.of("10"), "Radwerk")
    assert [adyen.pay_back(back).outcome for _ in range(2)] == [Outcome.PENDING] * 2
    assert [amount for _, amount in fake.charged] == [2990, -1000]
    adyen.greet()
    assert adyen.listen("x").cursor == "x"


@pytest.mark.parametrize(
    ("said", "outcome", "meant"),
    [
        ("12", Outcome.FAILED, ReasonClass.NO_FUNDS),
        ("6", Outcome.FAILED, ReasonClass.METHOD_ENDED),
        ("999", Outcome.FAILED, ReasonClass.NOT_SAID),
        ("Error", Outcome.FAILED, ReasonClass.TECHNICAL),
        ("Received", Outcome.PENDING, None),
        ("RedirectShopper", Outcome.NEEDS_CUSTOMER, None),
    ],
)
def test_what_adyen_answers(said, outcome, meant):
    fake, adyen = desk()
    answer = collected(adyen, order(fake, card(fake, said)))
    assert (answer.outcome, answer.reason and answer.reason.of) == (outcome, meant)
    assert bool(answer.link) == (outcome is Outcome.NEEDS_CUSTOMER)


def test_a_method_that_is_gone():
    fake, adyen = desk()
    gone = collected(adyen, order(fake, ("M404", "shopper-1")))
    assert (gone.outcome, gone.reason.of) == (Outcome.FAILED, ReasonClass.METHOD_ENDED)


def test_a_lost_answer_is_unknown_until_somebody_tells():
    fake, adyen = desk({0: CUT_AFTER})
    asked = order(fake, card(fake))
    assert collected(adyen, asked).outcome is Outcome.UNKNOWN
    assert adyen.look_up(asked.key, "").outcome is Outcome.UNKNOWN  # nobody says that it did not arrive
    assert not adyen.can.looks_up
    [news] = heard(item("AUTHORISATION", key=asked.key))
    assert (news.key, news.answer.outcome, news.answer.on) == (asked.key, Outcome.SETTLED, date(2026, 3, 9))


@settings(max_examples=20, deadline=None)
@given(faults_=st.dictionaries(st.integers(0, 5), st.sampled_from(FAULTS), max_size=5))
def test_whatever_breaks_within_a_week_it_is_charged_once(faults_):
    fake, adyen = desk(faults_)
    asked = order(fake, card(fake))
    for _ in range(6):
        with suppress(ProviderDown):
            collected(adyen, asked)
        fake.clock.advance(timedelta(days=1))
    assert len(fake.charged) <= 1


def test_methods_are_left_on_adyens_page_or_with_us():
    fake, adyen = desk()
    asked = SetupOrder(key_of(fake, 1), PaymentMethod.CARD, "Erika", "erika@example.org")
    open_ = adyen.set_up(asked)
    assert (open_.outcome, open_.link) == (Outcome.NEEDS_CUSTOMER, "https://test.adyen.link/PLx")
    assert adyen.look_up_setup(asked.key, open_.ref).outcome is Outcome.NEEDS_CUSTOMER
    fake.pages[open_.ref]["status"] = "completed"
    assert adyen.look_up_setup(asked.key, open_.ref).outcome is Outcome.PENDING
    fake.store(str(asked.key))
    done = adyen.look_up_setup(asked.key, open_.ref)
    assert (done.outcome, done.shown, done.expires_on) == (Outcome.SETTLED, "Visa •••• 1111", date(2030, 3, 31))
    fake.pages[open_.ref]["status"] = "expired"
    assert adyen.look_up_setup(asked.key, open_.ref).outcome is Outcome.FAILED
    agreed = DebitAgreed("DE89370400440532013000", START)
    account = adyen.set_up(SetupOrder(key_of(fake, 2), PaymentMethod.DIRECT_DEBIT, "Erika", "e@x.org", debit=agreed))
    assert (account.outcome, account.shown) == (Outcome.SETTLED, "DE •••• 3000")
    charge = debit(fake, (account.method.token, account.method.payer))
    assert collected(adyen, charge).outcome is Outcome.SETTLED
    fake.plan = {len(fake.asked): DOWN}
    with pytest.raises(ProviderDown):
        adyen.set_up(asked)


def test_no_key_and_no_live_address():
    for key, account in (("", Account(OURS)), ("AQE", Account(""))):
        with pytest.raises(ProviderRefusesUs):
            Adyen(Secret(key), account, None, object())
    live = Account(OURS, "1797a841fbb37ca7-AdyenDemo")
    assert live.address == "https://1797a841fbb37ca7-AdyenDemo-checkout-live.adyenpayments.com/checkout/v71"
    for prefix in ("evil.example/", "x", "1797a841fbb37ca7-A.evil.example#"):
        with pytest.raises(ProviderRefusesUs):
            Account(OURS, prefix).address  # noqa: B018 - asked for its refusal


@pytest.mark.parametrize("vector", SIGNED)
def test_signatures_as_adyens_own_library_judges_them(vector):
    told = json.loads(vector["body"])["NotificationRequestItem"]
    told["additionalData"] = {**told.get("additionalData", {}), "hmacSignature": vector["header_value"]}
    seal = AdyenSeal(told["merchantAccountCode"], Secret(vector["secret"]))
    if vector["valid"]:
        assert seal.look({}, body(told), START).event_id == f"{told['pspReference']}:AUTHORISATION:{told['success']}"
        with pytest.raises(SignatureWrong):
            AdyenSeal(OURS, Secret(vector["secret"])).look({}, body(told), START)  # of another account
    else:
        with pytest.raises(SignatureWrong):
            seal.look({}, body(told), START)


@pytest.mark.parametrize(
    ("code", "more", "outcome", "meant"),
    [
        ("AUTHORISATION", {"success": "false", "reason": "Expired Card"}, Outcome.FAILED, ReasonClass.METHOD_ENDED),
        ("CHARGEBACK", {"additionalData": {"chargebackReasonCode": "AM04"}}, Outcome.RETURNED, ReasonClass.NO_FUNDS),
        ("CHARGEBACK", {"additionalData": {"chargebackReasonCode": " 4853"}}, Outcome.RETURNED, ReasonClass.DISPUTED),
        ("CAPTURE_FAILED", {"reason": "Capture Failed"}, Outcome.RETURNED, ReasonClass.TECHNICAL),
        ("CHARGEBACK_REVERSED", {}, Outcome.SETTLED, None),
        ("REFUND", {}, Outcome.PAID_BACK, None),
        ("REFUND", {"success": "false"}, Outcome.FAILED, ReasonClass.NOT_SAID),
        ("REFUND_FAILED", {}, Outcome.FAILED, ReasonClass.NOT_SAID),
    ],
)
def test_what_notices_tell(code, more, outcome, meant):
    fake, _ = desk()
    key = key_of(fake, 1)
    [news] = heard(item(code, key=key, originalReference="9913140798220028", **more))
    assert (news.answer.outcome, news.answer.reason and news.answer.reason.of) == (outcome, meant)
    assert key == (news.pay_back_key if code.startswith("REFUND") else news.key)
    assert news.ref == ("QFQTPCQ8HXSKGK82" if code.startswith("REFUND") else "9913140798220028")


def test_a_method_that_was_left_is_told_and_asked_for():
    """Its token is not under the signature: whoever puts another one in gets nothing by it."""
    fake, _ = desk()
    more = {"recurring.recurringDetailReference": "8415736344864224", "recurring.shopperReference": "shopper-1"}
    [news] = heard(item("AUTHORISATION", key=key_of(fake, 1), amount=0, additionalData=more))
    assert (news.setup_key, news.setup.outcome, news.setup.method) == (key_of(fake, 1), Outcome.PENDING, None)
    [failed] = heard(item("AUTHORISATION", key=key_of(fake, 1), amount=0, success="false", reason="Expired Card"))
    assert (failed.setup.outcome, failed.setup.reason.of) == (Outcome.FAILED, ReasonClass.METHOD_ENDED)


def test_adyens_own_examples_are_read():
    """Each of them with our reference, account and signature: nothing in them is unreadable."""
    fake, _ = desk()
    kinds = set()
    for example in spec("Webhooks-v1")["components"]["examples"].values():
        for each in example["value"].get("notificationItems", ()):
            told = each["NotificationRequestItem"]
            left = {name: value for name, value in told.items() if name not in {"amount", "merchantAccountCode"}}
            left |= {"key": key_of(fake, 1), "code": left.pop("eventCode"), "success": left.pop("success", "true")}
            left.pop("merchantReference", None)
            heard(item(**left))
            kinds.add(told["eventCode"])
    assert {"AUTHORISATION", "CHARGEBACK", "REFUND", "REFUND_FAILED", "SECOND_CHARGEBACK"} <= kinds


def test_several_at_once_and_a_doubled_one():
    fake, _ = desk()
    first, second = item("AUTHORISATION", key=key_of(fake, 1)), item("REFUND", key=key_of(fake, 2))
    seal = AdyenSeal(OURS, Secret("00FF"), Secret(HEX))
    both = seal.look({}, body(first, second), START)
    assert both == seal.look({}, body(second, first), START)
    assert len(both.event_id) == 64
    assert seal.look({}, body(item("REPORT_AVAILABLE")), START) == Seen("")
    assert [each.event_id for each in heard(first, first)] == ["QFQTPCQ8HXSKGK82:AUTHORISATION:true"] * 2
    with pytest.raises(SignatureWrong):
        seal.look({}, body(first, second | {"success": "false"}), START)
    with pytest.raises(SignatureWrong):
        AdyenSeal(OURS, Secret("no hex"))


@pytest.mark.parametrize(
    "wrong",
    [b"", b"[]", b"{}", b'{"notificationItems": []}', b'{"notificationItems": [{"NotificationRequestItem": 5}]}'],
)
def test_bodies_that_are_no_notices(wrong):
    with pytest.raises(NoticeUnreadable):
        AdyenSeal(OURS, Secret(HEX)).look({}, wrong, START)

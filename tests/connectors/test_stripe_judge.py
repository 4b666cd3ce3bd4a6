"""The judge bites: what Stripe would not read is named, and nothing that it reads is."""

import pytest

from tests.connectors.stripe_judge import answered_wrongly, asked_wrongly

HEADERS = {"Stripe-Version": "2023-08-16", "Authorization": "Bearer sk_test_1"}
INTENT = "amount=100&currency=eur&customer=cus_1&payment_method_types[0]=card&metadata[umlauf_key]=7"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("payment_intents", INTENT),
        ("payment_intents/pi_1/confirm", "off_session=true&expand[0]=latest_charge"),
        ("checkout/sessions", "mode=setup&success_url=x&payment_method_types[0]=card&customer=cus_1"),
        ("refunds", "payment_intent=pi_1&amount=5"),
    ],
)
def test_what_stripe_reads_is_no_fault(path, body):
    assert asked_wrongly("POST", f"/v1/{path}", HEADERS, body.encode()) == []


@pytest.mark.parametrize(
    ("path", "body", "named"),
    [
        ("payment_intents", "currency=eur", "amount"),
        ("payment_intents", INTENT.replace("100", "1e2"), "integer"),
        ("payment_intents", INTENT + "&purpose=x", "purpose"),
        ("payment_intents", INTENT + "&capture_method=later", "capture_method"),
        ("payment_intents", INTENT + "&shipping[address][plz]=1", "plz"),
        ("payment_intents", INTENT + "&off_session=sometimes", "off_session"),
        ("payment_intents", INTENT + "&statement_descriptor=" + "x" * 23, "too long"),
        ("payment_intents/pi_1/confirm", "mandate_data[customer_acceptance][type]=spoken", "mandate_data"),
        ("checkout/sessions", "mode=setup&customer=cus_1", "success_url"),
        ("checkout/sessions", "mode=setup&success_url=x&locale=platt", "locale"),
        ("setup_intents", "payment_method_data[type]=sepa_debit&payment_method_data[sepa_debit][bic]=x", "iban"),
        ("refunds", "payment_intent=pi_1&reason=because", "reason"),
        ("charges/ch_1/undo", "", "no POST"),
    ],
)
def test_every_planted_fault_is_found(path, body, named):
    faults = asked_wrongly("POST", f"/v1/{path}", HEADERS, body.encode())
    assert named in " ".join(faults)


def test_lists_and_headers_are_judged_too():
    good = "/v1/events?types[0]=a.b&created[gte]=1&limit=100"
    assert asked_wrongly("GET", good, HEADERS, b"") == []
    assert asked_wrongly("GET", good.replace("gte", "since"), HEADERS, b"")
    assert asked_wrongly("GET", "/v1/payment_intents/search?limit=1", HEADERS, b"")
    assert asked_wrongly("GET", good, {**HEADERS, "Stripe-Version": "2020-08-27"}, b"")
    assert asked_wrongly("GET", good, {**HEADERS, "Authorization": "Bearer pk_test_1"}, b"")


def test_answers_of_the_fake_are_judged():
    body = b'{"id": "re_1", "object": "refund", "amount": "5", "created": 1, "currency": "eur"}'
    assert "integer" in " ".join(answered_wrongly("POST", "/v1/refunds", 200, body))
    assert answered_wrongly("POST", "/v1/refunds", 200, body.replace(b'"5"', b"5")) == []

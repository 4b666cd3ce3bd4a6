"""The life of a customer on a foreign fake of Stripe: made, set up, charged, and told of by a signed notice.

localstripe does not know everything that Stripe reads; what it refuses is taken out on the way and named here, so that
the rest of each question is judged by somebody who did not write it.
"""

import os
import socket
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl, urlencode

import pytest
import requests

from connectors.psp.http import Call, Reply, Secret, Wire
from connectors.psp.stripe.notices import StripeSeal
from connectors.psp.stripe.provider import Stripe
from connectors.psp.stripe.wire import StripeWire
from domain.clock import MovableClock
from domain.contracts.payment import PaymentMethod
from domain.money import Money
from domain.payments.notices import Seen
from domain.payments.provider import DebitAgreed, Outcome, PayBackOrder, SetupOrder, SignatureWrong
from tests.connectors import stripe_judge as judge
from tests.connectors.stripe_desk import key_of, order

UNKNOWN_TO_IT = {
    "/v1/payment_intents": ("description", "statement_descriptor_suffix", "statement_descriptor"),
    "/confirm": ("off_session", "expand", "return_url"),
    "/v1/setup_intents": ("confirm", "mandate_data", "payment_method_data", "expand"),
}
"""By how the path ends: parameters of Stripe's that it refuses."""


class Taken:
    """Takes out what localstripe does not know; a setup that is confirmed at once is confirmed in a second step."""

    def __init__(self, address):
        self.wire = Wire(address)

    def ask(self, call):
        faults = judge.asked_wrongly(call.method, call.path, call.headers, call.body)
        assert not faults, faults
        if call.path.startswith("/v1/disputes"):  # it has none
            return Reply(200, b'{"object": "list", "data": [], "has_more": false, "url": "/v1/disputes"}')
        form = parse_qsl(call.body.decode())
        for end, names in UNKNOWN_TO_IT.items():
            if call.path.endswith(end):
                left = [(name, value) for name, value in form if name.split("[")[0] not in names]
                reply = self.wire.ask(Call(call.method, call.path, call.headers, urlencode(left).encode()))
                if reply.status == 200 and any(name == "confirm" for name, _ in form):
                    return self._in_a_second_step(call, form, reply)
                return reply
        return self.wire.ask(call)

    def _in_a_second_step(self, call, form, reply):
        method = [(name, value) for name, value in form if name.startswith("payment_method_data")]
        body = urlencode([*method, ("expand[]", "payment_method")]).encode()
        path = f"/v1/setup_intents/{reply.read()['id']}/confirm"
        return self.wire.ask(Call("POST", path, call.headers, body))


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with socket.create_server(("", 0)) as free:
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("localstripe")
    command = [sys.executable, "-m", "localstripe", "--port", str(port), "--from-scratch"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env={**os.environ, "TMPDIR": str(folder)}, **quiet) as server:
        _wait_for(f"http://127.0.0.1:{port}/js.stripe.com/v3/")
        yield f"http://127.0.0.1:{port}"
        server.terminate()


def _wait_for(url):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            if requests.get(url, timeout=1).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.05)
    raise AssertionError("localstripe did not start")


@pytest.fixture
def house(address):
    key, clock = Secret("sk_test_12345"), MovableClock(datetime.now(UTC))
    wire = StripeWire(Taken(address), key)
    stripe = Stripe(key, clock, Taken(address), "https://radwerk.example/")
    stripe.clock = clock
    return wire, stripe


def card(wire, number):
    payer = wire.post("customers", {"name": "Erika Muster", "email": "erika@example.org"}, "")["id"]
    details = {"number": number, "exp_month": 12, "exp_year": 2030, "cvc": "123"}
    made = wire.post("payment_methods", {"type": "card", "card": details}, "")["id"]
    wire.post(f"payment_methods/{made}/attach", {"customer": payer}, "")
    return made, payer


def test_a_card_is_charged_and_paid_back(house):
    wire, stripe = house
    asked = order(stripe, card(wire, "4242424242424242"))
    answer = stripe.collect([asked]).answers[asked.key]
    assert (answer.outcome, answer.amount) == (Outcome.SETTLED, Money.of("29.90"))
    assert wire.get(f"payment_intents/{answer.ref}")["metadata"]["umlauf_key"] == str(asked.key)
    back = PayBackOrder(key_of(stripe, "back"), asked.key, answer.ref, Money.of("10"), "Radwerk")
    assert [stripe.pay_back(back).outcome for _ in range(2)] == [Outcome.PAID_BACK] * 2
    assert len(list(wire.pages("refunds", {"payment_intent": answer.ref}))) == 1


def test_a_card_that_is_declined_and_one_that_needs_its_holder(house):
    wire, stripe = house
    declined = order(stripe, card(wire, "4000000000000341"))
    answer = stripe.collect([declined]).answers[declined.key]
    assert (answer.outcome, answer.reason.code) == (Outcome.FAILED, "card_declined")
    asks = order(stripe, card(wire, "4000002500003155"), seed=2)
    assert stripe.collect([asks]).answers[asks.key].outcome is Outcome.NEEDS_CUSTOMER


@pytest.mark.parametrize(
    ("iban", "becomes"), [("DE89370400440532013000", Outcome.SETTLED), ("DE62370400440532013001", Outcome.FAILED)]
)
def test_a_mandate_is_given_and_debited(house, iban, becomes):
    _, stripe = house
    setup = SetupOrder(
        key_of(stripe, iban),
        PaymentMethod.DIRECT_DEBIT,
        "Erika Muster",
        "erika@example.org",
        debit=DebitAgreed(iban, stripe.clock.now()),
    )
    done = stripe.set_up(setup)
    assert (done.outcome, done.method.kind, done.shown) == (
        Outcome.SETTLED,
        PaymentMethod.DIRECT_DEBIT,
        f"DE •••• {iban[-4:]}",
    )
    asked = order(stripe, (done.method.token, done.method.payer), seed=iban, kind=PaymentMethod.DIRECT_DEBIT)
    answer = stripe.collect([asked]).answers[asked.key]
    assert answer.outcome is Outcome.PENDING
    until = time.monotonic() + 20
    while stripe.look_up(asked.key, answer.ref).outcome is Outcome.PENDING and time.monotonic() < until:
        time.sleep(0.1)
    assert stripe.look_up(asked.key, answer.ref).outcome is becomes


def test_its_notices_are_believed_and_others_are_not(house, address):
    wire, _ = house
    told = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_args):
            pass

    ear = HTTPServer(("127.0.0.1", 0), Ear)
    hook = {"url": f"http://127.0.0.1:{ear.server_port}/", "secret": "whsec_local", "events": ["customer.created"]}
    requests.post(f"{address}/_config/webhooks/ours", json=hook, timeout=5).raise_for_status()
    hearing = threading.Thread(target=ear.serve_forever, args=(0.05,))
    hearing.start()
    payer, until = wire.post("customers", {"name": "Max Muster"}, "")["id"], time.monotonic() + 30
    while not any(payer.encode() in body for _, body in told) and time.monotonic() < until:
        time.sleep(0.05)
    ear.shutdown()
    hearing.join()
    ear.server_close()
    headers, body = told[-1]
    seal, now = StripeSeal(Secret("whsec_local")), datetime.now(UTC)
    assert seal.checked(headers, body, now)["data"]["object"]["id"] == payer
    assert seal.look(headers, body, now) == Seen("")  # a kind that we do not care for
    with pytest.raises(SignatureWrong):
        seal.look(headers, body + b" ", now)
    with pytest.raises(SignatureWrong):
        StripeSeal(Secret("whsec_other")).look(headers, body, now)

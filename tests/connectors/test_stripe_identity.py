"""Stripe Identity: what is asked and what is answered is judged by Stripe's own description."""

import json
from datetime import date
from uuid import UUID

import pytest

from connectors.identity.stripe import StripeIdentity, session_of
from connectors.psp.http import AnswerLost, Call, Reply, Secret
from connectors.psp.stripe.wire import StripeWire
from domain.checks.facts import CheckFacts
from domain.checks.identity import IdentityState
from domain.checks.verdict import BureauFault, CheckUnavailable
from domain.customers.model import CustomerKind, PersonalData
from domain.ids import OrderId
from domain.payments.provider import ProviderDown
from tests.connectors.stripe_judge import answered_wrongly, asked_wrongly

SESSION = {
    "id": "vs_1NuN4zLkdIwHu7ixleE6HvkI",
    "object": "identity.verification_session",
    "created": 1695680526,
    "livemode": False,
    "metadata": {"order": "OR-001001-7"},
    "status": "requires_input",
    "type": "document",
    "options": {"document": {}},
    "last_error": None,
    "last_verification_report": None,
    "redaction": None,
    "client_secret": None,
    "url": "https://verify.stripe.com/start/test_abc",
}


class Line:
    """One answer, and what was asked."""

    def __init__(self, answer: dict[str, object] | Exception, status: int = 200) -> None:
        self.answer, self.status = answer, status
        self.calls: list[Call] = []

    def ask(self, call: Call) -> Reply:
        self.calls.append(call)
        wrong = asked_wrongly(call.method, call.path, call.headers, call.body)
        assert not wrong, wrong
        if isinstance(self.answer, Exception):
            raise self.answer
        body = json.dumps(self.answer).encode()
        if self.status == 200:
            bad = answered_wrongly(call.method, call.path, self.status, body)
            assert not bad, bad
        return Reply(self.status, body)


def desk(line: Line) -> StripeIdentity:
    return StripeIdentity(StripeWire(line, Secret("sk_test_1")))


def facts() -> CheckFacts:
    person = PersonalData("Kim", "Muster")
    return CheckFacts(OrderId(UUID(int=1)), "OR-001001-7", date(2026, 1, 31), CustomerKind.CONSUMER, person, ())


def test_a_session_is_opened_once_and_tells_nobody_who_it_is_about() -> None:
    line = Line(SESSION)
    session = desk(line).open(facts(), "identity-1-3")
    assert (session.reference, session.state, session.url) == (SESSION["id"], IdentityState.INPUT, SESSION["url"])
    [call] = line.calls
    assert call.headers["Idempotency-Key"] == "identity-1-3"
    assert b"Muster" not in call.body


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"status": "processing"}, IdentityState.LOOKING),
        ({"status": "verified", "url": None}, IdentityState.VERIFIED),
        ({"status": "canceled", "url": None}, IdentityState.FAILED),
        ({"last_error": {"code": "document_expired", "reason": "…"}}, IdentityState.FAILED),
    ],
)
def test_how_it_ended_is_asked_and_told(change: dict[str, object], state: IdentityState) -> None:
    line = Line({**SESSION, **change})
    assert desk(line).look("vs_1NuN4zLkdIwHu7ixleE6HvkI").state is state
    event = {"type": "identity.verification_session.verified", "data": {"object": {**SESSION, **change}}}
    told = session_of(event)
    assert told is not None
    assert told.state is state
    assert session_of({"type": "charge.succeeded", "data": {}}) is None


@pytest.mark.parametrize(
    ("answer", "status", "fault"),
    [
        (ProviderDown(why="no_connection"), 200, BureauFault.UNREACHED),
        (AnswerLost("cut"), 200, BureauFault.UNKNOWN),
        ({"error": {"type": "invalid_request_error", "code": "x"}}, 400, BureauFault.REFUSED),
        ({"error": {"type": "invalid_request_error"}}, 401, BureauFault.REFUSED),
    ],
)
def test_what_goes_wrong_is_a_fault_with_a_name(answer: object, status: int, fault: BureauFault) -> None:
    line = Line(answer, status)  # type: ignore[arg-type] - the table holds both kinds
    with pytest.raises(CheckUnavailable) as failed:
        desk(line).open(facts(), "k")
    assert failed.value.facts["fault"] is fault

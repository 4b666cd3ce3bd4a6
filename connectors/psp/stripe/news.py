"""Stripe's events as news: what happened there by itself, told by a notice or asked for by the poller.

An event carries its object as it was then. One that was written for another version of the interface is believed for
its id and kind alone, and its object is asked for again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from connectors.psp.cursor import Cursor
from connectors.psp.http import AnswerLost
from connectors.psp.stripe.reading import (
    NEEDS_PAYER,
    answer_of_dispute,
    answer_of_payment,
    answer_of_refund,
    answer_of_setup,
    at_of,
    our_key,
    settled_method,
)
from connectors.psp.stripe.wire import VERSION, Refusal, StripeWire, Thing, id_of, named
from domain.billing.settlement import EntryId
from domain.clock import Clock, legal_day
from domain.payments.provider import Answer, AttemptId, Heard, News, Outcome, ProviderDown, ProviderName

KINDS: Final = (
    "charge.dispute.closed",
    "charge.dispute.created",
    "charge.dispute.funds_reinstated",
    "charge.dispute.funds_withdrawn",
    "charge.refund.updated",
    "mandate.updated",
    "payment_intent.canceled",
    "payment_intent.payment_failed",
    "payment_intent.processing",
    "payment_intent.requires_action",
    "payment_intent.succeeded",
    "payment_method.automatically_updated",
    "payment_method.detached",
    "setup_intent.canceled",
    "setup_intent.setup_failed",
    "setup_intent.succeeded",
)
"""What we care for; Stripe lists at most 20 kinds at once. A webhook endpoint is to be told the same ones."""

OVERLAP: Final = timedelta(minutes=10)
"""What the poller hears again each time, for an event may show up later than one that happened after it."""

MOST_AT_ONCE: Final = timedelta(days=1)
_REMEMBERED: Final = timedelta(days=30)
_PATHS: Final[Mapping[str, str]] = {
    "payment_intent": "payment_intents",
    "dispute": "disputes",
    "refund": "refunds",
    "mandate": "mandates",
    "payment_method": "payment_methods",
    "setup_intent": "setup_intents",
}


class NewsDesk:
    """Makes news of events, with a look at Stripe where an event does not say enough."""

    def __init__(self, wire: StripeWire, clock: Clock) -> None:
        self._wire, self._clock = wire, clock

    def listen(self, cursor: str) -> Heard:
        """A day at most at once, the first one in which something happened, oldest first.

        Raises ProviderDown, ProviderRefusesUs.
        """
        now = self._clock.now()
        here = Cursor.read(cursor, now - _REMEMBERED)
        heard, end = Heard(cursor=cursor), here.at
        try:
            while end < now and not heard.news:
                start, end = end, min(now, end + MOST_AT_ONCE)
                heard = here.after(self._between(start - OVERLAP, end), end, OVERLAP)
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None
        return heard

    def _between(self, start: datetime, end: datetime) -> list[News]:
        created = {"gte": int(start.timestamp()), "lte": int(end.timestamp())}
        events = list(self._wire.pages("events", {"types": list(KINDS), "created": created}))
        return [each for event in reversed(events) for each in self.news_of(event)]

    def news_of(self, event: Thing) -> Sequence[News]:
        """Empty: nothing that we care for. Raises ProviderDown, AnswerLost, ProviderRefusesUs."""
        kind = str(event.get("type", ""))
        if kind not in KINDS:
            return ()
        thing = self._thing_of(event)
        if thing is None:
            return ()
        at, told = at_of(event["created"]), _TOLD[str(thing.get("object", ""))]
        return [each for each in told(self, Heading(id_of(event), at, kind), thing) if each is not None]

    def _thing_of(self, event: Thing) -> Thing | None:
        thing: Thing = (event.get("data") or {}).get("object") or {}
        if thing.get("object") not in _PATHS:
            return None
        if event.get("api_version") == VERSION and thing["object"] != "setup_intent":
            return thing
        expand = ["payment_method"] if thing["object"] == "setup_intent" else []
        return self.now(thing, expand)

    def now(self, thing: Thing, expand: Sequence[str] = ()) -> Thing:
        """As it is by now; as it was told where Stripe does not know it any more."""
        told = self._wire.get(f"{_PATHS[thing['object']]}/{named(id_of(thing))}", {"expand": list(expand)})
        return thing if isinstance(told, Refusal) else told

    def intent_key(self, ref: str) -> AttemptId | None:
        """Ours, of a payment that an event names by its id alone."""
        told = self._wire.get(f"payment_intents/{named(ref)}") if ref else None
        return None if told is None or isinstance(told, Refusal) else _attempt(told)


class Heading:
    """Of an event: its id, when it happened, its kind."""

    def __init__(self, event_id: str, at: datetime, kind: str) -> None:
        self.event_id, self.at, self.kind = event_id, at, kind

    def news(self, **about: object) -> News:
        return News(ProviderName.STRIPE, self.event_id, self.at, **about)  # type: ignore[arg-type]  # its own fields


def _attempt(thing: Thing) -> AttemptId | None:
    key = our_key(thing)
    return None if key is None else AttemptId(key)


def _of_payment(desk: NewsDesk, heading: Heading, intent: Thing) -> Iterator[News | None]:
    answer = answer_of_payment(intent)
    if answer is not None and answer.reason is not None and answer.reason.code == NEEDS_PAYER:
        intent = desk.now(intent)  # meanwhile its payer was asked to confirm it
        answer = answer_of_payment(intent)
    key = _attempt(intent)
    if answer is None or key is None:
        return
    if answer.outcome is Outcome.SETTLED and heading.kind == "payment_intent.succeeded":
        answer = Answer(answer.outcome, answer.ref, None, legal_day(heading.at), answer.amount, answer.fee)
    yield heading.news(answer=answer, key=key, ref=answer.ref)


def _of_dispute(desk: NewsDesk, heading: Heading, dispute: Thing) -> Iterator[News | None]:
    ref = id_of(dispute.get("payment_intent"))
    key, answer = desk.intent_key(ref), answer_of_dispute(dispute, ref)
    if key is not None and answer is not None:
        on = legal_day(heading.at)
        told = Answer(answer.outcome, answer.ref, answer.reason, on, answer.amount, answer.fee)
        yield heading.news(answer=told, key=key, ref=ref)


def _of_refund(_desk: NewsDesk, heading: Heading, refund: Thing) -> Iterator[News | None]:
    key = our_key(refund)
    if key is not None:
        answer = answer_of_refund(refund)
        yield heading.news(answer=answer, pay_back_key=EntryId(key), ref=answer.ref)


def _of_setup(_desk: NewsDesk, heading: Heading, setup: Thing) -> Iterator[News | None]:
    key = our_key(setup)
    if key is not None:
        answer = answer_of_setup(setup)
        token = answer.method.token if answer.method else ""
        yield heading.news(setup=answer, setup_key=key, ref=answer.ref, method_token=token)


def _of_mandate(_desk: NewsDesk, heading: Heading, mandate: Thing) -> Iterator[News | None]:
    if mandate.get("status") == "inactive":
        yield heading.news(method_token=id_of(mandate.get("payment_method")), ends_method=True)


def _of_method(_desk: NewsDesk, heading: Heading, method: Thing) -> Iterator[News | None]:
    token = id_of(method)
    if heading.kind == "payment_method.detached":
        yield heading.news(method_token=token, ends_method=True)
    else:
        yield heading.news(method_token=token, setup=settled_method("", method))


_Told = Callable[[NewsDesk, Heading, Thing], Iterator[News | None]]
_TOLD: Final[Mapping[str, _Told]] = {
    "payment_intent": _of_payment,
    "dispute": _of_dispute,
    "refund": _of_refund,
    "setup_intent": _of_setup,
    "mandate": _of_mandate,
    "payment_method": _of_method,
}

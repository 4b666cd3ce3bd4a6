"""Asking for money at Stripe, in two steps: an intent, which moves nothing, and its confirmation, which does.

So an answer that is lost at the first step leaves no doubt about money, and one that is lost at the second has an id
to look it up by. An intent succeeds at most once, however often it is confirmed. Our key finds an intent again by
itself: as idempotency key for the first day, by its metadata from then on (docs/decisions/0078).
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from connectors.psp.http import AnswerLost
from connectors.psp.keys import born_at
from connectors.psp.stripe import reasons
from connectors.psp.stripe.reading import (
    KINDS,
    NEEDS_PAYER,
    OUR_KEY,
    answer_of_dispute,
    answer_of_payment,
    answer_of_refund,
    our_key,
)
from connectors.psp.stripe.wire import KEY_USED, ListRefused, Refusal, StripeWire, Thing, id_of, named
from domain.clock import Clock
from domain.contracts.payment import PaymentMethod
from domain.payments.provider import (
    Answer,
    AttemptId,
    ChargeOrder,
    Collected,
    Outcome,
    PayBackOrder,
    ProviderDown,
    ProviderRefusesUs,
)
from domain.payments.reasons import Reason, ReasonClass

KEYS_KEPT: Final = timedelta(hours=20)
"""How old a key of ours may be to rely on Stripe's memory of it alone; Stripe promises 24 hours."""

SEARCH_BEHIND: Final = timedelta(hours=3)
"""How far Stripe's search may lag behind at worst; Stripe says an hour."""

SKEW: Final = timedelta(minutes=10)
"""Between Stripe's clock and ours."""

_WITH_CHARGE: Final = ["latest_charge.balance_transaction"]
_UNCLEAR: Final = frozenset({"payment_intent_unexpected_state", "parameter_missing", "intent_invalid_state"})
_NOT_PRINTED: Final = re.compile(r"[^A-Za-z0-9 .,/+()&-]")


class Charging:
    """`return_to`: where a payer's browser comes back after confirming ("": nobody is asked to confirm)."""

    def __init__(self, wire: StripeWire, clock: Clock, return_to: str = "") -> None:
        self._wire, self._clock, self._return_to = wire, clock, return_to

    def collect(self, orders: Sequence[ChargeOrder]) -> Collected:
        """One by one; where Stripe goes away in between, what was not asked is left out of the answers."""
        answers: dict[AttemptId, Answer] = {}
        for order in orders:
            try:
                answers[order.key] = self._charge(order)
            except (ProviderDown, ProviderRefusesUs):
                if not answers:
                    raise
                break
        return Collected(answers)

    def _charge(self, order: ChargeOrder) -> Answer:
        if order.method.kind not in KINDS:
            return _not_ours(order.method.kind)
        try:
            intent = self._intent_of(order)
        except AnswerLost as lost:
            if lost.why == KEY_USED:  # something else was asked with this key: a person has to look
                return Answer(Outcome.UNKNOWN)
            # an intent that nobody confirmed moves no money, whether it was made or not
            raise ProviderDown(why=lost.why) from None
        if isinstance(intent, Refusal):
            return Answer(Outcome.FAILED, reason=reasons.reason_of_refusal(intent))
        if (known := answer_of_payment(intent)) is not None:
            return known
        return self._confirmed(order, id_of(intent))

    def _intent_of(self, order: ChargeOrder) -> Thing | Refusal:
        if self._clock.now() - born_at(order.key) > KEYS_KEPT and (known := self._by_key(order.key)) is not None:
            return known
        return self._wire.post("payment_intents", intent_form(order), str(order.key))

    def _confirmed(self, order: ChargeOrder, ref: str) -> Answer:
        """No key of its own: Stripe would keep a broken answer under it for a day, and the intent is key enough."""
        form: dict[str, object] = {"expand": _WITH_CHARGE}
        if order.is_recurring:
            form["off_session"] = True
        elif self._return_to:
            form["return_url"] = self._return_to
        try:
            told = self._wire.post(f"payment_intents/{named(ref)}/confirm", form, "")
        except AnswerLost:
            return self._read_at_once(order, ref)
        if not isinstance(told, Refusal):
            return answer_of_payment(told) or Answer(Outcome.UNKNOWN, ref)
        if NEEDS_PAYER in {told.decline, told.code}:
            return self._asked_to_confirm(order, ref, reasons.reason_of_refusal(told))
        if told.kind != "card_error" and told.code in _UNCLEAR:
            return self._read_at_once(order, ref)
        return Answer(Outcome.FAILED, ref, reasons.reason_of_refusal(told))

    def _asked_to_confirm(self, order: ChargeOrder, ref: str, reason: Reason) -> Answer:
        """The payer's bank wants to see its customer: the same intent, with a page to confirm it on."""
        failed = Answer(Outcome.FAILED, ref, reason)
        if not self._return_to:
            return failed
        form = {"payment_method": order.method.token, "return_url": self._return_to, "expand": _WITH_CHARGE}
        try:
            again = self._wire.post(f"payment_intents/{named(ref)}/confirm", form, "")
        except AnswerLost:
            return Answer(Outcome.UNKNOWN, ref)
        except (ProviderDown, ProviderRefusesUs):
            return failed
        if isinstance(again, Refusal):
            return Answer(Outcome.FAILED, ref, reasons.reason_of_refusal(again))
        return answer_of_payment(again) or failed

    def _read_at_once(self, order: ChargeOrder, ref: str) -> Answer:
        """The confirmation's answer is lost: what the intent says now, where that leaves no doubt."""
        try:
            intent = self._wire.get(f"payment_intents/{named(ref)}", {"expand": _WITH_CHARGE})
        except (AnswerLost, ProviderDown, ProviderRefusesUs):
            return Answer(Outcome.UNKNOWN, ref)
        answer = None if isinstance(intent, Refusal) else answer_of_payment(intent)
        if answer is None:
            return Answer(Outcome.UNKNOWN, ref)
        if answer.reason is not None and answer.reason.code == NEEDS_PAYER:
            return self._asked_to_confirm(order, ref, answer.reason)
        return answer

    def look_up(self, key: AttemptId, ref: str) -> Answer | None:
        """By Stripe's id, else by our key. An answer that is lost here leaves it as unknown as it was."""
        try:
            intent = self._by_ref(ref) if ref else self._by_key(key)
            if intent is None:
                return None
            answer = answer_of_payment(intent)
            return answer if answer is None or answer.outcome is not Outcome.SETTLED else self._unless_back(answer)
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None

    def _by_ref(self, ref: str) -> Thing | None:
        told = self._wire.get(f"payment_intents/{named(ref)}", {"expand": _WITH_CHARGE})
        if isinstance(told, Refusal):
            if told.code == "resource_missing":
                return None
            raise AnswerLost(told.code or told.kind)
        return told

    def _by_key(self, key: AttemptId) -> Thing | None:
        """Of two with the same key, which cannot be but for a lost memory at Stripe, the one that was confirmed."""
        asked = {"query": f"metadata['{OUR_KEY}']:'{key}'", "limit": 10}
        told = self._wire.get("payment_intents/search", asked)
        if isinstance(told, Refusal):
            raise AnswerLost(told.code or told.kind)
        ours = [each for each in told["data"] if our_key(each) == key] or self._among_the_latest(key)
        if not ours:
            return None
        return self._by_ref(id_of(next((each for each in ours if answer_of_payment(each) is not None), ours[0])))

    def _among_the_latest(self, key: AttemptId) -> list[Thing]:
        """What the search does not know yet: Stripe's list is complete at once, and its search within the hour."""
        since = max(born_at(key), self._clock.now() - SEARCH_BEHIND) - SKEW
        pages = self._wire.pages("payment_intents", {"created": {"gte": int(since.timestamp())}})
        return [each for each in pages if our_key(each) == key]

    def _unless_back(self, settled: Answer) -> Answer:
        """Stripe calls a payment succeeded that went back by a dispute."""
        for dispute in self._wire.pages("disputes", {"payment_intent": settled.ref}):
            if (answer := answer_of_dispute(dispute, settled.ref)) and answer.outcome is Outcome.RETURNED:
                return answer
        return settled

    def pay_back(self, order: PayBackOrder) -> Answer:
        """What was paid back with this key already is found among the refunds of the charge, however long ago."""
        try:
            for known in self._wire.pages("refunds", {"payment_intent": order.charge_ref}):
                if our_key(known) == order.key:
                    return answer_of_refund(known)
        except ListRefused as gone:
            return Answer(Outcome.FAILED, reason=reasons.reason_of_refusal(gone.refusal))
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None
        form = {
            "payment_intent": order.charge_ref,
            "amount": order.amount.minor,
            "metadata": {OUR_KEY: str(order.key)},
        }
        try:
            told = self._wire.post("refunds", form, str(order.key))
        except AnswerLost:
            return Answer(Outcome.UNKNOWN)
        if isinstance(told, Refusal):
            return Answer(Outcome.FAILED, reason=reasons.reason_of_refusal(told))
        return answer_of_refund(told)

    def cancel(self, ref: str) -> Answer | None:
        """Takes back what has not been collected yet, so that the payer can no longer confirm it. As `look_up`."""
        try:
            told = self._wire.post(f"payment_intents/{named(ref)}/cancel", {"cancellation_reason": "abandoned"}, "")
            if isinstance(told, Refusal):
                known = self._by_ref(ref)
                return None if known is None else answer_of_payment(known)
            return answer_of_payment(told)
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None


def intent_form(order: ChargeOrder) -> dict[str, object]:
    """The same for the same order, so that Stripe knows it again."""
    kind = KINDS[order.method.kind]
    line = statement_line(order.purpose)
    form: dict[str, object] = {
        "amount": order.amount.minor,
        "currency": order.amount.currency.lower(),
        "customer": order.method.payer,
        "payment_method": order.method.token,
        "payment_method_types": [kind],
        "description": order.purpose[:500],
        "metadata": {OUR_KEY: str(order.key)},
    }
    if line:
        form["statement_descriptor_suffix" if kind == "card" else "statement_descriptor"] = line
    return form


def statement_line(purpose: str) -> str:
    """At most 22 plain characters with a letter among them; "" where nothing of the kind is left."""
    plain = unicodedata.normalize("NFKD", purpose.replace("ß", "ss")).encode("ascii", "ignore").decode()
    line = " ".join(_NOT_PRINTED.sub(" ", plain).split())[:22].strip()
    return line if any(each.isalpha() for each in line) else ""


def _not_ours(kind: PaymentMethod) -> Answer:
    return Answer(Outcome.FAILED, reason=Reason(ReasonClass.OUR_DATA, f"not_collected_{kind}"))

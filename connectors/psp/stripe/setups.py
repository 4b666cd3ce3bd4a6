"""Leaving a method at Stripe for later charges: on Stripe's own page, or by an account that was told and agreed to.

Nothing here moves money, so what is lost is simply asked again.
"""

from datetime import timedelta
from typing import Final
from uuid import UUID

from connectors.psp.http import AnswerLost
from connectors.psp.keys import born_at
from connectors.psp.stripe import reasons
from connectors.psp.stripe.reading import KINDS, OUR_KEY, answer_of_setup, at_of, our_key
from connectors.psp.stripe.wire import Refusal, StripeWire, Thing, id_of, named
from domain.clock import Clock
from domain.payments.provider import (
    DebitAgreed,
    Outcome,
    ProviderDown,
    ProviderRefusesUs,
    SetupAnswer,
    SetupOrder,
)
from domain.payments.reasons import Reason, ReasonClass

_WITH_METHOD: Final = ["payment_method"]
_OF_SESSION: Final = ["setup_intent.payment_method"]
_LOOKED_BACK: Final = 86_400
_OPEN_STILL: Final = timedelta(hours=1)
_LANGUAGES: Final = frozenset({"de", "en"})


class Setups:
    """`return_to`: where a payer's browser comes back to, where an order does not say."""

    def __init__(self, wire: StripeWire, clock: Clock, return_to: str = "") -> None:
        self._wire, self._clock, self._return_to = wire, clock, return_to

    def set_up(self, order: SetupOrder) -> SetupAnswer:
        """Raises ProviderDown, ProviderRefusesUs."""
        if order.kind not in KINDS:
            return SetupAnswer(Outcome.FAILED, reason=Reason(ReasonClass.OUR_DATA, f"not_collected_{order.kind}"))
        try:
            payer = order.payer or self._new_payer(order)
            if isinstance(payer, Refusal):
                return _refused(payer)
            return self._agreed(order, payer, order.debit) if order.debit else self._page(order, payer)
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None

    def _new_payer(self, order: SetupOrder) -> str | Refusal:
        form = {
            "name": order.name,
            "email": order.mail,
            "preferred_locales": [order.language],
            "metadata": {OUR_KEY: str(order.key)},
        }
        told = self._wire.post("customers", form, f"{order.key}:payer")
        return told if isinstance(told, Refusal) else id_of(told)

    def _page(self, order: SetupOrder, payer: str) -> SetupAnswer:
        """Stripe's own page: card numbers and mandates never come near us. One that Stripe repeats although it is about
        to close is followed by another one.
        """
        back = order.return_to or self._return_to
        if not back:
            raise ProviderRefusesUs(why="no_return_address")
        form = {
            "mode": "setup",
            "customer": payer,
            "payment_method_types": [KINDS[order.kind]],
            "success_url": back,
            "cancel_url": back,
            "locale": order.language if order.language in _LANGUAGES else "auto",
            "metadata": {OUR_KEY: str(order.key)},
            "setup_intent_data": {"metadata": {OUR_KEY: str(order.key)}},
        }
        told = self._wire.post("checkout/sessions", form, f"{order.key}:page")
        if not isinstance(told, Refusal) and at_of(told["expires_at"]) - self._clock.now() < _OPEN_STILL:
            told = self._wire.post("checkout/sessions", form, f"{order.key}:page {told['expires_at']}")
        if isinstance(told, Refusal):
            return _refused(told)
        return SetupAnswer(Outcome.NEEDS_CUSTOMER, id_of(told), link=str(told.get("url") or ""))

    def _agreed(self, order: SetupOrder, payer: str, debit: DebitAgreed) -> SetupAnswer:
        """A mandate that was signed with us: on paper (offline), or by a click whose place and browser we know."""
        acceptance: dict[str, object] = {"type": "offline", "accepted_at": int(debit.agreed_at.timestamp())}
        if debit.from_address and debit.browser:
            seen = {"ip_address": debit.from_address, "user_agent": debit.browser}
            acceptance |= {"type": "online", "online": seen}
        form = {
            "customer": payer,
            "confirm": True,
            "usage": "off_session",
            "payment_method_types": ["sepa_debit"],
            "payment_method_data": {
                "type": "sepa_debit",
                "sepa_debit": {"iban": debit.iban},
                "billing_details": {"name": order.name, "email": order.mail},
            },
            "mandate_data": {"customer_acceptance": acceptance},
            "metadata": {OUR_KEY: str(order.key)},
            "expand": _WITH_METHOD,
        }
        told = self._wire.post("setup_intents", form, f"{order.key}:mandate")
        return _refused(told) if isinstance(told, Refusal) else answer_of_setup(told)

    def look_up(self, key: UUID, ref: str) -> SetupAnswer | None:
        """Raises ProviderDown, ProviderRefusesUs."""
        try:
            if ref.startswith("cs_"):
                return self._of_page(ref)
            setup = self._by_ref(ref) if ref else self._by_key(key)
            return None if setup is None else answer_of_setup(setup)
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None

    def _of_page(self, ref: str) -> SetupAnswer | None:
        told = self._wire.get(f"checkout/sessions/{named(ref)}", {"expand": _OF_SESSION})
        if isinstance(told, Refusal):
            return None
        setup = told.get("setup_intent")
        if str(told.get("status") or "") == "expired":
            return SetupAnswer(Outcome.FAILED, ref, reason=Reason(ReasonClass.NEEDS_CONFIRMATION, "link_expired"))
        link = str(told.get("url") or "")
        if not isinstance(setup, dict):
            return SetupAnswer(Outcome.NEEDS_CUSTOMER, ref, link=link)
        return answer_of_setup(setup, ref, link)

    def _by_ref(self, ref: str) -> Thing | None:
        told = self._wire.get(f"setup_intents/{named(ref)}", {"expand": _WITH_METHOD})
        return None if isinstance(told, Refusal) else told

    def _by_key(self, key: UUID) -> Thing | None:
        """Stripe cannot search setups: those since our key was made are walked through, newest first."""
        since = int(born_at(key).timestamp()) - _LOOKED_BACK
        for setup in self._wire.pages("setup_intents", {"created": {"gte": max(since, 0)}}):
            if our_key(setup) == key:
                return self._by_ref(id_of(setup))
        return None


def _refused(refusal: Refusal) -> SetupAnswer:
    return SetupAnswer(Outcome.FAILED, reason=reasons.reason_of_refusal(refusal))

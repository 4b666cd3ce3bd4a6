"""Identity documents looked at by Stripe Identity: we open a session, the customer uses it, we ask how it ended.

Nothing of the document comes to us. Source: Stripe API 2023-08-16, Identity; every request is judged by its description
in the tests.
"""

from typing import Final

from connectors.psp.http import AnswerLost
from connectors.psp.stripe.wire import Refusal, StripeWire, Thing
from domain.checks.facts import CheckFacts
from domain.checks.identity import IdentitySession, IdentityState
from domain.checks.verdict import BureauFault, CheckUnavailable
from domain.payments.provider import ProviderDown, ProviderRefusesUs

PATH: Final = "identity/verification_sessions"
FINISHED: Final = frozenset({"identity.verification_session.verified", "identity.verification_session.requires_input"})
"""Notices that tell how a session ended."""
_STATES: Final = {
    "processing": IdentityState.LOOKING,
    "verified": IdentityState.VERIFIED,
    "canceled": IdentityState.FAILED,
}


class StripeIdentity:
    """`domain.checks.identity.IdentityDesk`."""

    def __init__(self, wire: StripeWire) -> None:
        self._wire = wire

    def open(self, facts: CheckFacts, key: str) -> IdentitySession:
        form = {
            "type": "document",
            "metadata": {"order": facts.number},
            "options": {"document": {"require_matching_selfie": "false"}},
        }
        try:
            return _session(self._wire.post(PATH, form, key))
        except (ProviderDown, ProviderRefusesUs, AnswerLost) as error:
            raise _unavailable(error) from None

    def look(self, reference: str) -> IdentitySession:
        try:
            return _session(self._wire.get(f"{PATH}/{reference}"))
        except (ProviderDown, ProviderRefusesUs, AnswerLost) as error:
            raise _unavailable(error) from None


def session_of(event: Thing) -> IdentitySession | None:
    """What a notice tells, its signature checked before (`connectors.psp.stripe.notices`); None: of something else."""
    if event.get("type") not in FINISHED:
        return None
    thing = event.get("data", {}).get("object")
    return _session(thing) if isinstance(thing, dict) else None


def _session(thing: Thing | Refusal) -> IdentitySession:
    """Raises AnswerLost: it is none, or in a state that nobody knows."""
    if isinstance(thing, Refusal):
        raise ProviderRefusesUs(why=thing.code or thing.kind)
    reference, status = thing.get("id"), thing.get("status")
    if not isinstance(reference, str) or not reference.startswith("vs_"):
        raise AnswerLost("unreadable")
    if status == "requires_input":
        state = IdentityState.FAILED if thing.get("last_error") else IdentityState.INPUT
    elif status in _STATES:
        state = _STATES[status]
    else:
        raise AnswerLost("unreadable")
    return IdentitySession(reference, state, str(thing.get("url") or ""))


def _unavailable(error: Exception) -> CheckUnavailable:
    if isinstance(error, ProviderDown):
        return CheckUnavailable(fault=BureauFault.UNREACHED)
    if isinstance(error, ProviderRefusesUs):
        return CheckUnavailable(fault=BureauFault.REFUSED)
    return CheckUnavailable(fault=BureauFault.UNKNOWN)

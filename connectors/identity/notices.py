"""What Stripe Identity posts to us: believed as its payments are, and told as how a session stands."""

from collections.abc import Mapping
from datetime import datetime

from connectors.identity.stripe import FINISHED, session_of
from connectors.psp.http import AnswerLost
from connectors.psp.stripe.notices import StripeSeal
from connectors.psp.stripe.wire import id_of
from domain.checks.identity import IdentityService, IdentitySession
from domain.payments.notices import NoticeUnreadable, Seen


class IdentitySeal:
    """A `Seal`, with the secret of an endpoint of its own; asks nobody."""

    name = IdentityService.STRIPE
    thanks = ""

    def __init__(self, seal: StripeSeal) -> None:
        self._seal, self.kept = seal, seal.kept

    def look(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Seen:
        """Raises SignatureWrong, NoticeUnreadable."""
        event = self._seal.checked(headers, body, now)
        return Seen(id_of(event) if event.get("type") in FINISHED else "")


class IdentityNotices:
    """`domain.checks.identity.IdentityNoticeReader`."""

    def __init__(self, seal: StripeSeal) -> None:
        self._seal = seal

    def read(self, headers: Mapping[str, str], body: bytes, at: datetime) -> IdentitySession | None:
        """Raises SignatureWrong, NoticeUnreadable."""
        try:
            return session_of(self._seal.checked(headers, body, at))
        except AnswerLost:
            raise NoticeUnreadable(provider=IdentityService.STRIPE) from None

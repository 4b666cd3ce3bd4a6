"""What Stripe posts to us: believed when its signature over the raw bytes is ours and young."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from connectors.psp.http import AnswerLost, Secret
from connectors.psp.stripe.news import KINDS, NewsDesk
from connectors.psp.stripe.reading import at_of
from connectors.psp.stripe.wire import Thing, id_of
from domain.payments.notices import NoticeUnreadable, Seen
from domain.payments.provider import News, ProviderDown, ProviderName, SignatureWrong

HEADER: Final = "stripe-signature"
TOLERANCE: Final = timedelta(minutes=5)


class StripeSeal:
    """Checks where a notice comes from; asks nobody. `secrets`: of the endpoint, two while one replaces the other."""

    name = ProviderName.STRIPE
    kept = frozenset({HEADER})
    thanks = ""

    def __init__(self, *secrets: Secret) -> None:
        self._secrets = tuple(each for each in secrets if each)

    def look(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Seen:
        """Raises SignatureWrong, NoticeUnreadable."""
        event = self.checked(headers, body, now)
        return Seen(id_of(event) if event.get("type") in KINDS else "")

    def checked(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Thing:
        """Raises SignatureWrong, NoticeUnreadable."""
        self._check(headers.get(HEADER, ""), body, now)
        try:
            event = json.loads(body)
        except ValueError:
            raise NoticeUnreadable(provider=self.name) from None
        if not isinstance(event, dict) or not isinstance(event.get("id"), str):
            raise NoticeUnreadable(provider=self.name)
        return event

    def _check(self, header: str, body: bytes, now: datetime) -> None:
        parts = [each.strip().partition("=") for each in header.split(",")]
        stamp = next((value for name, _, value in parts if name == "t"), "")
        given = [value for name, _, value in parts if name == "v1"]
        if not stamp.isdecimal() or len(stamp) > 11 or not given:
            raise SignatureWrong(provider=self.name, why="unreadable")
        if not any(self._is_ours(each, stamp, body) for each in given):
            raise SignatureWrong(provider=self.name, why="not_ours")
        if abs(now - at_of(stamp)) > TOLERANCE:
            raise SignatureWrong(provider=self.name, why="too_old")

    def _is_ours(self, given: str, stamp: str, body: bytes) -> bool:
        signed = stamp.encode() + b"." + body
        made = (hmac.new(each.told.encode(), signed, hashlib.sha256).hexdigest() for each in self._secrets)
        return any(hmac.compare_digest(each.encode(), given.encode()) for each in made)


class StripeReader:
    """Makes news of a notice; a NoticeReader. `desk` is asked for only once something is believed."""

    name = ProviderName.STRIPE

    def __init__(self, seal: StripeSeal, desk: Callable[[], NewsDesk]) -> None:
        self._seal, self._desk = seal, desk

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[News]:
        """`now`: when it arrived. Raises SignatureWrong, NoticeUnreadable, ProviderDown, ProviderRefusesUs."""
        event = self._seal.checked(headers, body, now)
        try:
            return self._desk().news_of(event)
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None

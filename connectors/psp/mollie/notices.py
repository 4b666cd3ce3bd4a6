"""What Mollie posts: the classic notice names a payment and proves nothing, so the payment is asked for.

Mollie's newer notices are signed; of those none is about a payment that we made, and what they tell is not needed.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import parse_qs

from connectors.psp.http import Secret
from connectors.psp.mollie.provider import Mollie
from domain.payments.notices import NoticeUnreadable, Seen
from domain.payments.provider import News, ProviderName, SignatureWrong

HEADER: Final = "x-mollie-signature"
_PAYMENT: Final = re.compile(r"tr_[A-Za-z0-9]{4,60}")


class MollieSeal:
    """`secrets`: of signed notices; none are needed for the classic ones."""

    name = ProviderName.MOLLIE
    kept = frozenset({HEADER})
    thanks = ""

    def __init__(self, *secrets: Secret) -> None:
        self._secrets = tuple(each for each in secrets if each)

    def look(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Seen:
        """Raises SignatureWrong, NoticeUnreadable."""
        if HEADER in headers:
            self._check(headers[HEADER], body)
            return Seen("")
        return Seen(payment_of(body), is_once=False)

    def _check(self, header: str, body: bytes) -> None:
        kind, _, given = header.partition("=")
        made = (hmac.new(each.told.encode(), body, hashlib.sha256).hexdigest() for each in self._secrets)
        if kind != "sha256" or not any(hmac.compare_digest(each.encode(), given.encode()) for each in made):
            raise SignatureWrong(provider=self.name, why="not_ours")


def payment_of(body: bytes) -> str:
    """`id=tr_…` and nothing else. Raises NoticeUnreadable."""
    told = parse_qs(body[:500].decode("ascii", "replace")).get("id", [""])
    if len(told) != 1 or not _PAYMENT.fullmatch(told[0]):
        raise NoticeUnreadable(provider=ProviderName.MOLLIE)
    return told[0]


class MollieReader:
    """A NoticeReader; Mollie is asked what is true."""

    name = ProviderName.MOLLIE

    def __init__(self, mollie: Callable[[], Mollie]) -> None:
        self._mollie = mollie

    def read(self, _headers: Mapping[str, str], body: bytes, _now: datetime) -> Sequence[News]:
        """Raises NoticeUnreadable, ProviderDown, ProviderRefusesUs."""
        return self._mollie().news_of(payment_of(body))

"""What Adyen posts: some items at once, each signed over its own values with a key that is told in hex."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from connectors.psp.adyen.reading import CARED_FOR, event_id_of, news_of
from connectors.psp.adyen.wire import Thing
from connectors.psp.http import Secret
from domain.payments.notices import NoticeUnreadable, Seen
from domain.payments.provider import News, ProviderName, SignatureWrong

_SIGNED: Final = ("pspReference", "originalReference", "merchantAccountCode", "merchantReference")
_MOST: Final = 50


class AdyenSeal:
    """`merchant`: our account; what is signed rightly for another one is not ours. `secrets`: in hex."""

    name = ProviderName.ADYEN
    kept: Final[frozenset[str]] = frozenset()
    thanks = "[accepted]"

    def __init__(self, merchant: str, *secrets: Secret) -> None:
        """Raises SignatureWrong when a key is no hex: no notice could ever be believed."""
        self._merchant = merchant
        try:
            self._keys = tuple(binascii.unhexlify(each.told) for each in secrets if each)
        except ValueError:
            raise SignatureWrong(provider=self.name, why="key_unreadable") from None

    def look(self, _headers: Mapping[str, str], body: bytes, _now: datetime) -> Seen:
        """Raises SignatureWrong, NoticeUnreadable."""
        items = [each for each in self.checked(body) if each.get("eventCode") in CARED_FOR]
        ids = [event_id_of(each) for each in items]
        if len(ids) < 2:
            return Seen(ids[0] if ids else "")
        return Seen(hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest())

    def checked(self, body: bytes) -> Sequence[Thing]:
        """All items, each of them ours. Raises SignatureWrong, NoticeUnreadable."""
        items = _items(body)
        for item in items:
            self._check(item)
        return items

    def _check(self, item: Thing) -> None:
        given = str((item.get("additionalData") or {}).get("hmacSignature") or "")
        amount = item.get("amount") or {}
        values = [str(item.get(name) or "") for name in _SIGNED]
        last = [amount.get("value", ""), amount.get("currency", ""), item.get("eventCode", ""), item.get("success", "")]
        signed = ":".join([*values, *(str(each) for each in last)]).encode()
        made = (base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()) for key in self._keys)
        if not any(hmac.compare_digest(each, given.encode()) for each in made):
            raise SignatureWrong(provider=self.name, why="not_ours")
        if item.get("merchantAccountCode") != self._merchant:
            raise SignatureWrong(provider=self.name, why="other_account")


def _items(body: bytes) -> Sequence[Thing]:
    try:
        told = json.loads(body)
        items = [each["NotificationRequestItem"] for each in told["notificationItems"]]
    except (ValueError, TypeError, KeyError):
        raise NoticeUnreadable(provider=ProviderName.ADYEN) from None
    if not 0 < len(items) <= _MOST or not all(isinstance(each, dict) for each in items):
        raise NoticeUnreadable(provider=ProviderName.ADYEN)
    return items


class AdyenReader:
    """A NoticeReader."""

    name = ProviderName.ADYEN

    def __init__(self, seal: AdyenSeal) -> None:
        self._seal = seal

    def read(self, _headers: Mapping[str, str], body: bytes, _now: datetime) -> Sequence[News]:
        """Raises SignatureWrong, NoticeUnreadable."""
        told = (news_of(each) for each in self._seal.checked(body))
        return [each for each in told if each is not None]

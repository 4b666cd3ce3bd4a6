"""Adyen's way of being asked: JSON, minor units, a merchant account in every question, and a key that makes asking
again harmless for at least a week.

Source: Adyen Checkout API v71 (its OpenAPI file); every request of ours is judged by it in the tests.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from connectors.psp.http import AnswerLost, Call, Http, Secret, refused
from domain.payments.provider import ProviderRefusesUs

TEST_ADDRESS: Final = "https://checkout-test.adyen.com/v71"
_LIVE: Final = "https://{prefix}-checkout-live.adyenpayments.com/checkout/v71"
_PREFIX: Final = re.compile(r"[0-9a-z]{8,40}-[A-Za-z0-9]{1,60}")
_SURE: Final = frozenset({"validation", "configuration"})
"""Kinds of error after which nothing was done."""

Thing = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Account:
    """`live_prefix`: of the live address, as Adyen gives it to each company; "" where no money moves."""

    merchant: str
    live_prefix: str = ""

    @property
    def is_test(self) -> bool:
        return not self.live_prefix

    @property
    def address(self) -> str:
        """Raises ProviderRefusesUs when the prefix is none."""
        if not self.live_prefix:
            return TEST_ADDRESS
        if not _PREFIX.fullmatch(self.live_prefix):
            raise ProviderRefusesUs(why="prefix_unreadable")
        return _LIVE.format(prefix=self.live_prefix)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Adyen read the question and said no; nothing was done."""

    code: str
    text: str = ""


class AdyenWire:
    """One merchant account, by the key of a web service user. Raises ProviderRefusesUs without one."""

    def __init__(self, http: Http, key: Secret, account: Account) -> None:
        if not key or not account.merchant:
            raise ProviderRefusesUs(why="key_unreadable")
        self._http, self._key, self.merchant = http, key, account.merchant

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Thing | Refusal:
        """Raises ProviderDown, AnswerLost, ProviderRefusesUs."""
        asked = f"?{urlencode(query)}" if query else ""
        return self._asked(Call("GET", f"/{path}{asked}", {"X-API-Key": self._key.told}))

    def post(self, path: str, told: Mapping[str, object], key: str) -> Thing | Refusal:
        """Raises as `get`."""
        headers = {"X-API-Key": self._key.told, "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        said = {name: value for name, value in told.items() if value not in (None, "")}
        body = json.dumps({**said, "merchantAccount": self.merchant}).encode()
        return self._asked(Call("POST", f"/{path}", headers, body))

    def _asked(self, call: Call) -> Thing | Refusal:
        reply = self._http.ask(call)
        if (wrong := refused(reply)) is not None:
            raise wrong
        told = reply.read()
        if reply.status < 400:
            return told
        if reply.status != 404 and told.get("errorType") not in _SURE:
            raise AnswerLost(f"status_{reply.status}")
        return Refusal(str(told.get("errorCode") or f"status_{reply.status}"), str(told.get("message") or "")[:300])

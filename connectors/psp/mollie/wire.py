"""Mollie's way of being asked: JSON, amounts as text, lists with a link to what is older.

Source: Mollie's API reference, version 2.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import parse_qs, quote, urlencode, urlsplit
from uuid import UUID

from connectors.psp.http import AnswerLost, Call, Http, Secret, refused
from domain.money import Currency, Money
from domain.payments.provider import ProviderRefusesUs

ADDRESS: Final = "https://api.mollie.com"
OUR_KEY: Final = "umlauf_key"
PAGE: Final = 250
_KEY_AGAIN: Final = "Idempotency-Key"

Thing = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Mollie read the question and said no; nothing was done."""

    status: int
    text: str = ""
    about: str = ""


class MollieWire:
    """One profile of Mollie's, by its key. Raises ProviderRefusesUs for what is no such key."""

    def __init__(self, http: Http, key: Secret) -> None:
        if not key.told.startswith(("test_", "live_")):
            raise ProviderRefusesUs(why="key_unreadable")
        self._http, self._key = http, key

    @property
    def is_test(self) -> bool:
        return self._key.told.startswith("test_")

    def get(self, path: str, query: Mapping[str, object] | None = None) -> Thing | Refusal:
        """Raises ProviderDown, AnswerLost, ProviderRefusesUs."""
        asked = f"?{urlencode(query)}" if query else ""
        return self._asked(Call("GET", f"/v2/{path}{asked}", self._headers()))

    def post(self, path: str, told: Mapping[str, object], key: str) -> Thing | Refusal:
        """With the same `key` it is done once, for an hour. Raises as `get`."""
        headers = {**self._headers(), "Content-Type": "application/json", "Idempotency-Key": key}
        said = {name: value for name, value in told.items() if value not in (None, "")}
        return self._asked(Call("POST", f"/v2/{path}", headers, json.dumps(said).encode()))

    def pages(self, path: str, name: str, query: Mapping[str, object] | None = None) -> Iterator[Thing]:
        """All of a list, newest first. Raises as `get`, and AnswerLost for a list that is refused."""
        asked: dict[str, object] = {**(query or {}), "limit": PAGE}
        while True:
            page = self.get(path, asked)
            if isinstance(page, Refusal):
                raise AnswerLost(f"status_{page.status}")
            yield from (page.get("_embedded") or {}).get(name) or ()
            older = ((page.get("_links") or {}).get("next") or {}).get("href")
            start = parse_qs(urlsplit(str(older or "")).query).get("from")
            if not start:
                return
            asked["from"] = start[0]

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._key.told}"}

    def _asked(self, call: Call) -> Thing | Refusal:
        reply = self._http.ask(call)
        if (wrong := refused(reply)) is not None:
            raise wrong
        told = reply.read()
        if reply.status < 400:
            return told
        text = str(told.get("detail") or "")[:300]
        if reply.status == 409 or _KEY_AGAIN in text:
            raise AnswerLost(f"status_{reply.status}")
        return Refusal(reply.status, text, str(told.get("field") or ""))


def named(ref: str) -> str:
    """An id as part of a path: nothing in it can lead elsewhere."""
    return quote(ref, safe="")


def told_money(money: Money) -> dict[str, str]:
    return {"currency": money.currency, "value": str(money.decimal())}


def money_of(told: Mapping[str, Any]) -> Money:
    return Money.of(str(told["value"]), Currency(str(told["currency"])))


def at_of(told: object) -> datetime:
    """An instant of Mollie's."""
    return datetime.fromisoformat(str(told))


def our_key(thing: Thing) -> UUID | None:
    """Our key that it carries; None for what somebody else made in the same profile."""
    kept = thing.get("metadata")
    try:
        return UUID(str(kept.get(OUR_KEY, ""))) if isinstance(kept, dict) else None
    except ValueError:
        return None

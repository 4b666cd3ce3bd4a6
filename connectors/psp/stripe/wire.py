"""Stripe's way of being asked: forms in brackets, a version of its own, keys that make asking again harmless.

Source: Stripe API 2023-08-16 (its OpenAPI file); every request of ours is judged by it in the tests.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from connectors.psp.http import AnswerLost, Call, Http, Secret, refused
from domain.payments.provider import ProviderRefusesUs

ADDRESS: Final = "https://api.stripe.com"
VERSION: Final = "2023-08-16"
PAGE: Final = 100
KEY_USED: Final = "idempotency_error"
"""Other parameters came with a key before: a fault of ours."""

Form = Mapping[str, object]
Thing = dict[str, Any]
"""An object of Stripe's, as it came; fields that we do not know are there too."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Stripe read the question and said no; nothing was done beyond what `thing` says (an intent that failed)."""

    kind: str
    code: str
    decline: str = ""
    text: str = ""
    about: str = ""
    thing: Thing | None = None


class ListRefused(AnswerLost):
    """A list of what does not exist, for one."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code or refusal.kind)
        self.refusal = refusal


class StripeWire:
    """One account of Stripe's, by its secret or restricted key. Raises ProviderRefusesUs for what is no such key."""

    def __init__(self, http: Http, key: Secret) -> None:
        if not key.told.startswith(("sk_test_", "rk_test_", "sk_live_", "rk_live_")):
            raise ProviderRefusesUs(why="key_unreadable")
        self._http, self._key = http, key

    @property
    def is_test(self) -> bool:
        """No money moves with such a key."""
        return "_test_" in self._key.told[:8]

    def get(self, path: str, query: Form | None = None) -> Thing | Refusal:
        """Raises ProviderDown, AnswerLost, ProviderRefusesUs."""
        asked = urlencode(list(flat(query or {})))
        return self._asked(Call("GET", f"/v1/{path}" + (f"?{asked}" if asked else ""), self._headers()))

    def post(self, path: str, form: Form, key: str) -> Thing | Refusal:
        """With the same `key` it is done once, for at least 24 hours; "" where doing it again does nothing.

        Raises ProviderDown, AnswerLost, ProviderRefusesUs.
        """
        headers = {**self._headers(), "Content-Type": "application/x-www-form-urlencoded"}
        if key:
            headers["Idempotency-Key"] = key
        return self._asked(Call("POST", f"/v1/{path}", headers, urlencode(list(flat(form))).encode()))

    def pages(self, path: str, query: Form) -> Iterator[Thing]:
        """All of a list, newest first. Raises as `get`, and ListRefused."""
        after: dict[str, object] = {}
        while True:
            page = self.get(path, {**query, "limit": PAGE, **after})
            if isinstance(page, Refusal):
                raise ListRefused(page)
            yield from page["data"]
            if not page.get("has_more") or not page["data"]:
                return
            after = {"starting_after": page["data"][-1]["id"]}

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._key.told}", "Stripe-Version": VERSION}

    def _asked(self, call: Call) -> Thing | Refusal:
        reply = self._http.ask(call)
        if (wrong := refused(reply)) is not None:
            raise wrong
        told = reply.read()
        if reply.status < 400:
            return told
        error = told.get("error")
        if not isinstance(error, dict):
            raise AnswerLost(f"status_{reply.status}")
        if reply.status == 409 or error.get("type") in {"api_error", KEY_USED}:
            raise AnswerLost(str(error.get("code") or error.get("type")))
        return _refusal(error)


def _refusal(error: Thing) -> Refusal:
    return Refusal(
        kind=str(error.get("type", "")),
        code=str(error.get("code") or ""),
        decline=str(error.get("decline_code") or ""),
        text=str(error.get("message") or "")[:300],
        about=str(error.get("param") or ""),
        thing=error.get("payment_intent") or error.get("setup_intent"),
    )


def flat(form: Form, under: str = "") -> Iterator[tuple[str, str]]:
    """A nested form as Stripe reads it: `a[b]=c`, lists as `a[0]=b`. None and "" are left out."""
    for name, value in form.items():
        path = f"{under}[{name}]" if under else name
        if isinstance(value, Mapping):
            yield from flat(value, path)
        elif isinstance(value, (list, tuple)):
            yield from flat({str(place): each for place, each in enumerate(value)}, path)
        elif isinstance(value, bool):
            yield path, "true" if value else "false"
        elif value is not None and value != "":
            yield path, str(value)


def named(ref: str) -> str:
    """An id as part of a path: nothing in it can lead elsewhere."""
    return quote(ref, safe="")


def id_of(thing: object) -> str:
    """The id of a thing that may have come as its id alone."""
    if isinstance(thing, dict):
        return str(thing.get("id") or "")
    return str(thing or "")

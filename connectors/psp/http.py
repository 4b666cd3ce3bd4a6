"""Asking a provider over HTTPS, once: what is lost half-way is told as lost and never asked again by itself.

Whoever asks decides what a lost answer means. Secrets stand in headers alone and in no exception, log line or repr.
"""

import json
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError, SSLError

from domain.payments.provider import ProviderDown, ProviderRefusesUs

MOST_BYTES: Final = 8_000_000
"""Of one answer; a hundred events of Stripe are about half a million."""

_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_REDIRECTS: Final = range(300, 400)


class AnswerLost(Exception):
    """It may have arrived and been done; nobody told us. `why` is a code, never a text of the other side."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Secret:
    """A key that is shown nowhere. `told` is the key itself."""

    told: str = field(repr=False)

    def __bool__(self) -> bool:
        return bool(self.told)

    def __str__(self) -> str:
        return "•••"


@dataclass(frozen=True, slots=True)
class Call:
    """One question. `path` is relative to the provider's address, with its query. `body` is sent as it is."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whole. `read` is the body as JSON; numbers with a fraction are exact.

    Raises AnswerLost from `read` when the body is no JSON object: nobody can say what was done.
    """

    status: int
    body: bytes = field(repr=False)

    def read(self) -> dict[str, Any]:
        try:
            told = json.loads(self.body, parse_float=Decimal)
        except ValueError:
            raise AnswerLost("unreadable") from None
        if not isinstance(told, dict):
            raise AnswerLost("unreadable")
        return told


class Http(Protocol):
    """Asks once."""

    def ask(self, call: Call) -> Reply:
        """Raises ProviderDown (nothing was asked), AnswerLost (it may have been done), ProviderRefusesUs."""
        ...


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: to connect, between two bytes, for all of an answer."""

    connect: float = 10
    between: float = 30
    whole: float = 60


class Wire:
    """Over the net: TLS is verified, no redirect is followed, nothing is repeated, no connection is kept.

    A connection that is used again may be closed by the other side just when we ask, and then nobody knows whether
    the question was read: a new one each time costs a handshake and leaves no such doubt. `address` is https; plain
    http only to this very machine. Raises ProviderRefusesUs for another address.
    """

    def __init__(
        self, address: str, patience: Patience | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        parts = urlsplit(address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise ProviderRefusesUs(why="address_not_https")
        self._address, self._patience, self._now = address.rstrip("/"), patience or Patience(), now

    def ask(self, call: Call) -> Reply:
        try:
            with requests.Session() as session:
                session.mount("https://", HTTPAdapter(max_retries=0))
                session.mount("http://", HTTPAdapter(max_retries=0))
                session.auth = _as_it_is
                return self._asked(session, call)
        except requests.RequestException as error:
            raise _told(error) from None

    def _asked(self, session: requests.Session, call: Call) -> Reply:
        with session.request(
            call.method,
            self._address + call.path,
            data=call.body or None,
            headers={**call.headers, "Connection": "close", "Accept-Encoding": "identity"},
            timeout=(self._patience.connect, self._patience.between),
            allow_redirects=False,
            stream=True,
        ) as answer:
            if answer.status_code in _REDIRECTS:
                raise ProviderDown(why="redirected")
            return Reply(answer.status_code, self._whole(answer))

    def _whole(self, answer: requests.Response) -> bytes:
        until, parts, size = self._now() + self._patience.whole, [], 0
        for part in answer.iter_content(65_536):
            size += len(part)
            if size > MOST_BYTES:
                raise AnswerLost("too_long")
            if self._now() > until:
                raise AnswerLost("too_slow")
            parts.append(part)
        return b"".join(parts)


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keeps a password file of this machine from replacing our own header."""
    return request


def _told(error: requests.RequestException) -> Exception:
    """Nothing was asked when no connection stood; from then on it is lost, a TLS stream that broke included."""
    if isinstance(error, (requests.ConnectTimeout, requests.exceptions.ProxyError)):
        return ProviderDown(why="no_connection")
    if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.InvalidHeader)):
        return ProviderRefusesUs(why="address_or_key_unreadable")
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    if isinstance(reason, (NewConnectionError, ConnectTimeoutError)):
        return ProviderDown(why="no_connection")
    if isinstance(reason, SSLError) and isinstance(reason.args[0], ssl.SSLCertVerificationError):
        return ProviderDown(why="certificate_wrong")
    return AnswerLost("timed_out" if isinstance(error, requests.Timeout) else "cut")


def refused(reply: Reply) -> Exception | None:
    """What every provider means alike by its status: our key is refused, too many questions, or it broke down.

    None: the body has to be read.
    """
    if reply.status in {401, 403}:
        return ProviderRefusesUs(status=reply.status)
    if reply.status == 429:
        return ProviderDown(status=reply.status)
    if reply.status >= 500:
        return AnswerLost(f"status_{reply.status}")
    return None

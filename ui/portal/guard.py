"""What stands before every page: sizes, rates, headers. Nothing here knows a customer."""

import time
from collections import OrderedDict
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY: Final = 64 * 1024
LARGEST_UPLOAD: Final = 12 * 1024 * 1024
UPLOADS: Final = "/report"
"""Where a picture may be sent; all else is a form of a few fields."""

READS_A_MINUTE: Final = 240
WRITES_A_MINUTE: Final = 40
_MOST_CLIENTS: Final = 20_000
LOCAL: Final = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def host_of(headers: Headers) -> str:
    """Without the port."""
    host = headers.get("host", "")
    return host.rsplit(":", 1)[0] if ":" in host and not host.endswith("]") else host


class Rates:
    """So many a minute for each client, counted in this process; what must never be exceeded counts the database."""

    def __init__(self, most: int) -> None:
        self._most, self._seen = most, OrderedDict[str, tuple[float, float]]()

    def is_full(self, client: str) -> bool:
        """A bucket that runs out evenly."""
        now = time.monotonic()
        level, at = self._seen.pop(client, (0.0, now))
        level = max(0.0, level - (now - at) * self._most / 60) + 1
        self._seen[client] = (level, now)
        if len(self._seen) > _MOST_CLIENTS:
            self._seen.popitem(last=False)
        return level > self._most


class _TooLarge(Exception):
    """More than the form could ever hold."""


class Guard:
    """ASGI middleware around all pages."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._reads, self._writes = Rates(READS_A_MINUTE), Rates(WRITES_A_MINUTE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        guarded = _with_headers(send, is_secure=scope["scheme"] == "https", is_private=_is_private(scope["path"]))
        client = scope["client"][0] if scope.get("client") else ""
        if scope["path"].startswith("/hooks/"):
            await self._app(scope, receive, guarded)
            return
        rates = self._reads if scope["method"] in ("GET", "HEAD") else self._writes
        if not scope["path"].startswith("/static/") and rates.is_full(client):
            await PlainTextResponse("", 429, {"Retry-After": "60"})(scope, receive, guarded)
            return
        if scope["method"] not in ("GET", "HEAD", "POST"):
            await PlainTextResponse("", 405, {"Allow": "GET, HEAD, POST"})(scope, receive, guarded)
            return
        if scope["method"] == "POST" and is_from_elsewhere(headers, scope["scheme"]):
            await PlainTextResponse("", 403)(scope, receive, guarded)
            return
        most = LARGEST_UPLOAD if scope["path"].endswith(UPLOADS) else LARGEST_BODY
        told = headers.get("content-length", "0")
        if not told.isdecimal() or int(told) > most:
            await PlainTextResponse("", 413)(scope, receive, guarded)
            return
        try:
            await self._app(scope, _limited(receive, most), guarded)
        except _TooLarge:
            await PlainTextResponse("", 413)(scope, receive, guarded)


def is_from_elsewhere(headers: Headers, scheme: str) -> bool:
    """A form that another site had a browser send."""
    site = headers.get("sec-fetch-site", "same-origin")
    origin = headers.get("origin", "")
    if site not in ("same-origin", "none"):
        return True
    return bool(origin) and origin not in (f"{scheme}://{headers.get('host', '')}", "null")


def _is_private(path: str) -> bool:
    return not path.startswith("/static/")


def _with_headers(send: Send, *, is_secure: bool, is_private: bool) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if is_private:
                headers.setdefault("Cache-Control", "no-store")
            if is_secure:
                headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        await send(message)

    return guarded


def _limited(receive: Receive, most: int) -> Receive:
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise _TooLarge
        return message

    return limited

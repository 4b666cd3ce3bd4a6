"""One request on its way to a page: who asks, in which language, and how a page is answered."""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from domain.papers import Papers
from domain.portal.codes import origin_digest
from domain.views.portal import CustomerDoor
from ui.language import LOCALES, current_language
from ui.portal.guard import LOCAL, host_of

DAY_S: Final = 24 * 3600
_IPV6_NETWORK: Final = 4
"""Groups of an IPv6 address that name the household; the others change by themselves."""


@dataclass(slots=True)
class Web:
    """`form` is empty for a page that is only looked at. `cookies` are set with the answer; None takes one away."""

    request: Request
    door: CustomerDoor
    papers: Papers
    render: Callable[[str, Mapping[str, Any]], str]
    form: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    cookies: dict[str, tuple[str, int] | None] = field(default_factory=dict)
    seed: str = ""
    is_signed_in: bool = False

    @property
    def is_secure(self) -> bool:
        """On another host than this computer a cookie goes over TLS alone."""
        return self.request.url.scheme == "https" or host_of(self.request.headers) not in LOCAL

    @property
    def is_part(self) -> bool:
        """Whether a part of a page is asked for, by the script of the page itself."""
        return self.request.headers.get("hx-request") == "true"

    @property
    def origin(self) -> bytes:
        """A digest of the network address: an IPv6 household counts as one."""
        client = self.request.client.host if self.request.client else ""
        if ":" in client:
            client = ":".join(client.split(":")[:_IPV6_NETWORK])
        return origin_digest(client)

    def cookie(self, name: str) -> str:
        return self.request.cookies.get(self._named(name), "")

    def set_cookie(self, name: str, value: str, seconds: int = 0) -> None:
        """`seconds` 0: until the browser is closed."""
        self.cookies[name] = (value, seconds)

    def drop_cookie(self, name: str) -> None:
        self.cookies[name] = None

    def _named(self, name: str) -> str:
        return f"__Host-umlauf-{name}" if self.is_secure else f"umlauf-{name}"

    @property
    def proof(self) -> str:
        """What stands in every form: made of a secret of this browser that no other site reads."""
        if not self.seed:
            self.seed = self.cookie("seed")
            if len(self.seed) < 32:
                self.seed = secrets.token_urlsafe(32)
                self.set_cookie("seed", self.seed)
        return hashlib.sha256(b"form " + self.seed.encode()).hexdigest()

    @property
    def is_proved(self) -> bool:
        """Whether the form came from one of our pages in this browser."""
        seed = self.cookie("seed")
        expected = hashlib.sha256(b"form " + seed.encode()).hexdigest()
        return len(seed) >= 32 and hmac.compare_digest(expected, self.form.get("proof", ""))

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        everything = {
            "web": self,
            "language": current_language(),
            "path": self.request.url.path,
            "business": self.door.business(),
            "portal": self.door.portal_settings(),
            **values,
        }
        return self.answered(HTMLResponse(self.render(template, everything), status))

    def part(self, template: str, **values: Any) -> Response:
        return self.answered(HTMLResponse(self.render(template, {"web": self, **values})))

    def to(self, path: str) -> Response:
        """Elsewhere on these pages, to be looked at."""
        if self.is_part:
            return self.answered(Response(headers={"HX-Redirect": path}))
        return self.answered(RedirectResponse(path, 303))

    def answered(self, response: Response) -> Response:
        """With the cookies."""
        for name, cookie in self.cookies.items():
            if cookie is None:
                response.delete_cookie(self._named(name), path="/", secure=self.is_secure, httponly=True)
            else:
                value, seconds = cookie
                response.set_cookie(
                    self._named(name),
                    value,
                    max_age=seconds or None,
                    path="/",
                    secure=self.is_secure,
                    httponly=True,
                    samesite="lax",
                )
        return response


def language_of(request: Request) -> str:
    """As chosen here, else as the browser asks for, else English."""
    for name in ("__Host-umlauf-language", "umlauf-language"):
        if request.cookies.get(name) in LOCALES:
            return request.cookies[name]
    return preferred(request.headers.get("accept-language", ""))


def preferred(header: str) -> str:
    """The first of our languages by weight. Source: RFC 9110, section 12.5.4."""
    wanted: list[tuple[float, int, str]] = []
    for n, part in enumerate(header[:500].split(",")):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        wanted.append((-weight, n, tag.strip().lower().split("-")[0]))
    return next((tag for weight, _, tag in sorted(wanted) if tag in LOCALES and weight < 0), "en")


def back_path(text: str) -> str:
    """A path of these pages, and nothing that leads away."""
    parts = urlsplit(text)
    is_ours = text.startswith("/") and not text.startswith("//") and "\\" not in text and not parts.netloc
    return text if is_ours and text.isprintable() and len(text) < 500 else "/"


async def read_form(request: Request) -> tuple[dict[str, str], dict[str, tuple[str, ...]], dict[str, bytes]]:
    """Fields by their last value, all values, files."""
    async with request.form(max_files=1, max_fields=120, max_part_size=64 * 1024) as form:
        return _fields(form), _lists(form), {name: await _file(form, name) for name in form if _is_file(form, name)}


def _fields(form: FormData) -> dict[str, str]:
    return {name: value for name, value in form.multi_items() if isinstance(value, str)}


def _lists(form: FormData) -> dict[str, tuple[str, ...]]:
    return {name: tuple(each for each in form.getlist(name) if isinstance(each, str)) for name in form}


def _is_file(form: FormData, name: str) -> bool:
    return isinstance(form.get(name), UploadFile)


async def _file(form: FormData, name: str) -> bytes:
    sent = form.get(name)
    return await sent.read() if isinstance(sent, UploadFile) else b""

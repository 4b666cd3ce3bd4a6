"""The customers' pages as one application: every address there is, who may see it, and what a failure looks like."""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from domain.errors import AppError, NotFound, Unavailable
from domain.papers import Papers
from domain.views.portal import CustomerDoor, CustomerPages
from ui.language import LOCALES, speaking
from ui.portal import account, contracts, home, method_link, quotes, signing, statutory
from ui.portal.guard import Guard
from ui.portal.rendering import Rendering
from ui.portal.web import DAY_S, Web, back_path, language_of, read_form
from ui.texts import refusal, refusal_title

_LOG: Final = logging.getLogger(__name__)
Open = Callable[[Web], Response]
Own = Callable[[Web, CustomerPages], Response]
_GET: Final = ["GET", "HEAD"]
_BOTH: Final = ["GET", "HEAD", "POST"]

OPEN: Final[Mapping[str, tuple[Open, Sequence[str]]]] = {
    "/sign-in": (signing.ask, _BOTH),
    "/sign-in/code": (signing.code, _BOTH),
    "/sign-in/{request}/{secret}": (signing.link, _BOTH),
    "/cancel": (statutory.cancel, _BOTH),
    "/withdraw": (statutory.withdraw, _BOTH),
    "/method/{secret}": (method_link.opened, _GET),
    "/method-left": (method_link.left, _GET),
    "/quote/{secret}": (quotes.show, _GET),
    "/quote/{secret}/paper.pdf": (quotes.paper, _GET),
    "/quote/{secret}/accept": (quotes.accept, _BOTH),
    "/quote/{secret}/decline": (quotes.decline, _BOTH),
    "/quote/{secret}/answer/{wish}": (quotes.answered, _GET),
    "/received/{wish}": (statutory.received, _GET),
    "/received/{wish}/text": (statutory.as_text, _GET),
}
"""Seen by anybody."""

OWN: Final[Mapping[str, tuple[Own, Sequence[str]]]] = {
    "/": (home.overview, _GET),
    "/invoices": (home.documents, _GET),
    "/invoices/{number}.pdf": (home.paper, _GET),
    "/pay/{number}": (home.pay, _BOTH),
    "/returns/{number}": (home.own_return, _GET),
    "/requests/{wish}": (home.outcome, _GET),
    "/contracts/{number}": (contracts.show, _GET),
    "/contracts/{number}/report": (contracts.report, _BOTH),
    "/contracts/{number}/{service}": (contracts.service, _BOTH),
    "/account": (account.show, _GET),
    "/account/address": (account.address, _BOTH),
    "/account/contact": (account.contact, _BOTH),
    "/account/mail": (account.mail, _BOTH),
    "/account/mail/code": (account.mail_code, _BOTH),
    "/account/method": (account.method, ["POST"]),
    "/account/friends": (account.friends, _BOTH),
    "/account/data": (account.data, _BOTH),
    "/account/erasure": (account.erasure, _BOTH),
    "/account/sessions": (account.sessions, ["POST"]),
    "/account/switch": (account.switch, ["POST"]),
    "/sign-out": (account.sign_out, ["POST"]),
}
"""Seen within a session."""

UNPROVED: Final = frozenset({"/cancel", "/withdraw"})
"""What the law opens to everybody is taken from any form: whoever wants to declare something could do it anyway."""


class _House(NamedTuple):
    """What every page needs beside its request."""

    door: CustomerDoor
    papers: Papers
    render: Callable[[str, Mapping[str, Any]], str]


def make_app(door: CustomerDoor, papers: Papers, resources: Path, hooks: Sequence[BaseRoute] = ()) -> Starlette:
    """`resources` is the folder with templates and what stands beside the pages; `hooks` are other addresses."""
    house = _House(door, papers, Rendering(resources / "templates").render)
    routes: list[BaseRoute] = [
        Mount("/static/fonts", StaticFiles(directory=resources.parent / "fonts"), name="fonts"),
        Mount("/static", StaticFiles(directory=resources / "static"), name="static"),
        Route("/language/{language}", partial(_choose_language, house), methods=_GET),
        Route("/healthz", _is_well, methods=_GET),
        *hooks,
        *(
            Route(path, partial(_open, page, path, house), methods=list(methods))
            for path, (page, methods) in OPEN.items()
        ),
        *(Route(path, partial(_own, page, house), methods=list(methods)) for path, (page, methods) in OWN.items()),
    ]
    failures: Any = {
        HTTPException: partial(_refused_by_web, house),
        Exception: partial(_broken, house),
    }
    return Starlette(routes=routes, middleware=[Middleware(Guard)], exception_handlers=failures)


async def _web(request: Request, house: _House) -> Web:
    form, lists, files = await read_form(request) if request.method == "POST" else ({}, {}, {})
    return Web(request, *house, form, lists, files)


async def _open(page: Open, path: str, house: _House, request: Request) -> Response:
    web = await _web(request, house)

    def answer() -> Response:
        with speaking(language_of(request)):
            web.is_signed_in = bool(web.cookie("session"))
            if request.method == "POST" and path not in UNPROVED and not web.is_proved:
                return _stale(web)
            return _explained(web, lambda: page(web))

    return await run_in_threadpool(answer)


async def _own(page: Own, house: _House, request: Request) -> Response:
    web = await _web(request, house)

    def answer() -> Response:
        with speaking(language_of(request)):
            if request.method == "POST" and not web.is_proved:
                return _stale(web)
            return _explained(web, lambda: _entered(web, page))

    return await run_in_threadpool(answer)


def _entered(web: Web, page: Own) -> Response:
    token = web.cookie("session")
    if not token:
        return _to_sign_in(web)
    with web.door.entered(token) as entered:
        if entered is None:
            web.drop_cookie("session")
            return _to_sign_in(web)
        web.is_signed_in = True
        if entered.turned:
            web.set_cookie("session", entered.turned)
        return page(web, entered.pages)


def _to_sign_in(web: Web) -> Response:
    if web.request.method == "GET" and web.request.url.path != "/":
        web.set_cookie("back", web.request.url.path, 600)
    return web.to("/sign-in")


def _explained(web: Web, answer: Callable[[], Response]) -> Response:
    """What was refused gets a page with its sentence."""
    try:
        return answer()
    except NotFound:
        return web.page("gone.html", 404)
    except Unavailable as error:
        _LOG.warning("not reachable: %s", error.code)
        return web.part("closed.html") if web.is_part else _closed(web)
    except AppError as error:
        if web.is_part:
            return web.part("refusal.html", title=refusal_title(error), words=refusal(error))
        return web.page("refused.html", 422, title=refusal_title(error), words=refusal(error))


def _closed(web: Web) -> Response:
    """Without asking the database who we are."""
    return Response(web.render("closed.html", {"web": web}), 503, {"Retry-After": "30"}, media_type="text/html")


def _stale(web: Web) -> Response:
    """The form is old or not ours."""
    return web.page("stale.html", 403)


async def _refused_by_web(house: _House, request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    web = Web(request, *house)

    def answer() -> Response:
        with speaking(language_of(request)):
            return web.page("gone.html", 404) if status == 404 else Response(status_code=status)

    return await run_in_threadpool(answer)


async def _broken(house: _House, request: Request, error: Exception) -> Response:
    """A bug: told in the log, not on the page."""
    _LOG.error("%s %s failed", request.method, request.scope.get("path"), exc_info=error)
    with speaking(language_of(request)):
        return Response(house.render("broken.html", {}), 500, media_type="text/html")


async def _choose_language(house: _House, request: Request) -> Response:
    chosen = request.path_params["language"]
    web = Web(request, *house)
    if chosen in LOCALES:
        web.set_cookie("language", chosen, 365 * DAY_S)
    return web.answered(RedirectResponse(back_path(request.query_params.get("back", "/")), 303))


async def _is_well(_request: Request) -> Response:
    return Response("ok", media_type="text/plain")

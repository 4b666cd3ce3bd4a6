"""The link of a letter by which a customer leaves a payment method: on to the page of the payment provider.

The page is made while one waits; without a script, by looking again after two seconds. Nothing that is entered there
ever comes through here.
"""

from collections.abc import Callable
from html import escape
from typing import Final
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from domain.errors import AppError
from domain.payments.method_links import LinkStage, MethodLink, MethodLinks
from ui.language import N_, _, current_language, speaking

Languages = Callable[[Request], str]
_LOOK_AGAIN_S: Final = 2
_TITLE: Final = N_("Your payment method")
_SAID: Final = {
    LinkStage.WAITING: N_("One moment, the page of the payment provider is being opened …"),
    LinkStage.UNKNOWN: N_("This link is not known. Please use the link of the newest letter, or write to us."),
    LinkStage.EXPIRED: N_("This link has expired. Please write to us: we gladly send you a new one."),
    LinkStage.FAILED: N_("The payment provider does not answer just now. Please try it again in a few minutes."),
    LinkStage.DONE: N_("Thank you: your new payment method has arrived. There is nothing more to do."),
}
_LEFT: Final = N_(
    "Thank you. As soon as the payment provider confirms your payment method, we use it for what is open and for"
    " everything to come."
)
_STATUS: Final = {LinkStage.UNKNOWN: 404, LinkStage.EXPIRED: 410, LinkStage.FAILED: 503}


def method_routes(links: MethodLinks, language: Languages) -> list[Route]:
    """`/method/<secret>`, and where the provider sends the customer back to."""

    async def opened(request: Request) -> Response:
        with speaking(language(request)):
            try:
                link = await run_in_threadpool(links.open, request.path_params["secret"])
            except AppError:
                link = MethodLink(LinkStage.FAILED)
            if link.stage is LinkStage.OPEN and urlsplit(link.page).scheme == "https":
                return RedirectResponse(link.page, 303, {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
            stage = LinkStage.FAILED if link.stage is LinkStage.OPEN else link.stage
            return _page(_(_SAID[stage]), _STATUS.get(stage, 200), waits=stage is LinkStage.WAITING)

    async def left(request: Request) -> Response:
        with speaking(language(request)):
            return _page(_(_LEFT), 200, waits=False)

    return [Route("/method/{secret}", opened, methods=["GET"]), Route("/method-left", left, methods=["GET"])]


def _page(words: str, status: int, *, waits: bool) -> Response:
    again = f'<meta http-equiv="refresh" content="{_LOOK_AGAIN_S}">' if waits else ""
    title, home = escape(_(_TITLE)), escape(_("To the customers' pages"))
    html = (
        f'<!doctype html><html lang="{current_language()}"><head><meta charset="utf-8"><title>{title}</title>{again}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/static/portal.css"></head>'
        f'<body><main><h1>{title}</h1><p role="status">{escape(words)}</p><p><a href="/">{home}</a></p></main>'
        "</body></html>"
    )
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return HTMLResponse(html, status, headers)

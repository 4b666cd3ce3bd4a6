"""Signing in: an address, a code of six digits or a link, and the same answer whoever asks."""

import time
from typing import Final
from uuid import uuid4

from starlette.responses import Response

from domain.customers.model import MailAddressWrong
from domain.customers.register_customer import is_mail_address
from ui.language import current_language
from ui.portal.fields import FieldUnreadable, identity, text
from ui.portal.web import Web, back_path

CODE_S: Final = 600
SAME_TIME_S: Final = 0.35
"""Every answer takes as long, whether somebody has the address or not."""


def ask(web: Web) -> Response:
    """Asks for the address; then for the code, whether there is one or not."""
    if web.request.method != "POST":
        return web.page("sign_in.html")
    began = time.monotonic()
    address = text(web, "address", 254)
    if not is_mail_address(address):
        raise MailAddressWrong(value=address)
    request_id = web.door.ask_code(address, web.origin, current_language())
    web.set_cookie("code", str(request_id), CODE_S)
    _wait(began)
    return web.to("/sign-in/code")


def code(web: Web) -> Response:
    request_id = web.cookie("code")
    if not request_id:
        return web.to("/sign-in")
    if web.request.method != "POST":
        return web.page("code.html", is_wrong=False)
    return _try(web, request_id, text(web, "code", 20))


def link(web: Web) -> Response:
    """What stands in the letter. Looking at it opens nothing: mail programs look at links too."""
    request_id, secret = web.request.path_params["request"], web.request.path_params["secret"]
    if len(secret) > 100:
        raise FieldUnreadable(value="")
    if web.request.method != "POST":
        return web.page("link.html")
    return _try(web, request_id, secret)


def _try(web: Web, request_id: str, secret: str) -> Response:
    began = time.monotonic()
    token = web.door.sign_in(identity(request_id) if request_id else uuid4(), secret, web.origin)
    _wait(began)
    if token is None:
        return web.page("code.html", 422, is_wrong=True)
    web.drop_cookie("code")
    back = back_path(web.cookie("back") or "/")
    web.drop_cookie("back")
    web.drop_cookie("seed")
    web.set_cookie("session", token)
    return web.to(back)


def _wait(began: float) -> None:
    left = SAME_TIME_S - (time.monotonic() - began)
    if left > 0:
        time.sleep(left)

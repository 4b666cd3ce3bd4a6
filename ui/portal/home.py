"""The overview, papers, returns, and what became of a wish."""

import time
from collections.abc import Callable
from typing import Final
from urllib.parse import quote
from uuid import uuid4

from starlette.responses import Response

from domain.billing.transfer_code import transfer_code
from domain.money import Money
from domain.payments.attempt import MethodId
from domain.payments.pay_invoice import PayInvoice
from domain.settings.portal import Service
from domain.views.portal import CustomerPages, LostWay, NotYours, Outcome
from ui.labels import label
from ui.language import _, current_language
from ui.portal.fields import FieldUnreadable, identity, text
from ui.portal.qr import drawn
from ui.portal.told import by_day
from ui.portal.web import Web
from ui.portal.words import LOST
from ui.texts import refusal, refusal_title

PATIENCE_S: Final = 2.5
"""How long a page waits for the worker; then it asks again by itself."""
_STEP_S: Final = 0.1
_KINDS: Final = frozenset({"page", "contract", "return", "account"})


def overview(web: Web, pages: CustomerPages) -> Response:
    can_leave = web.door.portal_settings().is_open(Service.METHOD)
    return web.page(
        "overview.html",
        customer=pages.customer,
        seen=pages.overview(),
        by_day=by_day,
        lost=lost_words(pages.lost_way()),
        renews=can_leave,
    )


def lost_words(lost: LostWay | None) -> str:
    """That nothing can be collected any more, and why; "": it can, or is paid otherwise."""
    return "" if lost is None else _(LOST[lost.why]).format(shown=lost.shown)


def documents(web: Web, pages: CustomerPages) -> Response:
    return web.page("invoices.html", documents=pages.documents())


def paper(web: Web, pages: CustomerPages) -> Response:
    return _file(web, pages.paper(web.request.path_params["number"]).content, web.request.path_params["number"])


def _file(web: Web, content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}.pdf"}
    return web.answered(Response(content, media_type="application/pdf", headers=headers))


def pay(web: Web, pages: CustomerPages) -> Response:
    """By a method that is known, at once; or where it is paid to, with a code for banking apps."""
    number = web.request.path_params["number"]
    found = next((each for each in pages.documents() if each.number == number and each.open.minor > 0), None)
    if found is None:
        raise NotYours
    is_open = web.door.portal_settings().is_open(Service.PAY)
    is_under_way = pages.is_under_way(found.id)
    ways = pages.ways_to_pay() if is_open and not is_under_way else ()
    if web.request.method == "POST":
        if not is_open:
            raise NotYours
        seen = Money(_minor(text(web, "open", 12)), found.open.currency)
        command = PayInvoice(pages.customer.id, found.id, MethodId(identity(web.form.get("way", ""))), seen)
        filed = pages.file(command, web.origin, identity(web.form.get("wish", "")))
        return web.to(f"/requests/{filed.wish_id}?for=page")
    business = web.door.business()
    code = transfer_code(business.bank, business.name, found.open, found.number)
    return web.page(
        "pay.html",
        document=found,
        bank=business.bank,
        code=drawn(code) if code else "",
        ways=[(each.id, label(each.kind), each.shown) for each in ways],
        is_under_way=is_under_way,
        wish=str(uuid4()),
    )


def _minor(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit():
        raise FieldUnreadable(value=typed)
    return int(typed)


def own_return(web: Web, pages: CustomerPages) -> Response:
    """As a page; as a slip for the parcel when its address ends so."""
    number = web.request.path_params["number"]
    if number.endswith(".pdf"):
        label = pages.own_return(number.removesuffix(".pdf")).label
        return _file(web, web.papers.labels_sheet([label]), label.code)
    return web.page("return.html", found=pages.own_return(number))


def awaited(ask: Callable[[], Outcome]) -> Outcome:
    """As it is as soon as the worker has done it, or once the page has waited long enough."""
    until = time.monotonic() + PATIENCE_S
    found = ask()
    while not found.is_done and found.refusal is None and time.monotonic() < until:
        time.sleep(_STEP_S)
        found = ask()
    return found


def outcome(web: Web, pages: CustomerPages) -> Response:
    """Waits a moment for the worker; where it takes longer, the page looks again by itself."""
    wish_id = identity(web.request.path_params["wish"])
    found = awaited(lambda: pages.outcome(wish_id))
    title, words = ("", "") if found.refusal is None else (refusal_title(found.refusal), refusal(found.refusal))
    asked = web.request.query_params.get("for", "page")
    back = web.request.query_params.get("at", "")
    return web.page(
        "outcome.html",
        found=found,
        title=title,
        words=words,
        what=asked if asked in _KINDS else "page",
        back=f"/contracts/{back}" if back and all(sign.isalnum() or sign == "-" for sign in back) else "/",
        number=str(found.event.get("number", "")),
        spoken=current_language(),
    )

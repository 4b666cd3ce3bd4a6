"""What the law lets everybody declare here, without signing in and without a script: cancelling and withdrawing.

Two steps each: a button on every page, a page with the fields that the law names and no others, and its button; then at
once a confirmation with content, day and time. Source: sections 312k and 356a BGB; RULES.md 3.2, 3.3.
"""

from typing import Final
from urllib.parse import quote
from uuid import uuid4

from starlette.responses import Response

from domain.cancellations.model import Channel, DeclarationId
from domain.cancellations.receipt_sheet import ReceiptSheet
from domain.cancellations.receive_declaration import ReceiveDeclaration
from domain.customers.register_customer import is_mail_address
from domain.views.portal import NotYours
from ui.language import _, current_language, shown_date, shown_instant
from ui.portal.fields import FieldUnreadable, day_or_none, identity, text
from ui.portal.web import Web

LONGEST: Final = 200
_REQUIRED: Final = ("name", "contract", "email")


def cancel(web: Web) -> Response:
    if web.request.method != "POST":
        return web.page("cancel.html", wrong={}, form={})
    wrong = _wrong(web)
    is_extraordinary = web.form.get("kind") == "extraordinary"
    why = _said(web, "why", 2000)
    if is_extraordinary and not why:
        wrong["why"] = _("Please say why the contract is to end without notice.")
    try:
        wanted = day_or_none(web, "wanted_on")
    except FieldUnreadable:
        wanted, wrong["wanted_on"] = None, _("This is no day. You may leave it empty.")
    if wrong:
        return web.page("cancel.html", 422, wrong=wrong, form=web.form)
    kind = _("Extraordinary cancellation") if is_extraordinary else _("Ordinary cancellation")
    lines = [_("I cancel my contract: {kind}.").format(kind=kind)]
    lines += [_("Reason: {why}").format(why=why)] if why else []
    until = _("as soon as possible") if wanted is None else shown_date(wanted)
    lines.append(_("Wanted end: {day}").format(day=until))
    return _declare(web, "\n".join(lines))


def withdraw(web: Web) -> Response:
    if web.request.method != "POST":
        return web.page("withdraw.html", wrong={}, form={})
    wrong = _wrong(web)
    if wrong:
        return web.page("withdraw.html", 422, wrong=wrong, form=web.form)
    return _declare(web, _("I withdraw from my contract."))


def _said(web: Web, name: str, longest: int = LONGEST) -> str:
    return text(web, name, longest)


def _wrong(web: Web) -> dict[str, str]:
    """Sentences by the name of the field."""
    wrong = {
        name: _("Please fill in this field: without it we cannot find your contract or confirm anything.")
        for name in _REQUIRED
        if not _said(web, name)
    }
    if "email" not in wrong and not is_mail_address(_said(web, "email")):
        wrong["email"] = _("This is no mail address.")
    return wrong


def _declare(web: Web, words: str) -> Response:
    """Taken in at this instant. Its id, known to nobody but who sent it, opens the confirmation for a while."""
    now = web.door.now()
    command = ReceiveDeclaration(
        DeclarationId(uuid4()),
        Channel.BUTTON,
        now,
        current_language(),
        words,
        _said(web, "name"),
        _said(web, "contract"),
        _said(web, "email"),
    )
    filed = web.door.declare(command, web.origin)
    return web.to(f"/received/{filed.wish_id}")


def received(web: Web) -> Response:
    """The confirmation; as a file when its address ends so."""
    wish = web.request.path_params["wish"]
    sheet = web.door.receipt(identity(wish.removesuffix(".pdf")))
    if not wish.endswith(".pdf"):
        return web.page("received.html", sheet=sheet, wish=wish)
    if not sheet.number:
        raise NotYours
    content = web.papers.declaration_receipt(sheet)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(sheet.number)}.pdf"}
    return web.answered(Response(content, media_type="application/pdf", headers=headers))


def as_text(web: Web) -> Response:
    """The same as plain text: kept and read by everything."""
    sheet = web.door.receipt(identity(web.request.path_params["wish"]))
    headers = {"Content-Disposition": 'attachment; filename="confirmation.txt"'}
    return web.answered(Response(_plain(web, sheet), media_type="text/plain; charset=utf-8", headers=headers))


def _plain(web: Web, sheet: ReceiptSheet) -> str:
    rows = (
        _("Confirmation of receipt"),
        web.door.business().name,
        _("Received: {at}").format(at=shown_instant(sheet.received_at)),
        _("Number: {number}").format(number=sheet.number) if sheet.number else "",
        _("Name: {name}").format(name=sheet.name),
        _("Contract: {contract}").format(contract=sheet.contract),
        _("Mail address: {email}").format(email=sheet.email),
        "",
        sheet.words,
    )
    return "\n".join(rows).replace("\n\n\n", "\n\n") + "\n"

"""Who the customer is: address, phone, mail address, friends, own data, sessions."""

import io
import json
import zipfile
from uuid import uuid4

from starlette.responses import Response

from domain.billing.tax import is_country
from domain.customers.change_address import ChangeAddress
from domain.customers.model import Address, MailAddressWrong
from domain.customers.register_customer import LANGUAGES, is_mail_address
from domain.loyalty.give_referral_code import GiveReferralCode
from domain.payments.ask_method import AskMethod
from domain.payments.methods import COLLECTED
from domain.portal.ask_erasure import AskErasure
from domain.portal.change_contact import ChangeContact
from domain.portal.note_data_taken import NoteDataTaken
from domain.portal.take_new_address import TakeNewAddress
from domain.settings.portal import Service
from domain.views.portal import CustomerPages, NotYours
from ui.language import current_language
from ui.portal.fields import FieldUnreadable, day_or_none, identity, text
from ui.portal.home import lost_words
from ui.portal.told import effects
from ui.portal.web import Web

_CODE_S = 600
_AFTER = "/requests/{}?for=account"


def show(web: Web, pages: CustomerPages) -> Response:
    payments = [each.contract for each in pages.overview().contracts if each.contract.start_on is not None]
    views = [pages.contract(each.number) for each in payments]
    return web.page(
        "account.html",
        customer=pages.customer,
        others=pages.others,
        methods=[(view.contract, view.payment) for view in views],
        lost=lost_words(pages.lost_way()),
        is_collected=any(view.payment.method in COLLECTED for view in views),
        open_services={each.value for each in Service if web.door.portal_settings().is_open(each)},
    )


def _open_or_gone(web: Web, service: Service) -> None:
    """Raises NotYours where the owner closed it."""
    if not web.door.portal_settings().is_open(service):
        raise NotYours


def address(web: Web, pages: CustomerPages) -> Response:
    """The move is previewed as it is taxed, then wished for."""
    _open_or_gone(web, Service.ADDRESS)
    if web.request.method != "POST":
        return web.page("address.html", customer=pages.customer, today=pages.today)
    country = text(web, "country", 2).upper()
    if not is_country(country):
        raise FieldUnreadable(value=country)
    home = Address(text(web, "street", 120), text(web, "postcode", 20), text(web, "city", 80), country)
    command = ChangeAddress(pages.customer.id, home, day_or_none(web, "from_on"))
    if web.form.get("step") == "confirm":
        filed = pages.file(command, web.origin, identity(web.form.get("wish", "")))
        return web.to(_AFTER.format(filed.wish_id))
    return web.page(
        "address_confirm.html",
        home=home,
        from_on=web.form.get("from_on", ""),
        effects=effects(pages.preview(command)),
        wish=str(uuid4()),
    )


def contact(web: Web, pages: CustomerPages) -> Response:
    _open_or_gone(web, Service.CONTACT)
    if web.request.method != "POST":
        return web.page("contact.html", customer=pages.customer)
    language = text(web, "language", 2)
    if language not in LANGUAGES:
        raise FieldUnreadable(value=language)
    filed = pages.file(ChangeContact(pages.customer.id, text(web, "phone", 60), language), web.origin)
    return web.to(_AFTER.format(filed.wish_id))


def mail(web: Web, pages: CustomerPages) -> Response:
    """A code goes to the new address; it is taken when the code came back."""
    _open_or_gone(web, Service.CONTACT)
    if web.request.method != "POST":
        return web.page("mail.html", customer=pages.customer)
    wanted = text(web, "address", 254)
    if not is_mail_address(wanted):
        raise MailAddressWrong(value=wanted)
    request_id = pages.ask_new_address(wanted, web.origin, current_language())
    web.set_cookie("address", str(request_id), _CODE_S)
    return web.to("/account/mail/code")


def mail_code(web: Web, pages: CustomerPages) -> Response:
    """The try is committed before it is judged: the page leads on to its own next step."""
    known = web.cookie("address")
    if not known:
        return web.to("/account/mail")
    request_id = identity(known)
    if web.request.method != "POST":
        return web.page("mail_code.html", is_wrong=False)
    secret = text(web, "code", 20)
    if web.form.get("step") != "confirm":
        pages.try_code(request_id, secret, web.origin)
        return web.page("mail_go_on.html", code=secret)
    if not pages.confirm_address(request_id, secret):
        return web.page("mail_code.html", 422, is_wrong=True)
    web.drop_cookie("address")
    filed = pages.file(TakeNewAddress(pages.customer.id, request_id), web.origin)
    return web.to(_AFTER.format(filed.wish_id))


def method(web: Web, pages: CustomerPages) -> Response:
    """A link to the payment provider's page comes by letter: it proves whose the address is."""
    _open_or_gone(web, Service.METHOD)
    filed = pages.file(AskMethod(pages.customer.id), web.origin)
    return web.to(_AFTER.format(filed.wish_id))


def friends(web: Web, pages: CustomerPages) -> Response:
    _open_or_gone(web, Service.REFER)
    if web.request.method != "POST":
        return web.page("friends.html", own=pages.code_for_friends())
    filed = pages.file(GiveReferralCode(pages.customer.id), web.origin)
    return web.to(f"{_AFTER.format(filed.wish_id)}")


def data(web: Web, pages: CustomerPages) -> Response:
    """Everything as one file: JSON and all papers. Noted, and told by letter."""
    _open_or_gone(web, Service.DATA)
    if web.request.method != "POST":
        return web.page("data.html")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(pages.everything(), ensure_ascii=False, indent=1))
        for n, each in enumerate(pages.papers()):
            name = each.file_name.replace("/", "-").replace("\\", "-")
            archive.writestr(f"papers/{n + 1:04}-{name}", each.content)
    pages.file(NoteDataTaken(pages.customer.id), web.origin)
    headers = {"Content-Disposition": f'attachment; filename="{pages.customer.number}.zip"'}
    return web.answered(Response(packed.getvalue(), media_type="application/zip", headers=headers))


def erasure(web: Web, pages: CustomerPages) -> Response:
    _open_or_gone(web, Service.DATA)
    if web.request.method != "POST":
        return web.page("erasure.html")
    filed = pages.file(AskErasure(pages.customer.id), web.origin)
    return web.to(_AFTER.format(filed.wish_id))


def sessions(web: Web, pages: CustomerPages) -> Response:
    """Everywhere at once."""
    pages.sign_out(everywhere=True)
    web.drop_cookie("session")
    return web.to("/sign-in")


def switch(web: Web, pages: CustomerPages) -> Response:
    """To another customer with the same proved address. Raises NotYours."""
    if not pages.act_for(identity(web.form.get("customer", ""))):
        raise NotYours
    return web.to("/")


def sign_out(web: Web, pages: CustomerPages) -> Response:
    pages.sign_out()
    web.drop_cookie("session")
    return web.to("/sign-in")

"""The commands that customers alone give, told through their own door."""

from uuid import uuid4

from domain.portal.ask_erasure import AskErasure
from domain.portal.change_contact import ChangeContact
from domain.portal.note_data_taken import NoteDataTaken
from domain.portal.send_photo import SendPhoto
from domain.portal.take_new_address import TakeNewAddress
from domain.returns.photos import PhotoId
from tests.storage.business import Business
from tests.storage.portal_desk import HERE, PortalDesk
from tests.storage.trade import rent

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb004300") + bytes(64) + b"\xff\xd9"


def tell_portal(business: Business) -> set[str]:
    """Signs in, gives each of them once, and names them."""
    customer = business.customer("Portal")
    rented = rent(business, customer, business.product(sku="PORTAL"))
    desk = PortalDesk(business, 1)
    token = desk.signed_in()
    with desk.pages(token) as pages:
        request_id = pages.ask_new_address("neu@example.org", HERE, "de")
    said = desk.sent_code(request_id)
    with desk.pages(token) as pages:
        pages.try_code(request_id, said["login_code"], HERE)
    with desk.pages(token) as pages:
        assert pages.confirm_address(request_id, said["login_code"])
    known = customer.customer_id
    wishes = (
        TakeNewAddress(known, request_id),
        ChangeContact(known, "030 1234"),
        SendPhoto.of(rented.assets[0], PhotoId(uuid4()), JPEG),
        NoteDataTaken(known),
        AskErasure(known),
    )
    for wish in wishes:
        desk.done(token, wish)
    desk.close()
    return {type(wish).__name__ for wish in wishes} | {"SendCode"}

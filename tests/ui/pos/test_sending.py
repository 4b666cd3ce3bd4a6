"""What a till sends: a payment link as a square on the screen, and receipts by mail."""

import os

from domain.application import Seat
from domain.contracts.model import LineKind
from domain.contracts.terms import ContractTerms, PricesAre
from domain.money import Money
from domain.period import Interval, Unit
from domain.settings.change_portal_settings import ChangePortalSettings
from domain.settings.portal import PortalSettings
from domain.till.mail_receipt import MailReceipt
from domain.till.model import Way
from domain.views.serving import PayLinkState
from tests.storage.payment_story import collecting
from tests.storage.serving_desk import Counter
from tests.ui.pos.conftest import Place
from tests.ui.pos.test_sale_page import _pay, _sign_on_paper
from ui.pos.receipts.view import ReceiptScreen
from ui.pos.sale.view import SalePage

GROSS = ContractTerms(Interval(Unit.MONTH, 1), prices_are=PricesAre.GROSS)
PAGES = "https://kunden.radwerk.example"


def _look(place: Place, name: str) -> None:
    if os.environ.get("UMLAUF_LOOK"):
        place.window.grab().save(f"{os.environ['UMLAUF_LOOK']}/{name}.png")


def test_a_link_is_read_off_the_screen_and_the_receipt_goes_by_mail(place: Place) -> None:
    business, worker = place.business, Counter(place.business)
    collecting(business)
    business.do(Seat.OWNER, ChangePortalSettings(0, PortalSettings(address=PAGES)))
    bike = business.product(terms=GROSS)
    [code], customer = business.receive(bike, "WX-1").codes, business.customer()
    page = place.open("till", SalePage)
    place.scan(code)
    place.press(lambda: page.presenter.serve(customer.customer_id))
    place.press(page.side.pay.click)
    _sign_on_paper(place, page)
    dialog = page.selling.dialog
    assert dialog is not None
    dialog.ways.keys[Way.LINK].click()
    dialog.later.take.click()
    place.press(dialog.complete.click)
    panel = page.done.link
    assert panel.isVisible()
    assert not panel.square.isVisible(), "nothing is shown before it counts"
    [wish] = business.rows("SELECT id FROM umlauf.portal_wish WHERE name = 'OpenPayLink'")
    worker.carry_out(wish["id"])
    place.press(panel.look)
    assert panel.square.isVisible()
    assert panel.square.text.startswith(f"{PAGES}/method/")
    assert panel.words.text() == "Waiting for payment"
    _look(place, "till_link")
    panel._show_state(PayLinkState(is_asked=True, is_left=True, paid=Money.of("79.00")))
    assert panel.words.text() == "Paid: €79.00"
    assert not panel.square.isVisible()

    place.press(page.done.mail.click)
    asked = page.mail
    assert asked is not None
    assert asked.address.value() == "jonas@example.org"
    place.press(asked.give)
    given = place.line.given[-1]
    assert isinstance(given, MailReceipt)
    assert given.address == "", "the worker knows the customer's own address"
    [row] = business.rows("SELECT language, address FROM umlauf.till_receipt_mail")
    assert row == {"language": "en", "address": ""}
    worker.close()

    one = place.open("receipt", ReceiptScreen, "K1-000001")
    assert one.link.isVisible()
    place.press(one.link.click)
    place.press(lambda: one.dialog.accept() if one.dialog is not None else None)
    place.press(one.mail.click)
    asked = one.dialog
    assert isinstance(asked, type(page.mail))
    asked.address.set_value("nobody")
    place.press(asked.give)
    assert "is no mail address" in place.window.notice.words() or place.window.notice.isVisible()
    _look(place, "receipt")


def test_goods_without_a_name_need_an_address(place: Place) -> None:
    lock = place.business.product("Schloss", kind=LineKind.SALE, price="49.00", sku="LOCK", terms=GROSS)
    things = place.business.receive(lock, "S-1")
    page = place.open("till", SalePage)
    place.press(page.goods.tiles[0].click)
    place.scan(things.codes[0])
    place.press(page.side.pay.click)
    _pay(place, page, Way.CASH)
    assert not page.done.link_card.isVisible()
    place.press(page.done.mail.click)
    asked = page.mail
    assert asked is not None
    asked.give()
    assert asked.isVisible()
    _look(place, "mail_dialog")
    asked.address.set_value("kim@example.org")
    place.press(asked.give)
    [row] = place.business.rows("SELECT address FROM umlauf.till_receipt_mail")
    assert row["address"] == "", "the letter has it now"

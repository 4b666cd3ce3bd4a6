"""A till on the real business, under its own login: scanned, served, signed, paid, handed over."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from domain.catalog.model import ProductKind
from domain.checks.identity import DocumentSeen
from domain.checks.verdict import Need
from domain.contracts.model import LineKind
from domain.contracts.terms import ContractTerms, PricesAre
from domain.counter.model import SaleStage
from domain.money import Money
from domain.period import Interval, Unit
from domain.till.model import Way
from storage.errors import DatabaseUnreachable
from tests.storage.check_story import ODD, checking, rules, somebody
from tests.storage.counter_story import Counter as Sales
from tests.storage.payment_story import collecting
from tests.storage.serving_desk import Counter
from tests.ui.pos.conftest import Place
from ui.pos.paying.dialog import PayDialog
from ui.pos.sale.handover import HandOverPage
from ui.pos.sale.signing import SignaturePad
from ui.pos.sale.view import SalePage
from ui.sounds import Sound
from ui.widgets.answer import Verdict

GROSS = ContractTerms(Interval(Unit.MONTH, 1), prices_are=PricesAre.GROSS)


def _sign(pad: SignaturePad) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind, x in (
        (QMouseEvent.Type.MouseButtonPress, 20.0),
        (QMouseEvent.Type.MouseMove, 120.0),
        (QMouseEvent.Type.MouseButtonRelease, 120.0),
    ):
        at = QPointF(x, 40)
        event = QMouseEvent(kind, at, at, left, left, none)
        handler = {20.0: pad.mousePressEvent}.get(x, pad.mouseMoveEvent)
        handler(event)


def _sign_on_paper(place: Place, page: SalePage) -> None:
    sign = page.selling.sign
    assert sign is not None
    for box in list(sign.consents.values())[:2]:
        box.setChecked(True)
    sign.on_paper.setChecked(True)
    place.press(sign.give)


def _pay(place: Place, page: SalePage, way: Way) -> PayDialog:
    dialog = page.selling.dialog
    assert dialog is not None
    dialog.ways.keys[way].click()
    if way is Way.CASH:
        dialog.cash.take.click()
    place.qtbot.waitUntil(dialog.complete.isEnabled)
    place.press(dialog.complete.click)
    return dialog


def test_goods_without_a_name_are_scanned_and_paid_in_cash(place: Place) -> None:
    lock = place.business.product("Schloss", kind=LineKind.SALE, price="49.00", sku="LOCK", terms=GROSS)
    things = place.business.receive(lock, "S-1", "S-2")
    page = place.open("till", SalePage)
    assert "K1" in page.subtitle
    assert [tile.variant.sku for tile in page.goods.tiles] == ["LOCK"]

    place.press(page.goods.tiles[0].click)
    place.press(page.side.pay.click)
    assert page.selling.dialog is None
    assert "Scan the code" in page.side.problem.text()
    place.scan(things.codes[0])
    assert place.sound is Sound.ACCEPTED
    [line] = page.presenter.basket.now.lines
    assert (line.quantity, [thing.code for thing in line.things]) == (1, [things.codes[0]])
    place.scan(things.codes[0])
    assert place.sound is Sound.DUPLICATE
    place.scan(things.codes[1])
    assert page.side.totals.today.text() == "€98.00"
    page.undo()
    place.settle()
    assert page.side.pay.text() == "€49.00  ·  F12"

    place.press(page.side.pay.click)
    dialog = page.selling.dialog
    assert dialog is not None
    assert set(dialog.ways.keys) == {Way.CASH, Way.CARD}
    _pay(place, page, Way.CASH)
    assert page.done.isVisible()
    assert page.done.answer.answer.verdict is Verdict.ACCEPTED
    assert page.done.sold_number == "K1-000001"
    [row] = place.business.rows("SELECT status FROM umlauf.asset WHERE code = %(code)s", code=things.codes[0])
    assert row["status"] == "sold"
    place.press(page.done.receipt.click)
    place.settle()
    assert [path.name for path in place.papers] == ["K1-000001.pdf"]
    place.press(lambda: place.qtbot.keyClick(page.done.next, Qt.Key.Key_Return))
    assert not page.presenter.basket.now.lines
    place.scan(things.codes[0])
    assert place.sound is Sound.REFUSED
    assert "sold" in page.side.problem.text()


def test_a_new_customer_rents_a_bike_signs_and_pays_by_card(place: Place) -> None:
    bike = place.business.product(terms=GROSS)
    thing = place.business.receive(bike, "WX-1")
    page = place.open("till", SalePage)
    place.scan(thing.codes[0])
    assert "needs a customer" in page.side.problem.text()
    place.press(page.side.customer.new.click)
    dialog = page.newcomer
    assert dialog is not None
    place.press(dialog.give)
    assert dialog.isVisible(), "rent needs an address"
    for name, value in (
        ("given_name", "Lena"), ("family_name", "Öztürk"), ("email", "lena@example.org"),
        ("street", "Am Ufer 1"), ("postcode", "10997"), ("city", "Berlin"),
    ):  # fmt: skip
        dialog._text(name).set_value(value)
    place.press(dialog.give)
    assert not dialog.isVisible()
    assert page.side.customer.name.text() == "Lena Öztürk"
    assert page.side.totals.month.text() == "€79.00"

    place.press(page.side.pay.click)
    sign = page.selling.sign
    assert sign is not None
    for box in list(sign.consents.values())[:2]:
        box.setChecked(True)
    sign.give()
    assert "signature is missing" in sign.problem.text()
    _sign(sign.pad)
    place.press(sign.give)
    _pay(place, page, Way.CARD)
    place.press(page.watching.look)
    outcome = page.done.outcome
    assert outcome is not None
    assert outcome.stage is SaleStage.DONE
    assert outcome.contract_number.startswith("CT-")
    assert page.done.agreement.isVisible()
    assert page.done.answer.answer.verdict is Verdict.ACCEPTED
    [kept] = place.business.rows("SELECT media_type, length(content) AS size FROM umlauf.counter_signature")
    assert kept["media_type"] == "image/png"
    assert kept["size"] > 500
    [row] = place.business.rows("SELECT status FROM umlauf.asset")
    assert row["status"] == "rented"


def test_a_mandate_is_kept_before_the_sale_counts_on_it(place: Place) -> None:
    business = place.business
    bike = business.product(terms=GROSS)
    [code], customer = business.receive(bike, "WX-1").codes, business.customer()
    worker = Counter(business)
    page = place.open("till", SalePage)
    place.scan(code)
    place.press(lambda: page.presenter.serve(customer.customer_id))
    place.press(page.side.pay.click)
    _sign_on_paper(place, page)
    dialog = page.selling.dialog
    assert dialog is not None
    assert dialog.mandate is not None
    panel = dialog.mandate
    dialog.ways.keys[Way.MANDATE].click()
    panel.iban.set_value("DE02120300000000202051")
    place.press(panel.give)
    assert "signed mandate" in panel.problem.text()
    panel.agreed.setChecked(True)

    def carried() -> None:
        place.press(panel.give)
        assert not dialog.complete.isEnabled()
        [row] = business.rows(
            "SELECT w.id FROM umlauf.portal_wish w LEFT JOIN umlauf.command c ON c.command_id = w.id"
            " WHERE c.command_id IS NULL"
        )
        worker.carry_out(row["id"])
        place.qtbot.waitUntil(lambda: not panel.is_waiting)

    carried()
    assert "creditor" in panel.problem.text().casefold(), "nothing that was typed is lost, and why is said"
    assert not dialog.paying.taken
    collecting(business)
    carried()
    assert dialog.paying.is_paid
    place.press(dialog.complete.click)
    place.press(page.watching.look)
    assert page.done.outcome is not None
    assert page.done.outcome.stage is SaleStage.DONE
    [method] = business.rows("SELECT m.shown FROM umlauf.payment_method m")
    assert method["shown"].endswith("2051")
    worker.close()


def test_what_waits_for_its_check_is_handed_over_once_the_document_was_seen(place: Place) -> None:
    business = place.business
    checking(business, rules=rules(Need.IDENTITY))
    bike = business.product(terms=GROSS)
    [code], customer = business.receive(bike, "WX-1").codes, business.customer()
    page = place.open("till", SalePage)
    place.scan(code)
    place.press(lambda: page.presenter.serve(customer.customer_id))
    place.qtbot.keyClick(page.goods.words, Qt.Key.Key_F12)
    place.qtbot.waitUntil(lambda: page.selling.sign is not None)
    _sign_on_paper(place, page)
    _pay(place, page, Way.CARD)
    place.press(page.watching.look)
    assert page.done.answer.answer.verdict is Verdict.NOTE
    assert "waits for its check" in page.done.answer.answer.detail
    assert not page.done.hand_over.isVisible()
    place.press(page.done.check.click)
    dialog = page.identity
    assert dialog is not None
    dialog.form["document"].set_value(DocumentSeen.PASSPORT)
    dialog.form["last_four"].set_value("12A4")
    place.press(dialog.save.click)
    place.press(page.watching.look)
    assert page.done.hand_over.isVisible(), "green: it may go out"
    place.scan(code)
    assert "is sold already: it belongs to sale K1-000001" in page.side.problem.text()
    [order] = business.rows("SELECT number FROM umlauf.customer_order")
    handing = place.open("handovers", HandOverPage, order["number"])
    place.scan(code)
    place.press(handing.give.click)
    [row] = business.rows("SELECT status FROM umlauf.asset")
    assert row["status"] == "rented"


def test_yellow_is_let_go_by_money_at_the_till(place: Place) -> None:
    """The page says why, asks for 20 % of 900.00, and takes them in the pay dialog."""
    business = place.business
    checking(business)
    bike = business.product(terms=GROSS)
    [code], customer = business.receive(bike, "WX-1").codes, somebody(business, "Gelb", ODD)
    counter = Sales(business, place.till_id)
    [asset] = business.rows("SELECT id FROM umlauf.asset")
    sold = counter.sell(counter.item(bike, asset["id"]), customer_id=customer.customer_id)
    handing = place.open("handovers", HandOverPage, counter.outcome(sold).order_number)
    assert "Parcel station" in handing.answer.answer.detail
    assert "take €180.00 ahead" in handing.answer.answer.next_step
    place.press(handing.ahead.click)
    asking = handing.money.asking
    assert asking is not None
    place.press(asking.save.click)
    place.qtbot.waitUntil(lambda: handing.money.dialog is not None)
    pay = handing.money.dialog
    assert pay is not None
    pay.paying.cash(Money.of("200.00"))
    pay._show()
    place.press(pay.complete.click)
    place.open("handovers", HandOverPage, counter.outcome(sold).order_number)
    place.scan(code)
    place.press(handing.give.click)
    [row] = business.rows("SELECT status FROM umlauf.asset")
    assert row["status"] == "rented"


def test_a_basket_is_parked_and_called_back_with_its_customer(place: Place) -> None:
    place.business.product(terms=GROSS)
    oil = place.business.product(
        "Öl", kind=LineKind.SALE, product_kind=ProductKind.CONSUMABLE, price="8.00", sku="OIL", terms=GROSS
    )
    customer = place.business.customer()
    page = place.open("till", SalePage)
    place.press(lambda: page.presenter.serve(customer.customer_id))
    place.press(lambda: page.presenter.search("kiez", ""))
    place.press(page.goods.tiles[0].click)
    assert page.presenter.card is not None
    place.press(page.side.park.click)
    assert page.presenter.basket.now.is_empty
    place.press(lambda: page.presenter.search("öl", ""))
    place.press(page.goods.tiles[0].click)
    page.side.lines.rows[0].plus.click()
    place.settle()
    assert page.side.totals.today.text() == "€16.00"
    place.press(page.side.recall.click)
    now = page.presenter.basket.now
    assert now.customer is not None
    assert now.customer.number == customer.number
    assert [line.variant.title for line in now.lines] == ["E-Bike Kiez 3 · M"]
    assert page.presenter.basket.parked[0].lines[0].variant.id == oil.variant_ids[0]


def test_a_cut_line_keeps_the_sale_and_says_so(place: Place) -> None:
    oil = place.business.product(
        "Öl", kind=LineKind.SALE, product_kind=ProductKind.CONSUMABLE, price="8.00", sku="OIL", terms=GROSS
    )
    page = place.open("till", SalePage)
    place.press(page.goods.tiles[0].click)
    assert page.presenter.basket.now.lines[0].variant.id == oil.variant_ids[0]
    place.line.is_kept = True
    place.press(page.side.pay.click)
    _pay(place, page, Way.CASH)
    assert page.done.answer.answer.verdict is Verdict.WAITING
    place.line.is_kept = False
    place.press(page.done.next.click)
    page.presenter.basket.add(page.goods.tiles[0].variant)
    page.presenter._on_not_tried(DatabaseUnreachable())
    assert "only a basket that was priced before" in page.side.problem.text()


def test_an_order_that_waits_is_handed_over_by_scan(place: Place) -> None:
    business = place.business
    bike = business.product(terms=GROSS)
    other = business.product("Lastenrad", sku="CARGO", terms=GROSS)
    thing, wrong = business.receive(bike, "WX-1"), business.receive(other, "LX-1")
    placed = business.order(business.customer(), bike)
    page = place.open("handovers", HandOverPage)
    assert [row.order_number for row in page.orders.rows()] == [placed.order_number]
    place.scan(placed.order_number)
    assert page.opened is not None
    assert not page.give.isEnabled()
    place.scan(wrong.codes[0])
    assert place.sound is Sound.REFUSED
    assert "another product" in page.answer.answer.detail
    place.scan(thing.codes[0])
    assert page.give.isEnabled()
    place.press(page.give.click)
    [row] = business.rows("SELECT status FROM umlauf.asset WHERE code = %(code)s", code=thing.codes[0])
    assert row["status"] == "rented"
    place.settle()
    assert not page.orders.rows()

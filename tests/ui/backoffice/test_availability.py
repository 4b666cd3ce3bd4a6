"""The calendar of a product: seen, reserved, waited for, ordered; and what is refused stays entered."""

from domain.application import Seat
from domain.availability.expect_receipt import ExpectReceipt
from domain.availability.join_waiting_list import JoinWaitingList
from domain.availability.reserve_product import ReserveProduct
from tests.storage.trade import days, rent, today
from tests.ui.backoffice.conftest import Office, desk_of_anna
from ui.backoffice.availability.dialogs import ForCustomer
from ui.backoffice.availability.list import kinds_page
from ui.backoffice.availability.promises import ContractPromises, PromisesCard, short_standing, standing
from ui.backoffice.availability.view import OneKind, reasons
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.lists import ListPage

__all__ = ["desk_of_anna"]


def settled(office: Office) -> None:
    for _ in range(6):
        office.settle()


def shown(office: Office) -> OneKind:
    page = office.show(OneKind(office.desk, office.shell), "KIEZ3-M")
    assert isinstance(page, OneKind)
    settled(office)
    return page


def dialog(page: OneKind, kind: type[DeedDialog]) -> DeedDialog:
    return next(each for each in page.findChildren(kind) if each.isVisible())


def chosen(office: Office, page: OneKind, name: str) -> ForCustomer:
    made = dialog(page, ForCustomer)
    assert isinstance(made, ForCustomer)
    [customer] = office.desk.office.customers(name).rows
    made.choose(customer)
    return made


def test_a_product_is_reserved_waited_for_and_ordered(desk_of_anna: Office) -> None:
    office, business = desk_of_anna, desk_of_anna.business
    bike = business.product()
    anna, _ben = business.customer("Anna"), business.customer("Ben")
    rent(business, anna, bike)
    business.receive(bike, "S1")
    listed = office.show(kinds_page(office.desk, office.shell))
    assert isinstance(listed, ListPage)
    settled(office)
    assert [(row.sku, row.free) for row in listed.table.model.rows] == [("KIEZ3-M", 1)]

    page = shown(office)
    assert [week.free for week in page.weeks.model.rows][:2] == [1, 1]
    page.reserve.click()
    made = dialog(page, ForCustomer)
    made.give()
    assert "Choose the customer" in made.problem.text()
    made = chosen(office, page, "Ben")
    made.give()
    settled(office)
    assert [row.customer for row in page.reservations.model.rows] == ["Jonas Ben"]
    assert page.weeks.model.rows[0].free == 0
    assert "reserved" in reasons(page.weeks.model.rows[0])

    page.reserve.click()
    made = chosen(office, page, "Anna")
    made.give()
    settled(office)
    assert made.isVisible()
    assert "short by 1" in made.problem.text()
    made.form["because"].editor.setText("Messe")
    made.give()
    settled(office)
    assert "Messe" in page.overbooked.text()
    assert page.weeks.model.rows[0].free == -1

    page.reservations.select(lambda row: row.customer == "Jonas Ben")
    page._on_order_reserved()
    settled(office)
    order = dialog(page, DeedDialog)
    order.give()
    settled(office)
    assert [row.customer for row in page.reservations.model.rows] == ["Jonas Anna"]
    assert any("placed" in words for words in office.shell.toasts)


def test_who_has_an_offer_gets_the_order(desk_of_anna: Office) -> None:
    office, business = desk_of_anna, desk_of_anna.business
    bike = business.product()
    for name in ("Anna", "Ben"):
        business.do(Seat.BACKOFFICE, JoinWaitingList(business.customer(name).customer_id, bike.variant_ids[0]))
    business.receive(bike, "S1")
    page = shown(office)
    assert [(row.position, row.customer) for row in page.waiting.model.rows] == [(None, "Jonas Anna"), (1, "Jonas Ben")]
    page.waiting.select(lambda row: row.position == 1)
    page._on_order_offered()
    assert office.shell.toasts == ["Choose somebody who has an offer."]
    page.waiting.select(lambda row: row.position is None)
    page._on_order_offered()
    settled(office)
    dialog(page, DeedDialog).give()
    settled(office)
    assert [row.customer for row in page.waiting.model.rows] == ["Jonas Ben"]
    page._on_expect()
    expect = dialog(page, DeedDialog)
    expect.form["quantity"].editor.setText("4")
    expect.give()
    settled(office)
    assert [row.quantity for row in page.expected.model.rows] == [4]
    page._on_move()
    assert office.shell.toasts[-1] == "Choose a delivery first."
    page.expected.select(lambda row: row.quantity == 4)
    page._on_move()
    moved = next(
        each for each in page.findChildren(DeedDialog) if each.isVisible() and "Another day" in each.windowTitle()
    )
    moved.form["quantity"].editor.setText("viele")
    moved.give()
    settled(office)
    assert moved.problem.isVisibleTo(moved)
    moved.form["quantity"].editor.setText("6")
    moved.give()
    settled(office)
    assert [row.quantity for row in page.expected.model.rows] == [6]


def test_customer_and_contract_show_what_is_promised_and_lead_there(desk_of_anna: Office) -> None:
    office, business = desk_of_anna, desk_of_anna.business
    bike, anna, day = business.product(), business.customer("Anna"), today(business)
    kind = bike.variant_ids[0]
    business.do(Seat.BACKOFFICE, ExpectReceipt(kind, 1, day + days(10)))
    placed = business.order(anna, bike)
    business.do(Seat.BACKOFFICE, JoinWaitingList(anna.customer_id, kind))
    business.do(Seat.BACKOFFICE, ReserveProduct(anna.customer_id, kind, 2, day + days(20), because="Messe"))
    card = PromisesCard(office.desk, office.shell)
    of_order = ContractPromises(office.desk, office.shell)
    for each in (card, of_order):
        office.qtbot.addWidget(each)
    card.show_customer(anna.customer_id)
    of_order.show_contract(placed.contract_id)
    settled(office)
    assert [standing(row) for row in card.table.model.rows] == [
        f"{placed.order_number}: promised for 10 Feb 2026",
        "reserved from 20 Feb 2026 on, held until 6 Mar 2026",
        "waiting list, place 1",
    ]
    assert [short_standing(row) for row in office.desk.office.availability.of_contract(placed.contract_id)] == [
        "promised for 10 Feb 2026"
    ]
    assert of_order.isVisibleTo(None)
    card.table.opened.emit(card.table.model.rows[0])
    assert office.shell.opened == [("kind", "KIEZ3-M")]

"""The second half of the day: the bill, a bike that comes back, the workshop, and the whole life of a thing."""

from PySide6.QtCore import Qt

from domain.orders.place_order import OrderPlaced
from ui.backoffice.invoices.view import InvoicesPage, OneInvoice
from ui.day.morning import expect
from ui.day.player import Player
from ui.warehouse.assets.view import AssetScreen
from ui.warehouse.refurbishing.view import RefurbishScreen
from ui.warehouse.returning.view import ReturnScreen
from ui.widgets.answer import Verdict


def bill(player: Player, placed: OrderPlaced) -> None:
    """The worker has written the first invoice; the run button finds nothing that is not billed yet."""
    office, number = player.desk.office, placed.contract_number
    player.open("contract", number)
    player.until(lambda: bool(player.ask(lambda: office.contract(number)).invoices), "the first invoice")
    player.open("contract", placed.contract_number)
    player.picture("contract-running")
    player.open("invoices")
    page = player.page(InvoicesPage)
    for _ in range(2):
        player.until(page.run.start.isEnabled, "the button that starts a run")
        page.run.start.click()
        player.wait(400)
        player.until(page.run.start.isEnabled, "the end of the billing run")
    player.picture("invoices")
    player.open("invoice", player.ask(lambda: office.contract(number)).invoices[0].number)
    player.page(OneInvoice).open_pdf.click()
    player.wait(800)
    player.picture("invoice")


def take_back(player: Player, bike: str) -> None:
    """Nobody announced it: the scan opens the return, condition and grade are asked."""
    player.open("return")
    player.picture("return-list")
    player.scan(bike)
    page = player.page(ReturnScreen)
    player.until(lambda: page.state.coming is not None, "the bike on the return screen")
    player.press(Qt.Key.Key_2)
    player.wait(200)
    player.press(Qt.Key.Key_B)
    player.picture("return-condition")
    player.click("take_back")
    expect(player, page, Verdict.ACCEPTED, "the bike that came back")
    player.picture("return-taken-back")
    player.scan(bike)
    expect(player, page, Verdict.DUPLICATE, "the bike that is back already")
    player.picture("return-again")


def refurbish(player: Player, bike: str) -> None:
    """The checklist, a part, the grade; then back in stock with a new label."""
    player.open("refurbish")
    player.picture("refurbish-list")
    player.scan(bike)
    page = player.page(RefurbishScreen)
    player.until(lambda: page.state.page is not None, "the bike on the bench")
    player.wait(400)
    player.picture("refurbish-checklist")
    player.click("all_fine")
    player.press(Qt.Key.Key_A)
    player.wait(300)
    player.click("finish")
    expect(player, page, Verdict.ACCEPTED, "the bike that is ready")
    player.picture("refurbish-done")


def lifecycle(player: Player, bike: str) -> None:
    """Its page, as the warehouse and as the office may see it, and its passport."""
    player.open("asset", bike)
    player.picture("asset-warehouse")
    player.window.show_seat("backoffice")
    player.wait(400)
    player.open("asset", bike)
    page = player.page(AssetScreen)
    player.until(lambda: page.thing is not None, "the page of the bike")
    page.print_passport()
    player.wait(800)
    player.picture("asset-office")

"""A thing is swapped from the contract's page: previewed, agreed, called off, written off."""

import os
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from domain.contracts.model import LineKind
from domain.ids import AssetId
from domain.money import Money
from domain.swaps.agree_swap import AgreeSwap
from domain.swaps.call_off_swap import CallOffSwap
from domain.swaps.model import SwapOrder, SwapReason
from domain.swaps.write_off_old import WriteOffOld
from tests.scenarios.test_stories_of_goods import nights, waiting
from tests.scenarios.test_stories_of_goods import send as send_parcel
from tests.scenarios.test_stories_of_swaps import Shop, shop
from tests.storage.trade import Rented, contract_of, rent
from tests.ui.backoffice.conftest import Office
from ui.backoffice.contracts.view import OneContract
from ui.backoffice.swaps.write_off_dialog import WriteOffDialog
from ui.widgets.overlays import ConfirmDialog


@pytest.fixture
def running(desk_of_anna: Office) -> tuple[Office, Shop, Rented]:
    it = shop(desk_of_anna.business)
    what = rent(it.business, it.business.customer(), it.small)
    nights(it.business, date(2026, 2, 18))
    return desk_of_anna, it, what


def opened(office: Office, what: Rented) -> OneContract:
    page = office.show(OneContract(office.desk, office.shell), what.order.contract_number)
    assert isinstance(page, OneContract)
    return page


def words(page: OneContract) -> str:
    return " | ".join(each.text() for each in page.swaps.findChildren(QLabel) if not each.isHidden())


def press(page: OneContract, shown: str, office: Office) -> None:
    next(each for each in page.swaps.findChildren(QPushButton) if each.text() == shown).click()
    office.settle()


def settle(office: Office) -> None:
    office.qtbot.wait(350)
    office.settle()


def dialog_of(kind: type[QWidget]) -> QWidget:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


def look(widget: QWidget, name: str) -> None:
    """A picture for whoever looks on: UMLAUF_LOOK names the folder."""
    folder = os.environ.get("UMLAUF_LOOK")
    if folder:
        widget.grab().save(f"{folder}/{name}.png")


def test_swapped_called_off_and_never_returned(running: tuple[Office, Shop, Rented]) -> None:
    office, it, what = running
    page = opened(office, what)
    page.swaps.swap.click()
    settle(office)
    office.qtbot.waitUntil(lambda: "due on" in page.swapping.problem.text(), timeout=9000)
    assert not page.swapping.deed.isEnabled()
    it.pay()
    big = it.business.receive(it.big).asset_ids[0]
    page.show_target(what.order.contract_number)
    settle(office)
    page.swaps.swap.click()
    settle(office)
    office.qtbot.waitUntil(page.swapping.deed.isEnabled, timeout=9000)
    assert page.swapping.problem.isHidden()
    assert page.swapping.option.value() == (it.big.variant_ids[0], it.big.plan_ids[0])
    look(page, "swap_panel")
    page.swapping.deed.click()
    settle(office)
    [made] = office.given
    assert isinstance(made, AgreeSwap)
    assert (made.wanted_on, made.return_until) == (date(2026, 2, 21), date(2026, 3, 7))
    assert page.side.currentIndex() == 0
    assert "Buggy klein · M → Buggy groß · M" in words(page)
    assert "agreed, nothing moved yet" in words(page)
    press(page, "Call off …", office)
    confirm = dialog_of(ConfirmDialog)
    confirm.accept()  # type: ignore[attr-defined]  # a dialog
    settle(office)
    assert isinstance(office.given[-1], CallOffSwap)
    assert "called off" in words(page)
    nights(it.business, date(2026, 2, 19))
    it.swap(what, it.big)
    send_parcel(it.business, waiting(it.business), AssetId(big))
    page.show_target(what.order.contract_number)
    settle(office)
    assert "the old one is awaited, by" in words(page)
    look(page, "swap_card")
    press(page, "It does not come …", office)
    asked = dialog_of(WriteOffDialog)
    look(asked, "swap_write_off")
    asked.save.click()  # type: ignore[attr-defined]  # the dialog's button
    settle(office)
    written = office.given[-1]
    assert isinstance(written, WriteOffOld)
    assert written.amount is None, "by the rule"
    assert "done, new price from" in words(page)
    contract = contract_of(it.business, what.contract_id)
    [charge] = [line for line in contract.lines if line.kind is LineKind.CHARGE]
    assert charge.versions[0].price == Money.of("875.00"), "bought for 900.00, one of 36 months begun"


def test_the_preview_follows_what_is_chosen(running: tuple[Office, Shop, Rented]) -> None:
    """New first, dearer: from the wanted day. A lost thing is not asked back; with nothing in stock nothing goes."""
    office, it, what = running
    it.pay()
    it.business.receive(it.big)
    page = opened(office, what)
    page.swaps.swap.click()
    settle(office)
    command = page.swapping.command()
    assert command is not None
    found = office.desk.office.swaps.preview(command)
    assert (found.price, found.old_price) == (Money.of("51.00"), Money.of("30.00"))
    assert found.priced_on == date(2026, 2, 21)
    assert found.change.year_more == Money.of("258.75"), "9 of 28 days of February, and twelve months, 21.00 more each"
    page.swapping.order.set_value(SwapOrder.OLD_FIRST)
    settle(office)
    assert "packed when the old one is here" in page.swapping.says.text()
    page.swapping.reason.set_value(SwapReason.LOST)
    settle(office)
    assert page.swapping.until.isHidden()
    lost = page.swapping.command()
    assert lost is not None
    assert lost.return_until is None
    for row in it.business.rows("SELECT id FROM umlauf.asset WHERE status = 'in_stock'"):
        order = it.business.order(it.business.customer("Eilig"), it.big)
        send_parcel(it.business, order.shipment_id, row["id"])
    page.swapping.wanted.set_value(date(2026, 2, 25))
    settle(office)
    office.qtbot.waitUntil(lambda: "none is free" in page.swapping.problem.text(), timeout=9000)
    assert not page.swapping.deed.isEnabled()
    assert it.business.rows("SELECT 1 FROM umlauf.swap") == []


def test_what_belongs_to_no_group_shows_no_card(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    what = rent(business, business.customer(), business.product())
    page = opened(desk_of_anna, what)
    assert page.swaps.isHidden()

"""A thing is replaced or repaired from the contract's page, and the page tells what goes out and comes back."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from domain.contracts.terms import ContractTerms
from domain.returns.announce_return import AnnounceReturn
from domain.returns.call_off_return import CallOffReturn
from domain.returns.model import Purpose
from domain.returns.replace_asset import ReplaceAsset, ReplaceReason
from domain.shipping.confirm_arrival import ConfirmArrival
from tests.storage.queries.office import send
from tests.ui.backoffice.conftest import Office
from ui.backoffice.contracts.swap_panel import Way
from ui.backoffice.contracts.view import OneContract
from ui.backoffice.parts import Link


@pytest.fixture
def running(desk_of_anna: Office) -> tuple[Office, str]:
    business = desk_of_anna.business
    bike = business.product(terms=ContractTerms(repair_pause_days=7))
    things = business.receive(bike, "SN-1")
    placed = business.order(business.customer(), bike)
    send(business, placed, things)
    business.pass_days(10)
    return desk_of_anna, placed.contract_number


def opened(office: Office, number: str) -> OneContract:
    page = office.show(OneContract(office.desk, office.shell), number)
    assert isinstance(page, OneContract)
    return page


def words(page: OneContract) -> str:
    return " | ".join(each.text() for each in page.goods.findChildren(QLabel) if not each.isHidden())


def link(page: OneContract, shown: str) -> Link:
    return next(each for each in page.goods.findChildren(Link) if shown in each.text())


def test_a_new_one_goes_out_and_the_old_one_is_expected(running: tuple[Office, str]) -> None:
    office, number = running
    page = opened(office, number)
    page.replace.click()
    assert page.side.currentIndex() == 2
    page.swap.reason.set_value(ReplaceReason.DOES_NOT_FIT)
    page.swap.deed.click()
    office.settle()
    [given] = office.given
    assert isinstance(given, ReplaceAsset)
    assert (given.reason, given.new_first) == (ReplaceReason.DOES_NOT_FIT, True)
    assert page.side.currentIndex() == 0
    assert page.replace.isHidden()
    assert "Replacement" in words(page)
    assert "Sent again" in words(page)


def test_a_repair_is_announced_and_called_off_again(running: tuple[Office, str]) -> None:
    office, number = running
    page = opened(office, number)
    page.replace.click()
    page.swap.way.set_value(Way.REPAIR)
    assert page.swap.reason.isHidden()
    page.swap.deed.click()
    office.settle()
    assert isinstance(office.given[-1], AnnounceReturn)
    assert office.given[-1].purpose is Purpose.REPAIR
    link(page, "Call off").clicked.emit()
    office.settle()
    assert isinstance(office.given[-1], CallOffReturn)
    assert "Repair" not in words(page).replace("Parcels and repairs", "")
    assert not page.replace.isHidden()


def test_what_is_stolen_has_no_day_to_be_back(running: tuple[Office, str]) -> None:
    office, number = running
    page = opened(office, number)
    page.replace.click()
    page.swap.reason.set_value(ReplaceReason.STOLEN)
    assert page.swap.until.isHidden()
    command = page.swap.command()
    assert isinstance(command, ReplaceAsset)
    assert command.return_until is None


def test_an_arrival_is_entered(running: tuple[Office, str]) -> None:
    office, number = running
    page = opened(office, number)
    link(page, "Has arrived").clicked.emit()
    page.goods.arrival.day.set_value(date(2026, 2, 2))
    page.goods.arrival.save.click()
    office.settle()
    assert office.given[-1] == ConfirmArrival(page.presenter.thing.parcels[0].id, date(2026, 2, 2))
    assert "arrived on" in words(page)

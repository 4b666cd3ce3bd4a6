"""What is there, what the next four weeks need, and what is to be ordered; and the task about what was never sent."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from domain.application import Seat
from domain.deliveries.give_back_delivery import GiveBackDelivery
from domain.deliveries.schedule import DeliveryState
from domain.deliveries.send_missed import SendMissed
from domain.supplies.receive_supplies import ReceiveSupplies
from storage.queries import supplies
from storage.queries.floor import FloorBook
from tests.scenarios.kitchen import Kitchen, opened
from tests.storage.trade import bill, today
from tests.ui.backoffice.conftest import Office, desk_of_anna
from ui.backoffice.contracts.view import OneContract
from ui.backoffice.supplies.view import SupplyNeedsPage
from ui.warehouse.tasks.view import TasksPage

__all__ = ["desk_of_anna"]


@pytest.fixture
def kitchen(desk_of_anna: Office) -> Iterator[Kitchen]:
    business = desk_of_anna.business
    object.__setattr__(desk_of_anna.desk, "floor", FloorBook(business.connection(Seat.BACKOFFICE)))
    with opened(business) as made:
        [first] = made.open()
        made.ship(first)
        yield made


def settled(office: Office) -> None:
    for _ in range(6):
        office.settle()


def missed(office: Office, kitchen: Kitchen) -> TasksPage:
    """The worker slept from 10 February to 20 March."""
    business = office.business
    kitchen.nights(date(2026, 2, 10))
    business.pass_days((date(2026, 3, 20) - today(business)).days)
    kitchen.worker.reach_today()
    bill(business)
    page = office.show(TasksPage(office.desk, office.shell))
    assert isinstance(page, TasksPage)
    page.tasks.view.selectRow(0)
    return page


def test_what_is_to_be_ordered_stands_beside_what_is_there(
    desk_of_anna: Office, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supplies, "CONTRACTS_AT_ONCE", 1)
    business = desk_of_anna.business
    kitchen.nights(date(2026, 2, 20))
    business.do(Seat.WAREHOUSE, ReceiveSupplies(kitchen.beans.variant_ids[0], business.place().place_id, 3))
    page = desk_of_anna.show(SupplyNeedsPage(desk_of_anna.desk, desk_of_anna.shell))
    settled(desk_of_anna)
    assert isinstance(page, SupplyNeedsPage)
    model = page.table.model
    assert [model.shown(0, n) for n in range(7)] == ["Bohnen 1 kg", "BEANS", "3", "2", "2", "4", "Order 1"]
    page.table.view.selectRow(0)
    settled(desk_of_anna)
    assert [each.quantity for each in page.moves.rows()] == [3]
    assert page.table.csv().splitlines()[1].endswith(";3;2;2;4;Order 1")


def test_a_missed_delivery_is_sent_late_by_a_button(desk_of_anna: Office, kitchen: Kitchen) -> None:
    page = missed(desk_of_anna, kitchen)
    assert [page.tasks.model.shown(0, n) for n in (0, 2)] == ["Delivery never sent", "2 × Bohnen 1 kg · 23 Feb 2026"]
    assert page.missed.isVisible()
    assert not page.clear.isVisible(), "ticking it off would leave the customer with nothing"
    page.missed.send.click()
    settled(desk_of_anna)
    assert isinstance(desk_of_anna.given[-1], SendMissed)
    assert page.tasks.rows() == []
    assert not page.missed.isVisible()
    assert kitchen.parcels() == [("2026-02-23", "open", 2), ("2026-03-16", "open", 2)]


def test_its_money_is_given_back_after_the_sum_was_shown(desk_of_anna: Office, kitchen: Kitchen) -> None:
    page = missed(desk_of_anna, kitchen)
    page.missed.give_back.click()
    settled(desk_of_anna)
    dialog = page.missed.dialog
    assert dialog is not None
    assert "€36.00" in dialog.detail
    dialog.form["reason"].editor.setText("")
    dialog.accept()
    assert dialog.isVisible(), "not without a reason"
    dialog.form["reason"].editor.setText("Lager geschlossen")
    dialog.accept()
    settled(desk_of_anna)
    given = desk_of_anna.given[-1]
    assert isinstance(given, GiveBackDelivery)
    assert given.reason == "Lager geschlossen"
    assert page.tasks.rows() == []
    assert kitchen.parcels() == [("2026-03-16", "open", 2)]


def test_the_contract_shows_what_was_never_sent_and_gives_it_back(desk_of_anna: Office, kitchen: Kitchen) -> None:
    missed(desk_of_anna, kitchen)
    shown = desk_of_anna.desk.office.contract(kitchen.contract.number).deliveries
    [each] = [each for each in shown if each.state is DeliveryState.MISSED]
    assert (each.slot.day, each.is_changeable) == (date(2026, 2, 23), False)
    page = desk_of_anna.show(OneContract(desk_of_anna.desk, desk_of_anna.shell), kitchen.contract.number)
    settled(desk_of_anna)
    assert isinstance(page, OneContract)
    assert "never sent" in {badge.text() for badge in page.deliveries.findChildren(QLabel)}

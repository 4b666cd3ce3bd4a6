"""A contract's page says which invoices to come ask for a price that was only announced yet."""

from datetime import date

from PySide6.QtWidgets import QLabel

from domain.application import Seat
from domain.contracts.record_objection import RecordObjection
from tests.storage.test_price_campaigns import announce, fleet
from tests.storage.trade import contract_of, today
from tests.ui.backoffice.conftest import Office
from ui.backoffice.contracts.view import OneContract


def words(office: Office, page: OneContract) -> list[str]:
    return [label.text() for label in page.upcoming.findChildren(QLabel)]


def test_invoices_with_an_announced_price_say_so_until_the_customer_objects(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    [rented] = fleet(business, 1)
    campaign = announce(business, [rented], date(2026, 4, 2))
    number = contract_of(business, rented.contract_id).number
    page = desk_of_anna.show(OneContract(desk_of_anna.desk, desk_of_anna.shell), number)
    assert isinstance(page, OneContract)
    assert [amount for _, amount in page.upcoming.shown[:3]] == ["€79.00", "€86.90", "€86.90"]
    said = words(desk_of_anna, page)
    assert "Invoice · announced price" in said
    assert "Announced: €86.90 instead of €79.00 from 2 Apr 2026 on, unless the customer objects." in said
    business.do(Seat.BACKOFFICE, RecordObjection(campaign, rented.contract_id, today(business)))
    again = desk_of_anna.show(OneContract(desk_of_anna.desk, desk_of_anna.shell), number)
    assert isinstance(again, OneContract)
    assert not any("announced" in each for each in words(desk_of_anna, again))

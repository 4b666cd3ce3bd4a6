"""How contracts and customers pay, seen and changed on their pages; bills held back from the contract."""

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from domain.application import Seat
from domain.billing.hold_billing import HoldBilling
from domain.contracts.change_payment_terms import ChangePaymentTerms
from domain.contracts.effective import Timing, When
from domain.contracts.payment import Payment, PaymentMethod, PaymentTermsSame
from domain.settings.billing import BillingSettings, Collective
from domain.settings.change_billing_settings import ChangeBillingSettings
from domain.settings.change_customer_billing import ChangeCustomerBilling
from domain.settings.customer import CustomerBilling
from tests.storage.trade import contract_of, days, rent, today
from tests.ui.backoffice.conftest import Office
from ui.backoffice.billing.hold_dialog import HoldDialog
from ui.backoffice.contracts.view import OneContract
from ui.backoffice.customers.paying import PayingDialog
from ui.backoffice.customers.view import OneCustomer


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def a_contract(office: Office) -> OneContract:
    business = office.business
    rented = rent(business, business.customer(), business.product(transit_days=0))
    page = OneContract(office.desk, office.shell)
    office.show(page, rented.order.contract_number)
    return page


def test_a_contract_says_how_it_is_paid_and_what_was_agreed_for_later(desk_of_anna: Office) -> None:
    page = a_contract(desk_of_anna)
    assert "Bank transfer, 14 days" in words(page.paying)
    contract = page.presenter.thing.contract
    later = Timing(When.ON_DATE, today(desk_of_anna.business) + days(40))
    command = ChangePaymentTerms(contract.id, contract.version, method=PaymentMethod.CARD, days=0, timing=later)
    desk_of_anna.business.do(Seat.BACKOFFICE, command)
    page.presenter.load(contract.number)
    desk_of_anna.settle()
    desk_of_anna.settle()
    assert "Card, at once" in words(page.paying)
    assert "from 12 Mar 2026" in words(page.paying)


def test_bills_are_held_back_from_the_contract(desk_of_anna: Office) -> None:
    page = a_contract(desk_of_anna)
    assert not page.paying.release.isVisible()
    page.paying.hold.click()
    [dialog] = [each for each in page.paying.findChildren(HoldDialog) if each.isVisible()]
    reason = dialog.form["reason"].editor
    assert isinstance(reason, QLineEdit)
    reason.setText("Klärung")
    dialog.deed.click()
    desk_of_anna.settle()
    desk_of_anna.settle()
    assert isinstance(desk_of_anna.given[-1], HoldBilling)
    assert page.paying.sentence.text() == "Bills are held back until 14 Feb 2026 by Anna: Klärung"
    assert not page.paying.hold.isVisible()
    page.paying.release.click()
    desk_of_anna.settle()
    desk_of_anna.settle()
    assert not page.paying.sentence.isVisible()
    assert page.paying.hold.isVisible()


def test_a_customer_gets_terms_of_their_own(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    business.do(Seat.OWNER, ChangeBillingSettings(0, BillingSettings(Payment(days=10))))
    customer = business.customer()
    page = OneCustomer(desk_of_anna.desk, desk_of_anna.shell)
    desk_of_anna.show(page, customer.number)
    desk_of_anna.settle()
    assert "Bank transfer, 10 days" in words(page.paying)
    page.paying.change.click()
    [dialog] = [each for each in page.paying.findChildren(PayingDialog) if each.isVisible()]
    method = dialog.form["method"].editor
    assert isinstance(method, QComboBox)
    assert method.currentText() == "as the house: Bank transfer"
    dialog.form["method"].set_value(PaymentMethod.DIRECT_DEBIT)
    dialog.form["collective"].set_value(Collective.CONTRACT)
    dialog.deed.click()
    desk_of_anna.settle()
    desk_of_anna.settle()
    given = desk_of_anna.given[-1]
    assert isinstance(given, ChangeCustomerBilling)
    assert given.billing == CustomerBilling(PaymentMethod.DIRECT_DEBIT, None, Collective.CONTRACT)
    assert "SEPA direct debit, 10 days (agreed with them)" in words(page.paying)
    rented = rent(business, customer, business.product(transit_days=0))
    assert contract_of(business, rented.contract_id).terms.pay_by == PaymentMethod.DIRECT_DEBIT


def test_terms_that_are_agreed_already_are_no_change(desk_of_anna: Office) -> None:
    """The history would tell of a change, and nothing had changed."""
    page = a_contract(desk_of_anna)
    contract = page.presenter.thing.contract
    command = ChangePaymentTerms(contract.id, contract.version, method=PaymentMethod.CARD, days=7)
    desk_of_anna.business.do(Seat.BACKOFFICE, command)
    again = ChangePaymentTerms(contract.id, contract.version + 1, method=PaymentMethod.CARD, days=7)
    with pytest.raises(PaymentTermsSame):
        desk_of_anna.business.do(Seat.BACKOFFICE, again)
    other_days = ChangePaymentTerms(contract.id, contract.version + 1, method=PaymentMethod.CARD, days=8)
    desk_of_anna.business.do(Seat.BACKOFFICE, other_days)

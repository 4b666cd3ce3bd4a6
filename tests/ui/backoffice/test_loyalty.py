"""The office gives codes, decides about friends, redeems vouchers and agrees on what staying is worth."""

from datetime import date
from decimal import Decimal
from typing import TypeVar

from PySide6.QtWidgets import QLabel, QWidget

from domain.application import Seat
from domain.customers.model import Address
from domain.loyalty.add_scheme import AddScheme
from domain.loyalty.change_tiers import ChangeTiers
from domain.loyalty.referrals import ReferralState
from domain.loyalty.scheme import LoyaltyRule, Step
from domain.loyalty.tiers import Tier, TierProgramme
from domain.loyalty.vouchers import VoucherRule
from tests.storage.loyalty_story import code_of, opened, orders, person, vouchers
from tests.storage.trade import contract_of, rent
from tests.ui.backoffice.conftest import Office
from ui.backoffice.contracts.view import OneContract
from ui.backoffice.customers.view import OneCustomer
from ui.backoffice.loyalty.customer_card import OwnSchemeDialog, TierDialog
from ui.backoffice.loyalty.friends import DecideDialog, FriendsPage
from ui.backoffice.loyalty.redeem_dialog import RedeemDialog

D = TypeVar("D", bound=QWidget)


def dialog_of(page: QWidget, kind: type[D]) -> D:
    [found] = [each for each in page.findChildren(kind) if each.isVisible()]
    return found


def shown(page: QWidget) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_a_customer_gets_a_code_and_a_programme_of_their_own(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    jonas = business.customer()
    rented = rent(business, jonas, business.product())
    opened(business)
    business.do(Seat.OWNER, ChangeTiers(0, TierProgramme(True, tiers=(Tier("Silber", 10, months=3),))))
    business.do(Seat.OWNER, AddScheme("Stammkunden", LoyaltyRule((Step(13, Decimal(10)),))))
    page = desk_of_anna.show(OneCustomer(desk_of_anna.desk, desk_of_anna.shell), jonas.number)
    assert isinstance(page, OneCustomer)
    page.loyalty.give_code.click()
    desk_of_anna.settle()
    assert not page.loyalty.give_code.isVisible()
    page.loyalty.own.click()
    dialog = dialog_of(page, OwnSchemeDialog)
    dialog.form["reason"].set_value("seit Jahren dabei")
    dialog.save.click()
    desk_of_anna.settle()
    assert desk_of_anna.shell.refused == []
    [discount] = contract_of(business, rented.contract_id).discounts
    assert (discount.from_on, discount.percent) == (date(2027, 2, 2), Decimal(10))
    assert "Silber: 3 paid months to go" in shown(page.loyalty)
    page.loyalty.tier.click()
    given = dialog_of(page, TierDialog)
    given.save.click()
    assert given.isVisible(), "a reason is asked for"
    given.form["reason"].set_value("Jubiläum")
    given.save.click()
    desk_of_anna.settle()
    assert "Silber since 31 Jan 2026\n−10\u202f% on everything" in shown(page.loyalty)
    assert [each.title for each in contract_of(business, rented.contract_id).discounts][-1] == "Silber"


def test_a_suspected_friend_is_released_with_a_reason(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    bike, jonas = business.product(), business.customer()
    rent(business, jonas, bike)
    opened(business)
    flat = person(business, "Mia", "Sander", address=Address("Kastanienallee 12", "10435", "Berlin"))
    orders(business, flat, bike, code_of(business, jonas.customer_id))
    page = desk_of_anna.show(FriendsPage(desk_of_anna.desk, desk_of_anna.shell))
    assert isinstance(page, FriendsPage)
    assert not page.release.isEnabled()
    page.table.select(lambda _one: True)
    assert page.release.isEnabled()
    page.release.click()
    dialog = dialog_of(page, DecideDialog)
    dialog.form["reason"].set_value("Mitbewohnerin, gesehen")
    dialog.save.click()
    desk_of_anna.settle()
    assert [row.referral.state for row in page.table.rows()] == [ReferralState.OPEN]
    assert page.refuse.isEnabled()
    assert not page.release.isEnabled()


def test_a_voucher_is_previewed_and_redeemed_on_the_contract(desk_of_anna: Office) -> None:
    business = desk_of_anna.business
    rented = rent(business, business.customer(), business.product())
    vouchers(business, VoucherRule(Decimal(50)), chosen="HALB")
    page = desk_of_anna.show(OneContract(desk_of_anna.desk, desk_of_anna.shell), rented.order.contract_number)
    assert isinstance(page, OneContract)
    page.redeem.click()
    dialog = dialog_of(page, RedeemDialog)
    dialog.form["voucher"].set_value("gibtsnicht")
    dialog.preview()
    desk_of_anna.settle()
    assert "GIBTSNICHT" in dialog.effect.text()
    dialog.form["voucher"].set_value("halb")
    dialog.preview()
    desk_of_anna.settle()
    assert "39.50" in dialog.effect.text()
    dialog.save.click()
    desk_of_anna.settle()
    assert [each.code for each in contract_of(business, rented.contract_id).discounts] == ["HALB"]

"""The owner says how things lose their value, and sees at once what they are worth."""

from decimal import Decimal

from domain.application import Seat
from domain.kpis.depreciation import Depreciation, DepreciationSettings
from domain.money import Money
from tests.storage.business import Business
from tests.storage.trade import rent
from tests.ui.owner.conftest import Owner
from ui.owner.kpis.depreciation import DepreciationDialog
from ui.owner.kpis.things import ThingsPage


def opened(page: ThingsPage, owner: Owner) -> DepreciationDialog:
    page.rule.click()
    owner.settle()
    [dialog] = page.findChildren(DepreciationDialog)
    return dialog


def test_a_rule_is_agreed_refused_and_taken_away_again(owner: Owner, business: Business) -> None:
    bike = business.product(price="119.00", transit_days=0)
    rent(business, business.customer(), bike)
    page = owner.show(ThingsPage, f"{bike.product_id} E-Bike Kiez 3")
    assert isinstance(page, ThingsPage)
    [row] = page.table.rows()
    assert (row.book, row.after_depreciation) == (None, None)
    dialog = opened(page, owner)
    dialog.form["months"].set_value(36)
    dialog.form["rest"].set_value(Decimal(101))
    dialog.save.click()
    assert dialog.isVisible(), "a rest of more than all"
    dialog.form["rest"].set_value(Decimal(10))
    dialog.save.click()
    owner.settle()
    kept = owner.desk.office.kpis.depreciation()
    assert kept.value == DepreciationSettings().with_rule(bike.product_id, Depreciation(36, Decimal(10)))
    page.show_target(f"{bike.product_id} E-Bike Kiez 3")
    owner.settle()
    [row] = page.table.rows()
    assert row.book == Money.of("877.50"), "900.00 less one month of 22.50"
    again = opened(page, owner)
    assert (again.months.value(), again.rest.value()) == (36, Decimal(10))
    again.scope.set_value("all")
    assert again.months.value() is None
    again.scope.set_value("one")
    again.months.set_value(None)
    again.save.click()
    owner.settle()
    assert owner.desk.office.kpis.depreciation().value == DepreciationSettings()
    assert business.rows("SELECT FROM umlauf.setting_change WHERE area = 'depreciation'"), str(Seat.OWNER)

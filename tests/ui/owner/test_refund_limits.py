"""The owner says who lets how much money go; the next refund is asked by it, and the history tells it in words."""

from PySide6.QtWidgets import QPlainTextEdit

from domain.application import Seat
from domain.money import Money
from tests.storage.business import Business
from tests.storage.refund_story import asked, paid_month
from tests.ui.owner.conftest import Owner
from ui.backoffice.refunds.list import RefundsPage, refunds_page
from ui.backoffice.refunds.view import OneRefund
from ui.owner.settings.history import change_words
from ui.owner.settings.view import REFUNDS, SettingsScreen


def typed_limits(page: SettingsScreen, words: str) -> None:
    editor = page.refunds.form["limits"].editor
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText(words)


def test_a_limit_for_one_person_is_typed_and_holds(owner: Owner, business: Business) -> None:
    page = owner.show(SettingsScreen)
    assert isinstance(page, SettingsScreen)
    page.tabs.setCurrentIndex(REFUNDS)
    typed_limits(page, "Gustav; 10.00")
    page.refunds.try_to_save()
    assert "Gustav" in page.refunds.form["limits"].editor.accessibleDescription(), "nobody is called so"
    typed_limits(page, "anna; 10.00")
    page.refunds.form["two_person_above"].set_value(Money.of("500.00"))  # type: ignore[attr-defined]  # a MoneyField
    page.refunds.try_to_save()
    owner.settle()
    [row] = business.rows("SELECT value FROM umlauf.setting WHERE name = 'refunds'")
    assert (row["value"]["two_person_minor"], list(row["value"]["limits"].values())) == (50000, [1000])
    contract_id, *_rest = paid_month(business)
    assert not business.do(Seat.BACKOFFICE, asked(contract_id, "10.01")).is_approved
    [change] = [each for each in page.history.rows() if each.area == "refunds"]
    assert "€100.00 → €500.00" in change_words(change)


def test_the_owner_approves_what_the_office_asked_for(owner: Owner, business: Business) -> None:
    contract_id, *_rest = paid_month(business, "879.00")
    wanted = asked(contract_id, "150.00")
    assert not business.do(Seat.BACKOFFICE, wanted).is_approved
    listed = owner.show(lambda desk, shell: refunds_page(desk, shell, is_owner=True))
    assert isinstance(listed, RefundsPage)
    [row] = listed.table.rows()
    page = OneRefund(owner.desk, owner.shell, is_owner=True)
    owner.qtbot.addWidget(page)
    page.show_target(row.refund.number)
    owner.settle()
    page.buttons["approve"].click()
    owner.settle()
    [kept] = business.rows("SELECT status FROM umlauf.refund")
    assert kept["status"] == "approved"

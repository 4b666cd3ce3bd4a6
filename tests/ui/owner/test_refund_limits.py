"""The owner says who lets how much money go; the next refund is asked by it, and the history tells it in words."""

from PySide6.QtWidgets import QPlainTextEdit

from domain.application import Seat
from domain.money import Money
from tests.storage.business import Business
from tests.storage.refund_story import asked, paid_month
from tests.ui.owner.conftest import Owner
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

"""The owner writes rules for checks in words, and each line that cannot be read says which."""

from typing import Any

from domain.checks.settings import CheckRule, CheckSettings, Weight, Whose
from domain.checks.verdict import Need, Point
from domain.money import Money
from storage.repositories.settings import checks_from
from tests.storage.business import Business
from tests.ui.owner.conftest import Owner
from ui.owner.settings.history import change_words
from ui.owner.settings.view import CHECKS, SettingsScreen


def test_rules_are_written_in_words(business: Business, owner: Owner) -> None:
    bike = business.product("E-Bike Kiez 3")
    page: Any = owner.show(SettingsScreen)
    page.tabs.setCurrentIndex(CHECKS)
    section = page.checks
    assert section.rules.value() == CheckSettings().rules
    section.form["is_on"].set_value(True)
    for typed, said in (
        ("*; 100", "Line 1"),
        ("Esel; 0; every order; own check", "Esel"),
        ("*; 0; sometimes; own check", "sometimes"),
    ):
        section.rules.set_lines([typed])
        section.try_to_save()
        assert said in section.rules._below.text()
    section.rules.set_lines(
        ["e-bike kiez 3; 500.00; first order only; own check, credit bureau", "*; 0; every order; own check"]
    )
    section.form["weights"].set_lines(["Blocked: 5"])
    section.try_to_save()
    assert "Line 1" in section.form["weights"]._below.text()
    section.form["weights"].set_lines(["On the blocklist: +80 × 2", "Paid on time before: -3"])
    section.try_to_save()
    owner.settle()
    [row] = business.rows("SELECT value FROM umlauf.setting WHERE name = 'checks'")
    kept = checks_from(row["value"])
    first = CheckRule((Need.SCORE, Need.BUREAU), bike.product_id, None, Money.of("500.00"), Whose.FIRST)
    assert (kept.is_on, kept.rules) == (True, (first, CheckRule((Need.SCORE,))))
    assert kept.weights == (Weight(Point.BLOCKED, 80, 2), Weight(Point.PAID_ON_TIME, -3, 1))
    assert section.rules.lines()[0] == "E-Bike Kiez 3; €500.00; First order only; Own check, Credit bureau"
    told = change_words(page.presenter.page.history[0])
    assert "Orders are checked: no → yes" in told
    assert "On the blocklist +80" in told

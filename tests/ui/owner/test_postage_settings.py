"""The owner types zones, line by line, and is told what is wrong with one."""

from domain.money import Money
from domain.settings.postage import PostageSettings, PostageZone
from storage.repositories.plain_settings import plain_from
from tests.storage.business import Business
from tests.ui.owner.conftest import Owner
from ui.owner.settings.history import change_words
from ui.owner.settings.view import DELIVERIES, SettingsScreen


def test_zones_are_typed_and_kept(owner: Owner, business: Business) -> None:
    page = owner.show(SettingsScreen, "postage")
    assert page.tabs.currentIndex() == DELIVERIES
    section, zones = page.postage, page.postage.form["zones"]
    for typed, said in (
        ("Versand; DE", "Line 1"),
        ("Versand; Deutschland; 4.90; 4.12", "Line 1"),
        ("Versand; DE; viel; 4.12", "Line 1"),
    ):
        zones.set_lines([typed])
        section.try_to_save()
        assert said in zones._below.text()
    zones.set_lines(["Versand; de; 4.90; 4.12; ; 100", "Alpen; AT, CH; 14.90; 12.52", "Alpen II; AT; 1.00; 0.84"])
    section.try_to_save()
    assert "Alpen II" in zones._below.text(), "no place stands in two zones"
    zones.set_lines([*zones.lines()[:2], "Inseln; DE; 19.00; 15.97; 25849, 18565"])
    section.form["sends_elsewhere"].set_value(False)
    section.try_to_save()
    owner.settle()
    [row] = business.rows("SELECT value FROM umlauf.setting WHERE name = 'postage'")
    home, alps, islands = (
        PostageZone("Versand", ("DE",), Money.of("4.90"), Money.of("4.12"), free_from=Money.of("100.00")),
        PostageZone("Alpen", ("AT", "CH"), Money.of("14.90"), Money.of("12.52")),
        PostageZone("Inseln", ("DE",), Money.of("19.00"), Money.of("15.97"), ("25849", "18565")),
    )
    assert plain_from(PostageSettings, row["value"]) == PostageSettings((home, alps, islands), sends_elsewhere=False)
    assert zones.lines()[0] == "Versand; DE; €4.90; €4.12; ; €100.00", "shown as it may be typed again"
    assert zones.value() == (home, alps, islands)
    assert "Alpen €14.90" in change_words(page.presenter.page.history[0])

"""The ladder, its costs and the next base rate, entered as the owner would."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.dunning.interest import BaseRate
from domain.dunning.settings import DunningSettings, LetterText, SetsOff
from domain.money import Money
from storage.repositories.settings import dunning_from
from tests.storage.business import Business
from tests.ui.owner.conftest import Owner
from ui.owner.settings.history import change_words
from ui.owner.settings.view import SettingsScreen


def lines(section: object, name: str, *added: str) -> None:
    field = section.form[name]
    known = field.lines()
    field.set_lines([*known, *added])


def kept(business: Business) -> dict[str, Any]:
    rows = business.rows("SELECT value FROM umlauf.setting WHERE name = 'dunning'")
    return rows[0]["value"] if rows else {}


def test_a_ladder_and_the_next_base_rate_are_entered(owner: Owner, business: Business) -> None:
    page = owner.show(SettingsScreen, "dunning")
    section = page.dunning
    assert section.read(section.form.read()) == DunningSettings(), "what is shown is what is kept"
    lines(section, "consumer", "40; Anwalt; Last reminder; 1.00; interest, end")
    lines(section, "base_rates", "01/07/2026: 1.52")
    section.form["sets_off"].set_value(SetsOff.DEBT_FIRST)
    section.form["pay_days"].set_value(Decimal(7))
    section.save.click()
    owner.settle()
    saved = dunning_from(kept(business))
    level = saved.consumer.levels[-1]
    assert (level.days, level.text, level.fee, level.claims_interest, level.cancels, level.blocks_changes) == (
        40, LetterText.LAST, Money.of("1.00"), True, True, False,
    )  # fmt: skip
    assert saved.base_rates[-1] == BaseRate(date(2026, 7, 1), Decimal("1.52"))
    assert (saved.consumer.pay_days, saved.business.pay_days) == (7, 7)
    words = change_words(page.history.rows()[0])
    for part in ("40 Anwalt", "2026-07-01: 1.52 %", "The oldest debt first"):
        assert part in words


WRONG = [
    ("consumer", "35; Anwalt", "Line 5"),
    ("consumer", "35; Anwalt; shouting; 1.00; –", "the tone is one of"),
    ("consumer", "35; Anwalt; Friendly; 1.00; jail", "any of"),
    ("consumer", "30; Anwalt; Friendly; 1.00; –", "more days"),
    ("base_rates", "1. Juli: viel", "day: percent"),
    ("base_rates", "01/08/2026: 1.52", "half-year"),
]


def test_what_is_wrong_is_said_at_its_field(owner: Owner, business: Business) -> None:
    section = owner.show(SettingsScreen, "dunning").dunning
    for name, wrong, said in WRONG:
        before = section.form[name].lines()
        lines(section, name, wrong)
        section.save.click()
        owner.settle()
        assert said in section.form[name].editor.accessibleDescription()
        section.form[name].set_lines(before)
    assert kept(business) == {}

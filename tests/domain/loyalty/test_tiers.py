"""Steps that customers reach: which one, from which day on, and what it makes of the timeline."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from domain.contracts.model import Contract
from domain.contracts.parts import Duration, DurationKind, Pause
from domain.ids import CustomerId
from domain.loyalty.standing import letter_of
from domain.loyalty.tier_discounts import paid_months, with_tier
from domain.loyalty.tiers import Standing, Tier, TierMeasure, TierProgramme, TiersNotUnderstood, earned, next_tier
from domain.messages.contract_letter import LetterKind, Told
from domain.period import Interval, Unit
from tests.domain.billing.timelines import a_contract, euro

SILVER, GOLD = Tier("Silber", 5, months=12), Tier("Gold", 10, 1, months=24)
BOTH = TierProgramme(True, tiers=(SILVER, GOLD))
JONAS = CustomerId(UUID(int=7))


def standing(tier: Tier | None, day: date = date(2026, 1, 1), n: int = 1) -> Standing:
    return Standing(JONAS, n, tier, day)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Tier("", 5, months=12),
        lambda: TierProgramme(tiers=(Tier("Silber", months=12),)),
        lambda: Tier("Silber", 101, months=12),
        lambda: Tier("Silber", 5),
        lambda: Tier("Silber", 5, months=12, turnover=euro("100")),
        lambda: Tier("Silber", 5, months=0),
        lambda: Tier("Silber", 5, turnover=euro("0")),
        lambda: Tier("Silber", 0, 13, months=12),
        lambda: TierProgramme(True),
        lambda: TierProgramme(tiers=(GOLD, SILVER)),
        lambda: TierProgramme(tiers=(replace(SILVER, percent=20), GOLD)),
        lambda: TierProgramme(tiers=(SILVER, replace(GOLD, name="silber"))),
        lambda: TierProgramme(measure=TierMeasure.TURNOVER, tiers=(SILVER,)),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: Any) -> None:
    with pytest.raises(TiersNotUnderstood):
        wrong()


def test_the_highest_step_that_is_reached_is_taken_and_none_is_lost() -> None:
    assert [earned(BOTH, None, months) for months in (11, 12, 23, 24)] == [None, SILVER, SILVER, GOLD]
    assert earned(BOTH, standing(SILVER), 23) is None
    assert earned(BOTH, standing(SILVER), 40) == GOLD
    assert earned(BOTH, standing(GOLD), 12) is None
    assert next_tier(BOTH, standing(SILVER)) == GOLD
    assert next_tier(BOTH, standing(GOLD)) is None
    assert earned(replace(BOTH, is_open=False), None, 99) is None


def test_what_a_person_took_away_comes_back_by_a_person_alone() -> None:
    assert earned(BOTH, standing(None), 99) is None
    assert next_tier(BOTH, standing(None)) is None


def test_a_step_that_the_owner_removed_is_never_exchanged_for_one_that_gives_less() -> None:
    known = standing(Tier("Platin", 10, months=6))
    assert earned(BOTH, known, 12) is None
    assert earned(BOTH, known, 24) == GOLD


def test_paid_months_are_whole_ones_without_pauses() -> None:
    contract = a_contract(date(2026, 1, 5))
    assert [paid_months(contract, day) for day in (date(2026, 2, 4), date(2026, 2, 5), date(2027, 1, 5))] == [0, 1, 12]
    rests = replace(contract, pauses=(Pause(date(2026, 3, 5), date(2026, 5, 5)),))
    assert paid_months(rests, date(2027, 1, 5)) == 10
    assert paid_months(replace(contract, start_on=None), date(2027, 1, 5)) == 0


def test_the_next_step_takes_the_place_of_the_one_before_and_free_months_stay() -> None:
    contract = with_tier(a_contract(date(2026, 1, 5)), standing(SILVER, date(2027, 1, 5)), gets_free_months=True)
    [five] = contract.discounts
    assert (five.title, five.percent, five.from_on, five.until) == ("Silber", Decimal(5), date(2027, 1, 5), None)
    higher = with_tier(contract, standing(GOLD, date(2028, 1, 5), 2), gets_free_months=True)
    old, ten, free = higher.discounts
    assert (old.id, old.until) == (five.id, date(2028, 1, 5))
    assert (ten.percent, ten.from_on) == (Decimal(10), date(2028, 1, 5))
    assert (free.percent, free.duration) == (Decimal(100), Duration(DurationKind.ONCE))
    taken = with_tier(higher, standing(None, date(2028, 3, 1), 3))
    assert [each.until for each in taken.discounts] == [date(2028, 1, 5), date(2028, 3, 1), None]


def of_a_year() -> Contract:
    contract = a_contract(date(2026, 1, 5))
    return replace(contract, terms=replace(contract.terms, interval=Interval(Unit.YEAR)))


def test_of_a_period_of_a_year_a_free_month_is_its_part() -> None:
    free = with_tier(of_a_year(), standing(replace(GOLD, percent=0, free_months=3)), gets_free_months=True).discounts[0]
    assert (free.percent, free.duration) == (Decimal("25.00"), Duration(DurationKind.ONCE))
    several = with_tier(a_contract(date(2026, 1, 5)), standing(replace(GOLD, free_months=3)), gets_free_months=True)
    assert several.discounts[1].duration == Duration(DurationKind.PERIODS, 3)


def test_the_letter_says_what_the_step_gives() -> None:
    told = [letter_of("", each) for each in (SILVER, GOLD, replace(GOLD, percent=0))]
    kinds = [each.kind for each in told if each is not None]
    assert kinds == [LetterKind.TIER_PERCENT, LetterKind.TIER_BOTH, LetterKind.TIER_FREE_MONTHS]
    assert letter_of("Silber", None) == Told(LetterKind.TIER_ENDED, texts={"tier": "Silber"})
    assert letter_of("", replace(GOLD, percent=0, free_months=0)) is None

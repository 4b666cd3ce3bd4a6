"""The ways of a check: every pair, who ends where, and what the owner's rules ask of which order."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from domain.checks.facts import Ordered
from domain.checks.identity import DocumentSeen, LastFourWrong, Shown
from domain.checks.judge_order import weighed
from domain.checks.model import (
    TRANSITIONS,
    WAITING,
    Asked,
    CheckReasonMissing,
    IllegalCheckTransition,
    OrderCheck,
    Stage,
    Step,
    after,
    needs_second,
    open_steps,
    said_why,
)
from domain.checks.settings import BureauDown, CheckRule, CheckSettings, CheckSettingsWrong, Weight, Whose
from domain.checks.verdict import Colour, Need, Point, Source, Verdict
from domain.ids import ContractId, CustomerId, OrderId, PlanId, ProductId
from domain.money import Money

BIKE, OTHER, PLAN = ProductId(UUID(int=1)), ProductId(UUID(int=2)), PlanId(UUID(int=3))
CHECK = OrderCheck(
    OrderId(UUID(int=1)), "OR-1", CustomerId(UUID(int=2)), ContractId(UUID(int=3)), Stage.OPEN, date(2026, 1, 31)
)
GREEN = Verdict(Colour.GREEN, 0, Source.BUILT_IN)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("step", Step)
def test_every_pair_is_in_the_table_or_refused(stage: Stage, step: Step) -> None:
    if (stage, step) in TRANSITIONS:
        assert after(stage, step) is TRANSITIONS[stage, step]
        assert step in open_steps(stage)
    else:
        with pytest.raises(IllegalCheckTransition):
            after(stage, step)


def test_red_never_passes_but_through_yellow_and_two_people() -> None:
    """From red no step leads out of the house; what was red once needs a second person whatever it is worth."""
    reached = {TRANSITIONS[Stage.RED, step] for step in open_steps(Stage.RED)}
    assert reached <= {Stage.RED, Stage.REVIEW, Stage.OPEN, Stage.REFUSED, Stage.CLOSED}
    into = {(stage, step) for (stage, step), to in TRANSITIONS.items() if to is Stage.PASSED}
    assert into == {
        (Stage.OPEN, Step.CLEAR), (Stage.REVIEW, Step.RELEASE), (Stage.SECOND, Step.AGREE), (Stage.MONEY, Step.PAID)
    }  # fmt: skip
    cheap = replace(CHECK, value=Money(1))
    assert [needs_second(each, Money(100)) for each in (cheap, replace(cheap, was_red=True), CHECK)] == [
        False,
        True,
        True,
    ]


def test_whatever_waits_can_be_refused_and_what_is_decided_cannot() -> None:
    assert {stage for stage, step in TRANSITIONS if step is Step.REFUSE} == set(WAITING)
    assert open_steps(Stage.REFUSED) == open_steps(Stage.CLOSED) == frozenset()
    assert open_steps(Stage.PASSED) == {Step.MONEY_BACK}


def test_what_is_missing_is_never_negative() -> None:
    assert CHECK.missing == Money(0)
    assert replace(CHECK, asked=Money(500), received=Money(200)).missing == Money(300)
    assert replace(CHECK, asked=Money(500), received=Money(900)).missing == Money(0)


def test_rules_ask_by_product_plan_value_and_first_order() -> None:
    rules = (
        CheckRule((Need.SCORE,)),
        CheckRule((Need.BUREAU,), BIKE, above=Money.of("500.00")),
        CheckRule((Need.IDENTITY,), BIKE, PLAN, whose=Whose.FIRST),
    )
    settings = CheckSettings(rules=rules)
    bike, planned = (Ordered(BIKE, PlanId(UUID(int=9))),), (Ordered(OTHER, PLAN), Ordered(BIKE, PLAN))
    asked = [
        settings.needs(lines, value, is_first=is_first)
        for lines, value, is_first in (
            ((Ordered(OTHER, PLAN),), Money.of("900.00"), True),
            (bike, Money.of("499.99"), True),
            (bike, Money.of("500.00"), False),
            (planned, Money.of("10.00"), True),
            (planned, Money.of("10.00"), False),
        )
    ]
    score = {Need.SCORE}
    assert asked == [score, score, {*score, Need.BUREAU}, {*score, Need.IDENTITY}, score]
    only_dear = CheckSettings(rules=(CheckRule((Need.SCORE,), above=Money.of("100.00")),))
    assert only_dear.needs(bike, Money.of("99.99"), is_first=True) == frozenset()


def test_who_is_not_known_and_what_was_not_answered_is_yellow_at_best() -> None:
    needs = frozenset({Need.SCORE, Need.BUREAU, Need.IDENTITY})
    settings = CheckSettings()
    known = replace(CHECK, identity=Asked.SAID, bureau=Asked.FAILED)
    assert weighed(GREEN, None, known, needs, settings).colour is Colour.YELLOW
    alone = replace(settings, bureau_down=BureauDown.BUILT_IN)
    assert weighed(GREEN, None, known, needs, alone).colour is Colour.GREEN
    assert weighed(GREEN, GREEN, replace(known, identity=Asked.NOT), needs, alone).colour is Colour.YELLOW
    failed = weighed(GREEN, GREEN, replace(known, identity=Asked.FAILED), frozenset({Need.SCORE}), alone)
    assert (failed.colour, failed.reasons[-1].point) == (Colour.YELLOW, Point.IDENTITY_FAILED)


@pytest.mark.parametrize(
    "wrong",
    [
        {"yellow_from": 70},
        {"yellow_from": 0},
        {"deposit_percent": 0},
        {"keep_days": -1},
        {"limit": Money(-1)},
        {"rules": (CheckRule(()),)},
        {"rules": (CheckRule((Need.SCORE,)), CheckRule((Need.BUREAU,)))},
        {"weights": (Weight(Point.BLOCKED, 1), Weight(Point.BLOCKED, 2))},
        {"weights": (Weight(Point.BUREAU_SAID, 1),)},
        {"weights": (Weight(Point.BLOCKED, 1, 0),)},
    ],
)
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(CheckSettingsWrong):
        replace(CheckSettings(), **wrong)


def test_of_a_document_four_characters_are_kept() -> None:
    assert Shown(DocumentSeen.PASSPORT, " c0 1x ").last_four == "C01X"
    for wrong in ("", "123", "C01X00T47", "Ä123", "12-4"):
        with pytest.raises(LastFourWrong):
            Shown(DocumentSeen.ID_CARD, wrong)


def test_a_decision_says_why() -> None:
    assert said_why("  weil  ") == "weil"
    with pytest.raises(CheckReasonMissing):
        said_why(" \n")


def test_a_deposit_is_a_share_of_the_goods() -> None:
    assert CheckSettings().deposit(Money.of("900.00")) == Money.of("180.00")
    assert CheckSettings().deposit(Money(0)) == Money(1)

"""The way of a repair order, pair by pair, and the hint to replace instead."""

from datetime import date
from itertools import product
from uuid import uuid4

import pytest

from domain.ids import AssetId
from domain.money import Money
from domain.refurbishment.hint import hint_for
from domain.refurbishment.repairs import (
    OVER,
    TRANSITIONS,
    IllegalRepairStep,
    Origin,
    ProblemMissing,
    Repair,
    RepairId,
    RepairStage,
    RepairStep,
    after,
    checked_words,
    open_steps,
)

DAY = date(2026, 7, 15)


def order(*steps: RepairStep) -> Repair:
    made = Repair(RepairId(uuid4()), "RP-001001-X", AssetId(uuid4()), Origin.CUSTOMER, "Es quietscht.", DAY)
    for step in steps:
        made = made.stepped(step, expected_on=DAY)
    return made


@pytest.mark.parametrize(("stage", "step"), sorted(set(product(RepairStage, RepairStep)) - TRANSITIONS.keys()))
def test_every_pair_outside_the_table_is_refused(stage: RepairStage, step: RepairStep) -> None:
    with pytest.raises(IllegalRepairStep):
        after(stage, step)
    assert step not in open_steps(stage)


@pytest.mark.parametrize("stage", sorted(OVER))
def test_what_is_over_takes_at_most_an_invoice(stage: RepairStage) -> None:
    assert open_steps(stage) <= {RepairStep.BOOK_COST}


def test_every_stage_is_reached() -> None:
    reached = {RepairStage.REPORTED, *TRANSITIONS.values()}
    assert reached == set(RepairStage)


@pytest.mark.parametrize("stage", sorted(set(RepairStage) - OVER))
def test_whoever_has_it_on_the_bench_gets_it_in_work_from_anywhere(stage: RepairStage) -> None:
    way = {
        RepairStage.REPORTED: (),
        RepairStage.DIAGNOSED: (RepairStep.DIAGNOSE,),
        RepairStage.WAITING_PARTS: (RepairStep.AWAIT_PARTS,),
        RepairStage.AT_WORKSHOP: (RepairStep.SEND_TO_WORKSHOP,),
        RepairStage.AT_SUPPLIER: (RepairStep.SEND_TO_SUPPLIER,),
        RepairStage.IN_WORK: (RepairStep.START,),
    }
    found = order(*way[stage])
    assert found.stage is stage
    assert found.at_the_bench().stage is RepairStage.IN_WORK


def test_a_loan_and_an_invoice_change_nothing_of_where_it_stands() -> None:
    waiting = order(RepairStep.AWAIT_PARTS)
    for step in (RepairStep.LEND, RepairStep.BOOK_COST):
        assert waiting.stepped(step).stage is RepairStage.WAITING_PARTS
        assert waiting.stepped(step).expected_on == DAY


def test_words_are_asked_for() -> None:
    with pytest.raises(ProblemMissing):
        checked_words("  \n ")
    assert len(checked_words("x" * 900)) == 500


def test_half_of_the_value_is_not_more_than_half() -> None:
    """450.00 of 900.00 is 50 %; a cent more is the hint, shown as 50 % too, for it is rounded."""
    value = Money.of("900.00")
    assert hint_for([DAY], DAY, Money.of("450.00"), value) is None
    hint = hint_for([DAY], DAY, Money.of("450.01"), value)
    assert hint is not None
    assert (hint.percent, hint.is_often, hint.is_dear) == (50, False, True)


def test_three_repairs_in_six_months() -> None:
    """From 15 January, exclusive, to 15 July."""
    assert hint_for([date(2026, 1, 15), date(2026, 3, 1), DAY], DAY) is None
    hint = hint_for([date(2026, 1, 16), date(2026, 3, 1), DAY], DAY)
    assert hint is not None
    assert (hint.repairs, hint.since, hint.cost) == (3, date(2026, 1, 15), None)


def test_what_cost_nothing_is_no_reason() -> None:
    assert hint_for([DAY], DAY, Money.of("10.00"), Money(0)) is None
    assert hint_for([DAY], DAY, Money.of("10.00"), None) is None

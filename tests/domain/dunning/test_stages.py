"""Every pair of a stage and a step: of items, of instalment plans, of collection cases."""

from itertools import product

import pytest

from domain.collection import model as collection
from domain.dunning import instalments, stages
from domain.errors import RuleViolation

TABLES = [
    (stages.Stage, stages.Step, stages.TRANSITIONS, stages.after, stages.IllegalDunningStep),
    (
        instalments.PlanStatus,
        instalments.PlanStep,
        instalments.TRANSITIONS,
        instalments.after,
        instalments.IllegalPlanStep,
    ),
    (collection.Stage, collection.Step, collection.TRANSITIONS, collection.after, collection.IllegalCollectionStep),
]


@pytest.mark.parametrize("table", TABLES, ids=["item", "plan", "case"])
def test_what_the_table_does_not_have_is_refused(table) -> None:
    kinds, steps, known, after, refusal = table
    assert issubclass(refusal, RuleViolation)
    for kind, step in product(kinds, steps):
        if (kind, step) in known:
            assert after(kind, step) is known[kind, step]
        else:
            with pytest.raises(refusal):
                after(kind, step)


def test_nothing_is_handed_over_before_the_last_letter() -> None:
    ways = [stage for (stage, step) in stages.TRANSITIONS if step is stages.Step.HAND_OVER]
    assert ways == [stages.Stage.FINAL]


def test_the_buttons_of_a_case_are_its_ways() -> None:
    assert collection.open_steps(collection.Stage.PROPOSED) == {collection.Step.AGREE, collection.Step.REFUSE}
    assert collection.open_steps(collection.Stage.REFUSED) == frozenset()

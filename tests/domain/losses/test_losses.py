"""Ways of losses, write-offs and cases; what a thing is worth; and what the owner may not set."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.assets.status import Condition, Grade
from domain.ids import AssetId, ProductId
from domain.losses import cases, stages, writing_off
from domain.losses.cases import CaseStatus, CaseStep, Contact, ContactMissing
from domain.losses.decide_found import proposes_to_give_back
from domain.losses.model import Loss, LossId, LossKind, WorthUnknown
from domain.losses.settings import Cover, LossSettings, LossSettingsWrong, ResidualRow
from domain.losses.stages import Stage, Step
from domain.losses.worth import InUse, cover_for, residual_of
from domain.losses.writing_off import WriteOffStatus, WriteOffStep
from domain.money import Money

DAY = date(2026, 3, 11)
TABLES: list[tuple[Any, Any, Mapping[Any, Any], Callable[[Any, Any], Any], type[Exception]]] = [
    (Stage, Step, stages.TRANSITIONS, stages.after, stages.IllegalLossStep),
    (WriteOffStatus, WriteOffStep, writing_off.TRANSITIONS, writing_off.after, writing_off.IllegalWriteOffStep),
    (CaseStatus, CaseStep, cases.TRANSITIONS, cases.after, cases.IllegalCaseStep),
]


@pytest.mark.parametrize(("states", "steps", "table", "after", "illegal"), TABLES)
def test_every_pair_is_in_the_table_or_refused(
    states: Any, steps: Any, table: Mapping[Any, Any], after: Callable[[Any, Any], Any], illegal: type[Exception]
) -> None:
    for state, step in product(states, steps):
        if (state, step) in table:
            assert after(state, step) is table[state, step]
        else:
            with pytest.raises(illegal):
                after(state, step)


def test_every_stage_of_a_loss_can_be_reached_and_what_is_gone_can_turn_up() -> None:
    reached = {Stage.REPORTED, *stages.TRANSITIONS.values()}
    assert reached == set(Stage)
    assert all((stage, Step.TURN_UP) in stages.TRANSITIONS for stage in stages.GONE)


@pytest.mark.parametrize(
    ("first_out_on", "grade", "condition", "worth"),
    [
        (None, None, Condition.UNUSED, "950.00"),
        (date(2025, 9, 12), Grade.A, Condition.USED, "1000.00"),  # the sixth month
        (date(2025, 9, 11), Grade.A, Condition.USED, "850.00"),  # the seventh begins on that day
        (date(2025, 9, 11), None, Condition.DAMAGED_REPAIRABLE, "600.00"),
        (date(2016, 1, 1), Grade.C, Condition.USED, "100.00"),
    ],
)
def test_a_thing_is_worth_what_the_table_says_of_its_months_and_grade(
    first_out_on: date | None, grade: Grade | None, condition: Condition, worth: str
) -> None:
    known = InUse(Money.of("1000.00"), first_out_on, grade, condition)
    assert residual_of(known, DAY, LossSettings()) == Money.of(worth)


def test_without_a_price_nobody_knows_what_it_is_worth() -> None:
    with pytest.raises(WorthUnknown):
        residual_of(InUse(None, None, None, Condition.USED), DAY, LossSettings())


def test_an_insurance_pays_for_what_it_names_and_for_theft_with_a_reference() -> None:
    cheap, dear = ProductId(uuid4()), ProductId(uuid4())
    rules = LossSettings(covers=(Cover(dear, deductible=Money(9000)), Cover(cheap, deductible=Money(5000))))
    both = frozenset({cheap, dear})
    found = cover_for(both, LossKind.STOLEN, "ST/1", rules)
    assert found is not None
    assert found.product_id == cheap
    assert cover_for(both, LossKind.STOLEN, "", rules) is None
    assert cover_for(both, LossKind.LOST, "ST/1", rules) is None
    assert cover_for(frozenset(), LossKind.STOLEN, "ST/1", rules) is None
    assert cover_for(both, LossKind.STOLEN, "", LossSettings(covers=rules.covers, needs_police=False)) is not None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: LossSettings(rows=()),
        lambda: LossSettings(rows=(ResidualRow(1, (90, 80, 70, 60)),)),
        lambda: LossSettings(rows=(ResidualRow(0, (90, 80, 70, 60)), ResidualRow(0, (90, 80, 70, 60)))),
        lambda: LossSettings(rows=(ResidualRow(0, (50, 60, 70, 80)),)),
        lambda: LossSettings(rows=(ResidualRow(0, (101, 60, 50, 40)),)),
        lambda: LossSettings(objection_days=-1),
        lambda: LossSettings(two_person_above=Money(-1)),
        lambda: LossSettings(covers=(Cover(ProductId(UUID(int=1))), Cover(ProductId(UUID(int=1))))),
    ],
)
def test_settings_that_make_no_sense_are_refused(wrong: Callable[[], LossSettings]) -> None:
    with pytest.raises(LossSettingsWrong):
        wrong()


def test_what_turns_up_in_time_is_proposed_to_be_given_back() -> None:
    loss = Loss(LossId(uuid4()), "LO-001001-1", LossKind.LOST, AssetId(uuid4()), DAY, DAY)
    for day, gives_back in (("2026-09-07", True), ("2026-09-08", False)):
        found = loss.stepped(Step.TURN_UP, {"on": day})
        assert proposes_to_give_back(found, LossSettings(give_back_days=180)) is gives_back


def test_letters_need_somebody_they_reach() -> None:
    for wrong in (lambda: Contact("", "a@b.de"), lambda: Contact("Erben", ""), lambda: Contact("Erben", "irgendwo")):
        with pytest.raises(ContactMissing):
            wrong()

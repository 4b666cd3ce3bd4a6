"""A sale at the counter: its table, pair by pair, in the domain and in the database; what is taken of a basket."""

import re
from itertools import product
from pathlib import Path

import pytest

from domain.counter.model import TRANSITIONS, IllegalSaleStep, SaleStage, SaleStep, after

SQL = Path(__file__).resolve().parents[3] / "storage" / "migrations" / "sql" / "50_counter.sql"


@pytest.mark.parametrize(("stage", "step"), list(product(SaleStage, SaleStep)))
def test_every_pair_is_in_the_table_or_refused(stage: SaleStage, step: SaleStep) -> None:
    if (stage, step) in TRANSITIONS:
        assert after(stage, step) is TRANSITIONS[stage, step]
    else:
        with pytest.raises(IllegalSaleStep):
            after(stage, step)


def test_the_database_knows_the_same_table() -> None:
    found = re.findall(r"WHEN '([a-z_]+) ([a-z_]+)' THEN '([a-z_]+)'", SQL.read_text(encoding="utf-8"))
    assert {(SaleStage(stage), SaleStep(step)): SaleStage(to) for stage, step, to in found} == TRANSITIONS


def test_what_is_over_stays_so() -> None:
    ways = {stage: {step for at, step in TRANSITIONS if at is stage} for stage in SaleStage}
    assert ways[SaleStage.TAKEN_BACK] == set()
    assert ways[SaleStage.DONE] == {SaleStep.BRING_BACK}, "goods without a name come back with their receipt"

"""The way of a declaration: every pair that the table does not know is refused; double ones and late ones included."""

from datetime import UTC, date, datetime
from itertools import product
from uuid import uuid4

import pytest

from domain.cancellations.model import Channel, DeclarationId, Declared, DeclaredKind, match_facts, received
from domain.cancellations.stages import OPEN, TRANSITIONS, IllegalDeclarationStep, Stage, Step, after, open_steps
from domain.ids import ContractId

AT = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
CONTRACT = ContractId(uuid4())
FACTS = match_facts(CONTRACT, "CT-001001-X", Declared(DeclaredKind.ORDINARY, date(2026, 6, 30), "moving"))


@pytest.mark.parametrize(("stage", "step"), sorted(set(product(Stage, Step)) - TRANSITIONS.keys()))
def test_every_pair_outside_the_table_is_refused(stage: Stage, step: Step) -> None:
    with pytest.raises(IllegalDeclarationStep):
        after(stage, step)
    assert step not in open_steps(stage)


def test_what_is_over_is_never_carried_out() -> None:
    for stage in set(Stage) - OPEN:
        assert not {Step.MATCH, Step.CARRY_OUT} & open_steps(stage)


def test_the_legal_day_of_receipt_is_that_of_the_clock_on_the_wall() -> None:
    """22:30 UTC on 31 March is half past midnight on 1 April in Berlin: the notice came a day later."""
    one = received(DeclarationId(uuid4()), "DC-001001-X", Channel.BUTTON, received_at=AT, language="de", at=AT)
    assert one.received_on == date(2026, 4, 1)


def test_the_newest_match_counts_and_opening_again_forgets_it() -> None:
    one = received(DeclarationId(uuid4()), "DC-001001-X", Channel.EMAIL, received_at=AT, language="de", at=AT)
    assert one.contract_id is None
    assert one.declared is None
    matched = one.stepped(Step.MATCH, AT, FACTS)
    assert matched.contract_id == CONTRACT
    assert matched.declared == Declared(DeclaredKind.ORDINARY, date(2026, 6, 30), "moving")
    aside = matched.stepped(Step.DOUBLE, AT)
    assert aside.contract_id == CONTRACT, "people see of what it is a double"
    again = aside.stepped(Step.REOPEN, AT)
    assert again.stage is Stage.UNMATCHED
    assert again.contract_id is None

"""The way of a return: what the table allows, and nothing else."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from domain.assets.status import Condition
from domain.ids import AssetId, ContractId, ContractLineId, CustomerId, ReturnId
from domain.returns.claims import CLAIM_TRANSITIONS, Claim, ClaimAction, ClaimId, ClaimState, IllegalClaimStep
from domain.returns.model import LineState, Return, ReturnLine
from domain.returns.reach_returns import due_reminders
from domain.returns.stages import OVER, TRANSITIONS, IllegalReturnStep, Stage, Step, after, open_steps
from domain.settings.returns import ReturnSettings

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
LEGAL = {
    Stage.ANNOUNCED: "approve refuse receive_part receive_all withdraw note_other",
    Stage.APPROVED: "send_label set_out receive_part receive_all lapse withdraw extend remind run_on note_other",
    Stage.LABEL_SENT: "send_label set_out receive_part receive_all lapse withdraw extend remind run_on note_other",
    Stage.IN_TRANSIT: "receive_part receive_all lapse withdraw extend remind run_on note_other",
    Stage.PARTLY_RECEIVED: "receive_part receive_all withdraw extend remind run_on note_other note_damage tell_claim"
    " object charge_claim drop_claim",
    Stage.RECEIVED: "receive_all expect_again inspect note_other note_damage tell_claim object charge_claim drop_claim",
    Stage.INSPECTED: "receive_all expect_again close note_other note_damage tell_claim object charge_claim drop_claim",
    Stage.CLOSED: "",
    Stage.REFUSED: "",
    Stage.LAPSED: "",
    Stage.WITHDRAWN: "",
}


@pytest.mark.parametrize("stage", Stage)
def test_every_pair_of_stage_and_step(stage: Stage) -> None:
    legal = {Step(word) for word in LEGAL[stage].split()}
    assert open_steps(stage) == legal
    for step in set(Step) - legal:
        with pytest.raises(IllegalReturnStep):
            after(stage, step)


def test_what_is_over_stays_over() -> None:
    assert not any(stage in OVER for stage, _ in TRANSITIONS)


@pytest.mark.parametrize("state", ClaimState)
def test_every_pair_of_claim_and_deed(state: ClaimState) -> None:
    claim = Claim(
        ClaimId(uuid4()), ReturnId(uuid4()), ContractId(uuid4()), date(2026, 3, 1), date(2026, 3, 15), (), state
    )
    for action in ClaimAction:
        if (state, action) in CLAIM_TRANSITIONS:
            assert claim.acted(action).state is CLAIM_TRANSITIONS[state, action]
        else:
            with pytest.raises(IllegalClaimStep):
                claim.acted(action)


def case_of(*assets: AssetId, until: date | None = date(2026, 3, 10)) -> Return:
    lines = tuple(ReturnLine(asset, ContractLineId(uuid4())) for asset in assets)
    case = Return(
        ReturnId(uuid4()), "RT-1", CustomerId(uuid4()), ContractId(uuid4()), date(2026, 3, 1), until, True, "x", lines
    )
    return case.stepped(Step.APPROVE)


def test_with_the_last_line_decided_a_return_is_received() -> None:
    one, two, three = (AssetId(uuid4()) for _ in range(3))
    case = case_of(one, two, three).received(one, AT, Condition.USED, None)
    assert case.stage is Stage.PARTLY_RECEIVED
    case = case.missing(two, AT)
    assert case.stage is Stage.PARTLY_RECEIVED
    case = case.with_other(three, AT, None, "SN-4")
    assert case.stage is Stage.RECEIVED
    assert [line.state for line in case.lines] == [LineState.RECEIVED, LineState.MISSING, LineState.OTHER]
    case = case.inspected(one, AT)
    assert case.stage is Stage.INSPECTED
    case = case.expected_again(date(2026, 4, 1))
    assert (case.stage, case.return_until) == (Stage.PARTLY_RECEIVED, date(2026, 4, 1))
    assert [line.state for line in case.lines] == [LineState.RECEIVED, LineState.EXPECTED, LineState.EXPECTED]


def test_an_empty_parcel_is_no_receipt() -> None:
    one = AssetId(uuid4())
    assert case_of(one).missing(one, AT).stage is Stage.PARTLY_RECEIVED


def test_what_is_all_here_is_not_waited_for_again() -> None:
    one = AssetId(uuid4())
    case = case_of(one).received(one, AT, Condition.USED, None)
    with pytest.raises(IllegalReturnStep):
        case.expected_again(date(2026, 4, 1))


def test_reminders_come_once_each_and_those_before_the_day_not_after_it() -> None:
    settings = ReturnSettings(remind_before=(7, 3), remind_after=(2, 9))
    case = case_of(AssetId(uuid4()))
    told = {day: due_reminders(case, date(2026, 3, day), settings) for day in (2, 3, 7, 8, 11, 12, 19)}
    assert told == {2: [], 3: [-7], 7: [-7, -3], 8: [-7, -3], 11: [], 12: [2], 19: [2, 9]}
    case = case.stepped(Step.REMIND, {"offset": -3, "until": "2026-03-10"})
    assert due_reminders(case, date(2026, 3, 8), settings) == []
    assert due_reminders(case, date(2026, 3, 12), settings) == [2]
    later = case.expected_again(date(2026, 3, 20))
    assert due_reminders(later, date(2026, 3, 17), settings) == [-7, -3]

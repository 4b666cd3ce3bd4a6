"""An asset is the fold of its events."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assets.ledger import AssetEvent, AssetState, Fact, UndoTooLate, apply, state_of
from domain.assets.status import Condition, Grade, IllegalTransition, Kind, Readiness, Status, open_kinds
from domain.errors import RuleViolation
from domain.ids import AssetId, CommandId, PersonId

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
PLACE, LINE = str(UUID(int=5)), str(UUID(int=6))


def event(number: int, kind: Kind, facts: dict[str, Fact] | None = None) -> AssetEvent:
    return AssetEvent(
        AssetId(UUID(int=1)), number, kind, NOW, NOW, PersonId(UUID(int=2)), CommandId(UUID(int=3)), facts or {}
    )


def story(*steps: Kind | tuple[Kind, dict[str, Fact]]) -> AssetState:
    told = [(step, {}) if isinstance(step, Kind) else step for step in steps]
    return state_of([event(seq, kind, facts) for seq, (kind, facts) in enumerate(told, start=1)])


OUT_THERE = (
    (Kind.RECEIVED, {"place": PLACE}),
    (Kind.RESERVED, {"holder": LINE}),
    Kind.PACKED,
    Kind.SHIPPED,
)


def test_nothing_has_happened_yet() -> None:
    assert state_of([]) == AssetState(Status.NEW, Readiness.NOT_READY, Condition.UNUSED)


def test_what_was_received_stands_ready_at_its_place() -> None:
    state = story((Kind.RECEIVED, {"place": PLACE}))
    assert (state.status, state.readiness, str(state.place_id)) == (Status.IN_STOCK, Readiness.READY, PLACE)


def test_with_the_customer_it_has_a_holder_and_no_place_and_is_used() -> None:
    state = story(*OUT_THERE)
    assert (state.status, state.condition) == (Status.RENTED, Condition.USED)
    assert (state.place_id, str(state.holder)) == (None, LINE)


def test_back_in_house_it_has_no_holder_and_is_not_ready() -> None:
    state = story(*OUT_THERE, (Kind.TAKEN_BACK, {"place": PLACE, "grade": "B"}))
    assert (state.holder, state.readiness, state.grade) == (None, Readiness.NOT_READY, Grade.B)
    assert str(state.place_id) == PLACE


def test_sold_from_the_parcel_it_left_the_shelf_for_good() -> None:
    state = story((Kind.RECEIVED, {"place": PLACE}), (Kind.RESERVED, {"holder": LINE}), Kind.PACKED, Kind.SOLD)
    assert (state.status, state.place_id, state.holder) == (Status.SOLD, None, None)


def test_damage_alone_changes_no_availability() -> None:
    state = story(Kind.RECEIVED, (Kind.LABELLED, {"condition": Condition.DAMAGED_REPAIRABLE}))
    assert (state.status, state.readiness) == (Status.IN_STOCK, Readiness.READY)
    assert state.condition is Condition.DAMAGED_REPAIRABLE


def test_what_is_held_back_keeps_the_reason_it_is_held_back_for() -> None:
    held = (Kind.RECEIVED, (Kind.QUARANTINED, {"reason": "recall"}))
    with pytest.raises(IllegalTransition):
        story(*held, (Kind.QUARANTINED, {"reason": "missing"}))
    assert story(*held, Kind.LIFTED, Kind.QUARANTINED).readiness is Readiness.QUARANTINED


def test_a_note_is_legal_always_and_changes_nothing() -> None:
    for so_far in ((), (Kind.RECEIVED,), OUT_THERE, (Kind.RECEIVED, Kind.SOLD)):
        before = story(*so_far)
        after = story(*so_far, (Kind.NOTED, {"claimed": "taken_back"}))
        assert (after.status, after.holder, after.place_id) == (before.status, before.holder, before.place_id)
        assert (after.seq, after.effective_seq) == (before.seq + 1, before.effective_seq)


def test_an_undo_returns_to_the_state_before_also_past_a_note() -> None:
    state = story(Kind.RECEIVED, (Kind.RESERVED, {"holder": LINE}), Kind.NOTED, (Kind.UNDONE, {"seq": 2}))
    assert (state.status, state.holder, state.seq, state.effective_seq) == (Status.IN_STOCK, None, 4, 1)


def test_undos_go_back_one_by_one_to_the_very_beginning() -> None:
    state = story(Kind.RECEIVED, Kind.RESERVED, (Kind.UNDONE, {"seq": 2}), (Kind.UNDONE, {"seq": 1}))
    assert (state.status, state.effective_seq) == (Status.NEW, 0)


@pytest.mark.parametrize("named", [1, 3, 4, None, "2"])
def test_only_the_last_effective_event_can_be_undone(named: Fact) -> None:
    with pytest.raises(UndoTooLate):
        story(Kind.RECEIVED, Kind.RESERVED, Kind.NOTED, (Kind.UNDONE, {"seq": named}))


def test_nothing_can_be_undone_where_nothing_happened() -> None:
    for so_far in ((), (Kind.NOTED,)):
        with pytest.raises(UndoTooLate):
            story(*so_far, (Kind.UNDONE, {"seq": 0}))


@pytest.mark.parametrize("seq", [0, 1, 3, -1])
def test_numbers_are_dense(seq: int) -> None:
    with pytest.raises(RuleViolation):
        apply(story(Kind.RECEIVED), event(seq, Kind.RESERVED))


@given(st.sampled_from(Status), st.sampled_from(Kind))
def test_every_axis_stays_what_it_is_unless_the_event_says_so(status: Status, kind: Kind) -> None:
    """From any status: a legal event moves as the table says, an illegal one is refused and nothing else."""
    before = AssetState(status, Readiness.READY, Condition.USED, Grade.C, seq=7, effective_seq=7)
    if kind in open_kinds(status):
        state = apply(before, event(8, kind))
        assert (state.seq, state.effective_seq, state.grade, state.before) == (8, 8, Grade.C, before)
    elif kind not in (Kind.NOTED, Kind.UNDONE):
        with pytest.raises(IllegalTransition):
            apply(before, event(8, kind))

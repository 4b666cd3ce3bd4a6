"""Any life of an asset: what is allowed and what is not, notes and undos in between; the fold never lies."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.assets.ledger import AssetEvent, AssetState, UndoTooLate, apply, state_of
from domain.assets.status import OUT, TRANSITIONS, IllegalTransition, Kind, Status, open_kinds
from domain.errors import RuleViolation
from domain.ids import AssetId, CommandId, PersonId

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
CHANGES = sorted(set(Kind) - {Kind.NOTED, Kind.UNDONE})
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "place": st.uuids().map(str),
        "holder": st.uuids().map(str),
        "grade": st.sampled_from("ABCD"),
        "condition": st.sampled_from(["unused", "used", "damaged_repairable"]),
        "readiness": st.sampled_from(["ready", "not_ready"]),
    },
)


class AssetLife(RuleBasedStateMachine):
    """`stack` is an independent account: the states before each effective event that is not undone."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[AssetEvent] = []
        self.state = AssetState()
        self.stack: list[AssetState] = []

    def _next(self, kind: Kind, facts: dict[str, str | int] | None = None) -> AssetEvent:
        number = len(self.events) + 1
        ids = AssetId(UUID(int=1)), PersonId(UUID(int=2)), CommandId(UUID(int=number))
        return AssetEvent(ids[0], number, kind, NOW, NOW, ids[1], ids[2], facts or {})

    def _happens(self, event: AssetEvent) -> None:
        self.state = apply(self.state, event)
        self.events.append(event)

    @precondition(lambda self: open_kinds(self.state.status))
    @rule(data=st.data(), facts=FACTS)
    def what_may_happen(self, data: st.DataObject, facts: dict[str, str | int]) -> None:
        kind = data.draw(st.sampled_from(sorted(open_kinds(self.state.status))))
        self.stack.append(self.state)
        expected = TRANSITIONS[self.state.status, kind]
        self._happens(self._next(kind, facts))
        assert self.state.status is expected
        for name, value in facts.items():
            shown = self.state.place_id if name == "place" else getattr(self.state, name)
            assert str(shown) == value

    @rule(data=st.data())
    def what_may_not_happen(self, data: st.DataObject) -> None:
        kind = data.draw(st.sampled_from([each for each in CHANGES if each not in open_kinds(self.state.status)]))
        with pytest.raises(IllegalTransition):
            apply(self.state, self._next(kind))

    @rule(facts=FACTS)
    def somebody_notes_something(self, facts: dict[str, str | int]) -> None:
        before = self.state
        self._happens(self._next(Kind.NOTED, facts))
        assert replace(self.state, seq=before.seq) == before

    @precondition(lambda self: self.stack)
    @rule()
    def the_last_act_is_undone(self) -> None:
        before = self.stack.pop()
        self._happens(self._next(Kind.UNDONE, {"seq": self.state.effective_seq}))
        assert replace(self.state, seq=before.seq) == before

    @rule(seq=st.integers(-1, 40))
    def an_undo_of_something_else_is_refused(self, seq: int) -> None:
        if seq == self.state.effective_seq and self.stack:
            return
        with pytest.raises(UndoTooLate):
            apply(self.state, self._next(Kind.UNDONE, {"seq": seq}))

    @rule(skipped=st.sampled_from([-2, -1, 1, 5]))
    def a_number_out_of_turn_is_refused(self, skipped: int) -> None:
        with pytest.raises(RuleViolation):
            apply(self.state, replace(self._next(Kind.NOTED), seq=len(self.events) + 1 + skipped))

    @invariant()
    def the_projection_is_the_fold(self) -> None:
        assert state_of(self.events) == self.state
        half = len(self.events) // 2
        assert state_of(self.events[half:], state_of(self.events[:half])) == self.state

    @invariant()
    def it_counts_every_event_and_knows_the_effective_one(self) -> None:
        assert self.state.seq == len(self.events)
        assert (self.state.effective_seq > 0) == bool(self.stack)

    @invariant()
    def it_is_new_or_something_happened(self) -> None:
        assert (self.state.status is Status.NEW) == (not self.stack)
        assert self.state.status not in OUT or len(self.stack) >= 3


TestAssetLife = AssetLife.TestCase
TestAssetLife.settings = settings(max_examples=50)

"""The asset ledger: an asset is the fold of its events, oldest first. Nothing is changed, corrections are new events.

Source: DESIGN.md 1; DECISIONS 1, 2 and 15.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from typing import Final
from uuid import UUID

from domain.assets.status import OUT, Condition, Grade, IllegalTransition, Kind, Readiness, Status, after
from domain.errors import RuleViolation
from domain.ids import AssetId, CommandId, ContractLineId, PersonId, PlaceId

Fact = str | int | bool | None | list[str]
"""Codes, numbers, ids and dates as text; never a translated sentence, never a person's data."""


class UndoTooLate(RuleViolation):
    """Only the last effective event of an asset can be undone."""

    code = "undo_too_late"


@dataclass(frozen=True, slots=True)
class AssetState:
    """Where one asset is after its last event.

    `holder` is the contract line that has or is about to get it; `place_id` the last known place in house, None when it
    is out. `seq` counts all events, `effective_seq` names the last one that was not undone or merely noted (0: none).
    `before` is the state the last effective event built on: what an undo returns to.
    """

    status: Status = Status.NEW
    readiness: Readiness = Readiness.NOT_READY
    condition: Condition = Condition.UNUSED
    grade: Grade | None = None
    place_id: PlaceId | None = None
    holder: ContractLineId | None = None
    seq: int = 0
    effective_seq: int = 0
    before: "AssetState | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AssetEvent:
    """One thing that happened to one asset.

    `seq` is dense per asset from 1 and is the order of the fold; `effective_at` (aware UTC) orders only the timeline
    people see. `facts` holds the changes of the other axes under their field names, beside whatever the kind needs.
    """

    asset_id: AssetId
    seq: int
    kind: Kind
    effective_at: datetime
    recorded_at: datetime
    actor_id: PersonId
    command_id: CommandId
    facts: Mapping[str, Fact] = field(default_factory=dict)


NOT_A_CHANGE: Final = frozenset({Kind.NOTED, Kind.UNDONE})


def apply(state: AssetState, event: AssetEvent) -> AssetState:
    """The state after one more event.

    Raises:
        IllegalTransition: the table does not allow it, a number is missing, or it is held back for its own reason.
        UndoTooLate: an undo that does not name the last effective event.
    """
    if event.seq != state.seq + 1:
        raise RuleViolation(asset=event.asset_id, expected=state.seq + 1, found=event.seq)
    if event.kind is Kind.NOTED:
        return replace(state, seq=event.seq)
    if event.kind is Kind.UNDONE:
        if state.before is None or event.facts.get("seq") != state.effective_seq:
            raise UndoTooLate(seq=event.facts.get("seq"), last=state.effective_seq)
        return replace(state.before, seq=event.seq)
    return replace(
        _with_facts(_moved(state, event.kind), event.facts), seq=event.seq, effective_seq=event.seq, before=state
    )


def state_of(events: Sequence[AssetEvent], start: AssetState | None = None) -> AssetState:
    """Where one asset is now: its events folded, oldest first. Raises as `apply` does."""
    return reduce(apply, events, start or AssetState())


def _moved(state: AssetState, kind: Kind) -> AssetState:
    status = after(state.status, kind)
    if kind is Kind.QUARANTINED and state.readiness is Readiness.QUARANTINED:
        raise IllegalTransition(status=state.status, kind=kind)
    changed = replace(state, status=status)
    if kind in (Kind.TAKEN_BACK, Kind.FOUND):
        changed = replace(changed, readiness=Readiness.NOT_READY, holder=None)
    if kind in (Kind.RELEASED, Kind.SOLD):
        changed = replace(changed, holder=None)
    if kind in (Kind.RECEIVED, Kind.INSPECTION_PASSED, Kind.REPAIR_PASSED):
        changed = replace(changed, readiness=Readiness.READY)
    if kind is Kind.SENT_TO_REPAIR:
        changed = replace(changed, readiness=Readiness.NOT_READY)
    if status in OUT and state.status is Status.PACKED:
        used = Condition.USED if state.condition is Condition.UNUSED else state.condition
        changed = replace(changed, place_id=None, condition=used)
    if kind is Kind.SOLD:
        changed = replace(changed, place_id=None)
    return replace(changed, readiness=_held(state, changed, kind))


def _held(before: AssetState, changed: AssetState, kind: Kind) -> Readiness:
    """Nothing but lifting ends a quarantine; then what lies in stock is ready, and the rest still waits."""
    if kind is Kind.LIFTED:
        return Readiness.READY if changed.status is Status.IN_STOCK else Readiness.NOT_READY
    is_held = kind is Kind.QUARANTINED or before.readiness is Readiness.QUARANTINED
    return Readiness.QUARANTINED if is_held else changed.readiness


def _with_facts(state: AssetState, facts: Mapping[str, Fact]) -> AssetState:
    if "readiness" in facts:
        state = replace(state, readiness=Readiness(str(facts["readiness"])))
    if "condition" in facts:
        state = replace(state, condition=Condition(str(facts["condition"])))
    if "grade" in facts:
        state = replace(state, grade=Grade(str(facts["grade"])))
    if "place" in facts:
        state = replace(state, place_id=PlaceId(_uuid(facts["place"])))
    if "holder" in facts:
        state = replace(state, holder=ContractLineId(_uuid(facts["holder"])))
    return state


def _uuid(fact: Fact) -> UUID:
    return UUID(str(fact))

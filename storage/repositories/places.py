"""Places of the store: the tree, what lies in it, what is held back, and the steps that change it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from domain.ids import AssetId, PlaceId
from domain.places.model import Held, Place, PlaceKind, PlaceMove, PlaceState, PlaceStep, QuarantineReason
from domain.places.within import insides
from domain.supplies.model import UnknownPlace
from storage.database import Row
from storage.repositories.base import Desk, plain_array

_PLACES: Final = (
    "SELECT id, code, name, kind, parent_id, state, reason FROM umlauf.place WHERE store_id = %(store)s"
    " ORDER BY name, code"
)
_ADD: Final = (
    "INSERT INTO umlauf.place (id, code, name, store_id, parent_id, kind)"
    " VALUES (%(id)s, %(code)s, %(name)s, %(store)s, %(parent)s, %(kind)s)"
)
_STEP: Final = (
    "INSERT INTO umlauf.place_step (place_id, step, name, kind, parent_id, reason, note, command_id)"
    " VALUES (%(id)s, %(step)s, %(name)s, %(kind)s, %(parent)s, %(reason)s, %(note)s, %(command)s)"
)
_THINGS: Final = "SELECT id FROM umlauf.asset WHERE place_id = ANY(%(ids)s::uuid[]) ORDER BY code"
_PIECES: Final = (
    "SELECT coalesce(sum(on_hand), 0)::int AS pieces FROM umlauf.supply_on_hand WHERE place_id = ANY(%(ids)s::uuid[])"
)
_HELD: Final = (
    "SELECT a.id, e.facts, e.effective_at FROM umlauf.asset a"
    " CROSS JOIN LATERAL (SELECT v.facts, v.effective_at FROM umlauf.asset_event v"
    " WHERE v.asset_id = a.id AND v.kind = 'quarantined' ORDER BY v.seq DESC LIMIT 1) e"
    " WHERE a.id = ANY(%(ids)s::uuid[]) AND a.readiness = 'quarantined'"
)
_MOVED: Final = (
    "SELECT a.id FROM umlauf.asset a JOIN umlauf.asset_event e ON e.asset_id = a.id AND e.seq = a.effective_seq"
    " WHERE a.id = ANY(%(ids)s::uuid[]) AND e.kind = 'moved'"
)


class PlaceMap:
    """Read once a command: a store has some hundred places, and its tree is asked for as a whole."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[PlaceId, Place] = {}

    def everything(self) -> list[Place]:
        if not self._known:
            rows = self._desk.rows(_PLACES, store=self._desk.context.store_id)
            self._known = {PlaceId(row["id"]): place_from(row) for row in rows}
        return list(self._known.values())

    def get(self, place_id: PlaceId) -> Place:
        """Raises UnknownPlace."""
        self.everything()
        if place_id not in self._known:
            raise UnknownPlace(place=place_id)
        return self._known[place_id]

    def above(self, place_id: PlaceId) -> list[Place]:
        """From the inside out. Raises UnknownPlace."""
        self.get(place_id)
        return [self._known[each] for each in insides(self.everything())[place_id] if each in self._known]

    def below(self, place_id: PlaceId) -> list[Place]:
        """From the outside in. Raises UnknownPlace."""
        self.get(place_id)
        inside = insides(self.everything())
        found = [each for each in self._known.values() if place_id in inside[each.id]]
        return sorted(found, key=lambda each: len(inside[each.id]))

    def siblings(self, parent_id: PlaceId | None) -> dict[str, PlaceId]:
        return {
            each.name.casefold(): each.id
            for each in self.everything()
            if each.parent_id == parent_id and each.state is not PlaceState.CLOSED
        }

    def things_in(self, place_ids: Sequence[PlaceId]) -> list[AssetId]:
        return [AssetId(row["id"]) for row in self._desk.rows(_THINGS, ids=plain_array(place_ids))]

    def pieces_in(self, place_ids: Sequence[PlaceId]) -> int:
        found: int = self._desk.rows(_PIECES, ids=plain_array(place_ids))[0]["pieces"]
        return found

    def held(self, asset_ids: Sequence[AssetId]) -> dict[AssetId, Held]:
        if not asset_ids:
            return {}
        rows = self._desk.rows(_HELD, ids=plain_array(asset_ids))
        return {AssetId(row["id"]): held_from(row["facts"], row["effective_at"]) for row in rows}

    def moved_last(self, asset_ids: Sequence[AssetId]) -> frozenset[AssetId]:
        return frozenset(AssetId(row["id"]) for row in self._desk.rows(_MOVED, ids=plain_array(asset_ids)))

    def add(self, place: Place) -> None:
        self.everything()
        self._known[place.id] = place
        self._desk.write(
            _ADD,
            id=place.id,
            code=place.code,
            name=place.name,
            store=self._desk.context.store_id,
            parent=place.parent_id,
            kind=place.kind,
        )

    def step(self, move: PlaceMove) -> None:
        """The database numbers it, and keeps the place as it is after it."""
        place = move.place
        self._known[place.id] = place
        self._desk.write(
            _STEP,
            id=place.id,
            step=move.step,
            name=place.name,
            kind=place.kind,
            parent=place.parent_id,
            reason=move.reason if move.step is PlaceStep.QUARANTINE else None,
            note=move.note,
            command=self._desk.context.command_id,
        )


def held_from(facts: dict[str, str], since: datetime) -> Held:
    """From the facts of the event that held it back; one that a hand wrote without a reason is unclear."""
    known = {each.value for each in QuarantineReason}
    reason, place = facts.get("reason", ""), facts.get("held_place")
    return Held(
        QuarantineReason(reason) if reason in known else QuarantineReason.UNCLEAR,
        since,
        PlaceId(UUID(place)) if place else None,
    )


def place_from(row: Row) -> Place:
    return Place(
        PlaceId(row["id"]),
        row["code"],
        row["name"],
        PlaceKind(row["kind"]),
        None if row["parent_id"] is None else PlaceId(row["parent_id"]),
        PlaceState(row["state"]),
        None if row["reason"] is None else QuarantineReason(row["reason"]),
    )

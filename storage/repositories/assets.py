"""The asset ledger: events are appended, the database keeps the projection."""

from collections.abc import Sequence
from typing import Final

from psycopg.types.json import Jsonb

from domain.assets.ledger import AssetEvent, AssetState
from domain.assets.model import Asset, UnknownAsset
from domain.assets.status import Condition, Grade, Readiness, Status
from domain.ids import AssetId, ContractLineId, PlaceId, StoreId, VariantId
from storage.database import Row
from storage.repositories.base import Desk, plain_array

_WITH_PAST: Final = (
    "SELECT a.*, e.builds_on, b.status AS b_status, b.readiness AS b_readiness, b.condition AS b_condition,"
    " b.grade AS b_grade, b.place_id AS b_place_id, b.holder_line_id AS b_holder_line_id, b.builds_on AS b_builds_on"
    " FROM umlauf.asset a"
    " LEFT JOIN LATERAL (SELECT * FROM umlauf.asset_event WHERE asset_id = {its_id} AND seq = a.effective_seq"
    " OFFSET 0) e ON true"
    " LEFT JOIN LATERAL (SELECT * FROM umlauf.asset_event WHERE asset_id = {its_id} AND seq = e.builds_on"
    " OFFSET 0) b ON true"
    " WHERE a.id = "
)
"""OFFSET 0 keeps each event a question by its whole key: joined freely, and planned while the ledger was small, the
server looks for `seq` alone and goes through the events of all assets. With one id it also knows the partition."""
READ_ASSET: Final = _WITH_PAST.format(its_id="%(id)s") + "%(id)s"
READ_ASSETS: Final = _WITH_PAST.format(its_id="a.id") + "ANY(%(ids)s::uuid[])"
_APPEND: Final = (
    "INSERT INTO umlauf.asset_event (asset_id, seq, kind, effective_at, actor_id, command_id, facts, status, readiness,"
    " condition, grade, place_id, holder_line_id, builds_on)"
    " VALUES (%(asset_id)s, %(seq)s, %(kind)s, %(effective_at)s, %(actor_id)s, %(command_id)s, %(facts)s, %(status)s,"
    " %(readiness)s, %(condition)s, %(grade)s, %(place_id)s, %(holder)s, 0)"
)


def asset_from(row: Row) -> Asset:
    """An asset with its state and the one before it: enough for one more event, or for the undo of the last."""
    before = None
    if row["effective_seq"]:
        before = _state(row, "b_", 0, row["builds_on"]) if row["builds_on"] else AssetState()
    state = _state(row, "", row["seq"], row["effective_seq"], before)
    return Asset(
        AssetId(row["id"]), row["code"], VariantId(row["variant_id"]), row["serial"], StoreId(row["store_id"]), state
    )


def _state(row: Row, prefix: str, seq: int, effective_seq: int, before: AssetState | None = None) -> AssetState:
    grade, place, holder = row[f"{prefix}grade"], row[f"{prefix}place_id"], row[f"{prefix}holder_line_id"]
    return AssetState(
        Status(row[f"{prefix}status"]),
        Readiness(row[f"{prefix}readiness"]),
        Condition(row[f"{prefix}condition"]),
        Grade(grade) if grade else None,
        PlaceId(place) if place else None,
        ContractLineId(holder) if holder else None,
        seq,
        effective_seq,
        before,
    )


class AssetLedger:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[AssetId, Asset] = {}

    def get(self, asset_id: AssetId) -> Asset:
        """Raises UnknownAsset."""
        if asset_id not in self._known:
            self._learn(self._desk.rows(READ_ASSET, id=asset_id))
        return self.get_all([asset_id])[0]

    def get_all(self, asset_ids: Sequence[AssetId]) -> list[Asset]:
        """In the order asked for. Raises UnknownAsset."""
        missing = [asset_id for asset_id in asset_ids if asset_id not in self._known]
        if missing:
            self._learn(self._desk.rows(READ_ASSETS, ids=plain_array(missing)))
        for asset_id in asset_ids:
            if asset_id not in self._known:
                raise UnknownAsset(asset=asset_id)
        return [self._known[asset_id] for asset_id in asset_ids]

    def _learn(self, rows: list[Row]) -> None:
        for row in rows:
            asset = asset_from(row)
            self._known[asset.id] = asset

    def taken_serials(self, serials: Sequence[str]) -> frozenset[str]:
        if not serials:
            return frozenset()
        rows = self._desk.rows(
            "SELECT serial FROM umlauf.asset WHERE serial = ANY(%(serials)s)"
            " UNION SELECT text FROM umlauf.asset_alias WHERE text = ANY(%(serials)s)",
            serials=list(serials),
        )
        return frozenset(row["serial"] for row in rows)

    def add(self, asset: Asset) -> None:
        self._known[asset.id] = asset
        self._desk.write(
            "INSERT INTO umlauf.asset (id, code, variant_id, serial, store_id)"
            " VALUES (%(id)s, %(code)s, %(variant)s, %(serial)s, %(store)s)",
            id=asset.id,
            code=asset.code,
            variant=asset.variant_id,
            serial=asset.serial,
            store=asset.store_id,
        )

    def append(self, asset: Asset, event: AssetEvent) -> None:
        """The database refuses a number that another station used, and every step outside the table."""
        self._known[asset.id] = asset
        state = asset.state
        self._desk.write(
            _APPEND,
            asset_id=asset.id,
            seq=event.seq,
            kind=event.kind,
            effective_at=event.effective_at,
            actor_id=event.actor_id,
            command_id=event.command_id,
            facts=Jsonb(dict(event.facts)),
            status=state.status,
            readiness=state.readiness,
            condition=state.condition,
            grade=state.grade,
            place_id=state.place_id,
            holder=state.holder,
        )

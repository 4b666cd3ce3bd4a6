"""The tree of places, what lies in it, what has no place yet, what is held back and what nobody saw."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from domain.ids import AssetId, PlaceId, ProductId, VariantId
from domain.places.model import PlaceKind, PlaceState
from domain.places.within import insides
from domain.views.depot import HeldRow, PlaceNode, PutAwayRow, ShelfRow, StockRules, UnseenRow
from domain.views.floor_rows import AssetRow, PlaceRow
from domain.views.office_rows import Found
from storage.database import Database, Row
from storage.queries.floor_parts import ASSET_COLUMNS, ASSET_TABLES, STORE, TITLE, asset_row
from storage.queries.office_parts import found
from storage.repositories.base import plain_array
from storage.repositories.places import held_from, place_from

_IN_HOUSE: Final = "('in_stock', 'received', 'to_repair', 'in_repair')"
_TREE: Final = f"""
    SELECT p.id, p.code, p.name, p.kind, p.parent_id, p.state, p.reason, coalesce(a.things, 0) AS things,
        coalesce(h.pieces, 0)::int AS pieces, coalesce(c.number, '') AS counting, s.note, s.taken_at
    FROM umlauf.place p
    LEFT JOIN (SELECT a.place_id, count(*)::int AS things FROM umlauf.asset a WHERE a.place_id IS NOT NULL
        GROUP BY a.place_id) a ON a.place_id = p.id
    LEFT JOIN (SELECT o.place_id, sum(o.on_hand) AS pieces FROM umlauf.supply_on_hand o WHERE o.store_id = {STORE}
        GROUP BY o.place_id) h ON h.place_id = p.id
    LEFT JOIN umlauf.stock_count c ON c.place_id = p.id AND c.stage IN ('open', 'review')
    LEFT JOIN LATERAL (SELECT t.note, t.taken_at FROM umlauf.place_step t
        WHERE t.place_id = p.id AND t.step = 'quarantine' AND p.state = 'blocked' ORDER BY t.n DESC LIMIT 1) s ON true
    WHERE p.store_id = {STORE} ORDER BY p.name, p.code"""  # noqa: S608 - constants only
_THINGS: Final = f"SELECT {ASSET_COLUMNS} FROM {ASSET_TABLES} WHERE a.place_id = ANY(%(ids)s::uuid[])"  # noqa: S608 - constants only
_SHELVES: Final = f"""
    SELECT v.sku, {TITLE} AS title, sum(h.on_hand)::int AS on_hand FROM umlauf.supply_on_hand h
    JOIN umlauf.variant v ON v.id = h.variant_id JOIN umlauf.product g ON g.id = v.product_id
    WHERE h.place_id = ANY(%(ids)s::uuid[]) AND h.on_hand > 0 GROUP BY v.sku, g.name, v.name
    ORDER BY g.name, v.name, v.sku"""  # noqa: S608 - constants only
_HOMELESS: Final = f"""
    SELECT {ASSET_COLUMNS}, e.effective_at AS since FROM {ASSET_TABLES}
    JOIN umlauf.asset_event e ON e.asset_id = a.id AND e.seq = a.effective_seq
    WHERE a.place_id IS NULL AND a.store_id = {STORE} AND a.status IN {_IN_HOUSE}
    ORDER BY e.effective_at, a.code LIMIT %(limit)s"""  # noqa: S608 - constants only
_LIKES: Final = """
    SELECT a.variant_id, a.place_id, count(*) AS n FROM umlauf.asset a
    WHERE a.variant_id = ANY(%(ids)s::uuid[]) AND a.place_id IS NOT NULL AND a.status = 'in_stock'
    GROUP BY a.variant_id, a.place_id ORDER BY n DESC, a.place_id"""
_HELD: Final = f"""
    SELECT {ASSET_COLUMNS}, e.effective_at AS since, e.facts, w.name AS who, coalesce(k.name, '') AS place_held
    FROM {ASSET_TABLES}
    CROSS JOIN LATERAL (SELECT v.effective_at, v.facts, v.actor_id FROM umlauf.asset_event v
        WHERE v.asset_id = a.id AND v.kind = 'quarantined' ORDER BY v.seq DESC LIMIT 1) e
    JOIN umlauf.person w ON w.id = e.actor_id
    LEFT JOIN umlauf.place k ON k.id = (e.facts ->> 'held_place')::uuid
    WHERE a.readiness = 'quarantined' AND a.status IN {_IN_HOUSE}"""  # noqa: S608 - constants only
_UNSEEN: Final = f"""
    SELECT {ASSET_COLUMNS}, e.effective_at AS seen_at FROM {ASSET_TABLES}
    JOIN umlauf.asset_event e ON e.asset_id = a.id AND e.seq = a.seq
    WHERE a.store_id = {STORE} AND a.status IN {_IN_HOUSE} AND e.effective_at < now() - make_interval(days => %(days)s)
    ORDER BY e.effective_at, a.code LIMIT %(limit)s"""  # noqa: S608 - constants only


_PRODUCTS: Final = "SELECT id, name FROM umlauf.product WHERE kind = 'goods' ORDER BY name, id LIMIT 2000"


class DepotPlaces:
    def __init__(self, database: Database) -> None:
        self._database = database

    def rules(self) -> StockRules:
        row = self._database.read_one("SELECT is_blind, unseen_days, may_lift FROM umlauf.stock_rules")
        return StockRules(True, 180, False) if row is None else StockRules(**row)

    def tree(self) -> tuple[PlaceNode, ...]:
        return tree_of(self._database.read(_TREE))

    def products(self) -> tuple[tuple[ProductId, str], ...]:
        rows = self._database.read(_PRODUCTS)
        return tuple((ProductId(row["id"]), row["name"]) for row in rows)

    def things_in(self, place_ids: Sequence[PlaceId], limit: int = 500) -> Found[AssetRow]:
        rows = self._database.read(
            f"{_THINGS} ORDER BY a.code LIMIT %(limit)s", ids=plain_array(place_ids), limit=limit + 1
        )
        return found(rows, limit, asset_row)

    def shelves_in(self, place_ids: Sequence[PlaceId]) -> tuple[ShelfRow, ...]:
        rows = self._database.read(_SHELVES, ids=plain_array(place_ids))
        return tuple(ShelfRow(row["sku"], row["title"], row["on_hand"]) for row in rows)

    def to_put_away(self, limit: int = 200) -> Found[PutAwayRow]:
        """Where most of its kind lie ready, else the next bin that holds nothing; each bin is proposed once."""
        rows = self._database.read(_HOMELESS, limit=limit + 1)
        usable = {node.id: node for node in self.tree() if node.is_usable} if rows else {}
        kinds = self._database.read(_LIKES, ids=plain_array({row["variant_id"] for row in rows})) if usable else []
        likes: dict[VariantId, PlaceNode] = {}
        for each in kinds:
            if each["place_id"] in usable:
                likes.setdefault(each["variant_id"], usable[each["place_id"]])
        empty = iter(
            [node for node in usable.values() if node.kind is PlaceKind.BIN and not node.things and not node.pieces]
        )
        proposed: dict[VariantId, PlaceNode | None] = {}
        for row in rows:
            if row["variant_id"] not in proposed:
                proposed[row["variant_id"]] = likes.get(row["variant_id"]) or next(empty, None)
        return found(rows, limit, lambda row: _put_away(row, proposed))

    def held(self, limit: int = 500) -> Found[HeldRow]:
        rows = self._database.read(
            f"{_HELD} AND a.store_id = {STORE} ORDER BY e.effective_at, a.code LIMIT %(limit)s", limit=limit + 1
        )
        return found(rows, limit, _held)

    def held_why(self, asset_id: AssetId) -> HeldRow | None:
        row = self._database.read_one(f"{_HELD} AND a.id = %(id)s", id=asset_id)
        return None if row is None else _held(row)

    def unseen(self, days: int, limit: int = 500) -> Found[UnseenRow]:
        rows = self._database.read(_UNSEEN, days=days, limit=limit + 1)
        return found(rows, limit, lambda row: UnseenRow(asset_row(row), row["seen_at"]))


def tree_of(rows: Sequence[Row]) -> tuple[PlaceNode, ...]:
    """`rows` by name. What stands in a place that is not there stands right in the store."""
    places = [place_from(row) for row in rows]
    inside = insides(places)
    by_id = {row["id"]: row for row in rows}
    things, pieces = defaultdict[PlaceId, int](int), defaultdict[PlaceId, int](int)
    for place in places:
        for around in inside[place.id]:
            things[around] += by_id[place.id]["things"]
            pieces[around] += by_id[place.id]["pieces"]
    nodes = {}
    for place in places:
        row, chain = by_id[place.id], [each for each in inside[place.id] if each in by_id]
        nodes[place.id] = PlaceNode(
            place.id,
            place.code,
            place.name,
            place.kind,
            place.parent_id,
            place.state,
            tuple(by_id[each]["name"] for each in reversed(chain)),
            row["things"],
            row["pieces"],
            things[place.id],
            pieces[place.id],
            all(by_id[each]["state"] == PlaceState.OPEN for each in chain),
            place.reason,
            row["note"] or "",
            row["taken_at"],
            row["counting"],
        )
    return _in_order(nodes)


def _in_order(nodes: Mapping[PlaceId, PlaceNode]) -> tuple[PlaceNode, ...]:
    children = defaultdict[PlaceId | None, list[PlaceNode]](list)
    for node in nodes.values():
        children[node.parent_id if node.parent_id in nodes else None].append(node)
    ordered: list[PlaceNode] = []
    waiting = list(reversed(children[None]))
    while waiting:
        node = waiting.pop()
        ordered.append(node)
        waiting.extend(reversed(children[node.id]))
    return tuple(ordered)


def _put_away(row: Row, proposed: Mapping[VariantId, PlaceNode | None]) -> PutAwayRow:
    node = proposed.get(row["variant_id"])
    place = None if node is None else PlaceRow(node.id, node.code, node.name)
    return PutAwayRow(asset_row(row), row["since"], place)


def _held(row: Row) -> HeldRow:
    why = held_from(row["facts"], row["since"])
    return HeldRow(
        asset_row(row), why.reason, row["facts"].get("note", ""), row["since"], row["who"], row["place_held"]
    )

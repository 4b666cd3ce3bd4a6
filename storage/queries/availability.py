"""Promises as the office sees them: one question for the facts of all kinds on a page."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from domain.application import Seat
from domain.availability.forecast import Forecast, Reason, forecast_of
from domain.catalog.model import UnknownVariant
from domain.clock import Clock, today
from domain.ids import ContractId, CustomerId, VariantId
from domain.settings.availability import AvailabilitySettings
from domain.views.availability import (
    Earliest,
    KindPage,
    KindRow,
    OverbookingRow,
    PromiseRow,
    ReservationRow,
    WaitingRow,
)
from storage.database import Database, Row
from storage.queries.availability_facts import FACTS, SUMMED, facts_of
from storage.queries.availability_promises import promises_in, promises_of
from storage.queries.office_parts import NAME, id_or_number
from storage.repositories.availability import expectation_from, reservation_from, waiting_from
from storage.repositories.base import plain_array
from storage.repositories.settings import AVAILABILITY, availability_from

_STORE: Final = (
    "SELECT e.store_id, l.seat, (SELECT value FROM umlauf.setting WHERE name = %(name)s) AS settings"
    " FROM umlauf.principal l JOIN umlauf.person e ON e.id = l.person_id WHERE l.login = session_user"
)
_TITLE: Final = "p.name || CASE v.name WHEN '' THEN '' ELSE ' · ' || v.name END"
_KINDS: Final = f"""
    SELECT v.id, v.sku, {_TITLE} AS title, p.category, (SELECT count(*)::int FROM umlauf.waiting_place w
        WHERE w.variant_id = v.id AND w.store_id = %(store)s AND w.status = 'waiting') AS waiting
    FROM umlauf.variant v JOIN umlauf.product p ON p.id = v.product_id
    WHERE p.kind = 'goods' AND NOT EXISTS (SELECT FROM umlauf.bundle_item b WHERE b.bundle_id = v.id)"""  # noqa: S608 - constants only
_PARTS: Final = f"""
    SELECT w.id AS wanted_id, v.id, {_TITLE} AS title, p.category, coalesce(b.quantity, 1) AS each
    FROM unnest(%(ids)s::uuid[]) AS w(id) LEFT JOIN umlauf.bundle_item b ON b.bundle_id = w.id
    JOIN umlauf.variant v ON v.id = coalesce(b.item_id, w.id) JOIN umlauf.product p ON p.id = v.product_id
    WHERE p.kind = 'goods'"""  # noqa: S608 - constants only
_WHOSE: Final = (
    " JOIN umlauf.customer c ON c.id = x.customer_id JOIN umlauf.customer_personal p ON p.customer_id = c.id"
)
_RESERVATIONS: Final = (
    f"SELECT x.*, c.number AS customer_number, {NAME} AS customer FROM umlauf.reservation x{_WHOSE}"  # noqa: S608 - constants only
    " WHERE x.variant_id = %(id)s AND x.store_id = %(store)s AND x.status = 'held' ORDER BY x.from_on, x.id LIMIT 200"
)
_WAITING: Final = (
    f"SELECT x.*, c.number AS customer_number, {NAME} AS customer FROM umlauf.waiting_place x{_WHOSE}"  # noqa: S608 - constants only
    " WHERE x.variant_id = %(id)s AND x.store_id = %(store)s AND x.status IN ('waiting', 'offered')"
    " ORDER BY x.joined_at, x.id LIMIT 200"
)
_EXPECTED: Final = (
    "SELECT * FROM umlauf.expected_receipt WHERE variant_id = %(id)s AND store_id = %(store)s AND quantity > 0"
    " ORDER BY expected_on, id LIMIT 200"
)
_OVERBOOKED: Final = (
    "SELECT o.missing, o.from_on, o.because, e.name AS who FROM umlauf.overbooking o"
    " JOIN umlauf.person e ON e.id = o.noted_by WHERE o.variant_id = %(id)s AND o.store_id = %(store)s"
    " ORDER BY o.noted_at DESC LIMIT 20"
)
_UTILISATION: Final = """
    WITH span AS (SELECT %(now)s::timestamptz - interval '90 days' AS since, %(now)s::timestamptz AS until),
    ours AS (
        SELECT a.id, greatest(b.effective_at, span.since) AS since,
            CASE WHEN a.status IN ('sold', 'lost', 'stolen', 'retired') THEN least(e.effective_at, span.until)
                ELSE span.until END AS until
        FROM umlauf.asset a CROSS JOIN span
        JOIN umlauf.asset_event b ON b.asset_id = a.id AND b.seq = 1
        JOIN umlauf.asset_event e ON e.asset_id = a.id AND e.seq = a.seq
        WHERE a.variant_id = %(id)s AND a.store_id = %(store)s)
    SELECT coalesce(sum(extract(epoch FROM ours.until - ours.since)) FILTER (WHERE ours.until > ours.since), 0)
            AS owned,
        coalesce(sum(out.seconds), 0) AS out
    FROM ours LEFT JOIN LATERAL (
        SELECT sum(extract(epoch FROM least(coalesce(upper(g.during), ours.until), ours.until)
            - greatest(lower(g.during), ours.since))) AS seconds
        FROM umlauf.assignment g WHERE g.asset_id = ours.id
            AND g.during && tstzrange(ours.since, greatest(ours.since, ours.until))
    ) out ON ours.until > ours.since"""


class Availability:
    """`domain.views.availability.AvailabilityQuestions`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def kinds(self, text: str, limit: int = 200) -> tuple[KindRow, ...]:
        store, settings = self._house()
        rows = self._database.read(
            f"{_KINDS} AND ({_TITLE} || ' ' || v.sku) ILIKE %(like)s ORDER BY p.name, v.name, v.sku LIMIT %(limit)s",
            store=store,
            like=f"%{_plain(text)}%",
            limit=limit,
        )
        forecasts = self._forecasts(rows, store, settings)
        return tuple(_kind(row, forecasts[row["id"]]) for row in rows)

    def kind(self, ref: str) -> KindPage:
        """Raises UnknownVariant."""
        store, settings = self._house()
        rows = self._database.read(f"{_KINDS} AND (v.id = %(id)s OR v.sku = %(number)s)", store=store, **id_or_sku(ref))
        if not rows:
            raise UnknownVariant(variant=ref)
        known, read = {"id": rows[0]["id"], "store": store}, self._database.read
        forecast = self._forecasts(rows, store, settings, FACTS)[rows[0]["id"]]
        return KindPage(
            _kind(rows[0], forecast),
            forecast,
            tuple(
                ReservationRow(reservation_from(row), row["customer"], row["customer_number"])
                for row in read(_RESERVATIONS, **known)
            ),
            _waiting(read(_WAITING, **known)),
            tuple(expectation_from(row) for row in read(_EXPECTED, **known)),
            tuple(
                OverbookingRow(row["missing"], row["from_on"], row["because"], row["who"])
                for row in read(_OVERBOOKED, **known)
            ),
            _part(read(_UTILISATION, now=self._clock.now(), **known)[0]),
            settings.weeks,
            settings.hold_days,
        )

    def earliest(self, wanted: Sequence[tuple[VariantId, int]], on: date | None = None) -> Earliest:
        [house] = self._database.read(_STORE, name=AVAILABILITY)
        store, settings = house["store_id"], availability_from(house["settings"])
        asked = Counter[VariantId]()
        for variant_id, quantity in wanted:
            asked[variant_id] += quantity
        rows = self._database.read(_PARTS, ids=plain_array(asked))
        needed = Counter[VariantId]()
        for row in rows:
            needed[VariantId(row["id"])] += row["each"] * asked[VariantId(row["wanted_id"])]
        forecasts = self._forecasts(rows, store, settings)
        now = today(self._clock)
        day, missing, titles = max(on or now, now), [], {VariantId(row["id"]): row["title"] for row in rows}
        found: date | None = now
        for variant_id, quantity in needed.items():
            free = forecasts[variant_id].free(day)
            if free < quantity:
                missing.append((titles[variant_id], quantity - max(free, 0)))
            found = None if found is None else forecasts[variant_id].first_day(quantity, found)
        may_overbook = settings.may_overbook(Seat(house["seat"]))
        return Earliest(found, tuple(missing), may_overbook, settings.backorders)

    def of_customer(self, customer_id: CustomerId) -> tuple[PromiseRow, ...]:
        return promises_of(self._database, customer_id)

    def of_contract(self, contract_id: ContractId) -> tuple[PromiseRow, ...]:
        return promises_in(self._database, contract_id)

    def _house(self) -> tuple[object, AvailabilitySettings]:
        [row] = self._database.read(_STORE, name=AVAILABILITY)
        return row["store_id"], availability_from(row["settings"])

    def _forecasts(
        self, rows: Sequence[Row], store: object, settings: AvailabilitySettings, facts_sql: str = SUMMED
    ) -> dict[VariantId, Forecast]:
        categories = {VariantId(row["id"]): row["category"] for row in rows}
        day = today(self._clock)
        facts = facts_of(self._database.read, categories, store, day, facts_sql)
        return {
            variant_id: forecast_of(facts.get(variant_id, ()), category, settings, day)
            for variant_id, category in categories.items()
        }


def id_or_sku(ref: str) -> dict[str, object]:
    """As numbers of papers are told apart from ids."""
    return {**id_or_number(ref), "number": ref.strip()}


def _plain(text: str) -> str:
    """As it is looked for: no wildcards of a pattern."""
    return text.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _kind(row: Row, forecast: Forecast) -> KindRow:
    lowest_on, lowest = forecast.lowest()
    reserved = -sum(entry.count for entry in forecast.entries if entry.reason is Reason.RESERVATION)
    return KindRow(
        VariantId(row["id"]),
        row["sku"],
        row["title"],
        forecast.on(forecast.today),
        forecast.first_day(1, forecast.today),
        lowest_on,
        lowest,
        reserved,
        row["waiting"],
    )


def _waiting(rows: Sequence[Row]) -> tuple[WaitingRow, ...]:
    found: list[WaitingRow] = []
    position = 0
    for row in rows:
        place = waiting_from(row)
        is_waiting = place.offer_until is None
        position += is_waiting
        found.append(WaitingRow(place, position if is_waiting else None, row["customer"], row["customer_number"]))
    return tuple(found)


def _part(row: Row) -> Decimal | None:
    owned = Decimal(row["owned"])
    return None if owned <= 0 else (Decimal(row["out"]) / owned).quantize(Decimal("0.001"))

"""The owner's steps, and which of them each customer has: each a row, the newest counts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from psycopg.types.json import Jsonb

from domain.contracts.status import OVER, RUNNING
from domain.ids import ContractId, CustomerId
from domain.loyalty.book import KeptTiers
from domain.loyalty.tier_discounts import paid_months
from domain.loyalty.tiers import Standing, Tier, TierProgramme
from domain.money import Currency, Money
from storage.codec import make_converter
from storage.database import Database, Row
from storage.repositories.base import Desk
from storage.repositories.contracts import CONTRACT_LINES, contracts_from
from storage.repositories.kept_settings import keep_setting

Read = Callable[..., list[Row]]

_CONVERTER: Final = make_converter()
TIERS: Final = "tiers"
_VALUE: Final = (
    "SELECT s.value, coalesce((SELECT max(version) FROM umlauf.setting_change WHERE area = %(name)s), 0) AS version"
    " FROM (SELECT 1) one LEFT JOIN umlauf.setting s ON s.name = %(name)s"
)
_STANDING: Final = "SELECT * FROM umlauf.customer_tier WHERE customer_id = %(id)s ORDER BY n DESC LIMIT 1"
_TURNOVER: Final = (
    "SELECT coalesce(sum(CASE i.kind WHEN 'credit_note' THEN -1 ELSE 1 END * (l.net_minor + l.vat_minor)), 0)::bigint"
    " AS minor FROM umlauf.invoice i JOIN umlauf.invoice_line l ON l.invoice_id = i.id"
    " WHERE i.customer_id = %(id)s AND i.currency = %(currency)s AND l.vat_reason <> 'deposit'"
)
_LIVE: Final = (
    "SELECT id FROM umlauf.contract WHERE customer_id = %(id)s AND status <> ALL(%(over)s)"
    " ORDER BY start_on NULLS LAST, number"
)
_RUNNING: Final = [str(each) for each in RUNNING]
_CONTRACTS: Final = (
    "SELECT * FROM umlauf.contract WHERE customer_id = ANY(%(ids)s::uuid[]) AND status = ANY(%(running)s)"
    " ORDER BY customer_id, number"
)


def programme_of(stored: Mapping[str, Any] | None) -> TierProgramme:
    return TierProgramme() if not stored else _CONVERTER.structure(stored, TierProgramme)


def standing_from(row: Row) -> Standing:
    tier = None if row["tier"] is None else _CONVERTER.structure(row["tier"], Tier)
    return Standing(CustomerId(row["customer_id"]), row["n"], tier, row["from_on"], row["reason"], row["is_by_hand"])


class TierReader:
    """`read` of a unit, or of a database."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def tiers(self) -> KeptTiers:
        [row] = self._read(_VALUE, name=TIERS)
        return KeptTiers(programme_of(row["value"]), row["version"])

    def standing(self, customer_id: CustomerId) -> Standing | None:
        rows = self._read(_STANDING, id=customer_id)
        return standing_from(rows[0]) if rows else None

    def turnover(self, customer_id: CustomerId, currency: Currency) -> Money:
        [row] = self._read(_TURNOVER, id=customer_id, currency=currency)
        return Money(row["minor"], currency)


class TierFile(TierReader):
    """With what commands write."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.rows)
        self._desk = desk

    def live_contracts(self, customer_id: CustomerId) -> list[ContractId]:
        rows = self._desk.rows(_LIVE, id=customer_id, over=[str(each) for each in OVER])
        return [ContractId(row["id"]) for row in rows]

    def steps_had(self, customer_id: CustomerId) -> frozenset[str]:
        sql = "SELECT tier ->> 'name' AS name FROM umlauf.customer_tier WHERE customer_id = %(id)s AND tier IS NOT NULL"
        return frozenset(row["name"] for row in self._desk.rows(sql, id=customer_id))

    def save_tiers(self, before: KeptTiers, after: TierProgramme, reason: str) -> None:
        was, now = _CONVERTER.unstructure(before.value), _CONVERTER.unstructure(after)
        keep_setting(self._desk, TIERS, before.version, was, now, reason=reason)

    def add_standing(self, standing: Standing) -> None:
        """Its number is the key, so of two at a time the later gets Conflict."""
        tier = None if standing.tier is None else Jsonb(_CONVERTER.unstructure(standing.tier))
        self._desk.write(
            "INSERT INTO umlauf.customer_tier (customer_id, n, tier, from_on, is_by_hand, reason, given_by)"
            " VALUES (%(customer)s, %(n)s, %(tier)s, %(on)s, %(hand)s, %(reason)s, %(by)s)",
            customer=standing.customer_id,
            n=standing.n,
            tier=tier,
            on=standing.from_on,
            hand=standing.is_by_hand,
            reason=standing.reason,
            by=self._desk.context.actor_id,
        )


def most_paid_months(database: Database, customer_ids: Sequence[CustomerId], day: date) -> dict[CustomerId, int]:
    """The most paid months of one contract: calendar months alone would count pauses."""
    rows = database.read(_CONTRACTS, ids=list(customer_ids), running=_RUNNING)
    if not rows:
        return {}
    lines = database.read(CONTRACT_LINES, ids=[row["id"] for row in rows])
    most: dict[CustomerId, int] = {}
    for contract in contracts_from(rows, lines):
        most[contract.customer_id] = max(most.get(contract.customer_id, 0), paid_months(contract, day))
    return most

"""Repair orders for screens: lists, one order with its steps and work, and its money where the login may read it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from domain.assets.status import OUT as WITH_CUSTOMERS
from domain.assets.status import Status
from domain.ids import AssetId, ContractId
from domain.money import EUR, Currency, Money
from domain.refurbishment.hint import Hint, hint_for
from domain.refurbishment.repairs import (
    OVER,
    CostKind,
    Origin,
    RepairCost,
    RepairId,
    RepairStage,
    RepairStep,
    UnknownRepair,
)
from domain.views.office_rows import Found
from domain.views.repairs import RepairFilter, RepairMoney, RepairPage, RepairRow, RepairStepRow
from storage.database import Database, Row
from storage.queries.floor_money import Earnings
from storage.queries.floor_parts import TITLE
from storage.queries.office_parts import found, id_or_number, like

_LIMIT: Final = 200
_ROWS: Final = f"""
    SELECT r.*, a.code AS asset_code, a.status AS asset_status, {TITLE} AS title,
        coalesce(h.customer_name, '') AS customer, coalesce(h.contract_number, '') AS contract
    FROM umlauf.repair r JOIN umlauf.asset a ON a.id = r.asset_id
    JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product g ON g.id = v.product_id
    LEFT JOIN LATERAL (
        SELECT d.customer_name, d.contract_number FROM umlauf.asset_holder d
        WHERE d.asset_id = r.asset_id AND d.contract_line_id = r.contract_line_id LIMIT 1
    ) h ON true"""  # noqa: S608 - constants only
_CHOICES: Final = {
    RepairFilter.OPEN: "r.stage NOT IN ('passed', 'failed', 'called_off')",
    RepairFilter.LATE: "r.stage NOT IN ('passed', 'failed', 'called_off') AND r.expected_on < %(day)s",
    RepairFilter.AWAY: "r.stage IN ('at_workshop', 'at_supplier')",
    RepairFilter.ALL: "true",
}
_STEPS: Final = """
    SELECT s.step, s.effective_at, s.facts, p.name AS person FROM umlauf.repair_step s
    JOIN umlauf.person p ON p.id = s.actor_id WHERE s.repair_id = %(id)s ORDER BY s.n DESC"""
_WORK: Final = f"""
    SELECT f.id, coalesce(f.minutes, 0) AS minutes, coalesce((
        SELECT json_agg(json_build_array({TITLE}, p.quantity) ORDER BY {TITLE}) FROM umlauf.refurbishment_part p
        JOIN umlauf.variant v ON v.id = p.variant_id JOIN umlauf.product g ON g.id = v.product_id
        WHERE p.refurbishment_id = f.id), '[]') AS parts
    FROM umlauf.repair_step s JOIN umlauf.refurbishment f ON f.finished_by = s.command_id
    WHERE s.repair_id = %(id)s AND s.step IN ('pass', 'fail')"""  # noqa: S608 - constants only
_WORK_OF: Final = """
    SELECT s.repair_id, sum(coalesce(f.minutes, 0))::integer AS minutes FROM umlauf.repair_step s
    JOIN umlauf.refurbishment f ON f.finished_by = s.command_id
    WHERE s.repair_id = ANY(%(ids)s::uuid[]) AND s.step IN ('pass', 'fail') GROUP BY s.repair_id"""
_COST_OF: Final = """
    SELECT c.id, sum(c.minor)::bigint AS cost FROM (
        SELECT s.repair_id AS id, k.labour_minor + k.parts_minor AS minor FROM umlauf.repair_step s
        JOIN umlauf.refurbishment f ON f.finished_by = s.command_id
        JOIN umlauf.refurbishment_cost k ON k.refurbishment_id = f.id
        WHERE s.repair_id = ANY(%(ids)s::uuid[]) AND s.step IN ('pass', 'fail')
        UNION ALL
        SELECT m.repair_id, CASE m.kind WHEN 'supplier_credit' THEN -m.amount_minor ELSE m.amount_minor END
        FROM umlauf.repair_money m WHERE m.repair_id = ANY(%(ids)s::uuid[])
    ) c GROUP BY c.id"""
_LOAN: Final = """
    SELECT coalesce((SELECT n.code FROM umlauf.asset n WHERE n.id = l.asset_id), s.number) AS loan
    FROM umlauf.repair_step t JOIN umlauf.shipment s ON s.number = t.facts ->> 'shipment'
    JOIN umlauf.shipment_line l ON l.shipment_id = s.id
    WHERE t.repair_id = %(id)s AND t.step = 'lend' AND s.status <> 'cancelled' ORDER BY t.n DESC LIMIT 1"""
_COMING: Final = """
    SELECT o.number FROM umlauf.return_line l JOIN umlauf.return_case o ON o.id = l.return_id
    JOIN umlauf.asset a ON a.id = l.asset_id AND a.status = 'due_back'
    WHERE l.asset_id = %(asset)s AND l.received_at IS NULL AND o.withdrawn_on IS NULL ORDER BY o.id DESC LIMIT 1"""
_MONEY: Final = "SELECT * FROM umlauf.repair_money WHERE repair_id = %(id)s ORDER BY booked_on, id"
_WORK_COST: Final = (
    "SELECT coalesce(sum(labour_minor + parts_minor), 0)::bigint AS cost FROM umlauf.refurbishment_cost"
    " WHERE refurbishment_id = ANY(%(ids)s::uuid[])"
)
_REPORTED: Final = (
    "SELECT reported_on FROM umlauf.repair WHERE asset_id = %(asset)s AND stage <> 'called_off' ORDER BY id"
)


class RepairShelf:
    """`RepairShelf(database)`; on the thread of its database. `day`: today."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._earnings = Earnings(database)

    def list(self, words: str, choice: RepairFilter, day: date) -> Found[RepairRow]:
        rows = self._database.read(
            f"{_ROWS} WHERE {_CHOICES[choice]} AND (%(like)s = '' OR concat_ws(' ', r.number, a.code, a.serial, g.name,"
            " h.customer_name, h.contract_number, r.problem) ILIKE %(like)s)"
            " ORDER BY r.stage IN ('passed', 'failed', 'called_off'), r.expected_on NULLS LAST, r.reported_on, r.id"
            " LIMIT %(limit)s",
            day=day,
            like=like(words) if words else "",
            limit=_LIMIT + 1,
        )
        return found(rows, _LIMIT, lambda row: _row(row, day))

    def of_asset(self, asset_id: AssetId, day: date) -> tuple[RepairRow, ...]:
        rows = self._database.read(f"{_ROWS} WHERE r.asset_id = %(id)s ORDER BY r.id DESC LIMIT 20", id=asset_id)
        work = {row["repair_id"]: row for row in self._database.read(_WORK_OF, ids=[row["id"] for row in rows])}
        costs = self._costs([row["id"] for row in rows]) if self._earnings.may_read() else None
        found = []
        for row in rows:
            minutes = work[row["id"]]["minutes"] if row["id"] in work else 0
            cost = None if costs is None else Money(costs.get(row["id"], 0), EUR)
            found.append(replace(_row(row, day), minutes=minutes, cost=cost))
        return tuple(found)

    def _costs(self, ids: Sequence[UUID]) -> Mapping[UUID, int]:
        """Our work and parts, and what others asked for, by order."""
        return {row["id"]: row["cost"] for row in self._database.read(_COST_OF, ids=ids)}

    def page(self, ref: str, day: date) -> RepairPage:
        """Raises UnknownRepair."""
        row = self._database.read_one(f"{_ROWS} WHERE r.id = %(id)s OR r.number = %(number)s", **id_or_number(ref))
        if row is None:
            raise UnknownRepair(repair=ref)
        steps = self._database.read(_STEPS, id=row["id"])
        work = self._database.read(_WORK, id=row["id"])
        loan = self._database.read_one(_LOAN, id=row["id"])
        coming = self._database.read_one(_COMING, asset=row["asset_id"])
        parts = tuple((title, quantity) for each in work for title, quantity in each["parts"])
        return RepairPage(
            _row(row, day),
            tuple(RepairStepRow(RepairStep(s["step"]), s["effective_at"], s["person"], s["facts"]) for s in steps),
            sum(each["minutes"] for each in work),
            parts,
            loan["loan"] if loan else "",
            Status(row["asset_status"]) in (Status.TO_REPAIR, Status.IN_REPAIR),
            Status(row["asset_status"]) in WITH_CUSTOMERS,
            self._money(row, [each["id"] for each in work]) if self._earnings.may_read() else None,
            self._hint(AssetId(row["asset_id"]), day),
            coming["number"] if coming else "",
        )

    def _money(self, row: Row, work: Sequence[UUID]) -> RepairMoney:
        costs = tuple(_cost(each) for each in self._database.read(_MONEY, id=row["id"]))
        ours = self._database.read_one(_WORK_COST, ids=work) or {"cost": 0}
        booked = sum(-c.amount.minor if c.kind is CostKind.SUPPLIER_CREDIT else c.amount.minor for c in costs)
        return RepairMoney(Money(ours["cost"], EUR), costs, Money(ours["cost"] + booked, EUR))

    def _hint(self, asset_id: AssetId, day: date) -> Hint | None:
        reported = [row["reported_on"] for row in self._database.read(_REPORTED, asset=asset_id)]
        money = self._earnings.of(asset_id)
        if money is None:
            return hint_for(reported, day)
        return hint_for(reported, day, money.repair_cost, money.acquired)


def _row(row: Row, day: date) -> RepairRow:
    stage, expected = RepairStage(row["stage"]), row["expected_on"]
    is_late = expected is not None and stage not in OVER and expected < day
    contract = row["contract_id"]
    return RepairRow(
        RepairId(row["id"]),
        row["number"],
        AssetId(row["asset_id"]),
        row["asset_code"],
        row["title"],
        stage,
        Origin(row["origin"]),
        row["problem"],
        row["reported_on"],
        expected,
        None if contract is None else ContractId(contract),
        row["contract"],
        row["customer"],
        (day - expected).days if is_late else 0,
    )


def _cost(row: Row) -> RepairCost:
    amount = Money(row["amount_minor"], Currency(row["currency"]))
    return RepairCost(CostKind(row["kind"]), amount, row["booked_on"], row["supplier"], row["reference"])

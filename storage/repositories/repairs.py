"""Repair orders: the order, its steps and its money."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from domain.ids import AssetId, ContractId, ContractLineId
from domain.refurbishment.repairs import (
    Origin,
    Repair,
    RepairCost,
    RepairId,
    RepairStage,
    RepairStep,
    RepairStepTaken,
    UnknownRepair,
)
from storage.database import Row
from storage.repositories.base import Desk
from storage.repositories.steps import write_steps

STEPS: Final = "SELECT * FROM umlauf.repair_step WHERE repair_id = ANY(%(ids)s::uuid[]) ORDER BY repair_id, n"
_OPEN: Final = "stage NOT IN ('passed', 'failed', 'called_off')"
_LENT: Final = (
    "SELECT l.replaces_asset_id FROM umlauf.shipment_line l JOIN umlauf.shipment s ON s.id = l.shipment_id"
    " JOIN umlauf.assignment g ON g.asset_id = l.asset_id AND g.contract_line_id = l.contract_line_id"
    " AND upper_inf(g.during) WHERE l.asset_id = %(id)s AND s.cause = 'loan' AND s.dispatched_at IS NOT NULL"
    " AND lower(g.during) = s.dispatched_at LIMIT 1"
)


def repairs_from(rows: Sequence[Row], steps: Sequence[Row]) -> list[Repair]:
    """In the order of `rows`."""
    steps_of = defaultdict[object, list[Row]](list)
    for step in steps:
        steps_of[step["repair_id"]].append(step)
    return [_repair(row, steps_of[row["id"]]) for row in rows]


def _repair(row: Row, steps: list[Row]) -> Repair:
    contract, line = row["contract_id"], row["contract_line_id"]
    return Repair(
        RepairId(row["id"]),
        row["number"],
        AssetId(row["asset_id"]),
        Origin(row["origin"]),
        row["problem"],
        row["reported_on"],
        None if contract is None else ContractId(contract),
        None if line is None else ContractLineId(line),
        row["expected_on"],
        tuple(
            RepairStepTaken(RepairStep(s["step"]), RepairStage(s["stage"]), s["facts"], s["effective_at"])
            for s in steps
        ),
    )


class RepairFile:
    """`domain.refurbishment.repairs.Repairs`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self, repair_id: RepairId) -> Repair:
        """Locks it until the command is done. Raises UnknownRepair."""
        found = self._read("WHERE id = %(id)s FOR UPDATE", id=repair_id)
        if not found:
            raise UnknownRepair(repair=repair_id)
        return found[0]

    def open_for(self, asset_id: AssetId) -> Repair | None:
        found = self._read(f"WHERE asset_id = %(id)s AND {_OPEN} FOR UPDATE", id=asset_id)
        return found[0] if found else None

    def last_of(self, asset_id: AssetId) -> Repair | None:
        found = self._read("WHERE asset_id = %(id)s ORDER BY id DESC LIMIT 1", id=asset_id)
        return found[0] if found else None

    def lent(self, asset_id: AssetId) -> AssetId | None:
        rows = self._desk.rows(_LENT, id=asset_id)
        return AssetId(rows[0]["replaces_asset_id"]) if rows and rows[0]["replaces_asset_id"] else None

    def add(self, repair: Repair) -> None:
        self._desk.write(
            "INSERT INTO umlauf.repair (id, number, store_id, asset_id, origin, problem, reported_on, contract_id,"
            " contract_line_id, stage, expected_on) VALUES (%(id)s, %(number)s, %(store)s, %(asset)s, %(origin)s,"
            " %(problem)s, %(on)s, %(contract)s, %(line)s, %(stage)s, %(expected)s)",
            id=repair.id,
            number=repair.number,
            store=self._desk.context.store_id,
            asset=repair.asset_id,
            origin=repair.origin,
            problem=repair.problem,
            on=repair.reported_on,
            contract=repair.contract_id,
            line=repair.contract_line_id,
            stage=repair.stage,
            expected=repair.expected_on,
        )
        write_steps(self._desk, "repair", repair.id, repair.steps)

    def save(self, repair: Repair) -> None:
        self._desk.write(
            "UPDATE umlauf.repair SET stage = %(stage)s, expected_on = %(expected)s WHERE id = %(id)s",
            id=repair.id,
            stage=repair.stage,
            expected=repair.expected_on,
        )
        write_steps(self._desk, "repair", repair.id, repair.steps)

    def add_cost(self, repair: Repair, cost: RepairCost) -> None:
        self._desk.write(
            "INSERT INTO umlauf.repair_money (id, repair_id, asset_id, kind, amount_minor, currency, booked_on,"
            " supplier, reference, command_id) VALUES (%(id)s, %(repair)s, %(asset)s, %(kind)s, %(amount)s,"
            " %(currency)s, %(on)s, %(supplier)s, %(reference)s, %(command)s)",
            id=self._desk.new_id(),
            repair=repair.id,
            asset=repair.asset_id,
            kind=cost.kind,
            amount=cost.amount.minor,
            currency=cost.amount.currency,
            on=cost.booked_on,
            supplier=cost.supplier,
            reference=cost.reference,
            command=self._desk.context.command_id,
        )

    def _read(self, condition: str, **values: object) -> list[Repair]:
        rows = self._desk.rows(f"SELECT * FROM umlauf.repair {condition}", **values)  # noqa: S608 - constants only
        ids = [row["id"] for row in rows]
        return repairs_from(rows, self._desk.rows(STEPS, ids=ids)) if ids else []

"""Which contract line holds which asset when."""

from datetime import datetime

from domain.ids import AssetId, ContractId, ContractLineId, CustomerId
from domain.ports import Holding
from domain.returns.model import NotOut
from storage.repositories.base import Desk


class AssignmentBook:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open(self, asset_id: AssetId, contract_line_id: ContractLineId, since: datetime) -> None:
        self._desk.write(
            "INSERT INTO umlauf.assignment (id, asset_id, contract_line_id, during)"
            " VALUES (%(id)s, %(asset)s, %(line)s, tstzrange(%(since)s, NULL))",
            id=self._desk.new_id(),
            asset=asset_id,
            line=contract_line_id,
            since=since,
        )

    def close(self, asset_id: AssetId, until: datetime) -> None:
        """An end that lies before the start (a clock that was set back) closes a moment after the start."""
        self._desk.write(
            "UPDATE umlauf.assignment SET during = tstzrange(lower(during),"
            " greatest(%(until)s, lower(during) + interval '1 millisecond'))"
            " WHERE asset_id = %(asset)s AND upper_inf(during)",
            asset=asset_id,
            until=until,
        )

    def holding(self, asset_id: AssetId) -> Holding:
        """Raises NotOut."""
        rows = self._desk.rows(
            "SELECT contract_line_id, contract_id, customer_id FROM umlauf.asset_holder"
            " WHERE asset_id = %(asset)s AND upper_inf(during)",
            asset=asset_id,
        )
        if not rows:
            raise NotOut(asset=asset_id, status="")
        row = rows[0]
        return Holding(
            ContractLineId(row["contract_line_id"]), ContractId(row["contract_id"]), CustomerId(row["customer_id"])
        )

    def still_out(self, contract_id: ContractId) -> int:
        return len(self.assets_of(contract_id))

    def assets_of(self, contract_id: ContractId) -> list[tuple[AssetId, ContractLineId]]:
        rows = self._desk.rows(
            "SELECT a.asset_id, a.contract_line_id FROM umlauf.assignment a"
            " JOIN umlauf.contract_line l ON l.id = a.contract_line_id"
            " WHERE l.contract_id = %(contract)s AND upper_inf(a.during) ORDER BY l.position, a.asset_id",
            contract=contract_id,
        )
        return [(AssetId(row["asset_id"]), ContractLineId(row["contract_line_id"])) for row in rows]

    def served(self, contract_id: ContractId) -> frozenset[ContractLineId]:
        rows = self._desk.rows(
            "SELECT DISTINCT a.contract_line_id FROM umlauf.assignment a"
            " JOIN umlauf.contract_line l ON l.id = a.contract_line_id WHERE l.contract_id = %(contract)s",
            contract=contract_id,
        )
        return frozenset(ContractLineId(row["contract_line_id"]) for row in rows)

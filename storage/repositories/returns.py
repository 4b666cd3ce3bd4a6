"""Returns, announced or not."""

from domain.assets.status import Condition, Grade
from domain.ids import AssetId, ContractId, ContractLineId, CustomerId, ReturnId
from domain.returns.model import Purpose, Return, ReturnLine
from storage.database import Row
from storage.repositories.base import Desk


def return_from(row: Row, lines: list[Row]) -> Return:
    return Return(
        ReturnId(row["id"]),
        row["number"],
        CustomerId(row["customer_id"]),
        ContractId(row["contract_id"]),
        row["announced_on"],
        row["return_until"],
        row["is_announced"],
        row["reason"],
        tuple(_line(line) for line in lines),
        Purpose(row["purpose"]),
        row["withdrawn_on"],
    )


def _line(row: Row) -> ReturnLine:
    return ReturnLine(
        AssetId(row["asset_id"]),
        ContractLineId(row["contract_line_id"]),
        row["received_at"],
        Condition(row["condition"]) if row["condition"] else None,
        Grade(row["grade"]) if row["grade"] else None,
    )


class ReturnFile:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open_for(self, asset_id: AssetId) -> Return | None:
        rows = self._desk.rows(
            "SELECT c.* FROM umlauf.return_case c JOIN umlauf.return_line l ON l.return_id = c.id"
            " WHERE l.asset_id = %(asset)s AND l.received_at IS NULL AND c.withdrawn_on IS NULL"
            " ORDER BY c.announced_on DESC, c.id DESC LIMIT 1",
            asset=asset_id,
        )
        return self._with_lines(rows[0]) if rows else None

    def of_contract(self, contract_id: ContractId) -> list[Return]:
        rows = self._desk.rows(
            "SELECT * FROM umlauf.return_case WHERE contract_id = %(contract)s AND withdrawn_on IS NULL"
            " ORDER BY announced_on, id",
            contract=contract_id,
        )
        return [self._with_lines(row) for row in rows]

    def _with_lines(self, row: Row) -> Return:
        lines = self._desk.rows(
            "SELECT * FROM umlauf.return_line WHERE return_id = %(id)s ORDER BY asset_id", id=row["id"]
        )
        return return_from(row, lines)

    def add(self, case: Return) -> None:
        self._desk.write(
            "INSERT INTO umlauf.return_case (id, number, customer_id, contract_id, announced_on, return_until,"
            " is_announced, reason, purpose) VALUES (%(id)s, %(number)s, %(customer)s, %(contract)s, %(on)s, %(until)s,"
            " %(announced)s, %(reason)s, %(purpose)s)",
            id=case.id,
            number=case.number,
            customer=case.customer_id,
            contract=case.contract_id,
            on=case.announced_on,
            until=case.return_until,
            announced=case.is_announced,
            reason=case.reason,
            purpose=case.purpose,
        )
        for line in case.lines:
            self._desk.write(
                "INSERT INTO umlauf.return_line (return_id, asset_id, contract_line_id)"
                " VALUES (%(case)s, %(asset)s, %(line)s)",
                case=case.id,
                asset=line.asset_id,
                line=line.contract_line_id,
            )

    def save(self, case: Return) -> None:
        for line in case.lines:
            self._desk.write(
                "UPDATE umlauf.return_line SET received_at = %(at)s, condition = %(condition)s, grade = %(grade)s"
                " WHERE return_id = %(case)s AND asset_id = %(asset)s AND received_at IS NULL",
                case=case.id,
                asset=line.asset_id,
                at=line.received_at,
                condition=line.condition,
                grade=line.grade,
            )

    def withdraw(self, case: Return) -> None:
        self._desk.write(
            "UPDATE umlauf.return_case SET withdrawn_on = %(on)s WHERE id = %(id)s", id=case.id, on=case.withdrawn_on
        )

"""Returns, announced or not: the case, its lines and its steps; damage and claims beside them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from psycopg.types.json import Jsonb

from domain.assets.status import Condition, Grade
from domain.contracts.charge_once import ChargedItem
from domain.ids import AssetId, ContractId, ContractLineId, CustomerId, ReturnId
from domain.returns.claims import Claim, ClaimId, ClaimState, DamageId, FoundDamage
from domain.returns.model import AskedBy, Purpose, Return, ReturnLine, TakenStep, Way
from domain.returns.stages import Stage, Step
from domain.shipping.sending_again import NOT_AGAIN, WAITING
from storage.codec import make_converter
from storage.database import Row
from storage.repositories.base import Desk
from storage.repositories.steps import write_steps

LINES: Final = "SELECT * FROM umlauf.return_line WHERE return_id = ANY(%(ids)s::uuid[]) ORDER BY return_id, asset_id"
DAMAGES: Final = "SELECT * FROM umlauf.return_damage WHERE return_id = %(id)s ORDER BY noted_at, id"
CLAIMS: Final = "SELECT * FROM umlauf.damage_claim WHERE return_id = %(id)s ORDER BY told_on, id"
GOING_OUT_AGAIN: Final = """
    SELECT l.contract_line_id FROM umlauf.return_line l JOIN umlauf.return_case c ON c.id = l.return_id
    WHERE l.contract_id = %(id)s AND l.received_at IS NOT NULL AND c.withdrawn_on IS NULL
        AND c.purpose <> ALL(%(not_again)s::text[]) AND coalesce((
            SELECT bool_or(s.status = ANY(%(waiting)s::text[])) FROM umlauf.shipment_line x
            JOIN umlauf.shipment s ON s.id = x.shipment_id
            WHERE s.contract_id = l.contract_id AND x.answers_return_id = l.return_id
                AND x.replaces_asset_id = l.asset_id), true)
    ORDER BY l.return_id, l.asset_id"""
STEPS: Final = "SELECT * FROM umlauf.return_step WHERE return_id = ANY(%(ids)s::uuid[]) ORDER BY return_id, n"


def going_out_again(read: Callable[..., list[Row]], contract_id: ContractId) -> list[ContractLineId]:
    rows = read(
        GOING_OUT_AGAIN,
        id=contract_id,
        not_again=[str(each) for each in sorted(NOT_AGAIN)],
        waiting=[str(each) for each in sorted(WAITING)],
    )
    return [ContractLineId(row["contract_line_id"]) for row in rows]


def returns_from(rows: Sequence[Row], lines: Sequence[Row], steps: Sequence[Row]) -> list[Return]:
    """In the order of `rows`."""
    lines_of, steps_of = defaultdict[object, list[Row]](list), defaultdict[object, list[Row]](list)
    for line in lines:
        lines_of[line["return_id"]].append(line)
    for step in steps:
        steps_of[step["return_id"]].append(step)
    return [_return(row, lines_of[row["id"]], steps_of[row["id"]]) for row in rows]


def _return(row: Row, lines: list[Row], steps: list[Row]) -> Return:
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
        AskedBy(row["asked_by"]),
        Way(row["way"]),
        row["pick_up_on"],
        tuple(TakenStep(Step(s["step"]), Stage(s["stage"]), s["facts"], s["effective_at"]) for s in steps),
    )


def _line(row: Row) -> ReturnLine:
    other = row["other_asset_id"]
    return ReturnLine(
        AssetId(row["asset_id"]),
        ContractLineId(row["contract_line_id"]),
        row["received_at"],
        Condition(row["condition"]) if row["condition"] else None,
        Grade(row["grade"]) if row["grade"] else None,
        ContractId(row["contract_id"]),
        row["missing_at"],
        None if other is None else AssetId(other),
        row["other_text"],
        row["inspected_at"],
    )


def damage_from(row: Row) -> FoundDamage:
    return FoundDamage(DamageId(row["id"]), AssetId(row["asset_id"]), row["damage"], row["title"], row["quantity"])


def claim_from(row: Row) -> Claim:
    return Claim(
        ClaimId(row["id"]),
        ReturnId(row["return_id"]),
        ContractId(row["contract_id"]),
        row["told_on"],
        row["object_until"],
        make_converter().structure(row["items"], tuple[ChargedItem, ...]),
        ClaimState(row["state"]),
        row["objected_on"],
        row["objection"],
    )


class ReturnFile:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, return_id: ReturnId) -> Return | None:
        found = self._read("SELECT * FROM umlauf.return_case WHERE id = %(id)s", id=return_id)
        return found[0] if found else None

    def open_for(self, asset_id: AssetId) -> Return | None:
        found = self._read(
            "SELECT c.* FROM umlauf.return_case c JOIN umlauf.return_line l ON l.return_id = c.id"
            " WHERE l.asset_id = %(asset)s AND l.received_at IS NULL AND c.withdrawn_on IS NULL"
            " ORDER BY c.announced_on DESC, c.id DESC LIMIT 1",
            asset=asset_id,
        )
        return found[0] if found else None

    def uninspected(self, asset_id: AssetId) -> Return | None:
        found = self._read(
            "SELECT c.* FROM umlauf.return_case c JOIN umlauf.return_line l ON l.return_id = c.id"
            " WHERE l.asset_id = %(asset)s AND l.received_at IS NOT NULL AND l.inspected_at IS NULL"
            " ORDER BY l.received_at DESC LIMIT 1",
            asset=asset_id,
        )
        return found[0] if found else None

    def of_contract(self, contract_id: ContractId) -> list[Return]:
        found = self._read(
            "SELECT * FROM umlauf.return_case WHERE withdrawn_on IS NULL"
            " AND id IN (SELECT return_id FROM umlauf.return_line WHERE contract_id = %(contract)s)"
            " ORDER BY announced_on, id",
            contract=contract_id,
        )
        return [case.of_contract(contract_id) for case in found]

    def going_out_again(self, contract_id: ContractId) -> list[ContractLineId]:
        return going_out_again(self._desk.rows, contract_id)

    def add(self, case: Return) -> None:
        self._desk.write(
            "INSERT INTO umlauf.return_case (id, number, customer_id, contract_id, announced_on, return_until,"
            " is_announced, reason, purpose, asked_by, way, pick_up_on) VALUES (%(id)s, %(number)s, %(customer)s,"
            " %(contract)s, %(on)s, %(until)s, %(announced)s, %(reason)s, %(purpose)s, %(by)s, %(way)s, %(pick_up)s)",
            id=case.id,
            number=case.number,
            customer=case.customer_id,
            contract=case.contract_id,
            on=case.announced_on,
            until=case.return_until,
            announced=case.is_announced,
            reason=case.reason,
            purpose=case.purpose,
            by=case.asked_by,
            way=case.way,
            pick_up=case.pick_up_on,
        )
        for line in case.lines:
            self._desk.write(
                "INSERT INTO umlauf.return_line (return_id, asset_id, contract_line_id, contract_id, received_at,"
                " condition, grade) VALUES (%(case)s, %(asset)s, %(line)s, %(contract)s, %(at)s, %(condition)s,"
                " %(grade)s)",
                case=case.id,
                asset=line.asset_id,
                line=line.contract_line_id,
                contract=line.contract_id or case.contract_id,
                at=line.received_at,
                condition=line.condition,
                grade=line.grade,
            )
        write_steps(self._desk, "return", case.id, case.steps)

    def save(self, case: Return) -> None:
        """Lines and new steps."""
        for line in case.lines:
            self._desk.write(
                "UPDATE umlauf.return_line SET received_at = %(at)s, condition = %(condition)s, grade = %(grade)s"
                " WHERE return_id = %(case)s AND asset_id = %(asset)s AND received_at IS NULL"
                " AND %(at)s::timestamptz IS NOT NULL",
                case=case.id,
                asset=line.asset_id,
                at=line.received_at,
                condition=line.condition,
                grade=line.grade,
            )
        write_steps(self._desk, "return", case.id, case.steps)

    def look(self, case: Return) -> None:
        """What was seen of its lines: missing, something else, inspected; and new steps."""
        for line in case.lines:
            self._desk.write(
                "UPDATE umlauf.return_line SET missing_at = %(missing)s, other_asset_id = %(other)s,"
                " other_text = %(text)s, inspected_at = %(inspected)s"
                " WHERE return_id = %(case)s AND asset_id = %(asset)s AND (missing_at, other_asset_id, other_text,"
                " inspected_at) IS DISTINCT FROM (%(missing)s::timestamptz, %(other)s::uuid, %(text)s::text,"
                " %(inspected)s::timestamptz)",
                case=case.id,
                asset=line.asset_id,
                missing=line.missing_at,
                other=line.other_asset_id,
                text=line.other_text,
                inspected=line.inspected_at,
            )
        write_steps(self._desk, "return", case.id, case.steps)

    def move(self, case: Return) -> None:
        """To another last day."""
        self._desk.write(
            "UPDATE umlauf.return_case SET return_until = %(until)s WHERE id = %(id)s",
            id=case.id,
            until=case.return_until,
        )

    def step(self, case: Return) -> None:
        write_steps(self._desk, "return", case.id, case.steps)

    def withdraw(self, case: Return) -> None:
        self._desk.write(
            "UPDATE umlauf.return_case SET withdrawn_on = %(on)s WHERE id = %(id)s", id=case.id, on=case.withdrawn_on
        )
        write_steps(self._desk, "return", case.id, case.steps)

    def damages(self, return_id: ReturnId) -> list[FoundDamage]:
        return [damage_from(row) for row in self._desk.rows(DAMAGES, id=return_id)]

    def add_damage(self, return_id: ReturnId, found: FoundDamage) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.return_damage (id, return_id, asset_id, damage, title, quantity, noted_at, command_id)"
            " VALUES (%(id)s, %(case)s, %(asset)s, %(damage)s, %(title)s, %(quantity)s, %(at)s, %(command)s)",
            id=found.id,
            case=return_id,
            asset=found.asset_id,
            damage=found.damage,
            title=found.title,
            quantity=found.quantity,
            at=context.effective_at,
            command=context.command_id,
        )

    def claims(self, return_id: ReturnId) -> list[Claim]:
        return [claim_from(row) for row in self._desk.rows(CLAIMS, id=return_id)]

    def add_claim(self, claim: Claim) -> None:
        self._desk.write(
            "INSERT INTO umlauf.damage_claim (id, return_id, contract_id, told_on, object_until, state, currency,"
            " items) VALUES (%(id)s, %(case)s, %(contract)s, %(on)s, %(until)s, %(state)s, %(currency)s, %(items)s)",
            id=claim.id,
            case=claim.return_id,
            contract=claim.contract_id,
            on=claim.told_on,
            until=claim.object_until,
            state=claim.state,
            currency=claim.amount.currency,
            items=Jsonb(make_converter().unstructure(claim.items)),
        )

    def save_claim(self, claim: Claim) -> None:
        self._desk.write(
            "UPDATE umlauf.damage_claim SET state = %(state)s, objected_on = %(on)s, objection = %(words)s"
            " WHERE id = %(id)s",
            id=claim.id,
            state=claim.state,
            on=claim.objected_on,
            words=claim.objection,
        )

    def _read(self, sql: str, **values: object) -> list[Return]:
        rows = self._desk.rows(sql, **values)
        ids = [row["id"] for row in rows]
        if not ids:
            return []
        return returns_from(rows, self._desk.rows(LINES, ids=ids), self._desk.rows(STEPS, ids=ids))

"""What the back office asks about losses, write-offs and the cases of customers."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from domain.assets.model import UnknownAsset
from domain.assets.status import Status
from domain.contracts.model import Contract
from domain.contracts.status import OVER, RUNNING
from domain.errors import RuleViolation
from domain.ids import AssetId, ContractId, CustomerId, ProductId, VariantId
from domain.losses.book import services_variants
from domain.losses.cases import UnknownCase
from domain.losses.claims_sheet import ClaimsSheet, OpenClaim
from domain.losses.decide_found import proposes_to_give_back
from domain.losses.model import Loss, LossKind, UnknownLoss
from domain.losses.settings import Cover, LossSettings, OnDeath
from domain.losses.stages import OPEN, Step
from domain.losses.worth import cover_for, insured_on, residual_of
from domain.money import Money
from domain.views.losses import (
    CasePage,
    LossesOfContract,
    LossPage,
    LossQuestion,
    LossRow,
    LossStepRow,
    OutRow,
    ThingToWriteOff,
    WriteOffRow,
)
from storage.database import Database, Row
from storage.queries.claims import claims_sheet, open_claims
from storage.queries.office_parts import NAME, like
from storage.repositories.base import plain_array
from storage.repositories.contracts import CONTRACT_LINES, contracts_from
from storage.repositories.losses import (
    CONTACT_SQL,
    IN_USE_SQL,
    PRODUCTS_SQL,
    STEPS_SQL,
    case_from,
    contact_from,
    in_use_from,
    losses_from,
    write_off_from,
)
from storage.repositories.settings import LOSSES
from storage.repositories.settings import losses_from as settings_from

_TITLE: Final = "d.name || CASE WHEN v.name = '' THEN '' ELSE ' · ' || v.name END"
_ROWS: Final = f"""
    SELECT l.*, a.id AS thing, a.code, a.status AS asset_status, {_TITLE} AS title,
        coalesce(k.number, '') AS contract, coalesce({NAME}, '') AS customer,
        coalesce(c.acquired_minor, e.cost_minor) AS cost,
        coalesce(s.stage, CASE WHEN l.id IS NULL THEN 'unreported' ELSE 'reported' END) AS now_stage,
        EXISTS (SELECT FROM umlauf.write_off w WHERE w.asset_id = a.id AND w.status = 'booked') AS written_off,
        (SELECT max(g.effective_at AT TIME ZONE 'Europe/Berlin')::date FROM umlauf.asset_event g
            WHERE g.asset_id = a.id AND g.kind IN ('lost', 'stolen')) AS gone_on
    FROM {{source}}
    JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product d ON d.id = v.product_id
    LEFT JOIN umlauf.asset_cost c ON c.asset_id = a.id LEFT JOIN umlauf.variant_cost e ON e.variant_id = v.id
    LEFT JOIN umlauf.contract k ON k.id = l.contract_id
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = l.customer_id
    LEFT JOIN LATERAL (SELECT t.stage FROM umlauf.loss_step t WHERE t.loss_id = l.id ORDER BY t.n DESC LIMIT 1) s
        ON true
"""  # noqa: S608 - constants only
_REPORTED: Final = _ROWS.format(source="umlauf.loss l JOIN umlauf.asset a ON a.id = l.asset_id")
_LIST: Final = f"""
    SELECT * FROM ({_REPORTED} UNION ALL {
    _ROWS.format(source="umlauf.asset a LEFT JOIN umlauf.loss l ON false")
} WHERE a.status IN ('lost', 'stolen') AND NOT EXISTS (SELECT FROM umlauf.loss m WHERE m.asset_id = a.id)) f
    WHERE (%(stages)s::text[] = '{{}}' OR f.now_stage = ANY(%(stages)s::text[]))
        AND (coalesce(f.number, '') ILIKE %(like)s OR f.code ILIKE %(like)s OR f.contract ILIKE %(like)s
            OR f.customer ILIKE %(like)s OR f.title ILIKE %(like)s OR coalesce(f.police, '') ILIKE %(like)s)
    ORDER BY f.now_stage = ANY(%(open)s::text[]) DESC, f.reported_on DESC NULLS LAST, f.code LIMIT %(limit)s"""  # noqa: S608 - constants only
_BY_ID: Final = f"{_REPORTED} WHERE l.id = %(ref)s"
_BY_NUMBER: Final = f"{_REPORTED} WHERE l.number = %(ref)s"
_OF_CONTRACT: Final = f"{_REPORTED} WHERE l.contract_id = %(id)s ORDER BY l.number DESC LIMIT 20"
_WHO: Final = (
    "SELECT k.effective_at AS recorded_at, w.name,"
    " coalesce((SELECT words FROM umlauf.loss_words x WHERE x.loss_id = l.id AND x.n = 0),"
    " '') AS words FROM umlauf.loss l JOIN umlauf.person w ON w.id = l.reported_by"
    " JOIN umlauf.command k ON k.command_id = l.command_id WHERE l.id = %(id)s"
)
_WORDS: Final = "SELECT n, words FROM umlauf.loss_words WHERE loss_id = %(id)s AND n > 0"
_OUT: Final = f"""
    SELECT a.id, a.code, {_TITLE} AS title FROM umlauf.assignment g
    JOIN umlauf.contract_line l ON l.id = g.contract_line_id JOIN umlauf.asset a ON a.id = g.asset_id
    JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product d ON d.id = v.product_id
    WHERE l.contract_id = %(id)s AND upper_inf(g.during) ORDER BY a.code"""  # noqa: S608 - constants only
_WRITE_OFFS: Final = f"""
    SELECT w.*, a.code, {_TITLE} AS title, p.name AS proposer, coalesce(c.acquired_minor, e.cost_minor) AS cost,
        coalesce((SELECT q.name FROM umlauf.write_off_step s JOIN umlauf.person q ON q.id = s.taken_by
            WHERE s.write_off_id = w.id AND s.step = 'approve'), '') AS approver
    FROM umlauf.write_off w JOIN umlauf.asset a ON a.id = w.asset_id JOIN umlauf.person p ON p.id = w.proposed_by
    JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product d ON d.id = v.product_id
    LEFT JOIN umlauf.asset_cost c ON c.asset_id = a.id LEFT JOIN umlauf.variant_cost e ON e.variant_id = v.id
    WHERE (%(statuses)s::text[] = '{{}}' OR w.status = ANY(%(statuses)s::text[]))
        AND (w.number ILIKE %(like)s OR a.code ILIKE %(like)s OR d.name ILIKE %(like)s)
    ORDER BY w.status = 'proposed' DESC, w.recorded_at DESC LIMIT %(limit)s"""  # noqa: S608 - constants only
_THING: Final = f"""
    SELECT a.id, a.code, a.status, {_TITLE} AS title, coalesce(c.acquired_minor, e.cost_minor) AS cost
    FROM umlauf.asset a JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product d ON d.id = v.product_id
    LEFT JOIN umlauf.asset_cost c ON c.asset_id = a.id LEFT JOIN umlauf.variant_cost e ON e.variant_id = v.id
    WHERE """  # noqa: S608 - constants only
_LIVE_WRITE_OFF: Final = "SELECT * FROM umlauf.write_off WHERE asset_id = %(id)s AND status IN ('proposed', 'booked')"
_CASES: Final = "SELECT * FROM umlauf.customer_case WHERE customer_id = %(id)s ORDER BY recorded_at DESC LIMIT 10"
_RUNNING: Final = (
    "SELECT count(*)::int AS n FROM umlauf.contract WHERE customer_id = %(id)s AND NOT status = ANY(%(over)s)"
)
_SETTING: Final = "SELECT value FROM umlauf.setting WHERE name = %(name)s"


class Losses:
    """`Losses(database)`; on the thread of its database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def losses(self, question: LossQuestion) -> tuple[LossRow, ...]:
        stages = ["unreported"] if question.only_unreported else [str(each) for each in question.stages]
        rows = self._database.read(
            _LIST,
            stages=stages,
            open=[str(each) for each in OPEN] + ["unreported"],
            like=like(question.text),
            limit=question.limit,
        )
        return self._rows(rows)

    def page(self, ref: str) -> LossPage:
        """Raises UnknownLoss."""
        rows = self._database.read(_BY_ID if _is_id(ref) else _BY_NUMBER, ref=ref)
        if not rows:
            raise UnknownLoss(loss=ref)
        [found] = self._rows(rows)
        loss = found.loss
        if loss is None:
            raise UnknownLoss(loss=ref)
        read, rules = self._database.read, self._rules()
        who = read(_WHO, id=loss.id)[0]
        words = {row["n"]: row["words"] for row in read(_WORDS, id=loss.id)}
        steps = tuple(
            LossStepRow(Step(row["step"]), row["effective_at"], row["who"], row["facts"], words.get(row["n"], ""))
            for row in read(STEPS_SQL, ids=plain_array([loss.id]))
        )
        use = in_use_from(read(IN_USE_SQL, id=loss.asset_id)[0])
        try:
            worth = residual_of(use, loss.reported_on, rules)
        except RuleViolation:
            worth = None
        contract = None if loss.contract_id is None else self._contract(loss.contract_id)
        return LossPage(
            found,
            loss,
            who["recorded_at"],
            who["name"],
            who["words"],
            steps,
            use,
            worth,
            None if contract is None else self._cover(loss, contract, rules),
            proposes_to_give_back(loss, rules),
            contract is not None and contract.status in RUNNING,
        )

    def of_contract(self, contract_id: ContractId) -> LossesOfContract:
        read = self._database.read
        out = tuple(OutRow(AssetId(row["id"]), row["code"], row["title"]) for row in read(_OUT, id=contract_id))
        contract, rules = self._contract(contract_id), self._rules()
        variants = services_variants(contract)
        products = self._products(variants)
        mine = {products[each] for each in variants if each in products}
        has_cover = any(each.product_id in mine for each in rules.covers)
        return LossesOfContract(self._rows(read(_OF_CONTRACT, id=contract_id)), out, has_cover)

    def write_offs(self, text: str, statuses: tuple[str, ...], limit: int) -> tuple[WriteOffRow, ...]:
        rows = self._database.read(_WRITE_OFFS, statuses=list(statuses), like=like(text), limit=limit)
        return tuple(
            WriteOffRow(write_off_from(row), row["code"], row["title"], row["proposer"], row["approver"], _cost(row))
            for row in rows
        )

    def to_write_off(self, ref: str) -> ThingToWriteOff:
        """Raises UnknownAsset."""
        condition = "a.id = %(ref)s" if _is_id(ref) else "a.code = %(ref)s"
        rows = self._database.read(f"{_THING}{condition}", ref=ref)
        if not rows:
            raise UnknownAsset(asset=ref)
        row = rows[0]
        live = self._database.read(_LIVE_WRITE_OFF, id=row["id"])
        return ThingToWriteOff(
            AssetId(row["id"]),
            row["code"],
            row["title"],
            Status(row["status"]),
            _cost(row),
            write_off_from(live[0]) if live else None,
        )

    def case_of(self, customer_id: CustomerId) -> CasePage:
        read = self._database.read
        rows = read(_CASES, id=customer_id)
        cases = [case_from(row, contact_from(read(CONTACT_SQL, id=row["id"]))) for row in rows]
        running = read(_RUNNING, id=customer_id, over=[str(each) for each in OVER])[0]["n"]
        live = next((each for each, row in zip(cases, rows, strict=True) if row["status"] == "open"), None)
        return CasePage(live, running, tuple(each for each in cases if each is not live))

    def on_death(self) -> OnDeath:
        return self._rules().on_death

    def open_claims(self, customer_id: CustomerId, day: date) -> tuple[OpenClaim, ...]:
        return open_claims(self._database, customer_id, day)

    def claims_sheet(self, customer_id: CustomerId, today: date) -> ClaimsSheet:
        """Raises UnknownCase."""
        case = self.case_of(customer_id).case
        if case is None:
            raise UnknownCase(customer=customer_id)
        return claims_sheet(self._database, case, self._rules(), today)

    def _rows(self, rows: Sequence[Row]) -> tuple[LossRow, ...]:
        known = [row for row in rows if row["id"] is not None]
        steps = self._database.read(STEPS_SQL, ids=plain_array(row["id"] for row in known))
        losses = {loss.id: loss for loss in losses_from(known, steps)}
        return tuple(_row(row, losses.get(row["id"])) for row in rows)

    def _cover(self, loss: Loss, contract: Contract, rules: LossSettings) -> Cover | None:
        services = insured_on(contract, loss.happened_on, self._products(services_variants(contract)))
        return cover_for(services, loss.kind, loss.police, rules)

    def _products(self, variants: Sequence[VariantId]) -> dict[VariantId, ProductId]:
        rows = self._database.read(PRODUCTS_SQL, ids=plain_array(variants))
        return {VariantId(row["id"]): ProductId(row["product_id"]) for row in rows}

    def _contract(self, contract_id: ContractId) -> Contract:
        rows = self._database.read("SELECT * FROM umlauf.contract WHERE id = %(id)s", id=contract_id)
        return contracts_from(rows, self._database.read(CONTRACT_LINES, ids=[contract_id]))[0]

    def _rules(self) -> LossSettings:
        row = self._database.read_one(_SETTING, name=LOSSES)
        return settings_from(None if row is None else row["value"])


def _row(row: Row, loss: Loss | None) -> LossRow:
    kind = LossKind(row["asset_status"]) if loss is None else loss.kind
    charged = None if loss is None or not loss.minor else Money(loss.minor)
    return LossRow(
        loss,
        kind,
        AssetId(row["thing"]),
        row["code"],
        row["title"],
        Status(row["asset_status"]),
        row["contract"],
        row["customer"],
        _cost(row),
        charged,
        row["gone_on"] if loss is None else loss.happened_on,
        row["written_off"],
    )


def _cost(row: Row) -> Money | None:
    return None if row["cost"] is None else Money(row["cost"])


def _is_id(ref: str) -> bool:
    try:
        UUID(ref)
    except ValueError:
        return False
    return True

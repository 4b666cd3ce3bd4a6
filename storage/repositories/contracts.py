"""Contracts as timelines: a contract, its lines, and each line's dated versions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from domain.contracts.changing import LastChange
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion, UnknownContract
from domain.contracts.status import Status
from domain.contracts.terms import ContractTerms
from domain.ids import ContractId, ContractLineId, CustomerId, OrderId, PlanId, StoreId, VariantId
from domain.money import Currency, Money
from storage.database import Row
from storage.repositories.base import Desk
from storage.repositories.catalog import terms_from, terms_to
from storage.repositories.timeline import (
    PART_NAMES,
    about_from,
    about_to,
    bundle_from,
    bundle_to,
    contract_from,
    contract_to,
    parts_from,
    parts_to,
    phases_from,
    phases_to,
)

CONTRACT_LINES: Final = (
    "SELECT l.*, v.n, v.from_on, v.price_minor, v.quantity,"
    " v.title AS version_title, v.plan_id AS version_plan, v.phases AS version_phases FROM umlauf.contract_line l"
    " JOIN umlauf.contract_line_version v ON v.line_id = l.id"
    " WHERE l.contract_id = ANY(%(ids)s) ORDER BY l.contract_id, l.position, l.id, v.n"
)


def contracts_from(rows: Iterable[Row], line_rows: Iterable[Row]) -> list[Contract]:
    """Contracts in the order of `rows`; `line_rows` as CONTRACT_LINES gives them, for all of these contracts."""
    rows = list(rows)
    terms = _terms_of(rows)
    versions: dict[UUID, list[LineVersion]] = defaultdict(list)
    heads: dict[UUID, dict[UUID, Row]] = defaultdict(dict)
    for line in line_rows:
        currency = terms[line["contract_id"]].currency
        versions[line["id"]].append(_version(line, currency))
        heads[line["contract_id"]].setdefault(line["id"], line)
    return [
        Contract(
            ContractId(row["id"]),
            row["number"],
            CustomerId(row["customer_id"]),
            OrderId(row["order_id"]) if row["order_id"] else None,
            terms[row["id"]],
            tuple(_line(head, versions[head["id"]]) for head in heads[row["id"]].values()),
            Status(row["status"]),
            row["concluded_on"],
            row["start_on"],
            row["end_on"],
            row["notice_on"],
            row["version"],
            store_id=StoreId(row["store_id"]) if row["store_id"] else None,
            **_parts(row),
        )
        for row in rows
    ]


def _terms_of(rows: Iterable[Row]) -> dict[UUID, ContractTerms]:
    """By contract. A business has few different terms, and reading them takes long: each is read once."""
    known: dict[str, ContractTerms] = {}
    found: dict[UUID, ContractTerms] = {}
    for row in rows:
        text = str(row["terms"])
        if text not in known:
            known[text] = terms_from(row["terms"])
        found[row["id"]] = known[text]
    return found


def _parts(row: Row) -> dict[str, Any]:
    """By the names of the contract's fields."""
    parts = parts_from(row["timeline"])
    return {name: getattr(parts, name) for name in PART_NAMES}


def _version(row: Row, currency: Currency) -> LineVersion:
    price = None if row["price_minor"] is None else Money(row["price_minor"], currency)
    return LineVersion(
        row["from_on"],
        price,
        row["quantity"],
        row["version_title"],
        _plan(row["version_plan"]),
        phases_from(row["version_phases"]),
    )


def _line(row: Row, versions: list[LineVersion]) -> ContractLine:
    return ContractLine(
        ContractLineId(row["id"]),
        row["position"],
        row["title"],
        LineKind(row["kind"]),
        row["vat"],
        tuple(versions),
        row["means_of_transport"],
        VariantId(row["variant_id"]) if row["variant_id"] else None,
        row["start_on"],
        row["end_on"],
        row["anchor_on"],
        row["anchor_day"],
        phases_from(row["phases"]),
        about_from(row["about"], row["about_asset_id"]),
        plan_id=_plan(row["plan_id"]),
        bundle=bundle_from(row["bundle"]),
    )


def _plan(stored: UUID | None) -> PlanId | None:
    return None if stored is None else PlanId(stored)


LAST_CHANGE: Final = (
    "SELECT c.before, c.can_undo, EXISTS (SELECT FROM umlauf.invoice_line l"
    " JOIN umlauf.invoice i ON i.id = l.invoice_id JOIN umlauf.command k ON k.command_id = i.command_id"
    " WHERE l.contract_id = c.contract_id AND k.received_at > c.recorded_at) AS is_billed"
    " FROM umlauf.contract_change c WHERE c.contract_id = %(id)s ORDER BY c.version DESC LIMIT 1"
)


def last_change_from(rows: Sequence[Row]) -> LastChange | None:
    """What LAST_CHANGE gives; None: the contract is as it was made."""
    if not rows:
        return None
    return LastChange(contract_from(rows[0]["before"]), rows[0]["can_undo"], rows[0]["is_billed"])


class ContractFile:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._read: dict[ContractId, Contract] = {}

    def get(self, contract_id: ContractId) -> Contract:
        """Locked until the command is done. Raises UnknownContract."""
        if contract_id not in self._read:
            rows = self._desk.rows("SELECT * FROM umlauf.contract WHERE id = %(id)s FOR UPDATE", id=contract_id)
            if not rows:
                raise UnknownContract(contract=contract_id)
            lines = self._desk.rows(CONTRACT_LINES, ids=[contract_id])
            self._read[contract_id] = contracts_from(rows, lines)[0]
        return self._read[contract_id]

    def add(self, contract: Contract) -> None:
        self._read[contract.id] = contract
        self._desk.write(
            "INSERT INTO umlauf.contract (id, number, customer_id, order_id, terms, status, concluded_on, start_on,"
            " end_on, notice_on, version, timeline, store_id) VALUES (%(id)s, %(number)s, %(customer)s, %(order)s,"
            " %(terms)s, %(status)s, %(concluded)s, %(start)s, %(end)s, %(notice)s, 0, %(timeline)s, %(store)s)",
            id=contract.id,
            number=contract.number,
            customer=contract.customer_id,
            order=contract.order_id,
            terms=Jsonb(terms_to(contract.terms)),
            status=contract.status,
            concluded=contract.concluded_on,
            start=contract.start_on,
            end=contract.end_on,
            notice=contract.notice_on,
            timeline=Jsonb(parts_to(contract)),
            store=contract.store_id,
        )
        for line in contract.lines:
            self._add_line(contract.id, line)

    def save(self, contract: Contract, *, can_undo: bool = False) -> None:
        """Whatever changed; the run looks at the contract again, because its timeline may have."""
        earlier = self._read[contract.id]
        self._desk.write(
            "INSERT INTO umlauf.contract_change (contract_id, version, command_id, can_undo, before)"
            " SELECT %(id)s, version + 1, %(command)s, %(undo)s, %(before)s FROM umlauf.contract WHERE id = %(id)s",
            id=contract.id,
            command=self._desk.context.command_id,
            undo=can_undo,
            before=Jsonb(contract_to(earlier)),
        )
        self._read[contract.id] = contract
        self._desk.write(
            "UPDATE umlauf.contract SET status = %(status)s, start_on = %(start)s, end_on = %(end)s,"
            " notice_on = %(notice)s, version = version + 1, timeline = %(timeline)s, look_on = NULL,"
            " next_due_on = CASE WHEN %(start)s::date IS NULL THEN NULL ELSE least(%(today)s, %(start)s) END"
            " WHERE id = %(id)s",
            id=contract.id,
            status=contract.status,
            start=contract.start_on,
            end=contract.end_on,
            notice=contract.notice_on,
            timeline=Jsonb(parts_to(contract)),
            today=self._desk.today(),
        )
        known = {line.id: line for line in earlier.lines}
        for line in contract.lines:
            if line.id not in known:
                self._add_line(contract.id, line)
            elif line != known[line.id]:
                self._save_line(line, line.versions != known[line.id].versions)

    def set_transit(self, contract_id: ContractId, start_days: int) -> None:
        self._desk.write(
            "UPDATE umlauf.contract SET transit_days = %(days)s WHERE id = %(id)s", id=contract_id, days=start_days
        )

    def transit_days(self, contract_id: ContractId) -> int:
        rows = self._desk.rows("SELECT transit_days FROM umlauf.contract WHERE id = %(id)s", id=contract_id)
        days: int = rows[0]["transit_days"]
        return days

    def look_again(self, contract_id: ContractId, on: date) -> None:
        """The worker's daily look has nothing to do before that day, unless the contract is saved again."""
        self._desk.write("UPDATE umlauf.contract SET look_on = %(on)s WHERE id = %(id)s", id=contract_id, on=on)

    def last_change(self, contract_id: ContractId) -> LastChange | None:
        """None: the contract is as it was made."""
        return last_change_from(self._desk.rows(LAST_CHANGE, id=contract_id))

    def _add_line(self, contract_id: ContractId, line: ContractLine) -> None:
        self._desk.write(
            "INSERT INTO umlauf.contract_line (id, contract_id, position, title, kind, vat, means_of_transport,"
            " variant_id, start_on, end_on, anchor_on, anchor_day, phases, bundle, plan_id, about, about_asset_id)"
            " VALUES (%(id)s, %(contract)s, %(position)s, %(title)s, %(kind)s, %(vat)s, %(transport)s, %(variant)s,"
            " %(start)s, %(end)s, %(anchor)s, %(day)s, %(phases)s, %(bundle)s, %(plan)s, %(about)s, %(about_asset)s)",
            contract=contract_id,
            position=line.position,
            title=line.title,
            kind=line.kind,
            vat=line.vat,
            transport=line.means_of_transport,
            variant=line.variant_id,
            plan=line.plan_id,
            about=None if line.about is None else Jsonb(about_to(line.about)),
            about_asset=None if line.about is None else line.about.asset_id,
            **_dates(line),
        )
        self._add_versions(line)

    def _save_line(self, line: ContractLine, has_new_versions: bool) -> None:
        self._desk.write(
            "UPDATE umlauf.contract_line SET start_on = %(start)s, end_on = %(end)s, anchor_on = %(anchor)s,"
            " anchor_day = %(day)s, phases = %(phases)s, bundle = %(bundle)s WHERE id = %(id)s",
            **_dates(line),
        )
        if has_new_versions:
            self._desk.write("DELETE FROM umlauf.contract_line_version WHERE line_id = %(id)s", id=line.id)
            self._add_versions(line)

    def _add_versions(self, line: ContractLine) -> None:
        for n, version in enumerate(line.versions):
            self._desk.write(
                "INSERT INTO umlauf.contract_line_version (line_id, n, from_on, price_minor, quantity, title, plan_id,"
                " phases) VALUES (%(line)s, %(n)s, %(from_on)s, %(price)s, %(quantity)s, %(title)s, %(plan)s,"
                " %(phases)s)",
                line=line.id,
                n=n,
                from_on=version.from_on,
                price=None if version.price is None else version.price.minor,
                quantity=version.quantity,
                title=version.title,
                plan=version.plan_id,
                phases=Jsonb(phases_to(version.phases)) if version.phases else None,
            )


def _dates(line: ContractLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "start": line.start_on,
        "end": line.end_on,
        "anchor": line.anchor_on,
        "day": line.anchor_day,
        "phases": Jsonb(phases_to(line.phases)),
        "bundle": None if line.bundle is None else Jsonb(bundle_to(line.bundle)),
    }
